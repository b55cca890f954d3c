import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { MyBids } from '../../generated/bidding/my-bids.js';
import type { MyBidsQuery } from '../../generated/types.js';
import { ChoiceButton } from '../../components/phone/kit.js';
import { Countdown } from '../../components/signs/countdown.js';
import { StateTag, type Sign } from '../../components/signs/glyph.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { BesidePicture } from '../../components/signs/part-picture.js';
import { useHouse } from '../../lib/api/house.js';
import { dayText, moneyText, timeText } from '../../lib/format/format.view.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { pieces } from './job.view.js';
import './job.phone.css';

type Bid = MyBidsQuery['myBids']['edges'][number]['node'];

/** What I have bid: what is running, what came of it, and the receipts. */
export default function MyBidsPage() {
  const { i18n } = useWords();
  const { gateway, queries } = useHouse();
  const bids = useInfiniteQuery({
    queryKey: ['my-bids'], queryFn: ({ signal, pageParam }) => gateway.ask(MyBids, { after: pageParam }, signal), initialPageParam: null as string | null,
    getNextPageParam: ({ myBids: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined), refetchInterval: 20_000, maxPages: 10,
  });
  useCompanyNews((event) => { if (event === 'RESET' || /^(bid|lot|award)\./.test(event.type)) void queries.invalidateQueries({ queryKey: ['my-bids'] }, { cancelRefetch: false }); });
  useEffect(() => { document.title = `${i18n.t('我报过的价')} · 模享`; }, [i18n]);
  if (bids.isError && !bids.data) return <ProblemNotice problem={bids.error} onRetry={() => void bids.refetch()} />;
  if (!bids.data) return <Waiting lines={9} />;
  const all = bids.data.pages.flatMap(({ myBids }) => myBids.edges.map(({ node }) => node));
  return (
    <>
      <h1>{i18n.t('我报过的价')}</h1>
      {all.length === 0 && <EmptyNotice title={i18n.t('还没有报过价')}><p className="soft">{i18n.t('报价后，名次、结果和回执都在这里。')}</p><Link to="/m">{i18n.t('看看适合我的任务')}</Link></EmptyNotice>}
      <ul className="jobs">{all.map((bid) => <li key={bid.id}><Card bid={bid} /></li>)}</ul>
      {bids.hasNextPage && <ChoiceButton disabled={bids.isFetchingNextPage} onClick={() => void bids.fetchNextPage()}>{i18n.t('更早的报价')}</ChoiceButton>}
    </>
  );
}

function Card({ bid }: { bid: Bid }) {
  const { i18n, language } = useWords();
  const known: Readonly<Record<Bid['state'], readonly [Sign, string]>> = {
    VALID: ['open', i18n.t('有效')], NEEDS_CONFIRMATION: ['risk', i18n.t('待重新确认')], REPLACED: ['draft', i18n.t('已被新报价代替')], WITHDRAWN: ['stopped', i18n.t('已撤回')], DISQUALIFIED: ['stopped', i18n.t('作废')],
    WON: ['lead', i18n.t('中选')], STANDBY: ['awarded', i18n.t('候补')], LOST: ['draft', i18n.t('未中')], EXPIRED: ['draft', i18n.t('已失效')],
  };
  const { rank } = bid.lot.market;
  const running = bid.state === 'VALID' && bid.lot.state === 'PUBLISHED' && rank !== null;
  const [sign, word] = running ? [rank === 1 ? 'lead' as const : 'behind' as const, i18n.t('第 {rank} 名', { rank })] : known[bid.state];
  return (
    <Link to="/m/jobs/$lotId" params={{ lotId: bid.lot.id }} className="card" data-testid="my-bid">
      <BesidePicture url={bid.lot.lines[0]?.thumbnailUrl ?? null}>
        <span className="spread"><h2>{bid.lot.title} <span className="soft num">×{pieces(bid.lot)}</span></h2><StateTag sign={sign}>{word}{bid.finalRank === null ? '' : ` · ${i18n.t('第 {rank} 名', { rank: bid.finalRank })}`}</StateTag></span>
        <span className="spread num"><b>{moneyText(bid.amount, language)}</b><span className="soft">{i18n.t('交 {day}', { day: dayText(bid.promisedDate, language) })}</span></span>
      </BesidePicture>
      {bid.outReason !== null && <span className="small soft" data-testid="out-reason">{bid.outReason}</span>}
      <span className="spread num small soft"><span>#{bid.receipt.receiptNo} · {timeText(bid.receipt.decidedAt)}</span>{bid.lot.state === 'PUBLISHED' && <Countdown until={bid.lot.closesAt} />}</span>
    </Link>
  );
}
