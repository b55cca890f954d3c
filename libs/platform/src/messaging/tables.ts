import { serviceNames, rooms, postSchema, roleOfSchema } from '../database/rooms.js';

/** Days after which a delivered event is dropped, and then its event. */
export const KEEP_DELIVERED_DAYS = 7;
/** Days an inbox remembers; longer than any delivery lives. */
export const KEEP_INBOX_DAYS = 30;

/**
 * SQL of the post between the services, run by the owner; may be run again.
 * A service writes events in its own name only, sees the events it wrote or is sent, and works off only its own deliveries.
 */
export function postTables(): string {
  const p = postSchema;
  const roles = serviceNames.map((name) => rooms[name].role).join(', ');
  const own = `(select ${p}.service())`;
  return `
    create schema if not exists ${p};
    create or replace function ${p}.service() returns text language sql stable as $$ select substr(current_user::text, ${'mouldshare_'.length + 1}) $$;

    create table if not exists ${p}.events (
      id text constraint events_pkey primary key,
      type text not null,
      producer text not null,
      subject text,
      payload jsonb not null,
      occurred_at timestamptz not null default clock_timestamp(),
      constraint events_of_producer unique (id, producer)
    );
    create index if not exists events_by_producer on ${p}.events (producer, occurred_at);

    create table if not exists ${p}.deliveries (
      event_id text not null,
      producer text not null,
      consumer text not null,
      type text not null,
      subject text,
      position bigint generated always as identity,
      due_at timestamptz not null default clock_timestamp(),
      attempts int not null default 0,
      last_error text,
      dead boolean not null default false,
      done_at timestamptz,
      constraint deliveries_pkey primary key (event_id, consumer),
      constraint deliveries_event foreign key (event_id, producer) references ${p}.events (id, producer)
    ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
    create index if not exists deliveries_waiting on ${p}.deliveries (consumer, position) where done_at is null and not dead;
    create index if not exists deliveries_waiting_by_subject on ${p}.deliveries (consumer, subject, position) where done_at is null and not dead and subject is not null;
    create index if not exists deliveries_dead on ${p}.deliveries (consumer) where dead;
    create index if not exists deliveries_done on ${p}.deliveries (consumer, done_at) where done_at is not null;

    alter table ${p}.events enable row level security;
    alter table ${p}.events force row level security;
    drop policy if exists events_visible on ${p}.events;
    create policy events_visible on ${p}.events for select
      using (producer = ${own} or exists (select 1 from ${p}.deliveries d where d.event_id = id and d.consumer = ${own}));
    drop policy if exists events_written on ${p}.events;
    create policy events_written on ${p}.events for insert with check (producer = ${own});
    drop policy if exists events_dropped on ${p}.events;
    create policy events_dropped on ${p}.events for delete using (producer = ${own});

    alter table ${p}.deliveries enable row level security;
    alter table ${p}.deliveries force row level security;
    drop policy if exists deliveries_visible on ${p}.deliveries;
    create policy deliveries_visible on ${p}.deliveries for select using (consumer = ${own} or producer = ${own});
    drop policy if exists deliveries_sent on ${p}.deliveries;
    create policy deliveries_sent on ${p}.deliveries for insert with check (producer = ${own});
    drop policy if exists deliveries_worked_off on ${p}.deliveries;
    create policy deliveries_worked_off on ${p}.deliveries for update using (consumer = ${own}) with check (consumer = ${own});
    drop policy if exists deliveries_dropped on ${p}.deliveries;
    create policy deliveries_dropped on ${p}.deliveries for delete using (consumer = ${own});

    revoke all on schema ${p} from public;
    revoke all on ${p}.events, ${p}.deliveries from public;
    revoke all on function ${p}.service() from public;
    grant usage on schema ${p} to ${roles};
    grant execute on function ${p}.service() to ${roles};
    grant select, delete, insert (id, type, producer, subject, payload) on ${p}.events to ${roles};
    grant select, delete, insert (event_id, producer, consumer, type, subject), update (due_at, attempts, last_error, dead, done_at) on ${p}.deliveries to ${roles};`;
}

/** SQL of a service's inbox: which of its handlers has acted on which event. Part of the first migration of each schema. */
export function inboxTable(schema: string): string {
  return `
    create table ${schema}.inbox (
      handler text not null,
      event_id text not null,
      acted_at timestamptz not null default clock_timestamp(),
      constraint inbox_pkey primary key (handler, event_id)
    );
    create index inbox_acted_at on ${schema}.inbox (acted_at);
    alter table ${schema}.inbox enable row level security;
    alter table ${schema}.inbox force row level security;
    create policy inbox_house on ${schema}.inbox
      using ((select current_setting('app.house', true)) = 'on') with check ((select current_setting('app.house', true)) = 'on');
    revoke all on ${schema}.inbox from public;
    grant select, insert, delete on ${schema}.inbox to ${roleOfSchema(schema)};`;
}
