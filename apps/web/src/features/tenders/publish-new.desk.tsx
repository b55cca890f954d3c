import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { PublishMould, PublishMoulds } from '../../generated/tenders/publish.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { useWords } from '../../lib/words/use-words.js';
import { askable, newDraft } from './draft.view.js';
import { PublishDesk } from './publish-desk.desk.js';
import './tenders.desk.css';

/** A new tender: for the parts that were chosen, or for all of a mould that can be asked for. */
export default function NewTenderPage() {
  const { i18n } = useWords();
  const { mould, parts } = useSearch({ strict: false }) as { mould?: string; parts?: string };
  useEffect(() => { document.title = `${i18n.t('发布询价')} · 模享`; }, [i18n]);
  return mould === undefined ? <ChooseMould /> : <ForMould key={`${mould} ${parts}`} mouldId={mould} ids={parts === undefined || parts === '' ? null : parts.split(',')} />;
}

function ForMould({ mouldId, ids }: { mouldId: string; ids: string[] | null }) {
  const { i18n } = useWords();
  const { gateway, live } = useHouse();
  const page = useQuery({ queryKey: ['publish-mould', mouldId, ids], queryFn: ({ signal }) => gateway.ask(PublishMould, { mouldId, ids }, signal), refetchOnWindowFocus: false });
  if (page.isError && !page.data) return <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting lines={10} />;
  const { mould, catalogue } = page.data;
  if (mould === null) return <EmptyNotice title={i18n.t('没有这套模具')}><Link to="/buy/tenders/new">{i18n.t('选一套模具')}</Link></EmptyNotice>;
  const parts = askable(mould.parts);
  const left = mould.parts.length - parts.length;
  if (parts.length === 0) return <EmptyNotice title={i18n.t('这里没有可以发布的零件')}><p className="soft">{i18n.t('要发布的外协零件须放行、资料齐全，并且还没有在别的询价里。')}</p><Link to="/buy/tenders/new">{i18n.t('选一套模具')}</Link></EmptyNotice>;
  return <PublishDesk first={newDraft(`${mould.mouldNo} ${mould.title}`, mould.currency, parts, live.serverNow() ?? Date.now())} saved={null} processes={catalogue.processes} leftOut={ids === null ? 0 : left} />;
}

function ChooseMould() {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const moulds = useQuery({ queryKey: ['publish-moulds'], queryFn: ({ signal }) => gateway.ask(PublishMoulds, {}, signal) });
  if (moulds.isError && !moulds.data) return <ProblemNotice problem={moulds.error} onRetry={() => void moulds.refetch()} />;
  if (!moulds.data) return <Waiting lines={6} />;
  const all = moulds.data.moulds.edges.map(({ node }) => node);
  if (all.length === 0) return <EmptyNotice title={i18n.t('还没有模具')}><p className="soft">{i18n.t('先导入一套模具的零件清单，再发布询价。')}</p></EmptyNotice>;
  return (
    <section className="panel tenders">
      <h1>{i18n.t('发布询价：选一套模具')}</h1>
      <div className="page-scroll"><table className="plain-table tenders-table">
        <thead><tr><th scope="col">{i18n.t('模具号')}</th><th scope="col">{i18n.t('名称')}</th><th scope="col" className="end">{i18n.t('可发布')}</th><th scope="col" className="end">{i18n.t('缺资料')}</th></tr></thead>
        <tbody>{all.map(({ id, mouldNo, title, summary }) => <tr key={id}><th scope="row"><Link to="/buy/tenders/new" search={{ mould: id }}>{mouldNo}</Link></th><td>{title}</td><td className="end num">{summary.publishable}</td><td className="end num">{summary.incomplete}</td></tr>)}</tbody>
      </table></div>
    </section>
  );
}
