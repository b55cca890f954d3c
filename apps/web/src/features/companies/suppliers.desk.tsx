import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { SetSupplierRelation, SupplierList } from '../../generated/companies/companies.js';
import type { SupplierListQuery, SupplierRelation } from '../../generated/types.js';
import { StateTag } from '../../components/signs/glyph.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { useHouse, useViewer } from '../../lib/api/house.js';
import { useCommand } from '../../lib/api/use-command.js';
import { useWords } from '../../lib/words/use-words.js';

type Card = SupplierListQuery['companies']['edges'][number]['node'];
interface SupplierSearch { q?: string; process?: string; relation?: SupplierRelation }

/** Who could make our parts: found by name and process, put on the trusted list, or never asked again. */
export default function SuppliersPage() {
  const { i18n, language } = useWords();
  const { gateway } = useHouse();
  const { roles, company } = useViewer();
  const { q = '', process, relation: asked } = useSearch({ strict: false }) as SupplierSearch;
  const relation = (['TRUSTED', 'BLOCKED'] as const).find((one) => one === asked);
  const navigate = useNavigate();
  const go = (next: SupplierSearch) => void navigate({ to: '.', search: (before: object) => ({ ...before, ...next }), replace: true });
  const filter = { search: q.trim() === '' ? null : q.trim(), process: process ?? null, relation: relation ?? null };
  const list = useInfiniteQuery({
    queryKey: ['supplier-list', filter], placeholderData: keepPreviousData, initialPageParam: null as string | null, queryFn: ({ signal, pageParam }) => gateway.ask(SupplierList, { filter, after: pageParam }, signal),
    getNextPageParam: ({ companies: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
  });
  useEffect(() => { document.title = `${i18n.t('供应商名录')} · 模享`; }, [i18n]);
  const first = list.data?.pages[0];
  const processes = first?.catalogue.processes ?? [];
  const nameOf = (code: string) => { const known = processes.find((one) => one.code === code); return known === undefined ? code : language === 'en' ? known.nameEn : known.nameZh; };
  const all = list.data?.pages.flatMap((page) => page.companies.edges.map(({ node }) => node)).filter(({ id }) => id !== company.id) ?? [];
  const mayChange = roles.some((role) => ['OWNER', 'MANAGER', 'BUYER'].includes(role));
  const tabs: readonly (readonly [SupplierRelation | undefined, string])[] = [[undefined, i18n.t('全部')], ['TRUSTED', i18n.t('信任名单')], ['BLOCKED', i18n.t('不再邀请')]];
  return (
    <div className="page-stack">
      <h1>{i18n.t('供应商名录')}</h1>
      <section className="panel">
        <div className="board-tools">
          <div role="group" aria-label={i18n.t('显示哪些公司')} className="tabs">{tabs.map(([key, word]) => <button key={word} type="button" aria-pressed={relation === key} onClick={() => go({ relation: key })}>{word}</button>)}</div>
          <label className="board-filter"><span className="unseen">{i18n.t('公司名称')}</span><input type="search" value={q} placeholder={i18n.t('公司名称')} onChange={({ target }) => go({ q: target.value || undefined })} /></label>
          <label className="row small soft">{i18n.t('工艺')}<select value={process ?? ''} onChange={({ target }) => go({ process: target.value || undefined })}><option value="">{i18n.t('不限')}</option>{processes.map(({ code }) => <option key={code} value={code}>{code} {nameOf(code)}</option>)}</select></label>
        </div>
        <div className="page-scroll">
          {list.isError && !list.data && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
          {list.isPending && <Waiting lines={8} />}
          {list.data && all.length === 0 && <EmptyNotice title={relation === 'TRUSTED' ? i18n.t('信任名单还是空的') : i18n.t('没有找到公司')}>{(relation !== undefined || q !== '' || process !== undefined) && <button type="button" className="plain-button" onClick={() => go({ relation: undefined, q: undefined, process: undefined })}>{i18n.t('显示全部')}</button>}</EmptyNotice>}
          {all.length > 0 && (
            <table className="plain-table suppliers">
              <thead><tr><th scope="col">{i18n.t('公司')}</th><th scope="col">{i18n.t('地区')}</th><th scope="col">{i18n.t('工艺')}</th><th scope="col">{i18n.t('状态')}</th><th scope="col">{i18n.t('关系')}</th></tr></thead>
              <tbody>{all.map((card) => <Row key={card.id} card={card} nameOf={nameOf} mayChange={mayChange} reload={() => void list.refetch()} />)}</tbody>
            </table>
          )}
          {list.hasNextPage && <button type="button" className="plain-button" onClick={() => void list.fetchNextPage()}>{i18n.t('更多公司')}</button>}
        </div>
      </section>
    </div>
  );
}

function Row({ card, nameOf, mayChange, reload }: { card: Card; nameOf: (code: string) => string; mayChange: boolean; reload: () => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const command = useCommand();
  const set = async (relation: SupplierRelation) => {
    const input = { companyId: card.id, relation };
    if (await command.run(input, 'CompanyCard', async (idempotencyKey) => (await gateway.ask(SetSupplierRelation, { input: { ...input, idempotencyKey } })).setSupplierRelation) !== null) reload();
  };
  const relations: readonly (readonly [SupplierRelation, string])[] = [['NONE', i18n.t('没有关系')], ['TRUSTED', i18n.t('信任')], ['BLOCKED', i18n.t('不再邀请')]];
  return (
    <tr data-testid="supplier">
      <th scope="row">{card.name}</th><td>{card.town ?? '—'}</td><td className="small soft wraps" title={card.processes.map(nameOf).join(' · ')}>{card.processes.join(' · ') || '—'}</td>
      <td>{card.status === 'OPEN' ? <StateTag sign="done">{i18n.t('可以买卖')}</StateTag> : card.status === 'PENDING' ? <StateTag sign="risk">{i18n.t('待核实')}</StateTag> : <StateTag sign="stopped">{i18n.t('已停用')}</StateTag>}</td>
      <td>
        <select className="line-select" aria-label={i18n.t('与 {name} 的关系', { name: card.name })} disabled={!mayChange || command.busy} value={card.relation} onChange={({ target }) => void set(target.value as SupplierRelation)}>{relations.map(([key, word]) => <option key={key} value={key}>{word}</option>)}</select>
        {command.message !== null && <p className="trouble small" role="alert">{command.message}</p>}
        {command.problem !== null && <ProblemNotice problem={command.problem} />}
      </td>
    </tr>
  );
}
