import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { TenderPage } from '../../generated/tenders/tender.js';
import { Countdown } from '../../components/signs/countdown.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { oneOf } from '../../lib/address/address.view.js';
import { useHouse } from '../../lib/api/house.js';
import { moneyText } from '../../lib/format/format.view.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { TenderInvitations } from './tender-invitations.desk.js';
import { TenderLedger } from './tender-ledger.desk.js';
import { TenderLots } from './tender-lots.desk.js';
import { TenderQuestions } from './tender-questions.desk.js';
import { TenderRules } from './tender-rules.desk.js';
import { DrawingAccess } from '../../components/desk/drawing-access.js';
import { TenderTag } from '../../components/desk/tender-tags.js';
import { tenderSum, type Tender } from './tender.view.js';
import './tender.desk.css';

const TABS = ['lots', 'invitations', 'questions', 'drawings', 'ledger', 'rules'] as const;
type Tab = typeof TABS[number];
const CHANGES = /^(tender|lot|question|award|bid|order)\./;

/** One tender as a whole: what is asked, who is asked, what they ask back, and every step on record. */
export default function TenderPageDesk() {
  const { i18n } = useWords();
  const { tenderId } = useParams({ strict: false }) as { tenderId: string };
  const { gateway, queries } = useHouse();
  const page = useQuery({ queryKey: ['tender', tenderId], queryFn: ({ signal }) => gateway.ask(TenderPage, { id: tenderId }, signal), refetchInterval: 20_000 });
  useCompanyNews((event) => { if (event === 'RESET' || CHANGES.test(event.type)) void queries.invalidateQueries({ queryKey: ['tender', tenderId] }, { cancelRefetch: false }); });
  const tender = page.data?.tender;
  useEffect(() => { document.title = `${tender?.title ?? i18n.t('询价')} · 模享`; }, [i18n, tender?.title]);
  if (page.isError && !page.data) return <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} />;
  if (page.isPending) return <Waiting lines={10} />;
  if (!tender) return <EmptyNotice title={i18n.t('没有这份询价单')}><Link to="/buy/tenders">{i18n.t('回到询价')}</Link></EmptyNotice>;
  return <TenderDesk tender={tender} reload={() => void page.refetch()} />;
}

function TenderDesk({ tender, reload }: { tender: Tender; reload: () => void }) {
  const { i18n, language } = useWords();
  const { tab: asked, lot } = useSearch({ strict: false }) as { tab?: string; lot?: string };
  const tab = oneOf(asked, TABS, 'lots');
  const navigate = useNavigate();
  const go = (next: { tab?: Tab; lot?: string }) => void navigate({ to: '.', search: (before: object) => ({ ...before, ...next }), replace: true });
  const sum = tenderSum(tender);
  const tabs: readonly (readonly [Tab, string, number | null])[] = [
    ['lots', i18n.t('标的'), sum.lots], ['invitations', i18n.t('邀请'), tender.invitations.length], ['questions', i18n.t('提问'), tender.questions.edges.length], ['drawings', i18n.t('图纸'), null], ['ledger', i18n.t('台账'), null], ['rules', i18n.t('规则与条款'), null],
  ];
  const draft = tender.publishedAt === null;
  return (
    <div className="tender-page">
      <header className="panel tender-head">
        <div className="spread">
          <h1>{tender.title} <span className="soft num">{tender.tenderNo}</span> <TenderTag state={tender.state} /></h1>
          <nav className="row" aria-label={i18n.t('这份询价单')}>
            {draft ? <Link to="/buy/tenders/$tenderId/edit" params={{ tenderId: tender.id }} className="solid-button">{i18n.t('继续写草稿')}</Link> : (
              <>
                <Link to="/buy/tenders/$tenderId/live" params={{ tenderId: tender.id }} search={{ tab: 'all' }} className={sum.open > 0 ? 'solid-button' : 'plain-button'}>{i18n.t('实况')}</Link>
                <Link to="/buy/tenders/$tenderId/award" params={{ tenderId: tender.id }} className={sum.open === 0 && sum.toAward > 0 ? 'solid-button' : 'plain-button'}>{i18n.t('定标')}{sum.toAward > 0 ? ` ${sum.toAward}` : ''}</Link>
              </>
            )}
          </nav>
        </div>
        <dl className="kpis">
          <div><dd className="num">{sum.bestMinor === null ? '—' : moneyText({ amountMinor: String(sum.bestMinor), currency: tender.rules.currency }, language)}</dd><dt>{i18n.t('最低组合价')} · {tender.rules.taxIncluded ? i18n.t('含税') : i18n.t('未税')}</dt></div>
          <div><dd className="num">{sum.open} / {sum.lots}</dd><dt>{i18n.t('开放 / 全部')}{sum.unbid > 0 ? ` · ${i18n.t('{n} 项无人报价', { n: sum.unbid })}` : ''}</dt></div>
          <div><dd className="num">{sum.toAward}</dd><dt>{i18n.t('待定标')}{sum.proposed > 0 ? ` · ${i18n.t('待批准 {n}', { n: sum.proposed })}` : ''}</dt></div>
          <div><dd className="num">{sum.decided}</dd><dt>{i18n.t('已定标')}</dt></div>
          <div><dd className="num">{sum.seen} / {tender.invitations.length}</dd><dt>{i18n.t('看过 / 受邀')}</dt></div>
          <div><dd className="num">{sum.open > 0 ? <Countdown until={tender.closesAt} /> : '—'}</dd><dt>{i18n.t('计划截标')}</dt></div>
        </dl>
        <div role="group" aria-label={i18n.t('显示什么')} className="tabs">{tabs.map(([key, word, n]) => <button key={key} type="button" aria-pressed={tab === key} data-testid={`tender-tab-${key}`} onClick={() => go({ tab: key })}>{word}{n === null ? '' : <> <span className="num">{n}</span></>}{key === 'questions' && sum.openQuestions > 0 ? ` · ${i18n.t('{n} 待答', { n: sum.openQuestions })}` : ''}</button>)}</div>
      </header>
      <section className="panel tender-body">
        {tab === 'lots' && <TenderLots tender={tender} onLedger={(lotId) => go({ tab: 'ledger', lot: lotId })} reload={reload} />}
        {tab === 'invitations' && <TenderInvitations tender={tender} reload={reload} />}
        {tab === 'questions' && <TenderQuestions tender={tender} reload={reload} />}
        {tab === 'drawings' && <DrawingAccess of={{ tenderId: tender.id }} />}
        {tab === 'ledger' && <TenderLedger tender={tender} lotId={lot ?? tender.lots[0]?.id ?? ''} onLot={(lotId) => go({ lot: lotId })} />}
        {tab === 'rules' && <TenderRules tender={tender} />}
      </section>
    </div>
  );
}
