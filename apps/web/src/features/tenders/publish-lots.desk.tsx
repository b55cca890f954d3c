import { useState } from 'react';
import type { PublishMouldQuery } from '../../generated/types.js';
import { StateTag } from '../../components/signs/glyph.js';
import { PartPicture } from '../../components/signs/part-picture.js';
import { Icon } from '../../components/signs/icon.js';
import { placesOf } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { byRoute, lotTitle, merged, processesOf, split, unreadable, withOperations, type DraftForm, type DraftLot } from './draft.view.js';
import type { useDraft } from './use-draft.js';

/** The lots: made of the chosen parts, with their limits, who fits each, and what it lacks. */
export function PublishLots({ form, change, shown, onShow, draft, complaints, processes }: {
  form: DraftForm; change: (next: Partial<DraftForm>) => void; shown: string; onShow: (key: string) => void; draft: ReturnType<typeof useDraft>; complaints: ReadonlyMap<number, readonly string[]>; processes: PublishMouldQuery['catalogue']['processes'];
}) {
  const { i18n, language } = useWords();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<string | null>(null);
  const nameOf = (code: string) => { const known = processes.find((one) => one.code === code); return known === undefined ? code : language === 'en' ? known.nameEn : known.nameZh; };
  const setLot = (key: string, next: Partial<DraftLot>) => change({ lots: form.lots.map((lot) => (lot.key === key ? { ...lot, ...next } : lot)) });
  const make = (lots: DraftLot[]) => { setMarked(new Set()); change({ lots }); };
  const currency = form.rules.currency ?? 'CNY';
  const pictured = form.lots.some(({ lines }) => lines[0]!.part.thumbnailUrl !== null);
  const all = new Set(form.lots.map(({ key }) => key));
  const outsideOnly = form.lots.some(({ lines }) => lines.some(({ operationSeqs }) => operationSeqs !== null));
  return (
    <section className="panel publish-lots" aria-labelledby="lots-title">
      <header className="spread publish-lots-head">
        <h2 id="lots-title">{i18n.t('标的')} <span className="soft num">{form.lots.length}</span></h2>
        <label className="row small"><input type="checkbox" checked={outsideOnly} onChange={({ target }) => change({ lots: withOperations(form.lots, target.checked) })} /> {i18n.t('只发标为外协的工序')}</label>
      </header>
      <div className="board-tools">
        {marked.size === 0
          ? (
            <>
              <button type="button" className="plain-button" onClick={() => make(split(form.lots, all))}>{i18n.t('每件一标')}</button>
              <button type="button" className="plain-button" onClick={() => make(byRoute(form.lots))}>{i18n.t('同一路线一批')}</button>
              <span className="soft small">{i18n.t('勾选后可合并或移出')}</span>
            </>
          ) : (
            <>
              <button type="button" className="plain-button" disabled={marked.size < 2} onClick={() => make(merged(form.lots, marked))}>{i18n.t('合并 {n} 项', { n: marked.size })}</button>
              <button type="button" className="plain-button" onClick={() => make(split(form.lots, marked))}>{i18n.t('拆开')}</button>
              <button type="button" className="plain-button" onClick={() => make(form.lots.filter(({ key }) => !marked.has(key)))}>{i18n.t('移出')}</button>
              <button type="button" className="text-button" onClick={() => setMarked(new Set())}>{i18n.t('取消勾选')}</button>
            </>
          )}
      </div>
      <div className="publish-lots-list">
        <table className="plain-table">
          <thead><tr><th scope="col"><span className="unseen">{i18n.t('勾选')}</span><input type="checkbox" aria-label={i18n.t('全选')} checked={marked.size === form.lots.length} onChange={({ target }) => setMarked(target.checked ? all : new Set())} /></th><th scope="col">{i18n.t('标的')}</th><th scope="col">{i18n.t('工序')}</th><th scope="col" className="end">{i18n.t('限价 {currency}', { currency })}</th><th scope="col" className="end">{i18n.t('目标（保密）')}</th><th scope="col">{i18n.t('匹配')}</th></tr></thead>
          {form.lots.map((lot, i) => {
            const lotId = draft.saved?.lots.find(({ key }) => key === lot.key)?.id;
            const match = draft.matches.find((one) => one.lotId === lotId);
            const findings = [...(draft.saved?.check.blocking ?? []).map((one) => ({ ...one, sign: 'stopped' as const })), ...(draft.saved?.check.warnings ?? []).map((one) => ({ ...one, sign: 'risk' as const }))].filter((one) => one.lotId !== null && one.lotId === lotId);
            const open = opened === lot.key;
            const pieces = lot.lines.reduce((sum, { part, quantity }) => sum + (quantity ?? part.quantity), 0);
            return (
              <tbody key={lot.key} className={shown === lot.key ? 'shown' : ''} onClick={() => onShow(lot.key)} onFocus={() => onShow(lot.key)} data-testid="publish-lot">
                <tr>
                  <td><input type="checkbox" aria-label={lotTitle(lot)} checked={marked.has(lot.key)} onChange={({ target }) => setMarked((before) => { const next = new Set(before); if (target.checked) next.add(lot.key); else next.delete(lot.key); return next; })} /></td>
                  <th scope="row"><span className={pictured ? 'with-picture' : ''}>{pictured && <PartPicture url={lot.lines[0]!.part.thumbnailUrl} />}<span className="lot-name"><b className="num">{lot.lines[0]!.part.partNo}</b><span className="small" title={lotTitle(lot)}>{lotTitle(lot)} <span className="soft num">×{pieces}</span></span></span></span></th>
                  <td className="soft small" title={processesOf(lot).map(nameOf).join(' › ')}>{processesOf(lot).join('›')}</td>
                  {(['ceiling', 'target'] as const).map((name) => (
                    <td key={name} className="end"><input className="amount num" inputMode="decimal" aria-label={`${name === 'ceiling' ? i18n.t('限价') : i18n.t('目标价')} ${lot.lines[0]!.part.partNo}`} aria-invalid={unreadable(lot[name], currency) || undefined} placeholder="—" value={lot[name]} onChange={({ target }) => setLot(lot.key, { [name]: target.value })} /></td>
                  ))}
                  <td>
                    {match === undefined ? <span className="softer">—</span> : (
                      <button type="button" className="text-button row" aria-expanded={open} data-testid="publish-fit" onClick={() => setOpened(open ? null : lot.key)}>
                        {match.fitting === 0 ? <StateTag sign="stopped">{i18n.t('无人适合')}</StateTag> : match.fitting < 3 ? <StateTag sign="risk">{i18n.t('{n} 家适合', { n: match.fitting })}</StateTag> : <StateTag sign="open">{i18n.t('{n} 家适合', { n: match.fitting })}</StateTag>}
                        <span className={open ? 'turned' : ''}><Icon name="next" size={12} /></span>
                      </button>
                    )}
                  </td>
                </tr>
                {((complaints.get(i)?.length ?? 0) > 0 || findings.length > 0 || unreadable(lot.ceiling, currency) || unreadable(lot.target, currency)) && (
                  <tr className="findings-row"><td /><td colSpan={5}>
                    {complaints.get(i)?.map((message) => <p key={message} className="trouble small" role="alert">{message}</p>)}
                    {(unreadable(lot.ceiling, currency) || unreadable(lot.target, currency)) && <p className="trouble small" role="alert">{i18n.t('金额写成 {example}', { example: ['1180', '1180.5', '1180.50', '1180.500'][placesOf(currency)]! })}</p>}
                    {findings.map(({ code, message, sign }) => <p key={`${code}${message}`} className="small"><StateTag sign={sign}>{sign === 'stopped' ? i18n.t('不能发布') : i18n.t('请留意')}</StateTag> {message}</p>)}
                  </td></tr>
                )}
                {open && match !== undefined && (
                  <tr className="findings-row"><td /><td colSpan={5}>
                    <ul className="matches">
                      {match.companies.map(({ company, invited, fits, score, reasons }) => (
                        <li key={company.id}>
                          <StateTag sign={fits ? 'done' : 'stopped'}>{fits ? i18n.t('适合 {score}', { score }) : i18n.t('不适合')}</StateTag> <b>{company.name}</b>{company.town !== null && <span className="soft"> · {company.town}</span>}{!invited && <span className="soft"> · {i18n.t('不在邀请范围')}</span>}
                          <span className="soft small reasons">{reasons.join(' · ')}</span>
                        </li>
                      ))}
                      {match.companies.length === 0 && <li className="soft">{i18n.t('没有可以邀请的供应商。请在右侧放宽范围或点名邀请。')}</li>}
                    </ul>
                  </td></tr>
                )}
              </tbody>
            );
          })}
        </table>
      </div>
    </section>
  );
}
