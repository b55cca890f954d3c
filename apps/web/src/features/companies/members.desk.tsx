import { useState, type FormEvent } from 'react';
import { ChangeMember, InviteMember } from '../../generated/companies/companies.js';
import type { OwnCompanyFragment, Role } from '../../generated/types.js';
import { Ask } from '../../components/desk/ask.js';
import { Field, Ticks } from '../../components/desk/field.js';
import { StateTag } from '../../components/signs/glyph.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { useCommand } from '../../lib/api/use-command.js';
import { useWords } from '../../lib/words/use-words.js';
import { roleWords } from './roles.desk.js';

type Member = OwnCompanyFragment['members'][number];

/** People of the company and what each may do; owners invite, change and remove. */
export function Members({ company, owner, me, reload }: { company: OwnCompanyFragment; owner: boolean; me: string | null; reload: () => void }) {
  const { i18n } = useWords();
  const words = roleWords(i18n);
  const [changing, setChanging] = useState<Member | null>(null);
  return (
    <>
      {owner ? <Invite /> : <p className="soft">{i18n.t('邀请成员和改角色由老板来做。')}</p>}
      <section className="panel page-panel">
        <div className="page-scroll">
          <table className="plain-table">
            <thead><tr><th scope="col">{i18n.t('姓名')}</th><th scope="col">{i18n.t('邮箱')}</th><th scope="col">{i18n.t('角色')}</th><th scope="col" /></tr></thead>
            <tbody>
              {company.members.map((member) => (
                <tr key={member.id} data-testid="member"><th scope="row">{member.user.name}{member.user.id === me && <span className="soft"> · {i18n.t('您')}</span>}</th><td>{member.user.email}</td><td>{member.roles.map((role) => words.find(([key]) => key === role)?.[1].split(/[，,]/)[0] ?? role).join(' · ')}</td><td className="end">{owner && <button type="button" className="text-button" onClick={() => setChanging(member)}>{i18n.t('改角色')}</button>}</td></tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {changing !== null && <Change key={changing.id} member={changing} onClose={() => setChanging(null)} reload={reload} />}
    </>
  );
}

function Change({ member, onClose, reload }: { member: Member; onClose: () => void; reload: () => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const command = useCommand();
  const [roles, setRoles] = useState<Role[]>([...member.roles]);
  const change = async () => {
    const input = { memberId: member.id, version: member.version, roles };
    if (await command.run(input, 'Member', async (idempotencyKey) => (await gateway.ask(ChangeMember, { input: { ...input, idempotencyKey } })).changeMember) !== null) { reload(); onClose(); }
  };
  return (
    <Ask open title={i18n.t('{name} 的角色', { name: member.user.name })} confirm={roles.length === 0 ? i18n.t('移出公司') : i18n.t('保存')} busy={command.busy} onConfirm={() => void change()} onClose={onClose} testId="member-ask">
      <Ticks label={i18n.t('角色')} choices={roleWords(i18n)} chosen={roles} onChange={setRoles} />
      <p className="soft small">{roles.length === 0 ? i18n.t('没有角色就是移出公司，登录马上结束。') : i18n.t('改角色后，此人的登录会结束，重新登录即可。')}</p>
      {command.message !== null && <p className="trouble" role="alert">{command.message}</p>}
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
    </Ask>
  );
}

function Invite() {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const command = useCommand();
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>(['BUYER']);
  const [sent, setSent] = useState<string | null>(null);
  const invite = async (event: FormEvent) => {
    event.preventDefault();
    setSent(null);
    const input = { email: email.trim(), roles };
    const done = await command.run(input, 'MemberInvitation', async (idempotencyKey) => (await gateway.ask(InviteMember, { input: { ...input, idempotencyKey } })).inviteMember);
    if (done !== null) { setSent(done.email); setEmail(''); }
  };
  return (
    <form className="panel page-panel" onSubmit={(event) => void invite(event)} data-testid="invite-form">
      <h2>{i18n.t('邀请成员')}</h2>
      <div className="desk-form">
        <Field id="invite-email" type="email" required label={i18n.t('邮箱')} value={email} wrong={command.fields.email ?? null} onChange={({ target }) => setEmail(target.value)} />
        <Ticks label={i18n.t('角色')} choices={roleWords(i18n)} chosen={roles} onChange={setRoles} />
      </div>
      {command.message !== null && <p className="trouble" role="alert">{command.message}{command.fields.roles !== undefined && ` ${command.fields.roles}`}</p>}
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
      <p className="row" aria-live="polite"><button type="submit" className="solid-button" disabled={command.busy || roles.length === 0}>{i18n.t('发出邀请')}</button>{sent !== null && <StateTag sign="done">{i18n.t('链接和验证码已发到 {email}，30 天内有效', { email: sent })}</StateTag>}</p>
    </form>
  );
}
