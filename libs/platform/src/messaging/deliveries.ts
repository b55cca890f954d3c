import { Problem } from '#kernel';
import type { HouseEventType } from '#contracts';
import type { Database, Tx } from '#platform/database';
import { requestContext, safeError, type Logger, type Metrics } from '#platform/observability';
import type { EventFacts } from './consumes.js';
import { attemptsBeforeDead, pauseAfter } from './retry.policy.js';
import type { MessagingOptions } from './outbox.js';

export interface Handler {
  /** Class and method; the inbox remembers under this name. */
  readonly name: string;
  act(payload: never, tx: Tx, event: EventFacts): Promise<unknown>;
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
  type: HouseEventType;
  payload: never;
  subject: string | null;
  producer: string;
  occurred_at: Date;
  attempts: number;
}

/** True of an earlier delivery of the same subject that still has to be worked off. */
const EARLIER = `select 1 from post.deliveries p
  where p.consumer = d.consumer and p.subject = d.subject and p.position < d.position
    and p.done_at is null and not p.dead and p.type = any ($2::text[])`;

/** The deliveries of one service: which are due, and working off one of them. */
export class Deliveries {
  handlers = new Map<HouseEventType, Handler[]>();

  constructor(
    private readonly options: MessagingOptions, private readonly database: Database,
    private readonly logger: Logger, private readonly metrics: Metrics,
  ) {}

  /** Ids of due events, oldest first, one list per subject. Nothing is locked yet. */
  async due(limit: number): Promise<string[][]> {
    if (this.handlers.size === 0) return [];
    const rows = await this.database.readAsHouse<{ event_id: string; subject: string | null }>(
      `select d.event_id, d.subject from post.deliveries d
        where d.consumer = $1 and d.done_at is null and not d.dead and d.type = any ($2::text[]) and d.due_at <= clock_timestamp()
          and not exists (${EARLIER} and p.due_at > clock_timestamp())
        order by d.position limit $3`,
      [this.options.service, [...this.handlers.keys()], limit],
    );
    const queues = new Map<string, string[]>();
    for (const { event_id, subject } of rows) {
      const queue = subject === null ? `event ${event_id}` : `subject ${subject}`;
      queues.set(queue, [...(queues.get(queue) ?? []), event_id]);
    }
    return [...queues.values()];
  }

  /** Works off one delivery in one transaction. False when somebody else has it, it is not its turn, or it failed. */
  async workOff(eventId: string): Promise<boolean> {
    let type: HouseEventType | null = null;
    try {
      const outcome = await requestContext.run({ requestId: eventId, actor: null, locale: 'en', deadlineAt: null }, () =>
        this.database.asHouse(async (tx) => {
          const event = await this.claim(tx, eventId);
          if (event === null) return null;
          type = event.type;
          const acted = await this.act(tx, eventId, event);
          await tx.query(
            'update post.deliveries set done_at = clock_timestamp(), attempts = attempts + 1, last_error = null where event_id = $1 and consumer = $2',
            [eventId, this.options.service],
          );
          return acted ? 'done' : 'repeated';
        }));
      if (outcome === null || type === null) return false;
      this.metrics.eventsHandled.inc({ type, outcome });
      return true;
    } catch (error) {
      // Before a handler had it, the failure is the database's, and the next round tries again.
      if (type === null) throw error;
      await this.noteFailure(eventId, type, error);
      return false;
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

  private async claim(tx: Tx, eventId: string): Promise<Claimed | null> {
    const [event] = await tx.query<Claimed>(
      `select e.type, e.payload, e.subject, e.producer, e.occurred_at, d.attempts
         from post.deliveries d join post.events e on e.id = d.event_id
        where d.event_id = $3 and d.consumer = $1 and d.done_at is null and not d.dead and d.due_at <= clock_timestamp()
          and not exists (${EARLIER})
          for update of d skip locked`,
      [this.options.service, [...this.handlers.keys()], eventId],
    );
    return event ?? null;
  }

  private async act(tx: Tx, eventId: string, event: Claimed): Promise<boolean> {
    const facts: EventFacts = { id: eventId, occurredAt: event.occurred_at, producer: event.producer, subject: event.subject };
    let acted = false;
    for (const handler of this.handlers.get(event.type) ?? []) {
      const fresh = await tx.query(
        `insert into ${this.options.schema}.inbox (handler, event_id) values ($1, $2) on conflict do nothing returning 1 as fresh`, [handler.name, eventId],
      );
      if (fresh.length === 0) continue;
      await handler.act(event.payload, tx, facts);
      acted = true;
    }
    return acted;
  }

  private async noteFailure(eventId: string, type: HouseEventType, error: unknown): Promise<void> {
    // Something that is away comes back; its events are not given up.
    const weather = error instanceof Problem && error.code === 'UNAVAILABLE';
    const reason = error instanceof Error ? String(safeError(error).message) : 'unknown';
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

const pausesInSeconds = Array.from({ length: attemptsBeforeDead }, (_, failed) => pauseAfter(failed + 1) / 1_000);
