import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Moulds } from '../../generated/moulds/moulds.js';
import type { MouldState, MouldsQuery } from '../../generated/types.js';
import { MouldTag } from '../../components/desk/mould-tag.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { oneOf } from '../../lib/address/address.view.js';
import { useHouse } from '../../lib/api/house.js';
import { dayText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import './moulds.desk.css';

type Tab = 'all' | 'before' | 'making' | 'over';
interface MouldsSearch { tab?: Tab; q?: string }

const STATES: Readonly<Record<Tab, readonly MouldState[] | null>> = {
  all: null, before: ['DRAFT', 'DESIGN', 'RELEASED'], making: ['MACHINING', 'ASSEMBLY', 'TRIAL', 'MODIFICATION', 'ON_HOLD'], over: ['ACCEPTED', 'SHIPPED', 'CLOSED', 'CANCELLED'],
};

/** Own moulds, the next trial first. */
export default function MouldsPage() {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const navigate = useNavigate();
  const { tab: asked, q = '' } = useSearch({ strict: false }) as MouldsSearch;
  const tab = oneOf(asked, ['all', 'before', 'making', 'over'], 'all');
  const change = (next: MouldsSearch) => void navigate({ to: '.', search: (before: object) => ({ ...before, ...next }), replace: true });
  const states = STATES[tab];
  const filter = { search: q.trim() || null, states: states === null ? null : [...states] };
  const moulds = useInfiniteQuery({
    queryKey: ['moulds', filter], queryFn: ({ signal, pageParam }) => gateway.ask(Moulds, { filter, after: pageParam }, signal), initialPageParam: null as string | null, placeholderData: keepPreviousData,
    getNextPageParam: ({ moulds: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
  });
  useEffect(() => { document.title = `${i18n.t('模具')} · 模享`; }, [i18n]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const field = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]');
      if (field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.key !== '/') return;
      event.preventDefault();
      document.getElementById('mould-filter')?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  if (moulds.isError && !moulds.data) return <ProblemNotice problem={moulds.error} onRetry={() => void moulds.refetch()} />;
  if (!moulds.data) return <Waiting lines={8} />;
  const all = moulds.data.pages.flatMap((page) => page.moulds.edges.map(({ node }) => node));
  const tabs: readonly (readonly [Tab, string])[] = [['all', i18n.t('全部')], ['before', i18n.t('准备')], ['making', i18n.t('在制')], ['over', i18n.t('完结')]];
  const narrowed = tab !== 'all' || q !== '';
  return (
    <section className="panel moulds" aria-labelledby="moulds-title">
      <header className="spread moulds-head"><h1 id="moulds-title">{i18n.t('模具')}</h1><Link to="/buy/moulds/new" className="plain-button as-link primary-link" data-testid="new-mould">{i18n.t('新建模具')}</Link></header>
      <div className="tools">
        <div role="group" aria-label={i18n.t('显示哪些模具')} className="tabs">{tabs.map(([key, word]) => <button key={key} type="button" aria-pressed={tab === key} onClick={() => change({ tab: key === 'all' ? undefined : key })}>{word}</button>)}</div>
        <label><span className="unseen">{i18n.t('按模具号或名称找')}</span><input id="mould-filter" type="search" value={q} placeholder={i18n.t('模具号、名称…  /')} onChange={({ target }) => change({ q: target.value || undefined })} /></label>
      </div>
      {all.length === 0
        ? narrowed
          ? <EmptyNotice title={i18n.t('没有符合条件的模具')}><button type="button" className="plain-button" onClick={() => change({ tab: undefined, q: undefined })}>{i18n.t('显示全部')}</button></EmptyNotice>
          : <EmptyNotice title={i18n.t('还没有模具')}><p className="soft">{i18n.t('新建一套，再把零件清单拖进来：两百多个零件一次拆好。')}</p><Link to="/buy/moulds/new">{i18n.t('新建模具')}</Link></EmptyNotice>
        : (
          <div className="wide">
            <table className="plain-table moulds-table">
              <thead><tr><th scope="col">{i18n.t('模具号')}</th><th scope="col">{i18n.t('名称')}</th><th scope="col">{i18n.t('客户')}</th><th scope="col">{i18n.t('状态')}</th><th scope="col" className="end">{i18n.t('已验收 / 零件')}</th><th scope="col" className="end">{i18n.t('外协')}</th><th scope="col" className="end">{i18n.t('可发布')}</th><th scope="col" className="end">{i18n.t('缺资料')}</th><th scope="col" className="end">T1</th></tr></thead>
              <tbody>{all.map((mould) => <MouldRow key={mould.id} mould={mould} />)}</tbody>
            </table>
          </div>
        )}
      {moulds.hasNextPage && <button type="button" className="plain-button" onClick={() => void moulds.fetchNextPage()}>{i18n.t('更多模具')}</button>}
    </section>
  );
}

function MouldRow({ mould: { id, mouldNo, title, customerName, state, summary, t1Date } }: { mould: MouldsQuery['moulds']['edges'][number]['node'] }) {
  const { language } = useWords();
  return (
    <tr data-id={id}>
      <th scope="row"><Link to="/buy/moulds/$mouldId/parts" params={{ mouldId: id }} className="num">{mouldNo}</Link></th>
      <td>{title}</td><td className="soft">{customerName ?? '—'}</td><td><MouldTag state={state} /></td>
      <td className="end num">{summary.accepted} / {summary.parts}</td><td className="end num">{summary.outside}</td>
      <td className="end num">{summary.publishable}</td>
      <td className="end num">{summary.incomplete === 0 ? 0 : <Link to="/buy/moulds/$mouldId/parts" params={{ mouldId: id }} search={{ tab: 'gaps' }}>{summary.incomplete}</Link>}</td>
      <td className="end num">{t1Date === null ? '—' : dayText(t1Date, language)}</td>
    </tr>
  );
}
