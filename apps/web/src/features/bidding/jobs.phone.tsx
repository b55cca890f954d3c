import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Jobs } from '../../generated/bidding/jobs.js';
import type { JobCardFragment } from '../../generated/types.js';
import { ChoiceButton } from '../../components/phone/kit.js';
import { Countdown } from '../../components/signs/countdown.js';
import { StateTag } from '../../components/signs/glyph.js';
import { JobFace, NoPriceYet } from '../../components/signs/job-face.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { BesidePicture } from '../../components/signs/part-picture.js';
import { useHouse } from '../../lib/api/house.js';
import { dayText, moneyText } from '../../lib/format/format.view.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { operations, pieces } from './job.view.js';
import './job.phone.css';

/** Which jobs fit my machines and my free hours now. */
export default function JobsPage() {
  const { i18n } = useWords();
  const { gateway, queries } = useHouse();
  const jobs = useInfiniteQuery({
    queryKey: ['jobs'], queryFn: ({ signal, pageParam }) => gateway.ask(Jobs, { after: pageParam }, signal), initialPageParam: null as string | null,
    getNextPageParam: ({ bidderLots: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined), refetchInterval: 15_000, maxPages: 10,
  });
  useCompanyNews((event) => { if (event === 'RESET' || event.type.startsWith('lot.')) void queries.invalidateQueries({ queryKey: ['jobs'] }, { cancelRefetch: false }); });
  useEffect(() => { document.title = `${i18n.t('适合我的任务')} · 模享`; }, [i18n]);
  if (jobs.isError && !jobs.data) return <ProblemNotice problem={jobs.error} onRetry={() => void jobs.refetch()} />;
  if (!jobs.data) return <Waiting lines={9} />;
  const lots = jobs.data.pages.flatMap(({ bidderLots }) => bidderLots.edges.map(({ node }) => node));
  return (
    <>
      <h1>{i18n.t('适合我的任务')} <span className="soft num">{lots.length}{jobs.hasNextPage ? '+' : ''}</span></h1>
      {lots.length === 0 && <EmptyNotice title={i18n.t('暂时没有适合的任务')}><p className="soft">{i18n.t('有新任务时会马上出现在这里。机床和空档登记得越全，收到的任务越多。')}</p><Link to="/m/machines/new">{i18n.t('加一台机床')}</Link><Link to="/m/capacity">{i18n.t('说说这周忙不忙')}</Link></EmptyNotice>}
      <ul className="jobs">{lots.map((lot) => <li key={lot.id}><Card lot={lot} /></li>)}</ul>
      {jobs.hasNextPage && <ChoiceButton disabled={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>{i18n.t('更多任务')}</ChoiceButton>}
    </>
  );
}

function Card({ lot }: { lot: JobCardFragment }) {
  const { i18n, language } = useWords();
  const line = lot.lines[0]!;
  const { market } = lot;
  return (
    <Link to="/m/jobs/$lotId" params={{ lotId: lot.id }} className="card job-card" data-testid="job-card" data-id={lot.id}>
      <BesidePicture url={line.thumbnailUrl}>
        <JobFace facts={{ title: lot.title, pieces: pieces(lot), material: line.material, size: line.size, operations: operations(lot) }} clock={<StateTag sign="open"><Countdown until={lot.closesAt} /></StateTag>} />
      </BesidePicture>
      <span className="spread num">
        <span>{market.best === null ? <NoPriceYet visibility={lot.rules.visibility} /> : i18n.t('最低 {price}', { price: moneyText(market.best, language) })}{!market.bidCount ? '' : ` · ${i18n.t('{n} 家', { n: market.bidCount })}`}</span>
        <span>{i18n.t('交 {day}', { day: dayText(line.requestedDate, language) })}</span>
      </span>
      <span className="spread">
        {lot.fit.reasons[0] === undefined ? <span /> : <span className="fit">✓ {lot.fit.reasons[0]}</span>}
        {lot.myBid !== null && <StateTag sign={market.rank === 1 ? 'lead' : 'behind'}>{market.rank === null ? i18n.t('已报 {price}', { price: moneyText(lot.myBid.amount, language) }) : i18n.t('第 {rank} 名', { rank: market.rank })}</StateTag>}
      </span>
    </Link>
  );
}
