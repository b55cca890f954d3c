import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import { roles as allRoles, type Actor, type Role } from '#contracts';
import { changeMember, type ChangeMemberInput, type ChangeMemberResult, type MemberView, type UserView } from '#contracts/gateway-accounts';
import { Database, once, type Tx } from '#platform/database';
import { memberView, stateRefused, userView, versionConflict, type UserRow } from './accounts.view.js';
import { leavesNoOwner, rolesInOrder, rolesNotToGive } from './membership.policy.js';
import { MemberEntity } from './member.entity.js';
import { Sessions } from './session.service.js';

interface MemberRow { id: string; version: number; user_id: string; roles: Role[]; user_row: UserRow }

const MEMBERS = `select m.id, m.version, m.user_id, m.roles, json_build_object('id', u.id, 'name', u.name, 'email', u.email, 'locale', u.locale) as user_row
  from accounts.members m join accounts.users u on u.id = m.user_id where m.company_id = $1`;

/** The people of a company. */
@Injectable()
export class Members {
  constructor(private readonly database: Database, private readonly sessions: Sessions) {}

  /** People of the own company, in the order in which they joined. */
  async list(actor: Actor): Promise<MemberView[]> {
    const rows = await this.database.read<MemberRow>(actor.companyId, `${MEMBERS} order by m.joined_at, m.id limit 500`, [actor.companyId]);
    return rows.map((row) => memberView(row, row.user_row));
  }

  /** Colleagues by their ids, in one statement; whoever is none (any more) is left out. */
  async colleagues(actor: Actor, userIds: readonly string[]): Promise<Map<string, UserView>> {
    const rows = await this.database.read<UserRow>(actor.companyId, 'select id, name, email, locale from accounts.users where id = any($1)', [userIds]);
    return new Map(rows.map((row) => [row.id, userView(row)]));
  }

  /**
   * Gives a member new roles, or removes it. The member's sessions in this company end, so that old rights end with them, and so do
   * the keys that an owner made who is none any more.
   * Refuses STATE_REFUSED (the last owner, a role of the platform) and VERSION_CONFLICT.
   */
  change(actor: Actor, input: ChangeMemberInput): Promise<ChangeMemberResult> {
    return this.database.asCompany(actor.companyId, (tx) =>
      once<ChangeMemberResult>(tx, actor, changeMember.name, input.idempotencyKey, input, () => this.decide(tx, actor, input)));
  }

  private async decide(tx: Tx, actor: Actor, input: ChangeMemberInput): Promise<ChangeMemberResult> {
    // One lock for all changes of people: two owners who remove each other at once must not both succeed.
    await tx.query('select 1 from accounts.companies where id = $1 for update', [actor.companyId]);
    const rows = await tx.query<MemberRow>(MEMBERS, [actor.companyId]);
    const member = rows.find(({ id }) => id === input.memberId);
    if (member === undefined) throw Problem.notFound();
    if (member.version !== input.version) return versionConflict(member.version, actor.locale);
    const wanted = rolesInOrder(input.roles, allRoles);
    if (rolesNotToGive(wanted).some((role) => !member.roles.includes(role))) return stateRefused('platformRole', member.roles.join(' '), actor.locale);
    const otherOwners = rows.filter(({ id, roles }) => id !== member.id && roles.includes('OWNER')).length;
    if (leavesNoOwner(member.roles, wanted, otherOwners)) return stateRefused('lastOwner', 'LAST_OWNER', actor.locale);
    if (wanted.join() === member.roles.join()) return memberView(member, member.user_row);
    if (wanted.length === 0) await tx.manager.delete(MemberEntity, { id: member.id });
    else await tx.manager.update(MemberEntity, { id: member.id }, { roles: wanted, version: member.version + 1 });
    await this.sessions.endAll(tx, member.user_id, actor.companyId, 'ROLE_CHANGED');
    if (member.roles.includes('OWNER') && !wanted.includes('OWNER')) await this.endKeysOf(tx, actor.companyId, member.user_id);
    return memberView({ ...member, roles: wanted, version: member.version + 1 }, member.user_row);
  }

  /** Only owners make keys. Who is none any more still knows their secrets and would keep an owner's rights by them. */
  private async endKeysOf(tx: Tx, companyId: string, userId: string): Promise<void> {
    const ended = await tx.query<{ id: string }>(
      `update accounts.api_keys set revoked_at = clock_timestamp(), end_told = true
        where company_id = $1 and made_by = $2 and expires_at > clock_timestamp() and coalesce(revoked_at > clock_timestamp(), true) returning id`, [companyId, userId],
    );
    await this.sessions.announceEnd(tx, ended.map(({ id }) => id), 'ROLE_CHANGED');
  }
}
