import { bidsFromNowhere, keysWithTwoEffects, lateBids, lostBids, refusedTooEarly } from './check-bids.js';
import { closings, drainedAway, onTheWay, effectsTwice, eventsBesideCommits, notBack } from './check-house.js';
import { awardsTwice, brokenLedgers, illegalAwards, illegalMoves, tablesBesideLedgers, worsenedBest, wrongBest } from './check-ledger.js';
import { acrossCompanies, readingsGoBack, unreadWrites, unsealed, viewsApart } from './check-views.js';
import type { Dump, DumpedBid, Fault, History, Operation } from './history.js';
import { groupBy, intentionOf, worldOf, type Finding, type World } from './world.js';

/** What a run has to have done to mean anything. */
export interface Demand { readonly bids: number; readonly kills: number; readonly crashes: number; readonly pauses: number; readonly cuts: number; readonly duplicates: number; readonly nearClosings: number; readonly drained: number; readonly fullDisks: number; readonly amended: number; readonly confirmed: number; readonly stopped: number; readonly ousted: number }

export interface Counts {
  bids: number; attempts: number; ok: number; fail: number; info: number; recovered: number; lost: number; unexpected: number; duplicates: number;
  kept: number; lots: number; closed: number; awarded: number; frames: number; reads: number; nearClosings: number;
  kills: number; crashes: number; pauses: number; cuts: number; fullDisks: number; overlapping: number; faults: number; worstCloseMs: number;
  /** Amendments, confirmations, stops of a clock and bids that were taken out, by the ledgers. */
  amended: number; confirmed: number; stopped: number; ousted: number;
  /** Calls that were on their way to a process when it was asked to leave. */
  drained: number;
  /** From sending to the answer, of bids that were taken, in milliseconds; with all that was done to the house meanwhile. */
  halfWithinMs: number; mostWithinMs: number;
}

export interface Verdict {
  /** UNKNOWN when nothing was found wrong and too little was done to say that nothing is. */
  readonly verdict: 'HOLDS' | 'BROKEN' | 'UNKNOWN';
  readonly counts: Counts;
  /** Findings by invariant, a few of each. */
  readonly findings: readonly Finding[];
  readonly broken: Readonly<Record<string, number>>;
  /** Why a run says too little. */
  readonly gaps: readonly string[];
}

/** Every invariant that is checked, in the order of the catalogue. */
export const CHECKS: Readonly<Record<string, (world: World) => Finding[]>> = {
  I1: lostBids, I2: bidsFromNowhere, I3: lateBids, I4: refusedTooEarly, I5: keysWithTwoEffects, I6: awardsTwice, I7: illegalAwards, I8: wrongBest, I9: worsenedBest,
  I10: brokenLedgers, I11: tablesBesideLedgers, I12: illegalMoves, I15: unsealed, I16: acrossCompanies, I17: eventsBesideCommits, I18: effectsTwice, I19: viewsApart,
  I20: unreadWrites, I21: readingsGoBack, I27: closings, I29: drainedAway, I30: notBack,
};

const SHOWN_OF_EACH = 3;
const NEAR_MS = 500;
const [LEAST_OK, LEAST_FAIL, LEAST_INFO, LEAST_OVERLAP] = [0.6, 0.05, 0.01, 0.9];

/** Holds what clients saw against what the tables say and what was done to the house. Pure: the same files give the same verdict. */
export function check(history: History, dump: Dump, faults: readonly Fault[], demand: Demand): Verdict {
  const world = worldOf(history, dump, faults);
  const findings = Object.values(CHECKS).flatMap((one) => one(world));
  const broken = Object.fromEntries([...groupBy(findings, ({ invariant }) => invariant)].map(([name, all]) => [name, all.length]));
  const shown = [...groupBy(findings, ({ invariant }) => invariant).values()].flatMap((all) => [...all].sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length).slice(0, SHOWN_OF_EACH));
  const counts = count(world, findings);
  const gaps = gapsOf(counts, demand);
  return { verdict: findings.length > 0 ? 'BROKEN' : gaps.length > 0 ? 'UNKNOWN' : 'HOLDS', counts, findings: shown, broken, gaps };
}

function count({ history, dump, faults, placings, intentions, lots, bids }: World, findings: readonly Finding[]): Counts {
  const of = (type: Operation['type']): number => placings.filter((op) => op.type === type).length;
  const done = (kinds: readonly Fault['kind'][]): number => faults.filter(({ kind }) => kinds.includes(kind)).length;
  const sorted = [...history.operations].sort((a, b) => a.t0 - b.t0);
  const overlapping = faults.filter(({ t0, t1 }) => sorted.some((op) => op.t0 <= (t1 ?? Infinity) && op.t1 >= t0)).length;
  const lags = [...lots.values()].flatMap(({ entries, again }) => entries.flatMap((entry) => (entry.type === 'CLOSED' && entry.payload.why === 'TIME' ? [Date.parse(entry.at) - again.steps[entry.seq]!.closesAt] : [])));
  const entries = (type: string): number => dump.entries.filter((entry) => entry.type === type).length;
  const near = placings.filter(({ notOpen, bid, lotId }) => {
    const at = Date.parse(notOpen?.decidedAt ?? bid?.decidedAt ?? '');
    const one = lots.get(lotId);
    return one !== undefined && !Number.isNaN(at) && one.again.steps.some(({ closesAt }) => Math.abs(closesAt - at) <= NEAR_MS);
  }).length;
  return {
    bids: intentions.size, attempts: placings.length, ok: of('ok'), fail: of('fail'), info: of('info'), kept: bids.size,
    recovered: [...bids.values()].filter((bid) => takenUnseen(bid, intentions.get(intentionOf(bid.companyId, bid.lotId, bid.amountMinor)) ?? [])).length,
    lost: findings.filter(({ invariant }) => invariant === 'I1').length, unexpected: findings.filter(({ invariant }) => invariant === 'I2').length,
    duplicates: placings.length - intentions.size, lots: lots.size, closed: [...lots.values()].filter(({ lot }) => !['DRAFT', 'PUBLISHED', 'SUSPENDED'].includes(lot.state)).length,
    awarded: dump.awards.filter(({ state }) => state === 'ORDERED').length, frames: history.frames.length, reads: history.operations.filter(({ f }) => f.startsWith('read') || f === 'resume').length,
    amended: entries('AMENDED'), confirmed: entries('BID_CONFIRMED'), stopped: entries('SUSPENDED'), ousted: entries('BID_DISQUALIFIED'),
    nearClosings: near, halfWithinMs: within(placings, 0.5), mostWithinMs: within(placings, 0.99), kills: done(['kill']), crashes: done(['crash']), pauses: done(['pause']), cuts: done(['cut', 'half-open', 'stall']), fullDisks: done(['disk-full']), overlapping, faults: faults.length, worstCloseMs: Math.max(0, ...lags),
    drained: faults.filter(({ kind }) => kind === 'drain').reduce((sum, fault) => sum + history.operations.filter((op) => onTheWay(op, fault)).length, 0),
  };
}

function within(placings: readonly Operation[], share: number): number {
  const took = placings.filter(({ type }) => type === 'ok').map(({ t0, t1 }) => t1 - t0).sort((a, b) => a - b);
  return took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
}

/** Was it decided while an attempt was on its way that never got its answer, and no other? */
function takenUnseen(bid: DumpedBid, attempts: readonly Operation[]): boolean {
  const during = attempts.filter(({ t0, t1 }) => t0 <= Date.parse(bid.decidedAt) + 1 && t1 >= Date.parse(bid.decidedAt));
  return during.length > 0 && during.every(({ type }) => type === 'info');
}

function gapsOf(counts: Counts, demand: Demand): string[] {
  const gaps: string[] = [];
  for (const [name, least] of Object.entries(demand) as [keyof Demand, number][]) if (counts[name] < least) gaps.push(`${name}: ${counts[name]}, at least ${least} are needed`);
  const share = (name: 'ok' | 'fail' | 'info', least: number): void => {
    const has = counts[name] / Math.max(1, counts.attempts);
    if (has < least) gaps.push(`${name}: ${(has * 100).toFixed(1)} % of attempts, at least ${least * 100} % are needed`);
  };
  share('ok', LEAST_OK);
  share('fail', LEAST_FAIL);
  share('info', LEAST_INFO);
  if (counts.overlapping < counts.faults * LEAST_OVERLAP) gaps.push(`${counts.overlapping} of ${counts.faults} faults met an operation on its way, at least ${LEAST_OVERLAP * 100} % are needed`);
  if (counts.closed < counts.lots || counts.lots === 0) gaps.push(`${counts.closed} of ${counts.lots} lots came to their end`);
  if (counts.reads === 0 || counts.frames === 0) gaps.push('nothing was read');
  return gaps;
}
