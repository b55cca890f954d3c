import { Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import type { Tx } from '#platform/database';
import { SINGLE_PIECES_UP_TO } from '../pieces/index.js';
import type { Taken } from './assignment.policy.js';
import { linesOfRemake, remakeRuns, type RemakeRun, type ScrappedRun } from './remake.policy.js';

export interface OpenedPiece { pieceId: string; mouldId: string; serialNo: number; count: number }

/** The rest of a divided batch, a free piece of its own. */
export interface RestPiece { pieceId: string; ofPieceId: string; serialNo: number; count: number }

/** What is scrapped of a piece, and in which line. */
export interface Scrap { pieceId: string; articles: number; orderLineId: string | null }

const NEXT_SERIAL = '(select max(s.serial_no) from ordering.pieces s where s.part_id = p.part_id)';

/** Opens pieces that were not planned with the release: the rest of a divided batch, missing ones, and re-makes of scrapped ones. */
@Injectable()
export class PieceOpening {
  /** Divides batches: the taken articles keep the piece, the rest becomes a piece of its own with the same operations. Answers the rests. */
  async divide(tx: Tx, taken: readonly Taken[]): Promise<RestPiece[]> {
    const rests: RestPiece[] = [];
    for (const { pieceId, take, rest } of taken) {
      const newPieceId = newId('piece');
      await this.lockPartOf(tx, pieceId);
      const [opened] = await tx.query<{ serialNo: number }>(
        `insert into ordering.pieces (id, company_id, mould_id, part_id, serial, serial_no, count, revision, state, holder_company_id, order_line_id, held, cleared)
         select $2, p.company_id, p.mould_id, p.part_id, regexp_replace(p.serial, '#[0-9]+$', '') || '#' || (${NEXT_SERIAL} + 1), ${NEXT_SERIAL} + 1,
                $3, p.revision, p.state, p.holder_company_id, p.order_line_id, p.held, p.cleared
           from ordering.pieces p where p.id = $1
         returning serial_no as "serialNo"`,
        [pieceId, newPieceId, rest]);
      rests.push({ pieceId: newPieceId, ofPieceId: pieceId, serialNo: opened!.serialNo, count: rest });
      const runs = await tx.query<{ id: string }>('select id from ordering.runs where piece_id = $1 order by id', [pieceId]);
      await tx.query(
        `insert into ordering.runs (id, company_id, piece_id, seq, process, state, rework, rework_no, done_by, order_line_id, machine_id, planned_minutes, inspect,
                depends_on, planned_start, planned_end, started_at, ended_at, ready_at, last_report_at)
         select n.id, r.company_id, $2, r.seq, r.process, r.state, r.rework, r.rework_no, r.done_by, r.order_line_id, r.machine_id, r.planned_minutes, r.inspect,
                r.depends_on, r.planned_start, r.planned_end, r.started_at, r.ended_at, r.ready_at, r.last_report_at
           from unnest($3::text[], $4::text[]) as n (id, of_id) join ordering.runs r on r.id = n.of_id and r.piece_id = $1`,
        [pieceId, newPieceId, runs.map(() => newId('run')), runs.map(({ id }) => id)]);
      await tx.query(
        `insert into ordering.line_pieces (order_line_id, piece_id, buyer_id, supplier_id, count, issued, sent, arrived, counted, accepted, cleared, verdict, promised_date, remake_of)
         select order_line_id, $2, buyer_id, supplier_id, count - $3, greatest(issued - $3, 0), greatest(sent - $3, 0), greatest(arrived - $3, 0), greatest(counted - $3, 0),
                greatest(accepted - $3, 0), cleared, verdict, promised_date, remake_of
           from ordering.line_pieces where piece_id = $1 and count > $3`,
        [pieceId, newPieceId, take]);
      await tx.query(
        `update ordering.line_pieces set count = $2, issued = least(issued, $2), sent = least(sent, $2), arrived = least(arrived, $2), counted = least(counted, $2), accepted = least(accepted, $2)
          where piece_id = $1 and count > $2`,
        [pieceId, take]);
      await tx.query('update ordering.pieces set count = $2, version = version + 1 where id = $1', [pieceId, take]);
    }
    return rests;
  }

  /** Opens pieces for articles that an award names and the mould does not have yet, along the part's present route. */
  async openMissing(tx: Tx, companyId: string, partId: string, articles: number): Promise<OpenedPiece[]> {
    const counts = articles > SINGLE_PIECES_UP_TO ? [articles] : Array.from({ length: articles }, () => 1);
    const ids = counts.map(() => newId('piece'));
    const opened = await tx.query<OpenedPiece>(
      `insert into ordering.pieces (id, company_id, mould_id, part_id, serial, serial_no, count, revision, holder_company_id)
       select n.id, p.company_id, p.mould_id, p.id, p.part_no || '#' || (last.no + n.place), last.no + n.place, n.count, p.revision, p.company_id
         from ordering.parts p
         cross join lateral (select coalesce(max(serial_no), 0) as no from ordering.pieces where part_id = p.id) last
         cross join unnest($3::text[], $4::int[]) with ordinality as n (id, count, place)
        where p.id = $1 and p.company_id = $2
       returning id as "pieceId", mould_id as "mouldId", serial_no as "serialNo", count`,
      [partId, companyId, ids, counts]);
    if (opened.length < counts.length) throw new Error(`The award names the part ${partId}, which its buyer does not have.`);
    const steps = await tx.query<{ seq: number }>("select seq from ordering.operations where part_id = $1 and process <> 'BUY' order by seq", [partId]);
    const runs = opened.flatMap(({ pieceId }) => steps.map(({ seq }) => ({ id: newId('run'), pieceId, seq })));
    await tx.query(
      `insert into ordering.runs (id, company_id, piece_id, seq, process, state, done_by, planned_minutes, inspect, depends_on)
       select n.id, o.company_id, n.piece_id, o.seq, o.process, case when before.seqs = '{}' then 'READY' else 'PENDING' end, o.company_id, o.planned_minutes, o.inspect, before.seqs
         from unnest($2::text[], $3::text[], $4::int[]) as n (id, piece_id, seq)
         join ordering.operations o on o.part_id = $1 and o.seq = n.seq
         cross join lateral (select coalesce(array_agg(d), '{}') as seqs from unnest(o.depends_on) d where d in (select seq from ordering.operations where part_id = $1 and process <> 'BUY')) before`,
      [partId, runs.map(({ id }) => id), runs.map(({ pieceId }) => pieceId), runs.map(({ seq }) => seq)]);
    return opened;
  }

  /** Takes scrapped articles out of their line and opens a re-make on the same line; answers the new piece. The piece must be locked. */
  async scrap(tx: Tx, scrap: Scrap): Promise<OpenedPiece> {
    await this.lockPartOf(tx, scrap.pieceId);
    const runs = await tx.query<ScrappedRun>(
      `select id, seq, process, state, rework_no as "reworkNo", depends_on as "dependsOn", planned_minutes as "plannedMinutes", inspect, done_by as "doneBy",
              order_line_id as "orderLineId" from ordering.runs where piece_id = $1`, [scrap.pieceId]);
    const [piece] = await tx.query<{ companyId: string; count: number }>('select company_id as "companyId", count from ordering.pieces where id = $1', [scrap.pieceId]);
    const again = remakeRuns(runs, scrap.orderLineId, piece!.companyId);
    const lines = linesOfRemake(again, scrap.orderLineId);
    const opened = await this.openRemake(tx, scrap, again, lines);
    await this.takeOut(tx, scrap, lines, scrap.articles >= piece!.count);
    return opened;
  }

  private async openRemake(tx: Tx, scrap: Scrap, again: readonly RemakeRun[], lines: readonly string[]): Promise<OpenedPiece> {
    const [opened] = await tx.query<OpenedPiece>(
      `insert into ordering.pieces (id, company_id, mould_id, part_id, serial, serial_no, count, revision, state, holder_company_id, order_line_id)
       select $2, p.company_id, p.mould_id, p.part_id, regexp_replace(p.serial, '#[0-9]+$', '') || '#' || (${NEXT_SERIAL} + 1), ${NEXT_SERIAL} + 1, $3, p.revision,
              case when $4::text is null then 'PLANNED' else 'ORDERED' end,
              coalesce((select l.supplier_id from ordering.order_lines l where l.id = $4 and (l.item ->> 'wholePart')::boolean and l.material_supply = 'SUPPLIER'), p.company_id), $4
         from ordering.pieces p where p.id = $1
       returning id as "pieceId", mould_id as "mouldId", serial_no as "serialNo", count`,
      [scrap.pieceId, newId('piece'), scrap.articles, scrap.orderLineId ?? lines[0] ?? null]);
    await tx.query(
      `insert into ordering.runs (id, company_id, piece_id, seq, process, state, done_by, order_line_id, planned_minutes, inspect, depends_on, ready_at)
       select n.id, p.company_id, p.id, n.seq, n.process, n.state, n.done_by, n.order_line_id, n.planned_minutes, n.inspect, n.depends_on::int[],
              case when n.state = 'READY' then clock_timestamp() end
         from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::boolean[], $10::text[])
           as n (id, seq, process, state, done_by, order_line_id, planned_minutes, inspect, depends_on)
         join ordering.pieces p on p.id = $1`,
      [
        opened!.pieceId, again.map(() => newId('run')), again.map((run) => run.seq), again.map((run) => run.process), again.map((run) => run.state),
        again.map((run) => run.doneBy), again.map((run) => run.orderLineId), again.map((run) => run.plannedMinutes), again.map((run) => run.inspect),
        again.map((run) => `{${run.dependsOn.join(',')}}`),
      ]);
    await tx.query(
      `insert into ordering.line_pieces (order_line_id, piece_id, buyer_id, supplier_id, count, remake_of, promised_date)
       select order_line_id, $2, buyer_id, supplier_id, $3, piece_id, promised_date from ordering.line_pieces where piece_id = $1 and order_line_id = any($4)`,
      [scrap.pieceId, opened!.pieceId, scrap.articles, lines]);
    return opened!;
  }

  /** The scrapped articles leave the lines that the re-make serves; a piece without living articles is scrapped and its open operations end. */
  private async takeOut(tx: Tx, scrap: Scrap, lines: readonly string[], whole: boolean): Promise<void> {
    await tx.query(
      `update ordering.line_pieces
          set count = count - $3, scrapped = scrapped + $3, verdict = case when count = $3 then 'SCRAP' else verdict end,
              sent = least(sent, count - $3), arrived = least(arrived, count - $3), counted = least(counted, count - $3), accepted = least(accepted, count - $3)
        where piece_id = $1 and order_line_id = any($2)`,
      [scrap.pieceId, lines, scrap.articles]);
    if (whole) {
      await tx.query("update ordering.pieces set state = 'SCRAPPED', held = false, transit_delivery_id = null, version = version + 1 where id = $1", [scrap.pieceId]);
      await tx.query(
        `update ordering.runs set state = 'ABORTED', running_since = null, version = version + 1
          where piece_id = $1 and state in ('PENDING', 'READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED', 'DONE')`, [scrap.pieceId]);
    } else {
      await tx.query('update ordering.pieces set count = count - $2, version = version + 1 where id = $1', [scrap.pieceId, scrap.articles]);
    }
  }

  /** Serial numbers of a part are given out one after another. */
  private async lockPartOf(tx: Tx, pieceId: string): Promise<void> {
    await tx.query('select t.id from ordering.parts t join ordering.pieces p on p.part_id = t.id where p.id = $1 for update of t', [pieceId]);
  }
}
