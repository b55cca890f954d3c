import { Injectable, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { newId } from '#kernel';
import type { HouseEvents } from '#contracts';
import { Database, openDatabase, rooms, serviceUrl, type Tx } from '#platform/database';
import { Consumes, ConsumesTogether, messagingModule, Outbox, Relay, type EventFacts, type Fact } from '#platform/messaging';
import { Logger, observabilityModule } from '#platform/observability';
import { TEST_SECRET, aDatabase, type TestDatabase } from '#testing';

type Released = HouseEvents['quoting.lots.released.v1'];

/** What the consumers do besides writing their effect. */
export const script: { before: (released: Released, event: EventFacts, tx: Tx) => Promise<void> } = { before: async () => undefined };

@Injectable()
export class LotConsumer {
  @Consumes('quoting.lots.released.v1')
  async released(released: Released, tx: Tx, event: EventFacts): Promise<void> {
    await tx.query('insert into ordering.spec_effects (handler, event_id, subject, note) values ($1, $2, $3, $4)', ['lots', event.id, event.subject, released.tenderId]);
    await script.before(released, event, tx);
  }
}

@Injectable()
export class SecondConsumer {
  @Consumes('quoting.lots.released.v1')
  async alsoReleased(released: Released, tx: Tx, event: EventFacts): Promise<void> {
    await tx.query('insert into ordering.spec_effects (handler, event_id, subject, note) values ($1, $2, $3, $4)', ['second', event.id, event.subject, released.tenderId]);
  }
}

/** Writes down how many facts came together, by the note of the first. */
@Injectable()
export class TogetherConsumer {
  @ConsumesTogether('quoting.lots.released.v1', 'quoting.lots.published.v1')
  async lotsMoved(facts: readonly Fact<'quoting.lots.released.v1' | 'quoting.lots.published.v1'>[], tx: Tx): Promise<void> {
    await tx.query('insert into ordering.spec_effects (handler, event_id, subject, note) select $1, * from unnest($2::text[], $3::text[], $4::text[])',
      [`together ${facts.length}`, facts.map(({ event }) => event.id), facts.map(({ event }) => event.subject), facts.map(({ payload }) => payload.tenderId)]);
    for (const { type, payload, event } of facts) if (type === 'quoting.lots.released.v1') await script.before(payload, event, tx);
  }
}

export const announce = new Outbox({ service: 'quoting', schema: rooms.quoting.schema });

export function released(note: string): Released {
  return { tenderId: note, buyerId: newId('company'), lotIds: [], why: 'CANCELLED' };
}

export async function until(holds: () => Promise<boolean>, seconds = 20): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end;) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (!await holds()) throw new Error(`It did not come true within ${seconds} seconds.`);
}

interface Effect { handler: string; event_id: string; subject: string | null; note: string; transaction: string }

/** The post between two services: quoting announces, order acts. */
export class PostOffice {
  readonly logged: string[] = [];

  private constructor(readonly house: TestDatabase, readonly quoting: Database) {}

  static async open(): Promise<PostOffice> {
    const house = await aDatabase('order');
    const quoting = await openDatabase({ url: serviceUrl(house.ownerUrl, 'quoting', TEST_SECRET), applicationName: 'spec-quoting', entities: [], poolSize: 4 });
    await house.owner.query(`
      create table ordering.spec_effects (id bigint generated always as identity, handler text, event_id text, subject text, note text, transaction text not null default pg_current_xact_id()::text);
      grant select, insert on ordering.spec_effects to mouldshare_order`);
    return new PostOffice(house, quoting);
  }

  async close(): Promise<void> {
    await this.quoting.close();
    await this.house.close();
  }

  /** Empty boxes and consumers without a will of their own. */
  async clear(): Promise<void> {
    script.before = async () => undefined;
    this.logged.length = 0;
    await this.house.owner.query('truncate post.deliveries, post.events, ordering.inbox, ordering.spec_effects');
  }

  /** A process of the order service, as far as facts are concerned. */
  async aProcess(consumers: (new () => object)[] = [LotConsumer]): Promise<INestApplicationContext & { relay: Relay }> {
    const database = await openDatabase({ url: this.house.url, applicationName: 'spec-order', entities: [], poolSize: 8 });
    const { logged } = this;
    @Module({
      imports: [
        { module: class DatabasePlace {}, global: true, providers: [{ provide: Database, useValue: database }], exports: [Database] },
        observabilityModule({ service: 'order', level: 'debug', logger: new Logger('order', 'debug', { write: (line: string) => { logged.push(line); } }) }),
        messagingModule({ service: 'order', schema: 'ordering' }),
      ],
      providers: consumers,
    })
    class App {}
    const app = await NestFactory.createApplicationContext(App, { logger: false, abortOnError: false });
    return Object.assign(Object.create(app) as INestApplicationContext, { relay: app.get(Relay), close: () => app.close() });
  }

  async effects(): Promise<Effect[]> {
    return (await this.house.owner.query('select handler, event_id, subject, note, transaction from ordering.spec_effects order by id')).rows;
  }

  /** Deliveries that still have to be worked off. */
  async waiting(): Promise<number> {
    return Number((await this.house.owner.query('select count(*) from post.deliveries where done_at is null and not dead')).rows[0].count);
  }
}
