import { SCurve } from '../../components/charts/s-curve.js';
import { dayText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import type { BoardRow } from './board.view.js';
import { byDay, plannedCells, planSource, sCurve } from './plan.view.js';
import { useMinute } from './use-minute.js';

/** Are we on the curve: what should have passed by now, and what has. */
export default function CurveChart({ rows }: { rows: readonly BoardRow[] }) {
  const { i18n, language } = useWords();
  const nowMs = useMinute();
  const cells = rows.flatMap((row) => plannedCells(row, nowMs));
  const curve = sCurve(cells, nowMs);
  const source = planSource(cells);
  if (curve === null) return <p className="soft track-empty">{i18n.t('还没有订单。定标后这里会亮起来。')}</p>;
  const [should, has] = [Math.round(curve.plannedNow), Math.round(curve.doneNow)];
  const gap = should - has;
  const verdict = gap > 0 ? i18n.t('落后 {n} 个百分点', { n: gap }) : gap < 0 ? i18n.t('领先 {n} 个百分点', { n: -gap }) : i18n.t('与计划一致');
  const caption = i18n.t('到现在应完成 {should}% 的工时，实际 {has}%：{verdict}', { should, has, verdict });
  return (
    <div className="curve">
      <p><b>{caption}</b> <span className="soft">{i18n.t('只算已下单的工序。')} {source.planned === 0 ? i18n.t('加工厂没有逐道排产，计划按承诺交期倒推。') : i18n.t('{planned} 道按加工厂的排产，{reckoned} 道按承诺交期倒推。', source)}</span></p>
      <p className="row soft small"><svg width="28" height="8" aria-hidden="true"><path d="M0 4H28" stroke="var(--c-text2)" strokeWidth="2" strokeDasharray="6 4" /></svg>{i18n.t('应完成')} <svg width="28" height="8" aria-hidden="true"><path d="M0 4H28" stroke="var(--st-done-solid)" strokeWidth="3" /></svg>{i18n.t('已完成')}</p>
      <SCurve planned={curve.planned} done={curve.done} nowMs={nowMs} caption={caption} dayWord={(day) => dayText(day, language)} today={i18n.t('现在')} />
      <details>
        <summary>{i18n.t('看数据')}</summary>
        <table className="plain-table plan-table narrow">
          <thead><tr><th scope="col">{i18n.t('日期')}</th><th scope="col" className="end">{i18n.t('应完成')}</th><th scope="col" className="end">{i18n.t('已完成')}</th></tr></thead>
          <tbody>{byDay(curve, nowMs).map(({ day, planned, done }) => <tr key={day}><th scope="row" className="num">{dayText(day, language)}</th><td className="end num">{planned.toFixed(0)}%</td><td className="end num">{done === null ? '—' : `${done.toFixed(0)}%`}</td></tr>)}</tbody>
        </table>
      </details>
    </div>
  );
}
