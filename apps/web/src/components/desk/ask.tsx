import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { useWords } from '../../lib/words/use-words.js';
import './ask.css';

/** A question that must be answered before something binding is done; the browser's own dialog, so that focus and Escape are right. */
export function Ask({ open, title, confirm, busy = false, ready = true, onConfirm, onClose, children, testId }: {
  open: boolean; title: string; confirm: string; busy?: boolean; ready?: boolean; onConfirm: () => void; onClose: () => void; children: ReactNode; testId: string;
}) {
  const { i18n } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  const onSubmit = (event: FormEvent) => { event.preventDefault(); if (ready && !busy) onConfirm(); };
  return (
    <dialog ref={dialog} className="ask" aria-label={title} onClose={onClose} data-testid={testId}>
      {open && (
        <form onSubmit={onSubmit}>
          <h2>{title}</h2>
          {children}
          <div className="ask-actions">
            <button type="button" className="plain-button" onClick={onClose}>{i18n.t('返回')}</button>
            <button type="submit" className="solid-button" disabled={busy || !ready} data-testid={`${testId}-confirm`}>{confirm}</button>
          </div>
        </form>
      )}
    </dialog>
  );
}
