import type { PartState } from '#contracts/order-moulds';

/** Up to so many pieces each has its own serial; more are tracked as one batch. */
export const SINGLE_PIECES_UP_TO = 20;
/** The pseudo-operation of buying is nobody's work on a piece. */
const BUYING = 'BUY';

/** One step of the released route. */
export interface StepToMake {
  seq: number;
  process: string;
  /** Steps that must have passed before, by seq. */
  dependsOn: readonly number[];
  /** Minutes for one piece. */
  plannedMinutes: number | null;
  inspect: boolean;
}

/** A released part whose pieces are wanted. */
export interface PartToMake {
  partId: string;
  mouldId: string;
  companyId: string;
  partNo: string;
  revision: string;
  /** Pieces in one mould. */
  quantity: number;
  supply: 'MAKE' | 'OUTSIDE' | 'BUY';
  route: readonly StepToMake[];
}

/** A piece that is there already; `begun` when work, an order line or an end holds it. */
export interface PieceThere {
  id: string;
  serialNo: number;
  count: number;
  state: PartState;
  begun: boolean;
}

export interface PlannedPiece { serialNo: number; serial: string; count: number }
export interface PlannedRun {
  seq: number;
  process: string;
  state: 'READY' | 'PENDING';
  dependsOn: number[];
  plannedMinutes: number | null;
  inspect: boolean;
}

export interface PiecePlan {
  /** Pieces that exist on paper only and give way to the new plan. */
  dropped: string[];
  made: PlannedPiece[];
}

/**
 * Which pieces a release makes. Pieces on which something happened stay as they are and count; the rest of the quantity is planned anew.
 * Bought parts are not followed piece by piece.
 */
export function planPieces(part: PartToMake, there: readonly PieceThere[]): PiecePlan {
  const kept = there.filter((piece) => piece.begun);
  const dropped = there.filter((piece) => !piece.begun).map((piece) => piece.id);
  if (part.supply === 'BUY') return { dropped, made: [] };
  const covered = kept.filter((piece) => piece.state !== 'SCRAPPED' && piece.state !== 'CANCELLED').reduce((sum, piece) => sum + piece.count, 0);
  const missing = Math.max(0, part.quantity - covered);
  const first = kept.reduce((highest, piece) => Math.max(highest, piece.serialNo), 0) + 1;
  if (missing > SINGLE_PIECES_UP_TO) return { dropped, made: [planned(part, first, missing)] };
  return { dropped, made: Array.from({ length: missing }, (_, i) => planned(part, first + i, 1)) };
}

function planned(part: PartToMake, serialNo: number, count: number): PlannedPiece {
  return { serialNo, serial: `${part.partNo}#${serialNo}`, count };
}

/** The operations on one piece: what waits for nothing is ready. A step that waited for the buying waits for what the buying waited for. */
export function planRuns(route: readonly StepToMake[]): PlannedRun[] {
  const buying = new Map(route.filter((step) => step.process === BUYING).map((step) => [step.seq, step.dependsOn]));
  const through = (seqs: readonly number[]): number[] => [...new Set(seqs.flatMap((seq) => (buying.has(seq) ? through(buying.get(seq)!) : [seq])))].sort((a, b) => a - b);
  return route.filter((step) => step.process !== BUYING).map((step) => {
    const dependsOn = through(step.dependsOn);
    return { seq: step.seq, process: step.process, state: dependsOn.length === 0 ? 'READY' : 'PENDING', dependsOn, plannedMinutes: step.plannedMinutes, inspect: step.inspect };
  });
}
