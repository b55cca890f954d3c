import { useState } from 'react';
import type { AwardTenderFragment } from '../../generated/types.js';
import { Ask } from '../../components/desk/ask.js';
import { Field } from '../../components/desk/field.js';
import { StateTag } from '../../components/signs/glyph.js';
import { useViewer } from '../../lib/api/house.js';
import { moneyText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { acceptances, type AwardMatrix } from './award-matrix.view.js';
import type { useAward } from './use-award.js';

/** How decisions stand that were made: acceptances, and what waits for a manager, who approves or sends back here. */
export function AwardApproval({ tender, matrix, award }: { tender: AwardTenderFragment; matrix: AwardMatrix; award: ReturnType<typeof useAward> }) {
  const { i18n, language } = useWords();
  const { roles } = useViewer();
  const [sending, setSending] = useState(false);
  const [reason, setReason] = useState('');
  const { offered, accepted, fallen, proposed } = acceptances(tender.awards);
  if (offered + accepted + fallen + proposed === 0) return null;
  const waiting = matrix.rows.flatMap((row) => (row.award?.state === 'PROPOSED' ? [row] : []));
  const total = waiting.reduce((sum, row) => sum + ([...row.cells.values()].find(({ bidId }) => bidId === row.award!.bidId)?.minor ?? 0n), 0n);
  const manager = roles.some((role) => role === 'OWNER' || role === 'MANAGER');
  const sendBack = async () => { if (await award.decide(false, reason.trim())) setReason(''); setSending(false); };
  return (
    <section className="panel award-approval no-print" aria-label={i18n.t('接单情况')} data-testid="award-acceptances">
      <span className="row">
        <b>{i18n.t('接单情况')}</b>
        {proposed > 0 && <StateTag sign="evaluating">{i18n.t('待批准 {n}', { n: proposed })}</StateTag>}
        <StateTag sign="awarded">{i18n.t('待接单 {n}', { n: offered })}</StateTag>
        <StateTag sign="done">{i18n.t('已接单 {n}', { n: accepted })}</StateTag>
        {fallen > 0 && <StateTag sign="stopped">{i18n.t('未接 {n}', { n: fallen })}</StateTag>}
      </span>
      {waiting.length > 0 && (
        <span className="row">
          <span className="num">{i18n.t('{n} 项 {total} 等经理批准', { n: waiting.length, total: moneyText({ amountMinor: String(total), currency: matrix.currency }, language) })}</span>
          {manager && <button type="button" className="plain-button" disabled={award.busy} data-testid="award-send-back" onClick={() => setSending(true)}>{i18n.t('退回')}</button>}
          {manager && <button type="button" className="solid-button" disabled={award.busy} data-testid="award-approve" onClick={() => void award.decide(true, null)}>{i18n.t('批准并发出')}</button>}
        </span>
      )}
      <Ask open={sending} title={i18n.t('退回 {n} 项', { n: waiting.length })} confirm={i18n.t('退回')} ready={reason.trim() !== ''} busy={award.busy} onConfirm={() => void sendBack()} onClose={() => setSending(false)} testId="award-back">
        <Field label={i18n.t('为什么退回')}><textarea id="back-reason" rows={2} maxLength={1_000} required value={reason} onChange={({ target }) => setReason(target.value)} /></Field>
      </Ask>
    </section>
  );
}
