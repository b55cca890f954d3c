import type { Money } from '#kernel';
import type { AwardedLine } from './part-snapshot.js';
import type { ServiceName } from './operation.js';

/**
 * Facts that one service tells the others, each written in the transaction that made it true.
 * Consumers act on a fact once, whatever the number of deliveries. Amounts of open bids never travel here.
 */
export interface HouseEvents {
  /** A company came to be or changed its face; quoting keeps a copy for matching. */
  'accounts.company.changed.v1': {
    companyId: string; name: string; town: string | null; status: 'PENDING' | 'OPEN' | 'SUSPENDED' | 'TERMINATED';
    processes: string[]; registrationNo: string | null; latitude: string | null; longitude: string | null; version: number;
  };
  /** A buyer put a supplier on or off its list. */
  'accounts.relation.changed.v1': { ownerId: string; companyId: string; relation: 'NONE' | 'TRUSTED' | 'BLOCKED'; version: number };
  /** A right ended: sockets and tickets of these principals stop within a second. */
  'accounts.session.ended.v1': { principalIds: string[]; reason: 'SIGNED_OUT' | 'ROLE_CHANGED' | 'REVOKED' | 'EXPIRED' };
  /** Lots ask for operations on parts; order shows the parts as being sourced. */
  'quoting.lots.published.v1': { tenderId: string; buyerId: string; lots: { lotId: string; lines: { partId: string; quantity: number; operationSeqs: number[] }[] }[] };
  /** Lots ended without an order; their parts can be placed again. */
  'quoting.lots.released.v1': { tenderId: string; buyerId: string; lotIds: string[]; why: 'UNSUCCESSFUL' | 'CANCELLED' };
  /** A supplier accepted an award; order makes the order line from it. */
  'quoting.award.accepted.v1': {
    awardId: string; lotId: string; tenderId: string; tenderNo: string; buyerId: string; supplierId: string; bidId: string;
    amount: Money; promisedDate: string; acceptedAt: string; lines: AwardedLine[];
    materialSupply: 'SUPPLIER' | 'BUYER';
    terms: {
      payment: string; requiredDocuments: string[]; subcontracting: string[]; inspectionDays: number; latePercentPerDay: string; note: string | null;
    };
  };
  /** The order of an award exists. */
  'ordering.order.issued.v1': { orderId: string; orderNo: string; awardIds: string[]; buyerId: string; supplierId: string };
  /** Operations moved; whoever shows them looks again. */
  'ordering.progress.changed.v1': {
    orderId: string | null; orderLineId: string | null; mouldId: string; partId: string; buyerId: string; supplierId: string | null;
    seq: number; state: string; passed: number; pieces: number;
  };
  /** A line of an order reached a state that the other side waits for. */
  'ordering.line.changed.v1': { orderId: string; orderLineId: string; buyerId: string; supplierId: string; state: string };
  /** Reading of uploaded files went on; whoever shows the import looks again. */
  'ordering.import.progressed.v1': { companyId: string; importId: string };
  /**
   * An owner took drawings back from a company, released a revision that closes those of an earlier one, or gave them again; open pages of that company look again. Subjects are order lines of
   * that company, and all lots of the owner with the drawings: whoever tells the company leaves out those that it was not invited to.
   */
  'ordering.drawings.recalled.v1': { ownerId: string; companyId: string; recalled: boolean; subjectIds: string[] };
  /** Buyers judged pieces of suppliers: accepted them, or found a fault. A shop's check of its own work is not among them. */
  'ordering.pieces.judged.v1': { inspectionId: string; pieces: { orderLineId: string; pieceId: string; supplierId: string; accepted: boolean; faulty: boolean }[] };
}
export type HouseEventType = keyof HouseEvents;

/** Who acts on which fact. A type without a consumer is kept for those who come later. */
export const subscriptions: Readonly<Record<HouseEventType, readonly ServiceName[]>> = {
  'accounts.company.changed.v1': ['quoting'],
  'accounts.relation.changed.v1': ['quoting'],
  'accounts.session.ended.v1': ['quoting', 'order'],
  'quoting.lots.published.v1': ['order'],
  'quoting.lots.released.v1': ['order'],
  'quoting.award.accepted.v1': ['order'],
  'ordering.order.issued.v1': ['quoting'],
  'ordering.progress.changed.v1': ['quoting'],
  'ordering.line.changed.v1': ['quoting'],
  'ordering.import.progressed.v1': ['quoting'],
  'ordering.drawings.recalled.v1': ['quoting'],
  'ordering.pieces.judged.v1': ['quoting'],
};
