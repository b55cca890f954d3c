import { useEffect, useState } from 'react';
import type { AwardTenderFragment } from '../../generated/types.js';
import { Ask } from '../../components/desk/ask.js';
import { Field } from '../../components/desk/field.js';
import { StateTag } from '../../components/signs/glyph.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { useViewer } from '../../lib/api/house.js';
import { listText, moneyText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { pickSum, reasonsNeeded, type AwardMatrix, type Picks } from './award-matrix.view.js';
import type { useAward } from './use-award.js';

/** The one binding step: says what will go out, asks why where it must, and tells a refusal beside its lot. */
export function AwardSend({ tender, matrix, picks, award, onShow }: { tender: AwardTenderFragment; matrix: AwardMatrix; picks: Picks; award: ReturnType<typeof useAward>; onShow: (lotId: string) => void }) {
  const { i18n, language } = useWords();
  const { roles } = useViewer();
  const [asked, setAsked] = useState<Picks | null>(null);
  const [reason, setReason] = useState('');
  const [done, setDone] = useState(0);
  const sum = pickSum(matrix, asked ?? picks);
  const { passedOver, apart, overTarget } = reasonsNeeded(matrix, asked ?? picks);
  const needed = passedOver.length + apart.length + overTarget.length > 0;
  const why = [
    passedOver.length > 0 && i18n.t('{n} 项没有给第一名', { n: passedOver.length }), overTarget.length > 0 && i18n.t('{n} 项高于目标价', { n: overTarget.length }), apart.length > 0 && i18n.t('{n} 项成对零件分给了两家', { n: apart.length }),
  ].filter((one) => one !== false);
  const waiting = matrix.rows.some(({ stage }) => stage === 'DECIDE');
  const mayDecide = roles.some((role) => role === 'OWNER' || role === 'MANAGER' || role === 'BUYER');
  const manager = roles.some((role) => role === 'OWNER' || role === 'MANAGER');
  const money = (minor: bigint) => moneyText({ amountMinor: String(minor), currency: matrix.currency }, language);
  const total = money(sum.totalMinor);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => { if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.isComposing && asked === null && picks.size > 0 && mayDecide) { event.preventDefault(); setAsked(picks); } };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  const send = async () => {
    const chosen = matrix.rows.flatMap(({ lotId, cells }) => { const key = asked!.get(lotId); return key === undefined ? [] : [{ lotId, bidId: cells.get(key)!.bidId }]; });
    const taken = await award.propose(chosen, reason.trim() === '' ? null : reason.trim());
    setAsked(null);
    if (taken) { setReason(''); setDone(chosen.length); }
  };
  const quick = [i18n.t('交期更早'), i18n.t('质量更稳'), i18n.t('少几家，少转运'), i18n.t('成对零件一家做')];
  const lots = [...new Set([...passedOver, ...apart, ...overTarget.map(({ row }) => row)])];
  return (
    <footer className="award-send no-print">
      <div className="award-said" aria-live="polite">
        {award.trouble !== null && (
          <p className="trouble" role="alert" data-testid="award-trouble">
            {award.trouble.message}{award.trouble.lotId !== null && <> <button type="button" className="text-button" onClick={() => onShow(award.trouble!.lotId!)}>{i18n.t('看这一项')}</button></>}
            {award.trouble.stale && ` ${i18n.t('已重新读取，您的选择还在，请再看一遍。')}`}
          </p>
        )}
        {award.problem !== null && <ProblemNotice problem={award.problem} onRetry={award.forget} />}
        {award.trouble === null && award.problem === null && done > 0 && <p data-testid="award-done"><StateTag sign="done">{i18n.t('已定标 {n} 项', { n: done })}</StateTag></p>}
        {award.trouble === null && award.problem === null && picks.size > 0 && (needed
          ? <p className="soft">{i18n.t('要写明理由：{why}。', { why: listText(why, language) })} {manager ? i18n.t('您是经理，直接发出。') : i18n.t('由经理批准后发出。')}</p>
          : <p className="soft">{manager ? i18n.t('发出后供应商在 {n} 分钟内接单。', { n: tender.rules.acceptWithinMinutes }) : i18n.t('超过审批额度的先由经理批准，其余直接发出；供应商在 {n} 分钟内接单。', { n: tender.rules.acceptWithinMinutes })}</p>)}
      </div>
      {!mayDecide && waiting && <p className="soft">{i18n.t('您的角色可以看，定标由采购或经理来做。')}</p>}
      {waiting && <button type="button" className="solid-button" disabled={picks.size === 0 || !mayDecide || award.busy} data-testid="award-send" onClick={() => setAsked(picks)}>{i18n.t('定标 {n} 项 · {total}', { n: pickSum(matrix, picks).chosen, total: money(pickSum(matrix, picks).totalMinor) })} <kbd>Ctrl ↵</kbd></button>}
      <Ask open={asked !== null} title={i18n.t('定标 {n} 项给 {m} 家', { n: sum.chosen, m: sum.suppliers })} confirm={i18n.t('确认定标 {total}', { total })} busy={award.busy} ready={!needed || reason.trim() !== ''} onConfirm={() => void send()} onClose={() => setAsked(null)} testId="award-ask">
        <ul className="award-asked">{sum.shares.map(({ key, lots: n, minor }) => <li key={key} className="spread"><span>{matrix.columns.find((column) => column.key === key)!.name}</span><span className="num">{i18n.t('{n} 项', { n })} · {money(minor)}</span></li>)}</ul>
        {lots.length > 0 && <p className="soft small">{i18n.t('需要理由的：{lots}', { lots: listText(lots.map(({ partNo }) => partNo), language) })}</p>}
        {overTarget.length > 0 && <ul className="award-asked small" aria-label={i18n.t('高于目标价')}>{overTarget.map(({ row, minor, targetMinor }) => <li key={row.lotId} className="spread"><span>{i18n.t('{lot} 高于目标价', { lot: row.partNo })}</span><span className="num">{money(minor)} &gt; {money(targetMinor)}</span></li>)}</ul>}
        <div className="page-stack">
          <Field label={needed ? i18n.t('理由（必填，写入定标记录）') : i18n.t('理由（可不填，写入定标记录）')}><textarea id="award-reason" rows={2} maxLength={1_000} required={needed} value={reason} onChange={({ target }) => setReason(target.value)} data-testid="award-reason" /></Field>
          <div className="quick">{quick.map((word) => <button key={word} type="button" onClick={() => setReason((before) => (before.trim() === '' ? word : `${before.trim()}；${word}`))}>{word}</button>)}</div>
        </div>
        <p className="soft small">{i18n.t('发出的定标是有约束力的；供应商接单后成为订单。')}</p>
      </Ask>
    </footer>
  );
}
