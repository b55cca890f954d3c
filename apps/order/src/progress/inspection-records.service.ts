import { Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import type { DispositionInput, RecordInspectionInput } from '#contracts/order-progress';
import { newId } from '#kernel';
import type { Tx } from '#platform/database';
import { measuredInside, type InspectedPiece, type Verdict } from './inspection.policy.js';

/** A piece with the decision about it. */
export interface DecidedPiece { wish: DispositionInput; piece: InspectedPiece & { count: number }; verdict: Verdict; nonconformanceId: string | null }

export interface Decided { id: string; actor: Actor; input: RecordInspectionInput; decided: readonly DecidedPiece[]; at: Date }

/** Writes inspections and moves what they decide about. */
@Injectable()
export class InspectionRecords {
  /** Adds the inspection with its results, measurements and nonconformances: one statement. */
  async inspected(tx: Tx, { id, actor, input, decided, at }: Decided): Promise<void> {
    const ncrs = decided.filter((entry) => entry.nonconformanceId !== null);
    const measures = input.measurements ?? [];
    const of = (pieceId: string): DecidedPiece => decided.find(({ piece }) => piece.id === pieceId)!;
    await tx.query(
      `with inspection as (
         insert into ordering.inspections (id, type, by_company_id, by_user_id, owner_id, supplier_ids, file_ids, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
       ), ncrs as (
         insert into ordering.nonconformances (id, owner_id, supplier_id, order_line_id, piece_id, disposition, finding, opened_at)
         select n.*, $8 from unnest($9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[]) as n
       ), measures as (
         insert into ordering.measurements (inspection_id, place, piece_id, owner_id, supplier_id, characteristic_no, nominal, upper, lower, value, pass)
         select $1, n.place, n.piece_id, n.owner_id, n.supplier_id, n.characteristic_no, n.nominal, n.upper, n.lower, n.value, n.pass
           from unnest($16::text[], $17::text[], $18::text[], $19::text[], $20::numeric[], $21::numeric[], $22::numeric[], $23::numeric[], $24::boolean[])
             with ordinality as n (piece_id, owner_id, supplier_id, characteristic_no, nominal, upper, lower, value, pass, place)
       )
       insert into ordering.inspection_results (inspection_id, place, piece_id, owner_id, supplier_id, order_line_id, disposition, finding, nonconformance_id)
       select $1, n.place, n.piece_id, n.owner_id, n.supplier_id, n.order_line_id, n.disposition, n.finding, n.nonconformance_id
         from unnest($25::text[], $26::text[], $27::text[], $28::text[], $29::text[], $30::text[], $31::text[])
           with ordinality as n (piece_id, owner_id, supplier_id, order_line_id, disposition, finding, nonconformance_id, place)`,
      [
        id, input.type, actor.companyId, actor.userId, decided[0]!.piece.ownerId,
        [...new Set(decided.flatMap(({ verdict }) => (verdict.supplierId === null ? [] : [verdict.supplierId])))], input.fileIds ?? [], at,
        ncrs.map((entry) => entry.nonconformanceId), ncrs.map(({ piece }) => piece.ownerId), ncrs.map(({ verdict }) => verdict.supplierId), ncrs.map(({ verdict }) => verdict.orderLineId),
        ncrs.map(({ piece }) => piece.id), ncrs.map(({ wish }) => wish.disposition), ncrs.map(({ wish }) => wish.finding),
        measures.map(({ pieceId }) => pieceId), measures.map(({ pieceId }) => of(pieceId).piece.ownerId), measures.map(({ pieceId }) => of(pieceId).verdict.supplierId),
        measures.map((measure) => measure.characteristicNo), measures.map(({ nominal }) => nominal), measures.map(({ upper }) => upper), measures.map(({ lower }) => lower),
        measures.map(({ value }) => value), measures.map(measuredInside),
        decided.map(({ piece }) => piece.id), decided.map(({ piece }) => piece.ownerId), decided.map(({ verdict }) => verdict.supplierId), decided.map(({ verdict }) => verdict.orderLineId),
        decided.map(({ wish }) => wish.disposition), decided.map(({ wish }) => wish.finding ?? null), decided.map((entry) => entry.nonconformanceId),
      ]);
  }

  /** Passes operations that waited for the record, fails those to be repeated and adds their repeats. Answers the seqs that moved. */
  async moveRuns(tx: Tx, decided: readonly DecidedPiece[], at: Date): Promise<number[]> {
    const passes = decided.flatMap(({ verdict }) => verdict.passes);
    const fails = decided.flatMap(({ verdict }) => (verdict.fails === null ? [] : [verdict.fails]));
    if (passes.length + fails.length === 0) return [];
    const moved = await tx.query<{ seq: number }>(
      `update ordering.runs set state = case when id = any($1) then 'PASSED' else 'FAILED' end, ended_at = coalesce(ended_at, $3), version = version + 1
        where id = any($1) or id = any($2) returning seq`, [passes, fails, at]);
    if (fails.length > 0) {
      await tx.query(
        `insert into ordering.runs (id, company_id, piece_id, seq, process, state, rework, rework_no, done_by, order_line_id, machine_id, planned_minutes, inspect, depends_on, ready_at)
         select n.id, r.company_id, r.piece_id, r.seq, r.process, 'PENDING', true, r.rework_no + 1, r.done_by, r.order_line_id, r.machine_id, r.planned_minutes, r.inspect, r.depends_on, $3
           from unnest($1::text[], $2::text[]) as n (id, of_id) join ordering.runs r on r.id = n.of_id`,
        [fails.map(() => newId('run')), fails, at]);
    }
    return moved.map(({ seq }) => seq);
  }

  /** What the decisions say about the pieces in their lines and in the deliveries that brought them. */
  async movePieces(tx: Tx, decided: readonly DecidedPiece[], input: RecordInspectionInput, at: Date): Promise<void> {
    const rows = decided.flatMap(lineRows);
    await tx.query(
      `with lines as (
         update ordering.line_pieces lp
            set verdict = n.verdict, promised_date = coalesce(n.promised, lp.promised_date), accepted = case when n.accepts then lp.counted else lp.accepted end,
                cleared = n.clears or (lp.cleared and n.verdict in ('ACCEPT', 'CONCESSION'))
           from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::boolean[], $6::boolean[], $7::boolean[]) as n (order_line_id, piece_id, verdict, promised, clears, accepts, scraps)
          where lp.order_line_id = n.order_line_id and lp.piece_id = n.piece_id and not n.scraps
       ), deliveries as (
         update ordering.delivery_pieces d set verdict = n.verdict
           from unnest($1::text[], $2::text[], $3::text[], $6::boolean[]) as n (order_line_id, piece_id, verdict, accepts)
          where d.order_line_id = n.order_line_id and d.piece_id = n.piece_id and d.counted > 0
            and d.verdict is distinct from 'ACCEPT' and d.verdict is distinct from 'CONCESSION' and (n.accepts or n.verdict not in ('ACCEPT', 'CONCESSION'))
            and (d.verdict is null or not exists (select from ordering.delivery_pieces later
                  where later.order_line_id = d.order_line_id and later.piece_id = d.piece_id and later.delivery_id > d.delivery_id))
       ), closed as (
         update ordering.nonconformances set state = 'CLOSED', closed_at = $11, version = version + 1 where piece_id = any($12) and state = 'OPEN' and disposition <> 'CONCESSION'
       )
       update ordering.pieces p set held = n.holds, cleared = n.clears, version = p.version + 1
         from unnest($8::text[], $9::boolean[], $10::boolean[]) as n (id, holds, clears) where p.id = n.id`,
      [
        rows.map((row) => row.orderLineId), rows.map((row) => row.pieceId), rows.map((row) => row.verdict), rows.map((row) => row.promised), rows.map((row) => row.clears),
        rows.map((row) => row.accepts), rows.map((row) => row.scraps), decided.map(({ piece }) => piece.id), decided.map(({ verdict }) => verdict.holds),
        decided.map(({ verdict }) => verdict.clearsPiece), at,
        decided.filter(({ wish, verdict }) => wish.disposition === 'ACCEPT' && (verdict.accepts.length > 0 || verdict.clears || verdict.clearsPiece || input.type === 'RE_INSPECTION')).map(({ piece }) => piece.id),
      ]);
  }
}

interface LineRow { orderLineId: string; pieceId: string; verdict: string; promised: string | null; clears: boolean; accepts: boolean; scraps: boolean }

/** The line that a decision is about, and the other lines whose articles it accepts. */
function lineRows({ wish, piece, verdict }: DecidedPiece): LineRow[] {
  const { orderLineId, accepts, clears, scraps } = verdict;
  const ids = new Set([...(orderLineId === null ? [] : [orderLineId]), ...accepts]);
  return [...ids].map((id) => ({
    orderLineId: id, pieceId: piece.id, verdict: wish.disposition, promised: wish.promisedDate ?? null, clears: clears && id === orderLineId, accepts: accepts.includes(id), scraps,
  }));
}
