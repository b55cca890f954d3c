import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LotOffers, OrderDeliveries } from '../../generated/moulds/passport.js';
import { AwardTag, TenderTag } from '../../components/desk/tender-tags.js';
import { Countdown } from '../../components/signs/countdown.js';
import { ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { DeliveryTag, LatenessTag, LineTag } from '../../components/signs/trade-tags.js';
import { useHouse } from '../../lib/api/house.js';
import { onlyThisMachine } from '../../lib/format/address.view.js';
import { dayText, localDay, moneyText, timeText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import type { TradeLine, TradeLot } from './passport.view.js';

const SHOWN = 8;

/** A lot of the part: who offered what, and who was chosen. */
export function Lot({ tender, lot }: TradeLot) {
  const { i18n, language } = useWords();
  const { gateway } = useHouse();
  const offers = useQuery({ queryKey: ['lot-offers', tender.id], queryFn: ({ signal }) => gateway.ask(LotOffers, { tenderId: tender.id }, signal) });
  const standings = (offers.data?.tender?.standings ?? []).filter(({ lotId }) => lotId === lot.id).sort((a, b) => a.rank - b.rank);
  const awards = (offers.data?.tender?.awards ?? []).filter(({ lotId }) => lotId === lot.id);
  const chosen = new Set(awards.filter(({ state }) => state === 'ORDERED' || state === 'ACCEPTED' || state === 'OFFERED').map(({ bidId }) => bidId));
  return (
    <article className="passport-block">
      <p className="spread"><Link to="/buy/tenders/$tenderId/live" params={{ tenderId: tender.id }} search={{ tab: 'all', lot: lot.id }}><span className="num">{tender.tenderNo}</span> {tender.title}{lot.parts.length > 1 && ` · ${lot.title}`}</Link><span className="row"><TenderTag state={lot.state} />{lot.state === 'PUBLISHED' && <Countdown until={lot.closesAt} className="soft" />}</span></p>
      {lot.parts.length > 1 && <p className="soft small">{i18n.t('和另外 {n} 个零件一起报价', { n: lot.parts.length - 1 })}</p>}
      {offers.isError ? <ProblemNotice problem={offers.error} onRetry={() => void offers.refetch()} /> : offers.isPending ? <Waiting lines={2} /> : standings.length === 0
        ? <p className="soft">{lot.bidCount === null ? i18n.t('密封，截标后公开。') : i18n.t('还没有报价。')}</p>
        : (
          <table className="plain-table passport-table">
            <thead><tr><th scope="col">{i18n.t('名次')}</th><th scope="col">{i18n.t('供应商')}</th><th scope="col" className="end">{i18n.t('价格')}</th><th scope="col" className="end">{i18n.t('交期')}</th><th scope="col">{i18n.t('定标')}</th></tr></thead>
            <tbody>{standings.slice(0, SHOWN).map(({ bidId, rank, alias, bidder, comparable, promisedDate }) => (
              <tr key={bidId} data-chosen={chosen.has(bidId)}><td className="num">{rank}</td><td>{bidder?.name ?? alias}</td><td className="end num">{moneyText(comparable, language)}</td><td className="end num">{dayText(promisedDate, language)}</td><td>{awards.filter((award) => award.bidId === bidId).map((award) => <span key={award.id} title={award.reason ?? undefined}><AwardTag state={award.state} /></span>)}</td></tr>
            ))}</tbody>
          </table>
        )}
      {standings.length > SHOWN && <p className="soft small">{i18n.t('还有 {n} 个报价，见询价实况。', { n: standings.length - SHOWN })}</p>}
    </article>
  );
}

/** The order line of the part, and what it promises. */
export function Line({ order, line, revision, onPrint }: TradeLine & { revision: string; onPrint: () => void }) {
  const { i18n, language } = useWords();
  return (
    <article className="passport-block">
      <p className="spread"><span><Link to="/buy/orders/$orderId" params={{ orderId: order.id }} className="num">{order.orderNo} / {line.lineNo}</Link> {order.supplier.name}</span><span className="row"><LatenessTag lateness={line.lateness} /><LineTag state={line.state} /></span></p>
      {line.item.revision !== revision && <p className="notice bad">{i18n.t('按旧版 {old} 下单，现行版本是 {now}。', { old: line.item.revision, now: revision })}</p>}
      <dl className="passport-facts">
        <div><dt>{i18n.t('金额')}</dt><dd className="num">{moneyText(line.amount, language)} <span className="soft small">{line.amount.taxIncluded ? i18n.t('含税') : i18n.t('未税')}</span></dd></div>
        <div><dt>{i18n.t('答应的交期')}</dt><dd className="num">{dayText(line.promisedDate, language)}</dd></div>
        <div><dt>{i18n.t('预计')}</dt><dd className="num">{line.forecastDate === null ? '—' : dayText(line.forecastDate, language)}</dd></div>
        <div><dt>{i18n.t('已交 / 合格 / 订购')}</dt><dd className="num">{line.delivered} / {line.accepted} / {line.quantity}</dd></div>
        <div><dt>{i18n.t('流程卡')}</dt><dd><code className="mono">{line.travellerCode}</code> <button type="button" className="text-button small" onClick={onPrint} data-testid="print-traveller">{i18n.t('打印流程卡')}</button></dd></div>
        {onlyThisMachine(location.origin) && <div className="whole"><dd className="soft small">{i18n.t('现在的网址只有本机能打开，手机扫不开流程卡上的码：请用手机也能打开的网址登录后再打印。')}</dd></div>}
      </dl>
    </article>
  );
}

/** What travelled of the part's order lines. */
export function Deliveries({ lines }: { lines: readonly TradeLine[] }) {
  const { i18n, language } = useWords();
  const { gateway } = useHouse();
  const orderIds = [...new Set(lines.map(({ order }) => order.id))];
  const found = useQueries({ queries: orderIds.map((orderId) => ({ queryKey: ['order-deliveries', orderId], queryFn: ({ signal }: { signal: AbortSignal }) => gateway.ask(OrderDeliveries, { orderId }, signal) })) });
  const broken = found.find(({ isError }) => isError);
  if (broken) return <ProblemNotice problem={broken.error} onRetry={() => void broken.refetch()} />;
  const ours = new Set(lines.map(({ line }) => line.id));
  const deliveries = found.flatMap(({ data }) => data?.deliveries.edges.map(({ node }) => node) ?? []).filter((delivery) => delivery.lines.some(({ orderLineId }) => ours.has(orderLineId)));
  if (deliveries.length === 0) return <p className="soft">{i18n.t('还没有发过货。')}</p>;
  return (
    <table className="plain-table passport-table">
      <thead><tr><th scope="col">{i18n.t('送货单')}</th><th scope="col">{i18n.t('从 → 到')}</th><th scope="col">{i18n.t('状态')}</th><th scope="col" className="end">{i18n.t('发出 / 点数')}</th><th scope="col" className="end">{i18n.t('发出时间')}</th></tr></thead>
      <tbody>{deliveries.map(({ id, deliveryNo, from, to, state, lines: sent, carrier, dispatchedAt }) => {
        const mine = sent.filter(({ orderLineId }) => ours.has(orderLineId));
        const counted = mine.some((one) => one.counted === null) ? '—' : mine.reduce((sum, one) => sum + one.counted!, 0);
        return <tr key={id}><td className="num" title={carrier ?? undefined}>{deliveryNo}</td><td>{from.name} → {to.name}</td><td><DeliveryTag state={state} /></td><td className="end num">{mine.reduce((sum, one) => sum + one.sent, 0)} / {counted}</td><td className="end num">{dayText(localDay(dispatchedAt), language)} {timeText(dispatchedAt).slice(0, 5)}</td></tr>;
      })}</tbody>
    </table>
  );
}
