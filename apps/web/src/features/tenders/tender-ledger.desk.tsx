import { useInfiniteQuery } from '@tanstack/react-query';
import { LotLedger } from '../../generated/tenders/tender.js';
import type { LotLedgerQuery } from '../../generated/types.js';
import { Field } from '../../components/desk/field.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { moneyText, timeText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import type { Tender } from './tender.view.js';

type Entry = NonNullable<NonNullable<NonNullable<LotLedgerQuery['tender']>['lot']>['ledger']>['edges'][number]['node'];

/** Everything that happened to a lot, without gaps, each entry chained to the one before. */
export function TenderLedger({ tender, lotId, onLot }: { tender: Tender; lotId: string; onLot: (lotId: string) => void }) {
  const { i18n, language } = useWords();
  const { gateway } = useHouse();
  const ledger = useInfiniteQuery({
    queryKey: ['ledger', lotId], initialPageParam: null as string | null, queryFn: ({ signal, pageParam }) => gateway.ask(LotLedger, { tenderId: tender.id, lotId, after: pageParam }, signal),
    getNextPageParam: ({ tender: one }) => (one?.lot?.ledger?.pageInfo.hasNextPage ? one.lot.ledger.pageInfo.endCursor : undefined),
  });
  const entries = ledger.data?.pages.flatMap((page) => page.tender?.lot?.ledger?.edges.map(({ node }) => node) ?? []) ?? [];
  const words: Readonly<Record<Entry['type'], string>> = {
    PUBLISHED: i18n.t('已发布'), BIDDING_OPENED: i18n.t('开始报价'), BID_PLACED: i18n.t('新报价'), BID_CONFIRMED: i18n.t('确认报价'), BID_WITHDRAWN: i18n.t('撤回报价'), BID_DISQUALIFIED: i18n.t('报价作废'), EXTENDED: i18n.t('延长'), AMENDED: i18n.t('修改条款'),
    SUSPENDED: i18n.t('中止'), RESUMED: i18n.t('继续'), CLOSED: i18n.t('截标'), OPENED: i18n.t('开标'), AWARDED: i18n.t('定标有进展'), SETTLED: i18n.t('结果已定'), UNSUCCESSFUL: i18n.t('流标'), CANCELLED: i18n.t('撤销'), QUESTION_ASKED: i18n.t('提问'), QUESTION_ANSWERED: i18n.t('回答'),
  };
  return (
    <>
      <div className="tender-tools narrow-field"><Field label={i18n.t('标的')}><select id="ledger-lot" value={lotId} onChange={({ target }) => onLot(target.value)}>{tender.lots.map((lot) => <option key={lot.id} value={lot.id}>{lot.parts[0]?.partNo ?? lot.lotNo} {lot.title}</option>)}</select></Field></div>
      {ledger.isError && !ledger.data && <ProblemNotice problem={ledger.error} onRetry={() => void ledger.refetch()} />}
      {ledger.isPending && <Waiting lines={6} />}
      {ledger.data && entries.length === 0 && <EmptyNotice title={tender.rules.visibility === 'SEALED' ? i18n.t('密封期间不显示台账') : i18n.t('还没有记录')}><p className="soft">{i18n.t('条数本身就会透露报价，所以开标后才显示。')}</p></EmptyNotice>}
      {entries.length > 0 && (
        <div className="tender-scroll" role="region" tabIndex={0} aria-label={i18n.t('台账')}>
          <table className="plain-table">
            <thead><tr><th scope="col" className="end">#</th><th scope="col">{i18n.t('时间')}</th><th scope="col">{i18n.t('事件')}</th><th scope="col">{i18n.t('代号')}</th><th scope="col" className="end">{i18n.t('金额')}</th><th scope="col" className="end">{i18n.t('截标')}</th><th scope="col">{i18n.t('指纹')}</th></tr></thead>
            <tbody>
              {entries.map((entry) => (
                <tr key={entry.seq}><td className="end num">{entry.seq}</td><td className="num">{timeText(entry.at)}</td><th scope="row">{words[entry.type] ?? entry.type}{entry.reason !== null && <div className="soft small">{entry.reason}</div>}</th><td>{entry.alias ?? '—'}</td><td className="end num">{entry.amount === null ? '—' : moneyText(entry.amount, language)}</td><td className="end num">{timeText(entry.closesAt)}</td><td><code className="mono small" title={entry.hash}>{entry.hash.slice(0, 12)}</code></td></tr>
              ))}
            </tbody>
          </table>
          {ledger.hasNextPage && <button type="button" className="plain-button" disabled={ledger.isFetchingNextPage} onClick={() => void ledger.fetchNextPage()}>{i18n.t('更多记录')}</button>}
        </div>
      )}
    </>
  );
}
