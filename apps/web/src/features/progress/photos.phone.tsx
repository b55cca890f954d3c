import { useEffect, useMemo, useState } from 'react';
import { Icon } from '../../components/signs/icon.js';
import { useWords } from '../../lib/words/use-words.js';
import type { WaitingPhoto } from './outbox.policy.js';
import { smallPhoto } from './photo.js';

/** Photos that one report may bring. */
const MOST = 10;

interface Photos { photos: readonly WaitingPhoto[]; onChange: (photos: readonly WaitingPhoto[]) => void }

/** Opens the phone's own camera; what it takes goes with the next report. */
export function PhotoButton({ photos, onChange }: Photos) {
  const { i18n } = useWords();
  const [busy, setBusy] = useState(false);
  const take = async (files: FileList | null) => {
    if (files === null || files.length === 0) return;
    setBusy(true);
    const taken = await Promise.all([...files].slice(0, MOST - photos.length).map(smallPhoto));
    onChange([...photos, ...taken.map((photo) => ({ ...photo, fileId: null }))]);
    setBusy(false);
  };
  return (
    <label className="press" data-off={busy || photos.length >= MOST || undefined}>
      <Icon name="camera" size={28} />{busy ? i18n.t('处理中…') : i18n.t('拍照')}
      <input type="file" className="unseen" accept="image/jpeg,image/png,image/webp" capture="environment" disabled={busy || photos.length >= MOST} data-testid="report-photo" onChange={(event) => { void take(event.target.files); event.target.value = ''; }} />
    </label>
  );
}

/** The photos that were taken, each with a way to take it out again. */
export function PhotoStrip({ photos, onChange }: Photos) {
  const { i18n } = useWords();
  if (photos.length === 0) return null;
  return (
    <div className="photo-strip">
      <ul>{photos.map((photo, i) => <li key={`${photo.name} ${i}`}><Picture bytes={photo.bytes} name={photo.name} /><button type="button" aria-label={i18n.t('去掉照片 {n}', { n: i + 1 })} onClick={() => onChange(photos.filter((one) => one !== photo))}><Icon name="close" size={16} /></button></li>)}</ul>
      <p className="small soft">{i18n.t('{n} 张照片会跟下一次报工一起上传', { n: photos.length })}</p>
    </div>
  );
}

function Picture({ bytes, name }: { bytes: Blob; name: string }) {
  const url = useMemo(() => URL.createObjectURL(bytes), [bytes]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img src={url} alt={name} />;
}
