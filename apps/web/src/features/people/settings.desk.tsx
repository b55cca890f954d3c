import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { SwitchCompany } from '../../generated/api/session.js';
import { SignOutEverywhere } from '../../generated/people/settings.js';
import { Ask } from '../../components/desk/ask.js';
import { Field } from '../../components/desk/field.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { useHouse, useViewer } from '../../lib/api/house.js';
import { useCommand } from '../../lib/api/use-command.js';
import { changeTheme, chosenTheme, onTheme, type Theme } from '../../lib/theme/theme.js';
import { changeLanguage, type Language } from '../../lib/words/words.js';
import { useWords } from '../../lib/words/use-words.js';

/** What is mine on this device, and where else I am signed in. */
export default function SettingsPage() {
  const { i18n, language } = useWords();
  const { gateway } = useHouse();
  const { user, company, companies } = useViewer();
  const navigate = useNavigate();
  const command = useCommand();
  const [leaving, setLeaving] = useState(false);
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  useSyncExternalStore(onTheme, chosenTheme);
  useEffect(() => { document.title = `${i18n.t('设置')} · 模享`; }, [i18n]);
  const languages: readonly (readonly [Language, string])[] = [['zh-CN', '中文'], ['en', 'English']];
  const themes: readonly (readonly [Theme, string])[] = [['auto', i18n.t('跟随设备')], ['light', i18n.t('浅色')], ['dark', i18n.t('深色')]];
  const leaveEverywhere = async () => {
    if (await command.run('everywhere', 'SignedOut', async () => (await gateway.ask(SignOutEverywhere, {})).signOutEverywhere) === null) return setLeaving(false);
    gateway.forget();
    void navigate({ to: '/sign-in' });
  };
  const change = async (companyId: string) => {
    const done = await command.run(companyId, 'Session', async () => (await gateway.ask(SwitchCompany, { input: { companyId } })).switchCompany);
    if (done !== null) { gateway.keep(done); void navigate({ to: '/buy' }); }
  };
  return (
    <div className="page-stack">
      <h1>{i18n.t('设置')}</h1>
      <section className="panel page-panel">
        <h2>{user?.name}</h2>
        <p className="soft">{user?.email} · {company.name}</p>
        {companies.length > 1 && <Field label={i18n.t('为哪家公司工作')}><select id="switch-company" value={company.id} disabled={command.busy} onChange={({ target }) => void change(target.value)}>{companies.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</select></Field>}
      </section>
      <section className="panel page-panel">
        <h2>{i18n.t('语言')}</h2>
        <div className="tabs" role="group" aria-label={i18n.t('语言')}>{languages.map(([key, word]) => <button key={key} type="button" aria-pressed={language === key} onClick={() => void changeLanguage(key)}>{word}</button>)}</div>
        <h2>{i18n.t('外观')}</h2>
        <div className="tabs" role="group" aria-label={i18n.t('外观')}>{themes.map(([key, word]) => <button key={key} type="button" aria-pressed={theme === key} onClick={() => { setTheme(key); changeTheme(key); }}>{word}</button>)}</div>
      </section>
      <section className="panel page-panel">
        <h2>{i18n.t('已登录的设备')}</h2>
        <p className="soft">{i18n.t('手机丢了或离职交接时，一次结束您在所有设备、所有公司的登录，这里也会退出。')}</p>
        {command.message !== null && <p className="trouble" role="alert">{command.message}</p>}
        {command.problem !== null && <ProblemNotice problem={command.problem} />}
        <p><button type="button" className="plain-button" data-testid="sign-out-everywhere" onClick={() => setLeaving(true)}>{i18n.t('在所有设备退出')}</button></p>
      </section>
      <Ask open={leaving} title={i18n.t('在所有设备退出')} confirm={i18n.t('全部退出')} busy={command.busy} onConfirm={() => void leaveEverywhere()} onClose={() => setLeaving(false)} testId="leave-ask"><p>{i18n.t('没有保存的内容会丢失；正在进行的报价不受影响。')}</p></Ask>
    </div>
  );
}
