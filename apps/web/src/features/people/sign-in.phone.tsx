import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { BigButton, Field } from '../../components/phone/kit.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { wayBack } from '../../lib/address/address.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { useComingIn } from './sign-in.js';

/** Comes in with address and password. */
export default function PhoneSignInPage() {
  const { i18n } = useWords();
  const navigate = useNavigate();
  const { from } = useSearch({ strict: false }) as { from?: string };
  const { state, signIn } = useComingIn(() => void navigate({ href: wayBack(from, '/m'), replace: true }));
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const onSubmit = (event: FormEvent) => { event.preventDefault(); void signIn(email, password); };
  return (
    <form className="phone-form" onSubmit={onSubmit}>
      <h1>{i18n.t('登录')}</h1>
      <Field id="email" type="email" required autoComplete="username" label={i18n.t('电子邮箱')} value={email} onChange={({ target }) => setEmail(target.value)} />
      <Field id="password" type="password" required autoComplete="current-password" label={i18n.t('密码')} value={password} onChange={({ target }) => setPassword(target.value)} problem={state.message} />
      {state.problem !== null && <ProblemNotice problem={state.problem} />}
      <BigButton type="submit" disabled={state.busy}>{i18n.t('登录')}</BigButton>
      <p className="soft">{i18n.t('还没有账号？')} <a href="/sign-up">{i18n.t('注册公司')}</a></p>
    </form>
  );
}
