import type { InputHTMLAttributes, ReactNode } from 'react';
import './desk.css';

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
