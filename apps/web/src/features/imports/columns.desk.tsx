import type { ImportMeaning } from '../../generated/types.js';
import { StateTag } from '../../components/signs/glyph.js';
import { useWords } from '../../lib/words/use-words.js';
import { meaningsTwice, type Reading } from './import.view.js';
import { useMeaningWords } from './import-words.desk.js';

const SURE = 80;

/** What each column was taken for; another choice reads the list anew, and is remembered for the next list with these headings. */
export function Columns({ reading, busy, onChoose }: { reading: Reading; busy: boolean; onChoose: (index: number, meaning: ImportMeaning) => void }) {
  const { i18n } = useWords();
  const words = useMeaningWords();
  const twice = meaningsTwice(reading.columns);
  return (
    <section aria-labelledby="columns-title" className="panel import-part">
      <h2 id="columns-title">{i18n.t('对列')} <span className="soft small">{i18n.t('改了会马上重读；下次同样的表头自动沿用。')}</span></h2>
      <ul className="import-columns">
        {reading.columns.map(({ index, header, meaning, confidencePercent }) => (
          <li key={index} data-unsure={meaning !== 'IGNORE' && confidencePercent < SURE}>
            <label><span className="heading" title={header}>{header || i18n.t('第 {n} 列', { n: index + 1 })}</span>
              <select className="text-input" value={meaning} disabled={busy} onChange={({ target }) => onChoose(index, target.value as ImportMeaning)}>{(Object.keys(words) as ImportMeaning[]).map((one) => <option key={one} value={one}>{words[one]}</option>)}</select>
            </label>
            <span className="small soft num">{confidencePercent === 100 ? i18n.t('已确定') : meaning === 'IGNORE' ? '' : i18n.t('把握 {n} %', { n: confidencePercent })}</span>
          </li>
        ))}
      </ul>
      {twice.length > 0 && <p className="small"><StateTag sign="risk">{i18n.t('两列都当作“{meaning}”', { meaning: twice.map((one) => words[one as ImportMeaning]).join(', ') })}</StateTag></p>}
    </section>
  );
}
