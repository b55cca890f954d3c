import type { HouseEvents } from '#contracts';
import type { AgreedLot } from '../tenders/index.js';
import { awardMoney, sharedLines, type AwardRow } from './award.view.js';

/** The fact that a supplier took an award; order makes the order line from it. From here on both sides speak of part numbers. */
export function awardAccepted(award: AwardRow, lot: AgreedLot, acceptedAt: Date): HouseEvents['quoting.award.accepted.v1'] {
  const amount = awardMoney(award);
  return {
    awardId: award.id, lotId: lot.id, tenderId: lot.tenderId, tenderNo: lot.tenderNo, buyerId: award.buyerId, supplierId: award.supplierId, bidId: award.bidId,
    amount, promisedDate: award.promisedDate, acceptedAt: acceptedAt.toISOString(),
    lines: sharedLines(lot.lines.map((line) => ({
      lotLineId: line.id, partId: line.partId, revision: line.snapshot.revision, itemNo: line.snapshot.partNo, name: line.snapshot.name, quantity: line.quantity!,
      operationSeqs: line.snapshot.operations.map((operation) => operation.seq), wholePart: line.snapshot.wholePart, snapshot: line.snapshot, requestedDate: line.requestedDate,
    })), amount),
    // One word for the whole award: what comes from the buyer for one line has to be waited for by all.
    materialSupply: lot.lines.some((line) => line.materialSupply === 'BUYER') ? 'BUYER' : 'SUPPLIER',
    terms: { ...lot.terms },
  };
}
