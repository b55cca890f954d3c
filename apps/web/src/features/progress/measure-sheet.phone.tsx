import { useState } from 'react';
import { Inspect } from '../../generated/progress/inspect.js';
import { ToleranceBar } from '../../components/signs/tolerance-bar.js';
import { verdictOf } from '../../components/signs/tolerance.view.js';
import { BigButton, ChoiceButton, Field } from '../../components/phone/kit.js';
import { StateTag } from '../../components/signs/glyph.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { useHouse, useViewer } from '../../lib/api/house.js';
import { uploadFile } from '../../lib/api/upload.js';
import { useCommand } from '../../lib/api/use-command.js';
import { useWords } from '../../lib/words/use-words.js';
import { measuredSum, measuredText, measurements, type Characteristic } from './measure.view.js';
import type { WaitingPhoto } from './outbox.policy.js';
import { PhotoButton, PhotoStrip } from './photos.phone.js';
import type { ShopPieceRun, Tell } from './shop-line.view.js';

interface Measuring {
  runs: readonly ShopPieceRun[];
  rows: readonly Characteristic[];
  onRows: (rows: readonly Characteristic[]) => void;
  photos: readonly WaitingPhoto[];
  onPhotos: (photos: readonly WaitingPhoto[]) => void;
  tell: Tell;
  /** What was measured is on record: good, or held for the owner of the piece. */
  onRecorded: (verdict: 'INSIDE' | 'OUTSIDE') => void;
}

/**
 * Measured values of one piece against their tolerances. Who inspects in the shop records them: good values pass, one outside needs a photograph, drafts the
 * nonconformance and holds the piece for its owner. Others report a value outside as a problem.
 */
export function MeasureSheet({ runs, rows, onRows, photos, onPhotos, tell, onRecorded }: Measuring) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const { roles } = useViewer();
  const command = useCommand();
  const [chosen, setChosen] = useState(runs[0]?.runId ?? '');
  const run = runs.find(({ runId }) => runId === chosen) ?? runs[0]!;
  const inspects = roles.some((role) => role === 'OWNER' || role === 'MANAGER' || role === 'QUALITY');
  const { inside, outside } = measuredSum(rows);
  const set = (at: number, change: Partial<Characteristic>) => onRows(rows.map((row, i) => (i === at ? { ...row, ...change } : row)));
  const record = async () => {
    const finding = `${i18n.t('超差')}: ${measuredText(rows, 'OUTSIDE')}`;
    const input = {
      type: 'IN_PROCESS' as const, measurements: measurements(rows, run.pieceId),
      dispositions: [outside > 0 ? { pieceId: run.pieceId, disposition: 'HOLD' as const, finding } : { pieceId: run.pieceId, disposition: 'ACCEPT' as const }],
    };
    const taken = outside > 0 ? photos : [];
    const done = await command.run({ input, photos: taken.map(({ name, bytes }) => `${name} ${bytes.size}`) }, 'Inspection', async (idempotencyKey) => {
      const fileIds: string[] = [];
      for (const [i, { name, bytes }] of taken.entries()) {
        const uploaded = await uploadFile(gateway, { key: `${idempotencyKey}.${i}`, purpose: 'PHOTO', name, file: bytes });
        if ('refused' in uploaded) return { __typename: 'FileRefused' as const, message: uploaded.refused };
        fileIds.push(uploaded.fileId);
      }
      return (await gateway.ask(Inspect, { input: { ...input, idempotencyKey, fileIds } })).recordInspection;
    });
    if (done !== null) onRecorded(outside > 0 ? 'OUTSIDE' : 'INSIDE');
  };
  const report = () => {
    tell('PROBLEM', [run], { pauseReason: 'QUALITY', note: `${i18n.t('超差')}: ${measuredText(rows, 'OUTSIDE')}` });
    onRecorded('OUTSIDE');
  };
  return (
    <div className="sheet-form">
      {runs.length > 1 && <fieldset className="piece-choice"><legend>{i18n.t('量的是哪一件')}</legend><div className="bid-choices">{runs.map(({ runId, serial }) => <ChoiceButton key={runId} aria-pressed={runId === run.runId} onClick={() => setChosen(runId)}><span className="num">{serial}</span></ChoiceButton>)}</div></fieldset>}
      {rows.map((row, i) => <MeasureRow key={i} id={`measure-${i}`} row={row} onChange={(change) => set(i, change)} />)}
      <ChoiceButton onClick={() => onRows([...rows, { name: '', nominal: '', upper: '', lower: '', value: '' }])} data-testid="measure-add">{i18n.t('再加一个尺寸')}</ChoiceButton>
      {outside > 0 && <p className="band stopped" role="alert">{inspects ? i18n.t('有 {n} 个尺寸超差：拍照后开不合格单，这一件等甲方判定，不能报完成。', { n: outside }) : i18n.t('有 {n} 个尺寸超差：拍照后报问题，工序暂停，甲方会知道。', { n: outside })}</p>}
      {outside > 0 && <><PhotoStrip photos={photos} onChange={onPhotos} /><PhotoButton photos={photos} onChange={onPhotos} /></>}
      {command.message !== null && <p className="field-problem" role="alert">{command.message} {Object.values(command.fields).join(' ')}</p>}
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
      {outside > 0
        ? <BigButton disabled={photos.length === 0 || command.busy} onClick={() => (inspects ? void record() : report())} data-testid="measure-out">{photos.length === 0 ? i18n.t('请先拍照') : inspects ? i18n.t('开不合格单') : i18n.t('报告问题')}</BigButton>
        : inspects && <BigButton disabled={inside === 0 || command.busy} onClick={() => void record()} data-testid="measure-in">{i18n.t('记录 {n} 个尺寸，都合格', { n: inside })}</BigButton>}
    </div>
  );
}

function MeasureRow({ id, row, onChange }: { id: string; row: Characteristic; onChange: (change: Partial<Characteristic>) => void }) {
  const { i18n } = useWords();
  const verdict = verdictOf(row);
  const words = verdict === 'INSIDE' ? i18n.t('在公差内') : i18n.t('超差');
  const field = (key: keyof Characteristic, label: string) => <Field id={`${id}-${key}`} label={label} value={row[key]} maxLength={key === 'name' ? 40 : 20} inputMode={key === 'name' || key === 'upper' || key === 'lower' ? undefined : 'decimal'} onChange={({ target }) => onChange({ [key]: target.value })} />;
  return (
    <fieldset className="measure-row" data-testid="measure-row" data-verdict={verdict}>
      <legend className="unseen">{row.name || i18n.t('尺寸')}</legend>
      {field('name', i18n.t('尺寸名称或球标号'))}
      <div className="measure-limits">{field('nominal', i18n.t('名义值'))}{field('upper', i18n.t('上偏差'))}{field('lower', i18n.t('下偏差'))}</div>
      {field('value', i18n.t('实测'))}
      {verdict !== 'INCOMPLETE' && <p className="row"><ToleranceBar measured={row} inside={verdict === 'INSIDE'} label={`${row.name} ${row.value}: ${words}`} /><StateTag sign={verdict === 'INSIDE' ? 'done' : 'stopped'}>{words}</StateTag></p>}
    </fieldset>
  );
}
