import { operationStates, type OperationState } from '#contracts/order-progress-views';
import { defineLifecycle, type Move } from '#kernel';

const begins: OperationState[] = ['READY', 'DISPATCHED', 'SETUP', 'PAUSED'];
const working: OperationState[] = ['READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED'];
const moves = (froms: readonly OperationState[], to: OperationState, by: string): Move<OperationState>[] =>
  froms.filter((from) => from !== to).map((from) => ({ from, to, by }));

/**
 * One operation on one piece (workflow, section 7). START is optional: a small shop tells when it is done. A failed operation is
 * repeated as a further run; only a correction by the shop that reported goes back.
 */
export const operationLifecycle = defineLifecycle<OperationState>('operation', 'PENDING', operationStates, [
  { from: 'PENDING', to: 'READY', by: 'what it waits for has passed' },
  { from: 'READY', to: 'PENDING', by: 'what it waits for has failed' },
  { from: 'DISPATCHED', to: 'PENDING', by: 'what it waits for has failed' },
  { from: 'READY', to: 'DISPATCHED', by: 'plan' },
  { from: 'DISPATCHED', to: 'READY', by: 'unplan' },
  ...moves(['READY', 'DISPATCHED', 'PAUSED'], 'SETUP', 'set up'),
  ...moves(begins, 'RUNNING', 'start'),
  ...moves(['SETUP', 'RUNNING'], 'PAUSED', 'pause'),
  ...moves(['READY', 'DISPATCHED'], 'PAUSED', 'problem'),
  ...moves(working, 'DONE', 'done, check needed'),
  ...moves(working, 'PASSED', 'done, checked by the shop itself'),
  { from: 'DONE', to: 'PASSED', by: 'inspection accepts' },
  { from: 'DONE', to: 'FAILED', by: 'inspection asks for rework' },
  { from: 'PASSED', to: 'FAILED', by: 'inspection asks for rework' },
  ...moves(['PENDING', 'READY', 'DISPATCHED'], 'SKIPPED', 'skip'),
  ...moves(['PENDING', 'READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED', 'DONE'], 'ABORTED', 'scrap'),
  ...moves(['SETUP', 'RUNNING', 'PAUSED', 'DONE', 'PASSED', 'SKIPPED'], 'READY', 'correct'),
  ...moves(['RUNNING', 'DONE', 'PASSED'], 'SETUP', 'correct'),
  ...moves(['DONE', 'PASSED'], 'RUNNING', 'correct'),
  ...moves(['DONE', 'PASSED'], 'PAUSED', 'correct'),
  { from: 'SKIPPED', to: 'PENDING', by: 'correct' },
]);
