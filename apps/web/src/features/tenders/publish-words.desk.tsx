import { useState } from 'react';
import { placesOf, readMoney, writeMoney } from '../../lib/format/format.view.js';

/** One of several words in a sentence. */
export function Choice<T extends string>({ label, value, choices, onChange, testId }: { label: string; value: T; choices: readonly (readonly [T, string])[]; onChange: (value: T) => void; testId?: string }) {
  return <select className="line-input" aria-label={label} title={label} value={value} data-testid={testId} onChange={({ target }) => onChange(target.value as T)}>{choices.map(([key, word]) => <option key={key} value={key}>{word}</option>)}</select>;
}

/** A number in a sentence; what is no number yet changes nothing. */
export function Whole({ label, value, least = 1, step = 1, onChange }: { label: string; value: number; least?: number; step?: number; onChange: (value: number) => void }) {
  return <input type="number" className="line-input num" aria-label={label} title={label} min={least} step={step} value={value} style={{ width: `${String(value).length + 4}ch` }} onChange={({ target }) => { if (target.value !== '' && target.valueAsNumber >= least) onChange(target.valueAsNumber); }} />;
}

export function Moment({ label, value, onChange, testId }: { label: string; value: string; onChange: (iso: string) => void; testId?: string }) {
  const at = new Date(value);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  return <input type="datetime-local" className="line-input num" aria-label={label} title={label} value={local} data-testid={testId} onChange={({ target }) => { if (target.value !== '') onChange(new Date(target.value).toISOString()); }} />;
}

/** An amount in a sentence, in as many places as its currency has; what cannot be read yet changes nothing. */
export function Amount({ label, minor, currency, onChange }: { label: string; minor: string; currency: string; onChange: (minor: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? writeMoney(minor, currency);
  const take = (text: string) => {
    setTyped(text);
    const read = /^0*(\.0*)?$/.test(text.trim()) && text.trim() !== '' ? '0' : readMoney(text, currency);
    if (read !== null) onChange(read);
  };
  return <input className="line-input num" inputMode={placesOf(currency) === 0 ? 'numeric' : 'decimal'} aria-label={label} title={label} value={shown} style={{ width: `${shown.length + 3}ch` }} onChange={({ target }) => take(target.value)} onBlur={() => setTyped(null)} />;
}
