import type { Answer } from './principals.js';

/** What came of a question in one word: a problem's code, a refusal's code, NOTHING, EMPTY or SUCCESS. */
export function verdictOf({ data, errors }: Answer, field: string): string {
  if (errors.length > 0) return [...new Set(errors.map(({ extensions }) => extensions?.code ?? 'WITHOUT A CODE'))].join('+');
  const value = data?.[field.slice(field.indexOf('.') + 1)] as { code?: string; edges?: unknown[] } | null | undefined;
  if (value === null || value === undefined) return 'NOTHING';
  if (typeof value.code === 'string') return value.code;
  return value.edges?.length === 0 ? 'EMPTY' : 'SUCCESS';
}

/** Words that tell of our insides; none of them belongs into any answer that went wrong. */
export const INSIDES = /node_modules|\.[jt]s:\d+|\bat [\w.<>]+ \(|\bselect .+ from\b|insert into|update \w+\.\w+ set|syntax error at or near|duplicate key|violates \w+|constraint "|out of range for type|\brelation "|\bcolumn "|pg_|ECONN|TypeORM|QueryFailed|TypeError|ReferenceError|RangeError|SyntaxError|Cannot read prop|is not a function|\b(accounts|ordering|quoting|post)\.\w+|\/(work|srv|home|usr|app|tmp)\//i;

/** Works on many things, a few at a time. */
export async function each<T>(things: readonly T[], work: (thing: T) => Promise<void>, atOnce = 12): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (next < things.length) await work(things[next++]!);
  }));
}
