import { Injectable } from '@nestjs/common';
import type { HouseEvents } from '#contracts';
import type { Tx } from '#platform/database';
import { PartStandings } from './part-standings.service.js';

/** What tenders and orders have taken of the parts. */
@Injectable()
export class Placements {
  constructor(private readonly standings: PartStandings) {}

  /** Lots ask for parts: they count as being sourced. A line on a part that is not the buyer's is not there for us. */
  async published(tx: Tx, fact: HouseEvents['quoting.lots.published.v1']): Promise<void> {
    const lines = fact.lots.flatMap((lot) => lot.lines.map((line, i) => ({ lotId: lot.lotId, lineNo: i + 1, ...line })));
    const placed = await tx.query<{ partId: string }>(
      `insert into ordering.placements (lot_id, line_no, tender_id, company_id, part_id, quantity, operation_seqs)
       select n.lot_id, n.line_no, $1, $2, n.part_id, n.quantity, n.seqs::int[]
         from unnest($3::text[], $4::int[], $5::text[], $6::int[], $7::text[]) as n (lot_id, line_no, part_id, quantity, seqs)
         join ordering.parts p on p.id = n.part_id and p.company_id = $2
       on conflict on constraint placements_key do nothing
       returning part_id as "partId"`,
      [
        fact.tenderId, fact.buyerId, lines.map((l) => l.lotId), lines.map((l) => l.lineNo), lines.map((l) => l.partId),
        lines.map((l) => l.quantity), lines.map((l) => `{${l.operationSeqs.join(',')}}`),
      ]);
    await this.standings.refresh(tx, distinct(placed));
  }

  /** Lots ended without an order: what was not ordered can be placed again. */
  async released(tx: Tx, fact: HouseEvents['quoting.lots.released.v1']): Promise<void> {
    await this.move(tx, fact.buyerId, fact.lotIds, 'SOURCING', 'RELEASED');
  }

  /** An award on a lot became an order line. */
  async ordered(tx: Tx, buyerId: string, lotId: string): Promise<void> {
    await this.move(tx, buyerId, [lotId], 'SOURCING', 'ORDERED');
  }

  /** The order on a lot was cancelled or ended early: what is left can be placed again. */
  async orderEnded(tx: Tx, buyerId: string, lotId: string): Promise<void> {
    await this.move(tx, buyerId, [lotId], 'ORDERED', 'RELEASED');
  }

  private async move(tx: Tx, buyerId: string, lotIds: readonly string[], from: string, to: string): Promise<void> {
    const moved = await tx.query<{ partId: string }>(
      `update ordering.placements set state = $4 where company_id = $1 and lot_id = any($2) and state = $3 returning part_id as "partId"`, [buyerId, lotIds, from, to]);
    await this.standings.refresh(tx, distinct(moved));
  }
}

function distinct(rows: readonly { partId: string }[]): string[] {
  return [...new Set(rows.map((row) => row.partId))].sort();
}
