/** Token of the `AwardLimits` that the settings give. */
export const AWARD_LIMITS = Symbol('award limits');

export interface AwardLimits {
  /** Awards above this many minor units wait for a manager. */
  approvalMinor: bigint;
}
