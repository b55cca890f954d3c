import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ImportDoor, ImportReading } from '../../generated/imports/import.js';
import type { ImportDoorQuery } from '../../generated/types.js';
import { Button } from '../../components/desk/button.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { useLookAgain } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { Columns } from './columns.desk.js';
import { Differences } from './differences.desk.js';
import { Doubts } from './doubts.desk.js';
import { DropZone } from './drop-zone.desk.js';
import { Files } from './files.desk.js';
import { fewNames, filesByOutcome, isGoingOn, openQuestions, tabCounts, type Reading, type RowTab } from './import.view.js';
import { ImportTag } from './import-words.desk.js';
import { Lines } from './lines.desk.js';
import { Models } from './models.desk.js';
import { Tray } from './tray.desk.js';
import { useImport, type ImportWork } from './use-import.js';
import { useIntake } from './use-intake.js';
import './import.desk.css';

interface ImportSearch { import?: string; tab?: RowTab }
const LOOK_EVERY_MS = 600;
/** News come by themselves; this is for a line that is down. */
const LOOK_BESIDES_MS = 4_000;

/** Did the house read my files the way I mean it, and what must I say? Files, columns, questions, every line, confirm: on one page that stays. */
export default function ImportPage() {
  const { i18n } = useWords();
  const { mouldId } = useParams({ strict: false }) as { mouldId: string };
  const { import: importId } = useSearch({ strict: false }) as ImportSearch;
  const { gateway } = useHouse();
  const navigate = useNavigate();
  const door = useQuery({ queryKey: ['import-door', mouldId], queryFn: ({ signal }) => gateway.ask(ImportDoor, { mouldId }, signal) });
  const found = useQuery({
    queryKey: ['import', importId], enabled: importId !== undefined, queryFn: ({ signal }) => gateway.ask(ImportReading, { id: importId! }, signal),
    refetchInterval: ({ state }) => (state.data?.import?.state === 'PARSING' ? LOOK_EVERY_MS : state.data?.import && isGoingOn(state.data.import) ? LOOK_BESIDES_MS : false),
  });
  useLookAgain(({ type, subjectId }) => type === 'import.progress' && subjectId === importId, () => void found.refetch({ cancelRefetch: false }));
  const work = useImport(mouldId);
  const show = (id: string | undefined) => void navigate({ to: '.', search: { import: id } });
  const intake = useIntake(mouldId, show);
  const mould = door.data?.mould;
  useEffect(() => { if (mould) document.title = `${i18n.t('导入')} ${mould.mouldNo} · 模享`; }, [mould, i18n]);
  if (door.isError && !door.data) return <ProblemNotice problem={door.error} onRetry={() => void door.refetch()} />;
  if (!door.data) return <Waiting lines={8} />;
  if (!mould) return <EmptyNotice title={i18n.t('没有这套模具')}><Link to="/buy/moulds">{i18n.t('所有模具')}</Link></EmptyNotice>;
  const reading = importId === undefined ? null : found.data?.import ?? null;
  const add = (files: readonly File[]) => void intake.add(files);
  const refusal = work.state.refusal ?? intake.refusal;
  const problem = work.state.problem ?? intake.problem;
  return (
    <div className="import-page">
      <header className="import-head">
        <h1>{i18n.t('导入')} · <Link to="/buy/moulds/$mouldId/parts" params={{ mouldId }}><span className="num">{mould.mouldNo}</span> {mould.title}</Link></h1>
        <Steps at={reading === null ? 0 : reading.state === 'REVIEW' ? (openQuestions(reading).length > 0 ? 2 : 3) : reading.state === 'CONFIRMED' ? 4 : 0} />
      </header>
      {refusal !== null && <p role="alert" className="notice bad">{refusal || i18n.t('这里要图纸或图片：PDF、DXF、DWG、PNG、JPEG。')}</p>}
      {problem !== null && <ProblemNotice problem={problem} />}
      {found.isError && !found.data && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {importId !== undefined && found.data?.import === null && <EmptyNotice title={i18n.t('没有这次导入')}><button type="button" className="plain-button" onClick={() => show(undefined)}>{i18n.t('换一个文件')}</button></EmptyNotice>}
      {importId !== undefined && found.isPending && <Waiting lines={6} />}
      {intake.pieces.length > 0 ? <Tray intake={intake} />
        : importId === undefined ? <><DropZone busy={intake.starting} onFiles={add} /><Earlier mould={mould} onShow={show} /></>
          : reading !== null && <Stage mouldId={mouldId} reading={reading} work={work} onFiles={add} onAgain={() => show(undefined)} />}
    </div>
  );
}

function Stage({ mouldId, reading, work, onFiles, onAgain }: { mouldId: string; reading: Reading; work: ImportWork; onFiles: (files: readonly File[]) => void; onAgain: () => void }) {
  const { i18n } = useWords();
  const navigate = useNavigate();
  const { tab } = useSearch({ strict: false }) as ImportSearch;
  const { busy } = work.state;
  const { first, more } = fewNames(reading.files.map((file) => file.name));
  const name = more > 0 ? i18n.t('{first} 等 {n} 个文件', { first, n: more + 1 }) : first;
  if (reading.state === 'PARSING') return <Bar label={i18n.t('正在读取 {name}', { name })} percent={reading.progressPercent} />;
  if (reading.state === 'FAILED') return <><div role="alert" className="notice bad" data-testid="import-failed"><b>{i18n.t('{name} 读不了', { name })}</b>{reading.problems.map(({ no, message }) => <span key={no}>{message}</span>)}<span className="soft small">{i18n.t('模具没有变。换一个文件再来。')}</span></div><DropZone busy={busy} onFiles={onFiles} /></>;
  if (reading.state === 'REJECTED') return <EmptyNotice title={i18n.t('这次导入已放弃，模具没有变。')}><button type="button" className="plain-button" onClick={onAgain}>{i18n.t('换一个文件')}</button></EmptyNotice>;
  const counts = tabCounts(reading);
  const open = openQuestions(reading).length;
  const again = counts.change > 0 || counts.missing > 0;
  const sums = filesByOutcome(reading.attachments);
  const news = sums.ADD + sums.REPLACE;
  const shownTab = tab ?? 'all';
  const onTab = (next: RowTab) => void navigate({ to: '.', search: (before: object) => ({ ...before, tab: next }), replace: true });
  const onAnswer = (answers: { no: number; answer: string }[]) => void work.review(reading, { answers });
  const confirm = async () => { if (await work.confirm(reading) !== null) void navigate({ to: '/buy/moulds/$mouldId/parts', params: { mouldId } }); };
  return (
    <>
      <dl className="kpis import-sum" data-testid="import-counts">
        <div><dd className="num">{reading.counts.import}</dd><dt>{again ? i18n.t('读懂，其中改动 {n}', { n: counts.change }) : i18n.t('读懂')}</dt></div>
        <div><dd className="num">{counts.review}</dd><dt>{i18n.t('待确认')}</dt></div>
        <div><dd className="num">{reading.counts.skip}</dd><dt>{i18n.t('跳过')}</dt></div>
        <div><dd className="num">{reading.counts.layout}</dd><dt>{i18n.t('不是零件')}</dt></div>
        {counts.missing > 0 && <div><dd className="num">{counts.missing}</dd><dt>{i18n.t('清单里没有')}</dt></div>}
        {reading.attachments.length + reading.unmatchedFiles.length > 0 && <div><dd className="num">{reading.attachments.length}<small> / {reading.attachments.length + reading.unmatchedFiles.length}</small></dd><dt>{i18n.t('图纸已对上')}</dt></div>}
        <div className="import-file"><dd>{name}</dd><dt>{i18n.t('文件')}</dt></div>
      </dl>
      <Models reading={reading} busy={busy} onAnswer={onAnswer} />
      {reading.state === 'REVIEW' && reading.columns.length > 0 && <Columns reading={reading} busy={busy} onChoose={(index, meaning) => void work.review(reading, { columns: [{ index, meaning }] })} />}
      {reading.state === 'REVIEW' && <Doubts reading={reading} busy={busy} onAnswer={onAnswer} />}
      <Differences reading={reading} busy={busy} onAnswer={onAnswer} />
      <Files reading={reading} work={work} />
      <Lines reading={reading} tab={shownTab} onTab={onTab} />
      {reading.state === 'REVIEW'
        ? (
          <footer className="import-foot">
            <span role="status">{open > 0 ? i18n.t('还有 {n} 个问题要回答', { n: open }) : i18n.t('都清楚了。导入后还能改。')}</span>
            <span className="grow" />
            <Button type="text" disabled={busy} onClick={() => void work.review(reading, { reject: true })}>{i18n.t('放弃这次导入')}</Button>
            <Button type="primary" disabled={open > 0} loading={busy} onClick={() => void confirm()} data-testid="import-confirm">{counts.add + counts.change === 0 ? (news > 0 ? i18n.t('放好 {n} 个文件', { n: news }) : i18n.t('没有变化，记下这次导入')) : again ? i18n.t('导入：新增 {n}，改动 {m}', { n: counts.add, m: counts.change }) : i18n.t('导入 {n} 项', { n: counts.add })}</Button>
          </footer>
        )
        : <footer className="import-foot"><ImportTag state={reading.state} /><span className="grow" /><Button onClick={onAgain}>{i18n.t('再导入一份')}</Button><Link to="/buy/moulds/$mouldId/parts" params={{ mouldId }}>{i18n.t('去看零件')}</Link></footer>}
    </>
  );
}

function Earlier({ mould, onShow }: { mould: NonNullable<ImportDoorQuery['mould']>; onShow: (id: string) => void }) {
  const { i18n } = useWords();
  if (mould.imports.length === 0) return null;
  const names = (all: readonly string[]) => { const { first, more } = fewNames(all); return more > 0 ? i18n.t('{first} 等 {n} 个文件', { first, n: more + 1 }) : first; };
  return (
    <section className="panel import-part" aria-labelledby="earlier-title">
      <h2 id="earlier-title">{i18n.t('以前的导入')}</h2>
      <ul className="import-earlier">
        {mould.imports.map(({ id, state, files, counts }) => (
          <li key={id}><ImportTag state={state} /><button type="button" className="text-button" onClick={() => onShow(id)}>{names(files.map((file) => file.name))}</button><span className="soft small num">{i18n.t('导入 {n} · 待确认 {m} · 跳过 {k}', { n: counts.import, m: counts.review, k: counts.skip })}</span></li>
        ))}
      </ul>
    </section>
  );
}

function Steps({ at }: { at: number }) {
  const { i18n } = useWords();
  return <ol className="import-steps" aria-label={i18n.t('步骤')}>{[i18n.t('文件'), i18n.t('对列'), i18n.t('检查'), i18n.t('确认')].map((word, i) => <li key={word} aria-current={i === Math.min(at, 3) ? 'step' : undefined} data-done={i < at}><span className="num">{i + 1}</span> {word}</li>)}</ol>;
}

function Bar({ label, percent }: { label: string; percent: number }) {
  return <div className="panel import-part"><p role="status">{label} <span className="num">{percent} %</span></p><progress max={100} value={percent} aria-label={label} /></div>;
}
