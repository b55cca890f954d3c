import { Logger } from '#platform/observability';
import { Bell, Outbox } from '#platform/messaging';
import { HouseClock } from '#platform/time';
import { aDatabase, TEST_SECRET, type TestDatabase } from '#testing';
import type { Actor, Role } from '#contracts';
import type { RegisterInput, SessionView } from '#contracts/gateway-accounts';
import { newId } from '#kernel';
import { AccessTokens } from '../../apps/gateway/src/accounts/access-token.service.js';
import { AccountsSettings } from '../../apps/gateway/src/accounts/accounts-settings.port.js';
import { Actors } from '../../apps/gateway/src/accounts/actor.service.js';
import { ApiKeys } from '../../apps/gateway/src/accounts/api-key.service.js';
import { Companies } from '../../apps/gateway/src/accounts/company.service.js';
import { Crypto } from '../../apps/gateway/src/accounts/crypto.service.js';
import { Housekeeping } from '../../apps/gateway/src/accounts/housekeeping.service.js';
import { Invitations } from '../../apps/gateway/src/accounts/invitation.service.js';
import { Mail, type MailMessage } from '../../apps/gateway/src/accounts/mail.port.js';
import { Members } from '../../apps/gateway/src/accounts/member.service.js';
import { Passwords } from '../../apps/gateway/src/accounts/password.service.js';
import { Registration } from '../../apps/gateway/src/accounts/registration.service.js';
import { Sessions } from '../../apps/gateway/src/accounts/session.service.js';
import { SignIn } from '../../apps/gateway/src/accounts/sign-in.service.js';
import { Throttles } from '../../apps/gateway/src/accounts/throttle.service.js';
import { accountsEntities } from '../../apps/gateway/src/accounts/index.js';

/** Mail that a spec reads. */
export class MailInHand extends Mail {
  readonly sent: MailMessage[] = [];
  async send(message: MailMessage): Promise<void> {
    this.sent.push(message);
  }
}

export const PASSWORD = 'correct-horse-battery';
export const HERE = { address: '127.0.0.1' };

export class TestSettings extends AccountsSettings {
  readonly secret = TEST_SECRET;
  readonly publicUrl = 'http://127.0.0.1:3000';
  readonly accessSeconds = 300;
  readonly refreshDays = 14;
  readonly wrongSignInsPerAddress = 300;
  readonly registrationsPerAddress = 300;
  readonly demo = null;
}

/** The accounts of a house on a database of its own. */
export async function anAccountsHouse(settings: AccountsSettings = new TestSettings()) {
  const db: TestDatabase = await aDatabase('gateway', { entities: accountsEntities });
  const logger = new Logger('test', 'silent');
  const outbox = new Outbox({ service: 'gateway', schema: 'accounts' });
  const bell = new Bell(db.database, logger);
  const crypto = new Crypto(settings);
  const tokens = new AccessTokens(settings, new HouseClock());
  const sessions = new Sessions(tokens, crypto, settings, outbox, bell);
  const passwords = new Passwords();
  const throttles = new Throttles(db.database, crypto);
  const mail = new MailInHand();
  const actors = new Actors(db.database, tokens, crypto, bell, logger);
  actors.onModuleInit();
  const registration = new Registration(db.database, sessions, passwords, throttles, crypto, outbox, settings);
  return {
    db, mail, tokens, passwords, actors, registration,
    signIn: new SignIn(db.database, sessions, passwords, throttles, crypto, settings),
    companies: new Companies(db.database, outbox, sessions),
    members: new Members(db.database, sessions),
    invitations: new Invitations(db.database, sessions, passwords, throttles, crypto, mail, logger, settings),
    apiKeys: new ApiKeys(db.database, crypto, sessions),
    housekeeping: new Housekeeping(db.database, sessions),
    /** A new person with a company. */
    async registered(given: Partial<RegisterInput> = {}): Promise<{ session: SessionView; actor: Actor; email: string }> {
      const email = given.email ?? `${newId('user').slice(4)}@yonghe.example`;
      const session = await registration.register({ ...aRegistration(), ...given, email }, HERE);
      if (session.__typename !== 'Session') throw new Error(JSON.stringify(session));
      return { session, email, actor: (await actors.behind(session.accessToken))! };
    },
    /** A colleague who came by invitation. */
    async colleagueOf(owner: Actor, roles: Role[], email = `${newId('user').slice(4)}@yonghe.example`): Promise<{ session: SessionView; actor: Actor; email: string }> {
      await this.invitations.invite(owner, { idempotencyKey: key(), email, roles });
      const session = await this.invitations.accept({ idempotencyKey: key(), ...this.lettersTo(email), name: 'Zhang San', password: PASSWORD }, HERE, 'en');
      if (session.__typename !== 'Session') throw new Error(JSON.stringify(session));
      return { session, email, actor: (await actors.behind(session.accessToken))! };
    },
    /** Link and code of the newest invitation to an address. */
    lettersTo(email: string): { token: string; code: string } {
      const texts = mail.sent.filter(({ to }) => to === email).map(({ text }) => text).join('\n');
      return { token: texts.match(/msi_[0-9a-z]+/g)!.at(-1)!, code: texts.match(/^\d{6}$/gm)!.at(-1)! };
    },
    /** What was announced of one type, oldest first. */
    async announced(type: string): Promise<Record<string, unknown>[]> {
      const { rows } = await db.owner.query('select payload from post.events where type = $1 order by id', [type]);
      return rows.map(({ payload }) => payload as Record<string, unknown>);
    },
    async close(): Promise<void> {
      await bell.onModuleDestroy();
      await db.close();
    },
  };
}

export function key(): string {
  return newId('request');
}

export function aRegistration(): RegisterInput {
  return { idempotencyKey: key(), name: 'Lin', email: 'lin@yonghe.example', password: PASSWORD, companyName: 'Yonghe Mould', locale: 'en' };
}
