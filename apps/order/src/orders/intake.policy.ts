import type { AwardedLine, HouseEvents } from '#contracts';
import { splitMinor } from '#kernel';
import { assign, type FreePiece, type Taken } from './assignment.policy.js';

export type AcceptedAward = HouseEvents['quoting.award.accepted.v1'];

/** A piece of a part with the operations that are given away or begun already. */
export interface FreeOfPart extends FreePiece { partId: string; mouldId: string; companyId: string; takenSeqs: number[] }

/** What awards of one kind add to the order that they join or open. */
export interface Joining {
  buyerId: string;
  supplierId: string;
  tenderId: string;
  currency: string;
  taxIncluded: boolean;
  taxRate: string;
  totalMinor: string;
  /** Numbers of lines that are needed; lines count by tens. */
  places: number;
  terms: AcceptedAward['terms'];
  /** Earliest day that one of them promises. */
  promisedDate: string;
  awards: AcceptedAward[];
}

const LINE_STEP = 10;

/** Sorts awards by the order that they belong to: same buyer, supplier, tender and tax basis. */
export function joiningsOf(awards: readonly AcceptedAward[]): Joining[] {
  const joinings = new Map<string, Joining>();
  for (const award of awards) {
    const { buyerId, supplierId, tenderId, terms, promisedDate, amount: { currency, taxIncluded, taxRate, amountMinor } } = award;
    const key = JSON.stringify([buyerId, supplierId, tenderId, currency, taxIncluded, Number(taxRate)]);
    const places = award.lines.length * LINE_STEP;
    const known = joinings.get(key);
    if (known === undefined) {
      joinings.set(key, { buyerId, supplierId, tenderId, currency, taxIncluded, taxRate, totalMinor: amountMinor, places, terms, promisedDate, awards: [award] });
      continue;
    }
    known.totalMinor = (BigInt(known.totalMinor) + BigInt(amountMinor)).toString();
    known.places += places;
    if (promisedDate < known.promisedDate) known.promisedDate = promisedDate;
    known.awards.push(award);
  }
  return [...joinings.values()];
}

/** First number of the lines of each award of an order, by award, when the last line of all has this number. */
export function firstLineNos({ awards, places }: Joining, lastLineNo: number): Map<string, number> {
  let next = lastLineNo - places + LINE_STEP;
  return new Map(awards.map(({ awardId, lines }) => {
    const first = next;
    next += lines.length * LINE_STEP;
    return [awardId, first];
  }));
}

/** The number of a line behind the first one of its award. */
export function lineNoOf(firstLineNo: number, place: number): number {
  return firstLineNo + place * LINE_STEP;
}

/**
 * Cuts awards into waves in which no two ask for the same part, so that all of a wave can choose their pieces from one reading.
 * Awards on a part keep their order.
 */
export function wavesOf(awards: readonly AcceptedAward[]): AcceptedAward[][] {
  const waves: AcceptedAward[][] = [];
  const reached = new Map<string, number>();
  for (const award of awards) {
    const wave = Math.max(0, ...award.lines.map(({ partId }) => reached.get(partId) ?? 0));
    (waves[wave] ??= []).push(award);
    for (const { partId } of award.lines) reached.set(partId, wave + 1);
  }
  return waves;
}

/** Chooses pieces for a line from those whose named operations nobody has; what it takes is marked in them, for the lines after it. */
export function choosePieces(line: AwardedLine, pieces: readonly FreeOfPart[]): { taken: Taken[]; missing: number } {
  const wanted = new Set(line.operationSeqs);
  const { taken, missing } = assign(line.quantity, pieces.filter((piece) => piece.partId === line.partId && !piece.takenSeqs.some((seq) => wanted.has(seq))));
  for (const { pieceId, take } of taken) {
    const piece = pieces.find(({ id }) => id === pieceId)!;
    piece.count = take;
    piece.takenSeqs.push(...line.operationSeqs);
  }
  return { taken, missing };
}

/** Articles of a piece in a line. */
export interface PieceShare { pieceId: string; count: number }

/**
 * Puts the rest of a divided batch among the free pieces for the lines after it, and follows the division in the lines of the award that have
 * the batch already with other operations: their articles lie in both halves now. `line` is the one that caused the division.
 */
export function shareOut(rest: { pieceId: string; ofPieceId: string; serialNo: number; count: number }, line: AwardedLine, free: FreeOfPart[], before: readonly PieceShare[][]): void {
  const divided = free.find(({ id }) => id === rest.ofPieceId)!;
  const wanted = new Set(line.operationSeqs);
  free.push({ ...divided, id: rest.pieceId, serialNo: rest.serialNo, count: rest.count, takenSeqs: divided.takenSeqs.filter((seq) => !wanted.has(seq)) });
  for (const shares of before) {
    const share = shares.find(({ pieceId }) => pieceId === rest.ofPieceId);
    if (share === undefined) continue;
    share.count = divided.count;
    shares.push({ pieceId: rest.pieceId, count: rest.count });
  }
}

/** Shares of the lines as the award names them; when they do not add up to the award they are split anew by the same weights. */
export function sharesOf(award: AcceptedAward): bigint[] {
  const total = BigInt(award.amount.amountMinor);
  const shares = award.lines.map((line) => BigInt(line.amount.amountMinor));
  const sum = shares.reduce((a, b) => a + b, 0n);
  if (sum === total) return shares;
  return splitMinor(total, sum > 0n ? shares : award.lines.map((line) => BigInt(line.quantity)));
}
