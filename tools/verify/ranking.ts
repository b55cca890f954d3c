import type { LotTerms } from '#contracts/lot-ledger';
import type { LotRecordDocument, RecordOpening } from '#contracts/lot-record';

// Written anew from the published rules, on purpose without a line of the engine: two readings of one record must agree.

type Terms = LotTerms;
interface Standing { bidId: string; companyId: string; comparable: bigint; promised: string; late: bigint; quality: bigint; seq: number; counts: 'YES' | 'NEEDS_CONFIRMATION' | 'NO' }

/** What a record says again when its entries are gone through from the beginning to the end of bidding. */
export interface Replayed {
  readonly problems: string[];
  readonly ranking: { bidId: string; rank: number; comparableMinor: string }[];
  /** Last entry of the moment in which bidding ended; null when it did not. */
  readonly closingHash: string | null;
}

/** Goes through the entries by the rules that stand in them. `openings` of all bids are needed for the ranking; without them the clock is checked alone. */
export function replay(record: Pick<LotRecordDocument, 'entries'>, openings: ReadonlyMap<string, RecordOpening>): Replayed {
  const problems: string[] = [];
  const standings = new Map<string, Standing>();
  const companyOf = new Map<string, string>();
  // Whose a bid is that is not opened its name in the ledger tells: enough to count.
  const counting = new Map<string, { bidId: string; counts: Standing['counts'] }>();
  const versions = new Map<string, number>();
  let terms: Terms | null = null;
  let [closesAt, planned, running, unsealed, closedTurn] = [0, 0, false, false, 0];
  let closingHash: string | null = null;
  for (const entry of record.entries) {
    if (closedTurn !== 0 && entry.turn !== closedTurn) break;
    const at = Date.parse(entry.at);
    const say = (text: string): void => { problems.push(`entry ${entry.seq}: ${text}`); };
    switch (entry.type) {
      case 'PUBLISHED':
      case 'AMENDED': {
        terms = entry.type === 'PUBLISHED' ? entry.payload : entry.payload.terms;
        if (Date.parse(terms.closesAt) !== closesAt) planned = Date.parse(terms.closesAt);
        closesAt = Date.parse(terms.closesAt);
        if (entry.type === 'PUBLISHED') running = true;
        if (entry.type === 'PUBLISHED') unsealed = terms.rules.visibility !== 'SEALED' && (terms.rules.sealedMinutes ?? null) === null;
        for (const standing of [...standings.values(), ...counting.values()]) if (standing.counts === 'YES') standing.counts = 'NEEDS_CONFIRMATION';
        break;
      }
      case 'BID_PLACED': {
        if (terms === null || !running) say('a bid where none is taken');
        else if (at < Date.parse(terms.opensAt) || at >= closesAt) say('a bid outside of the bidding time');
        if (entry.payload.termsVersion !== terms?.termsVersion) say('a bid on other terms than those that held');
        counting.set(entry.payload.alias, { bidId: entry.payload.bidId, counts: 'YES' });
        const opening = openings.get(entry.payload.bidId);
        const bidder = opening?.companyId;
        if (opening === undefined || bidder === undefined || terms === null) break;
        if (entry.payload.versionNo !== (versions.get(bidder) ?? 0) + 1) say('a version that does not follow');
        versions.set(bidder, entry.payload.versionNo);
        companyOf.set(entry.payload.bidId, bidder);
        const comparable = onBasis(opening, terms);
        if (terms.ceilingMinor !== null && comparable > BigInt(terms.ceilingMinor)) say('a bid above the ceiling');
        if (opening.quality !== undefined && terms.rules.qualityWeight === 0) say('a bid with a quality that the rules do not weigh');
        standings.set(bidder, {
          bidId: opening.bidId, companyId: bidder, comparable, promised: opening.promisedDate, late: daysAfter(opening.promisedDate, terms.wantedDate), quality: BigInt(opening.quality ?? 1_000), seq: entry.seq, counts: 'YES',
        });
        break;
      }
      case 'BID_CONFIRMED': {
        if (terms === null || !running || at < Date.parse(terms.opensAt) || at >= closesAt) say('a confirmation outside of the bidding time');
        if (entry.payload.termsVersion !== terms?.termsVersion) say('a confirmation of other terms than those that held');
        markOf(counting, entry.payload, 'YES');
        const standing = standings.get(companyOf.get(entry.payload.bidId) ?? '');
        if (standing === undefined || terms === null) break;
        if (standing.bidId !== entry.payload.bidId || standing.counts !== 'NEEDS_CONFIRMATION') say('a confirmation of a bid that needs none');
        if (terms.ceilingMinor !== null && standing.comparable > BigInt(terms.ceilingMinor)) say('a confirmed bid above the ceiling');
        standing.late = daysAfter(standing.promised, terms.wantedDate);
        mark(standings, companyOf, entry.payload.bidId, 'YES');
        break;
      }
      case 'BID_WITHDRAWN':
      case 'BID_DISQUALIFIED':
        markOf(counting, entry.payload, 'NO');
        mark(standings, companyOf, entry.payload.bidId, 'NO');
        break;
      case 'EXTENDED': {
        const next = Date.parse(entry.payload.closesAt);
        if (next <= closesAt) say('an extension that does not extend');
        const soft = terms?.rules.softClose ?? null;
        if (entry.payload.why !== 'OUTAGE' && (soft === null || next > Math.max(planned + soft.hardCloseMinutes * 60_000, closesAt))) say('an extension beyond the hard close');
        if (entry.payload.why === 'SOFT_CLOSE' && !unsealed) say('an extension that tells of a sealed bid');
        closesAt = next;
        break;
      }
      case 'SUSPENDED': running = false; break;
      case 'RESUMED':
        running = true;
        closesAt = Date.parse(entry.payload.closesAt);
        if (entry.payload.plannedClosesAt !== undefined) planned = Date.parse(entry.payload.plannedClosesAt);
        break;
      case 'OPENED': unsealed = true; break;
      case 'CLOSED': {
        closedTurn = entry.turn;
        const valid = [...counting.values()].filter(({ counts }) => counts === 'YES').length;
        const end = Date.parse(entry.payload.closesAt);
        if (entry.payload.why === 'TIME' && (end !== closesAt || at < end)) say('a closing before its time');
        if (entry.payload.why === 'FIRST_BID' && terms?.rules.closesAtFirstBid !== true) say('a closing at a bid where the rules know none');
        if (entry.payload.outcome !== (entry.payload.why === 'FIRST_BID' || valid >= Math.max(1, terms?.rules.minBids ?? 1) ? 'EVALUATING' : 'UNSUCCESSFUL')) say('an outcome that the number of bids does not give');
        running = false;
        break;
      }
      default: break;
    }
    if (closedTurn !== 0) closingHash = entry.hash;
  }
  if (closedTurn === 0) problems.push('bidding has not ended');
  return { problems, ranking: terms === null ? [] : ranked([...standings.values()].filter(({ counts }) => counts === 'YES'), terms), closingHash };
}

/** The bid whose award stands after all entries. */
export function awardedBy(entries: LotRecordDocument['entries']): string | null {
  let [bid, award]: [string | null, string | null] = [null, null];
  for (const entry of entries) {
    if (entry.type !== 'AWARDED') continue;
    const { awardId, bidId, state } = entry.payload;
    if (['OFFERED', 'ACCEPTED', 'ORDERED'].includes(state)) [bid, award] = [bidId, awardId];
    else if (award === awardId) [bid, award] = [null, null];
  }
  return bid;
}

function mark(standings: ReadonlyMap<string, Standing>, companyOf: ReadonlyMap<string, string>, bidId: string, counts: Standing['counts']): void {
  const standing = standings.get(companyOf.get(bidId) ?? '');
  if (standing?.bidId === bidId) standing.counts = counts;
}

function markOf(counting: ReadonlyMap<string, { bidId: string; counts: Standing['counts'] }>, { alias, bidId }: { alias: string; bidId: string }, counts: Standing['counts']): void {
  const one = counting.get(alias);
  if (one?.bidId === bidId) one.counts = counts;
}

/** Net value kept, the tender's own rate on top, rounded half up once. Rates in hundredths of a percent. */
function onBasis({ amount }: RecordOpening, { basis }: Terms): bigint {
  const gross = (included: boolean, rate: string): bigint => {
    const [whole = '0', part = ''] = rate.split('.');
    return 10_000n + (included ? BigInt(whole) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2)) : 0n);
  };
  const [from, to] = [gross(amount.taxIncluded, amount.taxRate), gross(basis.taxIncluded, basis.taxRate)];
  const scaled = BigInt(amount.amountMinor) * to;
  return from === to ? BigInt(amount.amountMinor) : (2n * scaled + from) / (2n * from);
}

function daysAfter(day: string, wanted: string): bigint {
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${wanted}T00:00:00Z`)) / 86_400_000);
  return BigInt(Math.max(0, days));
}

/** Sorted by the published formula and ties. Scores are compared crosswise as whole numbers, never as fractions. */
function ranked(bids: readonly Standing[], terms: Terms): Replayed['ranking'] {
  const { visibility, priceWeight, dateWeight, qualityWeight } = terms.rules;
  const lowest = bids.reduce<bigint | null>((least, { comparable }) => (least === null || comparable < least ? comparable : least), null) ?? 0n;
  const sealed = visibility === 'SEALED';
  /** Numerator and denominator of what is ranked by, the smaller the better. */
  const worth = ({ comparable, late, quality }: Standing): [bigint, bigint] => {
    if (!sealed) return [comparable * (100_000n + 100n * BigInt(dateWeight) * late + BigInt(qualityWeight) * (1_000n - quality)), 1n];
    const kept = late >= 10n ? 0n : 10n - late;
    return [-(BigInt(priceWeight) * lowest * 10_000n + (BigInt(dateWeight) * kept * 1_000n + BigInt(qualityWeight) * quality * 10n) * comparable), comparable];
  };
  const sign = (value: bigint): number => (value < 0n ? -1 : value > 0n ? 1 : 0);
  const ties: Record<string, (a: Standing, b: Standing) => number> = {
    PRICE: (a, b) => sign(a.comparable - b.comparable), LATENESS: (a, b) => sign(a.late - b.late), FIRST_COME: (a, b) => a.seq - b.seq,
    DATE: (a, b) => (a.promised === b.promised ? 0 : a.promised < b.promised ? -1 : 1),
  };
  const order = [...(terms.rules.tieOrder ?? ['PRICE', 'LATENESS', 'FIRST_COME']), 'FIRST_COME'];
  const sorted = [...bids].sort((a, b) => {
    const [[numA, denA], [numB, denB]] = [worth(a), worth(b)];
    return sign(numA * denB - numB * denA) || order.reduce((result, tie) => result || ties[tie]!(a, b), 0);
  });
  return sorted.map(({ bidId, comparable }, i) => ({ bidId, rank: i + 1, comparableMinor: comparable.toString() }));
}
