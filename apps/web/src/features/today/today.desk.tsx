import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Today } from '../../generated/today/today.js';
import { MouldTag } from '../../components/desk/mould-tag.js';
import { Countdown } from '../../components/signs/countdown.js';
import { StateTag } from '../../components/signs/glyph.js';
import { ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { useHouse, useViewer } from '../../lib/api/house.js';
import { dayText } from '../../lib/format/format.view.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { liveLines, orderRisks, orderTasks, riskLines, taskLines } from './today.view.js';
import './today.desk.css';

const CHANGES = /^(tender|lot|award|question|bid|order|line|operation)\./;

/** What needs me in the next hour. */
export default function TodayPage() {
  const { i18n, language } = useWords();
  const { gateway, queries } = useHouse();
  const { company } = useViewer();
  const today = useQuery({ queryKey: ['today'], queryFn: ({ signal }) => gateway.ask(Today, {}, signal), refetchInterval: 15_000 });
  useCompanyNews((event) => { if (event === 'RESET' || CHANGES.test(event.type)) void queries.invalidateQueries({ queryKey: ['today'] }, { cancelRefetch: false }); });
  useEffect(() => { document.title = `${i18n.t('今天')} · 模享`; }, [i18n]);
  if (today.isError && !today.data) return <ProblemNotice problem={today.error} onRetry={() => void today.refetch()} />;
  if (!today.data) return <Waiting lines={8} />;
  const tenders = today.data.tenders.edges.map(({ node }) => node);
  const moulds = today.data.moulds.edges.map(({ node }) => node);
  const [tasks, live, risks] = [taskLines(tenders), liveLines(tenders), riskLines(tenders)];
  const [floor, late] = [orderTasks(today.data, company.id), orderRisks(today.data)];
  return (
    <div className="today">
      <h1>{i18n.t('今天')} <span className="soft">{company.name}</span></h1>
      <div className="today-columns">
        <Column title={i18n.t('需要您处理')} count={tasks.length + floor.length} empty={i18n.t('没有等您处理的事。')}>
          {tasks.map(({ tenderId, title, kind, count }) => (
            <li key={`${tenderId} ${kind}`}>
              <span className="grow"><StateTag sign={kind === 'AWARD' ? 'evaluating' : 'inspect'}>{kind === 'AWARD' ? i18n.t('待定标 {n} 项', { n: count }) : i18n.t('提问 {n} 个', { n: count })}</StateTag><span className="line-title">{title}</span></span>
              <Link to={kind === 'AWARD' ? '/buy/tenders/$tenderId/award' : '/buy/tenders/$tenderId/live'} params={{ tenderId }} search={kind === 'AWARD' ? {} : { tab: 'all' }}>{kind === 'AWARD' ? i18n.t('定标') : i18n.t('查看')}</Link>
            </li>
          ))}
          {floor.map(({ orderId, orderNo, supplier, kind, count }) => (
            <li key={`${orderId} ${kind}`}>
              <span className="grow"><StateTag sign={kind === 'RECEIVE' ? 'shipped' : 'inspect'}>{kind === 'RECEIVE' ? i18n.t('待收货 {n} 批', { n: count }) : i18n.t('待检验 {n} 行', { n: count })}</StateTag><span className="line-title">{supplier} · <span className="num">{orderNo}</span></span></span>
              <Link to="/buy/orders/$orderId" params={{ orderId }}>{kind === 'RECEIVE' ? i18n.t('收货') : i18n.t('查看')}</Link>
            </li>
          ))}
        </Column>
        <Column title={i18n.t('正在竞价')} count={live.length} empty={i18n.t('现在没有开放的询价。')}>
          {live.map(({ id, title, open, lots, nextClosing, sealed }) => (
            <li key={id}>
              <span className="grow"><Link to="/buy/tenders/$tenderId/live" params={{ tenderId: id }} className="line-title">{title}</Link><span className="soft small num">{i18n.t('开放 {open} / {lots} 项', { open, lots })}{sealed ? ` · ${i18n.t('密封')}` : ''}</span></span>
              <StateTag sign="open"><Countdown until={nextClosing} /></StateTag>
            </li>
          ))}
        </Column>
        <Column title={i18n.t('有风险')} count={risks.length + late.length} empty={i18n.t('没有发现风险。')}>
          {late.map(({ orderId, orderNo, supplier, kind, count, promisedDate }) => (
            <li key={`${orderId} ${kind}`}>
              <span className="grow"><StateTag sign={kind === 'LATE' ? 'late' : kind === 'AT_RISK' ? 'risk' : 'inspect'}>{kind === 'LATE' ? i18n.t('逾期 {n} 行', { n: count }) : kind === 'AT_RISK' ? i18n.t('将逾期 {n} 行', { n: count }) : i18n.t('没有动静 {n} 行', { n: count })}</StateTag><Link to="/buy/orders/$orderId" params={{ orderId }} className="line-title">{supplier} · <span className="num">{orderNo}</span></Link></span>
              <span className="soft num">{i18n.t('承诺 {day}', { day: dayText(promisedDate, language) })}</span>
            </li>
          ))}
          {risks.map(({ tenderId, title, kind, count, nextClosing }) => (
            <li key={`${tenderId} ${kind}`}>
              <span className="grow"><StateTag sign={kind === 'NO_BID' ? 'stopped' : 'risk'}>{kind === 'NO_BID' ? i18n.t('{n} 项无人报价', { n: count }) : i18n.t('{n} 项只有 1 家', { n: count })}</StateTag><Link to="/buy/tenders/$tenderId/live" params={{ tenderId }} search={{ tab: kind === 'NO_BID' ? 'none' : 'one' }} className="line-title">{title}</Link></span>
              <Countdown until={nextClosing} className="soft" />
            </li>
          ))}
        </Column>
      </div>
      <section className="panel">
        <h2>{i18n.t('模具')}</h2>
        {moulds.length === 0
          ? (
            <div className="today-begin">
              <ol className="soft"><li>{i18n.t('建一套模具，把零件清单（Excel 或 CSV）拖进来：不用模板，看不懂的会问您。')}</li><li>{i18n.t('挑出要外协的零件，发布询价：合适的加工厂马上收到。')}</li><li>{i18n.t('看他们当场竞价，定标，然后逐道工序跟踪到验收。')}</li></ol>
              <Link to="/buy/moulds/new" className="solid-button">{i18n.t('新建模具')}</Link>
            </div>
          )
          : (
            <table className="plain-table today-moulds">
              <thead><tr><th scope="col">{i18n.t('模具号')}</th><th scope="col">{i18n.t('名称')}</th><th scope="col">{i18n.t('状态')}</th><th scope="col" className="end">{i18n.t('已验收 / 零件')}</th><th scope="col" className="end">{i18n.t('外协')}</th><th scope="col" className="end">{i18n.t('可发布')}</th><th scope="col" className="end">{i18n.t('缺资料')}</th><th scope="col" className="end">T1</th><th scope="col"><span className="unseen">{i18n.t('跟踪')}</span></th></tr></thead>
              <tbody>
                {moulds.map(({ id, mouldNo, title, state, summary, t1Date }) => (
                  <tr key={id}>
                    <th scope="row" className="num"><Link to="/buy/moulds/$mouldId/parts" params={{ mouldId: id }}>{mouldNo}</Link></th><td>{title}</td><td><MouldTag state={state} /></td>
                    <td className="end num"><Progress done={summary.accepted} all={summary.parts} /></td><td className="end num">{summary.outside}</td><td className="end num">{summary.publishable}</td>
                    <td className="end num">{summary.incomplete}</td><td className="end num">{t1Date === null ? '—' : dayText(t1Date, language)}</td>
                    <td className="end"><Link to="/buy/moulds/$mouldId/progress" params={{ mouldId: id }}>{i18n.t('跟踪')}</Link></td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
      </section>
    </div>
  );
}

function Column({ title, count, empty, children }: { title: string; count: number; empty: string; children: React.ReactNode }) {
  return <section className="panel"><h2>{title} <span className="soft num">{count}</span></h2>{count === 0 ? <p className="soft">{empty}</p> : <ul>{children}</ul>}</section>;
}

function Progress({ done, all }: { done: number; all: number }) {
  return <span className="progress"><svg width="72" height="8" aria-hidden="true"><rect width="72" height="8" rx="2" fill="var(--c-bg3)" /><rect width={all === 0 ? 0 : (72 * done) / all} height="8" rx="2" fill="var(--st-done-solid)" /></svg>{done} / {all}</span>;
}
