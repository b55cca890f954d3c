import { useState } from 'react';
import { BigButton, ChoiceButton, Field, Stepper } from '../../components/phone/kit.js';
import { useWords } from '../../lib/words/use-words.js';
import type { ShopPieceRun, Tell } from './shop-line.view.js';

/** How many are done and good, and how long it took. Scrap is told of one piece or batch at a time, so that nobody guesses which. */
export function DoneSheet({ runs, counted, photos, measured, tell }: { runs: readonly ShopPieceRun[]; counted: number; photos: number; /** Values that were measured and are nowhere on record yet. */ measured: string; tell: Tell }) {
  const { i18n } = useWords();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [scrap, setScrap] = useState(0);
  const [minutes, setMinutes] = useState('');
  const [note, setNote] = useState(measured);
  const chosen = runs.filter(({ runId }) => !left.has(runId));
  const only = chosen.length === 1 ? chosen[0]! : null;
  const articles = chosen.reduce((sum, { count }) => sum + count, 0);
  const bad = only === null ? 0 : Math.min(scrap, only.count);
  const time = minutes.trim() === '' ? null : Number(minutes);
  const timeWrong = time !== null && (!Number.isInteger(time) || time < 0 || time > 1_000_000);
  const toggle = (runId: string) => setLeft((before) => { const next = new Set(before); if (!next.delete(runId)) next.add(runId); return next; });
  const send = () => tell('DONE', chosen, { ...(only === null ? {} : { good: only.count - bad, scrap: bad }), minutes: time, note });
  return (
    <div className="sheet-form">
      {runs.length > 1 && (
        <fieldset className="piece-choice">
          <legend>{i18n.t('哪几件')}</legend>
          <div className="bid-choices">{runs.map(({ runId, serial, count }) => <ChoiceButton key={runId} aria-pressed={!left.has(runId)} onClick={() => toggle(runId)}><span className="num">{serial}{count > 1 ? ` ×${count}` : ''}</span></ChoiceButton>)}</div>
        </fieldset>
      )}
      {only === null
        ? runs.length > 1 && <p className="soft">{i18n.t('多件一起报时都按合格；有报废的，请单独选那一件。')}</p>
        : <Stepper id="scrap" label={i18n.t('其中报废')} value={bad} min={0} max={only.count} onChange={setScrap} less={i18n.t('减一')} more={i18n.t('加一')} />}
      <Field id="minutes" label={i18n.t('实际机时（分钟，可不填）')} inputMode="numeric" value={minutes} onChange={(event) => setMinutes(event.target.value)} problem={timeWrong ? i18n.t('请填 0 到 1000000 的整数') : null} hint={counted > 0 ? i18n.t('系统计了 {n} 分', { n: counted }) : undefined} />
      <Field id="done-note" label={i18n.t('备注（可不填）')} value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} />
      {photos > 0 && <p className="soft">{i18n.t('带 {n} 张照片', { n: photos })}</p>}
      <BigButton disabled={chosen.length === 0 || timeWrong} onClick={send} data-testid="confirm-done">{bad > 0 ? i18n.t('完成：合格 {good}，报废 {bad}', { good: articles - bad, bad }) : i18n.t('完成：合格 {good}', { good: articles })}</BigButton>
    </div>
  );
}
