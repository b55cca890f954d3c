import type { PauseReason, ReportAction } from '../../generated/types.js';

/** Why a report was not taken: a sentence, and what would pass. */
export interface Refused { message: string; details: readonly string[] }

export interface WaitingPhoto<Bytes = Blob> { name: string; bytes: Bytes; /** Null until its bytes are at the server. */ fileId: string | null }

/** A report that the shop made and the server has not taken yet. */
export interface WaitingReport<Bytes = Blob> {
  /** Made at the tap and the same on every try, so that one tap is one report. */
  key: string;
  /** Person and company; somebody else on the same phone neither sees nor sends it. */
  who: string;
  /** Place in the order of making. */
  place: number;
  /** Code of the traveller that it was made from, and what people call the work. */
  code: string;
  title: string;
  process: string;
  pieceIds: readonly string[];
  runIds: readonly string[];
  action: ReportAction;
  revision: string;
  /** By the server's clock where this device has heard it, by its own otherwise. */
  happenedAt: string;
  good: number | null;
  scrap: number | null;
  minutes: number | null;
  pauseReason: PauseReason | null;
  note: string | null;
  photos: readonly WaitingPhoto<Bytes>[];
  state: 'WAITING' | 'REFUSED';
  tries: number;
  /** Not tried before, by this device's clock in milliseconds. */
  notBefore: number;
  refused: Refused | null;
}

/** What came of one try. */
export type Outcome =
  | { kind: 'TAKEN' }
  | { kind: 'REFUSED'; refused: Refused }
  /** Nobody answered, or it was asked to come later. */
  | { kind: 'LATER'; afterMs: number | null }
  /** Something is broken: tried again for a while, then shown. */
  | { kind: 'BROKEN'; refused: Refused }
  /** Nobody is signed in any more. */
  | { kind: 'SIGN_IN' };

export type Next<Bytes = Blob> = { kind: 'SEND'; report: WaitingReport<Bytes> } | { kind: 'WAIT'; ms: number } | { kind: 'NOTHING' };

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
const BROKEN_TRIES = 5;
/** What nobody could send for so long is of no use to anybody. */
export const KEPT_MS = 7 * 86_400_000;

type Any = WaitingReport<unknown>;

/**
 * The next report to send: strictly in the order of making, one at a time. What is about a piece with a refused report waits until a person
 * has decided about that one, because it was made believing in it.
 */
export function nextReport<Bytes>(all: readonly WaitingReport<Bytes>[], who: string, now: number): Next<Bytes> {
  const held = new Set<string>();
  for (const report of own(all, who)) {
    if (report.state === 'REFUSED') for (const id of report.pieceIds) held.add(id);
    else if (report.pieceIds.some((id) => held.has(id))) continue;
    else return report.notBefore > now ? { kind: 'WAIT', ms: report.notBefore - now } : { kind: 'SEND', report };
  }
  return { kind: 'NOTHING' };
}

/** The report after a try; null when it is done with. `roll` is a number from 0 to 1 that keeps many phones from coming back together. */
export function afterTry<Report extends Any>(report: Report, outcome: Outcome, now: number, roll: number): Report | null {
  switch (outcome.kind) {
    case 'TAKEN': return null;
    case 'REFUSED': return { ...report, state: 'REFUSED', refused: outcome.refused };
    case 'SIGN_IN': return report;
    case 'BROKEN': return report.tries + 1 >= BROKEN_TRIES ? { ...report, state: 'REFUSED', refused: outcome.refused, tries: report.tries + 1 } : later(report, now, roll, 0);
    case 'LATER': return later(report, now, roll, outcome.afterMs ?? 0);
  }
}

function later<Report extends Any>(report: Report, now: number, roll: number, atLeastMs: number): Report {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** report.tries) * (0.5 + roll / 2);
  return { ...report, tries: report.tries + 1, notBefore: now + Math.max(wait, atLeastMs) };
}

/** A person sends a refused report once more. It is a new intention with a new key, since the old key would bring the old answer. */
export function sentAgain<Report extends Any>(report: Report, key: string): Report {
  return { ...report, key, state: 'WAITING', tries: 0, notBefore: 0, refused: null };
}

/** The line is back: what waited for it need not wait longer. */
export function withoutWaiting<Report extends Any>(report: Report): Report {
  return report.notBefore === 0 ? report : { ...report, notBefore: 0 };
}

export function own<Report extends Any>(all: readonly Report[], who: string): Report[] {
  return all.filter((report) => report.who === who).sort((a, b) => a.place - b.place);
}

/** Reports that were kept longer than they may be, whoever made them. */
export function outdated<Report extends Any>(all: readonly Report[], now: number): Report[] {
  return all.filter(({ happenedAt }) => Date.parse(happenedAt) < now - KEPT_MS);
}
