import { newId } from '#kernel';
import type { LotTerms } from '#contracts/lot-ledger';
import { chainEntries } from '../../apps/quoting/src/ledger/index.js';
import type { Stack } from './stack.js';

const AT_ONCE = 2_000;

/** Copies a published lot so many times within its tender, each with a ledger of its own: quicker than publishing a hundred tenders, and the same rows. */
export async function copiesOf(stack: Stack, lotId: string, count: number): Promise<string[]> {
  const columns = async (table: string, without: readonly string[]): Promise<string> => (await stack.owner.query<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns where table_schema = 'quoting' and table_name = $1 and is_generated = 'NEVER' and not column_name = any ($2) order by ordinal_position`,
    [table, without])).rows.map(({ name }) => name).join(', ');
  const lotColumns = await columns('lots', ['id', 'lot_no', 'last_seq', 'head_hash']);
  const lineColumns = await columns('lot_lines', ['id', 'lot_id']);
  const { payload, at, most } = await stack.one<{ payload: LotTerms; at: string; most: number }>(
    `select e.payload, to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, (select max(o.lot_no) from quoting.lots l join quoting.lots o using (tender_id) where l.id = e.lot_id) as most
       from quoting.lot_events e where e.lot_id = $1 and e.seq = 1 and e.type = 'PUBLISHED'`, [lotId]);
  const ids = Array.from({ length: count }, () => newId('lot'));
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    const entries = some.map((id) => chainEntries({ lastSeq: 0, headHash: null }, at, [{ lotId: id, type: 'PUBLISHED', payload }])[0]!);
    await stack.owner.query(
      `insert into quoting.lots (id, lot_no, last_seq, head_hash, ${lotColumns})
       select copy.id, $2 + copy.n, 1, copy.hash, ${lotColumns.split(', ').map((name) => `l.${name}`).join(', ')} from quoting.lots l, unnest($3::text[], $4::text[]) with ordinality as copy (id, hash, n) where l.id = $1`,
      [lotId, most + from, some, entries.map(({ hash }) => hash)]);
    await stack.owner.query(
      `insert into quoting.lot_lines (id, lot_id, ${lineColumns})
       select replace(copy.id, 'lot_', 'lnl_'), copy.id, ${lineColumns.split(', ').map((name) => `n.${name}`).join(', ')} from quoting.lot_lines n, unnest($2::text[]) as copy (id) where n.lot_id = $1`, [lotId, some]);
    await stack.owner.query(
      `insert into quoting.lot_events (lot_id, seq, turn, type, payload, at, prev_hash, hash) select id, 1, 1, 'PUBLISHED', $2, $3, repeat('0', 64), hash from unnest($1::text[], $4::text[]) as copy (id, hash)`,
      [some, payload, at, entries.map(({ hash }) => hash)]);
  }
  await stack.owner.query('vacuum analyze quoting.lots, quoting.lot_lines, quoting.lot_events');
  return ids;
}
