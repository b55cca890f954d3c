import { stepPath, type PriceStep } from './price-steps.view.js';

const WIDTH = 440;
const HEIGHT = 168;
const PAD = 24;

/** How this lot's price fell. The sentence below it says the same in words, and is its name. */
export function PriceSteps({ bids, extensions, target, untilMs, caption, axis, moment }: { bids: readonly PriceStep[]; extensions: readonly number[]; target: number | null; untilMs: number; caption: string; axis: (amount: number) => string; moment: (ms: number) => string }) {
  const course = stepPath(bids, extensions, target, untilMs, WIDTH, HEIGHT, PAD);
  if (course === null) return null;
  return (
    <figure className="price-steps">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={caption}>
        <line x1={PAD} x2={WIDTH - PAD} y1={HEIGHT - PAD + 4} y2={HEIGHT - PAD + 4} stroke="var(--c-line)" />
        <text x={PAD} y={HEIGHT - 4} className="axis-word">{moment(bids[0]!.atMs)}</text>
        <text x={WIDTH - PAD} y={HEIGHT - 4} textAnchor="end" className="axis-word">{moment(untilMs)}</text>
        <text x={WIDTH - PAD} y={PAD - 10} textAnchor="end" className="axis-word">{axis(course.high)}</text>
        <text x={WIDTH - PAD} y={HEIGHT - PAD - 6} textAnchor="end" className="axis-word">{axis(course.low)}</text>
        {course.target !== null && <line x1={PAD} x2={WIDTH - PAD} y1={course.target} y2={course.target} stroke="var(--c-text3)" strokeDasharray="4 4" />}
        {course.extensions.map((x, i) => <line key={i} x1={x} x2={x} y1={PAD} y2={HEIGHT - PAD + 4} stroke="var(--st-evaluating-solid)" strokeDasharray="2 3" />)}
        <path d={course.path} fill="none" stroke="var(--st-lead-solid)" strokeWidth="2" />
        {course.dots.map(({ x, y, lead }, i) => <circle key={i} cx={x} cy={y} r="3.5" fill={lead ? 'var(--st-lead-solid)' : 'var(--c-bg)'} stroke={lead ? 'var(--st-lead-solid)' : 'var(--c-text2)'} strokeWidth="1.5" />)}
      </svg>
      <figcaption className="small soft num">{caption}</figcaption>
    </figure>
  );
}
