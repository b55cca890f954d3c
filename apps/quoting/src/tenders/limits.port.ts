/** Token of the `TenderLimits` that the settings give. */
export const TENDER_LIMITS = Symbol('tender limits');
