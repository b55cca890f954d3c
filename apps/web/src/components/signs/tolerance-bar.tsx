import { toleranceBar, type Measured } from './tolerance.view.js';

const WIDTH = 240;
const HEIGHT = 20;

/** Is the dimension good: the band that is allowed, its nominal, and where the value lies. The words beside it say the same, and are its name. */
export function ToleranceBar({ measured, inside, label }: { measured: Measured; inside: boolean; label: string }) {
  const bar = toleranceBar(measured);
  if (bar === null) return null;
  const x = (place: number) => 4 + place * (WIDTH - 8);
  const sign = inside ? 'done' : 'stopped';
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" height={HEIGHT} preserveAspectRatio="none" role="img" aria-label={label} className="tolerance-bar">
      <line x1="0" x2={WIDTH} y1="10" y2="10" stroke="var(--c-line)" strokeWidth="2" />
      <rect x={x(bar.from)} y="5" width={Math.max(1, x(bar.to) - x(bar.from))} height="10" fill="var(--st-done-bg)" stroke="var(--st-done-solid)" />
      <line x1={x(bar.nominal)} x2={x(bar.nominal)} y1="2" y2="18" stroke="var(--c-text2)" strokeDasharray="2 2" />
      <line x1={x(bar.value)} x2={x(bar.value)} y1="0" y2={HEIGHT} stroke={`var(--st-${sign}-solid)`} strokeWidth="4" />
    </svg>
  );
}
