import { Injectable } from '@nestjs/common';
import { newId, type FieldProblem } from '#kernel';
import { roles as allRoles, type Actor, type Locale, type Role } from '#contracts';
import {
  inviteMember, type AcceptInvitationInput, type AcceptInvitationResult, type InviteMemberInput, type InviteMemberResult,
} from '#contracts/gateway-accounts';
import { Database, once, type Tx } from '#platform/database';
import { Logger } from '#platform/observability';
import { AccountsSettings, type Visit } from './accounts-settings.port.js';
import { say, sayNameFlaw, sayPasswordFlaw } from './accounts-sentences.view.js';
import { credentialsRefused, inputRefused, invitationView, limitReached } from './accounts.view.js';
import { Crypto } from './crypto.service.js';
import { readEmail } from './email.policy.js';
import { invitationMails } from './invitation-mail.view.js';
import { InvitationEntity } from './invitation.entity.js';
import { Mail } from './mail.port.js';
import { rolesInOrder, rolesNotToGive } from './membership.policy.js';
import { PERSON_NAME_MAX, readName } from './name.policy.js';
import { passwordFlaw } from './password.policy.js';
import { Passwords } from './password.service.js';
import { Sessions } from './session.service.js';
import { CODE_ATTEMPTS, COMPANIES_OF_A_PERSON, OPEN_INVITATIONS, type Throttle } from './throttle.policy.js';
import { Throttles } from './throttle.service.js';

const DAYS = 30;
const REPEAT_HOURS = 72;

interface Letter { email: string; token: string; code: string; companyName: string; inviterName: string; until: string }
interface Opened { id: string; email: string; company_id: string; roles: Role[]; user_id: string | null; password_hash: string | null; proven: boolean }
/** What the invited person is called and signs in with from now on; the name is null where the account keeps its own. */
interface Newcomer { name: string | null; password: string }
type Opening = { refused: true } | { refused: false; acceptedBy: string | null; invitation: Opened };

/** Inviting people into the own company, and coming in by an invitation. */
@Injectable()
export class Invitations {
  private readonly perAddress: Throttle;

  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
    private readonly throttles: Throttles,
    private readonly crypto: Crypto,
    private readonly mail: Mail,
    private readonly logger: Logger,
    private readonly settings: AccountsSettings,
  ) {
    this.perAddress = { name: 'accept', limit: settings.wrongSignInsPerAddress, windowSeconds: 900 };
  }

  /** Invites an address. A new invitation to the same address ends the older one. Refuses INPUT_REFUSED and LIMIT_REACHED. */
  async invite(actor: Actor, input: InviteMemberInput): Promise<InviteMemberResult> {
    const letters: Letter[] = [];
    const answer = await this.database.asCompany(actor.companyId, (tx) => {
      letters.length = 0;
      return once<InviteMemberResult>(tx, actor, inviteMember.name, input.idempotencyKey, input, () => this.write(tx, actor, input, letters));
    });
    for (const letter of letters) await this.send(letter, actor.locale);
    return answer;
  }

  /**
   * Comes in by link and code. A person that exists joins; a new one needs name and password. A repeat with the same key signs in again.
   * Registering proves no address, so an account that nobody has proven yet needs its password, or a new one that ends all that a
   * stranger may have begun with it.
   * Refuses CREDENTIALS_REFUSED for a wrong or used-up link or code without telling which, INPUT_REFUSED and LIMIT_REACHED.
   */
  async accept(input: AcceptInvitationInput, visit: Visit, locale: Locale): Promise<AcceptInvitationResult> {
    const sha256 = this.crypto.proofOf('invitation', input.token);
    const attempt = await this.throttles.take(this.perAddress, visit.address);
    if (attempt.throttled) return limitReached('signInLimit', this.perAddress.limit, attempt.endsAt, locale);
    const opening: Opening = sha256 === null ? { refused: true } : await this.database.asHouse((tx) => this.open(tx, sha256, input));
    if (opening.refused) return credentialsRefused(locale);
    await this.throttles.giveBack(this.perAddress, visit.address);
    const { invitation } = opening;
    if (opening.acceptedBy !== null) {
      const userId = opening.acceptedBy;
      return await this.database.asHouse((tx) => this.sessions.begin(tx, userId, invitation.company_id, visit)) ?? credentialsRefused(locale);
    }
    const newcomer = await this.isTheirs(invitation, input) ? null : readNewcomer(input, invitation, locale);
    if (newcomer !== null && 'problems' in newcomer) return inputRefused(newcomer.problems, locale);
    const person = newcomer === null ? null : { name: newcomer.name, passwordHash: await this.passwords.hash(newcomer.password) };
    return this.database.asHouse((tx) => this.join(tx, invitation, person, input.idempotencyKey, visit, locale));
  }

  private async write(tx: Tx, actor: Actor, input: InviteMemberInput, letters: Letter[]): Promise<InviteMemberResult> {
    const email = readEmail(input.email);
    const problems: FieldProblem[] = [];
    if (email === null) problems.push({ path: 'email', message: say('emailForm', actor.locale) });
    if (rolesNotToGive(input.roles).length > 0) problems.push({ path: 'roles', message: say('platformRole', actor.locale) });
    if (email === null || problems.length > 0) return inputRefused(problems, actor.locale);
    const [facts] = await tx.query<{ company_name: string; inviter_name: string; member: boolean; open: number; now: Date }>(
      `select c.name as company_name, coalesce((select u.name from accounts.users u where u.id = $2), c.name) as inviter_name,
              exists (select 1 from accounts.users u join accounts.members m on m.user_id = u.id where u.email = $3 and m.company_id = $1) as member,
              (select count(*)::int from accounts.invitations i where i.company_id = $1 and i.accepted_at is null and i.expires_at > clock_timestamp()) as open,
              clock_timestamp() as now
         from accounts.companies c where c.id = $1 for update of c`, [actor.companyId, actor.userId, email],
    );
    if (facts!.member) return inputRefused([{ path: 'email', message: say('memberAlready', actor.locale) }], actor.locale);
    if (facts!.open >= OPEN_INVITATIONS) return limitReached('openInvitations', OPEN_INVITATIONS, null, actor.locale);
    await tx.query(
      'update accounts.invitations set expires_at = clock_timestamp() where company_id = $1 and email = $2 and accepted_at is null and expires_at > clock_timestamp()',
      [actor.companyId, email],
    );
    const id = newId('invitation');
    const token = this.crypto.newSecret('invitation');
    const code = this.crypto.newCode(id);
    const row = {
      id, company_id: actor.companyId, invited_by: actor.userId ?? actor.principalId, email, roles: rolesInOrder(input.roles, allRoles),
      token_sha256: token.sha256, code_mac: code.mac, wrong_codes: 0, expires_at: new Date(facts!.now.getTime() + DAYS * 86_400_000),
    };
    await tx.manager.insert(InvitationEntity, row);
    letters.push({
      email, token: token.secret, code: code.code, companyName: facts!.company_name, inviterName: facts!.inviter_name, until: row.expires_at.toISOString().slice(0, 10),
    });
    return invitationView(row);
  }

  /** An invitation whose mail does not go out is invited again by its maker; the failure must not undo what was decided. */
  private async send(letter: Letter, locale: Locale): Promise<void> {
    try {
      for (const { subject, text } of invitationMails({ ...letter, page: `${this.settings.publicUrl}/invite`, locale })) {
        await this.mail.send({ to: letter.email, subject, text });
      }
    } catch (error) {
      this.logger.error('An invitation could not be mailed; it has to be sent again.', error as Error, 'Invitations');
    }
  }

  /** Judges link and code under the lock of the invitation and counts wrong codes. */
  private async open(tx: Tx, tokenSha256: string, input: AcceptInvitationInput): Promise<Opening> {
    const [row] = await tx.query<Opened & { code_mac: string; wrong_codes: number; open: boolean; accepted_by: string | null; accepted_key: string | null; repeatable: boolean }>(
      `select i.id, i.email, i.company_id, i.roles, i.code_mac, i.wrong_codes, i.accepted_by, i.accepted_key, i.expires_at > clock_timestamp() as open,
              coalesce(i.accepted_at > clock_timestamp() - make_interval(hours => $2), false) as repeatable,
              u.id as user_id, u.password_hash, coalesce(u.email_proven, false) as proven
         from accounts.invitations i left join accounts.users u on u.email = i.email where i.token_sha256 = $1 for update of i`, [tokenSha256, REPEAT_HOURS],
    );
    if (row === undefined || row.wrong_codes >= CODE_ATTEMPTS) return { refused: true };
    if (!this.crypto.isCode(row.id, input.code, row.code_mac)) {
      await tx.query('update accounts.invitations set wrong_codes = wrong_codes + 1 where id = $1', [row.id]);
      return { refused: true };
    }
    if (row.accepted_by === null) return row.open ? { refused: false, acceptedBy: null, invitation: row } : { refused: true };
    const same = row.repeatable && row.accepted_key === this.crypto.mac('accept', row.id, input.idempotencyKey);
    return same ? { refused: false, acceptedBy: row.accepted_by, invitation: row } : { refused: true };
  }

  /** Is there an account that belongs to the person behind the address: proven by an earlier invitation, or by its password now? */
  private async isTheirs({ user_id, password_hash, proven }: Opened, { password }: AcceptInvitationInput): Promise<boolean> {
    return user_id !== null && (proven || (!!password && await this.passwords.matches(password, password_hash)));
  }

  private async join(tx: Tx, invitation: Opened, person: { name: string | null; passwordHash: string } | null, key: string, visit: Visit, locale: Locale): Promise<AcceptInvitationResult> {
    const [still] = await tx.query(
      'select 1 as open from accounts.invitations where id = $1 and accepted_at is null and expires_at > clock_timestamp() for update', [invitation.id],
    );
    if (still === undefined) return credentialsRefused(locale);
    if (person !== null && person.name !== null) {
      await tx.query(
        'insert into accounts.users (id, email, name, locale, password_hash, email_proven) values ($1, $2, $3, $4, $5, true) on conflict on constraint users_email_once do nothing',
        [newId('user'), invitation.email, person.name, locale, person.passwordHash],
      );
    }
    const [user] = await tx.query<{ id: string; companies: number; email_proven: boolean }>(
      'select u.id, u.email_proven, (select count(*)::int from accounts.members m where m.user_id = u.id) as companies from accounts.users u where u.email = $1 for update of u',
      [invitation.email],
    );
    if (user === undefined) return credentialsRefused(locale);
    if (user.companies >= COMPANIES_OF_A_PERSON) return limitReached('tooManyCompanies', COMPANIES_OF_A_PERSON, null, locale);
    if (!user.email_proven) await this.prove(tx, user.id, person);
    await tx.query(
      'insert into accounts.members (id, version, company_id, user_id, roles) values ($1, 1, $2, $3, $4) on conflict on constraint members_person_once do nothing',
      [newId('member'), invitation.company_id, user.id, invitation.roles],
    );
    await tx.query(
      'update accounts.invitations set accepted_at = clock_timestamp(), accepted_by = $2, accepted_key = $3 where id = $1',
      [invitation.id, user.id, this.crypto.mac('accept', invitation.id, key)],
    );
    return await this.sessions.begin(tx, user.id, invitation.company_id, visit) ?? credentialsRefused(locale);
  }

  /** From now on the account is that of whoever reads the mail; with a new password all ends that was begun with the old one. */
  private async prove(tx: Tx, userId: string, person: { name: string | null; passwordHash: string } | null): Promise<void> {
    await tx.query(
      'update accounts.users set email_proven = true, name = coalesce($2, name), password_hash = coalesce($3, password_hash) where id = $1',
      [userId, person?.name ?? null, person?.passwordHash ?? null],
    );
    if (person !== null) await this.sessions.endAll(tx, userId, null, 'REVOKED');
  }
}

function readNewcomer(input: AcceptInvitationInput, { email, user_id }: Opened, locale: Locale): Newcomer | { problems: FieldProblem[] } {
  const name = user_id === null || input.name ? readName(input.name ?? '', PERSON_NAME_MAX) : { ok: true as const, value: null };
  const password = input.password ?? '';
  const flaw = passwordFlaw(password, [email, email.split('@')[0] ?? '', input.name ?? '']);
  const problems: FieldProblem[] = [];
  if (!name.ok) problems.push({ path: 'name', message: sayNameFlaw(name.flaw, locale) });
  if (flaw !== null) problems.push({ path: 'password', message: sayPasswordFlaw(flaw, locale) });
  return name.ok && flaw === null ? { name: name.value, password } : { problems };
}
