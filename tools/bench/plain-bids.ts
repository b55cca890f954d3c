import type { Stack } from './stack.js';

/**
 * What a bid costs a database at least: lock the lot, write the bid, move the best price, tell of it, commit. Plain tables without our
 * ledger, receipts, keys and walls. `lots` says over how many lots; every second bid betters the best price.
 */
export const PLAIN_BID = `\\set lot random(1, :lots)
\\set company random(1, 14)
\\set leads random(0, 1)
BEGIN;
SELECT best FROM plain.lots WHERE id = :lot FOR UPDATE;
INSERT INTO plain.bids (lot_id, company_id, price) VALUES (:lot, :company, :leads);
UPDATE plain.lots SET best = best - 1, bids = bids + 1 WHERE id = :lot AND :leads = 1;
INSERT INTO plain.outbox (lot_id, body) VALUES (:lot, '{"type":"bid"}');
COMMIT;
`;

/** The same in its best form: one function, one statement, one round trip. */
export const PLAIN_FUNCTION = `\\set lot random(1, :lots)
\\set company random(1, 14)
\\set leads random(0, 1)
SELECT plain.bid(:lot, :company, :leads);
`;

/** Lays out the plain tables with so many lots. */
export async function preparePlainBids(stack: Stack, lots: number): Promise<void> {
  await stack.owner.query(`
    drop schema if exists plain cascade;
    create schema plain;
    create table plain.lots (id int primary key, best bigint not null default 100000000, bids int not null default 0) with (fillfactor = 70);
    create table plain.bids (id bigserial primary key, lot_id int not null, company_id int not null, price bigint not null, at timestamptz not null default clock_timestamp());
    create index on plain.bids (lot_id);
    create table plain.outbox (id bigserial primary key, lot_id int not null, body jsonb not null);
    insert into plain.lots (id) select generate_series(1, ${lots});
    create function plain.bid(lot int, company int, leads int) returns void language plpgsql as $$
    begin
      perform best from plain.lots where id = lot for update;
      insert into plain.bids (lot_id, company_id, price) values (lot, company, leads);
      update plain.lots set best = best - 1, bids = bids + 1 where id = lot and leads = 1;
      insert into plain.outbox (lot_id, body) values (lot, '{"type":"bid"}');
    end $$;
    `);
  await stack.owner.query('vacuum analyze plain.lots');
}
