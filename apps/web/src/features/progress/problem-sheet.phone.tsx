import { useState } from 'react';
import type { PauseReason } from '../../generated/types.js';
import { BigButton, ChoiceButton } from '../../components/phone/kit.js';
import { usePauseWords } from '../../components/signs/report-words.js';
import { useWords } from '../../lib/words/use-words.js';
import type { WaitingPhoto } from './outbox.policy.js';
import { PhotoButton, PhotoStrip } from './photos.phone.js';
import type { ShopPieceRun, Tell } from './shop-line.view.js';

/** Why work stands still, the usual first. */
export const PAUSES: readonly PauseReason[] = ['END_OF_SHIFT', 'URGENT_JOB', 'TOOL', 'WAITING_ELECTRODE', 'MATERIAL', 'PROGRAM', 'QUALITY', 'DRAWING_UNCLEAR', 'POWER', 'OUTAGE'];
const TROUBLES: readonly PauseReason[] = ['MATERIAL', 'QUALITY', 'OUTAGE', 'DRAWING_UNCLEAR', 'TOOL', 'WAITING_ELECTRODE'];

/** Something is wrong: the work is paused and the buyer is told. */
export function ProblemSheet({ runs, photos, onPhotos, tell }: { runs: readonly ShopPieceRun[]; photos: readonly WaitingPhoto[]; onPhotos: (photos: readonly WaitingPhoto[]) => void; tell: Tell }) {
  const { i18n } = useWords();
  const reasons = usePauseWords();
  const [reason, setReason] = useState<PauseReason | null>(null);
  const [note, setNote] = useState('');
  return (
    <div className="sheet-form">
      <p className="soft">{i18n.t('报问题会暂停这道工序，并通知甲方。')}</p>
      <div className="reason-grid">{PAUSES.filter((key) => TROUBLES.includes(key)).map((key) => <ChoiceButton key={key} aria-pressed={reason === key} onClick={() => setReason(reason === key ? null : key)}>{reasons[key]}</ChoiceButton>)}</div>
      <div className="field"><label htmlFor="problem-note">{i18n.t('说明（没有选原因时必填）')}</label><textarea id="problem-note" rows={3} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} /></div>
      <PhotoStrip photos={photos} onChange={onPhotos} />
      <PhotoButton photos={photos} onChange={onPhotos} />
      <BigButton disabled={reason === null && note.trim() === ''} onClick={() => tell('PROBLEM', runs, { pauseReason: reason, note })} data-testid="confirm-problem">{i18n.t('报告问题')}</BigButton>
    </div>
  );
}
