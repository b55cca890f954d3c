import { Injectable } from '@nestjs/common';
import { Problem, newId, type FieldProblem } from '#kernel';
import type { Locale } from '#contracts';
import type { RegisterInput, RegisterResult, SessionView } from '#contracts/gateway-accounts';
import { Database, type Tx } from '#platform/database';
import { Outbox } from '#platform/messaging';
import { companyChanged } from './accounts.events.js';
import { AccountsSettings, type Visit } from './accounts-settings.port.js';
import { say, sayNameFlaw, sayPasswordFlaw, spokenLocale } from './accounts-sentences.view.js';
import { inputRefused, limitReached, type CompanyRow } from './accounts.view.js';
import { CompanyEntity } from './company.entity.js';
import { Crypto } from './crypto.service.js';
import { readEmail } from './email.policy.js';
import { MemberEntity } from './member.entity.js';
import { COMPANY_NAME_MAX, PERSON_NAME_MAX, readName } from './name.policy.js';
import { passwordFlaw } from './password.policy.js';
import { Passwords } from './password.service.js';
import { Sessions } from './session.service.js';
import type { Throttle } from './throttle.policy.js';
import { Throttles } from './throttle.service.js';

interface Newcomer { name: string; email: string; companyName: string; locale: Locale }

const TIME_ZONE = 'Asia/Shanghai';

/** Makes a person with a first company. */
@Injectable()
export class Registration {
  private readonly perAddress: Throttle;

  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
    private readonly throttles: Throttles,
    private readonly crypto: Crypto,
    private readonly outbox: Outbox,
    settings: AccountsSettings,
  ) {
    this.perAddress = { name: 'register', limit: settings.registrationsPerAddress, windowSeconds: 3_600 };
  }

  /**
   * Registers and signs in. A repeat with the same key signs in to the company made the first time, if the password is the same.
   * Refuses INPUT_REFUSED (names, address, password) and LIMIT_REACHED (registrations from one network address).
   */
  async register(input: RegisterInput, visit: Visit): Promise<RegisterResult> {
    const locale = spokenLocale(input.locale);
    const reading = read(input, locale);
    if ('problems' in reading) return inputRefused(reading.problems, locale);
    const newcomer = reading;
    const keyMac = this.crypto.mac('register', newcomer.email, input.idempotencyKey);
    const body = this.crypto.sha256(JSON.stringify([newcomer.name, newcomer.email, newcomer.companyName, newcomer.locale]));
    const earlier = await this.again(keyMac, body, input.password, visit);
    if (earlier !== null) return earlier;
    const attempt = await this.throttles.take(this.perAddress, visit.address);
    if (attempt.throttled) return limitReached('registerLimit', this.perAddress.limit, attempt.endsAt, locale);
    // Hashed before anybody looks whether the address is taken, so that both answers take as long.
    const passwordHash = await this.passwords.hash(input.password);
    const outcome = await this.database.asHouse((tx) => this.make(tx, newcomer, passwordHash, keyMac, body, visit));
    if (outcome === 'TAKEN') return inputRefused([{ path: 'email', message: say('emailTaken', locale) }], locale);
    if (outcome === 'REPEATED') return await this.again(keyMac, body, input.password, visit) ?? Promise.reject(mismatch());
    return outcome;
  }

  private async make(tx: Tx, newcomer: Newcomer, passwordHash: string, keyMac: string, body: string, visit: Visit): Promise<SessionView | 'TAKEN' | 'REPEATED'> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [keyMac]);
    const repeated = await tx.query('select 1 as made from accounts.registrations where key_mac = $1', [keyMac]);
    if (repeated.length > 0) return 'REPEATED';
    const userId = newId('user');
    const made = await tx.query(
      'insert into accounts.users (id, email, name, locale, password_hash) values ($1, $2, $3, $4, $5) on conflict on constraint users_email_once do nothing returning 1 as made',
      [userId, newcomer.email, newcomer.name, newcomer.locale, passwordHash],
    );
    if (made.length === 0) return 'TAKEN';
    const company: CompanyRow = {
      id: newId('company'), version: 1, name: newcomer.companyName, registration_no: null, time_zone: TIME_ZONE, status: 'OPEN', processes: [],
      town: null, latitude: null, longitude: null,
    };
    await tx.manager.insert(CompanyEntity, company);
    await tx.manager.insert(MemberEntity, { id: newId('member'), version: 1, company_id: company.id, user_id: userId, roles: ['OWNER'] });
    await tx.query('insert into accounts.registrations (key_mac, body_sha256, user_id, company_id) values ($1, $2, $3, $4)', [keyMac, body, userId, company.id]);
    await this.outbox.addMany(tx, [companyChanged(company)]);
    const session = await this.sessions.begin(tx, userId, company.id, visit);
    if (session === null) throw new Error('A new owner is no member of the own company.');
    return session;
  }

  /** The answer to a registration that was made before; null when there was none. */
  private async again(keyMac: string, body: string, password: string, visit: Visit): Promise<SessionView | null> {
    const [earlier] = await this.database.readAsHouse<{ body_sha256: string; user_id: string; company_id: string; password_hash: string }>(
      'select r.body_sha256, r.user_id, r.company_id, u.password_hash from accounts.registrations r join accounts.users u on u.id = r.user_id where r.key_mac = $1', [keyMac],
    );
    if (earlier === undefined) return null;
    // A key is no password: the repeat must know what the first one knew.
    if (earlier.body_sha256 !== body || !await this.passwords.matches(password, earlier.password_hash)) throw mismatch();
    const session = await this.database.asHouse((tx) => this.sessions.begin(tx, earlier.user_id, earlier.company_id, visit));
    if (session === null) throw mismatch();
    return session;
  }
}

function mismatch(): Problem {
  return new Problem('IDEMPOTENCY_MISMATCH', 'This idempotency key was used before with another input. Use a new key for a new command.');
}

function read(input: RegisterInput, locale: Locale): Newcomer | { problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const name = readName(input.name, PERSON_NAME_MAX);
  if (!name.ok) problems.push({ path: 'name', message: sayNameFlaw(name.flaw, locale) });
  const company = readName(input.companyName, COMPANY_NAME_MAX);
  if (!company.ok) problems.push({ path: 'companyName', message: sayNameFlaw(company.flaw, locale) });
  const email = readEmail(input.email);
  if (email === null) problems.push({ path: 'email', message: say('emailForm', locale) });
  const flaw = passwordFlaw(input.password, [input.email, input.email.split('@')[0] ?? '', input.name, input.companyName]);
  if (flaw !== null) problems.push({ path: 'password', message: sayPasswordFlaw(flaw, locale) });
  if (!name.ok || !company.ok || email === null || flaw !== null) return { problems };
  return { name: name.value, companyName: company.value, email, locale };
}
