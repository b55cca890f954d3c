import pg from 'pg';
import { ScopedQuery } from './scoped-query.js';

/** `work` is what a use case asks the database; `bracket` is what holds it together: begin, commit, savepoints, the scope of the rows. */
export type StatementKind = 'work' | 'bracket';

/** Told of every statement just before it leaves, whichever door it takes. */
export type StatementCount = (kind: StatementKind) => void;

const BRACKET = /^\s*(begin|start transaction|commit|rollback|savepoint|release|set)\b/i;

/** The driver's client, telling of every statement: the doors, TypeORM and hot paths all end here. */
export function countedClient(count: StatementCount): typeof pg.Client {
  const Counted = class extends pg.Client {};
  const send = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  Object.assign(Counted.prototype, {
    query(this: pg.Client, ...args: unknown[]): unknown {
      const [statement] = args;
      const text = typeof statement === 'string' ? statement : (statement as { text?: unknown } | undefined)?.text;
      if (statement instanceof ScopedQuery) count('bracket');
      count(typeof text === 'string' && BRACKET.test(text) ? 'bracket' : 'work');
      return send.apply(this, args);
    },
  });
  return Counted;
}
