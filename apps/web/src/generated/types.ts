// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type RefusalCode =
  | 'INPUT_REFUSED'
  | 'STATE_REFUSED'
  | 'VERSION_CONFLICT'
  | 'LIMIT_REACHED'
  | 'ALREADY_EXISTS'
  | 'FILE_REFUSED'
  | 'CREDENTIALS_REFUSED'
  | 'IMPORT_UNRESOLVED'
  | 'TENDER_INCOMPLETE'
  | 'NOT_QUALIFIED'
  | 'LOT_NOT_OPEN'
  | 'BID_ABOVE_CEILING'
  | 'BID_DROP_UNCONFIRMED'
  | 'TERMS_OUTDATED'
  | 'AWARD_REFUSED'
  | 'QUANTITY_REFUSED'
  | 'OPERATION_BLOCKED'
  | 'EVIDENCE_MISSING';

export type Role =
  | 'OWNER'
  | 'PLANNER'
  | 'ENGINEER'
  | 'BUYER'
  | 'MANAGER'
  | 'QUALITY'
  | 'FITTER'
  | 'STORE'
  | 'FINANCE'
  | 'SALES'
  | 'SHOP_OPERATOR'
  | 'PLATFORM_OPERATOR';

export type RegisterInput = {
  idempotencyKey: string;
  name: string;
  email: string;
  password: string;
  companyName: string;
  locale?: string;
};

export type SignInInput = {
  email: string;
  password: string;
};

export type RefreshSessionInput = {
  refreshToken?: string | null | undefined;
};

export type SwitchCompanyInput = {
  companyId: string;
};

export type SignedFragment = { accessToken: string, viewer: { roles: Array<Role>, user: { id: string, name: string, email: string, locale: string } | null, company: { id: string, name: string }, companies: Array<{ id: string, name: string }> } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;

export type SignInMutation = { signIn:
    | { __typename: 'Session', accessToken: string, viewer: { roles: Array<Role>, user: { id: string, name: string, email: string, locale: string } | null, company: { id: string, name: string }, companies: Array<{ id: string, name: string }> } }
    | { __typename: 'CredentialsRefused', code: RefusalCode, message: string }
    | { __typename: 'LimitReached', code: RefusalCode, message: string, retryAt: string | null }
   };

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;

export type RegisterMutation = { register:
    | { __typename: 'Session', accessToken: string, viewer: { roles: Array<Role>, user: { id: string, name: string, email: string, locale: string } | null, company: { id: string, name: string }, companies: Array<{ id: string, name: string }> } }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'LimitReached', code: RefusalCode, message: string, retryAt: string | null }
   };

export type GoOnMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;

export type GoOnMutation = { refreshSession:
    | { __typename: 'Session', accessToken: string, viewer: { roles: Array<Role>, user: { id: string, name: string, email: string, locale: string } | null, company: { id: string, name: string }, companies: Array<{ id: string, name: string }> } }
    | { __typename: 'CredentialsRefused', code: RefusalCode, message: string }
   };

export type SwitchCompanyMutationVariables = Exact<{
  input: SwitchCompanyInput;
}>;

export type SwitchCompanyMutation = { switchCompany:
    | { __typename: 'Session', accessToken: string, viewer: { roles: Array<Role>, user: { id: string, name: string, email: string, locale: string } | null, company: { id: string, name: string }, companies: Array<{ id: string, name: string }> } }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
   };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;

export type SignOutMutation = { signOut:
    | { __typename: 'SignedOut', at: string }
    | { __typename: 'CredentialsRefused' }
   };

export type LiveTicketMutationVariables = Exact<{ [key: string]: never; }>;

export type LiveTicketMutation = { createLiveTicket:
    | { __typename: 'LiveTicket', token: string, url: string }
    | { __typename: 'LimitReached', code: RefusalCode, message: string }
   };
