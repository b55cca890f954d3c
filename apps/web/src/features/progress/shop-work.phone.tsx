import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ShopWork } from '../../generated/progress/shop-work.js';
import type { ShopLineFragment } from '../../generated/types.js';
import { ChoiceButton } from '../../components/phone/kit.js';
import { StateTag } from '../../components/signs/glyph.js';
import { Icon } from '../../components/signs/icon.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { BesidePicture } from '../../components/signs/part-picture.js';
import { LatenessTag, LineTag } from '../../components/signs/trade-tags.js';
import { useHouse } from '../../lib/api/house.js';
import { useProcessNames } from '../../lib/api/process-names.js';
import { dayText } from '../../lib/format/format.view.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { RouteDots } from './route-dots.phone.js';
import { daysOver, presentOperation, shopOperations, withWaiting } from './shop-line.view.js';
import { planSteps } from './shop-plan.view.js';
import { ShopOffersCard } from './shop-offers.phone.js';
import { shopLists, type ShopList } from './shop-work.view.js';
import { useOutbox } from './use-outbox.js';
import './shop.phone.css';

const CHANGES = /^(order|line|operation|award)\./;

/** What should be done in this shop today, and what it was asked to take. */
export default function ShopWorkPage() {
  const { i18n } = useWords();
  const { gateway, queries } = useHouse();
  const [list, setList] = useState<ShopList>('TO_DO');
  const work = useInfiniteQuery({
    queryKey: ['shop-work'], queryFn: ({ signal, pageParam }) => gateway.ask(ShopWork, { after: pageParam }, signal), initialPageParam: null as string | null,
    getNextPageParam: ({ orders: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined), refetchInterval: 30_000, maxPages: 10,
  });
  useCompanyNews((event) => { if (event === 'RESET' || CHANGES.test(event.type)) void queries.invalidateQueries({ queryKey: ['shop-work'] }, { cancelRefetch: false }); });
  useEffect(() => { document.title = `${i18n.t('在做')} · 模享`; }, [i18n]);
  if (work.isError && !work.data) return <ProblemNotice problem={work.error} onRetry={() => void work.refetch()} />;
  if (!work.data) return <Waiting lines={9} />;
  const lists = shopLists(work.data.pages.flatMap(({ orders }) => orders.edges.flatMap(({ node: { lines, buyer, orderNo } }) => lines.map((line) => ({ ...line, buyer: buyer.name, orderNo })))));
  const names: readonly (readonly [ShopList, string])[] = [['TO_DO', i18n.t('要做')], ['SENT', i18n.t('已送')], ['OVER', i18n.t('已完')]];
  return (
    <>
      <div className="spread"><h1>{i18n.t('在做')}</h1><Link to="/m/scan" className="choice-button link row" data-testid="open-scan"><Icon name="scan" size={18} />{i18n.t('扫码')}</Link></div>
      <ShopOffersCard />
      <div className="segments" role="group" aria-label={i18n.t('在做')}>{names.map(([key, word]) => <button key={key} type="button" aria-pressed={list === key} onClick={() => setList(key)}>{word} <span className="num">{lists[key].length}</span></button>)}</div>
      {lists[list].length === 0 && <EmptyNotice title={list === 'TO_DO' ? i18n.t('现在没有要做的活') : i18n.t('这里还没有')}>{list === 'TO_DO' && <Link to="/m">{i18n.t('看看适合我的任务')}</Link>}</EmptyNotice>}
      <ul className="jobs">{lists[list].map((line) => <li key={line.id}><LineCard line={line} /></li>)}</ul>
      {work.hasNextPage && <ChoiceButton disabled={work.isFetchingNextPage} onClick={() => void work.fetchNextPage()}>{i18n.t('更多订单')}</ChoiceButton>}
    </>
  );
}

function LineCard({ line }: { line: ShopLineFragment & { buyer: string; orderNo: string } }) {
  const { i18n, language } = useWords();
  const { live } = useHouse();
  const processName = useProcessNames();
  const { waiting } = useOutbox();
  const mine = waiting.filter(({ code }) => code === line.travellerCode);
  const operations = shopOperations(withWaiting(line.pieces, mine), mine);
  const present = presentOperation(operations);
  const step = planSteps(operations).find(({ seq }) => seq === present?.seq);
  return (
    <Link to="/m/t/$code" params={{ code: line.travellerCode }} className="card job-card" data-testid="shop-line" data-id={line.id}>
      <BesidePicture url={line.item.thumbnailUrl}>
        <span className="spread"><h2>{line.item.name} <span className="soft num">×{line.quantity}</span></h2>{line.lateness === 'ON_TIME' ? <LineTag state={line.state} /> : <LatenessTag lateness={line.lateness} days={daysOver(line.promisedDate, live.serverNow())} />}</span>
        <span className="soft num">{line.item.itemNo} · {line.buyer}</span>
      </BesidePicture>
      <RouteDots operations={operations} />
      <span className="spread num">
        <span>{present === null ? i18n.t('没有可报的工序') : `${present.seq} ${processName(present.process)}`}{step !== undefined && <span className="soft"> · {step.day === null ? i18n.t('还没有排') : i18n.t('至 {day}', { day: dayText(step.day, language) })}</span>}</span>
        <span>{i18n.t('交 {day}', { day: dayText(line.promisedDate, language) })}</span>
      </span>
      {mine.length > 0 && <span><StateTag sign={mine.some(({ state }) => state === 'REFUSED') ? 'stopped' : 'risk'}>{mine.some(({ state }) => state === 'REFUSED') ? i18n.t('报工未被接受') : i18n.t('待上传 {n}', { n: mine.length })}</StateTag></span>}
    </Link>
  );
}
