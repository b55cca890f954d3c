import { Injectable } from '@nestjs/common';
import { denial, type Actor } from '#contracts';
import { progressRules, reportOperation, type TravellerView } from '#contracts/order-progress';
import { Database } from '#platform/database';
import { PieceReading } from './piece-reading.service.js';

interface Ticket { orderLineId: string; orderId: string; code: string; itemNo: string; name: string; revision: string; outdated: boolean; buyerId: string; supplierId: string; partId: string; resting: boolean }

/** What a code on a traveller stands for. */
@Injectable()
export class TravellerService {
  constructor(private readonly database: Database, private readonly pieces: PieceReading) {}

  /**
   * Anybody signed in may read what the paper in his hand says. The line is read across companies, because the code is the right to it;
   * pieces and operations are read through the viewer's own door. A side of the line may name it by its id as well.
   */
  async traveller(actor: Actor, code: string): Promise<TravellerView | null> {
    const [ticket] = await this.database.readAsHouse<Ticket>(
      `select l.id as "orderLineId", l.order_id as "orderId", l.traveller_code as code, l.item ->> 'itemNo' as "itemNo", l.item ->> 'name' as name, l.revision, l.buyer_id as "buyerId", l.supplier_id as "supplierId", l.part_id as "partId",
              l.state in ('SUSPENDED', 'CANCELLED', 'TERMINATED', 'SETTLED', 'CLOSED') as resting,
              exists (select from ordering.part_revisions v where v.part_id = l.part_id and (length(v.revision), v.revision) > (length(l.revision), l.revision)) as outdated
         from ordering.order_lines l where l.traveller_code = $1 or (l.id = $2 and $3 in (l.buyer_id, l.supplier_id))`, [code.toUpperCase(), code, actor.companyId]);
    if (!ticket) return null;
    const side = actor.companyId === ticket.buyerId || actor.companyId === ticket.supplierId;
    const [line] = side ? await this.pieces.ofLines(actor, [ticket.orderLineId]) : [];
    const { itemNo, name, revision, outdated } = ticket;
    return {
      code: ticket.code, itemNo, name, revision, outdated, thumbnailUrl: null, partId: actor.companyId === ticket.buyerId ? ticket.partId : null, orderId: side ? ticket.orderId : null, pieces: line?.pieces ?? [],
      mayReport: actor.companyId === ticket.supplierId && !ticket.resting && denial(progressRules[reportOperation.name], actor) === null,
    };
  }
}
