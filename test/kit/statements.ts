import pg from 'pg';

/** Runs work and counts what goes to the database, beginnings and ends of transactions included. */
export async function statementsOf<T>(work: () => Promise<T>): Promise<{ value: T; statements: number }> {
  const client = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const original = client.query;
  let statements = 0;
  client.query = function counting(this: unknown, ...args: unknown[]) {
    statements += 1;
    return original.apply(this, args);
  };
  try {
    return { value: await work(), statements };
  } finally {
    client.query = original;
  }
}
