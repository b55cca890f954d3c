import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Tenders } from '../../generated/tenders/tenders.js';
import { Countdown } from '../../components/signs/countdown.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { useWords } from '../../lib/words/use-words.js';
import { TenderTag } from '../../components/desk/tender-tags.js';
import './tenders.desk.css';

/** Own tenders, the next closing first. */
export default function TendersPage() {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const tenders = useInfiniteQuery({
    queryKey: ['tenders'], queryFn: ({ signal, pageParam }) => gateway.ask(Tenders, { after: pageParam }, signal), initialPageParam: null as string | null,
    getNextPageParam: ({ tenders: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined), refetchInterval: 20_000,
  });
  useEffect(() => { document.title = `${i18n.t('询价')} · 模享`; }, [i18n]);
  if (tenders.isError && !tenders.data) return <ProblemNotice problem={tenders.error} onRetry={() => void tenders.refetch()} />;
  if (!tenders.data) return <Waiting lines={8} />;
  const all = tenders.data.pages.flatMap((page) => page.tenders.edges.map(({ node }) => node));
  if (all.length === 0) return <EmptyNotice title={i18n.t('还没有询价单')}><p className="soft">{i18n.t('零件放行后，就可以发布询价。')}</p><Link to="/buy/tenders/new">{i18n.t('发布询价')}</Link></EmptyNotice>;
  return (
    <section className="panel tenders">
      <header className="spread tenders-head"><h1>{i18n.t('询价')}</h1><Link to="/buy/tenders/new" className="solid-button">{i18n.t('发布询价')}</Link></header>
      <div className="page-scroll"><table className="plain-table tenders-table">
        <thead><tr><th scope="col">{i18n.t('单号')}</th><th scope="col">{i18n.t('名称')}</th><th scope="col">{i18n.t('状态')}</th><th scope="col" className="end">{i18n.t('标的')}</th><th scope="col" className="end">{i18n.t('有报价')}</th><th scope="col" className="end">{i18n.t('邀请')}</th><th scope="col" className="end">{i18n.t('截标')}</th></tr></thead>
        <tbody>
          {all.map(({ id, tenderNo, title, state, closesAt, lots, invitations }) => (
            <tr key={id}>
              <td className="num">{tenderNo}</td>
              <th scope="row"><Link to={state === 'DRAFT' ? '/buy/tenders/$tenderId/edit' : '/buy/tenders/$tenderId'} params={{ tenderId: id }}>{title}</Link></th>
              <td><TenderTag state={state} /></td>
              <td className="end num">{lots.length}</td>
              <td className="end num">{state === 'DRAFT' ? '—' : lots.every(({ bidCount }) => bidCount === null) ? i18n.t('密封') : lots.filter(({ bidCount }) => (bidCount ?? 0) > 0).length}</td>
              <td className="end num">{invitations.length}</td>
              <td className="end">{state === 'PUBLISHED' ? <Link to="/buy/tenders/$tenderId/live" params={{ tenderId: id }} search={{ tab: 'all' }}><Countdown until={closesAt} /></Link> : state === 'EVALUATING' ? <Link to="/buy/tenders/$tenderId/award" params={{ tenderId: id }}>{i18n.t('定标')}</Link> : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table></div>
      {tenders.hasNextPage && <button type="button" className="plain-button" onClick={() => void tenders.fetchNextPage()}>{i18n.t('更早的询价单')}</button>}
    </section>
  );
}
