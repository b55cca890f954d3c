import { useState } from 'react';
import { UploadButton } from '../../components/desk/upload-button.js';
import { Icon } from '../../components/signs/icon.js';
import { useWords } from '../../lib/words/use-words.js';
import { drawingless, filesByOutcome, partChoices, type Reading } from './import.view.js';
import { OutcomeTag, useFoundWords } from './intake-words.desk.js';
import type { ImportWork } from './use-import.js';

const FEW = 8;

/** Drawings and other files: which part each goes to, what fits none, what was left out, and who has no drawing. Each of them is settled where it stands. */
export function Files({ reading, work }: { reading: Reading; work: ImportWork }) {
  const { i18n } = useWords();
  const { attachments, unmatchedFiles, asideFiles, skippedFiles } = reading;
  const reviewing = reading.state === 'REVIEW';
  const bare = drawingless(reading);
  const sums = filesByOutcome(attachments);
  if (attachments.length + unmatchedFiles.length + asideFiles.length + skippedFiles.length + bare.length === 0) return null;
  const place = (fileId: string, partNo: string | null) => void work.review(reading, { files: [{ fileId, partNo }] });
  return (
    <section className="panel import-part" aria-labelledby="files-title" data-testid="import-files">
      <h2 id="files-title">{i18n.t('图纸和文件')} {attachments.length + unmatchedFiles.length + skippedFiles.length > 0 && <span className="soft small num">{i18n.t('新增 {a} · 换新版 {r} · 没变 {s} · 未对上 {u} · 没收 {k}', { a: sums.ADD, r: sums.REPLACE, s: sums.SAME, u: unmatchedFiles.length, k: skippedFiles.length })}</span>}</h2>
      {unmatchedFiles.length > 0 && (
        <div className="file-group" data-testid="unmatched-files">
          <h3>{i18n.t('没对上零件的文件')} <span className="soft num">{unmatchedFiles.length}</span></h3>
          <ul className="file-list">
            {unmatchedFiles.map(({ id, name }) => (
              <li key={id} data-testid="unmatched-file"><Icon name="file" size={16} /><span className="tray-name" title={name}>{name}</span>
                {reviewing && <><PartChoice reading={reading} busy={work.state.busy} label={i18n.t('{name} 属于哪个零件', { name })} onChoose={(partNo) => place(id, partNo)} /><button type="button" className="text-button small" disabled={work.state.busy} onClick={() => place(id, null)}>{i18n.t('不要它')}</button></>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {bare.length > 0 && <Bare reading={reading} work={work} partNos={bare} />}
      {attachments.length > 0 && <Attached reading={reading} work={work} onPlace={place} />}
      {asideFiles.length > 0 && (
        <details className="file-group"><summary>{i18n.t('您说不要的文件')} <span className="num">{asideFiles.length}</span></summary>
          <ul className="file-list">{asideFiles.map(({ id, name }) => <li key={id}><Icon name="file" size={16} /><span className="tray-name">{name}</span>{reviewing && <PartChoice reading={reading} busy={work.state.busy} label={i18n.t('{name} 属于哪个零件', { name })} onChoose={(partNo) => place(id, partNo)} />}</li>)}</ul>
        </details>
      )}
      {skippedFiles.length > 0 && (
        <details className="file-group" open data-testid="skipped-files"><summary>{i18n.t('没有收的文件')} <span className="num">{skippedFiles.length}</span></summary>
          <ul className="file-list">{skippedFiles.map(({ name, message }, i) => <li key={`${name} ${i}`}><Icon name="file" size={16} /><span className="tray-name" title={name}>{name}</span><span className="soft small">{message}</span></li>)}</ul>
        </details>
      )}
    </section>
  );
}

/** Parts that somebody makes and that have no drawing: one press takes a file that lies here, or brings one from the disk. */
function Bare({ reading, work, partNos }: { reading: Reading; work: ImportWork; partNos: readonly string[] }) {
  const { i18n } = useWords();
  const [all, setAll] = useState(false);
  const names = new Map(reading.rows.map(({ partNo, name }) => [partNo, name]));
  const free = [...reading.unmatchedFiles, ...reading.asideFiles];
  const reviewing = reading.state === 'REVIEW';
  return (
    <details className="file-group" open={partNos.length <= FEW} data-testid="bare-parts"><summary>{i18n.t('还没有图纸的零件')} <span className="num">{partNos.length}</span> <span className="soft small">{i18n.t('有完整尺寸也能询价；图纸以后再导入也行。')}</span></summary>
      <ul className="file-list">
        {(all ? partNos : partNos.slice(0, FEW * 2)).map((partNo) => (
          <li key={partNo} data-testid="bare-part"><b className="num">{partNo}</b><span className="tray-name soft">{names.get(partNo)}</span>
            {reviewing && free.length > 0 && (
              <select className="text-input part-choice" value="" disabled={work.state.busy} aria-label={i18n.t('{part} 用哪份图纸', { part: partNo })} onChange={({ target }) => void work.review(reading, { files: [{ fileId: target.value, partNo }] })}>
                <option value="">{i18n.t('用未对上的文件…')}</option>{free.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
              </select>
            )}
            {reviewing && <UploadButton busy={work.state.busy} label={i18n.t('上传 {part} 的图纸', { part: partNo })} onFile={(file) => void work.attach(reading, partNo, file)} testId="bare-part-file" />}
          </li>
        ))}
      </ul>
      {partNos.length > FEW * 2 && <button type="button" className="text-button small" onClick={() => setAll(!all)}>{all ? i18n.t('收起') : i18n.t('显示全部 {n} 个', { n: partNos.length })}</button>}
    </details>
  );
}

function Attached({ reading, work, onPlace }: { reading: Reading; work: ImportWork; onPlace: (fileId: string, partNo: string | null) => void }) {
  const { i18n } = useWords();
  const found = useFoundWords();
  return (
    <details className="file-group" data-testid="attached-files"><summary>{i18n.t('已对上零件的文件')} <span className="num">{reading.attachments.length}</span></summary>
      <ul className="file-list">
        {reading.attachments.map(({ file, partNo, by, revision, outcome }) => (
          <li key={`${file.id} ${partNo}`} data-testid="attached-file"><Icon name="file" size={16} /><span className="tray-name" title={file.name}>{file.name}</span><span>→ <b className="num">{partNo}</b>{revision !== null && <span className="soft"> {i18n.t('版本 {revision}', { revision })}</span>}</span><span className="soft small">{found[by]}</span><OutcomeTag outcome={outcome} />
            {reading.state === 'REVIEW' && <button type="button" className="text-button small" disabled={work.state.busy} onClick={() => onPlace(file.id, null)}>{i18n.t('不要它')}</button>}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A part by number or name; choosing it is the answer. */
function PartChoice({ reading, busy, label, onChoose }: { reading: Reading; busy: boolean; label: string; onChoose: (partNo: string) => void }) {
  const { i18n } = useWords();
  return (
    <select className="text-input part-choice" value="" disabled={busy} aria-label={label} onChange={({ target }) => { if (target.value !== '') onChoose(target.value); }}>
      <option value="">{i18n.t('放到哪个零件…')}</option>{partChoices(reading).map(({ partNo, name }) => <option key={partNo} value={partNo}>{partNo} {name ?? ''}</option>)}
    </select>
  );
}
