import { useMutation } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { Inspect } from '../../generated/progress/inspect.js';
import { Button } from '../../components/desk/button.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { useProcessNames } from '../../lib/api/process-names.js';
import { useWords } from '../../lib/words/use-words.js';
import { DECISIONS, inspectionOf, missing, refusalOf, repeatable, toInspect, type Decision, type Draft, type InspectedPiece } from './inspection.view.js';

/** Decides about pieces that have come or wait for their check: accept, concession, rework, return, scrap. */
export function InspectForm({ pieces, onDecided }: { pieces: readonly InspectedPiece[]; onDecided: () => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const processName = useProcessNames();
  const name = useId();
  const waiting = toInspect(pieces);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [draft, setDraft] = useState<Draft>({ decision: 'ACCEPT', finding: '', reworkSeq: null, promisedDate: null });
  const intention = useRef({ of: '', key: '' });
  const chosen = waiting.filter(({ id }) => !left.has(id));
  const lacks = missing(draft, chosen);
  const decide = useMutation({
    mutationFn: async () => {
      const of = JSON.stringify([draft, chosen.map(({ id }) => id)]);
      // The same decision that got no answer is repeated under its key; another one is a new intention.
      if (intention.current.of !== of) intention.current = { of, key: newKey() };
      return (await gateway.ask(Inspect, { input: inspectionOf(intention.current.key, draft, chosen) })).recordInspection;
    },
    onSuccess: (answer) => {
      if (answer.__typename !== 'Inspection') return;
      intention.current = { of: '', key: '' };
      setDraft({ decision: 'ACCEPT', finding: '', reworkSeq: null, promisedDate: null });
      onDecided();
    },
  });
  if (waiting.length === 0) return null;
  const words: Readonly<Record<Decision, readonly [string, string]>> = {
    ACCEPT: [i18n.t('合格'), i18n.t('收下，算已验收。')], CONCESSION: [i18n.t('让步接收'), i18n.t('有偏差也收下，需要经理。')], REWORK: [i18n.t('返工'), i18n.t('重做一道工序。')], RETURN: [i18n.t('退货'), i18n.t('退给乙方，重新送来。')], SCRAP: [i18n.t('报废'), i18n.t('作废，在原订单上重做。')],
  };
  const toggle = (id: string) => setLeft((before) => { const next = new Set(before); if (!next.delete(id)) next.add(id); return next; });
  return (
    <form className="inspect" aria-label={i18n.t('检验')} onSubmit={(event) => { event.preventDefault(); if (lacks === null && !decide.isPending) decide.mutate(); }} data-testid="inspect">
      <h3>{i18n.t('检验')} <span className="soft num">{i18n.t('{n} 件待判', { n: waiting.length })}</span></h3>
      {waiting.length > 1 && <fieldset><legend>{i18n.t('哪几件')}</legend>{waiting.map(({ id, serial, count }) => <label key={id} className="row"><input type="checkbox" checked={!left.has(id)} onChange={() => toggle(id)} /><span className="num">{serial}{count > 1 ? ` ×${count}` : ''}</span></label>)}</fieldset>}
      <fieldset>
        <legend>{i18n.t('判定')}</legend>
        {DECISIONS.map((decision) => <label key={decision} className="row"><input type="radio" name={name} checked={draft.decision === decision} onChange={() => setDraft({ ...draft, decision })} data-testid={`decide-${decision}`} /><b>{words[decision][0]}</b><span className="soft small">{words[decision][1]}</span></label>)}
      </fieldset>
      {draft.decision !== 'ACCEPT' && <label className="stacked">{i18n.t('不合格内容')}<textarea rows={2} maxLength={1000} value={draft.finding} onChange={({ target }) => setDraft({ ...draft, finding: target.value })} data-testid="finding" /></label>}
      {draft.decision === 'REWORK' && <label className="stacked">{i18n.t('重做哪道工序')}<select value={draft.reworkSeq ?? ''} onChange={({ target }) => setDraft({ ...draft, reworkSeq: target.value === '' ? null : Number(target.value) })}><option value="">—</option>{repeatable(chosen).map(({ seq, process }) => <option key={seq} value={seq}>{seq} {processName(process)}</option>)}</select></label>}
      {(draft.decision === 'REWORK' || draft.decision === 'RETURN') && <label className="stacked">{i18n.t('新的交期（可不填）')}<input type="date" value={draft.promisedDate ?? ''} onChange={({ target }) => setDraft({ ...draft, promisedDate: target.value || null })} /></label>}
      {decide.isError && <ProblemNotice problem={decide.error} />}
      {refusalOf(decide.data).length > 0 && <p className="refusal" role="alert">{refusalOf(decide.data).join(' ')}</p>}
      <Button type="primary" htmlType="submit" disabled={lacks !== null} loading={decide.isPending} danger={draft.decision === 'SCRAP'} data-testid="decide">{i18n.t('{word} {n} 件', { word: words[draft.decision][0], n: chosen.reduce((sum, { count }) => sum + count, 0) })}</Button>
      {lacks === 'FINDING' && <p className="soft small">{i18n.t('请写明哪里不合格。')}</p>}
      {lacks === 'OPERATION' && <p className="soft small">{i18n.t('请指明重做哪道工序。')}</p>}
    </form>
  );
}
