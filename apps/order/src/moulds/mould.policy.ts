import { accept, refuse, type FieldProblem, type Result } from '#kernel';
import type { Role } from '#contracts';
import type { CreateMouldInput, MouldState, UpdateMouldInput } from '#contracts/order-moulds';
import { isStepBack, mouldLifecycle } from './mould.lifecycle.js';
import type { Say } from './moulds-sentences.view.js';

/** What the guards of the lifecycle look at. */
export interface MouldStanding {
  state: MouldState;
  /** State before a hold; null unless ON_HOLD. */
  heldFrom: MouldState | null;
  /** Parts on the list. */
  parts: number;
  /** Parts of the own shop that are not accepted yet. */
  unmade: number;
  /** Lines in tenders or orders whose parts are not accepted. */
  openPlacements: number;
}

export type MoveRefusal = { code: 'STATE_REFUSED'; why: string } | { code: 'INPUT_REFUSED'; problems: FieldProblem[] };

/** May the mould move there? The guards are those of the workflow, section 1, as far as this service knows. */
export function decideMove(mould: MouldStanding, to: MouldState, reason: string | null, say: Say): Result<{ heldFrom: MouldState | null }, MoveRefusal> {
  const no = (why: string) => refuse('STATE_REFUSED', { why });
  const from = mould.state;
  if (!mouldLifecycle.canMove(from, to)) return no(say.noSuchMove(from, to));
  if (from === 'ON_HOLD' && to !== 'CANCELLED' && to !== mould.heldFrom) return no(say.takeUpOnlyAs(mould.heldFrom ?? 'DRAFT'));
  if (needsReason(mould, to) && reason === null) return refuse('INPUT_REFUSED', { problems: [{ path: 'reason', message: say.reasonNeeded(to) }] });
  if (to === 'RELEASED' && from === 'DESIGN' && mould.parts === 0) return no(say.noPartsYet());
  if (to === 'CANCELLED' && mould.openPlacements > 0) return no(say.openPlacements(mould.openPlacements));
  return accept({ heldFrom: to === 'ON_HOLD' ? from : null });
}

/** Holding, cancelling and every step back need a reason; so does assembling with parts missing, which then lists them. */
function needsReason(mould: MouldStanding, to: MouldState): boolean {
  if (to === 'ON_HOLD' || to === 'CANCELLED' || isStepBack(mould.state, to)) return true;
  return to === 'ASSEMBLY' && mould.state === 'MACHINING' && mould.unmade > 0;
}

/** Who may make a move: holding, taking up and cancelling are the manager's, everything else the planner's or engineer's too. */
export function rolesOfMove(from: MouldState, to: MouldState): readonly Role[] {
  return to === 'ON_HOLD' || to === 'CANCELLED' || from === 'ON_HOLD' ? ['OWNER', 'MANAGER'] : ['OWNER', 'MANAGER', 'ENGINEER', 'PLANNER'];
}

/** Values of a mould that break a rule of the trade. */
export function problemsOfMould(input: Pick<CreateMouldInput, 'mouldNo'> & Pick<UpdateMouldInput, 'title' | 't0Date' | 't1Date'>, say: Say): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (input.mouldNo.trim() === '') problems.push({ path: 'mouldNo', message: say.textNeeded() });
  if (input.title !== undefined && input.title !== null && input.title.trim() === '') problems.push({ path: 'title', message: say.textNeeded() });
  if (input.t0Date && input.t1Date && input.t0Date > input.t1Date) problems.push({ path: 't1Date', message: say.t1BeforeT0() });
  return problems;
}
