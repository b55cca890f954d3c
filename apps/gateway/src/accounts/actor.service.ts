import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor, Locale, Role, Scope } from '#contracts';
import { Database } from '#platform/database';
import { Bell } from '#platform/messaging';
import { Logger } from '#platform/observability';
import { AccessTokens, type AccessClaims } from './access-token.service.js';
import { Crypto } from './crypto.service.js';
import { secretPrefixes } from './secret.policy.js';
import { ENDED_CHANNEL } from './session.service.js';

/** How long a right that was looked up is believed. With the bell an end is heard at once, without it after this time. */
const BELIEVED_MS = 1_000;
const KEPT = 10_000;

interface Belief { actor: Promise<Actor | null>; until: number }

/**
 * Who stands behind a bearer token. Rights are read from the tables, never from the token, at most once a second for each
 * session or key, so that a right that ended is gone within a second on every process.
 */
@Injectable()
export class Actors implements OnModuleInit {
  private readonly beliefs = new Map<string, Belief>();
  private readonly keyIds = new Map<string, string>();

  constructor(
    private readonly database: Database,
    private readonly tokens: AccessTokens,
    private readonly crypto: Crypto,
    private readonly bell: Bell,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.bell.on(ENDED_CHANNEL, (principalId) => this.forget(principalId), () => this.beliefs.clear());
  }

  /** The actor of a token, null when it proves nothing: unknown, ended, expired, or of another make. */
  async behind(token: string): Promise<Actor | null> {
    if (token.startsWith(secretPrefixes.apiKey)) {
      const sha256 = this.crypto.proofOf('apiKey', token);
      return sha256 === null ? null : this.believed(sha256, () => this.readKey(sha256));
    }
    const claims = await this.tokens.read(token);
    return claims === null ? null : this.believed(claims.sessionId, () => this.readSession(claims));
  }

  private forget(principalId: string): void {
    this.beliefs.delete(principalId);
    const proof = this.keyIds.get(principalId);
    if (proof !== undefined) this.beliefs.delete(proof);
  }

  private believed(name: string, read: () => Promise<Actor | null>): Promise<Actor | null> {
    const now = performance.now();
    const known = this.beliefs.get(name);
    if (known !== undefined && known.until > now) return known.actor;
    if (this.beliefs.size >= KEPT) {
      this.beliefs.clear();
      this.keyIds.clear();
    }
    const actor = read();
    this.beliefs.set(name, { actor, until: now + BELIEVED_MS });
    // A failure of the database is nobody's right and nobody's end: the next request asks again.
    actor.catch(() => this.beliefs.delete(name));
    return actor;
  }

  private async readSession(claims: AccessClaims): Promise<Actor | null> {
    const [row] = await this.database.readAsHouse<{ roles: Role[]; locale: Locale }>(
      `select m.roles, u.locale from accounts.sessions s
         join accounts.members m on m.user_id = s.user_id and m.company_id = s.company_id join accounts.users u on u.id = s.user_id
        where s.id = $1 and s.user_id = $2 and s.company_id = $3 and s.ended_at is null and s.expires_at > clock_timestamp()`,
      [claims.sessionId, claims.userId, claims.companyId],
    );
    return row === undefined ? null
      : { companyId: claims.companyId, userId: claims.userId, principalId: claims.sessionId, roles: row.roles, scopes: null, locale: row.locale };
  }

  private async readKey(sha256: string): Promise<Actor | null> {
    const [row] = await this.database.readAsHouse<{ id: string; company_id: string; roles: Role[]; scopes: Scope[]; locale: Locale; idle: boolean }>(
      `select id, company_id, roles, scopes, locale, coalesce(last_used_at < clock_timestamp() - interval '1 minute', true) as idle from accounts.api_keys
        where secret_sha256 = $1 and expires_at > clock_timestamp() and coalesce(revoked_at > clock_timestamp(), true)`, [sha256],
    );
    if (row === undefined) return null;
    this.keyIds.set(row.id, sha256);
    if (row.idle) this.noteUse(row.id, row.company_id);
    return { companyId: row.company_id, userId: null, principalId: row.id, roles: row.roles, scopes: row.scopes, locale: row.locale };
  }

  /** To the minute is near enough, and nobody waits for it. */
  private noteUse(keyId: string, companyId: string): void {
    this.database.asCompany(companyId, (tx) => tx.query('update accounts.api_keys set last_used_at = clock_timestamp() where id = $1', [keyId]))
      .catch((error: Error) => this.logger.warn('The use of a key could not be noted.', error, 'Actors'));
  }
}
