import type { DeliveryState, OrderLineState } from '#contracts/order-orders';
import { followingStates } from './order-line.lifecycle.js';

/** What a decision said last about the pieces of a line. */
export type Verdict = 'ACCEPT' | 'CONCESSION' | 'REWORK' | 'REPAIR' | 'RETURN' | 'SCRAP' | 'HOLD';

/** One piece (or batch) as far as one order line is concerned; counts are articles. */
export interface LinePiece {
  pieceId: string;
  /** Living articles; a scrapped piece has none. */
  count: number;
  /** On their way or there, less what went back. */
  sent: number;
  /** Signed for by the receiver. */
  arrived: number;
  /** Counted by the receiver. */
  counted: number;
  accepted: number;
  verdict: Verdict | null;
  /** The line's own operations on it: any begun, all passed or skipped. */
  begun: boolean;
  finished: boolean;
}

export interface LineFacts {
  state: OrderLineState;
  quantity: number;
  /** True once the buyer's blanks are there. */
  materialReady: boolean;
  pieces: readonly LinePiece[];
}

const FOLLOWING: ReadonlySet<string> = new Set(followingStates);
const REFUSED: ReadonlySet<Verdict | null> = new Set<Verdict | null>(['REWORK', 'REPAIR', 'RETURN', 'SCRAP']);

/** True of a verdict after which the piece has to come again. */
export function isRefusal(verdict: Verdict | null): boolean {
  return REFUSED.has(verdict);
}

function sum(pieces: readonly LinePiece[], of: (piece: LinePiece) => number): number {
  return pieces.reduce((total, piece) => total + of(piece), 0);
}

/** Articles that were counted and then refused: they have to come again, mended or replaced. */
export function refusedArticles(piece: LinePiece): number {
  return REFUSED.has(piece.verdict) ? Math.max(0, piece.counted - piece.accepted) : 0;
}

/** Articles delivered and counted, less those that were refused, went back or were scrapped. */
export function deliveredOf(pieces: readonly LinePiece[]): number {
  return sum(pieces, (piece) => piece.counted - refusedArticles(piece));
}

/** Articles accepted, concessions included. */
export function acceptedOf(pieces: readonly LinePiece[]): number {
  return sum(pieces, (piece) => piece.accepted);
}

/** Articles out of the sender's hands for good as far as anybody knows: signed for and not refused. */
export function arrivedOf(pieces: readonly LinePiece[]): number {
  return sum(pieces, (piece) => piece.arrived - refusedArticles(piece));
}

/** Articles that could leave now: every operation of the line has passed, nobody holds them back, and they are not on their way or there. */
export function readyToSend(piece: LinePiece): number {
  if (!piece.finished || piece.verdict === 'HOLD') return 0;
  return Math.max(0, piece.count - piece.sent + refusedArticles(piece));
}

/** Most articles of the line that a delivery may carry now. */
export function mostToSend(pieces: readonly LinePiece[]): number {
  return sum(pieces, readyToSend);
}

/**
 * Where a line stands, from its pieces alone. It is accepted exactly when good + conceded = ordered. A piece that was refused
 * counts as not delivered until it comes again or is accepted after all, so a line never stays "delivered" on bad pieces.
 */
export function lineState(facts: LineFacts): OrderLineState {
  if (!FOLLOWING.has(facts.state)) return facts.state;
  const { pieces, quantity } = facts;
  if (acceptedOf(pieces) >= quantity) return 'ACCEPTED';
  const living = pieces.filter((piece) => piece.count > 0);
  const delivered = deliveredOf(living);
  if (delivered >= quantity) return 'DELIVERED';
  if (delivered > 0) return 'PART_DELIVERED';
  if (living.length > 0 && living.every((piece) => piece.finished)) return 'FINISHED';
  if (pieces.some((piece) => piece.begun || piece.count === 0)) return 'IN_PROGRESS';
  return facts.materialReady ? 'READY' : 'ACKNOWLEDGED';
}

const ORDER: readonly OrderLineState[] = ['ISSUED', 'ACKNOWLEDGED', 'READY', 'IN_PROGRESS', 'FINISHED', 'PART_DELIVERED', 'DELIVERED', 'ACCEPTED', 'SETTLED', 'CLOSED'];

/** Where an order stands, from its lines: the slowest line speaks, but work or a delivery of any line shows. Ended lines do not count unless all ended. */
export function orderState(lines: readonly OrderLineState[]): OrderLineState {
  const first = lines[0];
  if (first === undefined) return 'ISSUED';
  if (lines.every((state) => state === first)) return first;
  const counting = lines.filter((state) => state !== 'CANCELLED' && state !== 'TERMINATED');
  if (counting.length === 0) return 'TERMINATED';
  if (counting.includes('CHANGE_PENDING')) return 'CHANGE_PENDING';
  const running = counting.filter((state) => state !== 'SUSPENDED').map((state) => ORDER.indexOf(state));
  if (running.length === 0) return 'SUSPENDED';
  const slowest = Math.min(...running);
  const quickest = Math.max(...running);
  if (slowest === quickest || slowest >= ORDER.indexOf('DELIVERED')) return ORDER[slowest] ?? 'ISSUED';
  if (quickest >= ORDER.indexOf('PART_DELIVERED')) return 'PART_DELIVERED';
  if (quickest >= ORDER.indexOf('IN_PROGRESS')) return 'IN_PROGRESS';
  return ORDER[slowest] ?? 'ISSUED';
}

/** One piece of a counted delivery and what was decided about it. */
export interface DeliveredPiece { counted: number; verdict: Verdict | null }

/** What inspections make of a counted delivery; it stays COUNTED while anything waits and nothing is refused. */
export function deliveryStateAfterInspection(state: DeliveryState, pieces: readonly DeliveredPiece[]): DeliveryState {
  if (state === 'DISPATCHED' || state === 'SIGNED') return state;
  const there = pieces.filter((piece) => piece.counted > 0);
  const refused = there.filter((piece) => REFUSED.has(piece.verdict));
  if (there.length === 0) return state;
  if (refused.length === there.length) return 'REJECTED';
  if (refused.length > 0) return 'PARTLY_REJECTED';
  if (there.every((piece) => piece.verdict === 'ACCEPT' || piece.verdict === 'CONCESSION')) return 'STOCKED';
  return state === 'COUNTED' ? 'COUNTED' : 'PARTLY_REJECTED';
}
