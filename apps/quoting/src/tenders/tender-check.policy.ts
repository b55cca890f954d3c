import { HOUR, MINUTE, SECOND } from '#kernel';
import type { PartSnapshot } from '#contracts';
import type { BidVisibility } from '#contracts/quoting-tender-terms';

/** Times of custom and limits of the house, all settings. */
export interface TenderLimits {
  /** A live tender should run this long, in milliseconds. */
  auctionMs: number;
  /** A sealed tender should run this long, in milliseconds. */
  sealedMs: number;
  /** Below this nothing is published at all, in milliseconds. */
  leastMs: number;
  /** Fewer invited companies than this call for a reason. */
  fewInvited: number;
  /** Lots of one company that take bids at the same time. */
  openLots: number;
  /** Unanswered questions of one company on one tender. */
  openQuestions: number;
  /** Tax rate in percent when the buyer names no amount. */
  taxRate: string;
}

export const usualLimits: TenderLimits = {
  auctionMs: 30 * MINUTE, sealedMs: 4 * HOUR, leastMs: 5 * SECOND, fewInvited: 3, openLots: 5_000, openQuestions: 20, taxRate: '13',
};

export type FindingCode =
  | 'NO_DRAWING' | 'NO_MATERIAL' | 'NO_HARDNESS' | 'NO_TOLERANCE' | 'NO_ROUTE' | 'NO_SIZE' | 'OPEN_QUESTION' | 'NOT_RELEASED' | 'ALREADY_PLACED' | 'NOTHING_ASKED'
  | 'CLOSES_IN_PAST' | 'NO_INVITEE' | 'CLOSES_TOO_SOON' | 'DATE_TOO_SOON' | 'DRAWING_MISSING' | 'MODEL_MISSING' | 'DRAWING_REVISION' | 'FEW_MATCHES' | 'NO_MATCH' | 'NOT_INVITABLE' | 'NO_LOCATION';

/** One finding: what, where, and the number that matters. */
export interface Finding {
  code: FindingCode;
  lotId: string | null;
  /** Line of the lot from 1, null for the whole lot or tender. */
  line: number | null;
  number: number | null;
}

export interface CheckedLine {
  partId: string;
  /** Asked pieces; null for all that are open. */
  quantity: number | null;
  requestedDate: string;
  part: PartSnapshot;
}

export interface CheckedLot {
  lotId: string;
  opensAt: Date;
  closesAt: Date;
  lines: readonly CheckedLine[];
  /** How many of the invited companies it fits. */
  matches: number;
}

export interface CheckedTender {
  visibility: BidVisibility;
  /** One company is asked on purpose. */
  direct: boolean;
  /** Pieces that other lots of the buyer hold, by `placeKey`: order may not have heard of them yet. */
  heldElsewhere: ReadonlyMap<string, number>;
  lots: readonly CheckedLot[];
  invited: number;
  /** Companies that the buyer named and that may not come. */
  refused: number;
  /** The buyer looks within kilometres and its own place is not known. */
  placeMissing: boolean;
}

const GAPS: Readonly<Record<string, FindingCode>> = {
  DRAWING: 'NO_DRAWING', MATERIAL: 'NO_MATERIAL', HARDNESS: 'NO_HARDNESS', TOLERANCE: 'NO_TOLERANCE', ROUTE: 'NO_ROUTE', SIZE: 'NO_SIZE', QUESTION: 'OPEN_QUESTION',
};
/** The API bounds each list. */
const MOST_FINDINGS = 1_000;

/** What stands in the way of publishing, and what calls for a reason. Lots in order, the whole tender last. */
export function checkTender(tender: CheckedTender, limits: TenderLimits, now: Date): { blocking: Finding[]; warnings: Finding[] } {
  const blocking: Finding[] = [];
  const warnings: Finding[] = [];
  const placed = new Map<string, number>();
  for (const lot of tender.lots) {
    const at = (code: FindingCode, line: number | null = null, number: number | null = null): Finding => ({ code, lotId: lot.lotId, line, number });
    lot.lines.forEach((line, i) => {
      const { part } = line;
      for (const gap of part.gaps) blocking.push(at(GAPS[gap] ?? 'OPEN_QUESTION', i + 1));
      if (!part.released) blocking.push(at('NOT_RELEASED', i + 1));
      if (part.operations.length === 0 && !part.gaps.includes('ROUTE')) blocking.push(at('NO_ROUTE', i + 1));
      const open = openPieces(line, placed, tender.heldElsewhere);
      if (open.asked <= 0) blocking.push(at('NOTHING_ASKED', i + 1));
      else if (open.asked > open.left) blocking.push(at('ALREADY_PLACED', i + 1, Math.max(0, open.left)));
      for (const code of paperFindings(part)) warnings.push(at(code, i + 1));
      if (line.requestedDate <= lot.closesAt.toISOString().slice(0, 10)) warnings.push(at('DATE_TOO_SOON', i + 1));
    });
    const runsMs = lot.closesAt.getTime() - Math.max(now.getTime(), lot.opensAt.getTime());
    const usualMs = tender.visibility === 'SEALED' ? limits.sealedMs : limits.auctionMs;
    if (runsMs < limits.leastMs) blocking.push(at('CLOSES_IN_PAST', null, limits.leastMs / SECOND));
    else if (runsMs < usualMs) warnings.push(at('CLOSES_TOO_SOON', null, usualMs / MINUTE));
    if (tender.invited > 0 && lot.matches === 0) warnings.push(at('NO_MATCH'));
  }
  const whole = (code: FindingCode, number: number | null = null): Finding => ({ code, lotId: null, line: null, number });
  if (tender.invited === 0) blocking.push(whole('NO_INVITEE'));
  else if (!tender.direct && tender.invited < limits.fewInvited) warnings.push(whole('FEW_MATCHES', tender.invited));
  if (tender.refused > 0) warnings.push(whole('NOT_INVITABLE', tender.refused));
  if (tender.placeMissing) warnings.push(whole('NO_LOCATION'));
  return { blocking: blocking.slice(0, MOST_FINDINGS), warnings: warnings.slice(0, MOST_FINDINGS) };
}

/** What a bidder will miss: the size alone may do, but where its neighbours have a drawing and a model, a part without was forgotten. */
function paperFindings({ papers }: PartSnapshot): FindingCode[] {
  if (!papers) return [];
  return [
    ...(papers.drawing === 'EXPECTED' ? ['DRAWING_MISSING' as const] : []), ...(papers.model === 'EXPECTED' ? ['MODEL_MISSING' as const] : []),
    ...(papers.otherRevision !== null ? ['DRAWING_REVISION' as const] : []),
  ];
}

/** Pieces that a line asks for: those it names, or all that are still open. */
export function askedPieces(line: Pick<CheckedLine, 'quantity' | 'part'>): number {
  return line.quantity ?? line.part.openQuantity;
}

/** One operation of one part. */
export function placeKey(partId: string, seq: number): string {
  return `${partId}|${seq}`;
}

/** Pieces asked for against those left after the lines before and the other tenders: nobody places the same operation of the same piece twice. */
function openPieces(line: CheckedLine, placed: Map<string, number>, elsewhere: ReadonlyMap<string, number>): { asked: number; left: number } {
  const asked = askedPieces(line);
  const keys = line.part.operations.map((operation) => placeKey(line.partId, operation.seq));
  const most = (places: ReadonlyMap<string, number>): number => Math.max(0, ...keys.map((key) => places.get(key) ?? 0));
  const left = Math.min(line.part.openQuantity, line.part.quantity - most(elsewhere)) - most(placed);
  for (const key of keys) placed.set(key, (placed.get(key) ?? 0) + asked);
  return { asked, left };
}
