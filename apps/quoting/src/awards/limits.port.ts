/** Token of the `AwardLimits` that the settings give. */
export const AWARD_LIMITS = Symbol('award limits');

export interface AwardLimits {
  /** Awards above so many minor units of their currency wait for a manager, and so do those in a currency that is not there. */
  approvalMinor: ReadonlyMap<string, bigint>;
}
