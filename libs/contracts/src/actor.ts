/** What a person may do in a company; one person may hold several. Words of the API's `enum Role`. */
export const roles = [
  'OWNER', 'PLANNER', 'ENGINEER', 'BUYER', 'MANAGER', 'QUALITY', 'FITTER', 'STORE', 'FINANCE',
  'SALES', 'SHOP_OPERATOR', 'PLATFORM_OPERATOR',
] as const;
export type Role = (typeof roles)[number];

/** What an API key may be used for; a key without the scope of an operation is refused. */
export const scopes = [
  'COMPANY_READ', 'COMPANY_WRITE', 'MOULDS_READ', 'MOULDS_WRITE', 'TENDERS_READ', 'TENDERS_WRITE',
  'BIDS_READ', 'BIDS_WRITE', 'AWARDS_WRITE', 'ORDERS_READ', 'ORDERS_WRITE', 'PROGRESS_READ', 'PROGRESS_WRITE',
] as const;
export type Scope = (typeof scopes)[number];

export type Locale = 'zh-CN' | 'en';

/**
 * Who acts, for which company. Made by the gateway from a session or an API key, signed with every call between services,
 * and never taken from anything a client says about itself.
 */
export interface Actor {
  companyId: string;
  /** The person; null for an API key. */
  userId: string | null;
  /** The session or API key, for rights that end: `ses_…` or `key_…`. */
  principalId: string;
  /** Roles in the company; an API key acts with the roles its maker gave it. */
  roles: readonly Role[];
  /** Null for a person, the granted scopes for an API key. */
  scopes: readonly Scope[] | null;
  locale: Locale;
}
