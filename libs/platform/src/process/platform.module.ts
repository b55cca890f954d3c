import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Rule, ServiceName } from '#contracts';
import { type Settings, hostAndPort, houseSettings, rpcSettings } from '#platform/config';
import { Database, databaseModule, rooms, serviceUrl } from '#platform/database';
import { healthModule } from '#platform/health';
import { messagingModule } from '#platform/messaging';
import { observabilityModule } from '#platform/observability';
import { registerRules, rpcModule, type RpcOptions } from '#platform/rpc';
import { ticketsModule } from '#platform/tickets';
import { timeModule } from '#platform/time';
import { DrainModule } from './drain.module.js';
import { OldAnswers } from './old-answers.clock.js';

/** Settings that every app has. */
export type PlatformSettings = Settings<typeof houseSettings> & Settings<typeof rpcSettings>;

export interface PlatformOptions {
  readonly service: ServiceName;
  readonly settings: PlatformSettings;
  /** Entities of all slices. */
  readonly entities: Function[];
  /** The service's migrations; the process is not ready before they have run. */
  readonly migrations: readonly Function[];
  /** The policy table, slice by slice. */
  readonly rules: readonly Readonly<Record<string, Rule>>[];
}

@Global()
@Module({})
class PlatformModule {}

/** Everything an app stands on: database, calls, facts, tickets, logs, numbers, health. */
export function platformModule(options: PlatformOptions): DynamicModule {
  const { service, settings } = options;
  const { schema } = rooms[service];
  for (const rules of options.rules) registerRules(rules);
  return {
    module: PlatformModule,
    imports: [
      observabilityModule({ service, level: settings.LOG_LEVEL }),
      DrainModule,
      databaseModule({ role: service, schema, entities: options.entities, url: ownUrl(settings, service), poolSize: settings.DATABASE_POOL_SIZE }),
      timeModule(),
      rpcModule({ service, secret: settings.MOULDSHARE_SECRET, addresses: rpcAddresses(settings) }),
      messagingModule({ service, schema }),
      ticketsModule({ secret: settings.MOULDSHARE_SECRET, formerSecrets: settings.MOULDSHARE_FORMER_SECRETS }),
      healthModule({ schema, migrations: options.migrations.map((migration) => migration.name), metricsToken: settings.METRICS_TOKEN }),
    ],
    providers: [{ provide: OldAnswers, inject: [Database], useFactory: (database: Database) => new OldAnswers(schema, database) }],
  };
}

/** Where the services take calls. The gateway takes none. */
export function rpcAddresses(settings: PlatformSettings): RpcOptions['addresses'] {
  return {
    order: settings.RPC_HOST_ORDER.map((item) => hostAndPort(item, settings.ORDER_RPC_PORT)),
    quoting: settings.RPC_HOST_QUOTING.map((item) => hostAndPort(item, settings.QUOTING_RPC_PORT)),
  };
}

/** The connection string of the service's own role, whoever's name the setting has. */
export function ownUrl(settings: PlatformSettings, service: ServiceName): string {
  const { username } = new URL(settings.DATABASE_URL);
  return username === rooms[service].role ? settings.DATABASE_URL : serviceUrl(settings.DATABASE_URL, service, settings.MOULDSHARE_SECRET);
}
