import { createHash } from 'node:crypto';
import { canonicalJson, instantText } from '#kernel';
import { CHAIN_START, entryHash, type LedgerEntry, type LotEventDraft } from '#contracts/lot-ledger';
import type { Tx } from '#platform/database';

/** Channel on which every process hears which ledgers grew. The payload is the writer's name, a colon, and ids of lots. */
export const LOTS_CHANNEL = 'lots';
const LOTS_PER_RING = 200;

/** SHA-256 of a text in lower-case hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Where a ledger ends. */
export interface LedgerHead {
  readonly lastSeq: number;
  /** Null before the first entry. */
  readonly headHash: string | null;
}

/** A locked lot with the end of its ledger and the database's time in whole milliseconds, both read behind the lock. */
export interface LockedLot {
  id: string;
  last_seq: number;
  head_hash: string | null;
  at: Date;
}

/** Numbers, dates and chains new entries of one lot behind the given head; they are of one turn, which the first of them begins if it is not named. */
export function chainEntries(head: LedgerHead, at: string, drafts: readonly LotEventDraft[], turn: number = head.lastSeq + 1): LedgerEntry[] {
  let previous = head.headHash ?? CHAIN_START;
  return drafts.map(({ lotId, type, payload }, i) => {
    const entry = { lotId, seq: head.lastSeq + 1 + i, turn, type, payload, at };
    const hash = entryHash(previous, entry, sha256);
    previous = hash;
    return { ...entry, hash } as LedgerEntry;
  });
}

/** Columns of `lot_events`, one list each, as `unnest` takes them; hashes before are those of the entries before. */
export function entryColumns(entries: readonly LedgerEntry[], before: ReadonlyMap<string, string | null>): [string[], number[], number[], string[], string[], string[], string[], string[]] {
  const previous = new Map(before);
  const prevHashes = entries.map((entry) => {
    const hash = previous.get(entry.lotId) ?? CHAIN_START;
    previous.set(entry.lotId, entry.hash);
    return hash;
  });
  return [
    entries.map((e) => e.lotId), entries.map((e) => e.seq), entries.map((e) => e.turn), entries.map((e) => e.type),
    entries.map((e) => canonicalJson(e.payload)), entries.map((e) => e.at), prevHashes, entries.map((e) => e.hash),
  ];
}

/** SQL that writes the columns above, given as parameters from `$n` on. */
export function insertEntriesSql(n: number): string {
  const types = ['text', 'int', 'int', 'text', 'jsonb', 'timestamptz', 'text', 'text'];
  const lists = types.map((type, i) => `$${n + i}::${type}[]`).join(', ');
  return `insert into quoting.lot_events (lot_id, seq, turn, type, payload, at, prev_hash, hash) select * from unnest(${lists})`;
}

/** Payloads of the rings that tell of these lots, each short enough for one notification. */
export function lotRings(writer: string, lotIds: readonly string[]): string[] {
  const rings: string[] = [];
  for (let i = 0; i < lotIds.length; i += LOTS_PER_RING) rings.push(`${writer}:${lotIds.slice(i, i + LOTS_PER_RING).join(',')}`);
  return rings;
}

/** The writer and the lots of a ring. */
export function readLotRing(payload: string): { writer: string; lotIds: string[] } {
  const colon = payload.indexOf(':');
  return { writer: payload.slice(0, Math.max(colon, 0)), lotIds: payload.slice(colon + 1).split(',').filter((id) => id !== '') };
}

/**
 * Writes what happened to lots into their ledgers, within the transaction that makes it happen: locks the lots in the order of their ids,
 * gives every event its gap-free number and the database's time after the lock, and wakes whoever shows the lots.
 * Two statements, however many lots. The lots' own columns besides `last_seq` and `head_hash` are the caller's matter.
 */
export async function appendLotEvents(tx: Tx, drafts: readonly LotEventDraft[]): Promise<LedgerEntry[]> {
  if (drafts.length === 0) return [];
  const lotIds = [...new Set(drafts.map((draft) => draft.lotId))];
  const locked = await lockLedgers(tx, lotIds);
  if (locked.length !== lotIds.length) throw new Error('A ledger can only be written for lots that exist and that this transaction may see.');
  return writeLotEvents(tx, locked, drafts);
}

/**
 * Locks lots in the order of their ids and reads where their ledgers end, and the clock once, behind all of the locks: whoever decides by that one instant
 * and writes with it has a record that says again, to the millisecond, what was decided. Missing lots are absent.
 */
export async function lockLedgers(tx: Tx, lotIds: readonly string[]): Promise<LockedLot[]> {
  return tx.query<LockedLot>(
    `with locked as materialized (select id, last_seq, head_hash from quoting.lots where id = any($1::text[]) order by id for update),
     clock as materialized (select count(*) as held, date_trunc('milliseconds', clock_timestamp()) as at from locked)
     select id, last_seq, head_hash, at from locked cross join clock order by id`,
    [[...lotIds].sort()],
  );
}

/**
 * The same by one statement, for lots that the caller holds. In this transaction it has locked every one of them with `for update`, in the order of their
 * ids as everybody does, and `locked` is what it read behind that lock: number, head and time of an earlier moment would write a number twice or break
 * the chain. Every lot has at least one draft, and every draft is of one of the lots.
 */
export async function writeLotEvents(tx: Tx, locked: readonly LockedLot[], drafts: readonly LotEventDraft[]): Promise<LedgerEntry[]> {
  const entries = locked.flatMap((lot) => chainEntries(
    { lastSeq: lot.last_seq, headHash: lot.head_hash }, instantText(lot.at), drafts.filter((draft) => draft.lotId === lot.id),
  ));
  const heads = locked.map((lot) => entries.findLast((entry) => entry.lotId === lot.id)!);
  await tx.query(
    `with written as (${insertEntriesSql(1)}),
     moved as (
       update quoting.lots lot set last_seq = head.seq, head_hash = head.hash
         from unnest($9::text[], $10::int[], $11::text[]) as head (lot_id, seq, hash) where lot.id = head.lot_id
     )
     select pg_notify('${LOTS_CHANNEL}', ring) from unnest($12::text[]) as ring`,
    [
      ...entryColumns(entries, new Map(locked.map((lot) => [lot.id, lot.head_hash]))),
      heads.map((head) => head.lotId), heads.map((head) => head.seq), heads.map((head) => head.hash), lotRings('', locked.map((lot) => lot.id)),
    ],
  );
  return entries;
}
