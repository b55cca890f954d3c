import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/desk/button.js';
import { StateTag } from '../../components/signs/glyph.js';
import { useWords } from '../../lib/words/use-words.js';
import { alike, isToldElsewhere, openQuestions, sortedDoubts, type Doubt, type Reading } from './import.view.js';

export interface Answered { no: number; answer: string }

/** Everything a person should look at: where it stands, what was read, what could be meant; one press answers. */
export function Doubts({ reading, busy, onAnswer }: { reading: Reading; busy: boolean; onAnswer: (answers: Answered[]) => void }) {
  const { i18n } = useWords();
  const list = useRef<HTMLOListElement>(null);
  const [told, setTold] = useState(false);
  const open = openQuestions(reading);
  const doubts = sortedDoubts(reading).filter((doubt) => !isToldElsewhere(doubt));
  const shown = told ? doubts : doubts.filter(({ blocking }) => blocking);
  const columnOf = (doubt: Doubt) => reading.columns.find(({ index }) => index === doubt.column)?.header ?? null;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const field = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]');
      if (field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const here = document.activeElement?.closest('[data-no]');
      const lines = [...list.current?.querySelectorAll<HTMLElement>('[data-open="true"]') ?? []];
      if (event.key === 'n') { event.preventDefault(); (lines[lines.findIndex((line) => line === here) + 1] ?? lines[0])?.querySelector<HTMLElement>('button, input')?.focus(); }
      const doubt = here === null || here === undefined ? undefined : doubts.find(({ no }) => String(no) === here.getAttribute('data-no'));
      const answer = /^[1-9]$/.test(event.key) ? doubt?.suggestions[Number(event.key) - 1] : undefined;
      if (doubt !== undefined && answer !== undefined && !busy) onAnswer([{ no: doubt.no, answer }]);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  return (
    <section aria-labelledby="doubts-title" className="panel import-part">
      <div className="spread">
        <h2 id="doubts-title">{i18n.t('要您看的')} <span className="soft num">{i18n.t('{n} 个要回答', { n: open.length })}</span></h2>
        <label className="row small"><input type="checkbox" checked={told} onChange={({ target }) => setTold(target.checked)} />{i18n.t('也显示已自动读懂的 {n} 处', { n: doubts.filter(({ blocking }) => !blocking).length })}</label>
      </div>
      {open.length === 0 && <p className="soft" role="status">{i18n.t('没有要回答的了。')}</p>}
      {open.length > 0 && <p className="soft small">{i18n.t('键盘：N 下一个，1–9 选建议。')}</p>}
      <ol ref={list} className="doubts" data-testid="doubts">
        {shown.map((doubt) => <DoubtLine key={doubt.no} doubt={doubt} column={columnOf(doubt)} others={doubt.blocking && doubt.answer === null ? alike(reading, doubt) : []} busy={busy} onAnswer={onAnswer} />)}
      </ol>
    </section>
  );
}

function DoubtLine({ doubt, column, others, busy, onAnswer }: { doubt: Doubt; column: string | null; others: readonly Doubt[]; busy: boolean; onAnswer: (answers: Answered[]) => void }) {
  const { i18n, language } = useWords();
  const [text, setText] = useState('');
  const { no, rowNo, message, read, suggestions, answer, blocking } = doubt;
  const open = blocking && answer === null;
  return (
    <li data-no={no} data-open={open} data-testid="doubt">
      <span className="doubt-place num">{i18n.t('第 {row} 行', { row: rowNo })}{column !== null && <span className="soft small">{column}</span>}</span>
      <span className="doubt-words">
        <span>{message}</span>
        {read !== '' && <span className="soft small">{i18n.t('读到')} <code className="mono read">{read}</code></span>}
      </span>
      <span className="doubt-answers">
        {answer !== null ? <><StateTag sign="done">{i18n.t('答：{answer}', { answer })}</StateTag>{suggestions.filter((one) => one !== answer).map((one) => <button key={one} type="button" className="text-button small" disabled={busy} onClick={() => onAnswer([{ no, answer: one }])}>{i18n.t('改为 {answer}', { answer: one })}</button>)}</> : (
          <>
            {suggestions.map((one, i) => <Button key={one} size="small" disabled={busy} type={open && i === 0 ? 'primary' : 'default'} ghost={open && i === 0} onClick={() => onAnswer([{ no, answer: one }])}>{one}</Button>)}
            {others.length > 1 && <button type="button" className="text-button small" disabled={busy} onClick={() => onAnswer(others.map((each) => ({ no: each.no, answer: each.suggestions[0]! })))}>{i18n.t('同类 {n} 个都取第一个建议', { n: others.length })}</button>}
            {open && <form className="row" onSubmit={(event) => { event.preventDefault(); if (text.trim() !== '') onAnswer([{ no, answer: text.trim() }]); }}>
              <input className="text-input" value={text} aria-label={i18n.t('第 {row} 行的回答', { row: rowNo })} placeholder={i18n.t('自己填')} onChange={({ target }) => setText(target.value)} disabled={busy} />
              {text.trim() !== '' && <Button size="small" htmlType="submit" disabled={busy}>{i18n.t('就这样')}</Button>}
            </form>}
            {open && <button type="button" className="text-button small" disabled={busy} onClick={() => onAnswer([{ no, answer: language === 'en' ? 'skip' : '跳过' }])}>{i18n.t('不导入这一行')}</button>}
          </>
        )}
      </span>
    </li>
  );
}
