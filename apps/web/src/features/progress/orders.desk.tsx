import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { DeskOrders } from '../../generated/progress/orders.js';
import type { OrderLineState } from '../../generated/types.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { LatenessTag, LineTag } from '../../components/signs/trade-tags.js';
import { oneOf } from '../../lib/address/address.view.js';
import { useHouse } from '../../lib/api/house.js';
import { dayText, moneyText } from '../../lib/format/format.view.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { orderSums } from './orders.view.js';
import './board.desk.css';
import './inspect.desk.css';

type View = 'open' | 'over';
const STATES: Readonly<Record<View, OrderLineState[]>> = {
  open: ['ISSUED', 'ACKNOWLEDGED', 'READY', 'IN_PROGRESS', 'FINISHED', 'PART_DELIVERED', 'DELIVERED', 'CHANGE_PENDING', 'SUSPENDED'], over: ['ACCEPTED', 'SETTLED', 'CLOSED', 'CANCELLED', 'TERMINATED'],
};

/** Own orders, the next promised day first. */
export default function OrdersPage() {
  const { i18n, language } = useWords();
  const { gateway, queries } = useHouse();
  const { view: asked } = useSearch({ strict: false }) as { view?: string };
  const view = oneOf<View>(asked, ['open', 'over'], 'open');
  const navigate = useNavigate();
  const orders = useInfiniteQuery({
    queryKey: ['orders', view], queryFn: ({ signal, pageParam }) => gateway.ask(DeskOrders, { states: STATES[view], after: pageParam }, signal), initialPageParam: null as string | null,
    getNextPageParam: ({ orders: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined), refetchInterval: 30_000, maxPages: 10,
  });
  useCompanyNews((event) => { if (event === 'RESET' || /^(order|line)\./.test(event.type)) void queries.invalidateQueries({ queryKey: ['orders'] }, { cancelRefetch: false }); });
  useEffect(() => { document.title = `${i18n.t('订单')} · 模享`; }, [i18n]);
  const views: readonly (readonly [View, string])[] = [['open', i18n.t('进行中')], ['over', i18n.t('已完成')]];
  const all = orders.data?.pages.flatMap((page) => page.orders.edges.map(({ node }) => node)) ?? [];
  return (
    <section className="panel orders-page">
      <h1>{i18n.t('订单')}</h1>
      <div role="group" aria-label={i18n.t('订单')} className="tabs">{views.map(([key, word]) => <button key={key} type="button" aria-pressed={view === key} onClick={() => void navigate({ to: '.', search: { view: key } as never, replace: true })}>{word}</button>)}</div>
      {orders.isError && !orders.data ? <ProblemNotice problem={orders.error} onRetry={() => void orders.refetch()} /> : !orders.data ? <Waiting lines={8} /> : all.length === 0 ? <EmptyNotice title={i18n.t('这里还没有订单')}><p className="soft">{i18n.t('定标并被接受后，订单会出现在这里。')}</p></EmptyNotice> : (
        <div className="orders-scroll">
          <table className="plain-table orders-table">
            <thead><tr><th scope="col">{i18n.t('单号')}</th><th scope="col">{i18n.t('乙方')}</th><th scope="col">{i18n.t('状态')}</th><th scope="col">{i18n.t('下一承诺')}</th><th scope="col" className="end">{i18n.t('已交 / 件数')}</th><th scope="col" className="end">{i18n.t('已验收')}</th><th scope="col" className="end">{i18n.t('金额')}</th></tr></thead>
            <tbody>
              {all.map((order) => {
                const sums = orderSums(order.lines);
                return (
                  <tr key={order.id} data-testid="order-row">
                    <th scope="row" className="num"><Link to="/buy/orders/$orderId" params={{ orderId: order.id }}>{order.orderNo}</Link></th>
                    <td>{order.supplier.name}</td>
                    <td><span className="row"><LineTag state={order.state} /><LatenessTag lateness={sums.lateness} /></span></td>
                    <td className="num">{sums.promisedDate === null ? '—' : dayText(sums.promisedDate, language)}</td>
                    <td className="end num">{sums.delivered} / {sums.quantity}</td><td className="end num">{sums.accepted}</td><td className="end num">{moneyText(order.total, language)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {orders.hasNextPage && <button type="button" className="plain-button" disabled={orders.isFetchingNextPage} onClick={() => void orders.fetchNextPage()}>{i18n.t('更多订单')}</button>}
    </section>
  );
}
