/** A statement is prepared when it comes for the third time; what comes once is parsed and forgotten. */
const WORTH_IT = 3;
/** Statements prepared on one connection at most: each costs the server memory for as long as the connection lives. */
const MOST_PREPARED = 300;
const MOST_COUNTED = 5_000;
/** Of statements that are put together from what a reader selects: there are millions of them, and whoever asks could use up all names. */
const MOST_SELECTIONS = 16;

/** Begins every statement whose text depends on what a reader selects. */
export const SELECTION = '/* selection */';

const names = new Map<string, string>();
const counts = new Map<string, number>();
let selections = 0;

/**
 * Name under which a statement is prepared on every connection that speaks it, undefined while it is not worth it. The server then parses,
 * rewrites and, for most, plans it once per connection instead of each time, which for short statements behind row-level security is most
 * of their cost. The same text has the same name in the whole process.
 */
export function preparedName(sql: string): string | undefined {
  const name = names.get(sql);
  if (name !== undefined) return name;
  const selection = sql.startsWith(SELECTION);
  if (selection ? selections >= MOST_SELECTIONS : names.size - selections >= MOST_PREPARED) return undefined;
  const count = (counts.get(sql) ?? 0) + 1;
  if (count < WORTH_IT) {
    if (counts.size >= MOST_COUNTED) counts.clear();
    counts.set(sql, count);
    return undefined;
  }
  counts.delete(sql);
  const given = `house_${names.size + 1}`;
  names.set(sql, given);
  if (selection) selections += 1;
  return given;
}
