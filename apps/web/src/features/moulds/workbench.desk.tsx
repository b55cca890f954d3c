import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { Workbench } from '../../generated/moulds/workbench.js';
import type { PartGap, PartSupply, WorkbenchQuery } from '../../generated/types.js';
import { MouldTag } from '../../components/desk/mould-tag.js';
import { UndoNote } from '../../components/desk/undo-note.js';
import { TreeGrid } from '../../components/grid/tree-grid.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { oneOf } from '../../lib/address/address.view.js';
import { useHouse } from '../../lib/api/house.js';
import { dayText } from '../../lib/format/format.view.js';
import { useCompanyNews, useLookAgain } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { BulkBar } from './bulk-bar.desk.js';
import { ModelSide } from './model-side.desk.js';
import { PartDrawer } from './part-drawer.desk.js';
import { useGapWords, useSupplyWords } from './part-words.desk.js';
import { useParts, type Done, type No } from './use-parts.js';
import { Branch, useWorkbenchCells } from './workbench-cells.desk.js';
import { branchesOf, filteredParts, isReady, namesOf, routeInput, routesToFill, summed, tabCounts, tallied, workbenchTabs, type WorkbenchTab } from './workbench.view.js';
import './workbench.desk.css';

interface WorkbenchSearch { tab?: WorkbenchTab; q?: string; material?: string; process?: string; gap?: PartGap; part?: string }
const CHANGES = /^(tender\.published|lot\.closed|award\.|order\.|line\.|operation\.done)/;

/** What a mould is made of, and whether every part that goes outside is ready to publish. */
export default function WorkbenchPage() {
  const { i18n } = useWords();
  const { mouldId } = useParams({ strict: false }) as { mouldId: string };
  const { gateway, queries } = useHouse();
  const found = useQuery({ queryKey: ['workbench', mouldId], queryFn: ({ signal }) => gateway.ask(Workbench, { id: mouldId }, signal) });
  useCompanyNews((event) => { if (event === 'RESET' || CHANGES.test(event.type)) void queries.invalidateQueries({ queryKey: ['workbench', mouldId] }, { cancelRefetch: false }); });
  // Sizes, pictures and the whole model come while people are at work already.
  useLookAgain(({ type, subjectId }) => type === 'import.progress' && (found.data?.mould?.imports.some(({ id }) => id === subjectId) ?? false), () => void found.refetch({ cancelRefetch: false }), 1_500);
  if (found.isError && !found.data) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Waiting lines={12} />;
  const { mould, catalogue } = found.data;
  if (mould === null) return <EmptyNotice title={i18n.t('没有这套模具')}><Link to="/buy/moulds">{i18n.t('所有模具')}</Link></EmptyNotice>;
  return <Bench key={mould.id} mould={mould} catalogue={catalogue} />;
}

function Bench({ mould, catalogue }: { mould: NonNullable<WorkbenchQuery['mould']>; catalogue: WorkbenchQuery['catalogue'] }) {
  const { i18n, language } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as WorkbenchSearch;
  const { q = '', material = '', process = '', gap = '', part: opened } = search;
  const tab = oneOf(search.tab, workbenchTabs, 'all');
  const change = (next: Partial<WorkbenchSearch>, replace = true) => void navigate({ to: '.', search: (before: object) => ({ ...before, ...next }), replace });
  const actions = useParts(mould.id);
  const [active, setActive] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focus, setFocus] = useState<PartGap | null>(null);
  const [filling, setFilling] = useState(false);
  const [note, setNote] = useState<{ text: string; undo: Done['undo'] } | null>(null);
  const [no, setNo] = useState<No | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => { document.title = `${mould.mouldNo} ${mould.title} · 模享`; }, [mould.mouldNo, mould.title]);

  const { parts } = mould;
  const names = useMemo(() => namesOf(catalogue, language), [catalogue, language]);
  const byId = useMemo(() => new Map(parts.map((part) => [part.id, part])), [parts]);
  const kept = useMemo(() => filteredParts(parts, { tab, words: q, material, process, gap }, names.kind), [parts, tab, q, material, process, gap, names]);
  const groups = useMemo(() => branchesOf(kept, catalogue), [kept, catalogue]);
  const shownIds = groups.flatMap(({ rowIds }) => rowIds);
  const counts = useMemo(() => tabCounts(parts), [parts]);
  const sum = summed(kept);
  const picked = kept.filter(({ id }) => chosen.has(id));
  const gapWords = useGapWords();
  const supplyWords = useSupplyWords();
  const groupNames = useGroupNames();
  const { columns, cells } = useWorkbenchCells(byId, catalogue, (id, one) => { setFocus(one); setActive(id); change({ part: id }, false); });

  const tell = async (run: () => Promise<Done | No>, text: (done: Done) => string): Promise<Done | null> => {
    setNo(null);
    setProblem(null);
    try {
      const answer = await run();
      if (!('parts' in answer)) { setNo(answer); return null; }
      setNote({ text: text(answer), undo: answer.undo });
      return answer;
    } catch (thrown) {
      setProblem(thrown);
      return null;
    }
  };
  const supplied = (supply: PartSupply) => {
    const others = picked.filter((part) => part.supply !== supply);
    if (others.length > 0) void tell(() => actions.change(others, { supply }), ({ parts: done }) => i18n.t('{n} 项改为{supply}', { n: done.length, supply: supplyWords[supply] }));
  };
  const release = () => tell(() => actions.release(picked.filter(({ released }) => !released)), ({ parts: done }) => i18n.t('{n} 项已放行', { n: done.length }));
  const toRoute = routesToFill(parts, picked, catalogue);
  const fillRoutes = () => tell(() => actions.routeEach(toRoute.map(({ parts: some, steps }) => ({ parts: some, operations: routeInput(steps, []) }))), ({ parts: done }) => i18n.t('{n} 项补了工艺', { n: done.length }));
  const publish = async () => {
    const ready = picked.filter(isReady);
    const drafts = ready.filter(({ released }) => !released);
    if (ready.length === 0 || (drafts.length > 0 && (await tell(() => actions.release(drafts), ({ parts: done }) => i18n.t('{n} 项已放行', { n: done.length }))) === null)) return;
    void navigate({ to: '/buy/tenders/new', search: { mould: mould.id, parts: ready.map(({ id }) => id).join(',') } });
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const field = event.target instanceof HTMLElement && event.target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable], .ant-drawer');
      if (field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '/') { event.preventDefault(); document.getElementById('part-filter')?.focus(); }
      if (event.key === 'p' && picked.length > 0) void publish();
      if (event.key === 'e' && picked.length > 0) { event.preventDefault(); setFilling(true); }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  const tabs: readonly (readonly [WorkbenchTab, string])[] = [['all', i18n.t('全部')], ['outside', i18n.t('外协')], ['gaps', i18n.t('缺资料')], ['ready', i18n.t('可发布')], ['make', i18n.t('自制')], ['buy', i18n.t('外购')]];
  const reading = mould.imports.find(({ state }) => state === 'PARSING' || state === 'REVIEW');
  const openPart = opened === undefined ? undefined : byId.get(opened);
  const at = openPart === undefined ? -1 : shownIds.indexOf(openPart.id);
  const narrowed = tab !== 'all' || q !== '' || material !== '' || process !== '' || gap !== '';
  return (
    <section className="panel workbench" aria-labelledby="workbench-title">
      <header className="workbench-head">
        <div>
          <h1 id="workbench-title"><span className="num">{mould.mouldNo}</span> {mould.title} <MouldTag state={mould.state} /></h1>
          <p className="soft small">{mould.t1Date === null ? i18n.t('没有 T1 日期') : i18n.t('T1 {day}', { day: dayText(mould.t1Date, language) })} · <Link to="/buy/moulds/$mouldId/import" params={{ mouldId: mould.id }}>{i18n.t('导入文件')}</Link>{reading !== undefined && <> · <Link to="/buy/moulds/$mouldId/import" params={{ mouldId: mould.id }} search={{ import: reading.id }}>{i18n.t('有一份导入等您核对')}</Link></>}</p>
        </div>
        <dl className="kpis" data-testid="workbench-sum">
          <div><dd className="num">{sum.parts}{narrowed && <small> / {parts.length}</small>}</dd><dt>{i18n.t('零件数')}</dt></div>
          <div><dd className="num">{sum.pieces}</dd><dt>{i18n.t('件数')}</dt></div>
          <div><dd className="num">{sum.outside} <small>{i18n.t('{n} 件', { n: sum.outsidePieces })}</small></dd><dt>{i18n.t('外协')}</dt></div>
          <div><dd className="num">{counts.ready}</dd><dt>{i18n.t('可发布')}</dt></div>
          <div><dd className="num">{counts.gaps}</dd><dt>{i18n.t('缺资料')}</dt></div>
        </dl>
      </header>
      <div className="tools">
        <div role="group" aria-label={i18n.t('显示哪些零件')} className="tabs">{tabs.map(([key, word]) => <button key={key} type="button" aria-pressed={tab === key} onClick={() => change({ tab: key === 'all' ? undefined : key })}>{word} <span className="num">{counts[key]}</span></button>)}</div>
        <label><span className="unseen">{i18n.t('过滤零件')}</span><input id="part-filter" type="search" value={q} placeholder={i18n.t('过滤…  /')} onChange={({ target }) => change({ q: target.value || undefined })} onKeyDown={(event) => { if (event.key === 'Enter' && !event.nativeEvent.isComposing) document.querySelector<HTMLElement>('.tree-grid')?.focus(); }} /></label>
        <Choice label={i18n.t('材料')} value={material} options={tallied(parts, (part) => [part.material])} onChange={(value) => change({ material: value })} />
        <Choice label={i18n.t('工序')} value={process} options={tallied(parts, ({ route }) => route.map((step) => step.process))} nameOf={(code) => `${code} ${names.process(code)}`} onChange={(value) => change({ process: value })} />
        <Choice label={i18n.t('缺什么')} value={gap} options={tallied(parts, ({ gaps }) => gaps)} nameOf={(one) => gapWords[one as PartGap][0]} onChange={(value) => change({ gap: value as PartGap | undefined })} />
      </div>
      {no !== null && <div role="alert" className="notice bad"><b>{no.message}</b>{no.problems.slice(0, 5).map(({ path, message }) => <span key={path}>{message}</span>)}</div>}
      {problem !== null && <ProblemNotice problem={problem} />}
      {parts.length === 0
        ? <EmptyNotice title={i18n.t('这套模具还没有零件')}><p className="soft">{i18n.t('导入清单、三维、图纸或整个 ZIP，不需要模板。')}</p><Link to="/buy/moulds/$mouldId/import" params={{ mouldId: mould.id }} className="plain-button as-link">{i18n.t('导入文件')}</Link></EmptyNotice>
        : kept.length === 0
          ? <EmptyNotice title={i18n.t('没有符合条件的零件')}><button type="button" className="plain-button" onClick={() => change({ tab: undefined, q: undefined, material: undefined, process: undefined, gap: undefined })}>{i18n.t('显示全部')}</button></EmptyNotice>
          : (
            <ModelSide mould={mould} active={active} chosen={chosen} onPick={setActive}><TreeGrid
              top={JSON.stringify([tab, q, material, process, gap])} label={i18n.t('零件')} columns={columns} groups={groups} cells={cells} branch={(id) => <Branch name={groupNames[id] ?? id} parts={groups.find((group) => group.id === id)!.rowIds.map((rowId) => byId.get(rowId)!)} />}
              rowName={(id) => byId.get(id)!.partNo} groupName={(id) => groupNames[id] ?? id} words={{ all: i18n.t('选择全部') }} active={active} onActive={setActive} onOpen={(id) => { setFocus(null); change({ part: id }, false); }}
              chosen={chosen} onChoose={setChosen} closed={closed} onClose={setClosed} testId="workbench"
            /></ModelSide>
          )}
      {picked.length > 0 && <BulkBar parts={picked} busy={actions.busy} onSupply={supplied} onFill={() => setFilling(true)} routeless={toRoute.reduce((n, { parts: some }) => n + some.length, 0)} onRoutes={() => void fillRoutes()} onRelease={() => void release()} onPublish={() => void publish()} onClear={() => setChosen(new Set())} />}
      <PartDrawer
        mouldId={mould.id} parts={filling ? picked : openPart === undefined ? [] : [openPart]} all={parts} catalogue={catalogue} focus={filling ? null : focus} actions={actions}
        neighbours={{ before: shownIds[at - 1], after: at < 0 ? undefined : shownIds[at + 1] }} onMove={(id) => { setFocus(null); setActive(id); change({ part: id }); }}
        onClose={() => { setFilling(false); change({ part: undefined }); }} onDone={(done, text) => { setNote({ text, undo: done.undo }); setFilling(false); }}
      />
      {note !== null && <UndoNote key={note.text} text={note.text} onUndo={note.undo === null ? null : () => { setNote(null); void note.undo!().catch(setProblem); }} onGone={() => setNote(null)} />}
    </section>
  );
}

function Choice({ label, value, options, nameOf = (one) => one, onChange }: { label: string; value: string; options: readonly (readonly [string, number])[]; nameOf?: (value: string) => string; onChange: (value: string | undefined) => void }) {
  return <select value={value} aria-label={label} onChange={({ target }) => onChange(target.value || undefined)}><option value="">{label}</option>{options.map(([one, count]) => <option key={one} value={one}>{nameOf(one)} ({count})</option>)}</select>;
}

function useGroupNames(): Readonly<Record<string, string>> {
  const { i18n } = useWords();
  return {
    forming: i18n.t('成型零件'), slide_lifter: i18n.t('滑块斜顶'), mould_base: i18n.t('模架'), ejection: i18n.t('顶出'), guide_align: i18n.t('导向定位'), feed_hotrunner: i18n.t('浇注与热流道'),
    cooling: i18n.t('冷却'), fastener_accessory: i18n.t('紧固件与附件'), electrode: i18n.t('电极'), none: i18n.t('没有类别'),
  };
}
