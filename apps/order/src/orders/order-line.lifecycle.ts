import { orderLineStates, type OrderLineState } from '#contracts/order-orders';
import { defineLifecycle, type Move } from '#kernel';

/** States that follow from pieces, deliveries and inspections; the others are decisions and stay until somebody decides again. */
export const followingStates = ['ACKNOWLEDGED', 'READY', 'IN_PROGRESS', 'FINISHED', 'PART_DELIVERED', 'DELIVERED', 'ACCEPTED'] as const satisfies readonly OrderLineState[];

const open = ['ACKNOWLEDGED', 'READY', 'IN_PROGRESS', 'FINISHED', 'PART_DELIVERED', 'DELIVERED'] as const;

/** One report, count or decision may take a line over several states at once, so every step ahead is a move. */
const ahead: Move<OrderLineState>[] = followingStates.flatMap((from, i) =>
  followingStates.slice(i + 1).map((to) => ({ from, to, by: to === 'READY' ? 'blanks arrive' : to === 'ACCEPTED' ? 'accept' : to.endsWith('DELIVERED') ? 'count' : 'report' })));

const back: Move<OrderLineState>[] = [
  { from: 'IN_PROGRESS', to: 'READY', by: 'correct' },
  { from: 'IN_PROGRESS', to: 'ACKNOWLEDGED', by: 'correct' },
  { from: 'FINISHED', to: 'IN_PROGRESS', by: 'scrap, rework or correct' },
  { from: 'FINISHED', to: 'READY', by: 'correct' },
  { from: 'FINISHED', to: 'ACKNOWLEDGED', by: 'correct' },
  { from: 'PART_DELIVERED', to: 'IN_PROGRESS', by: 'reject' },
  { from: 'PART_DELIVERED', to: 'FINISHED', by: 'return' },
  { from: 'DELIVERED', to: 'PART_DELIVERED', by: 'reject' },
  { from: 'DELIVERED', to: 'IN_PROGRESS', by: 'reject' },
  { from: 'DELIVERED', to: 'FINISHED', by: 'return' },
];

/** An order line from the accepted award to its end; lateness is a flag beside it, never a state. */
export const orderLineLifecycle = defineLifecycle<OrderLineState>('order line', 'ISSUED', orderLineStates, [
  { from: 'ISSUED', to: 'ACKNOWLEDGED', by: 'acknowledge' },
  { from: 'ISSUED', to: 'CANCELLED', by: 'cancel' },
  ...ahead,
  ...back,
  { from: 'ACCEPTED', to: 'SETTLED', by: 'settle' },
  { from: 'SETTLED', to: 'CLOSED', by: 'close' },
  ...open.flatMap((state): Move<OrderLineState>[] => [
    { from: state, to: 'CHANGE_PENDING', by: 'propose change' },
    { from: 'CHANGE_PENDING', to: state, by: 'answer change' },
    { from: state, to: 'SUSPENDED', by: 'suspend' },
    { from: 'SUSPENDED', to: state, by: 'let go on' },
    { from: state, to: 'TERMINATED', by: 'terminate' },
  ]),
]);
