import { useEffect, useRef, type ButtonHTMLAttributes, type InputHTMLAttributes, type ReactNode } from 'react';

/** The one thing to do on a page. */
export function BigButton({ children, className = '', ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" {...rest} className={`big-button ${className}`}>{children}</button>;
}

/** One of a few quick choices. */
export function ChoiceButton({ children, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" {...rest} className="choice-button">{children}</button>;
}

/** A field with its name above, and what is wrong with it below. */
export function Field({ label, problem, hint, ...rest }: { label: ReactNode; problem?: string | null; hint?: ReactNode } & InputHTMLAttributes<HTMLInputElement>) {
  const id = rest.id!;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input {...rest} aria-invalid={problem ? true : undefined} aria-describedby={problem || hint ? `${id}-note` : undefined} />
      {(problem || hint) && <p id={`${id}-note`} className={problem ? 'field-problem' : 'field-hint'} role={problem ? 'alert' : undefined}>{problem ?? hint}</p>}
    </div>
  );
}

/** A small number set by the thumb; the field takes it from a keyboard as well. */
export function Stepper({ id, label, value, min, max, onChange, less, more }: { id: string; label: ReactNode; value: number; min: number; max: number; onChange: (value: number) => void; less: string; more: string }) {
  const set = (wanted: number) => onChange(Math.max(min, Math.min(max, Number.isFinite(wanted) ? Math.round(wanted) : min)));
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="stepper">
        <button type="button" aria-label={less} disabled={value <= min} onClick={() => set(value - 1)}>−</button>
        <input id={id} className="num" inputMode="numeric" value={value} onChange={(event) => set(Number(event.target.value.replace(/\D/g, '')))} />
        <button type="button" aria-label={more} disabled={value >= max} onClick={() => set(value + 1)}>+</button>
      </div>
    </div>
  );
}

/** A question over the page; the device's own dialog, so that focus and Escape are right. */
export function Sheet({ open, title, onClose, children }: { open: boolean; title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  return <dialog ref={dialog} className="sheet" aria-label={title} onClose={onClose}>{open && <><h2>{title}</h2>{children}</>}</dialog>;
}

/** Facts of a thing, one a line. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return <dl className="facts">{facts.filter(([, value]) => value !== null && value !== '').map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}
