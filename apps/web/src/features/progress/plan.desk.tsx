import { GanttStrip } from '../../components/charts/gantt-strip.js';
import { dayMarks, timeScale } from '../../components/charts/time-scale.view.js';
import { operationSign, useOperationWords } from '../../components/signs/trade-tags.js';
import { useProcessNames } from '../../lib/api/process-names.js';
import { dayText, localDay } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { presentCell, type BoardRow } from './board.view.js';
import { Slack } from './board-cells.desk.js';
import { plannedCells, planSource } from './plan.view.js';
import { useMinute } from './use-minute.js';

const WIDTH = 760;
const DAY_MS = 86_400_000;

/** When what should run and did: outlines are what the shops planned, dashed ones the latest that keeps the promise, bars what happened. */
export default function PlanChart({ rows, names, onOpen }: { rows: readonly BoardRow[]; names: ReadonlyMap<string, string>; onOpen: (id: string) => void }) {
  const { i18n, language } = useWords();
  const words = useOperationWords();
  const processName = useProcessNames();
  const nowMs = useMinute();
  const planned = rows.map((row) => ({ row, cells: plannedCells(row, nowMs) })).filter(({ cells }) => cells.some(({ plan, real }) => plan !== null || real !== null));
  if (planned.length === 0) return <p className="soft track-empty">{i18n.t('还没有订单。定标后这里会亮起来。')}</p>;
  const promisedMs = ({ promisedDate }: BoardRow) => (promisedDate === null ? null : Date.parse(`${promisedDate}T00:00:00Z`) + DAY_MS);
  // A day more than the last promise, so that its mark stands whole.
  const scale = timeScale(planned.flatMap(({ cells }) => cells.flatMap(({ plan, real }) => [plan?.fromMs, plan?.toMs, real?.fromMs, real?.toMs].filter((ms) => ms !== undefined))).concat(nowMs, ...planned.flatMap(({ row }) => { const at = promisedMs(row); return at === null ? [] : [at + 1]; })), WIDTH);
  const day = (ms: number) => dayText(localDay(new Date(ms).toISOString()), language);
  const source = planSource(planned.flatMap(({ cells }) => cells));
  return (
    <div className="track-scroll" tabIndex={0} role="region" aria-label={i18n.t('计划')}>
      <table className="plain-table plan-table">
        <caption>{source.planned === 0 ? i18n.t('加工厂没有逐道排产，虚框是按承诺交期倒推的最晚时间；') : i18n.t('实框：加工厂排的 {planned} 道；虚框：按承诺交期倒推的 {reckoned} 道；', source)}{i18n.t('实条：实际做的时间；◆ 承诺；虚线：现在。只列已下单的 {n} 个零件。', { n: planned.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{i18n.t('零件')}</th>
            <th scope="col" className="plan-axis"><svg width={WIDTH} height="20" aria-hidden="true">{dayMarks(scale, 9).map(({ day, x }) => <text key={day} x={Math.max(26, Math.min(WIDTH - 26, x))} y="14" textAnchor="middle" className="axis-word">{dayText(day, language)}</text>)}</svg></th>
            <th scope="col" className="end">{i18n.t('承诺')}</th><th scope="col" className="end">{i18n.t('余量')}</th>
          </tr>
        </thead>
        <tbody>
          {planned.map(({ row, cells }) => {
            const present = presentCell(row);
            const bars = cells.map(({ cell, plan, real }) => ({ key: `${cell.seq} ${cell.orderLineId}`, sign: operationSign(cell.state), plan, real, title: [`${cell.seq} ${processName(cell.process)}`, words[cell.state], names.get(cell.doneById) ?? '', plan?.planned && i18n.t('计划 {day}', { day: day(plan.toMs) }), real && (real.over ? i18n.t('实际 {day}', { day: day(real.toMs) }) : i18n.t('开工 {at}', { at: day(real.fromMs) }))].filter(Boolean).join(' · ') }));
            const said = present === null ? i18n.t('工序都已转序') : `${processName(present.process)} ${words[present.state]}`;
            return (
              <tr key={row.partId}>
                <th scope="row"><button type="button" className="text-button" onClick={() => onOpen(row.partId)}><span className="num">{row.partNo}</span> {row.name}</button></th>
                <td><GanttStrip bars={bars} promisedMs={promisedMs(row)} nowMs={nowMs} scale={scale} label={`${row.partNo}: ${said}`} /></td>
                <td className="end num">{row.promisedDate === null ? '—' : dayText(row.promisedDate, language)}</td>
                <td className="end num">{row.slackDays === null ? '—' : <Slack days={row.slackDays} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
