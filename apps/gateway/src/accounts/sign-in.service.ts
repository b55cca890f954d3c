import { Injectable } from '@nestjs/common';
import { Problem, instantText } from '#kernel';
import type { Actor, Locale } from '#contracts';
import type {
  RefreshSessionResult, SignInInput, SignInResult, SignedOut, SwitchCompanyInput, SwitchCompanyResult,
} from '#contracts/gateway-accounts';
import { Database } from '#platform/database';
import { AccountsSettings, type Visit } from './accounts-settings.port.js';
import { credentialsRefused, limitReached, stateRefused } from './accounts.view.js';
import { Crypto } from './crypto.service.js';
import { readEmail } from './email.policy.js';
import { Passwords } from './password.service.js';
import { Sessions } from './session.service.js';
import { signInAccount, signInPair, type Throttle } from './throttle.policy.js';
import { Throttles, type Attempt } from './throttle.service.js';

/** Coming in, going on, going out. */
@Injectable()
export class SignIn {
  private readonly perAddress: Throttle;

  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
    private readonly throttles: Throttles,
    private readonly crypto: Crypto,
    settings: AccountsSettings,
  ) {
    this.perAddress = { name: 'sign-in-address', limit: settings.wrongSignInsPerAddress, windowSeconds: 900 };
  }

  /** Signs in. Refuses CREDENTIALS_REFUSED without saying what is wrong, LIMIT_REACHED after too many wrong passwords. */
  async signIn(input: SignInInput, visit: Visit, locale: Locale): Promise<SignInResult> {
    // What is no address cannot be anybody's; it still counts and still costs a hash, as any wrong one.
    const email = readEmail(input.email) ?? `?${input.email.slice(0, 254)}`;
    const names = [[signInPair, `${email} ${visit.address}`], [this.perAddress, visit.address], [signInAccount, email]] as const;
    const [pair, address, account] = await Promise.all(names.map(([throttle, name]) => this.throttles.take(throttle, name))) as [Attempt, Attempt, Attempt];
    const person = await this.personOf(email, visit);
    const blocked = [pair, address, ...(person?.known ? [] : [account])].filter(({ throttled }) => throttled);
    if (blocked.length > 0) {
      const retryAt = new Date(Math.max(...blocked.map(({ endsAt }) => endsAt.getTime())));
      return limitReached('signInLimit', signInPair.limit, retryAt, locale);
    }
    const right = await this.passwords.matches(input.password, person?.passwordHash ?? null);
    if (!right || person === null || person.companyId === null) return credentialsRefused(locale);
    await Promise.all(names.map(([throttle, name]) => this.throttles.giveBack(throttle, name)));
    const { userId, companyId } = person;
    const session = await this.database.asHouse((tx) => this.sessions.begin(tx, userId, companyId, visit));
    return session ?? credentialsRefused(locale);
  }

  /** Goes on with the newest refresh token; an old one ends its whole session, so that a theft shows and ends. */
  async refreshSession(refreshToken: string | null, locale: Locale): Promise<RefreshSessionResult> {
    const sha256 = refreshToken === null ? null : this.crypto.proofOf('refresh', refreshToken);
    if (sha256 === null) return credentialsRefused(locale);
    return await this.database.asHouse((tx) => this.sessions.goOn(tx, sha256)) ?? credentialsRefused(locale);
  }

  /** Ends the session of the request. */
  async signOut(actor: Actor): Promise<SignedOut> {
    return this.database.asHouse(async (tx) => {
      await this.sessions.end(tx, [actor.principalId], 'SIGNED_OUT');
      return { __typename: 'SignedOut', at: instantText(await tx.now()) };
    });
  }

  /** Ends every session of the person in every company. */
  async signOutEverywhere(actor: Actor): Promise<SignedOut> {
    const userId = personOf(actor);
    return this.database.asHouse(async (tx) => {
      await this.sessions.endAll(tx, userId, null, 'SIGNED_OUT');
      return { __typename: 'SignedOut', at: instantText(await tx.now()) };
    });
  }

  /** A session for another company of the same person; the present one goes on. A company that is not the person's looks like one that does not exist. */
  async switchCompany(actor: Actor, input: SwitchCompanyInput, visit: Visit): Promise<SwitchCompanyResult> {
    const session = await this.database.asHouse((tx) => this.sessions.begin(tx, personOf(actor), input.companyId, visit));
    return session ?? stateRefused('notAMember', 'NOT_A_MEMBER', actor.locale);
  }

  /** The person behind an address, with the company last worked for, and whether this network has been the person's before. */
  private async personOf(email: string, visit: Visit): Promise<{ userId: string; passwordHash: string; companyId: string | null; known: boolean } | null> {
    const [row] = await this.database.readAsHouse<{ id: string; password_hash: string; company_id: string | null; known: boolean }>(
      `select u.id, u.password_hash,
              (select m.company_id from accounts.members m
                 left join lateral (select max(s.started_at) as last from accounts.sessions s where s.user_id = m.user_id and s.company_id = m.company_id) l on true
                where m.user_id = u.id order by l.last desc nulls last, m.joined_at limit 1) as company_id,
              exists (select 1 from accounts.sessions s where s.user_id = u.id and s.address_mac = $2) as known
         from accounts.users u where u.email = $1`, [email, this.sessions.addressMac(visit)],
    );
    return row === undefined ? null : { userId: row.id, passwordHash: row.password_hash, companyId: row.company_id, known: row.known };
  }
}

function personOf(actor: Actor): string {
  if (actor.userId === null) throw new Problem('FORBIDDEN', 'Only a person can do this, not an API key.');
  return actor.userId;
}
