import type { JobCardFragment } from '../../generated/types.js';
import { seeded, type LotRecord } from '../../lib/live/lot-record.view.js';

/** Where the page's data stand; the lot's facts go on from its number. */
export function jobSeed(lot: JobCardFragment): LotRecord {
  const { market, myBid } = lot;
  return seeded({
    lotId: lot.id, audience: 'bidder', seq: lot.liveSeq, state: lot.state, closesAt: lot.closesAt, extensions: lot.extensions, termsVersion: lot.termsVersion, market,
    best: market.best, bidCount: market.bidCount, myBid: myBid && { bidId: myBid.id, versionNo: myBid.versionNo, amount: myBid.amount, promisedDate: myBid.promisedDate, state: myBid.state },
  });
}

/** Pieces of all lines. */
export function pieces({ lines }: { lines: readonly { quantity: number }[] }): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Operations asked for over all lines, each once, in order. */
export function operations({ lines }: Pick<JobCardFragment, 'lines'>): string[] {
  return [...new Set(lines.flatMap(({ processes }) => processes))];
}
