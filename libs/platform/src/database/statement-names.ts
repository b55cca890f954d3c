/** A statement is prepared when it comes for the third time; what comes once is parsed and forgotten. */
const WORTH_IT = 3;
/** Statements prepared on one connection at most: each costs the server memory for as long as the connection lives. */
const MOST_PREPARED = 500;
const MOST_COUNTED = 5_000;

const names = new Map<string, string>();
const counts = new Map<string, number>();

/**
 * Name under which a statement is prepared on every connection that speaks it, undefined while it is not worth it. The server then parses,
 * rewrites and, for most, plans it once per connection instead of each time, which for short statements behind row-level security is most
 * of their cost. The same text has the same name in the whole process.
 */
export function preparedName(sql: string): string | undefined {
  const name = names.get(sql);
  if (name !== undefined) return name;
  if (names.size >= MOST_PREPARED) return undefined;
  const count = (counts.get(sql) ?? 0) + 1;
  if (count < WORTH_IT) {
    if (counts.size >= MOST_COUNTED) counts.clear();
    counts.set(sql, count);
    return undefined;
  }
  counts.delete(sql);
  const given = `house_${names.size + 1}`;
  names.set(sql, given);
  return given;
}
