import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from '../../components/desk/button.js';
import { Form, Input } from '../../components/desk/form.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { wayBack } from '../../lib/address/address.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { useComingIn, type Newcomer } from './sign-in.js';
import './people.desk.css';

/** Comes in with address and password. */
export default function SignInPage() {
  const { i18n } = useWords();
  const navigate = useNavigate();
  const { from } = useSearch({ strict: false }) as { from?: string };
  const { state, signIn } = useComingIn(() => void navigate({ href: wayBack(from, '/buy'), replace: true }));
  return (
    <div className="door">
      <div className="door-card">
        <h1>{i18n.t('登录')}</h1>
        <Form layout="vertical" requiredMark={false} onFinish={({ email, password }: { email: string; password: string }) => void signIn(email, password)}>
          <Form.Item label={i18n.t('电子邮箱')} name="email" rules={[{ required: true, message: i18n.t('请填写电子邮箱') }]}><Input type="email" autoComplete="username" autoFocus /></Form.Item>
          <Form.Item label={i18n.t('密码')} name="password" rules={[{ required: true, message: i18n.t('请填写密码') }]} validateStatus={state.message ? 'error' : undefined} help={state.message ?? undefined}><Input.Password autoComplete="current-password" /></Form.Item>
          <Button type="primary" htmlType="submit" block loading={state.busy}>{i18n.t('登录')}</Button>
        </Form>
        {state.problem !== null && <ProblemNotice problem={state.problem} />}
        <p className="soft">{i18n.t('还没有账号？')} <Link to="/sign-up">{i18n.t('注册公司')}</Link></p>
      </div>
    </div>
  );
}

/** Makes a person and a first company. */
export function SignUpPage() {
  const { i18n, language } = useWords();
  const navigate = useNavigate();
  const { state, register } = useComingIn(() => void navigate({ to: '/buy', replace: true }));
  const fields: readonly (readonly [keyof Newcomer, string, string, string])[] = [
    ['companyName', i18n.t('公司名称'), 'organization', i18n.t('请填写公司名称')], ['name', i18n.t('您的姓名'), 'name', i18n.t('请填写姓名')],
    ['email', i18n.t('电子邮箱'), 'email', i18n.t('请填写电子邮箱')], ['password', i18n.t('密码（至少 12 个字符）'), 'new-password', i18n.t('请填写密码')],
  ];
  return (
    <div className="door">
      <div className="door-card">
        <h1>{i18n.t('注册公司')}</h1>
        <Form layout="vertical" requiredMark={false} onFinish={(newcomer: Newcomer) => void register(newcomer, language)}>
          {fields.map(([name, label, autoComplete, needed]) => (
            <Form.Item key={name} label={label} name={name} rules={[{ required: true, message: needed }]} validateStatus={state.fields[name] ? 'error' : undefined} help={state.fields[name]}>
              {name === 'password' ? <Input.Password autoComplete={autoComplete} /> : <Input autoComplete={autoComplete} type={name === 'email' ? 'email' : 'text'} />}
            </Form.Item>
          ))}
          <Button type="primary" htmlType="submit" block loading={state.busy}>{i18n.t('注册并开始')}</Button>
        </Form>
        {state.message && <p role="alert">{state.message}</p>}
        {state.problem !== null && <ProblemNotice problem={state.problem} />}
        <p className="soft">{i18n.t('已有账号？')} <Link to="/sign-in">{i18n.t('登录')}</Link></p>
      </div>
    </div>
  );
}
