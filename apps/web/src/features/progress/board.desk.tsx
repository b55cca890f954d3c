import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Board as BoardDocument } from '../../generated/progress/board.js';
import type { BoardQuery } from '../../generated/types.js';
import { Matrix } from '../../components/grid/matrix.js';
import type { CellPlace } from '../../components/grid/matrix.view.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { oneOf } from '../../lib/address/address.view.js';
import { useHouse } from '../../lib/api/house.js';
import { useProcessNames } from '../../lib/api/process-names.js';
import { dayText } from '../../lib/format/format.view.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { useBoardCells } from './board-cells.desk.js';
import { boardColumns, bottleneck, cellsByColumn, countsByView, presentCell, rowsInView, trackedRows, withCell, type Board, type BoardRow, type BoardView } from './board.view.js';
import { Bottleneck } from './bottleneck.desk.js';
import './board.desk.css';

const PlanChart = lazy(() => import('./plan.desk.js'));
const CurveChart = lazy(() => import('./curve.desk.js'));
const PartDrawer = lazy(() => import('./part-drawer.desk.js'));

export type BoardTab = 'map' | 'plan' | 'curve';
interface Search { tab?: BoardTab; view?: BoardView; q?: string; part?: string; op?: string }

/** The board is read anew after news, at most so often. */
const READ_EVERY_MS = 4_000;
const FLASH_MS = 2_000;

/** Will the mould be in time, and if not: which part, where, since when. */
export default function BoardPage() {
  const { i18n } = useWords();
  const { mouldId } = useParams({ strict: false }) as { mouldId: string };
  const { gateway, queries } = useHouse();
  const key = ['board', mouldId];
  const board = useQuery({ queryKey: key, queryFn: ({ signal }) => gateway.ask(BoardDocument, { mouldId }, signal), refetchInterval: 60_000 });
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const reading = useRef<ReturnType<typeof setTimeout> | null>(null);
  const readSoon = () => {
    reading.current ??= setTimeout(() => { reading.current = null; void queries.invalidateQueries({ queryKey: key }, { cancelRefetch: false }); }, READ_EVERY_MS);
  };
  useEffect(() => () => { if (reading.current) clearTimeout(reading.current); }, []);
  useCompanyNews((event) => {
    if (event !== 'RESET' && !/^(operation|order|line|award)\./.test(event.type)) return;
    readSoon();
    const change = event === 'RESET' ? undefined : event.cell;
    if (change === undefined || change.mouldId !== mouldId) return;
    queries.setQueryData<BoardQuery>(key, (before) => (before?.mould ? { ...before, mould: withCell(before.mould, change) } : before));
    const place = `${change.partId} ${change.seq}`;
    setFresh((before) => new Set(before).add(place));
    setTimeout(() => setFresh((before) => { const next = new Set(before); next.delete(place); return next; }), FLASH_MS);
  });
  const mould = board.data?.mould;
  useEffect(() => { document.title = `${mould ? `${mould.mouldNo} · ` : ''}${i18n.t('跟踪')} · 模享`; }, [mould, i18n]);
  if (board.isError && !board.data) return <ProblemNotice problem={board.error} onRetry={() => void board.refetch()} />;
  if (!board.data) return <Waiting lines={9} />;
  if (!mould) return <EmptyNotice title={i18n.t('没有这个模具')}><Link to="/buy">{i18n.t('回到今天')}</Link></EmptyNotice>;
  return <Tracked mould={mould} fresh={fresh} />;
}

function Tracked({ mould, fresh }: { mould: Board; fresh: ReadonlySet<string> }) {
  const { i18n } = useWords();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = (next: Search) => void navigate({ to: '.', search: { ...search, ...next } as never, replace: true });
  const { q = '', part, op } = search;
  const tab = oneOf(search.tab, ['map', 'plan', 'curve'], 'map');
  const view = oneOf(search.view, ['all', 'late', 'risk', 'silent', 'open'], 'all');
  const rows = trackedRows(mould);
  const names = new Map(mould.progress.companies.map(({ id, name }) => [id, name]));
  const holder = (row: BoardRow) => { const cell = presentCell(row); return cell === null ? '' : names.get(cell.doneById) ?? ''; };
  const shown = rowsInView(rows, view, q, holder);
  const counts = countsByView(rows);
  const worst = bottleneck(rows);
  const tabs: readonly (readonly [BoardTab, string])[] = [['map', i18n.t('热力图')], ['plan', i18n.t('计划')], ['curve', i18n.t('曲线')]];
  const views: readonly (readonly [BoardView, string])[] = [['all', i18n.t('全部')], ['late', i18n.t('逾期')], ['risk', i18n.t('将逾期')], ['silent', i18n.t('没有动静')], ['open', i18n.t('在做')]];
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const field = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]');
      if (field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '/') { event.preventDefault(); document.getElementById('track-filter')?.focus(); }
      if (event.key === 'b' && worst !== null) change({ part: worst.row.partId, op: worst.cell === null ? undefined : String(worst.cell.seq) });
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  return (
    <section className="panel track" aria-labelledby="track-title">
      <TrackHead mould={mould} late={counts.late} />
      <Bottleneck worst={worst} names={names} ordered={mould.progress.forecastT1 !== null} onOpen={(id) => change({ part: id })} />
      <div className="track-tools">
        <div role="group" aria-label={i18n.t('怎么看')} className="tabs">{tabs.map(([key, word]) => <button key={key} type="button" aria-pressed={tab === key} onClick={() => change({ tab: key })} data-testid={`track-${key}`}>{word}</button>)}</div>
        <div role="group" aria-label={i18n.t('显示哪些零件')} className="tabs">{views.map(([key, word]) => <button key={key} type="button" aria-pressed={view === key} onClick={() => change({ view: key })}>{word} <span className="num">{counts[key]}</span></button>)}</div>
        <label><span className="unseen">{i18n.t('过滤零件或公司')}</span><input id="track-filter" type="search" value={q} placeholder={i18n.t('过滤…  /')} onChange={({ target }) => change({ q: target.value || undefined })} /></label>
      </div>
      {shown.length === 0
        ? <EmptyNotice title={rows.length === 0 ? i18n.t('这副模具还没有要加工的零件') : i18n.t('没有符合条件的零件')}>{(view !== 'all' || q !== '') && <button type="button" className="plain-button" onClick={() => change({ view: 'all', q: undefined })}>{i18n.t('显示全部')}</button>}</EmptyNotice>
        : <Suspense fallback={<Waiting lines={9} />}>
            {tab === 'map' && <HeatMap shown={shown} names={names} fresh={fresh} part={part ?? null} onOpen={(id, seq) => change({ part: id, op: seq === undefined ? undefined : String(seq) })} />}
            {tab === 'plan' && <PlanChart rows={shown} names={names} onOpen={(id) => change({ part: id })} />}
            {tab === 'curve' && <CurveChart rows={shown} />}
          </Suspense>}
      {part !== undefined && <Suspense fallback={null}><PartDrawer key={part} partId={part} seq={op === undefined ? null : Number(op)} row={rows.find(({ partId }) => partId === part) ?? null} onClose={() => change({ part: undefined, op: undefined })} /></Suspense>}
    </section>
  );
}

function TrackHead({ mould, late }: { mould: Board; late: number }) {
  const { i18n, language } = useWords();
  const { forecastT1, slackDays, progressPercent } = mould.progress;
  return (
    <header className="track-head">
      <h1 id="track-title">{i18n.t('跟踪')} · {mould.title} <span className="soft num">{mould.mouldNo}</span></h1>
      <dl className="kpis">
        <div><dt>{i18n.t('预计 T1')}</dt><dd className="num">{forecastT1 === null ? '—' : dayText(forecastT1, language)}</dd></div>
        <div><dt>{mould.t1Date === null ? i18n.t('没有计划 T1') : i18n.t('计划 {day}', { day: dayText(mould.t1Date, language) })}</dt><dd className="num">{slackDays === null ? '—' : slackDays < 0 ? i18n.t('晚 {n} 天', { n: -slackDays }) : i18n.t('余 {n} 天', { n: slackDays })}</dd></div>
        <div><dt>{i18n.t('工时完成')}</dt><dd className="num">{progressPercent}%</dd></div>
        <div><dt>{i18n.t('已验收 / 外协')}</dt><dd className="num">{mould.summary.accepted} / {mould.summary.outside}</dd></div>
        <div><dt>{i18n.t('逾期零件')}</dt><dd className="num">{late}</dd></div>
      </dl>
    </header>
  );
}

function HeatMap({ shown, names, fresh, part, onOpen }: { shown: readonly BoardRow[]; names: ReadonlyMap<string, string>; fresh: ReadonlySet<string>; part: string | null; onOpen: (id: string, seq?: number) => void }) {
  const { i18n } = useWords();
  const processName = useProcessNames();
  const [at, setAt] = useState<CellPlace>(() => ({ row: Math.max(0, shown.findIndex(({ partId }) => partId === part)), column: 0 }));
  const [hovered, setHovered] = useState<CellPlace | null>(null);
  const operations = boardColumns(shown);
  const cellsOf = new Map(shown.map((row) => [row.partId, { row, cells: cellsByColumn(row) }]));
  const { fixed, cell, told } = useBoardCells(names, fresh);
  const find = (id: string, column: number) => { const { row, cells } = cellsOf.get(id)!; return { row, cell: cells.get(operations[column]?.key ?? '') }; };
  const place = { row: Math.min(at.row, shown.length - 1), column: Math.min(at.column, Math.max(0, operations.length - 1)) };
  const here = hovered ?? place;
  const row = shown[here.row];
  return (
    <div className="heat">
      <Matrix
        label={i18n.t('零件与工序')} testId="heat" rowHeight={36} columnWidth={46} columnMost={56} rowIds={shown.map(({ partId }) => partId)} at={place} onMove={setAt} onHover={setHovered} rowClass={(id) => (id === part ? 'opened' : '')}
        fixed={[{ key: 'part', head: i18n.t('零件'), width: 220 }, { key: 'state', head: i18n.t('状态'), width: 136 }, { key: 'holder', head: i18n.t('在谁那里'), width: 112 }, { key: 'promise', head: i18n.t('承诺'), width: 84, end: true }, { key: 'slack', head: i18n.t('余量'), width: 96, end: true }]}
        columns={operations.map(({ key, process, time }) => ({ key, head: <abbr title={processName(process)}>{process}{time > 1 ? <sub>{time}</sub> : null}</abbr> }))}
        fixedCells={(id) => fixed(cellsOf.get(id)!.row)} cell={(id, column) => { const found = find(id, column); return cell(found.row, found.cell); }} cellState={(id, column) => ({ className: 'heat-place', selected: false, disabled: find(id, column).cell === undefined })}
        onRow={(id) => onOpen(id)} onChoose={({ row: index, column }) => { const id = shown[index]!.partId; onOpen(id, find(id, column).cell?.seq); }}
      />
      <p className="heat-told num" aria-live="polite" data-testid="heat-told">{row === undefined ? ' ' : <><b>{row.partNo}</b> {told(row, find(row.partId, here.column).cell)} <span className="soft">{i18n.t('回车打开')}</span></>}</p>
    </div>
  );
}
