import type { Audience, BuyerStanding, LotEvent, LotView, LiveMoney, Market } from '#contracts/live.protocol';

/** A lot as one audience sees it, folded from a snapshot and the facts after it. Records are replaced, never changed. */
export interface LotRecord {
  readonly lotId: string;
  readonly audience: Audience;
  readonly seq: number;
  readonly state: string;
  readonly closesAt: string;
  readonly extensions: number;
  readonly maxExtensions: number | null;
  readonly termsVersion: number;
  readonly bidCount: number | null;
  readonly best: LiveMoney | null;
  /** Present bids by rank; empty for bidders, and for the buyer of a sealed lot. */
  readonly standings: readonly BuyerStanding[];
  readonly market: Market | null;
  readonly myBid: { bidId: string; versionNo: number; amount: LiveMoney; promisedDate: string; state: string } | null;
  readonly openQuestions: number;
  /** The last fact, for the flash of what it changed. */
  readonly last: { type: LotEvent['type']; seq: number; t: string } | null;
}

export type Seed = Partial<LotRecord> & Pick<LotRecord, 'lotId' | 'audience' | 'seq' | 'state' | 'closesAt'>;

export function seeded(seed: Seed): LotRecord {
  return {
    extensions: 0, maxExtensions: null, termsVersion: 1, bidCount: null, best: null, standings: [], market: null, myBid: null, openQuestions: 0, last: null, ...seed,
  };
}

/** The record that a snapshot makes; what a snapshot does not tell is kept. */
export function ofSnapshot(before: LotRecord | undefined, lotId: string, view: LotView, seq: number): LotRecord {
  const kept = { maxExtensions: before?.maxExtensions ?? null, openQuestions: before?.openQuestions ?? 0 };
  const clock = { lotId, audience: view.audience, seq, state: view.state, closesAt: view.closesAt, extensions: view.extensions };
  if (view.audience === 'buyer') return seeded({ ...kept, ...clock, termsVersion: view.termsVersion, bidCount: view.bidCount, best: view.best, standings: view.standings ?? [] });
  if (view.audience === 'bidder') return seeded({ ...kept, ...clock, termsVersion: view.termsVersion, bidCount: view.market.bidCount, best: view.market.best, market: view.market, myBid: view.myBid });
  return seeded({ ...kept, ...clock });
}

/** The record after one more fact. */
export function afterFact(before: LotRecord, fact: LotEvent): LotRecord {
  const record = { ...before, seq: fact.seq, last: { type: fact.type, seq: fact.seq, t: fact.t } };
  switch (fact.type) {
    case 'opened':
    case 'resumed': return { ...record, state: 'PUBLISHED', closesAt: fact.closesAt };
    case 'extended': return { ...record, closesAt: fact.closesAt, extensions: fact.extensions, maxExtensions: fact.maxExtensions };
    case 'suspended': return { ...record, state: 'SUSPENDED' };
    case 'cancelled': return { ...record, state: 'CANCELLED' };
    case 'unsuccessful': return { ...record, state: 'UNSUCCESSFUL' };
    case 'unsealed': return { ...record, closesAt: fact.closesAt };
    case 'closed': return { ...record, state: record.state !== 'PUBLISHED' ? record.state : fact.outcome === 'UNSUCCESSFUL' ? fact.outcome : 'CLOSED' };
    case 'bid': return { ...record, best: fact.best, bidCount: fact.bidCount, standings: withBid(record.standings, fact) };
    case 'bid-out': return { ...record, best: fact.best, bidCount: fact.bidCount, standings: ranked(record.standings.filter(({ bidId }) => bidId !== fact.bidId)) };
    case 'bids-unsealed': return { ...record, best: fact.best, bidCount: fact.bidCount };
    case 'question': return 'open' in fact ? { ...record, openQuestions: fact.open } : record;
    case 'amended': return { ...record, termsVersion: fact.termsVersion, closesAt: fact.closesAt, ...(record.audience === 'buyer' && record.bidCount !== null ? { bidCount: 0, best: null, standings: [] } : {}) };
    case 'market': return { ...record, market: fact.market, best: fact.market.best, bidCount: fact.market.bidCount };
    case 'mine': return { ...record, myBid: record.myBid?.bidId === fact.bidId ? { ...record.myBid, state: fact.state } : record.myBid };
    case 'award': return record;
  }
}

/** One company has one place: its new bid takes the rank that the server gave it, and those behind move up or down. */
function withBid(standings: readonly BuyerStanding[], { bidId, alias, amount, comparable, promisedDate, rank }: Extract<LotEvent, { type: 'bid' }>): BuyerStanding[] {
  const others = standings.filter((one) => one.alias !== alias);
  return ranked([...others.slice(0, rank - 1), { bidId, alias, rank, amount, comparable, promisedDate }, ...others.slice(rank - 1)]);
}

function ranked(standings: readonly BuyerStanding[]): BuyerStanding[] {
  return standings.map((one, i) => (one.rank === i + 1 ? one : { ...one, rank: i + 1 }));
}
