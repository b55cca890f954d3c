/** What the slice must be told of its surroundings. */
export interface GrantOptions {
  /** Days after the acceptance of a line for which its supplier goes on seeing its drawings. */
  claimDays: number;
}

export const GRANT_OPTIONS = Symbol('grant options');
