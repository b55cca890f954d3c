import type pg from 'pg';

/** Every row of the house by table, as text. */
export type Rows = ReadonlyMap<string, ReadonlySet<string>>;

/** Tables that remember questions and not the trade: answers for repeats, attempts, the pulse of processes, how far the post has come. */
const MEMORIES = /\.(idempotency|inbox)$|^accounts\.(attempts|registrations)$|^quoting\.desk_beats$|^post\.deliveries$/;
/** The column that tells when a key was last used. */
const LAST_ASKED: Readonly<Record<string, string>> = { 'accounts.api_keys': 'last_used_at' };
const ID = /\b[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}\b/g;

/** Reads the whole database, past every door. */
export async function everyRow(owner: pg.Client): Promise<Rows> {
  const { rows: tables } = await owner.query<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
      where table_schema in ('accounts', 'ordering', 'quoting', 'post') and table_type = 'BASE TABLE' order by 1, 2`);
  const all = new Map<string, ReadonlySet<string>>();
  for (const { schema, name } of tables) {
    const table = `${schema}.${name}`;
    if (MEMORIES.test(table)) continue;
    const { rows } = await owner.query<{ row: string }>(`select (to_jsonb(t) - $1)::text as row from ${table} t`, [LAST_ASKED[table] ?? '']);
    all.set(table, new Set(rows.map(({ row }) => row)));
  }
  return all;
}

/** Ids of everything that belongs to these companies: whatever stands in one row with them, and with that again; never across a row of strangers. */
export function idsOf(rows: Rows, companies: readonly string[], strangers: readonly string[]): Set<string> {
  const lines = [...rows.values()].flatMap((texts) => [...texts]).map((text) => text.match(ID) ?? []).filter((ids) => !ids.some((id) => strangers.includes(id)));
  const known = new Set(companies);
  for (let before = 0; before < known.size;) {
    before = known.size;
    for (const ids of lines) if (ids.some((id) => known.has(id))) for (const id of ids) known.add(id);
  }
  return known;
}

/** Rows that appeared, changed or vanished. */
export function differences(before: Rows, after: Rows): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((table) => {
    const [was, is] = [before.get(table) ?? new Set<string>(), after.get(table) ?? new Set<string>()];
    return [...[...was].filter((row) => !is.has(row)).map((row) => `${table} - ${row}`), ...[...is].filter((row) => !was.has(row)).map((row) => `${table} + ${row}`)];
  });
}

/** Those differences that speak of one of these ids. */
export function changesOf(before: Rows, after: Rows, ids: ReadonlySet<string>): string[] {
  return differences(before, after).filter((row) => (row.match(ID) ?? []).some((id) => ids.has(id)));
}
