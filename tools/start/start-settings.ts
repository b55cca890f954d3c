import { checkSettings, DEVELOPMENT_SECRET, environment, refuse, startSettings, type Settings } from '#platform/config';
import { gatewaySettings } from '../../apps/gateway/src/settings.js';
import { orderSettings } from '../../apps/order/src/settings.js';
import { quotingSettings } from '../../apps/quoting/src/settings.js';

const table = { ...gatewaySettings, ...orderSettings, ...quotingSettings, ...startSettings };

export interface Start {
  readonly settings: Settings<typeof table>;
  /** What the processes are given: the environment and the file `.env`. */
  readonly given: Record<string, string | undefined>;
  /** The database and the secret that were named; null where `npm start` brings its own. */
  readonly databaseUrl: string | null;
  readonly secret: string | null;
}

/** Reads the settings of all processes before any is started, so that everything that is wrong is said at once. */
export function readStart(): Start {
  const given = environment();
  const production = given.NODE_ENV === 'production';
  const { settings, errors } = checkSettings(table, {
    ...given,
    DATABASE_URL: given.DATABASE_URL || 'postgres://own@127.0.0.1/own',
    MOULDSHARE_SECRET: given.MOULDSHARE_SECRET || (production ? undefined : DEVELOPMENT_SECRET),
  });
  if (errors.length > 0) refuse('npm start', errors);
  return { settings, given, databaseUrl: given.DATABASE_URL || null, secret: given.MOULDSHARE_SECRET || null };
}
