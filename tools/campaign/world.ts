import type { Dump, DumpedAward, DumpedBid, DumpedLot, Fault, History, Operation } from './history.js';
import { replayLot, type Replayed } from './replay.js';

export type InvariantId = `I${number}`;

/** Something that must not be, with what shows it. */
export interface Finding { readonly invariant: InvariantId; readonly what: string; readonly witness: unknown }

/** One lot with all that is told of it in the tables. */
export interface LotCase { readonly lot: DumpedLot; readonly entries: Dump['entries']; readonly bids: ReadonlyMap<string, DumpedBid>; readonly awards: readonly DumpedAward[]; readonly again: Replayed }

/** History, tables and faults, put in order once for all checks. */
export interface World {
  readonly history: History;
  readonly dump: Dump;
  readonly faults: readonly Fault[];
  readonly lots: ReadonlyMap<string, LotCase>;
  readonly bids: ReadonlyMap<string, DumpedBid>;
  /** Attempts to place a bid by company, lot and amount: every intention has an amount of its own. */
  readonly intentions: ReadonlyMap<string, Operation[]>;
  readonly placings: readonly Operation[];
}

export const intentionOf = (companyId: string, lotId: string, amountMinor: string): string => `${companyId} ${lotId} ${amountMinor}`;

export function worldOf(history: History, dump: Dump, faults: readonly Fault[]): World {
  const bids = new Map(dump.bids.map((bid) => [bid.id, bid]));
  const entries = groupBy(dump.entries, ({ lotId }) => lotId);
  const awards = groupBy(dump.awards, ({ lotId }) => lotId);
  const lots = new Map(dump.lots.map((lot): [string, LotCase] => {
    const own = [...(entries.get(lot.id) ?? [])].sort((a, b) => a.seq - b.seq);
    return [lot.id, { lot, entries: own, bids, awards: awards.get(lot.id) ?? [], again: replayLot(own, bids) }];
  }));
  const placings = history.operations.filter(({ f }) => f === 'placeBid');
  const intentions = groupBy(placings, ({ who, lotId, amountMinor }) => intentionOf(who, lotId, amountMinor!));
  return { history, dump, faults, lots, bids, intentions, placings };
}

export function groupBy<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const name = key(one);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return groups;
}

/** Closing time of a lot that was in force at an instant, in milliseconds since 1970; null when it was not open at all then. */
export function closingAt({ entries, again }: LotCase, instant: number): number | null {
  let seq = 0;
  for (const entry of entries) if (Date.parse(entry.at) <= instant) seq = entry.seq;
  const step = again.steps[seq];
  return step === undefined || step.state !== 'PUBLISHED' ? null : step.closesAt;
}
