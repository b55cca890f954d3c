import { Icon } from '../../components/signs/icon.js';
import { useWords } from '../../lib/words/use-words.js';
import { namesOf, type Catalogue } from './workbench.view.js';

export interface EditedStep { process: string; outside: boolean }

/** The operations of a route in order: add, take out, move, and say which go outside. */
export function RouteEditor({ steps, catalogue, onChange }: { steps: readonly EditedStep[]; catalogue: Catalogue; onChange: (steps: EditedStep[]) => void }) {
  const { i18n, language } = useWords();
  const names = namesOf(catalogue, language);
  const put = (i: number, step: EditedStep | null) => onChange(steps.flatMap((one, at) => (at === i ? step ?? [] : one)));
  const swap = (i: number) => onChange(steps.map((step, at) => (at === i ? steps[i + 1]! : at === i + 1 ? steps[i]! : step)));
  const outside = steps.at(-1)?.outside ?? true;
  return (
    <div className="route-editor">
      {steps.length === 0 ? <p className="soft small">{i18n.t('还没有工序。')}</p> : (
        <ol>
          {steps.map((step, i) => (
            <li key={`${step.process} ${i}`}>
              <b className="num code">{step.process}</b><span className="grow">{names.process(step.process)}</span>
              <label className="row small"><input type="checkbox" checked={step.outside} disabled={step.process === 'BUY'} onChange={({ target }) => put(i, { ...step, outside: target.checked })} />{i18n.t('外协')}</label>
              <button type="button" className="chip" disabled={i === 0} aria-label={i18n.t('{process} 上移', { process: names.process(step.process) })} onClick={() => swap(i - 1)}><span aria-hidden="true">↑</span></button>
              <button type="button" className="chip" aria-label={i18n.t('去掉 {process}', { process: names.process(step.process) })} onClick={() => put(i, null)}><Icon name="close" size={14} /></button>
            </li>
          ))}
        </ol>
      )}
      <select className="text-input" value="" aria-label={i18n.t('加一道工序')} onChange={({ target }) => { if (target.value !== '') onChange([...steps, { process: target.value, outside: target.value !== 'BUY' && outside }]); }}>
        <option value="">{i18n.t('加一道工序…')}</option>
        {catalogue.processes.map(({ code }) => <option key={code} value={code}>{code} {names.process(code)}</option>)}
      </select>
    </div>
  );
}
