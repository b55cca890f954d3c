import { useState } from 'react';
import { Button } from '../../components/desk/button.js';
import { PartPicture } from '../../components/signs/part-picture.js';
import { StateTag } from '../../components/signs/glyph.js';
import { sizeText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import type { Answered } from './doubts.desk.js';
import { isSizeTyped, picturesOf, sizelessRows, type Reading } from './import.view.js';
import { ModelTag, useGeometryWords } from './intake-words.desk.js';

const SHOWN = 24;

/** The model as far as it was read: what is in it at once, sizes and pictures as they are made, and parts whose size a person types because no geometry comes. */
export function Models({ reading, busy, onAnswer }: { reading: Reading; busy: boolean; onAnswer: (answers: Answered[]) => void }) {
  const { i18n } = useWords();
  const [all, setAll] = useState(false);
  if (reading.models.length === 0) return null;
  const pictures = picturesOf(reading);
  const shown = all ? pictures : pictures.slice(0, SHOWN);
  return (
    <section className="panel import-part" aria-labelledby="models-title" data-testid="import-models">
      <h2 id="models-title">{i18n.t('三维')} <span className="soft small">{i18n.t('结构先出来，尺寸和图片随后陆续出现；可以先做下面的事。')}</span></h2>
      {reading.models.map(({ file, state, measured, items, problems }) => {
        const percent = items.length === 0 ? 0 : Math.round((100 * measured) / items.length);
        return (
          <div key={file.id} className="import-model">
            <div className="spread"><span className="row"><b className="tray-name">{file.name}</b><ModelTag state={state} /></span><span className="num soft" role="status" data-testid="model-measured">{i18n.t('已量 {n} / {m} 个零件', { n: measured, m: items.length })}</span></div>
            {state === 'MEASURING' && <progress max={100} value={percent} aria-label={i18n.t('已量 {n} / {m} 个零件', { n: measured, m: items.length })} />}
            {problems.length > 0 && <Told problems={problems} />}
          </div>
        );
      })}
      {pictures.length > 0 && (
        <ul className="model-pictures" aria-label={i18n.t('零件图片')}>
          {shown.map(({ rowNo, name, url }) => <li key={rowNo}><PartPicture url={url} size="card" /><span className="small" title={name}>{name}</span></li>)}
        </ul>
      )}
      {pictures.length > SHOWN && <button type="button" className="text-button small" onClick={() => setAll(!all)}>{all ? i18n.t('收起') : i18n.t('显示全部 {n} 张', { n: pictures.length })}</button>}
      {reading.state === 'REVIEW' && <Sizes reading={reading} busy={busy} onAnswer={onAnswer} />}
    </section>
  );
}

function Told({ problems }: { problems: Reading['models'][number]['problems'] }) {
  const { i18n } = useWords();
  const [all, setAll] = useState(false);
  const FEW = 6;
  return (
    <>
      <ul className="model-told">{(all ? problems : problems.slice(0, FEW)).map(({ code, message }, i) => <li key={`${code} ${i}`}><StateTag sign="risk">{message}</StateTag></li>)}</ul>
      {problems.length > FEW && <button type="button" className="text-button small" onClick={() => setAll(!all)}>{all ? i18n.t('收起') : i18n.t('显示全部 {n} 条', { n: problems.length })}</button>}
    </>
  );
}

/** Parts without a size that no geometry will bring: each has a field for it. */
function Sizes({ reading, busy, onAnswer }: { reading: Reading; busy: boolean; onAnswer: (answers: Answered[]) => void }) {
  const { i18n } = useWords();
  const rows = sizelessRows(reading);
  const words = useGeometryWords(new Set(reading.models.flatMap(({ problems }) => problems.map(({ code }) => code))));
  if (rows.length === 0) return null;
  return (
    <div className="import-sizes">
      <h3>{i18n.t('要手工填尺寸的零件')} <span className="soft num">{rows.length}</span></h3>
      <ul>{rows.map((one) => <Size key={one.row.rowNo} {...one} words={words} busy={busy} onAnswer={onAnswer} />)}</ul>
    </div>
  );
}

function Size({ row, doubt, words, busy, onAnswer }: ReturnType<typeof sizelessRows>[number] & { words: ReturnType<typeof useGeometryWords>; busy: boolean; onAnswer: (answers: Answered[]) => void }) {
  const { i18n } = useWords();
  const [text, setText] = useState('');
  const fine = isSizeTyped(text);
  return (
    <li data-testid="size-by-hand">
      <span><b className="num">{row.partNo}</b> {row.name}</span>
      <span className="soft small">{row.model === null ? '' : words[row.model.geometry]}</span>
      {doubt.answer !== null ? <StateTag sign="done">{(row.size === null ? null : sizeText(row.size)) ?? doubt.answer}</StateTag> : (
        <form className="row" onSubmit={(event) => { event.preventDefault(); if (fine) onAnswer([{ no: doubt.no, answer: text.trim() }]); }}>
          <input className="text-input" value={text} disabled={busy} aria-label={i18n.t('{part} 的尺寸', { part: row.partNo ?? row.name ?? '' })} aria-invalid={text !== '' && !fine} placeholder={i18n.t('长×宽×高 或 φ直径×长，mm')} onChange={({ target }) => setText(target.value)} />
          <Button size="small" htmlType="submit" disabled={busy || !fine}>{i18n.t('填入')}</Button>
        </form>
      )}
    </li>
  );
}
