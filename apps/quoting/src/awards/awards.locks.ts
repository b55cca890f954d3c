import { Problem } from '#kernel';
import type { Tx } from '#platform/database';
import { AWARD_COLUMNS } from './award-rows.storage.js';
import type { AwardRow } from './award.view.js';

/** Locks the lot of an award and then the award, as everybody does who moves one; null when there is none that the condition allows. */
async function lock(tx: Tx, awardId: string, skipLocked: boolean): Promise<AwardRow | null> {
  const [award] = await tx.query<AwardRow>(
    `with lot as materialized (
       select l.id from quoting.lots l where l.id = (select lot_id from quoting.awards where id = $1) for update${skipLocked ? ' skip locked' : ''}
     )
     select ${AWARD_COLUMNS} from lot join quoting.awards a on a.lot_id = lot.id where a.id = $1 for update of a`, [awardId],
  );
  return award ?? null;
}

/** The award that was offered to a company, locked with its lot; NOT_FOUND when it is missing, another's, or was never offered. */
export async function lockOffer(tx: Tx, supplierId: string, awardId: string): Promise<AwardRow> {
  const award = await lock(tx, awardId, false);
  if (!award || award.supplierId !== supplierId || award.acceptBy === null) throw Problem.notFound();
  return award;
}

/** An award for the clock; null while somebody else has its lot. */
export function lockIfFree(tx: Tx, awardId: string): Promise<AwardRow | null> {
  return lock(tx, awardId, true);
}
