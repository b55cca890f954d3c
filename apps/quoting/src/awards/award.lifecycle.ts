import { defineLifecycle } from '#kernel';
import { awardStates, type AwardState } from '#contracts/quoting-awards';

/** The course of an award. What needs no manager begins as an offer: proposed and approved in the same moment. */
export const awardLifecycle = defineLifecycle<AwardState>('award', 'PROPOSED', awardStates, [
  { from: 'PROPOSED', to: 'APPROVED', by: 'approve' },
  { from: 'PROPOSED', to: 'OFFERED', by: 'approve and offer' },
  { from: 'PROPOSED', to: 'REVOKED', by: 'send back' },
  { from: 'APPROVED', to: 'OFFERED', by: 'offer' },
  { from: 'OFFERED', to: 'ACCEPTED', by: 'accept' },
  { from: 'OFFERED', to: 'DECLINED', by: 'decline' },
  { from: 'OFFERED', to: 'LAPSED', by: 'clock' },
  { from: 'OFFERED', to: 'REVOKED', by: 'take back' },
  { from: 'ACCEPTED', to: 'ORDERED', by: 'order issued' },
]);

/** States in which an award holds its lot; the database allows one of them per lot. */
export const standingAwardStates: readonly AwardState[] = ['PROPOSED', 'APPROVED', 'OFFERED', 'ACCEPTED', 'ORDERED'];

/** States after which the same bid is not offered again. */
export const fallenAwardStates: readonly AwardState[] = ['DECLINED', 'LAPSED'];
