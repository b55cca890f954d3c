/** Token of the `LatenessRules` that the process was started with. */
export const LATENESS_RULES = Symbol('lateness rules');
