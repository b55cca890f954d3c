import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent } from 'react';
import { AcceptInvitation } from '../../generated/people/invite.js';
import { Field } from '../../components/desk/field.js';
import { EmptyNotice, ProblemNotice } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { useCommand } from '../../lib/api/use-command.js';
import { useWords } from '../../lib/words/use-words.js';
import './people.desk.css';

/** Takes up an invitation: the link brings the token, the second mail the code. The token stands behind the #, which no server sees. */
export default function InvitePage() {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const navigate = useNavigate();
  const command = useCommand();
  const [token] = useState(() => location.hash.slice(1));
  const [form, setForm] = useState({ code: '', name: '', password: '' });
  useEffect(() => { document.title = `${i18n.t('接受邀请')} · 模享`; }, [i18n]);
  if (token === '') return <EmptyNotice title={i18n.t('链接不完整')}><p className="soft">{i18n.t('请从邀请邮件里完整地打开链接。')}</p><Link to="/sign-in">{i18n.t('登录')}</Link></EmptyNotice>;
  const field = (name: keyof typeof form) => ({ id: `invite-${name}`, value: form[name], wrong: command.fields[name] ?? null, onChange: ({ target }: { target: HTMLInputElement }) => setForm({ ...form, [name]: target.value }) });
  const accept = async (event: FormEvent) => {
    event.preventDefault();
    const orNull = (text: string) => (text === '' ? null : text);
    const input = { token, code: form.code.trim(), name: orNull(form.name.trim()), password: orNull(form.password) };
    const session = await command.run(input, 'Session', async (idempotencyKey) => (await gateway.ask(AcceptInvitation, { input: { ...input, idempotencyKey } })).acceptInvitation);
    if (session === null) return;
    gateway.keep(session);
    void navigate({ to: '/buy', replace: true });
  };
  return (
    <div className="door">
      <form className="door-card" onSubmit={(event) => void accept(event)}>
        <h1>{i18n.t('接受邀请')}</h1>
        <Field label={i18n.t('验证码，在另一封邮件里')} required inputMode="numeric" autoComplete="one-time-code" pattern="[0-9]{6}" title={i18n.t('六位数字')} maxLength={6} {...field('code')} />
        <Field label={i18n.t('您的姓名')} autoComplete="name" maxLength={100} hint={i18n.t('已有账号的不用填')} {...field('name')} />
        <Field label={i18n.t('密码（至少 12 个字符）')} type="password" autoComplete="current-password" minLength={12} maxLength={128} hint={i18n.t('新账号由您自定；已有账号填原来的密码')} {...field('password')} />
        {command.message !== null && <p className="trouble" role="alert">{command.message}</p>}
        {command.problem !== null && <ProblemNotice problem={command.problem} />}
        <button type="submit" className="solid-button" disabled={command.busy}>{i18n.t('加入公司')}</button>
      </form>
    </div>
  );
}
