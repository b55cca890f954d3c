/** A workshop's own guess of what a lot costs it. Rates are round figures of the trade; the point is that no two guesses are alike. */

export interface PricedLine {
  quantity: number;
  unitMassKg: string | null;
  processes: string[];
  material: string | null;
}

/** CNY for one operation on one piece of middling size, before the piece's own mass is looked at. */
const OPERATION_CNY: Record<string, number> = {
  SAW: 12, MIL: 60, CNC: 180, CNCL: 420, HSM: 260, DT: 35, GD: 120, TUR: 50, GR: 60, CGR: 55, PGR: 180,
  EDM: 210, WEDM: 190, WEDF: 60, EHD: 12, HT: 45, QT: 20, NIT: 40, POL: 160, CMM: 80, LE: 25, FIT: 140, BUY: 0,
};
const STEEL_CNY_PER_KG: [pattern: RegExp, price: number][] = [[/8407|S136/, 85], [/SKD|H13|718/, 30], [/Cu|铜|BeCu/i, 90], [/石墨/, 140]];

/** Estimated cost of a lot in minor units (fen), tax included. */
export function estimateMinor(lines: readonly PricedLine[]): number {
  const total = lines.reduce((sum, line) => {
    const massKg = Math.min(Number(line.unitMassKg ?? '1') || 1, 600);
    const steel = (STEEL_CNY_PER_KG.find(([pattern]) => pattern.test(line.material ?? ''))?.[1] ?? 9) * massKg * 1.15;
    const weight = 0.6 + Math.sqrt(massKg) / 3;
    const work = line.processes.reduce((cny, process) => cny + (OPERATION_CNY[process] ?? 80) * weight, 0);
    return sum + (steel + work) * line.quantity;
  }, 0);
  return Math.max(Math.round(total * 113), 2_000);
}

/** Minutes that an engineer plans for an operation on a part of middling size. */
const OPERATION_MINUTES: Record<string, number> = {
  BUY: 0, SAW: 15, MIL: 60, CNC: 150, CNCL: 240, HSM: 120, DT: 30, GD: 60, TUR: 40, GR: 60, CGR: 45, PGR: 120,
  EDM: 150, WEDM: 120, WEDF: 60, EHD: 15, HT: 480, QT: 360, NIT: 600, POL: 120, CMM: 30, LE: 20, FIT: 90,
};

export function plannedMinutes(process: string, weight: number): number | null {
  const minutes = OPERATION_MINUTES[process] ?? 60;
  // Buying is nobody's work.
  return minutes === 0 ? null : Math.max(5, Math.round((minutes * weight) / 10) * 5);
}

/** A repeatable stream of numbers from 0 to 1, so that a demo with the same name plays alike (mulberry32). */
export function dice(seed: string): () => number {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619), 2_166_136_261) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function between(roll: number, [least, most]: readonly [number, number]): number {
  return least + roll * (most - least);
}

/** What a shop asks next: a step below what would be taken, never under its floor; null when it gives up. */
export function nextPriceMinor(highestAcceptable: number, floor: number, stepPercent: number): number | null {
  if (highestAcceptable < floor) return null;
  return Math.max(Math.floor((highestAcceptable * (100 - stepPercent)) / 100 / 100) * 100, floor);
}
