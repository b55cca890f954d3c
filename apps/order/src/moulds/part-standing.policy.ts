import type { PartState } from '#contracts/order-moulds';

/** What is known of the pieces and placements of a part. */
export interface StandingFacts {
  /** States of its pieces, each once. */
  pieces: readonly PartState[];
  /** True when an order holds some of it. */
  ordered: boolean;
  /** True when a running tender asks for some of it. */
  sourcing: boolean;
}

const WAY: readonly PartState[] = ['PLANNED', 'SOURCING', 'ORDERED', 'IN_PROCESS', 'IN_TRANSIT', 'TO_INSPECT', 'ACCEPTED', 'INSTALLED'];

/**
 * Where a part stands (workflow, section 2): as far as its slowest piece, but in process as soon as one piece has begun.
 * Scrapped and cancelled pieces count only when nothing else is left; a held piece only when all are held.
 */
export function standingOf(facts: StandingFacts): PartState {
  const live = facts.pieces.filter((state) => state !== 'SCRAPPED' && state !== 'CANCELLED');
  if (live.length === 0 && facts.pieces.includes('SCRAPPED')) return 'SCRAPPED';
  if (live.length === 0 && facts.pieces.length > 0) return 'CANCELLED';
  const moving = live.filter((state) => state !== 'ON_HOLD');
  if (live.length > 0 && moving.length === 0) return 'ON_HOLD';
  const places = moving.map((state) => WAY.indexOf(state));
  const slowest = places.length > 0 ? Math.min(...places) : 0;
  const fastest = places.length > 0 ? Math.max(...places) : 0;
  const begun = WAY.indexOf('IN_PROCESS');
  if (slowest >= begun) return WAY[slowest]!;
  if (fastest >= begun) return 'IN_PROCESS';
  if (facts.ordered || WAY[slowest] === 'ORDERED') return 'ORDERED';
  if (facts.sourcing || WAY[slowest] === 'SOURCING') return 'SOURCING';
  return 'PLANNED';
}
