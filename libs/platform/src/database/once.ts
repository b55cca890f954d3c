import { createHash } from 'node:crypto';
import type { Actor } from '#contracts';
import { Problem } from '#kernel';
import type { Tx } from './database.js';
import { rooms } from './rooms.js';

/** Of an actor, what makes a repeated command his own: the company, and the person or API key. */
export type Repeater = Pick<Actor, 'companyId' | 'userId' | 'principalId'>;

interface EarlierAnswer {
  body_sha256: string;
  response: object;
}

/**
 * Does a command once per key: the answer is stored in the command's own transaction and every repeat within 72 hours gets the same
 * answer, byte for byte. A second caller with the same key waits for the first. Refusals are answers too; a thrown problem stores nothing.
 * Throws IDEMPOTENCY_MISMATCH when the key came before with another input. A person keeps his keys over a new sign-in.
 */
export async function once<T extends object>(
  tx: Tx, actor: Repeater, operationName: string, key: string, input: object, work: () => Promise<T>,
): Promise<T> {
  const table = tableOf(operationName);
  const identity = [actor.companyId, actor.userId ?? actor.principalId, operationName, key];
  const bodySha256 = createHash('sha256').update(canonical(input)).digest('hex');
  const fresh = await tx.query(
    `insert into ${table} (company_id, principal, operation, key, body_sha256) values ($1, $2, $3, $4, $5) on conflict do nothing returning 1 as fresh`,
    [...identity, bodySha256],
  );
  if (fresh.length === 0) {
    const [earlier] = await tx.query<EarlierAnswer>(
      `select body_sha256, response from ${table} where company_id = $1 and principal = $2 and operation = $3 and key = $4`, identity,
    );
    if (earlier?.body_sha256 !== bodySha256) {
      throw new Problem('IDEMPOTENCY_MISMATCH', 'This idempotency key was used before with another input. Use a new key for a new command.');
    }
    return earlier.response as T;
  }
  const response = JSON.stringify(await work());
  await tx.query(`update ${table} set response = $5 where company_id = $1 and principal = $2 and operation = $3 and key = $4`, [...identity, response]);
  return JSON.parse(response) as T;
}



function tableOf(operationName: string): string {
  const service = operationName.slice(0, operationName.indexOf('.'));
  const schema = Object.hasOwn(rooms, service) ? rooms[service as keyof typeof rooms].schema : null;
  if (!schema) throw new Error(`The operation ${operationName} names no service of the house.`);
  return `${schema}.idempotency`;
}

/** The same text for the same input, whatever the order of its fields; a field that is undefined is a field that is absent. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return part.toString();
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
