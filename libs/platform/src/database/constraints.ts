import type { Tx } from './database.js';
import { constraintOf } from './trouble.js';

let savepoints = 0;

/**
 * Does work whose broken constraint is an answer of the trade: the named constraint becomes the refusal, the work is undone to its start,
 * and the transaction goes on. Any other error passes.
 */
export async function orRefusal<T, R>(tx: Tx, refusals: Readonly<Record<string, () => R>>, work: () => Promise<T>): Promise<T | R> {
  savepoints = (savepoints + 1) % 1_000_000;
  const savepoint = `attempt_${savepoints}`;
  await tx.query(`savepoint ${savepoint}`);
  try {
    const value = await work();
    await tx.query(`release savepoint ${savepoint}`);
    return value;
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint === null || !Object.hasOwn(refusals, constraint)) throw error;
    await tx.query(`rollback to savepoint ${savepoint}`);
    await tx.query(`release savepoint ${savepoint}`);
    return refusals[constraint]!();
  }
}
