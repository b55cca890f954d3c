import { instantText, type FieldProblem } from '#kernel';
import type {
  InputRefused, LimitReached, Locale, Role, Scope, StateRefused, VersionConflict,
} from '#contracts';
import type {
  ApiKeyView, CompanyCardView, CompanyStatus, CompanyView, CredentialsRefused, MemberInvitationView, MemberView, SupplierRelationWord, UserView,
} from '#contracts/gateway-accounts';
import { say, type SentenceKey } from './accounts-sentences.view.js';

/** A company as it is kept. */
export interface CompanyRow {
  id: string;
  version: number;
  name: string;
  registration_no: string | null;
  time_zone: string;
  status: CompanyStatus;
  processes: string[];
  town: string | null;
  latitude: string | null;
  longitude: string | null;
}

/** Columns of a company, named: a statement that is kept prepared must not change what it answers when a column is added. */
export const COMPANY_COLUMNS = ['id', 'version', 'name', 'registration_no', 'time_zone', 'status', 'processes', 'town', 'latitude', 'longitude'] as const satisfies (keyof CompanyRow)[];

export interface UserRow { id: string; name: string; email: string; locale: Locale }

export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  roles: Role[];
  created_at: Date;
  last_used_at: Date | null;
  expires_at: Date;
  revoked_at: Date | null;
}

export const API_KEY_COLUMNS = ['id', 'name', 'prefix', 'scopes', 'roles', 'created_at', 'last_used_at', 'expires_at', 'revoked_at'] as const satisfies (keyof ApiKeyRow)[];

export function companyView(row: CompanyRow): CompanyView {
  return {
    __typename: 'Company', id: row.id, version: row.version, name: row.name, registrationNo: row.registration_no, timeZone: row.time_zone,
    status: row.status, processes: row.processes, town: row.town, latitude: decimal(row.latitude), longitude: decimal(row.longitude),
  };
}

/** The face for others: what they may know and nothing else. */
export function cardView(row: Pick<CompanyRow, 'id' | 'name' | 'town' | 'status' | 'processes'> & { relation: SupplierRelationWord }): CompanyCardView {
  return { __typename: 'CompanyCard', id: row.id, name: row.name, town: row.town, status: row.status, processes: row.processes, relation: row.relation };
}

export function userView(row: UserRow): UserView {
  return { id: row.id, name: row.name, email: row.email, locale: row.locale };
}

export function memberView(row: { id: string; version: number; roles: Role[] }, user: UserRow): MemberView {
  return { __typename: 'Member', id: row.id, version: row.version, user: userView(user), roles: row.roles };
}

export function invitationView(row: { id: string; email: string; roles: Role[]; expires_at: Date }): MemberInvitationView {
  return { __typename: 'MemberInvitation', id: row.id, email: row.email, roles: row.roles, expiresAt: instantText(row.expires_at) };
}

export function apiKeyView(row: ApiKeyRow): ApiKeyView {
  return {
    __typename: 'ApiKey', id: row.id, name: row.name, prefix: row.prefix, scopes: row.scopes, roles: row.roles, createdAt: instantText(row.created_at),
    lastUsedAt: row.last_used_at && instantText(row.last_used_at), expiresAt: instantText(row.expires_at), revokedAt: row.revoked_at && instantText(row.revoked_at),
  };
}

export function credentialsRefused(locale: Locale): CredentialsRefused {
  return { __typename: 'CredentialsRefused', code: 'CREDENTIALS_REFUSED', message: say('credentials', locale) };
}

export function inputRefused(problems: FieldProblem[], locale: Locale): InputRefused {
  return { __typename: 'InputRefused', code: 'INPUT_REFUSED', message: say('inputRefused', locale), problems };
}

export function limitReached(why: SentenceKey, limit: number, retryAt: Date | null, locale: Locale): LimitReached {
  return { __typename: 'LimitReached', code: 'LIMIT_REACHED', message: say(why, locale), limit, retryAt: retryAt && instantText(retryAt) };
}

export function stateRefused(why: SentenceKey, currentState: string, locale: Locale): StateRefused {
  return { __typename: 'StateRefused', code: 'STATE_REFUSED', message: say(why, locale), currentState };
}

export function versionConflict(currentVersion: number, locale: Locale): VersionConflict {
  return { __typename: 'VersionConflict', code: 'VERSION_CONFLICT', message: say('versionConflict', locale), currentVersion };
}

/** The shortest form of a decimal that the database writes with all its places. */
function decimal(text: string | null): string | null {
  return text === null || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
}
