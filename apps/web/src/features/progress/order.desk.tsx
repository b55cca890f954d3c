import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Receive } from '../../generated/progress/inspect.js';
import { DeskDeliveries, DeskOrder } from '../../generated/progress/orders.js';
import type { DeskDeliveriesQuery, DeskOrderQuery, ReceiptStep } from '../../generated/types.js';
import { Button } from '../../components/desk/button.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { DeliveryTag, LatenessTag, LineTag } from '../../components/signs/trade-tags.js';
import { useHouse, useViewer } from '../../lib/api/house.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { dayText, moneyText } from '../../lib/format/format.view.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { InspectForm } from './inspect-form.desk.js';
import { toInspect } from './inspection.view.js';
import { expectedCounts } from './orders.view.js';
import { daysOver } from './shop-line.view.js';
import './inspect.desk.css';

type Order = NonNullable<DeskOrderQuery['order']>;
type Delivery = DeskDeliveriesQuery['deliveries']['edges'][number]['node'];

/** One order: what was promised, what has come, and what is to be signed for, counted and decided. */
export default function OrderPage() {
  const { i18n } = useWords();
  const { orderId } = useParams({ strict: false }) as { orderId: string };
  const { gateway, queries } = useHouse();
  const page = useQuery({ queryKey: ['order', orderId], queryFn: ({ signal }) => gateway.ask(DeskOrder, { id: orderId }, signal) });
  const deliveries = useQuery({ queryKey: ['order-deliveries', orderId], queryFn: ({ signal }) => gateway.ask(DeskDeliveries, { orderId }, signal) });
  const reload = () => void Promise.all([['order', orderId], ['order-deliveries', orderId]].map((queryKey) => queries.invalidateQueries({ queryKey }, { cancelRefetch: false })));
  useCompanyNews((event) => { if (event === 'RESET' || /^(order|line|operation)\./.test(event.type)) reload(); });
  const order = page.data?.order;
  useEffect(() => { document.title = `${order?.orderNo ?? i18n.t('订单')} · 模享`; }, [order, i18n]);
  if (page.isError && !page.data) return <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting lines={9} />;
  if (!order) return <EmptyNotice title={i18n.t('没有这个订单')}><Link to="/buy/orders">{i18n.t('全部订单')}</Link></EmptyNotice>;
  const sent = deliveries.data?.deliveries.edges.map(({ node }) => node) ?? [];
  return (
    <div className="order-page">
      <OrderHead order={order} />
      <OrderLines order={order} />
      {order.mySide === 'BUYER' && order.lines.filter(({ pieces }) => toInspect(pieces).length > 0).map((line) => (
        <section key={line.id} className="panel"><h2><span className="num">{line.item.itemNo}</span> {line.item.name}</h2><InspectForm pieces={line.pieces} onDecided={reload} /></section>
      ))}
      <section className="panel">
        <h2>{i18n.t('送货')} <span className="soft num">{sent.length}</span></h2>
        {deliveries.isError && <ProblemNotice problem={deliveries.error} onRetry={() => void deliveries.refetch()} />}
        {sent.length === 0 && !deliveries.isError && <p className="soft">{i18n.t('还没有送货。')}</p>}
        <ul className="deliveries-list">{sent.map((delivery) => <DeliveryLine key={delivery.id} delivery={delivery} order={order} onReceived={reload} />)}</ul>
      </section>
    </div>
  );
}

function OrderHead({ order }: { order: Order }) {
  const { i18n, language } = useWords();
  const { terms } = order;
  return (
    <section className="panel">
      <h1 className="row"><span className="num">{order.orderNo}</span> <LineTag state={order.state} /></h1>
      <dl className="order-facts num">
        <div><dt>{i18n.t('乙方')}</dt><dd>{order.supplier.name}</dd></div>
        <div><dt>{i18n.t('金额')}</dt><dd>{moneyText(order.total, language)}</dd></div>
        <div><dt>{i18n.t('下单')}</dt><dd>{dayText(order.issuedAt.slice(0, 10), language)}</dd></div>
        <div><dt>{i18n.t('付款')}</dt><dd>{terms.payment}</dd></div>
        <div><dt>{i18n.t('检验期')}</dt><dd>{i18n.t('{n} 个工作日', { n: terms.inspectionDays })}</dd></div>
      </dl>
    </section>
  );
}

function OrderLines({ order }: { order: Order }) {
  const { i18n, language } = useWords();
  const { live } = useHouse();
  return (
    <section className="panel">
      <h2>{i18n.t('订单行')}</h2>
      <div className="orders-scroll">
        <table className="plain-table orders-table">
          <thead><tr><th scope="col">{i18n.t('行')}</th><th scope="col">{i18n.t('零件')}</th><th scope="col">{i18n.t('状态')}</th><th scope="col">{i18n.t('承诺')}</th><th scope="col">{i18n.t('预计')}</th><th scope="col" className="end">{i18n.t('已交 / 件数')}</th><th scope="col" className="end">{i18n.t('已验收')}</th><th scope="col" className="end">{i18n.t('金额')}</th></tr></thead>
          <tbody>
            {order.lines.map((line) => (
              <tr key={line.id}>
                <td className="num">{line.lineNo}</td>
                <th scope="row"><b className="num">{line.item.itemNo}</b> {line.item.name} <span className="soft">{line.item.revision}</span></th>
                <td><span className="row"><LineTag state={line.state} /><LatenessTag lateness={line.lateness} days={daysOver(line.promisedDate, live.serverNow())} /></span></td>
                <td className="num">{dayText(line.promisedDate, language)}</td><td className="num">{line.forecastDate === null ? '—' : dayText(line.forecastDate, language)}</td>
                <td className="end num">{line.delivered} / {line.quantity}</td><td className="end num">{line.accepted}</td><td className="end num">{moneyText(line.amount, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function DeliveryLine({ delivery, order, onReceived }: { delivery: Delivery; order: Order; onReceived: () => void }) {
  const { i18n, language } = useWords();
  const { company } = useViewer();
  const item = (id: string) => { const line = order.lines.find((one) => one.id === id); return line === undefined ? '' : `${line.item.itemNo} ${line.item.name}`; };
  const open = delivery.state === 'DISPATCHED' || delivery.state === 'SIGNED';
  return (
    <li data-testid="delivery" data-state={delivery.state}>
      <span className="row"><b className="num">{delivery.deliveryNo}</b><DeliveryTag state={delivery.state} /><span className="soft num">{dayText(delivery.dispatchedAt.slice(0, 10), language)}{delivery.carrier === null ? '' : ` · ${delivery.carrier}`}</span></span>
      <ul className="num">{delivery.lines.map((line, i) => <li key={`${line.orderLineId} ${i}`}>{item(line.orderLineId)} · {i18n.t('送 {n}', { n: line.sent })}{line.counted === null ? '' : ` · ${i18n.t('点到 {n}', { n: line.counted })}`}</li>)}</ul>
      {open && delivery.to.id === company.id && <ReceiveForm delivery={delivery} item={item} onReceived={onReceived} />}
    </li>
  );
}

/** Signs for the parcels, and counts the pieces: two steps that different people may take. */
function ReceiveForm({ delivery, item, onReceived }: { delivery: Delivery; item: (orderLineId: string) => string; onReceived: () => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const expected = expectedCounts(delivery.lines);
  const [counts, setCounts] = useState<Readonly<Record<string, string>>>({});
  const intention = useRef({ of: '', key: '' });
  const counted = [...expected].map(([orderLineId, sent]) => ({ orderLineId, counted: counts[orderLineId] === undefined ? sent : /^\d{1,6}$/.test(counts[orderLineId]) ? Number(counts[orderLineId]) : -1 }));
  const wrong = counted.some(({ counted: n }) => n < 0);
  const receive = useMutation({
    mutationFn: async (step: ReceiptStep) => {
      const of = JSON.stringify([step, delivery.version, counted]);
      if (intention.current.of !== of) intention.current = { of, key: newKey() };
      return (await gateway.ask(Receive, { input: { idempotencyKey: intention.current.key, deliveryId: delivery.id, version: delivery.version, step, ...(step === 'COUNT' ? { counts: counted } : {}) } })).recordReceipt;
    },
    onSuccess: (answer) => { if (answer.__typename === 'Delivery' || answer.__typename === 'VersionConflict') onReceived(); },
  });
  const answer = receive.data;
  return (
    <form className="receive" onSubmit={(event) => { event.preventDefault(); if (!wrong) receive.mutate('COUNT'); }}>
      {[...expected].map(([orderLineId, sent]) => <label key={orderLineId} className="small soft">{expected.size === 1 ? i18n.t('点到几件') : item(orderLineId)} <input inputMode="numeric" value={counts[orderLineId] ?? String(sent)} onChange={({ target }) => setCounts({ ...counts, [orderLineId]: target.value })} /></label>)}
      {delivery.state === 'DISPATCHED' && <Button disabled={receive.isPending} onClick={() => receive.mutate('SIGN')} data-testid="sign">{i18n.t('只签收')}</Button>}
      <Button type="primary" htmlType="submit" disabled={wrong} loading={receive.isPending} data-testid="count">{i18n.t('点数入账')}</Button>
      {receive.isError && <ProblemNotice problem={receive.error} />}
      {answer && answer.__typename !== 'Delivery' && <p className="refusal" role="alert">{answer.message}{answer.__typename === 'QuantityRefused' && ` ${i18n.t('最多 {n} 件', { n: answer.maximum })}`}</p>}
    </form>
  );
}
