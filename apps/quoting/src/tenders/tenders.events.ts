import type { HouseEvents, PartSnapshot } from '#contracts';
import { reserveText } from '#contracts/lot-ledger';
import { sha256, type LotTerms } from '../ledger/index.js';
import { lotMoney } from './lot.view.js';
import { askedPieces } from './tender-check.policy.js';
import type { OwnedLot } from './tender-rows.storage.js';
import type { TenderRow } from './tender.view.js';

/** The fact that lots ask for operations on parts; `parts` are those of the lines, in order. */
export function lotsPublished(tender: TenderRow, lots: readonly OwnedLot[], parts: readonly PartSnapshot[]): HouseEvents['quoting.lots.published.v1'] {
  let place = 0;
  return {
    tenderId: tender.id,
    buyerId: tender.buyerId,
    lots: lots.map((lot) => ({
      lotId: lot.id,
      lines: lot.lines.map((line) => {
        const part = parts[place++]!;
        return { partId: line.partId, quantity: askedPieces({ quantity: line.quantity, part }), operationSeqs: part.operations.map((operation) => operation.seq) };
      }),
    })),
  };
}

/** The terms by which bids on a lot are judged, as its ledger keeps them. */
export function termsOfLot(tender: TenderRow, lot: OwnedLot): LotTerms {
  return {
    rules: tender.rules,
    basis: { currency: lot.currency, taxIncluded: lot.taxIncluded, taxRate: lotMoney(lot, '0')!.taxRate },
    ceilingMinor: lot.ceilingMinor,
    ...(lot.reserveMinor === null ? {} : { reserveCommitment: sha256(reserveText(lot.id, lot.reserveMinor, lot.reserveNonce)) }),
    wantedDate: lot.lines.map((line) => line.requestedDate).reduce((latest, day) => (day > latest ? day : latest)),
    opensAt: lot.opensAt.toISOString(),
    closesAt: lot.closesAt.toISOString(),
    termsVersion: lot.termsVersion,
  };
}
