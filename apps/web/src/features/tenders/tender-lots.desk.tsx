import { useState } from 'react';
import { CancelLots } from '../../generated/tenders/tender.js';
import { Ask } from '../../components/desk/ask.js';
import { Field } from '../../components/desk/field.js';
import { Countdown } from '../../components/signs/countdown.js';
import { PartPicture } from '../../components/signs/part-picture.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { useCommand } from '../../lib/api/use-command.js';
import { changePercent, changeText, dayText, moneyText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { TenderTag } from '../../components/desk/tender-tags.js';
import { cancellable, type Tender } from './tender.view.js';

/** The lots with where they stand; those that are not decided may be cancelled with a reason that every bidder reads. */
export function TenderLots({ tender, onLedger, reload }: { tender: Tender; onLedger: (lotId: string) => void; reload: () => void }) {
  const { i18n, language } = useWords();
  const { gateway } = useHouse();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const command = useCommand();
  const free = new Set(cancellable(tender).map(({ id }) => id));
  const chosen = [...marked].filter((id) => free.has(id));
  const pictured = tender.lots.some(({ parts }) => (parts[0]?.thumbnailUrl ?? null) !== null);
  const cancel = async () => {
    const input = { tenderId: tender.id, version: tender.version, lotIds: chosen, reason: reason.trim() };
    const done = await command.run(input, 'BuyerTender', async (idempotencyKey) => (await gateway.ask(CancelLots, { input: { ...input, idempotencyKey } })).cancelLots);
    if (done !== null) { setMarked(new Set()); setReason(''); }
    setAsking(false);
    reload();
  };
  return (
    <>
      {chosen.length > 0 && <div className="row tender-tools"><button type="button" className="plain-button" onClick={() => setAsking(true)}>{i18n.t('撤销 {n} 项', { n: chosen.length })}</button><button type="button" className="text-button" onClick={() => setMarked(new Set())}>{i18n.t('取消勾选')}</button></div>}
      {command.message !== null && <p className="trouble tender-tools" role="alert">{command.message}</p>}
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
      <div className="tender-scroll" role="region" tabIndex={0} aria-label={i18n.t('标的')}>
        <table className="plain-table">
          <thead><tr><th scope="col"><span className="unseen">{i18n.t('勾选')}</span></th><th scope="col">{i18n.t('标的')}</th><th scope="col">{i18n.t('工序')}</th><th scope="col" className="end">{i18n.t('要求交期')}</th><th scope="col" className="end">{i18n.t('限价')}</th><th scope="col" className="end">{i18n.t('最低价')}</th><th scope="col" className="end">{i18n.t('比目标')}</th><th scope="col" className="end">{i18n.t('报价数')}</th><th scope="col">{i18n.t('状态')}</th><th scope="col" /></tr></thead>
          <tbody>
            {tender.lots.map((lot) => {
              const against = lot.best === null || lot.reserve === null ? null : changePercent(lot.reserve.amountMinor, lot.best.amountMinor);
              return (
                <tr key={lot.id} data-testid="tender-lot">
                  <td><input type="checkbox" aria-label={lot.title} disabled={!free.has(lot.id)} checked={marked.has(lot.id)} onChange={({ target }) => setMarked((before) => { const next = new Set(before); if (target.checked) next.add(lot.id); else next.delete(lot.id); return next; })} /></td>
                  <th scope="row"><span className={pictured ? 'with-picture' : ''}>{pictured && <PartPicture url={lot.parts[0]?.thumbnailUrl ?? null} />}<span><b className="num">{lot.parts[0]?.partNo ?? lot.lotNo}</b> {lot.title} <span className="soft num">×{lot.lines.reduce((sum, { quantity }) => sum + quantity, 0)}</span></span></span></th>
                  <td className="soft small">{[...new Set(lot.lines.flatMap(({ processes }) => processes))].join('›')}</td>
                  <td className="end num">{lot.lines[0] === undefined ? '—' : dayText(lot.lines[0].requestedDate, language)}</td>
                  <td className="end num">{lot.ceiling === null ? '—' : moneyText(lot.ceiling, language)}</td>
                  <td className="end num">{lot.best === null ? '—' : moneyText(lot.best, language)}</td>
                  <td className="end num">{against === null ? '—' : changeText(against)}</td>
                  <td className="end num">{lot.bidCount ?? i18n.t('密封')}</td>
                  <td><span className="row"><TenderTag state={lot.state} />{lot.state === 'PUBLISHED' && <Countdown until={lot.closesAt} className="soft" />}</span></td>
                  <td><button type="button" className="text-button" onClick={() => onLedger(lot.id)}>{i18n.t('台账')}</button></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Ask open={asking} title={i18n.t('撤销 {n} 项', { n: chosen.length })} confirm={i18n.t('撤销')} busy={command.busy} ready={reason.trim() !== ''} onConfirm={() => void cancel()} onClose={() => setAsking(false)} testId="cancel-ask">
        <p>{i18n.t('撤销后不能恢复，密封的报价永远不开；零件可以重新询价。')}</p>
        <Field label={i18n.t('理由（每家供应商都会看到）')}><textarea id="cancel-reason" rows={2} maxLength={500} required value={reason} onChange={({ target }) => setReason(target.value)} /></Field>
      </Ask>
    </>
  );
}
