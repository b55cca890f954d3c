import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { AwardPage } from '../../generated/awards/award-page.js';
import type { AwardTenderFragment } from '../../generated/types.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { oneOf } from '../../lib/address/address.view.js';
import { useHouse } from '../../lib/api/house.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { AwardApproval } from './award-approval.desk.js';
import { AwardMatrixView } from './award-matrix.desk.js';
import { awardMatrix, bestPicks, keptPicks, matrixRows, picksFor, type MatrixTab, type Picks } from './award-matrix.view.js';
import { AwardRecord } from './award-record.desk.js';
import { AwardSend } from './award-send.desk.js';
import { AwardPlans, AwardShares } from './award-sums.desk.js';
import { useAward } from './use-award.js';
import './award.desk.css';

interface AwardSearch { tab?: MatrixTab; q?: string; view?: 'record' }

const CHANGES = /^(lot|award|order|bid|tender)\./;

/** Who should get what, what it costs, and why. */
export default function AwardPageDesk() {
  const { i18n } = useWords();
  const { tenderId } = useParams({ strict: false }) as { tenderId: string };
  const { gateway, queries } = useHouse();
  const page = useQuery({ queryKey: ['award', tenderId], queryFn: ({ signal }) => gateway.ask(AwardPage, { id: tenderId }, signal), refetchInterval: 15_000 });
  useCompanyNews((event) => { if (event === 'RESET' || CHANGES.test(event.type)) void queries.invalidateQueries({ queryKey: ['award', tenderId] }, { cancelRefetch: false }); });
  const tender = page.data?.tender;
  useEffect(() => { document.title = `${i18n.t('定标')} · ${tender?.title ?? ''} · 模享`; }, [i18n, tender?.title]);
  if (page.isError && !page.data) return <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} />;
  if (page.isPending) return <Waiting lines={10} />;
  if (!tender) return <EmptyNotice title={i18n.t('没有这份询价单')}><Link to="/buy/tenders">{i18n.t('回到询价')}</Link></EmptyNotice>;
  return <AwardDesk key={tender.id} tender={tender} />;
}

function AwardDesk({ tender }: { tender: AwardTenderFragment }) {
  const { i18n } = useWords();
  const search = useSearch({ strict: false }) as AwardSearch;
  const navigate = useNavigate();
  const change = (next: Partial<AwardSearch>) => void navigate({ to: '.', search: (before: object) => ({ ...before, ...next }), replace: true });
  const matrix = useMemo(() => awardMatrix(tender), [tender]);
  const { picks, choose, take } = usePicks(matrix);
  const award = useAward(tender);
  const [lotAsked, goToLot] = useState<string | null>(null);

  const waiting = matrix.rows.some(({ stage }) => stage === 'DECIDE');
  const { q = '', view } = search;
  const tab = oneOf(search.tab, ['decide', 'apart', 'proposed', 'decided', 'all'], waiting ? 'decide' : 'all');
  const rows = matrixRows(matrix, picks, tab, q);
  const counts = (one: MatrixTab) => matrixRows(matrix, picks, one, '').length;
  const tabs: readonly (readonly [MatrixTab, string])[] = [['decide', i18n.t('待定标')], ['apart', i18n.t('不是最低价')], ['proposed', i18n.t('待批准')], ['decided', i18n.t('已定标')], ['all', i18n.t('全部')]];
  const showTrouble = (lotId: string) => { change({ tab: 'all', q: undefined, view: undefined }); goToLot(lotId); };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const field = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, dialog, [contenteditable]');
      if (field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.key !== '/') return;
      event.preventDefault();
      document.getElementById('award-filter')?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  return (
    <div className="award-page">
      <header className="award-head">
        <h1>{i18n.t('定标')} · {tender.title} <span className="soft num">{tender.tenderNo}</span></h1>
        <nav className="row award-links" aria-label={i18n.t('这份询价单')}>
          <Link to="/buy/tenders/$tenderId" params={{ tenderId: tender.id }}>{i18n.t('概况')}</Link>
          <Link to="/buy/tenders/$tenderId/live" params={{ tenderId: tender.id }} search={{ tab: 'all' }}>{i18n.t('实况')}</Link>
          <button type="button" className="plain-button" aria-pressed={view === 'record'} data-testid="award-record-tab" onClick={() => change({ view: view === 'record' ? undefined : 'record' })}>{view === 'record' ? i18n.t('回到比价') : i18n.t('定标记录')}</button>
        </nav>
      </header>
      <AwardApproval tender={tender} matrix={matrix} award={award} />
      {view === 'record' ? <AwardRecord tender={tender} matrix={matrix} /> : (
        <>
          {waiting && <AwardPlans matrix={matrix} picks={picks} onTake={take} />}
          <div className={`award-columns${waiting ? '' : ' alone'}`}>
            <section className="panel award-main" aria-label={i18n.t('比价表')}>
              <div className="board-tools">
                <div role="group" aria-label={i18n.t('显示哪些标的')} className="tabs">{tabs.map(([key, word]) => <button key={key} type="button" aria-pressed={tab === key} onClick={() => change({ tab: key })}>{word} <span className="num">{counts(key)}</span></button>)}</div>
                <label className="board-filter"><span className="unseen">{i18n.t('过滤零件')}</span><input id="award-filter" type="search" value={q} placeholder={i18n.t('过滤…  /')} onChange={({ target }) => change({ q: target.value || undefined })} /></label>
              </div>
              {rows.length === 0
                ? <EmptyNotice title={tab === 'decide' ? i18n.t('没有等您定标的标的') : i18n.t('没有符合条件的标的')}>{tab !== 'all' && <button type="button" className="plain-button" onClick={() => change({ tab: 'all', q: undefined })}>{i18n.t('显示全部')}</button>}</EmptyNotice>
                : <AwardMatrixView matrix={matrix} rows={rows} picks={picks} onChoose={choose} trouble={award.trouble} goTo={lotAsked} onGone={() => goToLot(null)} />}
            </section>
            {waiting && <AwardShares matrix={matrix} picks={picks} onGive={(key) => take(picksFor(matrix, picks, key))} />}
          </div>
          <AwardSend tender={tender} matrix={matrix} picks={picks} award={award} onShow={showTrouble} />
          <div className="print-only"><AwardRecord tender={tender} matrix={matrix} /></div>
        </>
      )}
    </div>
  );
}

/** What is chosen: the best rank, unless somebody chose otherwise. Choices that no longer hold fall away by themselves. */
function usePicks(matrix: ReturnType<typeof awardMatrix>) {
  const [touched, setTouched] = useState<ReadonlyMap<string, string | null>>(new Map());
  const picks: Picks = useMemo(() => {
    const wanted = bestPicks(matrix);
    for (const [lotId, key] of touched) { if (key === null) wanted.delete(lotId); else wanted.set(lotId, key); }
    return keptPicks(matrix, wanted);
  }, [matrix, touched]);
  return {
    picks,
    /** Chooses a supplier for a lot, or none where it was chosen already. */
    choose: (lotId: string, key: string) => setTouched((before) => new Map(before).set(lotId, picks.get(lotId) === key ? null : key)),
    take: (next: Picks) => setTouched(new Map(matrix.rows.map(({ lotId }) => [lotId, next.get(lotId) ?? null]))),
  };
}
