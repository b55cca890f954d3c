/** What the installation decides about accounts. */
export abstract class AccountsSettings {
  /** The secret of the house; keys for single purposes are derived from it. */
  abstract readonly secret: string;
  /** Address under which people reach the gateway, without a slash at its end. */
  abstract readonly publicUrl: string;
  /** Seconds that an access token is good for. */
  abstract readonly accessSeconds: number;
  /** Days that a refresh token is good for. */
  abstract readonly refreshDays: number;
  /** Wrong sign-ins from one network address in 15 minutes. */
  abstract readonly wrongSignInsPerAddress: number;
  /** Registrations from one network address in an hour. */
  abstract readonly registrationsPerAddress: number;
  /** Addresses of the people whose places visitors of the demo market take; null where no demo runs, always in production. */
  abstract readonly demo: { readonly buyer: string; readonly guests: readonly string[] } | null;
}

/** Where a request comes from, as far as accounts care. */
export interface Visit {
  /** Network that the client comes from: see `networkOf`. */
  readonly address: string;
}
