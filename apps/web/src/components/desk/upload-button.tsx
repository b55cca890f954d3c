import { useRef } from 'react';
import { useWords } from '../../lib/words/use-words.js';

/** Brings one drawing or picture from the disk; `label` says for what. */
export function UploadButton({ busy, label, onFile, testId }: { busy: boolean; label: string; onFile: (file: File) => void; testId: string }) {
  const { i18n } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="text-button small" disabled={busy} aria-label={label} onClick={() => input.current?.click()}>{i18n.t('上传图纸')}</button>
      <input ref={input} type="file" hidden accept=".pdf,.dxf,.dwg,.png,.jpg,.jpeg" aria-label={label} data-testid={testId} onChange={({ target }) => { const file = target.files?.[0]; target.value = ''; if (file !== undefined) onFile(file); }} />
    </>
  );
}
