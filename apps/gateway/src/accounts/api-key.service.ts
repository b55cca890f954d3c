import { Injectable } from '@nestjs/common';
import { Problem, newId, type FieldProblem } from '#kernel';
import { roles as allRoles, type Actor } from '#contracts';
import {
  createApiKey, revokeApiKey, type ApiKeyView, type CreateApiKeyInput, type CreateApiKeyResult, type RevokeApiKeyInput, type RevokeApiKeyResult,
} from '#contracts/gateway-accounts';
import { Database, once, type Tx } from '#platform/database';
import { say, sayNameFlaw } from './accounts-sentences.view.js';
import { apiKeyView, inputRefused, limitReached, stateRefused, API_KEY_COLUMNS, type ApiKeyRow } from './accounts.view.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { Crypto } from './crypto.service.js';
import { rolesBeyond, rolesInOrder } from './membership.policy.js';
import { PERSON_NAME_MAX, readName } from './name.policy.js';
import { shownPrefix } from './secret.policy.js';
import { Sessions } from './session.service.js';
import { LIVE_KEYS } from './throttle.policy.js';

const COLUMNS = API_KEY_COLUMNS.join(', ');
const MINUTE_MS = 60_000;
const YEAR_MS = 366 * 24 * 60 * MINUTE_MS;

/** Keys for programs. */
@Injectable()
export class ApiKeys {
  constructor(private readonly database: Database, private readonly crypto: Crypto, private readonly sessions: Sessions) {}

  /** Keys of the own company: those that work, of which there are never more than fit, then the latest of the ended ones; never their secrets. */
  async list(actor: Actor): Promise<ApiKeyView[]> {
    const rows = await this.database.read<ApiKeyRow>(
      actor.companyId, `select ${COLUMNS} from accounts.api_keys where company_id = $1
        order by expires_at > clock_timestamp() and coalesce(revoked_at > clock_timestamp(), true) desc, created_at desc, id desc limit ${LIVE_KEYS}`, [actor.companyId],
    );
    return rows.map(apiKeyView);
  }

  /** Makes a key. The secret leaves in this answer only; of the stored answer it is no part, so a repeat does not show it. */
  async create(actor: Actor, input: CreateApiKeyInput): Promise<CreateApiKeyResult> {
    let secret: string | null = null;
    const answer = await this.database.asCompany(actor.companyId, (tx) => {
      secret = null;
      return once<CreateApiKeyResult>(tx, actor, createApiKey.name, input.idempotencyKey, input, async () => {
        const made = await this.make(tx, actor, input);
        if (!('secret' in made)) return made;
        secret = made.secret;
        return { ...made, secret: null };
      });
    });
    return answer.__typename === 'ApiKeyCreated' ? { ...answer, secret } : answer;
  }

  /** Ends a key now or after some minutes. Refuses STATE_REFUSED when it has ended already. */
  revoke(actor: Actor, input: RevokeApiKeyInput): Promise<RevokeApiKeyResult> {
    return this.database.asCompany(actor.companyId, (tx) =>
      once<RevokeApiKeyResult>(tx, actor, revokeApiKey.name, input.idempotencyKey, input, async () => {
        const [row] = await tx.query<ApiKeyRow & { over: boolean }>(
          `select ${COLUMNS}, expires_at <= clock_timestamp() or coalesce(revoked_at <= clock_timestamp(), false) as over
             from accounts.api_keys where id = $1 and company_id = $2 for update`, [input.apiKeyId, actor.companyId],
        );
        if (row === undefined) throw Problem.notFound();
        if (row.over) return stateRefused('keyEnded', 'ENDED', actor.locale);
        const [ended] = await tx.query<ApiKeyRow>(
          `update accounts.api_keys set revoked_at = least(coalesce(revoked_at, 'infinity'), clock_timestamp() + make_interval(mins => $2)), end_told = $2 = 0
            where id = $1 returning ${COLUMNS}`, [row.id, input.graceMinutes],
        );
        if (input.graceMinutes === 0) await this.sessions.announceEnd(tx, [row.id], 'REVOKED');
        return apiKeyView(ended!);
      }));
  }

  private async make(tx: Tx, actor: Actor, input: CreateApiKeyInput): Promise<CreateApiKeyResult> {
    // One lock per company, so that two at once do not both take the last free place.
    await tx.query('select 1 from accounts.companies where id = $1 for update', [actor.companyId]);
    const now = await tx.now();
    const name = readName(input.name, PERSON_NAME_MAX);
    const roles = rolesInOrder(input.roles ?? actor.roles, allRoles);
    const expiresAt = new Date(input.expiresAt);
    const lifetime = expiresAt.getTime() - now.getTime();
    const problems: FieldProblem[] = [];
    if (!name.ok) problems.push({ path: 'name', message: sayNameFlaw(name.flaw, actor.locale) });
    if (rolesBeyond(roles, actor.roles).length > 0) problems.push({ path: 'roles', message: say('keyRoles', actor.locale) });
    if (lifetime < MINUTE_MS || lifetime > YEAR_MS) problems.push({ path: 'expiresAt', message: say('keyExpiry', actor.locale) });
    if (!name.ok || problems.length > 0) return inputRefused(problems, actor.locale);
    const [live] = await tx.query<{ count: number }>(
      `select count(*)::int as count from accounts.api_keys where company_id = $1 and expires_at > $2 and coalesce(revoked_at > $2, true)`, [actor.companyId, now],
    );
    if (live!.count >= LIVE_KEYS) return limitReached('liveKeys', LIVE_KEYS, null, actor.locale);
    const { secret, sha256 } = this.crypto.newSecret('apiKey');
    const row = {
      id: newId('apiKey'), company_id: actor.companyId, made_by: actor.userId ?? actor.principalId, name: name.value, prefix: shownPrefix(secret), secret_sha256: sha256,
      roles, scopes: input.scopes, locale: actor.locale, created_at: now, last_used_at: null, expires_at: expiresAt, revoked_at: null,
    };
    await tx.manager.insert(ApiKeyEntity, row);
    return { __typename: 'ApiKeyCreated', apiKey: apiKeyView(row), secret };
  }
}
