import { dayMarks, placeOf, stairs, timeScale } from './time-scale.view.js';

const WIDTH = 960;
const HEIGHT = 300;
const LEFT = 44;
const TOP = 12;
const BOTTOM = 28;

export interface CurvePoint { atMs: number; percent: number }

/** Planned against done over time. The sentence above it says the same, and is its name. */
export function SCurve({ planned, done, nowMs, caption, dayWord, today }: { planned: readonly CurvePoint[]; done: readonly CurvePoint[]; nowMs: number; caption: string; dayWord: (day: string) => string; today: string }) {
  const scale = timeScale([...planned, ...done].map(({ atMs }) => atMs).concat(nowMs), WIDTH - LEFT - 12);
  const x = (ms: number) => LEFT + placeOf(scale, ms);
  const y = (percent: number) => TOP + (1 - percent / 100) * (HEIGHT - TOP - BOTTOM);
  const path = (points: readonly CurvePoint[]) => stairs(points.map(({ atMs, percent }) => ({ x: x(atMs), y: Math.round(y(percent) * 10) / 10 })));
  return (
    <figure className="s-curve">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={caption}>
        {[0, 25, 50, 75, 100].map((percent) => <g key={percent}><line x1={LEFT} x2={WIDTH - 12} y1={y(percent)} y2={y(percent)} stroke="var(--c-line)" /><text x={LEFT - 6} y={y(percent) + 4} textAnchor="end" className="axis-word">{percent}%</text></g>)}
        {dayMarks(scale, 10).map(({ day, x: place }) => <text key={day} x={Math.min(LEFT + place, WIDTH - 24)} y={HEIGHT - 8} textAnchor="middle" className="axis-word">{dayWord(day)}</text>)}
        <line x1={x(nowMs)} x2={x(nowMs)} y1={TOP} y2={HEIGHT - BOTTOM} stroke="var(--c-text2)" strokeDasharray="2 3" />
        <text x={x(nowMs) + 4} y={TOP + 14} className="axis-word">{today}</text>
        <path d={path(planned)} fill="none" stroke="var(--c-text2)" strokeWidth="2" strokeDasharray="6 4" />
        <path d={path(done)} fill="none" stroke="var(--st-done-solid)" strokeWidth="3" />
      </svg>
    </figure>
  );
}
