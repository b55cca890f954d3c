import type { LotEntry } from './lot-state.policy.js';
import { fold, turnsOf, unpublishedLot } from './lot-state.policy.js';
import { RECORD_FORMAT, type LotRecordDocument, type RecordEntry, type RecordOpening, type SignedHead } from '#contracts/lot-record';

/** What of a record is not in the ledger. */
export interface RecordSource {
  readonly viewer: 'BUYER' | 'BIDDER';
  readonly openings: readonly RecordOpening[];
  readonly entryNonces?: LotRecordDocument['entryNonces'];
  readonly reserve: LotRecordDocument['reserve'];
  readonly head: SignedHead;
  readonly key: LotRecordDocument['key'];
  /** The key of the head where it is another one. */
  readonly headKey?: LotRecordDocument['key'];
}

/** The record of a closed lot for one participant, before it is signed. */
export function recordOf(lotId: string, entries: readonly LotEntry[], source: RecordSource): Omit<LotRecordDocument, 'signature'> {
  const { viewer, openings, entryNonces, reserve, head, key, headKey } = source;
  const turns = turnsOf(entries);
  const closing = turns.findIndex((turn) => turn.some((entry) => entry.type === 'CLOSED'));
  const closed = fold(unpublishedLot(lotId), turns.slice(0, closing + 1).flat());
  const ranking = viewer === 'BUYER' ? closed.ranking.map((bidder, i) => ({ bidId: bidder.bidId, rank: i + 1, comparableMinor: bidder.comparable.toString() })) : null;
  return {
    format: RECORD_FORMAT, lotId, viewer,
    entries: entries.map(({ seq, turn, type, at, payload, hash }) => ({ seq, turn, type, at, payload, hash }) as RecordEntry),
    openings: [...openings], ...(entryNonces === undefined ? {} : { entryNonces }), ranking, winner: ranking?.[0]?.bidId ?? null, awarded: awardedBid(entries), reserve, head, key, ...(headKey === undefined ? {} : { headKey }),
  };
}

/** The bid of the award that stands. */
function awardedBid(entries: readonly LotEntry[]): string | null {
  const states = new Map<string, { bidId: string; state: string }>();
  for (const entry of entries) if (entry.type === 'AWARDED') states.set(entry.payload.awardId, { bidId: entry.payload.bidId, state: entry.payload.state });
  return [...states.values()].findLast(({ state }) => state === 'OFFERED' || state === 'ACCEPTED' || state === 'ORDERED')?.bidId ?? null;
}
