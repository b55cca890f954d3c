import { takesOf } from './rounds.js';

/** What one line of the table says. A line without a goal is told for information. */
export interface Row {
  /** Name of the bench that `--only` takes. */
  name: string;
  what: string;
  /** Takes of the value, in the unit. */
  values: readonly number[];
  unit: string;
  /** What it was held against in the same run, in the same unit. */
  reference?: { what: string; values: readonly number[] };
  /** Value by reference, round by round. */
  ratios?: readonly number[];
  goal?: { of: 'value' | 'ratio'; least?: number; most?: number };
  note?: string;
}

/** True or false when the line has a goal, by its median; null for information. */
export function reached({ values, ratios = [], goal }: Row): boolean | null {
  if (!goal) return null;
  const { median } = takesOf(goal.of === 'value' ? values : ratios);
  return median >= (goal.least ?? -Infinity) && median <= (goal.most ?? Infinity);
}

const HEADINGS = ['bench', 'what', 'value', 'reference', 'ratio', 'goal', 'reached'] as const;

/** The lines as a Markdown table, so that what a terminal shows can stand in a document. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [[...HEADINGS], ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((line) => widthOf(line[column]!))));
  const drawn = cells.map((line) => `| ${line.map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell))).join(' | ')} |`);
  drawn.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  return drawn.join('\n');
}

function cellsOf(row: Row): string[] {
  const { name, what, values, unit, reference, ratios, goal } = row;
  const answer = reached(row);
  return [
    name, what, `${shown(values)} ${unit}`, reference ? `${shown(reference.values)} ${unit} (${reference.what})` : '', ratios ? shown(ratios) : '',
    goal ? `${goal.least === undefined ? '≤' : '≥'} ${goal.least ?? goal.most}${goal.of === 'ratio' ? ' ×' : ` ${unit}`}` : '', answer === null ? '' : answer ? 'yes' : 'no',
  ];
}

function shown(values: readonly number[]): string {
  const { median, least, most } = takesOf(values);
  return values.length === 1 || least === most ? digits(median) : `${digits(median)} (${digits(least)}..${digits(most)})`;
}

/** Three digits that mean something. */
function digits(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size >= 100 || Number.isInteger(value) ? String(Math.round(value)) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Han characters take two places. */
function widthOf(text: string): number {
  return [...text].reduce((width, letter) => width + (/\p{Script=Han}/u.test(letter) ? 2 : 1), 0);
}
