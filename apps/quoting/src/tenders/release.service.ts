import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import { Outbox } from '#platform/messaging';

/** Gives the parts of lots back when the lots ended without an order. */
@Injectable()
export class LotRelease {
  constructor(private readonly outbox: Outbox) {}

  /** Announces, in the transaction that ends them, that these lots hold their parts no longer. Two statements, however many lots. */
  async release(tx: Tx, lotIds: readonly string[], why: 'UNSUCCESSFUL' | 'CANCELLED'): Promise<void> {
    if (lotIds.length === 0) return;
    const groups = await tx.query<{ tenderId: string; buyerId: string; lotIds: string[] }>(
      `select tender_id as "tenderId", buyer_company_id as "buyerId", array_agg(id order by lot_no) as "lotIds"
         from quoting.lots where id = any ($1) group by tender_id, buyer_company_id order by tender_id`, [lotIds],
    );
    await this.outbox.addMany(tx, groups.map((group) => ({ type: 'quoting.lots.released.v1' as const, subject: group.tenderId, payload: { ...group, why } })));
  }
}
