import { useState } from 'react';
import { useWords } from '../../lib/words/use-words.js';

/** Where a list is dropped or chosen. */
export function DropZone({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
  const { i18n } = useWords();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => { const file = files?.[0]; if (file !== undefined && !busy) onFile(file); };
  return (
    <label
      className="drop" data-over={over} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files); }}
    >
      <b>{i18n.t('把零件清单拖到这里，或点击选择')}</b>
      <span className="soft small">{i18n.t('Excel（.xlsx）或 CSV，不需要模板，编码自动识别，最大 20 MB、10,000 行。')}</span>
      <input type="file" accept=".xlsx,.csv,.txt" disabled={busy} data-testid="import-file" onChange={({ target }) => { take(target.files); target.value = ''; }} />
    </label>
  );
}
