import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import type { PartState } from '#contracts/order-moulds';
import { standingOf } from './part-standing.policy.js';

interface Facts { id: string; state: PartState; pieces: PartState[]; ordered: boolean; sourcing: boolean }

/** Keeps `parts.state` in line with pieces and placements, so that a board reads it instead of counting. */
@Injectable()
export class PartStandings {
  /**
   * Looks at parts again after their pieces or placements moved, in the transaction that moved them. Answers the parts whose
   * state changed. A mould that is RELEASED goes to MACHINING with its first part in process.
   */
  async refresh(tx: Tx, partIds: readonly string[]): Promise<{ partId: string; state: PartState }[]> {
    if (partIds.length === 0) return [];
    // Parent before child: only a mould that may start machining is locked, once in its life.
    await tx.query(
      `select m.id from ordering.moulds m where m.state = 'RELEASED' and m.id in (select p.mould_id from ordering.parts p where p.id = any($1)) order by m.id for update of m`, [partIds]);
    const facts = await tx.query<Facts>(
      `select p.id, p.state,
              coalesce((select array_agg(distinct c.state) from ordering.pieces c where c.part_id = p.id), '{}') as pieces,
              exists (select from ordering.placements l where l.part_id = p.id and l.state = 'ORDERED') as ordered,
              exists (select from ordering.placements l where l.part_id = p.id and l.state = 'SOURCING') as sourcing
         from ordering.parts p where p.id = any($1) order by p.id for update of p`, [partIds]);
    const moved = facts.map((part) => ({ partId: part.id, before: part.state, state: standingOf(part) })).filter(({ before, state }) => before !== state);
    if (moved.length === 0) return [];
    await tx.query(
      `update ordering.parts p set state = n.state from unnest($1::text[], $2::text[]) as n (id, state) where p.id = n.id`,
      [moved.map((m) => m.partId), moved.map((m) => m.state)]);
    const begun = moved.filter((m) => m.state === 'IN_PROCESS').map((m) => m.partId);
    if (begun.length > 0) await this.startMachining(tx, begun);
    return moved.map(({ partId, state }) => ({ partId, state }));
  }

  private async startMachining(tx: Tx, partIds: string[]): Promise<void> {
    await tx.query(
      `with begun as (
         update ordering.moulds m set state = 'MACHINING', version = m.version + 1
          where m.state = 'RELEASED' and m.id in (select mould_id from ordering.parts where id = any($1)) returning m.id, m.company_id, m.version)
       insert into ordering.mould_moves (mould_id, company_id, version, from_state, to_state) select id, company_id, version, 'RELEASED', 'MACHINING' from begun`,
      [partIds]);
  }
}
