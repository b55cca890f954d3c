import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { PartTrade, Passport } from '../../generated/moulds/passport.js';
import type { PassportQuery } from '../../generated/types.js';
import { useActionWords, usePauseWords } from '../../components/signs/report-words.js';
import { DrawingAccess } from '../../components/desk/drawing-access.js';
import { PartPicture } from '../../components/signs/part-picture.js';
import { EvidenceStrip } from '../../components/signs/evidence.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { documentsOf } from '../../components/sheets/sheet-documents.view.js';
import { Turntable } from '../../components/turntable/turntable.js';
import { OperationTag, PartTag } from '../../components/signs/trade-tags.js';
import { useHouse } from '../../lib/api/house.js';
import { dayText, localDay, sizeText, timeText } from '../../lib/format/format.view.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { PartSheets } from './part-sheets.desk.js';
import { useGapWords, useSupplyWords } from './part-words.desk.js';
import { Deliveries, Line, Lot } from './passport-trade.desk.js';
import { linesOfPart, lotsOfPart, reportsOf, revisionChanges, stepStandings, type PassportPart } from './passport.view.js';
import { Traveller } from './traveller.desk.js';
import { namesOf } from './workbench.view.js';
import './passport.desk.css';

const CHANGES = /^(tender|lot|award|bid|order|line|operation)\./;
const REPORTS = 30;

/** Everything about one part: what it is, who offered, who makes it, where each piece is, and what was reported. */
export default function PassportPage() {
  const { i18n } = useWords();
  const { mouldId, partId } = useParams({ strict: false }) as { mouldId: string; partId: string };
  const { gateway, queries } = useHouse();
  const found = useQuery({ queryKey: ['passport', partId], queryFn: ({ signal }) => gateway.ask(Passport, { id: partId }, signal) });
  useCompanyNews((event) => {
    if (event !== 'RESET' && !CHANGES.test(event.type)) return;
    for (const key of [['passport', partId], ['part-trade', mouldId], ['lot-offers'], ['order-deliveries']]) void queries.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
  });
  if (found.isError && !found.data) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Waiting lines={10} />;
  const { part, catalogue } = found.data;
  if (part === null) return <EmptyNotice title={i18n.t('没有这个零件')}><Link to="/buy/moulds/$mouldId/parts" params={{ mouldId }}>{i18n.t('回到零件')}</Link></EmptyNotice>;
  return <Passported key={part.id} part={part} catalogue={catalogue} />;
}

function Passported({ part, catalogue }: { part: PassportPart; catalogue: PassportQuery['catalogue'] }) {
  const { i18n, language } = useWords();
  const { gateway } = useHouse();
  const [printing, setPrinting] = useState<string | null>(null);
  const names = namesOf(catalogue, language);
  const gapWords = useGapWords();
  const supply = useSupplyWords();
  const trade = useQuery({ queryKey: ['part-trade', part.mould.id], queryFn: ({ signal }) => gateway.ask(PartTrade, { mouldId: part.mould.id }, signal) });
  const lines = trade.data ? linesOfPart(part, trade.data.orders.edges.map(({ node }) => node)) : [];
  const lots = trade.data ? lotsOfPart(part.id, trade.data.tenders.edges.map(({ node }) => node)) : [];
  const name = language === 'en' ? part.nameEn ?? part.name : part.name;
  useEffect(() => { document.title = `${part.partNo} ${name} · 模享`; }, [part.partNo, name]);
  useEffect(() => {
    if (printing === null) return;
    const done = () => setPrinting(null);
    addEventListener('afterprint', done);
    const timer = setTimeout(() => print(), 60);
    return () => { clearTimeout(timer); removeEventListener('afterprint', done); };
  }, [printing]);
  const waiting = trade.isError ? <ProblemNotice problem={trade.error} onRetry={() => void trade.refetch()} /> : trade.isPending ? <Waiting lines={2} /> : null;
  const anchors: readonly (readonly [string, string])[] = [['facts', i18n.t('资料')], ['drawings', i18n.t('图纸')], ['progress', i18n.t('进度')], ['offers', i18n.t('报价')], ['order', i18n.t('订单')], ['deliveries', i18n.t('交付')], ['log', i18n.t('记录')], ['looks', i18n.t('查看记录')]];
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const field = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]');
      const anchor = anchors[Number(event.key) - 1];
      if (field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || anchor === undefined) return;
      document.getElementById(anchor[0])?.scrollIntoView({ block: 'start' });
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  const reports = reportsOf(part);
  const documents = documentsOf(part);
  const printed = lines.find(({ line }) => line.id === printing);
  return (
    <div className="passport">
      <header className="panel passport-head">
        <div className="passport-who"><PartPicture url={part.thumbnailUrl} size="card" /><div>
          <p className="small"><Link to="/buy/moulds/$mouldId/parts" params={{ mouldId: part.mould.id }}><span className="num">{part.mould.mouldNo}</span> {part.mould.title}</Link></p>
          <h1><span className="num">{part.partNo}</span> {name}</h1>
          <p className="row"><PartTag state={part.state} /><span className="soft small num">{i18n.t('版本 {revision}', { revision: part.revision })} · {part.released ? i18n.t('已放行') : i18n.t('未放行')}</span>{part.gaps.map((gap) => <Link key={gap} to="/buy/moulds/$mouldId/parts" params={{ mouldId: part.mould.id }} search={{ part: part.id }} className="gap-link">{gapWords[gap][0]}</Link>)}</p>
        </div></div>
        <nav aria-label={i18n.t('本页')} className="row passport-nav">{anchors.map(([id, word], i) => <a key={id} href={`#${id}`}>{word} <kbd>{i + 1}</kbd></a>)}</nav>
      </header>
      <section className="panel passport-part" id="facts" aria-labelledby="facts-title">
        <div className="spread"><h2 id="facts-title">{i18n.t('资料')}</h2><Link to="/buy/moulds/$mouldId/parts" params={{ mouldId: part.mould.id }} search={{ part: part.id }}>{i18n.t('修改')}</Link></div>
        <dl className="passport-facts">
          <div><dt>{i18n.t('类别')}</dt><dd>{names.kind(part.category) || '—'}</dd></div><div><dt>{i18n.t('材料')}</dt><dd>{part.material ?? '—'}</dd></div><div><dt>{i18n.t('硬度')}</dt><dd>{part.hardness ?? '—'}</dd></div>
          <div><dt>{i18n.t('尺寸')}</dt><dd className="num">{sizeText(part.size) ?? '—'}</dd></div><div><dt>{i18n.t('数量')}</dt><dd className="num">{part.quantity}</dd></div><div><dt>{i18n.t('单重')}</dt><dd className="num">{part.unitMassKg === null ? '—' : `${Number(part.unitMassKg)} kg`}</dd></div>
          <div><dt>{i18n.t('供应')}</dt><dd>{supply[part.supply]}</dd></div><div><dt>{i18n.t('文件')}</dt><dd>{part.files.length === 0 ? '—' : part.files.map((file) => file.name).join(', ')}</dd></div>
          <div className="whole"><dt>{i18n.t('公差与表面要求')}</dt><dd>{part.requirements ?? '—'}</dd></div>
        </dl>
        {part.revisions.length > 0 && <Revisions part={part} />}
      </section>
      <section className="panel passport-part" id="drawings" aria-labelledby="drawings-title">
        <h2 id="drawings-title">{i18n.t('图纸')}</h2>
        <div className="passport-looks">
          <PartSheets documents={documents} revision={part.revision} title={`${part.partNo} ${name}`} />
          {part.model?.meshUrl && <Turntable url={part.model.meshUrl} label={i18n.t('{part} 三维', { part: part.partNo })} picture={part.model.thumbnailUrl} atOnce />}
        </div>
      </section>
      <section className="panel passport-part" id="progress" aria-labelledby="progress-title">
        <div className="spread"><h2 id="progress-title">{i18n.t('进度')}</h2><Link to="/buy/moulds/$mouldId/progress" params={{ mouldId: part.mould.id }} search={{ part: part.id }}>{i18n.t('整套模具的进度')}</Link></div>
        <Steps part={part} process={names.process} />
        <Pieces part={part} process={names.process} />
      </section>
      <section className="panel passport-part" id="offers" aria-labelledby="offers-title">
        <h2 id="offers-title">{i18n.t('报价')}</h2>
        {waiting ?? (lots.length === 0 ? <p className="soft">{i18n.t('还没有发布过询价。')}</p> : lots.map((one) => <Lot key={one.lot.id} {...one} />))}
      </section>
      <section className="panel passport-part" id="order" aria-labelledby="order-title">
        <h2 id="order-title">{i18n.t('订单')}</h2>
        {waiting ?? (lines.length === 0 ? <p className="soft">{i18n.t('还没有订单。')}</p> : lines.map((one) => <Line key={one.line.id} {...one} revision={part.revision} onPrint={() => setPrinting(one.line.id)} />))}
      </section>
      <section className="panel passport-part" id="deliveries" aria-labelledby="deliveries-title"><h2 id="deliveries-title">{i18n.t('交付')}</h2>{waiting ?? <Deliveries lines={lines} />}</section>
      <section className="panel passport-part" id="log" aria-labelledby="log-title">
        <h2 id="log-title">{i18n.t('记录')}</h2>
        {reports.length === 0 ? <p className="soft">{i18n.t('还没有报工。')}</p> : <ReportLog reports={reports} process={names.process} />}
      </section>
      <section className="panel passport-part" id="looks" aria-labelledby="looks-title"><h2 id="looks-title">{i18n.t('谁看过图纸')}</h2><DrawingAccess of={{ partId: part.id }} /></section>
      {printed !== undefined && <Traveller part={part} line={printed} names={names} />}
    </div>
  );
}

function Revisions({ part }: { part: PassportPart }) {
  const { i18n, language } = useWords();
  const words = { material: i18n.t('材料'), hardness: i18n.t('硬度'), requirements: i18n.t('公差与表面要求'), size: i18n.t('尺寸'), quantity: i18n.t('数量'), route: i18n.t('工艺路线'), files: i18n.t('图纸') };
  return (
    <table className="plain-table passport-table">
      <thead><tr><th scope="col">{i18n.t('版本')}</th><th scope="col">{i18n.t('放行')}</th><th scope="col">{i18n.t('材料')}</th><th scope="col">{i18n.t('尺寸')}</th><th scope="col" className="end">{i18n.t('数量')}</th><th scope="col">{i18n.t('改了什么')}</th></tr></thead>
      <tbody>
        {!part.released && <tr><td><b>{part.revision}</b></td><td className="soft">{i18n.t('未放行')}</td><td>{part.material ?? '—'}</td><td className="num">{sizeText(part.size) ?? '—'}</td><td className="end num">{part.quantity}</td><td /></tr>}
        {revisionChanges(part.revisions).map(({ revision, changed }) => (
          <tr key={revision.revision}>
            <td><b>{revision.revision}</b></td><td className="num">{dayText(localDay(revision.releasedAt), language)} {timeText(revision.releasedAt).slice(0, 5)}</td><td>{revision.material ?? '—'}</td><td className="num">{sizeText(revision.size) ?? '—'}</td>
            <td className="end num">{revision.quantity}</td><td>{changed.map((fact) => words[fact]).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Steps({ part, process }: { part: PassportPart; process: (code: string) => string }) {
  const { i18n } = useWords();
  const standings = stepStandings(part, part.route.map(({ seq }) => seq));
  if (part.route.length === 0) return <p className="soft">{i18n.t('还没有工序。')}</p>;
  return (
    <table className="plain-table passport-table">
      <thead><tr><th scope="col" className="end">{i18n.t('序')}</th><th scope="col">{i18n.t('工序')}</th><th scope="col">{i18n.t('状态')}</th><th scope="col">{i18n.t('谁做')}</th><th scope="col" className="end">{i18n.t('已过 / 件')}</th><th scope="col" className="end">{i18n.t('计划分钟')}</th></tr></thead>
      <tbody>{part.route.map((step) => {
        const standing = standings.get(step.seq)!;
        return <tr key={step.seq}><td className="end num">{step.seq}</td><td><code className="mono">{step.process}</code> {process(step.process)}</td><td>{standing.state === null ? <span className="soft">—</span> : <OperationTag state={standing.state} />}</td><td>{standing.doneBy ?? (step.outside ? i18n.t('外协') : i18n.t('自制'))}</td><td className="end num">{standing.passed} / {standing.pieces}</td><td className="end num">{step.plannedMinutes ?? '—'}</td></tr>;
      })}</tbody>
    </table>
  );
}

function Pieces({ part, process }: { part: PassportPart; process: (code: string) => string }) {
  const { i18n } = useWords();
  if (part.pieces.length === 0) return <p className="soft">{i18n.t('放行后才有实物件。')}</p>;
  return (
    <ul className="passport-pieces">
      {part.pieces.map(({ id, serial, count, state, holder, progressPercent, runs }) => {
        const now = runs.find((run) => ['SETUP', 'RUNNING', 'PAUSED', 'DONE', 'FAILED'].includes(run.state)) ?? runs.find((run) => run.state === 'READY' || run.state === 'DISPATCHED');
        return (
          <li key={id}>
            <b className="num">{serial}</b>{count > 1 && <span className="soft num">×{count}</span>}<PartTag state={state} />
            <span className="soft">{holder === null ? i18n.t('在路上') : i18n.t('在 {company}', { company: holder.name })}</span>
            {now !== undefined && <span className="small">{process(now.process)} <OperationTag state={now.state} />{now.quietHours !== null && now.quietHours >= 24 && <span className="soft num"> {i18n.t('{n} 小时没有动静', { n: now.quietHours })}</span>}</span>}
            <span className="row grow-end"><progress max={100} value={progressPercent} aria-label={serial} /><span className="num small">{progressPercent} %</span></span>
          </li>
        );
      })}
    </ul>
  );
}

function ReportLog({ reports, process }: { reports: ReturnType<typeof reportsOf>; process: (code: string) => string }) {
  const { i18n, language } = useWords();
  const words = useActionWords();
  const pauses = usePauseWords();
  const [all, setAll] = useState(false);
  return (
    <>
      <ol className="passport-log">
        {(all ? reports : reports.slice(0, REPORTS)).map(({ serial, process: code, report }) => (
          <li key={report.id}>
            <span className="soft num">{dayText(localDay(report.happenedAt), language)} {timeText(report.happenedAt)}</span><b className="num">{serial}</b><span>{process(code)} · {words[report.action]}{report.pauseReason !== null && ` (${pauses[report.pauseReason]})`}{report.good !== null && ` · ${i18n.t('合格 {good}，报废 {scrap}', { good: report.good, scrap: report.scrap ?? 0 })}`}{report.note !== null && ` · ${report.note}`}</span><span className="soft">{report.by}</span><EvidenceStrip evidence={report.evidence} />
          </li>
        ))}
      </ol>
      {!all && reports.length > REPORTS && <button type="button" className="plain-button" onClick={() => setAll(true)}>{i18n.t('显示全部 {n} 条', { n: reports.length })}</button>}
    </>
  );
}
