import { defineLifecycle, type Move } from '#kernel';
import { mouldStates, type MouldState } from '#contracts/order-moulds';

const forward: Move<MouldState>[] = [
  { from: 'DRAFT', to: 'DESIGN', by: 'begin design' },
  { from: 'DESIGN', to: 'RELEASED', by: 'release' },
  { from: 'RELEASED', to: 'MACHINING', by: 'first part in process' },
  { from: 'MACHINING', to: 'ASSEMBLY', by: 'assemble' },
  { from: 'ASSEMBLY', to: 'TRIAL', by: 'try' },
  { from: 'TRIAL', to: 'MODIFICATION', by: 'modify' },
  { from: 'MODIFICATION', to: 'TRIAL', by: 'try again' },
  { from: 'TRIAL', to: 'ACCEPTED', by: 'accept' },
  { from: 'ACCEPTED', to: 'SHIPPED', by: 'ship' },
  { from: 'ACCEPTED', to: 'CLOSED', by: 'close' },
  { from: 'SHIPPED', to: 'CLOSED', by: 'close' },
];

/** Going back is a move with a name and a reason, never an edit. */
const back: Move<MouldState>[] = [
  { from: 'DESIGN', to: 'DRAFT', by: 'step back' },
  { from: 'RELEASED', to: 'DESIGN', by: 'step back' },
  { from: 'MACHINING', to: 'RELEASED', by: 'step back' },
  { from: 'ASSEMBLY', to: 'MACHINING', by: 'step back' },
  { from: 'TRIAL', to: 'ASSEMBLY', by: 'step back' },
  { from: 'ACCEPTED', to: 'TRIAL', by: 'step back' },
];

/** States before acceptance, in which a mould can be held and taken up again. */
export const holdable: readonly MouldState[] = ['DRAFT', 'DESIGN', 'RELEASED', 'MACHINING', 'ASSEMBLY', 'TRIAL', 'MODIFICATION'];
/** States before shipping, in which a mould can be given up. */
const cancellable: readonly MouldState[] = [...holdable, 'ACCEPTED', 'ON_HOLD'];

/** The life of a mould (workflow, section 1). From ON_HOLD only the state that it was held from is open; the policy sees to that. */
export const mouldLifecycle = defineLifecycle<MouldState>('mould', 'DRAFT', mouldStates, [
  ...forward,
  ...back,
  ...holdable.map((from) => ({ from, to: 'ON_HOLD' as const, by: 'hold' })),
  ...holdable.map((to) => ({ from: 'ON_HOLD' as const, to, by: 'take up' })),
  ...cancellable.map((from) => ({ from, to: 'CANCELLED' as const, by: 'cancel' })),
]);

/** True for a move against the stream, which needs a reason. */
export function isStepBack(from: MouldState, to: MouldState): boolean {
  return back.some((move) => move.from === from && move.to === to);
}

/** True when parts of the mould may still be defined, imported and released. */
export function takesParts(state: MouldState): boolean {
  return state !== 'SHIPPED' && state !== 'CLOSED' && state !== 'CANCELLED';
}
