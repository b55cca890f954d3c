import {
  ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min, ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { roles, scopes, type Locale, type Role, type Scope } from './actor.js';
import { IsExactDecimal, IsIdempotencyKey, IsInstant } from './money-input.js';
import { NoInput, operation, type Rule } from './operation.js';
import { PageInput, type Page } from './page.js';
import type { InputRefused, LimitReached, StateRefused, VersionConflict } from './refusal.js';

/** Standing of a company on the platform; words of `enum CompanyStatus`. */
export const companyStatuses = ['PENDING', 'OPEN', 'SUSPENDED', 'TERMINATED'] as const;
export type CompanyStatus = (typeof companyStatuses)[number];

/** A buyer's relation to a supplier; words of `enum SupplierRelation`. */
export const supplierRelations = ['NONE', 'TRUSTED', 'BLOCKED'] as const;
export type SupplierRelationWord = (typeof supplierRelations)[number];

/** Form of a process code of the catalogue, such as WEDM; whether it exists is the catalogue's word. */
const PROCESS_CODE = /^[A-Z][A-Z0-9]{1,7}$/;
/** Bytes are cut before anything is computed from a password: 128 characters are at most 512. */
const PASSWORD_TEXT = 512;

/** The own company, as its people see it. */
export interface CompanyView {
  __typename: 'Company';
  id: string;
  version: number;
  name: string;
  registrationNo: string | null;
  timeZone: string;
  status: CompanyStatus;
  processes: string[];
  town: string | null;
  latitude: string | null;
  longitude: string | null;
}

/** The face of a company towards others; contains nothing secret. */
export interface CompanyCardView {
  __typename: 'CompanyCard';
  id: string;
  name: string;
  town: string | null;
  status: CompanyStatus;
  processes: string[];
  /** The viewer's own relation to it. */
  relation: SupplierRelationWord;
}

/** A person, as colleagues see it. */
export interface UserView { id: string; name: string; email: string; locale: Locale }

/** A person's place in a company. */
export interface MemberView { __typename: 'Member'; id: string; version: number; user: UserView; roles: Role[] }

/** Who is asking; `companyIds` are those the person may switch to. */
export interface ViewerView { user: UserView | null; company: CompanyView; roles: readonly Role[]; companyIds: string[] }

/** Tokens of a session that has just begun or gone on. */
export interface SessionView {
  __typename: 'Session';
  accessToken: string;
  refreshToken: string;
  /** End of the access token. */
  expiresAt: string;
  viewer: ViewerView;
}

/** An invitation into a company; link and code are in the mail alone. */
export interface MemberInvitationView { __typename: 'MemberInvitation'; id: string; email: string; roles: Role[]; expiresAt: string }

/** A key for programs, without its secret. */
export interface ApiKeyView {
  __typename: 'ApiKey';
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  roles: Role[];
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string;
  revokedAt: string | null;
}

export interface ApiKeyCreated { __typename: 'ApiKeyCreated'; apiKey: ApiKeyView; secret: string | null }
/** The way into the demo market for another device. */
export interface DemoDoorView { joinUrl: string }
export interface SignedOut { __typename: 'SignedOut'; at: string }

/** Address, password or code are not right, or the link is used up; deliberately says no more. */
export interface CredentialsRefused { __typename: 'CredentialsRefused'; code: 'CREDENTIALS_REFUSED'; message: string }

export type RegisterResult = SessionView | InputRefused | LimitReached;
export type SignInResult = SessionView | CredentialsRefused | LimitReached;
export type RefreshSessionResult = SessionView | CredentialsRefused;
export type SignOutResult = SignedOut | CredentialsRefused;
export type EnterDemoResult = SessionView | StateRefused | LimitReached;
export type SwitchCompanyResult = SessionView | StateRefused;
export type UpdateCompanyResult = CompanyView | InputRefused | VersionConflict;
export type InviteMemberResult = MemberInvitationView | InputRefused | LimitReached;
export type AcceptInvitationResult = SessionView | CredentialsRefused | InputRefused | LimitReached;
export type ChangeMemberResult = MemberView | StateRefused | VersionConflict;
export type SetSupplierRelationResult = CompanyCardView | InputRefused;
export type CreateApiKeyResult = ApiKeyCreated | InputRefused | LimitReached;
export type RevokeApiKeyResult = ApiKeyView | StateRefused;

/** A new person with a first company. What a name, an address or a password must be is the slice's own word (InputRefused). */
export class RegisterInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(400) name!: string;
  @IsString() @MaxLength(400) email!: string;
  @IsString() @MaxLength(PASSWORD_TEXT) password!: string;
  @IsString() @MaxLength(400) companyName!: string;
  /** Language as BCP 47: a kind of Chinese or of English. */
  @IsString() @Matches(/^(zh|en)(-[A-Za-z0-9]{2,8}){0,3}$/i, { message: 'must be a kind of Chinese or English, such as zh-CN or en' }) locale: string = 'zh-CN';
}

export class SignInInput {
  @IsString() @MaxLength(400) email!: string;
  @IsString() @MaxLength(PASSWORD_TEXT) password!: string;
}

/** Sides of the demo market that a visitor may take; words of `enum DemoSide`. */
export const demoSides = ['BUYER', 'SUPPLIER'] as const;
export type DemoSide = (typeof demoSides)[number];

export class EnterDemoInput {
  @IsIn(demoSides) side!: DemoSide;
}

export class RefreshSessionInput {
  /** Null for browsers that hold the cookie. */
  @IsOptional() @IsString() @MaxLength(200) refreshToken?: string | null;
}

export class SwitchCompanyInput {
  @IsString() @MaxLength(64) companyId!: string;
}

/** New values of the own profile; null leaves a value as it is. */
export class UpdateCompanyInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsInt() @Min(1) version!: number;
  @IsOptional() @IsString() @MaxLength(400) name?: string | null;
  @IsOptional() @IsString() @MaxLength(400) registrationNo?: string | null;
  @IsOptional() @IsString() @MaxLength(64) timeZone?: string | null;
  @IsOptional() @IsString() @MaxLength(400) town?: string | null;
  @IsOptional() @IsExactDecimal() latitude?: string | null;
  @IsOptional() @IsExactDecimal() longitude?: string | null;
  @IsOptional() @IsArray() @ArrayMaxSize(40) @ArrayUnique() @Matches(PROCESS_CODE, { each: true }) processes?: string[] | null;
}

export class InviteMemberInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(400) email!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(12) @ArrayUnique() @IsIn(roles, { each: true }) roles!: Role[];
}

export class AcceptInvitationInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(200) token!: string;
  @IsString() @MaxLength(20) code!: string;
  @IsOptional() @IsString() @MaxLength(400) name?: string | null;
  @IsOptional() @IsString() @MaxLength(PASSWORD_TEXT) password?: string | null;
}

export class ChangeMemberInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) memberId!: string;
  @IsInt() @Min(1) version!: number;
  /** All roles from now on; empty removes the member. */
  @IsArray() @ArrayMaxSize(12) @ArrayUnique() @IsIn(roles, { each: true }) roles!: Role[];
}

export class SetSupplierRelationInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) companyId!: string;
  @IsIn(supplierRelations) relation!: SupplierRelationWord;
}

export class CreateApiKeyInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(400) name!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @ArrayUnique() @IsIn(scopes, { each: true }) scopes!: Scope[];
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(12) @ArrayUnique() @IsIn(roles, { each: true }) roles?: Role[] | null;
  @IsInstant() expiresAt!: string;
}

export class RevokeApiKeyInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) apiKeyId!: string;
  @IsInt() @Min(0) @Max(1_440) graceMinutes: number = 0;
}

export class CompanyFilterInput {
  @IsOptional() @IsString() @MaxLength(100) search?: string | null;
  @IsOptional() @Matches(PROCESS_CODE) process?: string | null;
  @IsOptional() @IsIn(supplierRelations) relation?: SupplierRelationWord | null;
  @IsOptional() @IsIn(companyStatuses) status?: CompanyStatus | null;
}

export class CompaniesInput extends PageInput {
  @IsOptional() @ValidateNested() @Type(() => CompanyFilterInput) filter?: CompanyFilterInput | null;
}

export class CompanyInput {
  @IsString() @Length(1, 64) id!: string;
}

/** Makes a person and a first company, and signs in. */
export const register = operation<RegisterInput, RegisterResult>('gateway', 'accounts', 'register', RegisterInput);
/** Signs in; unknown address and wrong password are not told apart. */
export const signIn = operation<SignInInput, SignInResult>('gateway', 'accounts', 'sign-in', SignInInput);
/** Enters the demo market without an account; refused where none runs. */
export const enterDemo = operation<EnterDemoInput, EnterDemoResult>('gateway', 'accounts', 'enter-demo', EnterDemoInput);
/** Whether a demo market runs here, and where another device joins it; null where none does. */
export const demo = operation<NoInput, DemoDoorView | null>('gateway', 'accounts', 'demo', NoInput);
/** Exchanges a refresh token; an old one used again ends the whole family. */
export const refreshSession = operation<RefreshSessionInput, RefreshSessionResult>('gateway', 'accounts', 'refresh-session', RefreshSessionInput);
/** Ends the present session including its sockets. */
export const signOut = operation<NoInput, SignOutResult>('gateway', 'accounts', 'sign-out', NoInput);
/** Ends every session of the person. */
export const signOutEverywhere = operation<NoInput, SignOutResult>('gateway', 'accounts', 'sign-out-everywhere', NoInput);
/** Starts a session for another company of the same person. */
export const switchCompany = operation<SwitchCompanyInput, SwitchCompanyResult>('gateway', 'accounts', 'switch-company', SwitchCompanyInput);
/** Changes the own profile. */
export const updateCompany = operation<UpdateCompanyInput, UpdateCompanyResult>('gateway', 'accounts', 'update-company', UpdateCompanyInput);
/** Invites a person by mail. */
export const inviteMember = operation<InviteMemberInput, InviteMemberResult>('gateway', 'accounts', 'invite-member', InviteMemberInput);
/** Joins with link and code. */
export const acceptInvitation = operation<AcceptInvitationInput, AcceptInvitationResult>('gateway', 'accounts', 'accept-invitation', AcceptInvitationInput);
/** Changes roles or removes a member; ends its sessions. */
export const changeMember = operation<ChangeMemberInput, ChangeMemberResult>('gateway', 'accounts', 'change-member', ChangeMemberInput);
/** Puts a supplier on or off the own list. */
export const setSupplierRelation = operation<SetSupplierRelationInput, SetSupplierRelationResult>('gateway', 'accounts', 'set-supplier-relation', SetSupplierRelationInput);
/** Makes an API key; the secret is shown once. */
export const createApiKey = operation<CreateApiKeyInput, CreateApiKeyResult>('gateway', 'accounts', 'create-api-key', CreateApiKeyInput);
/** Ends an API key. */
export const revokeApiKey = operation<RevokeApiKeyInput, RevokeApiKeyResult>('gateway', 'accounts', 'revoke-api-key', RevokeApiKeyInput);
/** Who is asking; null when nobody is signed in. */
export const viewer = operation<NoInput, ViewerView | null>('gateway', 'accounts', 'viewer', NoInput);
/** The face of one company, null when it is missing or not to be known. */
export const company = operation<CompanyInput, CompanyCardView | null>('gateway', 'accounts', 'company', CompanyInput);
/** Faces of companies, trusted ones first, then by name. */
export const companies = operation<CompaniesInput, Page<CompanyCardView>>('gateway', 'accounts', 'companies', CompaniesInput);
/** People of the own company. */
export const members = operation<NoInput, MemberView[]>('gateway', 'accounts', 'members', NoInput);
/** API keys of the own company, those that work first. */
export const apiKeys = operation<NoInput, ApiKeyView[]>('gateway', 'accounts', 'api-keys', NoInput);

const owners = { kind: 'roles', roles: ['OWNER'], scope: null } as const satisfies Rule;
const people = { kind: 'member', scope: null } as const satisfies Rule;

export const accountsRules: Record<string, Rule> = {
  [register.name]: { kind: 'public' },
  [signIn.name]: { kind: 'public' },
  [enterDemo.name]: { kind: 'public' },
  [demo.name]: { kind: 'public' },
  [refreshSession.name]: { kind: 'public' },
  [acceptInvitation.name]: { kind: 'public' },
  [viewer.name]: { kind: 'public' },
  [signOut.name]: people,
  [signOutEverywhere.name]: people,
  [switchCompany.name]: people,
  [updateCompany.name]: { kind: 'roles', roles: ['MANAGER', 'SALES'], scope: 'COMPANY_WRITE' },
  [inviteMember.name]: owners,
  [changeMember.name]: owners,
  [setSupplierRelation.name]: { kind: 'roles', roles: ['BUYER', 'MANAGER'], scope: 'COMPANY_WRITE' },
  [createApiKey.name]: owners,
  [revokeApiKey.name]: owners,
  [apiKeys.name]: owners,
  [company.name]: { kind: 'member', scope: 'COMPANY_READ' },
  [companies.name]: { kind: 'member', scope: 'COMPANY_READ' },
  [members.name]: { kind: 'member', scope: 'COMPANY_READ' },
};
