import { Inject, Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import { subscriptions, type HouseEvents, type HouseEventType, type ServiceName } from '#contracts';
import type { Tx } from '#platform/database';

/** Token of the options below. */
export const MESSAGING_OPTIONS = Symbol('messaging options');

export interface MessagingOptions {
  /** The service this process is; it writes events in this name and works off what is sent to it. */
  readonly service: ServiceName;
  /** Its schema, where its inbox is. */
  readonly schema: string;
}

/** A fact to announce. */
export type Announcement = {
  [K in HouseEventType]: {
    readonly type: K;
    readonly payload: HouseEvents[K];
    /** Whom it is about; facts of one subject reach a consumer in the order they were written. Null: in any order. */
    readonly subject?: string | null;
  };
}[HouseEventType];

/** Channel on which a service hears that post has come. */
export function postChannel(service: ServiceName): string {
  return `post_${service}`;
}

/**
 * Writes facts in the transaction that makes them true: they are told if and only if it commits.
 * The order of one subject's facts is that of their commits when the writer holds a lock on the subject, as services do.
 */
@Injectable()
export class Outbox {
  constructor(@Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions) {}

  /** Announces one fact to all who subscribed to its type. */
  add<K extends HouseEventType>(tx: Tx, type: K, payload: HouseEvents[K], subject?: string | null): Promise<void> {
    return this.addMany(tx, [{ type, payload, subject } as Announcement]);
  }

  /** Announces several facts, in their order, by one statement. */
  async addMany(tx: Tx, announcements: readonly Announcement[]): Promise<void> {
    if (announcements.length === 0) return;
    const events = { ids: [] as string[], types: [] as string[], subjects: [] as (string | null)[], payloads: [] as string[] };
    const post = { ids: [] as string[], consumers: [] as string[], types: [] as string[], subjects: [] as (string | null)[] };
    for (const { type, payload, subject } of announcements) {
      const id = newId('event');
      events.ids.push(id);
      events.types.push(type);
      events.subjects.push(subject ?? null);
      events.payloads.push(JSON.stringify(payload));
      for (const consumer of subscriptions[type]) {
        post.ids.push(id);
        post.consumers.push(consumer);
        post.types.push(type);
        post.subjects.push(subject ?? null);
      }
    }
    await tx.query(
      `with written as (
         insert into post.events (id, type, producer, subject, payload)
         select e.id, e.type, $1, e.subject, e.payload::jsonb
           from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as e (id, type, subject, payload)
       ), sent as (
         insert into post.deliveries (event_id, producer, consumer, type, subject)
         select d.event_id, $1, d.consumer, d.type, d.subject
           from unnest($6::text[], $7::text[], $8::text[], $9::text[]) with ordinality as d (event_id, consumer, type, subject, place)
          order by d.place
       )
       select pg_notify('post_' || consumer, '') from (select distinct unnest($7::text[]) as consumer) heard`,
      [this.options.service, events.ids, events.types, events.subjects, events.payloads, post.ids, post.consumers, post.types, post.subjects],
    );
  }
}
