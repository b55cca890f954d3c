import { marketDay, type Money } from '#kernel';
import type { BidAttempt } from './bid.policy.js';
import { highestAcceptable } from './improvement.policy.js';
import { comparableOn, highestWorth, type LotState } from './lot-state.policy.js';
import { adjustedPrice, daysLate } from './score.policy.js';

/** A company's wish to be bid for automatically, down to a floor that nobody else learns before it is bid: by whoever is beaten in a duel, in the open. */
export interface Proxy {
  readonly companyId: string;
  /** Lowest amount to go to, on the bidder's own tax basis. */
  readonly floor: Money;
  /** How far to go below the leader, in minor units on the lot's basis; at least 1. */
  readonly step: bigint;
  readonly promisedDate: string;
  readonly termsVersion: number;
  /** Record of the company in thousandths, frozen at its invitation. */
  readonly quality: number;
}

/** May there be proxies? Not where only ranks are shown: going just below the leader, they would tell their owner its price. */
export function allowsProxies(rules: Pick<LotState['rules'], 'visibility'>): boolean {
  return rules.visibility !== 'RANK_ONLY';
}

/** Can a proxy act on the lot as it is? Only on the terms that it was set for, and while the day that it promises has not passed. */
export function canAct(lot: Pick<LotState, 'termsVersion' | 'rules'>, { termsVersion, promisedDate }: Pick<Proxy, 'termsVersion' | 'promisedDate'>, now: number): boolean {
  return allowsProxies(lot.rules) && termsVersion === lot.termsVersion && promisedDate >= marketDay(new Date(now));
}

/** Does a proxy that can act lead, or could it with its floor? Else its company may as well bid by hand. */
export function canLead(lot: LotState, proxy: Proxy): boolean {
  if (!lot.unsealed) return false;
  const leader = lot.ranking[0];
  if (leader === undefined || leader.companyId === proxy.companyId) return true;
  const limit = highestThatLeads(lot, proxy);
  return limit !== null && limit >= comparableOn(lot, proxy.floor);
}

/**
 * The next automatic bid, null when none is due: the company does not lead and can lead at its floor or above. Against a rival whose floor
 * is lower it goes to its own floor at once, else just its step below the leader; so a duel of two floors takes three bids, not thousands.
 * Of equal floors the one that was set first wins: it goes there before the other one can, also when it leads. Proxies come in the order in which they were set. While bids are sealed nothing is due.
 */
export function nextProxyBid(lot: LotState, proxies: readonly Proxy[]): BidAttempt | null {
  if (!lot.unsealed || lot.phase !== 'PUBLISHED' || proxies.length === 0) return null;
  const leader = lot.ranking[0];
  const able = proxies.map((proxy, order) => ({ proxy, order, last: adjusted(lot, proxy, comparableOn(lot, proxy.floor)), limit: highestThatLeads(lot, proxy) }))
    .filter(({ proxy, limit }) => proxy.companyId !== leader?.companyId && limit !== null && limit >= comparableOn(lot, proxy.floor))
    .sort((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : a.order - b.order));
  const [strongest, second] = able;
  if (strongest === undefined) return null;
  const defender = proxies.findIndex((proxy) => proxy.companyId === leader?.companyId);
  const floorOfDefender = defender === -1 ? null : comparableOn(lot, proxies[defender]!.floor);
  const lastOfDefender = floorOfDefender === null ? null : adjusted(lot, proxies[defender]!, floorOfDefender);
  if (lastOfDefender === strongest.last && defender < strongest.order && floorOfDefender! < leader!.comparable && floorOfDefender! <= (highestAcceptable(lot, leader!.companyId) ?? floorOfDefender!)) {
    return at(lot, proxies[defender]!, null);
  }
  // The weaker of two shows its last word first, so that the market sees whom the stronger had to beat; at a tie the first one comes first.
  if (second !== undefined) return at(lot, second.last === strongest.last ? strongest.proxy : second.proxy, null);
  const outmatched = lastOfDefender !== null && lastOfDefender <= strongest.last;
  return at(lot, strongest.proxy, outmatched ? null : strongest.limit! - (strongest.proxy.step - 1n));
}

/** Highest comparable amount with which the company would be taken and lead; null when nobody has said where to begin. */
function highestThatLeads(lot: LotState, proxy: Proxy): bigint | null {
  const leader = lot.ranking[0];
  const taken = highestAcceptable(lot, proxy.companyId);
  if (leader === undefined) return taken;
  const below = (adjustedPrice(lot.rules, leader) - 1n) / adjusted(lot, proxy, 1n);
  return taken === null || below < taken ? below : taken;
}

function adjusted(lot: LotState, proxy: Proxy, comparable: bigint): bigint {
  return adjustedPrice(lot.rules, { comparable, promisedDate: proxy.promisedDate, daysLate: daysLate(proxy.promisedDate, lot.wantedDate), quality: proxy.quality, seq: 0 });
}

/** A bid at most so high, on the bidder's own tax basis, never below its floor; null goes to the floor. */
function at(lot: LotState, { companyId, floor, promisedDate, termsVersion, quality }: Proxy, comparable: bigint | null): BidAttempt {
  let amount = floor;
  if (comparable !== null && comparable > comparableOn(lot, floor)) {
    const highest = highestWorth(lot, comparable, floor);
    if (BigInt(highest.amountMinor) > BigInt(floor.amountMinor)) amount = highest;
  }
  return { companyId, termsVersion, amount, promisedDate, validUntil: null, confirmDrop: true, quality };
}
