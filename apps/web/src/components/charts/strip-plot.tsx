import { stripMarks } from './strip-plot.view.js';

const WIDTH = 96;
const HEIGHT = 20;
const PAD = 6;

/** How far apart the bids on one lot are: a diamond for the best, a ring for each other, a tick for the wished amount. */
export function StripPlot({ amounts, target, label }: { amounts: readonly number[]; target: number | null; label: string }) {
  const { best, others, mark } = stripMarks(amounts, target, WIDTH, PAD);
  const middle = HEIGHT / 2;
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <line x1={PAD} x2={WIDTH - PAD} y1={middle} y2={middle} stroke="var(--c-lineStrong)" />
      {mark !== null && <line x1={mark} x2={mark} y1={3} y2={HEIGHT - 3} stroke="var(--c-text)" strokeWidth="1.5" />}
      {others.map((x, i) => <circle key={i} cx={x} cy={middle} r="3.5" fill="var(--c-bg)" stroke="var(--c-text2)" strokeWidth="1.5" />)}
      {best !== null && <path d={`M${best - 5} ${middle}l5-6 5 6-5 6z`} fill="var(--st-lead-solid)" />}
    </svg>
  );
}
