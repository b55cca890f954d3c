import { Problem } from '#kernel';
import type { HouseEventType } from '#contracts';
import type { Database, Tx } from '#platform/database';
import { requestContext, safeError, type Logger, type Metrics } from '#platform/observability';
import type { Fact } from './consumes.js';
import { runsOf } from './errand.policy.js';
import { attemptsBeforeDead, pauseAfter } from './retry.policy.js';
import type { MessagingOptions } from './outbox.js';

export interface Handler {
  /** Class and method; the inbox remembers under this name. */
  readonly name: string;
  /** Takes several facts at once; others are given one. */
  readonly together: boolean;
  act(facts: readonly Fact[], tx: Tx): Promise<unknown>;
}

/** Due events of one subject, oldest first. */
export interface Queue {
  eventIds: string[];
  /** Every one of them is taken together with others by all that act on it. */
  together: boolean;
}

/** What waits for a service. */
export interface PostState {
  /** Seconds by which the oldest due delivery is overdue; a delivery waiting for its next attempt is not due. */
  readonly lagSeconds: number;
  readonly waiting: number;
  /** Given up; needs a person. */
  readonly dead: number;
}

interface Claimed {
  event_id: string;
  type: HouseEventType;
  payload: never;
  subject: string | null;
  producer: string;
  occurred_at: Date;
  /** Handlers that have not acted on it yet. */
  handlers: string[];
}

const pausesInSeconds = Array.from({ length: attemptsBeforeDead }, (_, failed) => pauseAfter(failed + 1) / 1_000);

/**
 * An earlier delivery of the same subject that still has to be worked off, or null. A scalar query, because the planner
 * turns `not exists` into a join over everything that waits.
 */
function earlier(of: string, which: string): string {
  return `(select p.event_id from post.deliveries p
            where p.consumer = $1 and p.subject = ${of}.subject and p.position < ${of}.position
              and p.done_at is null and not p.dead and p.type = any ($2::text[]) and ${which} limit 1)`;
}

/** The deliveries of one service: which are due, and working them off. */
export class Deliveries {
  handlers = new Map<HouseEventType, Handler[]>();

  constructor(
    private readonly options: MessagingOptions, private readonly database: Database,
    private readonly logger: Logger, private readonly metrics: Metrics,
  ) {}

  /** Due events, oldest first, one queue per subject. Nothing is locked yet. */
  async due(limit: number): Promise<Queue[]> {
    if (this.handlers.size === 0) return [];
    const rows = await this.database.readAsHouse<{ event_id: string; type: HouseEventType; subject: string | null }>(
      `select d.event_id, d.type, d.subject from post.deliveries d
        where d.consumer = $1 and d.done_at is null and not d.dead and d.type = any ($2::text[]) and d.due_at <= clock_timestamp()
          and (d.subject is null or ${earlier('d', 'p.due_at > clock_timestamp()')} is null)
        order by d.position limit $3`,
      [this.options.service, [...this.handlers.keys()], limit],
    );
    const queues = new Map<string, Queue>();
    for (const { event_id, type, subject } of rows) {
      const name = subject === null ? `event ${event_id}` : `subject ${subject}`;
      const queue = queues.get(name) ?? { eventIds: [], together: true };
      queue.eventIds.push(event_id);
      queue.together &&= this.handlers.get(type)!.every(({ together }) => together);
      queues.set(name, queue);
    }
    return [...queues.values()];
  }

  /**
   * Works off some deliveries in one transaction, in their order; when one of them fails, each in a transaction of its own,
   * so that it fails alone. Answers how many came to their end; others hold the rest, or it is not their turn.
   */
  async workOff(eventIds: readonly string[]): Promise<number> {
    if (eventIds.length > 1) {
      try {
        return await this.together(eventIds);
      } catch (error) {
        this.logger.debug('Events are taken one by one after one of them failed.', { events: eventIds.length }, error as Error, 'Relay');
      }
    }
    let worked = 0;
    for (const eventId of eventIds) worked += await this.alone(eventId);
    return worked;
  }

  /** One delivery; a failure of its handler is noted, and it comes again later. */
  private async alone(eventId: string): Promise<number> {
    let begun: HouseEventType | null = null;
    try {
      return await this.together([eventId], (type) => { begun = type; });
    } catch (error) {
      // Before a handler had it, the failure is the database's, and the next round tries again.
      if (begun === null) throw error;
      await this.noteFailure(eventId, begun, error);
      return 0;
    }
  }

  async state(): Promise<PostState> {
    const [row] = await this.database.readAsHouse<{ lag: string; waiting: number; dead: number }>(
      `select coalesce(extract(epoch from clock_timestamp() - min(due_at) filter (where not dead and due_at < clock_timestamp() and type = any ($2::text[]))), 0)::text as lag,
              (count(*) filter (where not dead))::int as waiting, (count(*) filter (where dead))::int as dead
         from post.deliveries where consumer = $1 and done_at is null`,
      [this.options.service, [...this.handlers.keys()]],
    );
    return { lagSeconds: Number(row?.lag ?? 0), waiting: row?.waiting ?? 0, dead: row?.dead ?? 0 };
  }

  private async together(eventIds: readonly string[], onBegin: (type: HouseEventType) => void = () => undefined): Promise<number> {
    const outcomes = await this.database.asHouse(async (tx) => {
      const done: { type: HouseEventType; outcome: 'done' | 'repeated' }[] = [];
      const events = (await this.claim(tx, eventIds)).map((event) => ({ event, fresh: (this.handlers.get(event.type) ?? []).filter(({ name }) => event.handlers.includes(name)) }));
      for (const run of runsOf(events, ({ fresh }) => (fresh.length === 1 && fresh[0]!.together ? fresh[0]!.name : null))) {
        const [{ event: first, fresh }] = run as [(typeof events)[number]];
        onBegin(first.type);
        const facts = run.map(({ event }) => factOf(event));
        await requestContext.run({ requestId: first.event_id, actor: null, locale: 'en', deadlineAt: null }, async () => {
          for (const handler of fresh) await handler.act(facts, tx);
        });
        for (const { event } of run) done.push({ type: event.type, outcome: fresh.length > 0 ? 'done' : 'repeated' });
      }
      return done;
    });
    for (const outcome of outcomes) this.metrics.eventsHandled.inc(outcome);
    return outcomes.length;
  }

  /**
   * Locks the deliveries, calls them done and notes them in the inbox for each handler, by one statement: all of it is undone
   * with the transaction when a handler fails. Leaves out what somebody else has and what must wait for an earlier one.
   */
  private claim(tx: Tx, eventIds: readonly string[]): Promise<Claimed[]> {
    const handlers = [...this.handlers].flatMap(([type, list]) => list.map(({ name }) => ({ type, name })));
    return tx.query<Claimed>(
      `with held as materialized (
         select event_id, type, subject, position, done_at, dead, due_at from post.deliveries where event_id = any ($3::text[]) and consumer = $1 for update skip locked
       ), mine as materialized (
         select * from held where done_at is null and not dead and due_at <= clock_timestamp()
       ), ready as materialized (
         select m.* from mine m where m.subject is null or ${earlier('m', 'p.event_id <> all (array(select event_id from mine))')} is null
       ), done as (
         update post.deliveries d set done_at = clock_timestamp(), attempts = d.attempts + 1, last_error = null
           from ready r where d.event_id = r.event_id and d.consumer = $1
       ), noted as (
         insert into ${this.options.schema}.inbox (handler, event_id)
         select h.handler, r.event_id from ready r join unnest($4::text[], $5::text[]) as h (type, handler) on h.type = r.type
             on conflict do nothing returning handler, event_id
       )
       select r.event_id, r.type, e.payload, e.subject, e.producer, e.occurred_at, array(select n.handler from noted n where n.event_id = r.event_id) as handlers
         from ready r join post.events e on e.id = r.event_id order by r.position`,
      [this.options.service, [...this.handlers.keys()], eventIds, handlers.map(({ type }) => type), handlers.map(({ name }) => name)],
    );
  }

  private async noteFailure(eventId: string, type: HouseEventType, error: unknown): Promise<void> {
    // Something that is away comes back; its events are not given up.
    const weather = error instanceof Problem && error.code === 'UNAVAILABLE';
    const reason = String(safeError(error as Error).message ?? 'unknown');
    const [row] = await this.database.asHouse((tx) => tx.query<{ attempts: number; dead: boolean }>(
      `update post.deliveries
          set attempts = attempts + $3, last_error = $4, dead = attempts + $3 >= $5,
              due_at = clock_timestamp() + make_interval(secs => ($6::float8[])[least(attempts + 1, array_length($6::float8[], 1))])
        where event_id = $1 and consumer = $2 and done_at is null returning attempts, dead`,
      [eventId, this.options.service, weather ? 0 : 1, reason.slice(0, 500), attemptsBeforeDead, pausesInSeconds],
    ));
    if (row === undefined) return;
    this.metrics.eventsHandled.inc({ type, outcome: row.dead ? 'dead' : 'failed' });
    const told = { eventId, type, attempts: row.attempts };
    if (row.dead) this.logger.error('An event was given up after too many attempts; somebody has to look.', told, error as Error, 'Relay');
    else this.logger.warn('An event could not be handled; it comes again.', told, error as Error, 'Relay');
  }
}

function factOf({ event_id: id, type, payload, occurred_at: occurredAt, producer, subject }: Claimed): Fact {
  return { type, payload, event: { id, occurredAt, producer, subject } };
}
