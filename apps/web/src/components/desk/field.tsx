import { cloneElement, useId, type InputHTMLAttributes, type ReactElement, type ReactNode } from 'react';

type Control = ReactElement<{ id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }>;

/** A label, its control and what is to be said about it; a refusal stands beside the control that caused it. Without a control of its own it is an input. */
export function Field({ label, hint, wrong, children, ...input }: { label: ReactNode; hint?: ReactNode; wrong?: string | null; children?: Control } & Omit<InputHTMLAttributes<HTMLInputElement>, 'children'>) {
  const made = useId();
  const control: Control = children ?? <input {...input} />;
  const id = control.props.id ?? made;
  const said = wrong ? `${id}-wrong` : hint ? `${id}-hint` : undefined;
  return (
    <div className="field">
      <label className="label" htmlFor={id}>{label}</label>
      {cloneElement(control, { id, 'aria-describedby': said, 'aria-invalid': wrong ? true : undefined })}
      {wrong ? <p id={`${id}-wrong`} className="wrong" role="alert">{wrong}</p> : hint ? <p id={`${id}-hint`} className="hint">{hint}</p> : null}
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
