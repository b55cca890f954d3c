import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { PublishDraft } from '../../generated/tenders/publish.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { useWords } from '../../lib/words/use-words.js';
import { draftOf, savedLots } from './draft.view.js';
import { PublishDesk } from './publish-desk.desk.js';

/** A draft that is written on. What is published has its rules fixed and is only looked at. */
export default function EditTenderPage() {
  const { i18n } = useWords();
  const { tenderId } = useParams({ strict: false }) as { tenderId: string };
  const { gateway, live } = useHouse();
  // Read once for each visit: from then on the page itself is ahead of the house.
  const page = useQuery({ queryKey: ['draft', tenderId], queryFn: ({ signal }) => gateway.ask(PublishDraft, { id: tenderId }, signal), staleTime: 0, gcTime: 0, refetchOnWindowFocus: false });
  useEffect(() => { document.title = `${i18n.t('发布询价')} · 模享`; }, [i18n]);
  if (page.isError && !page.data) return <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting lines={10} />;
  const { tender, catalogue } = page.data;
  if (tender === null) return <EmptyNotice title={i18n.t('没有这份询价单')}><Link to="/buy/tenders">{i18n.t('回到询价')}</Link></EmptyNotice>;
  if (tender.publishedAt !== null) return <EmptyNotice title={i18n.t('已经发布，规则不再改动')}><Link to="/buy/tenders/$tenderId/live" params={{ tenderId }} search={{ tab: 'all' }}>{i18n.t('看实况')}</Link></EmptyNotice>;
  const first = draftOf(tender, live.serverNow() ?? Date.now());
  return <PublishDesk key={tender.id} first={first} saved={{ id: tender.id, version: tender.version, lots: savedLots(first, tender.lots), check: tender.check }} processes={catalogue.processes} leftOut={0} />;
}
