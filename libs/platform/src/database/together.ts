import type { Writable } from 'node:stream';
import type pg from 'pg';

/** The parts of the driver's client that this file turns: its pipeline switch, and the socket. */
interface Inside {
  pipeline: boolean;
  connection: { stream: Writable };
}

/**
 * Sends several statements over one connection in one go and waits for all their answers: one round trip instead of one for each.
 * The database carries them out in their order. Each stands for itself: one that fails does not stop those after it, unless a
 * transaction is open, which then refuses them and turns a commit into a rollback. A place may be empty (null).
 * Throws the first failure when all are answered.
 */
export async function together<T extends readonly (Promise<unknown> | null)[]>(client: pg.ClientBase, ask: () => readonly [...T]): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const inside = client as unknown as Inside;
  const { stream } = inside.connection;
  let asked: readonly (Promise<unknown> | null)[];
  inside.pipeline = true;
  stream.cork();
  try {
    asked = ask();
  } finally {
    stream.uncork();
  }
  const answers = await Promise.allSettled(asked);
  inside.pipeline = false;
  return answers.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }) as { [K in keyof T]: Awaited<T[K]> };
}
