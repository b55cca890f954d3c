/** States that a thing of the trade can show; each has a glyph, a word and a colour, and is never told by the colour alone. */
export type Sign =
  | 'draft' | 'open' | 'evaluating' | 'awarded' | 'running' | 'inspect' | 'shipped' | 'done' | 'rework' | 'stopped' | 'risk' | 'late' | 'closing' | 'lead' | 'behind';

const ring = <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const SHAPES: Readonly<Record<Sign, React.ReactNode>> = {
  draft: ring,
  open: <>{ring}<path d="M6 6V1.5A4.5 4.5 0 0 1 10.5 6z" fill="currentColor" /></>,
  evaluating: <>{ring}<path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" /></>,
  awarded: <>{ring}<path d="M6 6V1.5A4.5 4.5 0 1 1 1.5 6z" fill="currentColor" /></>,
  running: <>{ring}<path d="M6 1.5a4.5 4.5 0 0 0 0 9z" fill="currentColor" /></>,
  inspect: <path d="M6 1.25 10.75 6 6 10.75 1.25 6z" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  shipped: <path d="M1 2.5 11 6 1 9.5 3.5 6z" fill="currentColor" />,
  done: <path d="m1.75 6.5 3 3 5.5-7" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  rework: <path d="M2 3.5V1m0 2.5h2.5M2.3 3.4A4.5 4.5 0 1 1 1.5 6" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  stopped: <path d="M2 2h8v8H2z" fill="currentColor" />,
  risk: <path d="M6 1.2 11.4 10.8H.6zM6 4.6v3M6 9v.4" fill="none" stroke="currentColor" strokeWidth="1.4" />,
  late: <path d="M6 1v6.2M6 9.2V11" stroke="currentColor" strokeWidth="2" />,
  closing: <>{ring}<path d="M6 3.2V6l2 1.4" fill="none" stroke="currentColor" strokeWidth="1.4" /></>,
  lead: <path d="m6 .8 1.6 3.4 3.6.5-2.6 2.5.6 3.7L6 9.1l-3.2 1.8.6-3.7L.8 4.7l3.6-.5z" fill="currentColor" />,
  behind: <path d="M2 4.5 6 8.5l4-4" fill="none" stroke="currentColor" strokeWidth="1.75" />,
};

export function Glyph({ sign }: { sign: Sign }) {
  return <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">{SHAPES[sign]}</svg>;
}

/** Glyph, word and colour of a state. */
export function StateTag({ sign, children, bare = false }: { sign: Sign; children: React.ReactNode; bare?: boolean }) {
  return <span className={`tag ${sign}`} data-state={sign}>{!bare && <Glyph sign={sign} />}<span>{children}</span></span>;
}
