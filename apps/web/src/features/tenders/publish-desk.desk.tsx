import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { PublishMouldQuery } from '../../generated/types.js';
import { Ask } from '../../components/desk/ask.js';
import { Field } from '../../components/desk/field.js';
import { StateTag } from '../../components/signs/glyph.js';
import { EmptyNotice, ProblemNotice } from '../../components/signs/notices.js';
import { useWords } from '../../lib/words/use-words.js';
import { complaintsBy, processesOf, type DraftForm } from './draft.view.js';
import { PublishAudience } from './publish-audience.desk.js';
import { PublishLots } from './publish-lots.desk.js';
import { PublishPreview } from './publish-preview.desk.js';
import { PublishRules } from './publish-rules.desk.js';
import { useDraft, type SavedDraft } from './use-draft.js';
import './tenders.desk.css';
import './publish.desk.css';

type ProcessNames = PublishMouldQuery['catalogue']['processes'];

/** Who is asked for what, under which rules, and what they will see; then one button that says what it does. */
export function PublishDesk({ first, saved, processes, leftOut }: { first: DraftForm; saved: SavedDraft | null; processes: ProcessNames; leftOut: number }) {
  const { i18n } = useWords();
  const navigate = useNavigate();
  const [form, setForm] = useState(first);
  const [shown, setShown] = useState(first.lots[0]?.key ?? '');
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const draft = useDraft(form, saved);
  const change = (next: Partial<DraftForm>) => setForm((before) => ({ ...before, ...next }));
  const complaints = complaintsBy(draft.problems);
  const check = draft.saved?.check ?? null;
  const whole = (findings: readonly { message: string; lotId: string | null; code: string }[]) => findings.filter(({ lotId }) => lotId === null);
  const blocked = check === null || check.blocking.length > 0 || draft.problems.length > 0 || form.lots.length === 0;
  const warned = (check?.warnings.length ?? 0) > 0;
  const lot = form.lots.find(({ key }) => key === shown) ?? form.lots[0];
  const savedLot = draft.saved?.lots.find(({ key }) => key === lot?.key);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => { if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.isComposing && !blocked && !asking) { event.preventDefault(); setAsking(true); } };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  const keep = async () => {
    const next = await draft.save();
    if (next !== null && saved === null) void navigate({ to: '/buy/tenders/$tenderId/edit', params: { tenderId: next.id }, replace: true });
  };
  const publish = async () => {
    const out = await draft.publish(warned ? reason.trim() : null);
    setAsking(false);
    if (out) void navigate({ to: '/buy/tenders/$tenderId/live', params: { tenderId: draft.saved!.id }, search: { tab: 'all' } });
  };
  return (
    <div className="publish-page">
      <header className="publish-head">
        <label className="publish-title"><span className="unseen">{i18n.t('询价单名称')}</span><input value={form.title} maxLength={200} onChange={({ target }) => change({ title: target.value })} data-testid="publish-title" /></label>
        <span className="row" aria-live="polite" data-testid="publish-kept">
          {draft.busy ? <span className="soft">{i18n.t('正在保存…')}</span> : draft.saved === null ? <StateTag sign="draft">{i18n.t('未保存')}</StateTag> : draft.changed ? <StateTag sign="draft">{i18n.t('有改动')}</StateTag> : <StateTag sign="done">{i18n.t('草稿已保存')}</StateTag>}
        </span>
        {draft.saved === null
          ? <button type="button" className="solid-button" disabled={draft.busy || form.lots.length === 0 || form.title.trim() === ''} data-testid="publish-save" onClick={() => void keep()}>{i18n.t('存草稿并匹配供应商')}</button>
          : <button type="button" className="solid-button" disabled={blocked || draft.busy || draft.changed} data-testid="publish-open" onClick={() => setAsking(true)}>{i18n.t('发布 {n} 项给 {m} 家', { n: form.lots.length, m: check?.invitees ?? 0 })}</button>}
      </header>
      {leftOut > 0 && <p className="soft">{i18n.t('所选零件中有 {n} 个还不能发布（未放行、缺资料或已在询价中），没有放进来。', { n: leftOut })}</p>}
      {draft.message !== null && <p className="trouble" role="alert" data-testid="publish-trouble">{draft.message}{draft.stale && <> <button type="button" className="text-button" onClick={() => location.reload()}>{i18n.t('重新读取')}</button></>}</p>}
      {draft.problem !== null && <ProblemNotice problem={draft.problem} onRetry={() => void keep()} />}
      <div className="publish-columns">
        {form.lots.length === 0 ? <EmptyNotice title={i18n.t('没有标的了')}><button type="button" className="plain-button" onClick={() => change({ lots: first.lots })}>{i18n.t('恢复全部')}</button></EmptyNotice>
          : <PublishLots form={form} change={change} shown={lot?.key ?? ''} onShow={setShown} draft={draft} complaints={complaints.lots} processes={processes} />}
        <div className="publish-middle">
          <section className="panel publish-panel" aria-labelledby="rules-title">
            <h2 id="rules-title">{i18n.t('规则')}</h2>
            <PublishRules form={form} change={change} />
            {complaints.rules.length > 0 && <ul className="trouble" role="alert">{complaints.rules.map((message) => <li key={message}>{message}</li>)}</ul>}
          </section>
          <PublishAudience form={form} change={change} />
          {check !== null && (
            <section className="panel publish-panel" aria-labelledby="check-title" data-testid="publish-check">
              <h2 id="check-title">{i18n.t('检查')}</h2>
              {check.blocking.length === 0 && check.warnings.length === 0 && <p><StateTag sign="done">{i18n.t('可以发布')}</StateTag></p>}
              <ul className="findings">
                {whole(check.blocking).map(({ code, message }) => <li key={code}><StateTag sign="stopped">{i18n.t('不能发布')}</StateTag> {message}</li>)}
                {whole(check.warnings).map(({ code, message }) => <li key={code}><StateTag sign="risk">{i18n.t('请留意')}</StateTag> {message}</li>)}
                {check.blocking.some(({ lotId }) => lotId !== null) && <li><StateTag sign="stopped">{i18n.t('不能发布')}</StateTag> {i18n.t('{n} 项标的有缺项，见左侧', { n: new Set(check.blocking.flatMap(({ lotId }) => lotId ?? [])).size })}</li>}
                {check.warnings.some(({ lotId }) => lotId !== null) && <li><StateTag sign="risk">{i18n.t('请留意')}</StateTag> {i18n.t('{n} 项标的有提醒，见左侧', { n: new Set(check.warnings.flatMap(({ lotId }) => lotId ?? [])).size })}</li>}
              </ul>
            </section>
          )}
        </div>
        {lot !== undefined && <PublishPreview form={form} lot={lot} texts={savedLot?.forBidders ?? null} fit={draft.matches.find(({ lotId }) => lotId === savedLot?.id)?.companies.find(({ invited, fits }) => invited && fits)?.reasons ?? []} operations={processesOf(lot)} />}
      </div>
      <Ask open={asking} title={i18n.t('发布 {n} 项给 {m} 家', { n: form.lots.length, m: check?.invitees ?? 0 })} confirm={i18n.t('发布')} busy={draft.busy} ready={!warned || reason.trim() !== ''} onConfirm={() => void publish()} onClose={() => setAsking(false)} testId="publish-ask">
        <p>{i18n.t('受邀供应商马上收到通知；第一个报价之后规则不能再改。')}</p>
        {warned && (
          <>
            <ul className="findings">{[...new Set(check!.warnings.map(({ message }) => message))].slice(0, 8).map((message) => <li key={message}><StateTag sign="risk">{i18n.t('请留意')}</StateTag> {message}</li>)}</ul>
            <Field label={i18n.t('为什么仍然发布（必填）')}><textarea id="publish-reason" rows={2} maxLength={500} required value={reason} onChange={({ target }) => setReason(target.value)} data-testid="publish-reason" /></Field>
          </>
        )}
      </Ask>
    </div>
  );
}
