import { useRef, useState } from 'react';
import { ChoiceButton, Sheet } from '../../components/phone/kit.js';
import { Icon, type IconName } from '../../components/signs/icon.js';
import { useActionWords, usePauseWords } from '../../components/signs/report-words.js';
import { useHouse } from '../../lib/api/house.js';
import { useProcessNames } from '../../lib/api/process-names.js';
import { useWords } from '../../lib/words/use-words.js';
import { DoneSheet } from './done-sheet.phone.js';
import { MeasureSheet } from './measure-sheet.phone.js';
import { characteristicsIn, measuredSum, measuredText, type Characteristic } from './measure.view.js';
import type { WaitingPhoto } from './outbox.policy.js';
import { PhotoButton, PhotoStrip } from './photos.phone.js';
import { PAUSES, ProblemSheet } from './problem-sheet.phone.js';
import { reportable, type ShopAction, type ShopOperation, type Tell, type Traveller } from './shop-line.view.js';
import { useOutbox } from './use-outbox.js';

/** Four large buttons at the thumb: what may be reported about the present operation. */
export function ReportBar({ traveller, present, requirements }: { traveller: Traveller; present: ShopOperation | null; /** Wishes of the drawing, in which tolerances stand. */ requirements: string | null }) {
  const { i18n } = useWords();
  const { live, queries } = useHouse();
  const { outbox } = useOutbox();
  const words = useActionWords();
  const processName = useProcessNames();
  const reasons = usePauseWords();
  const [sheet, setSheet] = useState<'DONE' | 'PAUSE' | 'PROBLEM' | 'MEASURE' | null>(null);
  const [photos, setPhotos] = useState<readonly WaitingPhoto[]>([]);
  const [rows, setRows] = useState<readonly Characteristic[]>(() => withRow(characteristicsIn(requirements)));
  const [recorded, setRecorded] = useState<'INSIDE' | 'OUTSIDE' | null>(null);
  const [lost, setLost] = useState(false);
  const keeping = useRef(false);
  if (present === null) return <div className="report-bar"><p className="soft">{i18n.t('现在没有可报的工序：都已转序，或在等别人。')}</p></div>;
  const tell: Tell = (action, runs, told = {}) => {
    setSheet(null);
    // A finger that taps twice means one report.
    if (keeping.current) return;
    keeping.current = true;
    const report = {
      code: traveller.code, title: `${traveller.itemNo} ${traveller.name}`, process: present.process, pieceIds: runs.map(({ pieceId }) => pieceId), runIds: runs.map(({ runId }) => runId), action, revision: traveller.revision,
      happenedAt: new Date(live.serverNow() ?? Date.now()).toISOString(), good: told.good ?? null, scrap: told.scrap ?? null, minutes: told.minutes ?? null, pauseReason: told.pauseReason ?? null, note: told.note?.trim() || null, photos: [...photos],
    };
    outbox.add(report).then(() => { setPhotos([]); setLost(false); }, () => setLost(true)).finally(() => { keeping.current = false; });
  };
  const { outside } = recorded === null ? measuredSum(rows) : { outside: 0 };
  const onRecorded = (verdict: 'INSIDE' | 'OUTSIDE') => {
    setSheet(null);
    setRecorded(verdict);
    if (verdict === 'OUTSIDE') { setRows(withRow(characteristicsIn(requirements))); setPhotos([]); }
    void queries.invalidateQueries({ queryKey: ['traveller'] });
  };
  const may = (action: ShopAction) => reportable(present, action);
  const begins = may('START').length > 0;
  return (
    <section className="report-bar" aria-label={i18n.t('报工')}>
      <p className="spread wrap report-about"><b className="num">{present.seq} {processName(present.process)}</b><button type="button" className="choice-button report-measure" onClick={() => setSheet('MEASURE')} data-testid="report-measure">{i18n.t('量尺寸')}</button></p>
      {present.minutes > 0 && <p className="small soft num">{i18n.t('已计 {n} 分', { n: present.minutes })}</p>}
      {recorded !== null && <p className="small" role="status">{recorded === 'INSIDE' ? i18n.t('尺寸已记录，都合格。') : i18n.t('已上报超差，等甲方判定。')}</p>}
      {outside > 0 && <p className="field-problem" role="alert">{i18n.t('有尺寸超差，不能报完成。')}</p>}
      {lost && <p className="field-problem" role="alert">{i18n.t('本机没有空间保存这次报工，请清理后再报。')}</p>}
      <PhotoStrip photos={photos} onChange={setPhotos} />
      <div className="report-buttons">
        {begins && <Press name="START" icon="play" word={words.START} main={present.state !== 'RUNNING'} onPress={() => tell('START', may('START'))} />}
        {!begins && <Press name="PAUSE" icon="pause" word={words.PAUSE} off={may('PAUSE').length === 0} onPress={() => setSheet('PAUSE')} />}
        <Press name="DONE" icon="check" word={words.DONE} main={!begins} off={may('DONE').length === 0 || outside > 0} onPress={() => setSheet('DONE')} />
        <PhotoButton photos={photos} onChange={setPhotos} />
        <Press name="PROBLEM" icon="alert" word={words.PROBLEM} off={may('PROBLEM').length === 0} onPress={() => setSheet('PROBLEM')} />
      </div>
      <Sheet open={sheet === 'DONE'} title={`${words.DONE} · ${processName(present.process)}`} onClose={() => setSheet(null)}><DoneSheet runs={may('DONE')} counted={present.minutes} photos={photos.length} measured={recorded === null ? measuredText(rows, 'ALL') : ''} tell={tell} /></Sheet>
      <Sheet open={sheet === 'MEASURE'} title={`${i18n.t('量尺寸')} · ${processName(present.process)}`} onClose={() => setSheet(null)}><MeasureSheet runs={present.runs.filter(({ state }) => state !== 'PENDING')} rows={rows} onRows={(next) => { setRows(next); setRecorded(null); }} photos={photos} onPhotos={setPhotos} tell={tell} onRecorded={onRecorded} /></Sheet>
      <Sheet open={sheet === 'PAUSE'} title={i18n.t('为什么暂停？')} onClose={() => setSheet(null)}>
        <div className="reason-grid">{PAUSES.map((reason) => <ChoiceButton key={reason} onClick={() => tell('PAUSE', may('PAUSE'), { pauseReason: reason })}>{reasons[reason]}</ChoiceButton>)}</div>
      </Sheet>
      <Sheet open={sheet === 'PROBLEM'} title={words.PROBLEM} onClose={() => setSheet(null)}><ProblemSheet runs={may('PROBLEM')} photos={photos} onPhotos={setPhotos} tell={tell} /></Sheet>
    </section>
  );
}

function withRow(rows: readonly Characteristic[]): readonly Characteristic[] {
  return rows.length > 0 ? rows : [{ name: '', nominal: '', upper: '', lower: '', value: '' }];
}

function Press({ name, icon, word, main = false, off = false, onPress }: { name: string; icon: IconName; word: string; main?: boolean; off?: boolean; onPress: () => void }) {
  return <button type="button" className={`press${main ? ' main' : ''}`} disabled={off} onClick={onPress} data-testid={`report-${name}`}><Icon name={icon} size={28} />{word}</button>;
}
