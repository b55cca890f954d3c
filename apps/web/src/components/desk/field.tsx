import { useId, type ReactElement, type ReactNode, cloneElement } from 'react';
import './field.css';

/** A label, its control, and what is to be said about it; a refusal stands beside the control that caused it. */
export function Field({ label, hint, wrong, children }: { label: ReactNode; hint?: ReactNode; wrong?: string | null; children: ReactElement<{ id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }> }) {
  const id = useId();
  const said = wrong ? `${id}-wrong` : hint ? `${id}-hint` : undefined;
  return (
    <div className="field">
      <label className="label" htmlFor={id}>{label}</label>
      {cloneElement(children, { id, 'aria-describedby': said, 'aria-invalid': wrong ? true : undefined })}
      {wrong ? <span id={`${id}-wrong`} className="wrong" role="alert">{wrong}</span> : hint ? <span id={`${id}-hint`} className="hint">{hint}</span> : null}
    </div>
  );
}
