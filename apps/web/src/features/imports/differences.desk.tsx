import { useState } from 'react';
import { PartPicture } from '../../components/signs/part-picture.js';
import { useWords } from '../../lib/words/use-words.js';
import type { Answered } from './doubts.desk.js';
import { differencesOf, type Difference, type Reading } from './import.view.js';

const FEW = 10;

/** What the list and the model say differently, part by part; one press takes the other word, or that of all. */
export function Differences({ reading, busy, onAnswer }: { reading: Reading; busy: boolean; onAnswer: (answers: Answered[]) => void }) {
  const { i18n } = useWords();
  const [all, setAll] = useState(false);
  const every = differencesOf(reading);
  if (every.length === 0) return null;
  const count = (kind: Difference['kind']) => every.filter((one) => one.kind === kind).length;
  const counted = every.filter(({ kind }) => kind === 'QUANTITY');
  const reviewing = reading.state === 'REVIEW';
  const take = (of: 'listed' | 'modelled') => onAnswer(counted.map((one) => ({ no: one.no, answer: String(one[of]) })));
  return (
    <section className="panel import-part" aria-labelledby="differences-title" data-testid="import-differences">
      <div className="spread import-differences-head">
        <h2 id="differences-title">{i18n.t('清单和三维不一样')} <span className="soft small num">{i18n.t('数量不同 {q} · 只在三维里 {m} · 只在清单里 {l}', { q: counted.length, m: count('MODEL_ONLY'), l: count('LIST_ONLY') })}</span></h2>
        {reviewing && counted.length > 1 && <span className="row"><button type="button" className="text-button small" disabled={busy} onClick={() => take('listed')}>{i18n.t('数量全按清单')}</button><button type="button" className="text-button small" disabled={busy} onClick={() => take('modelled')}>{i18n.t('数量全按三维')}</button></span>}
      </div>
      <div className="page-scroll" role="region" tabIndex={0} aria-labelledby="differences-title">
        <table className="plain-table">
          <thead><tr><th scope="col">{i18n.t('零件')}</th><th scope="col" className="end">{i18n.t('清单')}</th><th scope="col" className="end">{i18n.t('三维')}</th><th scope="col">{i18n.t('导入时')}</th></tr></thead>
          <tbody>{(all ? every : every.slice(0, FEW)).map((one) => <Line key={one.no} one={one} open={reviewing} busy={busy} onAnswer={(answer) => onAnswer([{ no: one.no, answer }])} />)}</tbody>
        </table>
      </div>
      {every.length > FEW && <button type="button" className="text-button small" onClick={() => setAll(!all)}>{all ? i18n.t('收起') : i18n.t('显示全部 {n} 条', { n: every.length })}</button>}
    </section>
  );
}

function Line({ one, open, busy, onAnswer }: { one: Difference; open: boolean; busy: boolean; onAnswer: (answer: string) => void }) {
  const { i18n, language } = useWords();
  const { kind, row, listed, modelled, taken } = one;
  const choice = (pieces: number, words: string) => <button type="button" aria-pressed={taken === pieces} disabled={busy || !open} onClick={() => onAnswer(String(pieces))}>{words}</button>;
  return (
    <tr data-testid="difference" data-kind={kind}>
      <th scope="row"><span className="with-picture"><PartPicture url={row.model?.thumbnailUrl ?? null} /><span><b className="num">{row.partNo}</b> {row.name}</span></span></th>
      <td className="end num">{listed ?? '—'}</td><td className="end num">{modelled ?? '—'}</td>
      <td>
        {kind === 'QUANTITY' ? <span className="tabs">{choice(listed!, i18n.t('按清单 {n}', { n: listed! }))}{choice(modelled!, i18n.t('按三维 {n}', { n: modelled! }))}</span>
          : kind === 'LIST_ONLY' ? <span className="soft small">{i18n.t('照清单导入，没有图和三维尺寸')}</span>
            : row.action === 'SKIP' ? <span className="row"><span className="soft small">{i18n.t('不导入')}</span>{open && <button type="button" className="text-button small" disabled={busy} onClick={() => onAnswer(language === 'en' ? 'import' : '导入')}>{i18n.t('还是要')}</button>}</span>
              : <span className="row"><span className="soft small">{i18n.t('作为新零件导入')}</span>{open && <button type="button" className="text-button small" disabled={busy} onClick={() => onAnswer(language === 'en' ? 'skip' : '跳过')}>{i18n.t('不导入')}</button>}</span>}
      </td>
    </tr>
  );
}
