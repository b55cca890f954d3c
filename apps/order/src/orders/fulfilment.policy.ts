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

function sum(pieces: readonly LinePiece[], of: (piece: LinePiece) => number): number {
  return pieces.reduce((total, piece) => total + of(piece), 0);
}

/** Articles delivered and counted, less those that went back or were scrapped. */
export function deliveredOf(pieces: readonly LinePiece[]): number {
  return sum(pieces, (piece) => piece.counted);
}

/** Articles accepted, concessions included. */
export function acceptedOf(pieces: readonly LinePiece[]): number {
  return sum(pieces, (piece) => piece.accepted);
}

/** Articles that could leave now: every operation of the line has passed, nobody holds them back, and they are still here. */
export function readyToSend(piece: LinePiece): number {
  if (!piece.finished || piece.verdict === 'HOLD') return 0;
  return Math.max(0, piece.count - piece.sent);
}

/** Most articles of the line that a delivery may carry now. */
export function mostToSend(pieces: readonly LinePiece[]): number {
  return sum(pieces, readyToSend);
}

/**
 * Where a line stands, from its pieces alone. It is accepted exactly when good + conceded = ordered. A piece that was refused
 * counts as not delivered until it is mended, so a line never stays "delivered" on bad pieces.
 */
export function lineState(facts: LineFacts): OrderLineState {
  if (!FOLLOWING.has(facts.state)) return facts.state;
  const { pieces, quantity } = facts;
  if (acceptedOf(pieces) >= quantity) return 'ACCEPTED';
  const stands = sum(pieces, (piece) => (piece.verdict === 'RETURN' || !piece.finished ? piece.accepted : piece.counted));
  if (stands >= quantity) return 'DELIVERED';
  const living = pieces.filter((piece) => piece.count > 0);
  if (stands > 0) return 'PART_DELIVERED';
  if (living.length > 0 && living.every((piece) => piece.finished)) return 'FINISHED';
  if (living.some((piece) => piece.begun) || pieces.length > living.length) return 'IN_PROGRESS';
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
