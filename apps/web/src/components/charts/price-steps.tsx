import { stepPath, type PriceStep } from './price-steps.view.js';

const WIDTH = 440;
const HEIGHT = 148;
const PAD = 12;

/** How this lot's price fell. The sentence below it says the same in words, and is its name. */
export function PriceSteps({ bids, extensions, target, untilMs, caption, axis }: { bids: readonly PriceStep[]; extensions: readonly number[]; target: number | null; untilMs: number; caption: string; axis: (amount: number) => string }) {
  const course = stepPath(bids, extensions, target, untilMs, WIDTH, HEIGHT, PAD);
  if (course === null) return null;
  return (
    <figure className="price-steps">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={caption}>
        <line x1={PAD} x2={WIDTH - PAD} y1={HEIGHT - PAD / 2} y2={HEIGHT - PAD / 2} stroke="var(--c-line)" />
        {course.target !== null && <line x1={PAD} x2={WIDTH - PAD} y1={course.target} y2={course.target} stroke="var(--c-text3)" strokeDasharray="4 4" />}
        {course.extensions.map((x, i) => <line key={i} x1={x} x2={x} y1={PAD} y2={HEIGHT - PAD / 2} stroke="var(--st-evaluating-solid)" strokeDasharray="2 3" />)}
        <path d={course.path} fill="none" stroke="var(--st-lead-solid)" strokeWidth="2" />
        {course.dots.map(({ x, y, lead }, i) => <circle key={i} cx={x} cy={y} r="3.5" fill={lead ? 'var(--st-lead-solid)' : 'var(--c-bg)'} stroke={lead ? 'var(--st-lead-solid)' : 'var(--c-text2)'} strokeWidth="1.5" />)}
      </svg>
      <figcaption className="small soft num"><span>{caption}</span><span>{axis(course.low)} – {axis(course.high)}</span></figcaption>
    </figure>
  );
}
