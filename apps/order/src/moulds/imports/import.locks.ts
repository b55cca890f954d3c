import { Problem } from '#kernel';
import type { Tx } from '#platform/database';
import { ImportEntity } from './import.entity.js';

/** The import's row, locked. NOT_FOUND when it is missing or foreign. */
export async function lockImport(tx: Tx, companyId: string, id: string): Promise<ImportEntity> {
  const found = await tx.manager.findOne(ImportEntity, { where: { id, companyId }, lock: { mode: 'pessimistic_write' } });
  if (found === null) throw Problem.notFound();
  return found;
}

/**
 * Imports that wait to be read and that nobody is reading, claimed for so many seconds. A reader that died left its claim behind;
 * the next one takes the import over when the claim has run out.
 */
export async function claimUnread(tx: Tx, limit: number, seconds: number): Promise<ImportEntity[]> {
  const claimed = await tx.query<{ id: string }>(
    `update ordering.imports set leased_until = clock_timestamp() + make_interval(secs => $2), attempts = attempts + 1, progress_percent = 10
      where id in (select id from ordering.imports where state = 'PARSING' and (leased_until is null or leased_until < clock_timestamp())
                    order by created_at limit $1 for update skip locked)
      returning id`, [limit, seconds]);
  if (claimed.length === 0) return [];
  return tx.manager.createQueryBuilder(ImportEntity, 'i').where('i.id = any(:ids)', { ids: claimed.map((row) => row.id) }).getMany();
}

/** Says that the reading still goes on. */
export async function renewClaim(tx: Tx, claimed: Pick<ImportEntity, 'id' | 'attempts'>, seconds: number): Promise<void> {
  await tx.query(
    `update ordering.imports set leased_until = clock_timestamp() + make_interval(secs => $3) where id = $1 and attempts = $2 and state = 'PARSING'`,
    [claimed.id, claimed.attempts, seconds]);
}
