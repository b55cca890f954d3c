import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../lib/words/use-words.js';

const STAYS_MS = 8_000;

/** Says what was done, and takes it back if somebody wants that soon; waits while a pointer or the focus is on it. */
export function UndoNote({ text, onUndo, onGone }: { text: string; onUndo: (() => void) | null; onGone: () => void }) {
  const { i18n } = useWords();
  const [held, setHeld] = useState(false);
  const gone = useRef(onGone);
  gone.current = onGone;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => gone.current(), STAYS_MS);
    return () => clearTimeout(timer);
  }, [held, text]);
  return (
    <div className="undo" data-testid="undo" onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <span role="status">{text}</span>
      {onUndo !== null && <button type="button" onClick={onUndo}>{i18n.t('退回这一步')}</button>}
    </div>
  );
}
