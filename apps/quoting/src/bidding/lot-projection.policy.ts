import { instantText } from '#kernel';
import { lowestOf, type LotState } from './lot-state.policy.js';

/** What of a lot's row follows from its ledger; kept there for lists that must not fold. */
export interface LotProjection {
  readonly id: string;
  readonly lastSeq: number;
  readonly headHash: string;
  readonly state: string;
  readonly opened: boolean;
  readonly closesAt: string;
  readonly extensions: number;
  readonly closedAt: string | null;
  /** When a sealed beginning ends; null for all others, and from then on. */
  readonly unsealsAt: string | null;
  /** Null while sealed: what is not in the row cannot leave by it. */
  readonly bidCount: number | null;
  readonly bestMinor: string | null;
}

/** The row of a lot as its ledger wants it. */
export function lotProjection(lot: LotState): LotProjection {
  const lowest = lot.unsealed ? lowestOf(lot.ranking) : null;
  return {
    id: lot.lotId, lastSeq: lot.seq, headHash: lot.headHash!, state: lot.phase, opened: lot.opened, closesAt: text(lot.closesAt), extensions: lot.extensions,
    closedAt: lot.closedAt === null ? null : text(lot.closedAt), unsealsAt: lot.unsealsAt === null ? null : text(lot.unsealsAt), bidCount: lot.unsealed ? lot.ranking.length : null, bestMinor: lowest === null ? null : lowest.toString(),
  };
}

function text(ms: number): string {
  return instantText(new Date(ms));
}
