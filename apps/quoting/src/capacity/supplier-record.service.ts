import { Injectable } from '@nestjs/common';
import type { HouseEvents } from '#contracts';
import type { Tx } from '#platform/database';
import { qualityOf, type SupplierRecord } from './quality.policy.js';

type Judged = HouseEvents['ordering.pieces.judged.v1']['pieces'][number];

/** What inspections said of suppliers, kept from what order told; the same fact twice changes nothing. */
@Injectable()
export class SupplierRecords {
  /** Takes judgements in: a fault once found stays, and so does an acceptance. Counts anew for the suppliers that they are about. */
  async take(tx: Tx, judged: readonly Judged[]): Promise<void> {
    if (judged.length === 0) return;
    const suppliers = [...new Set(judged.map(({ supplierId }) => supplierId))].sort();
    // One after the other for each supplier, so that no count misses what another transaction has just written.
    await tx.query('insert into quoting.supplier_records (company_id, judged, good) select id, 0, 0 from unnest($1::text[]) as id on conflict do nothing', [suppliers]);
    await tx.query('select 1 from quoting.supplier_records where company_id = any ($1) order by company_id for update', [suppliers]);
    await tx.query(
      `insert into quoting.judged_pieces as known (order_line_id, piece_id, supplier_id, accepted, faulty) select * from unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::boolean[])
       on conflict (order_line_id, piece_id) do update set accepted = known.accepted or excluded.accepted, faulty = known.faulty or excluded.faulty`,
      [judged.map((one) => one.orderLineId), judged.map((one) => one.pieceId), judged.map((one) => one.supplierId), judged.map((one) => one.accepted), judged.map((one) => one.faulty)],
    );
    await tx.query(
      `update quoting.supplier_records r set judged = c.judged, good = c.good
         from (select supplier_id, count(*)::int as judged, (count(*) filter (where accepted and not faulty))::int as good from quoting.judged_pieces where supplier_id = any ($1) group by supplier_id) c
        where r.company_id = c.supplier_id`, [suppliers],
    );
  }

  /** Quality of these suppliers now, in thousandths. One statement. */
  async qualities(tx: Pick<Tx, 'query'>, companyIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await tx.query<{ companyId: string | null; judged: number; good: number }>(
      `select company_id as "companyId", judged, good from quoting.supplier_records where company_id = any ($1)
       union all select null, coalesce(sum(judged), 0)::int, coalesce(sum(good), 0)::int from quoting.supplier_records`, [companyIds],
    );
    const market: SupplierRecord = rows.find(({ companyId }) => companyId === null)!;
    return new Map(companyIds.map((id) => [id, qualityOf(rows.find(({ companyId }) => companyId === id) ?? null, market)]));
  }
}
