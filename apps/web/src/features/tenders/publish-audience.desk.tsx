import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Suppliers } from '../../generated/tenders/publish.js';
import { Field } from '../../components/desk/field.js';
import { useHouse, useViewer } from '../../lib/api/house.js';
import { useWords } from '../../lib/words/use-words.js';
import type { DraftForm } from './draft.view.js';

/** Who is asked: the trusted list, neighbours, and whom one names. */
export function PublishAudience({ form, change }: { form: DraftForm; change: (next: Partial<DraftForm>) => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const { company } = useViewer();
  const [words, setWords] = useState('');
  const { audience } = form;
  const found = useQuery({ queryKey: ['suppliers', words.trim()], queryFn: ({ signal }) => gateway.ask(Suppliers, { search: words.trim() === '' ? null : words.trim() }, signal), placeholderData: keepPreviousData });
  const offered = (found.data?.companies.edges ?? []).map(({ node }) => node).filter(({ id, relation }) => id !== company.id && relation !== 'BLOCKED' && !audience.companies.some((one) => one.id === id));
  const set = (next: Partial<DraftForm['audience']>) => change({ audience: { ...audience, ...next } });
  return (
    <section className="panel publish-panel" aria-labelledby="audience-title">
      <h2 id="audience-title">{i18n.t('问谁')}</h2>
      <div className="sentences">
        <p><label><input type="checkbox" checked={audience.trusted} onChange={({ target }) => set({ trusted: target.checked })} /> {i18n.t('信任名单里适合的')}</label></p>
        <p>
          <label><input type="checkbox" checked={audience.withinKm !== null} onChange={({ target }) => set({ withinKm: target.checked ? 100 : null })} /> {i18n.t('附近适合的')}</label>
          {audience.withinKm !== null && <> <input type="number" className="line-input num" aria-label={i18n.t('公里')} min={1} max={5_000} value={audience.withinKm} style={{ width: '8ch' }} onChange={({ target }) => { if (target.valueAsNumber >= 1) set({ withinKm: Math.round(target.valueAsNumber) }); }} /> {i18n.t('公里内')}</>}
        </p>
        <p>{i18n.t('点名邀请 {n} 家', { n: audience.companies.length })}</p>
        {audience.companies.length > 0 && <ul className="named">{audience.companies.map(({ id, name }) => <li key={id}>{name} <button type="button" className="text-button" aria-label={i18n.t('不邀请 {name}', { name })} onClick={() => set({ companies: audience.companies.filter((one) => one.id !== id) })}>×</button></li>)}</ul>}
        <Field label={i18n.t('找供应商')}><input id="supplier-search" type="search" value={words} placeholder={i18n.t('公司名称')} onChange={({ target }) => setWords(target.value)} /></Field>
        <ul className="offered" data-testid="publish-offered">
          {offered.slice(0, words.trim() === '' ? 5 : 20).map(({ id, name, town, relation }) => (
            <li key={id} className="spread"><span>{name}{town !== null && <span className="soft"> · {town}</span>}{relation === 'TRUSTED' && <span className="soft"> · {i18n.t('信任')}</span>}</span><button type="button" className="text-button" onClick={() => set({ companies: [...audience.companies, { id, name }] })}>{i18n.t('邀请')}</button></li>
          ))}
        </ul>
        {offered.length > 1 && <button type="button" className="text-button" onClick={() => set({ companies: [...audience.companies, ...offered.map(({ id, name }) => ({ id, name }))] })}>{i18n.t('全部邀请（{n} 家）', { n: offered.length })}</button>}
      </div>
    </section>
  );
}
