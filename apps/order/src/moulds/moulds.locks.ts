import { Problem } from '#kernel';
import type { Tx } from '#platform/database';
import type { MouldState } from '#contracts/order-moulds';
import { MouldEntity } from './mould.entity.js';
import { partColumns } from './part-row.entity.js';
import type { PartRow } from './part.view.js';

/** The mould's row, locked. NOT_FOUND when it is missing or foreign. */
export async function lockMould(tx: Tx, companyId: string, id: string): Promise<MouldEntity> {
  const mould = await tx.manager.findOne(MouldEntity, { where: { id, companyId }, lock: { mode: 'pessimistic_write' } });
  if (mould === null) throw Problem.notFound();
  return mould;
}

/** The mould that carries a name of the company's own system, locked; null when none does. */
export function lockMouldByExternal(tx: Tx, companyId: string, source: string, id: string): Promise<MouldEntity | null> {
  return tx.manager.findOne(MouldEntity, { where: { companyId, externalSource: source, externalId: id }, lock: { mode: 'pessimistic_write' } });
}

export interface LockedParts {
  /** In the order of the ids asked for. */
  parts: PartRow[];
  /** States of the moulds they belong to, by id. */
  moulds: Map<string, { state: MouldState; mouldNo: string }>;
}

/** Parts with their moulds, locked parent before child and by id: moulds may not change their state meanwhile. NOT_FOUND when one is missing or foreign. */
export async function lockParts(tx: Tx, companyId: string, ids: readonly string[]): Promise<LockedParts> {
  const moulds = await tx.query<{ id: string; state: MouldState; mouldNo: string }>(
    `select m.id, m.state, m.mould_no as "mouldNo" from ordering.moulds m
      where m.company_id = $1 and m.id in (select p.mould_id from ordering.parts p where p.id = any($2)) order by m.id for share of m`, [companyId, ids]);
  const rows = await tx.query<PartRow>(`select ${partColumns} from ordering.parts p where p.company_id = $1 and p.id = any($2) order by p.id for update of p`, [companyId, ids]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  if (ids.some((id) => !byId.has(id))) throw Problem.notFound();
  return { parts: ids.map((id) => byId.get(id)!), moulds: new Map(moulds.map(({ id, state, mouldNo }) => [id, { state, mouldNo }])) };
}

/** All parts of a mould that the caller has locked, locked too. */
export function lockPartsOfMould(tx: Tx, companyId: string, mouldId: string): Promise<PartRow[]> {
  return tx.query<PartRow>(`select ${partColumns} from ordering.parts p where p.company_id = $1 and p.mould_id = $2 order by p.id for update of p`, [companyId, mouldId]);
}
