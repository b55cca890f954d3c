import { Link, Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Demo } from '../../generated/demo/demo.js';
import { ConnectionChip } from '../../components/signs/connection-chip.js';
import { Icon, type IconName } from '../../components/signs/icon.js';
import { useHouse, useSession } from '../../lib/api/house.js';
import { changeTheme, onTheme, shownTheme } from '../../lib/theme/theme.js';
import { changeLanguage } from '../../lib/words/words.js';
import { useWords } from '../../lib/words/use-words.js';
import { JoinLink } from '../../features/demo/join-link.desk.js';
import { Tour } from '../../features/demo/tour.desk.js';
import '../../components/desk/desk.css';
import './shell.css';

const FOLDED = 'mouldshare.rail-folded';

/** The frame of every page at the desk: where one is, who one is, how the line stands, language and light. */
export function DeskShell() {
  const { i18n, language } = useWords();
  const session = useSession();
  const { gateway } = useHouse();
  const navigate = useNavigate();
  const [folded, setFolded] = useState(() => (localStorage.getItem(FOLDED) ?? String(innerWidth < 1600)) === 'true');
  const shown = useSyncExternalStore(onTheme, shownTheme);
  const signed = session.kind === 'signed' ? session.viewer : null;
  const demo = useQuery({ queryKey: ['demo'], queryFn: ({ signal }) => gateway.ask(Demo, {}, signal), staleTime: Infinity }).data?.demo ?? null;
  const places: readonly (readonly [to: string, icon: IconName, word: string])[] = [['/buy', 'today', i18n.t('今天')], ['/buy/moulds', 'mould', i18n.t('模具')], ['/buy/tenders', 'tender', i18n.t('询价')], ['/buy/orders', 'work', i18n.t('订单')], ['/buy/suppliers', 'jobs', i18n.t('供应商名录')], ['/company', 'company', i18n.t('公司')], ['/company/machines', 'machine', i18n.t('机床')], ['/dev/keys', 'key', i18n.t('API 密钥')], ['/settings', 'settings', i18n.t('设置')]];
  const router = useRouter();
  // Where the keys were is gone with the last page: they begin at the top of the new one, not somewhere in its middle.
  useEffect(() => router.subscribe('onRendered', ({ pathChanged }) => {
    if (!pathChanged || document.activeElement !== document.body) return;
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  }), [router]);
  const leave = () => gateway.leave(() => navigate({ to: '/' }));
  return (
    <div className="desk">
      <a className="skip" href="#page">{i18n.t('跳到内容')}</a>
      <header className="desk-top">
        <Link to={signed ? '/buy' : '/'} className="brand"><svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="6" fill="var(--c-brand)" /><path d="M6 9h8v14H6zM18 9h8v6h-8zM18 17h8v6h-8z" fill="var(--c-on-brand)" /></svg> 模享</Link>
        <span className="grow" />
        {signed && <ConnectionChip />}
        <button type="button" className="chip" data-testid="language" onClick={() => void changeLanguage(language === 'en' ? 'zh-CN' : 'en')}>{language === 'en' ? '中文' : 'English'}</button>
        <button type="button" className="chip" aria-label={shown === 'dark' ? i18n.t('浅色') : i18n.t('深色')} data-testid="theme" onClick={() => changeTheme(shown === 'dark' ? 'light' : 'dark')}><Icon name={shown === 'dark' ? 'sun' : 'moon'} size={16} /></button>
        {signed && <span className="who"><Icon name="person" size={16} /> {signed.user?.name} · <span className="soft">{signed.company.name}</span></span>}
        {signed && <button type="button" className="chip" onClick={() => void leave()}><Icon name="out" size={16} /> {i18n.t('退出')}</button>}
      </header>
      {demo !== null && signed && <p className="demo-band">{i18n.t('示例 · 供应商是模拟的')} <JoinLink joinUrl={demo.joinUrl} /></p>}
      <div className={`desk-below${folded ? ' folded' : ''}`}>
        {signed && (
          <nav className="rail" aria-label={i18n.t('主导航')}>
            <ul>{places.map(([to, icon, word]) => <li key={to}><Link to={to} activeOptions={{ exact: to === '/buy' || to === '/company' }}><Icon name={icon} /><span>{word}</span></Link></li>)}</ul>
            <button type="button" className="chip" aria-label={folded ? i18n.t('展开导航') : i18n.t('收起导航')} aria-expanded={!folded} onClick={() => { localStorage.setItem(FOLDED, String(!folded)); setFolded(!folded); }}><Icon name="fold" size={16} /></button>
          </nav>
        )}
        <main id="page" tabIndex={-1} className="desk-page"><Outlet /></main>
      </div>
      {demo !== null && signed && <Tour />}
    </div>
  );
}
