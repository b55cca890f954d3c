import type { Sign } from '../signs/glyph.js';
import { placeOf, type TimeScale } from './time-scale.view.js';

export interface GanttBar { key: string; sign: Sign; plan: { fromMs: number; toMs: number; planned: boolean } | null; real: { fromMs: number; toMs: number } | null; /** What a pointer is told. */ title: string }

const HEIGHT = 28;

/** One row of a plan: outlines are planned, dashed ones reckoned, filled bars happened; a diamond is the promise, a line is today. */
export function GanttStrip({ bars, promisedMs, nowMs, scale, label }: { bars: readonly GanttBar[]; promisedMs: number | null; nowMs: number; scale: TimeScale; label: string }) {
  const width = (from: number, to: number) => Math.max(2, placeOf(scale, to) - placeOf(scale, from));
  return (
    <svg width={scale.width} height={HEIGHT} viewBox={`0 0 ${scale.width} ${HEIGHT}`} role="img" aria-label={label}>
      {bars.map(({ key, plan, title }) => plan && <rect key={key} x={placeOf(scale, plan.fromMs)} y="4.5" width={width(plan.fromMs, plan.toMs)} height="7" rx="2" fill="var(--c-bg3)" stroke="var(--c-lineStrong)" strokeDasharray={plan.planned ? undefined : '3 2'}><title>{title}</title></rect>)}
      {bars.map(({ key, real, sign, title }) => real && <rect key={key} x={placeOf(scale, real.fromMs)} y="15" width={width(real.fromMs, real.toMs)} height="9" rx="2" fill={`var(--st-${sign}-solid)`}><title>{title}</title></rect>)}
      <line x1={placeOf(scale, nowMs)} x2={placeOf(scale, nowMs)} y1="0" y2={HEIGHT} stroke="var(--c-text2)" strokeDasharray="2 3" />
      {promisedMs !== null && <path d={`M${placeOf(scale, promisedMs)} 3l5 5-5 5-5-5z`} fill="var(--c-text)" />}
    </svg>
  );
}
