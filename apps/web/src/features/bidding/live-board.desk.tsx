import { useQuery } from '@tanstack/react-query';
import { useParams, useNavigate, useSearch, Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { LiveBoard } from '../../generated/bidding/live-board.js';
import { Grid } from '../../components/grid/grid.js';
import '../../components/grid/grid.css';
import { Countdown } from '../../components/signs/countdown.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { oneOf } from '../../lib/address/address.view.js';
import { useHouse } from '../../lib/api/house.js';
import { changeText, countdownText, moneyText } from '../../lib/format/format.view.js';
import { useLine, useLotsVersion, useServerNow } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { boardIds, boardLots, boardOrders, boardSeeds, boardSum, boardTabs, orderChanges, type BoardLot, type BoardOrder, type BoardTab } from './board.view.js';
import { BoardLog } from './board-log.desk.js';
import { useBoardCells } from './board-cells.desk.js';
import { LotDrawer } from './lot-drawer.desk.js';
import './live-board.desk.css';

interface BoardSearch { tab?: BoardTab; sort?: BoardOrder; q?: string; lot?: string }

/** The live board of a tender: where the money moves, and which lots need somebody before they close. */
export default function LiveBoardPage() {
  const { tenderId } = useParams({ strict: false }) as { tenderId: string };
  const { gateway, live } = useHouse();
  const board = useQuery({ queryKey: ['board', tenderId], queryFn: ({ signal }) => gateway.ask(LiveBoard, { id: tenderId }, signal), staleTime: Infinity });
  const tender = board.data?.tender;
  useEffect(() => (tender ? live.watchTender(tender.id, boardSeeds(tender)) : undefined), [live, tender]);
  const { i18n } = useWords();
  if (board.isError) return <ProblemNotice problem={board.error} onRetry={() => void board.refetch()} />;
  if (board.isPending) return <div className="board-page"><Waiting lines={10} /></div>;
  if (!tender) return <EmptyNotice title={i18n.t('没有这份询价单')}><Link to="/buy">{i18n.t('回到今天')}</Link></EmptyNotice>;
  return <Board key={tender.id} tender={tender} />;
}

function Board({ tender }: { tender: NonNullable<LiveBoardTender> }) {
  const { i18n, language } = useWords();
  const { live } = useHouse();
  const { stale, state } = useLine();
  const search = useSearch({ strict: false }) as BoardSearch;
  const navigate = useNavigate();
  const { q = '', lot: opened } = search;
  const tab = oneOf(search.tab, boardTabs, 'attention');
  const sort = oneOf(search.sort, boardOrders, 'closing');
  const change = (next: Partial<BoardSearch>, replace = true) => void navigate({ to: '.', search: (before: object) => ({ ...before, ...next }), replace });

  const lots = useMemo(() => boardLots(tender), [tender]);
  const byId = useMemo(() => new Map(lots.map((lot) => [lot.id, lot])), [lots]);
  const ids = useMemo(() => new Set(byId.keys()), [byId]);
  useLotsVersion(ids);
  const now = useServerNow(null);
  const second = now === null ? null : Math.floor(now / 1_000) * 1_000;
  const recordOf = (id: string) => live.lots.get(id);
  const sum = boardSum(lots, recordOf, second);
  useTitle(sum.nextClosing, second, tender.title);

  const wanted = boardIds(lots, recordOf, tab, sort, q, second);
  const { shown, changes, apply, onBusy } = useCalmOrder(wanted, `${tab} ${sort} ${q}`);
  const [active, setActive] = useState<string | null>(null);
  const columns = [
    { key: 'part', head: i18n.t('零件'), width: 'minmax(180px, 1.4fr)' },
    { key: 'material', head: i18n.t('材料'), width: 'minmax(64px, .4fr)' },
    { key: 'quantity', head: i18n.t('数量'), width: '56px', end: true },
    { key: 'best', head: i18n.t('最低价'), width: '100px', end: true },
    { key: 'target', head: i18n.t('比目标'), width: '92px', end: true },
    { key: 'spread', head: i18n.t('价差'), width: '120px' },
    { key: 'bids', head: i18n.t('报价数'), width: '72px', end: true },
    { key: 'state', head: i18n.t('状态'), width: 'minmax(212px, 1fr)' },
  ];
  const cells = useBoardCells(byId);
  const tabs: readonly (readonly [BoardTab, string])[] = [
    ['attention', i18n.t('要关注')], ['all', i18n.t('全部')], ['closing', i18n.t('即将截标')], ['none', i18n.t('无人报价')], ['one', i18n.t('只有 1 家')], ['above', i18n.t('超目标')],
  ];
  const orders: readonly (readonly [BoardOrder, string])[] = [['closing', i18n.t('截标时间')], ['target', i18n.t('超目标最多')], ['bids', i18n.t('报价最少')], ['lot', i18n.t('件号')]];

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const field = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]');
      if (field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'r' || event.key === 'R') apply();
      if (event.key === '/') { event.preventDefault(); document.getElementById('board-filter')?.focus(); }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  const currency = tender.rules.currency;
  return (
    <div className="board-page">
      <section className="panel board-main" aria-labelledby="board-title">
        <header className="board-head">
          <h1 id="board-title">{i18n.t('询价实况')} · {tender.title} <span className="soft num">{tender.tenderNo}</span></h1>
          <dl className={`kpis${stale || state !== 'ONLINE' && state !== 'SLOW' ? ' stale' : ''}`}>
            <div><dd className="num" data-testid="board-total">{sum.bestMinor === null ? '—' : moneyText({ amountMinor: sum.bestMinor, currency }, language)}</dd><dt>{i18n.t('当前最低组合价')} · {tender.rules.taxIncluded ? i18n.t('含税') : i18n.t('未税')}</dt></div>
            <div><dd className="num">{sum.againstTarget === null ? '—' : changeText(sum.againstTarget)}</dd><dt>{i18n.t('对比目标价')}</dt></div>
            <div><dd className="num">{sum.enough} / {sum.lots}</dd><dt>{i18n.t('已有 ≥3 家报价的零件')}</dt></div>
            <div><dd className="num">{sum.nextClosing === null ? i18n.t('已全部截标') : <Countdown until={sum.nextClosing} />}</dd><dt>{i18n.t('最近一个截标')}</dt></div>
          </dl>
          {tender.rules.visibility === 'SEALED' && sum.bestMinor === null && sum.nextClosing !== null && <p className="soft small">{i18n.t('密封询价：价格和报价家数到截标才公开，在此之前谁也看不到。')}</p>}
        </header>
        <div className="board-tools">
          <div role="group" aria-label={i18n.t('显示哪些零件')} className="tabs">
            {tabs.map(([key, word]) => <button key={key} type="button" aria-pressed={tab === key} onClick={() => change({ tab: key })}>{word} <span className="num">{sum.counts[key]}</span></button>)}
          </div>
          <label className="board-filter"><span className="unseen">{i18n.t('过滤零件')}</span><input id="board-filter" type="search" value={q} placeholder={i18n.t('过滤…  /')} onChange={({ target }) => change({ q: target.value || undefined })} /></label>
          <label className="row small soft">{i18n.t('排序')}<select value={sort} onChange={({ target }) => change({ sort: target.value as BoardOrder })}>{orders.map(([key, word]) => <option key={key} value={key}>{word}</option>)}</select></label>
          {changes > 0 && <button type="button" className="reorder" data-testid="board-reorder" onClick={apply}>{i18n.t('{n} 处排序变化 · 更新 (R)', { n: changes })}</button>}
        </div>
        {shown.length === 0
          ? <EmptyNotice title={tab === 'attention' ? i18n.t('现在没有需要关注的零件') : i18n.t('没有符合条件的零件')}>{tab !== 'all' && <button type="button" className="plain-button" onClick={() => change({ tab: 'all', q: undefined })}>{i18n.t('显示全部')}</button>}</EmptyNotice>
          : <Grid label={i18n.t('零件与报价')} columns={columns} rowIds={shown} cells={cells} active={active} onActive={setActive} onOpen={(id) => change({ lot: id }, false)} onBusy={onBusy} testId="board" />}
      </section>
      <BoardLog lots={byId} />
      <LotDrawer lot={opened === undefined ? null : byId.get(opened) ?? null} ids={shown} onMove={(id) => { setActive(id); change({ lot: id }); }} onClose={() => change({ lot: undefined })} />
    </div>
  );
}

type LiveBoardTender = import('../../generated/types.js').LiveBoardQuery['tender'];

/** The order on screen waits while somebody is on the list; the same filter keeps it, another one takes the new order at once. */
function useCalmOrder(wanted: readonly string[], filter: string) {
  const [busy, setBusy] = useState(false);
  const [kept, setKept] = useState({ filter, ids: wanted });
  const settled = !busy || kept.filter !== filter;
  const shown = settled ? wanted : kept.ids;
  const latest = useRef(wanted);
  latest.current = wanted;
  return {
    shown,
    changes: settled ? 0 : orderChanges(shown, wanted),
    apply: () => setKept({ filter, ids: latest.current }),
    onBusy: (now: boolean) => {
      if (now === busy) return;
      setKept({ filter, ids: latest.current });
      setBusy(now);
    },
  };
}

function useTitle(nextClosing: string | null, second: number | null, title: string): void {
  const { language } = useWords();
  const left = nextClosing === null || second === null ? '' : `${countdownText(Date.parse(nextClosing) - second, language)} · `;
  useEffect(() => { document.title = `${left}${title} · 模享`; }, [left, title]);
}

export type { BoardLot };
