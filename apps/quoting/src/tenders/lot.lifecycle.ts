import { defineLifecycle } from '#kernel';
import { lotStates, type LotState } from '#contracts/quoting-tender-terms';

/** The course of a lot. A tender has no state of its own: it is derived from its lots. */
export const lotLifecycle = defineLifecycle<LotState>('lot', 'DRAFT', lotStates, [
  { from: 'DRAFT', to: 'PUBLISHED', by: 'publish' },
  { from: 'DRAFT', to: 'CANCELLED', by: 'drop' },
  { from: 'PUBLISHED', to: 'SUSPENDED', by: 'suspend' },
  { from: 'SUSPENDED', to: 'PUBLISHED', by: 'resume' },
  { from: 'PUBLISHED', to: 'CLOSED', by: 'clock' },
  { from: 'CLOSED', to: 'EVALUATING', by: 'open' },
  { from: 'CLOSED', to: 'UNSUCCESSFUL', by: 'too few bids' },
  { from: 'EVALUATING', to: 'UNSUCCESSFUL', by: 'no valid bid left' },
  { from: 'EVALUATING', to: 'AWARDED', by: 'award' },
  { from: 'EVALUATING', to: 'PARTIALLY_AWARDED', by: 'award a share' },
  { from: 'PARTIALLY_AWARDED', to: 'AWARDED', by: 'award the rest' },
  { from: 'AWARDED', to: 'EVALUATING', by: 'award fell and nobody stands by' },
  { from: 'AWARDED', to: 'COMPLETED', by: 'order issued' },
  { from: 'PUBLISHED', to: 'CANCELLED', by: 'cancel' },
  { from: 'SUSPENDED', to: 'CANCELLED', by: 'cancel' },
  { from: 'CLOSED', to: 'CANCELLED', by: 'cancel' },
  { from: 'EVALUATING', to: 'CANCELLED', by: 'cancel' },
]);

/** States in which a lot still holds its parts here; a completed one has become an order, which order counts itself. */
export const holdingLotStates: readonly LotState[] = ['PUBLISHED', 'SUSPENDED', 'CLOSED', 'EVALUATING', 'PARTIALLY_AWARDED', 'AWARDED'];

/** States in which invited companies still look at a lot as work to be had. */
export const openLotStates: readonly LotState[] = ['PUBLISHED', 'SUSPENDED'];

const FIRST_THAT_HOLDS: readonly LotState[] = ['DRAFT', 'PUBLISHED', 'SUSPENDED', 'CLOSED'];
const THEN: readonly LotState[] = ['PARTIALLY_AWARDED', 'AWARDED', 'COMPLETED', 'UNSUCCESSFUL', 'CANCELLED'];

/**
 * State of a tender from those of its lots: what still runs decides; while some lots are decided and others are compared it is
 * partially awarded; of what has ended the best end is named.
 */
export function tenderState(states: readonly LotState[]): LotState {
  for (const state of FIRST_THAT_HOLDS) if (states.includes(state)) return state;
  if (states.includes('EVALUATING')) return states.some((state) => state === 'AWARDED' || state === 'COMPLETED' || state === 'PARTIALLY_AWARDED') ? 'PARTIALLY_AWARDED' : 'EVALUATING';
  return THEN.find((state) => states.includes(state)) ?? 'DRAFT';
}
