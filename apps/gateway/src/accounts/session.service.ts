import { Injectable } from '@nestjs/common';
import { DAY_MS, instantText, newId } from '#kernel';
import type { HouseEvents, Role } from '#contracts';
import type { SessionView, ViewerView } from '#contracts/gateway-accounts';
import type { Tx } from '#platform/database';
import { Bell, Outbox } from '#platform/messaging';
import { AccessTokens } from './access-token.service.js';
import { sessionsEnded } from './accounts.events.js';
import { AccountsSettings, type Visit } from './accounts-settings.port.js';
import { companyView, userView, COMPANY_COLUMNS, type CompanyRow, type UserRow } from './accounts.view.js';
import { Crypto } from './crypto.service.js';

export type EndReason = HouseEvents['accounts.session.ended.v1']['reason'];

/** Channel on which every gateway hears that a principal lost its rights; the payload is its id. */
export const ENDED_CHANNEL = 'accounts_principal_ended';

/** The life of sessions inside a transaction: begin, go on, end. */
@Injectable()
export class Sessions {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly crypto: Crypto,
    private readonly settings: AccountsSettings,
    private readonly outbox: Outbox,
    private readonly bell: Bell,
  ) {}

  /** Begins a session of a member; null when the person is no member of the company (any more). */
  async begin(tx: Tx, userId: string, companyId: string, visit: Visit): Promise<SessionView | null> {
    const viewer = await this.viewer(tx, userId, companyId);
    if (viewer === null) return null;
    const sessionId = newId('session');
    await tx.query(
      `insert into accounts.sessions (id, user_id, company_id, address_mac, expires_at) values ($1, $2, $3, $4, clock_timestamp() + make_interval(days => $5))`,
      [sessionId, userId, companyId, this.addressMac(visit), this.settings.refreshDays],
    );
    return this.issue(tx, { userId, companyId, sessionId }, viewer);
  }

  /**
   * Goes on with the session of a refresh token and gives the next one. A token is good once: whoever comes second with it
   * may be a thief or the one who was robbed, so the session ends for both. Null when it may not go on.
   */
  async goOn(tx: Tx, tokenSha256: string): Promise<SessionView | null> {
    const [session] = await tx.query<{ id: string; user_id: string; company_id: string; over: boolean }>(
      `select s.id, s.user_id, s.company_id, s.ended_at is not null or s.expires_at <= clock_timestamp() as over
         from accounts.sessions s where s.id = (select session_id from accounts.refresh_tokens where token_sha256 = $1) for update`,
      [tokenSha256],
    );
    if (session === undefined || session.over) return null;
    const [token] = await tx.query<{ fresh: boolean; used: boolean }>(
      `select expires_at > clock_timestamp() as fresh, used_at is not null as used from accounts.refresh_tokens where token_sha256 = $1`, [tokenSha256],
    );
    if (token === undefined || token.used) {
      await this.end(tx, [session.id], 'REVOKED');
      return null;
    }
    if (!token.fresh) {
      await this.end(tx, [session.id], 'EXPIRED');
      return null;
    }
    await tx.query('update accounts.refresh_tokens set used_at = clock_timestamp() where token_sha256 = $1', [tokenSha256]);
    const viewer = await this.viewer(tx, session.user_id, session.company_id);
    if (viewer === null) {
      await this.end(tx, [session.id], 'ROLE_CHANGED');
      return null;
    }
    await tx.query('update accounts.sessions set expires_at = clock_timestamp() + make_interval(days => $2) where id = $1', [session.id, this.settings.refreshDays]);
    return this.issue(tx, { userId: session.user_id, companyId: session.company_id, sessionId: session.id }, viewer);
  }

  /** Ends sessions that are not over yet; their sockets hear of it within a second. Gives the ids that ended. */
  async end(tx: Tx, sessionIds: readonly string[], reason: EndReason): Promise<string[]> {
    if (sessionIds.length === 0) return [];
    const ended = await tx.query<{ id: string }>(
      `update accounts.sessions set ended_at = clock_timestamp(), ended_why = $2 where id = any($1) and ended_at is null returning id`, [sessionIds, reason],
    );
    await this.announceEnd(tx, ended.map(({ id }) => id), reason);
    return ended.map(({ id }) => id);
  }

  /** Ends all sessions of a person, in one company or in all. */
  async endAll(tx: Tx, userId: string, companyId: string | null, reason: EndReason): Promise<void> {
    const rows = await tx.query<{ id: string }>(
      `select id from accounts.sessions where user_id = $1 and ($2::text is null or company_id = $2) and ended_at is null order by id for update`, [userId, companyId],
    );
    await this.end(tx, rows.map(({ id }) => id), reason);
  }

  /** Tells everybody that principals, sessions or keys, have no rights any more. */
  async announceEnd(tx: Tx, principalIds: string[], reason: EndReason): Promise<void> {
    if (principalIds.length === 0) return;
    await this.outbox.addMany(tx, [sessionsEnded(principalIds, reason)]);
    for (const id of principalIds) await this.bell.ring(tx, ENDED_CHANNEL, id);
  }

  /** Who is asking, as the API shows it; null when the person is no member of the company. */
  async viewer(tx: Tx, userId: string, companyId: string): Promise<ViewerView | null> {
    const [row] = await tx.query<CompanyRow & { user_row: UserRow; roles: Role[]; company_ids: string[] }>(
      `select ${COMPANY_COLUMNS.map((column) => `c.${column}`).join(', ')}, json_build_object('id', u.id, 'name', u.name, 'email', u.email, 'locale', u.locale) as user_row, m.roles,
              (select array_agg(o.company_id order by o.joined_at, o.company_id) from accounts.members o where o.user_id = u.id) as company_ids
         from accounts.members m join accounts.users u on u.id = m.user_id join accounts.companies c on c.id = m.company_id
        where m.user_id = $1 and m.company_id = $2`, [userId, companyId],
    );
    return row === undefined ? null : { user: userView(row.user_row), company: companyView(row), roles: row.roles, companyIds: row.company_ids };
  }

  /** Proof of a network address. */
  addressMac(visit: Visit): string {
    return this.crypto.mac('address', visit.address);
  }

  private async issue(tx: Tx, claims: { userId: string; companyId: string; sessionId: string }, viewer: ViewerView): Promise<SessionView> {
    const refresh = this.crypto.newSecret('refresh');
    await tx.query(
      `insert into accounts.refresh_tokens (token_sha256, session_id, expires_at) values ($1, $2, clock_timestamp() + make_interval(secs => $3))`,
      [refresh.sha256, claims.sessionId, (this.settings.refreshDays * DAY_MS) / 1_000],
    );
    const access = await this.tokens.mint(claims);
    return { __typename: 'Session', accessToken: access.token, refreshToken: refresh.secret, expiresAt: instantText(access.expiresAt), viewer };
  }
}
