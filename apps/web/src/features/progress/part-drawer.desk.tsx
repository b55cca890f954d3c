import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { TrackedPart } from '../../generated/progress/board.js';
import type { TrackedPartQuery } from '../../generated/types.js';
import { Drawer } from '../../components/desk/drawer.js';
import { EvidenceStrip } from '../../components/signs/evidence.js';
import { PartPicture } from '../../components/signs/part-picture.js';
import { StateTag } from '../../components/signs/glyph.js';
import { Icon } from '../../components/signs/icon.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { LatenessTag, OperationTag, PartTag } from '../../components/signs/trade-tags.js';
import { useHouse } from '../../lib/api/house.js';
import { useProcessNames } from '../../lib/api/process-names.js';
import { dayText, momentText, sizeText } from '../../lib/format/format.view.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { Slack } from './board-cells.desk.js';
import type { BoardRow } from './board.view.js';
import { InspectForm } from './inspect-form.desk.js';
import './inspect.desk.css';

type Piece = NonNullable<TrackedPartQuery['part']>['pieces'][number];
type Run = Piece['runs'][number];

/** One part: every piece, who has it, what was reported, and what is to be decided. */
export default function PartDrawer({ partId, seq, row, onClose }: { partId: string; /** The operation that was asked for. */ seq: number | null; row: BoardRow | null; onClose: () => void }) {
  const { i18n, language } = useWords();
  const { gateway, queries } = useHouse();
  const key = ['tracked-part', partId];
  const page = useQuery({ queryKey: key, queryFn: ({ signal }) => gateway.ask(TrackedPart, { id: partId }, signal) });
  const reload = () => void Promise.all([queries.invalidateQueries({ queryKey: key }, { cancelRefetch: false }), queries.invalidateQueries({ queryKey: ['board'] }, { cancelRefetch: false })]);
  useCompanyNews((event) => { if (event !== 'RESET' && event.cell?.partId === partId) reload(); });
  const part = page.data?.part;
  return (
    <Drawer open onClose={onClose} size={520} mask={false} closeIcon={<span aria-label={i18n.t('关闭')}><Icon name="close" size={16} /></span>} title={<span><b className="num">{row?.partNo ?? part?.partNo}</b> {row?.name ?? part?.name}</span>}>
      {page.isError && !page.data ? <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} /> : !page.data ? <Waiting lines={6} /> : !part ? <EmptyNotice title={i18n.t('没有这个零件')} /> : (
        <div className="part-drawer">
          <div className="piece-head">{part.thumbnailUrl !== null && <PartPicture url={part.thumbnailUrl} size="card" />}<PartTag state={part.state} />{row !== null && <LatenessTag lateness={row.lateness} />}{row !== null && row.slackDays !== null && <span className="row">{i18n.t('余量')} <Slack days={row.slackDays} /></span>}{row !== null && row.promisedDate !== null && <span className="num">{i18n.t('承诺 {day}', { day: dayText(row.promisedDate, language) })}</span>}</div>
          <p className="soft num">{[i18n.t('版本 {revision}', { revision: part.revision }), part.material, part.hardness, sizeText(part.size), `×${part.quantity}`].filter(Boolean).join(' · ')}</p>
          {part.requirements !== null && <p className="soft">{part.requirements}</p>}
          <InspectForm pieces={part.pieces} onDecided={reload} />
          {part.pieces.length === 0 && <EmptyNotice title={i18n.t('还没有实物')}><p className="soft">{i18n.t('零件放行并下单后，每一件都列在这里。')}</p></EmptyNotice>}
          {part.pieces.map((piece) => <PieceRuns key={piece.id} piece={piece} seq={seq} />)}
        </div>
      )}
    </Drawer>
  );
}

function PieceRuns({ piece, seq }: { piece: Piece; seq: number | null }) {
  const { i18n } = useWords();
  return (
    <section aria-label={piece.serial}>
      <h3 className="piece-head"><span className="num">{piece.serial}{piece.count > 1 ? ` ×${piece.count}` : ''}</span><PartTag state={piece.state} /><span className="soft small">{piece.holder === null ? i18n.t('在路上') : i18n.t('在 {holder}', { holder: piece.holder.name })} · <span className="num">{piece.progressPercent}%</span></span></h3>
      <ol className="piece-runs">{piece.runs.map((run) => <RunLine key={run.id} run={run} asked={run.seq === seq} />)}</ol>
    </section>
  );
}

function RunLine({ run, asked }: { run: Run; asked: boolean }) {
  const { i18n, language } = useWords();
  const processName = useProcessNames();
  const last = run.reports.at(-1);
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => { if (asked) line.current?.scrollIntoView({ block: 'nearest' }); }, [asked]);
  return (
    <li ref={line} aria-current={asked ? 'step' : undefined}>
      <span className="soft num">{run.seq}</span>
      <span className="grow">{processName(run.process)}{run.rework && <> · {i18n.t('返工')}</>}</span>
      <span className="soft">{run.doneBy.name}</span>
      {run.quietHours !== null && run.quietHours >= 24 && <StateTag sign="inspect">{i18n.t('{n} 小时没有动静', { n: run.quietHours })}</StateTag>}
      <OperationTag state={run.state} />
      <span className="soft num" style={{ flexBasis: '100%' }}>
        {[run.startedAt === null ? null : i18n.t('开工 {at}', { at: momentText(run.startedAt, language) }), run.endedAt === null ? null : i18n.t('完工 {at}', { at: momentText(run.endedAt, language) }), run.minutes > 0 ? i18n.t('{n} 分', { n: run.minutes }) : null, typeof last?.minutes !== 'number' ? null : i18n.t('厂报 {n} 分', { n: last.minutes }), last?.note ?? null].filter(Boolean).join(' · ')}
      </span>
      <EvidenceStrip evidence={run.reports.flatMap(({ evidence }) => evidence)} />
    </li>
  );
}
