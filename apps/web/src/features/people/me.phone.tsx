import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { BigButton, ChoiceButton, Facts } from '../../components/phone/kit.js';
import { useHouse, useViewer } from '../../lib/api/house.js';
import { changeTheme, chosenTheme, type Theme } from '../../lib/theme/theme.js';
import { changeLanguage, type Language } from '../../lib/words/words.js';
import { useWords } from '../../lib/words/use-words.js';

/** Who I am here, in which language and light, and the way out. */
export default function MePage() {
  const { i18n, language } = useWords();
  const { gateway } = useHouse();
  const viewer = useViewer();
  const navigate = useNavigate();
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const themes: readonly (readonly [Theme, string])[] = [['auto', i18n.t('跟随设备')], ['light', i18n.t('浅色')], ['dark', i18n.t('深色')]];
  const languages: readonly (readonly [Language, string])[] = [['zh-CN', '中文'], ['en', 'English']];
  const leave = () => gateway.leave(() => navigate({ to: '/m/sign-in', replace: true }));
  return (
    <>
      <h1>{viewer.company.name}</h1>
      <section className="card"><Facts facts={[[i18n.t('姓名'), viewer.user?.name ?? null], [i18n.t('邮箱'), viewer.user?.email ?? null]]} /></section>
      <section className="card"><h2>{i18n.t('语言')}</h2><div className="bid-choices" role="group" aria-label={i18n.t('语言')}>{languages.map(([key, word]) => <ChoiceButton key={key} aria-pressed={language === key} onClick={() => void changeLanguage(key)}>{word}</ChoiceButton>)}</div></section>
      <section className="card"><h2>{i18n.t('外观')}</h2><div className="bid-choices" role="group" aria-label={i18n.t('外观')}>{themes.map(([key, word]) => <ChoiceButton key={key} aria-pressed={theme === key} onClick={() => { setTheme(key); changeTheme(key); }}>{word}</ChoiceButton>)}</div></section>
      <BigButton className="quiet" onClick={() => void leave()}>{i18n.t('退出')}</BigButton>
      <a href="/?desk" className="thumb-link">{i18n.t('电脑版')}</a>
    </>
  );
}
