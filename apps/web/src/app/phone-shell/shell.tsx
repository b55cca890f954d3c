import { Link, Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { ConnectionChip } from '../../components/signs/connection-chip.js';
import { Icon, type IconName } from '../../components/signs/icon.js';
import { useSession } from '../../lib/api/house.js';
import { useWords } from '../../lib/words/use-words.js';
import { OutboxBand } from '../../features/progress/outbox-band.phone.js';

/** The frame of every page on the phone: back, the line, and the tabs at the thumb. */
export function PhoneShell() {
  const { i18n } = useWords();
  const session = useSession();
  const { pathname } = useLocation();
  const router = useRouter();
  const signed = session.kind === 'signed';
  const work = /^(\/m)?\/t\//.test(pathname) || pathname === '/m/scan';
  const machines = pathname.startsWith('/m/machines/');
  const deep = work || machines || pathname.startsWith('/m/jobs/');
  const tabs: readonly (readonly [to: string, icon: IconName, word: string])[] = [['/m', 'jobs', i18n.t('任务')], ['/m/bids', 'bid', i18n.t('报价')], ['/m/work', 'work', i18n.t('在做')], ['/m/capacity', 'machine', i18n.t('产能')], ['/m/me', 'person', i18n.t('我')]];
  return (
    <div className="phone">
      <header className="phone-top">
        {deep ? <Link to={work ? '/m/work' : machines ? '/m/capacity' : '/m'} className="back" onClick={(event) => { if (history.length > 1) { event.preventDefault(); router.history.back(); } }}><Icon name="back" size={18} /> {work ? i18n.t('在做') : machines ? i18n.t('产能') : i18n.t('任务')}</Link> : <b>模享</b>}
        {signed && <ConnectionChip />}
      </header>
      <main className="phone-body"><Outlet /></main>
      {signed && !deep && <OutboxBand />}
      {signed && !deep && <nav className="phone-tabs" aria-label={i18n.t('主导航')}>{tabs.map(([to, icon, word]) => <Link key={to} to={to} activeOptions={{ exact: true }}><Icon name={icon} />{word}</Link>)}</nav>}
    </div>
  );
}
