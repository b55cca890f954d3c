import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ShopTraveller } from '../../generated/progress/shop-line.js';
import { Papers } from '../../components/papers/papers.js';
import { Facts } from '../../components/phone/kit.js';
import { Glyph, StateTag } from '../../components/signs/glyph.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { LatenessTag, LineTag, operationSign, useOperationWords } from '../../components/signs/trade-tags.js';
import { useHouse } from '../../lib/api/house.js';
import { useProcessNames } from '../../lib/api/process-names.js';
import { dayText, sizeText, timeText } from '../../lib/format/format.view.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { DeliverCard } from './deliver.phone.js';
import { PlanCard } from './shop-plan.phone.js';
import { PartLooks } from './part-looks.phone.js';
import { ReportBar } from './report-bar.phone.js';
import { daysOver, presentOperation, readyToSend, shopOperations, withWaiting, type ShopOperation, type Traveller, type TravellerLine } from './shop-line.view.js';
import { planSteps } from './shop-plan.view.js';
import { ShopHistory } from './shop-history.phone.js';
import { useOutbox } from './use-outbox.js';
import { WaitingReports } from './waiting-reports.phone.js';
import './shop.phone.css';

/** What just happened to this piece. The target of the code on its paper. */
export default function ShopLinePage() {
  const { i18n } = useWords();
  const { code } = useParams({ strict: false }) as { code: string };
  const { gateway, queries } = useHouse();
  const { outbox } = useOutbox();
  const page = useQuery({ queryKey: ['traveller', code], queryFn: ({ signal }) => gateway.ask(ShopTraveller, { code }, signal), staleTime: 10_000 });
  const reload = () => void queries.invalidateQueries({ queryKey: ['traveller', code] }, { cancelRefetch: false });
  useCompanyNews((event) => { if (event === 'RESET' || /^(operation|order|line)\./.test(event.type)) reload(); });
  useEffect(() => outbox.onTaken(() => void Promise.all([queries.invalidateQueries({ queryKey: ['traveller'] }), queries.invalidateQueries({ queryKey: ['shop-work'] })])), [outbox, queries]);
  const traveller = page.data?.traveller ?? null;
  useEffect(() => { document.title = `${traveller === null ? '' : `${traveller.itemNo} ${traveller.name} · `}模享`; }, [traveller]);
  if (page.isError && !page.data) return <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting lines={9} />;
  if (traveller === null) return <EmptyNotice title={i18n.t('没有这张流程卡')}><p className="soft">{i18n.t('请核对卡上的编号：{code}', { code })}</p><Link to="/m/work">{i18n.t('看看在做的活')}</Link></EmptyNotice>;
  return <Line key={traveller.code} traveller={traveller} asOf={page.dataUpdatedAt} reload={() => void page.refetch()} stale={page.isError ? page.dataUpdatedAt : null} />;
}

function Line({ traveller, asOf, reload, stale }: { traveller: Traveller; asOf: number; reload: () => void; stale: number | null }) {
  const { i18n } = useWords();
  const { waiting: all } = useOutbox();
  const waiting = all.filter(({ code }) => code === traveller.code);
  const line = traveller.order?.lines.find(({ travellerCode }) => travellerCode === traveller.code) ?? null;
  const pieces = withWaiting(traveller.pieces, waiting);
  const held = traveller.pieces.filter(({ state }) => state === 'ON_HOLD').map(({ serial }) => serial);
  const operations = shopOperations(pieces, waiting);
  const present = presentOperation(operations);
  return (
    <>
      <LineHead traveller={traveller} line={line} />
      {traveller.outdated && <p className="band stopped" role="alert"><Glyph sign="stopped" /> {i18n.t('图纸已有新版本，旧版 {revision} 不能再加工。请向甲方要新图。', { revision: traveller.revision })}</p>}
      {stale !== null && <p className="band risk" role="status"><Glyph sign="risk" /> {i18n.t('没有网络，下面是 {time} 的情况。可以照常报工。', { time: timeText(new Date(stale).toISOString()) })}</p>}
      {held.length > 0 && <p className="band stopped" role="status"><Glyph sign="stopped" /> {i18n.t('{pieces} 已暂停，等甲方判定。', { pieces: held.join(' ') })}</p>}
      {traveller.part !== null && <PartLooks part={traveller.part} revision={traveller.revision} title={`${traveller.itemNo} ${traveller.name}`} />}
      {line !== null && traveller.order?.mySide === 'SUPPLIER' && <Papers lines={[line.item]} subjectIds={[traveller.order.id, line.id]} asOf={asOf} title={`${traveller.itemNo} ${traveller.name}`} locked={null} reload={reload} />}
      <WaitingReports waiting={waiting} />
      <Route operations={operations} present={present} />
      {line !== null && traveller.order?.mySide === 'SUPPLIER' && <PlanCard operations={operations} promisedDate={line.promisedDate} />}
      {line !== null && traveller.order?.mySide === 'SUPPLIER' && <DeliverCard orderId={traveller.order.id} line={line} ready={readyToSend(traveller.pieces)} documents={traveller.order.terms.requiredDocuments} />}
      {traveller.pieces.length > 0 && <ShopHistory traveller={traveller} />}
      {traveller.order === null && <EmptyNotice title={i18n.t('这件活不在您的公司')}><p className="soft">{i18n.t('您可以看卡上写的内容，不能报工。')}</p></EmptyNotice>}
      {traveller.mayReport && <ReportBar traveller={traveller} present={present} requirements={line?.item.requirements ?? null} />}
    </>
  );
}

function LineHead({ traveller, line }: { traveller: Traveller; line: TravellerLine | null }) {
  const { i18n, language } = useWords();
  const { live } = useHouse();
  const { order } = traveller;
  return (
    <section className="line-head">
      <p className="soft num">{traveller.itemNo} · {i18n.t('版本 {revision}', { revision: traveller.revision })}</p>
      <h1>{traveller.name}</h1>
      {line !== null && <p className="row wrap"><LineTag state={line.state} /><LatenessTag lateness={line.lateness} days={daysOver(line.promisedDate, live.serverNow())} /></p>}
      {line !== null && order !== null && (
        <details className="card">
          <summary className="spread num"><b>{i18n.t('交 {day}', { day: dayText(line.promisedDate, language) })}</b><span>{i18n.t('已交 {delivered} / {quantity} 件', { delivered: line.delivered, quantity: line.quantity })}</span></summary>
          <Facts facts={[
            [i18n.t('甲方'), order.mySide === 'SUPPLIER' ? order.buyer.name : order.supplier.name],
            [i18n.t('模具'), line.item.mould === null ? null : [line.item.mould.mouldNo, line.item.mould.title, line.item.mould.customerName].filter(Boolean).join(' · ')],
            [i18n.t('订单'), <span key="no" className="num">{order.orderNo}</span>],
            [i18n.t('已验收'), <span key="ok" className="num">{line.accepted}</span>],
            [i18n.t('材料'), [line.item.material, line.item.hardness].filter(Boolean).join(' ')],
            [i18n.t('尺寸'), sizeText(line.item.size)],
            [i18n.t('要求'), line.item.requirements],
            [i18n.t('供料'), line.item.materialSupply === 'SUPPLIER' ? i18n.t('包料') : i18n.t('来料')],
          ]} />
        </details>
      )}
    </section>
  );
}

function Route({ operations, present }: { operations: readonly ShopOperation[]; present: ShopOperation | null }) {
  const { i18n, language } = useWords();
  const words = useOperationWords();
  const dayOf = new Map(planSteps(operations).map(({ seq, day }) => [seq, day]));
  const processName = useProcessNames();
  if (operations.length === 0) return null;
  return (
    <ol className="card shop-route" aria-label={i18n.t('工序')}>
      {operations.map((operation) => (
        <li key={operation.seq} aria-current={operation === present ? 'step' : undefined} data-testid="shop-operation" data-state={operation.state}>
          <span className="num soft">{operation.seq}</span>
          <span className="grow"><b>{processName(operation.process)}</b>{operation.rework && <span className="soft"> · {i18n.t('返工')}</span>}</span>
          {dayOf.get(operation.seq) && <span className="soft num">{i18n.t('至 {day}', { day: dayText(dayOf.get(operation.seq)!, language) })}</span>}
          {operation.pieces > 1 && <span className="soft num">{operation.passed} / {operation.pieces}</span>}
          {operation.minutes > 0 && <span className="soft num">{i18n.t('{n} 分', { n: operation.minutes })}</span>}
          <StateTag sign={operation.waiting ? 'closing' : operationSign(operation.state)}>{operation.waiting ? i18n.t('待上传') : words[operation.state]}</StateTag>
        </li>
      ))}
    </ol>
  );
}
