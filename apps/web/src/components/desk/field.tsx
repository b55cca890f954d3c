import { cloneElement, useId, type InputHTMLAttributes, type ReactElement, type ReactNode } from 'react';
import './desk.css';
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

/** A field with its name above and what is wrong with it below. */
export function DeskField({ label, problem, hint, ...rest }: { label: ReactNode; problem?: string | null; hint?: ReactNode } & InputHTMLAttributes<HTMLInputElement> & { id: string }) {
  const note = `${rest.id}-note`;
  return (
    <div className="desk-field">
      <label htmlFor={rest.id}>{label}</label>
      <input {...rest} aria-invalid={problem ? true : undefined} aria-describedby={problem || hint ? note : undefined} />
      {(problem || hint) && <p id={note} className={problem ? 'field-problem' : 'soft small'} role={problem ? 'alert' : undefined}>{problem ?? hint}</p>}
    </div>
  );
}

/** Several of many words, each a box to tick. */
export function Ticks<Key extends string>({ label, choices, chosen, onChange, disabled = false }: { label: string; choices: readonly (readonly [Key, string])[]; chosen: readonly Key[]; onChange: (next: Key[]) => void; disabled?: boolean }) {
  return (
    <fieldset className="ticks" disabled={disabled}>
      <legend>{label}</legend>
      {choices.map(([key, word]) => <label key={key}><input type="checkbox" checked={chosen.includes(key)} onChange={({ target }) => onChange(target.checked ? [...chosen, key] : chosen.filter((one) => one !== key))} /> {word}</label>)}
    </fieldset>
  );
}
