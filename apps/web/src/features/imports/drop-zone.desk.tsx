import { useState } from 'react';
import { useWords } from '../../lib/words/use-words.js';

/** Where files are dropped or chosen, one or many; small while others are on their way already. */
export function DropZone({ busy, onFiles, small = false }: { busy: boolean; onFiles: (files: readonly File[]) => void; small?: boolean }) {
  const { i18n } = useWords();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => { if (files !== null && files.length > 0 && !busy) onFiles([...files]); };
  return (
    <label
      className={`drop${small ? ' small-drop' : ''}`} data-over={over} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files); }}
    >
      {small ? <span>{i18n.t('再加文件：拖到这里，或点击选择')}</span> : (
        <>
          <b>{i18n.t('把清单、三维、图纸或整个 ZIP 拖到这里，或点击选择')}</b>
          <span className="soft small">{i18n.t('可一次拖多个：Excel（.xlsx）、CSV、STEP、PDF、DXF、DWG、图片、ZIP。不需要模板，编码自动识别。')}</span>
          <span className="soft small">{i18n.t('清单最大 20 MB、10,000 行；STEP 最大 200 MB；ZIP 最大 2 GB、2,000 个文件。断线会接着传。')}</span>
        </>
      )}
      <input type="file" multiple accept=".xlsx,.xls,.csv,.txt,.step,.stp,.igs,.iges,.x_t,.pdf,.dxf,.dwg,.png,.jpg,.jpeg,.zip" disabled={busy} data-testid="import-file" onChange={({ target }) => { take(target.files); target.value = ''; }} />
    </label>
  );
}
