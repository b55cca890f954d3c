import { Injectable } from '@nestjs/common';
import type { Actor, Page } from '#contracts';
import type { ListInspectionsInput, ListNonconformancesInput } from '#contracts/order-progress';
import type { InspectionView, NonconformanceView, PieceView } from '#contracts/order-progress-views';
import { Database, type Tx } from '#platform/database';
import { pageOf, placeOf } from '../orders/index.js';
import { inspectionView, nonconformanceView, type InspectionRow, type NonconformanceRow } from './inspection.view.js';
import { PieceReading } from './piece-reading.service.js';

const NCR = `'id', n.id, 'version', n.version, 'state', n.state, 'orderLineId', n.order_line_id, 'pieceId', n.piece_id, 'disposition', n.disposition, 'finding', n.finding,
  'correction', n.correction, 'costBearer', n.cost_bearer`;

/** Inspections as the company ($1) sees them: the owner whole, a supplier its own pieces. */
const inspectionsSql = (where: string, limit: string): string => `
  select i.id, i.type, i.by_company_id as "byId", i.decided_at as "decidedAt",
         (select json_agg(json_build_object('pieceId', s.piece_id, 'disposition', s.disposition, 'nonconformance', case when n.id is not null then json_build_object(${NCR}) end) order by s.place)
            from ordering.inspection_results s left join ordering.nonconformances n on n.id = s.nonconformance_id
           where s.inspection_id = i.id and (s.owner_id = $1 or s.supplier_id = $1)) as results,
         coalesce((select json_agg(json_build_object('pieceId', m.piece_id, 'characteristicNo', m.characteristic_no, 'nominal', m.nominal::text, 'upper', m.upper::text, 'lower', m.lower::text,
                                                     'value', m.value::text, 'pass', m.pass) order by m.place)
            from ordering.measurements m where m.inspection_id = i.id and (m.owner_id = $1 or m.supplier_id = $1)), '[]') as measurements
    from ordering.inspections i where (i.owner_id = $1 or $1 = any(i.supplier_ids)) and ${where} order by i.id desc limit ${limit}`;

/** Reads inspections and nonconformances for the two sides. */
@Injectable()
export class InspectionReading {
  constructor(private readonly database: Database, private readonly pieces: PieceReading) {}

  /** One inspection inside the transaction that records it. */
  async inTx(tx: Tx, companyId: string, id: string): Promise<InspectionView> {
    const [row] = await tx.query<InspectionRow>(inspectionsSql('i.id = $2', '1'), [companyId, id]);
    return inspectionView(row!, await this.pieces.inTx(tx, companyId, row!.results.map(({ pieceId }) => pieceId)));
  }

  async inspections(actor: Actor, input: ListInspectionsInput): Promise<Page<InspectionView>> {
    const place = placeOf(input.after, 'id');
    const rows = await this.database.read<InspectionRow>(actor.companyId, inspectionsSql(
      `($2::text is null or exists (select from ordering.inspection_results s join ordering.order_lines l on l.id = s.order_line_id where s.inspection_id = i.id and l.order_id = $2))
       and ($3::text is null or i.id < $3)`, '$4'), [actor.companyId, input.orderId ?? null, place?.[0] ?? null, input.first + 1]);
    const pieces = await this.piecesOf(actor, rows.flatMap((row) => row.results));
    return pageOf(rows, input.first, (row) => [row.id], (row) => inspectionView(row, pieces));
  }

  async nonconformances(actor: Actor, input: ListNonconformancesInput): Promise<Page<NonconformanceView>> {
    const place = placeOf(input.after, 'id');
    const rows = await this.database.read<{ ncr: NonconformanceRow }>(actor.companyId,
      `select json_build_object(${NCR}) as ncr from ordering.nonconformances n
        where (n.owner_id = $1 or n.supplier_id = $1) and ($2::text[] is null or n.state = any($2)) and ($3::text is null or n.id < $3) order by n.id desc limit $4`,
      [actor.companyId, input.states?.length ? input.states : null, place?.[0] ?? null, input.first + 1]);
    const pieces = await this.piecesOf(actor, rows.map(({ ncr }) => ncr));
    return pageOf(rows, input.first, ({ ncr }) => [ncr.id], ({ ncr }) => nonconformanceView(ncr, pieces));
  }

  private piecesOf(actor: Actor, rows: readonly { pieceId: string }[]): Promise<ReadonlyMap<string, PieceView>> {
    return rows.length === 0 ? Promise.resolve(new Map()) : this.pieces.byIds(actor.companyId, [...new Set(rows.map(({ pieceId }) => pieceId))]);
  }
}
