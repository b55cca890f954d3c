import { Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import type { PartState } from '#contracts/order-moulds';
import type { Tx } from '#platform/database';
import { planPieces, planRuns, type PartToMake, type PieceThere, type PlannedPiece } from './piece-plan.policy.js';

type PieceOfPart = PieceThere & { partId: string };
interface NewPiece extends PlannedPiece { id: string; part: PartToMake }

/** Makes the pieces of released parts and the operations on them. */
@Injectable()
export class PieceMaker {
  /**
   * Brings the pieces of parts in line with their released revision, in the caller's transaction and with the parts locked:
   * single pieces up to 20, one batch above, none of bought parts. Pieces on which something happened are left alone,
   * so making twice makes nothing new.
   */
  async makePieces(tx: Tx, parts: readonly PartToMake[]): Promise<void> {
    if (parts.length === 0) return;
    const there = await this.piecesOf(tx, parts.map((part) => part.partId));
    const dropped: string[] = [];
    const made: NewPiece[] = [];
    for (const part of parts) {
      const plan = planPieces(part, there.get(part.partId) ?? []);
      dropped.push(...plan.dropped);
      made.push(...plan.made.map((piece) => ({ ...piece, id: newId('piece'), part })));
    }
    await this.drop(tx, dropped);
    await this.insertPieces(tx, made);
    await this.insertRuns(tx, made);
  }

  private async piecesOf(tx: Tx, partIds: string[]): Promise<Map<string, PieceOfPart[]>> {
    const rows = await tx.query<PieceOfPart>(
      `select p.id, p.part_id as "partId", p.serial_no as "serialNo", p.count, p.state,
              (p.state not in ('PLANNED', 'SOURCING') or p.order_line_id is not null
                or exists (select from ordering.runs r where r.piece_id = p.id
                            and (r.order_line_id is not null or r.rework or r.last_report_at is not null or r.state not in ('PENDING', 'READY')))) as begun
         from ordering.pieces p where p.part_id = any($1) order by p.part_id, p.serial_no for update of p`, [partIds]);
    const byPart = new Map<string, PieceOfPart[]>();
    for (const row of rows) byPart.set(row.partId, [...(byPart.get(row.partId) ?? []), row as PieceOfPart & { state: PartState }]);
    return byPart;
  }

  private async drop(tx: Tx, pieceIds: string[]): Promise<void> {
    if (pieceIds.length === 0) return;
    await tx.query('delete from ordering.runs where piece_id = any($1)', [pieceIds]);
    await tx.query('delete from ordering.pieces where id = any($1)', [pieceIds]);
  }

  private async insertPieces(tx: Tx, pieces: readonly NewPiece[]): Promise<void> {
    if (pieces.length === 0) return;
    await tx.query(
      `insert into ordering.pieces (id, company_id, mould_id, part_id, serial, serial_no, count, revision, holder_company_id)
       select n.id, n.company_id, n.mould_id, n.part_id, n.serial, n.serial_no, n.count, n.revision, n.company_id
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $8::text[])
           as n (id, company_id, mould_id, part_id, serial, serial_no, count, revision)`,
      [
        pieces.map((p) => p.id), pieces.map((p) => p.part.companyId), pieces.map((p) => p.part.mouldId), pieces.map((p) => p.part.partId),
        pieces.map((p) => p.serial), pieces.map((p) => p.serialNo), pieces.map((p) => p.count), pieces.map((p) => p.part.revision),
      ]);
  }

  private async insertRuns(tx: Tx, pieces: readonly NewPiece[]): Promise<void> {
    const runs = pieces.flatMap((piece) => planRuns(piece.part.route).map((run) => ({ ...run, id: newId('run'), piece })));
    if (runs.length === 0) return;
    await tx.query(
      `insert into ordering.runs (id, company_id, piece_id, seq, process, state, done_by, planned_minutes, inspect, depends_on)
       select n.id, n.company_id, n.piece_id, n.seq, n.process, n.state, n.company_id, n.planned_minutes, n.inspect, n.depends_on::int[]
         from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::int[], $8::boolean[], $9::text[])
           as n (id, company_id, piece_id, seq, process, state, planned_minutes, inspect, depends_on)`,
      [
        runs.map((r) => r.id), runs.map((r) => r.piece.part.companyId), runs.map((r) => r.piece.id), runs.map((r) => r.seq), runs.map((r) => r.process),
        runs.map((r) => r.state), runs.map((r) => r.plannedMinutes), runs.map((r) => r.inspect), runs.map((r) => `{${r.dependsOn.join(',')}}`),
      ]);
  }
}
