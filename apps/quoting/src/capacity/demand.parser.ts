import type { SizeView } from '#contracts';

/** Width of an ISO 286-1 tolerance zone in micrometres, by upper end of the size range in mm, for IT5 to IT12. */
const ZONES: readonly [upToMm: number, ...widths: number[]][] = [
  [3, 4, 6, 10, 14, 25, 40, 60, 100], [6, 5, 8, 12, 18, 30, 48, 75, 120], [10, 6, 9, 15, 22, 36, 58, 90, 150],
  [18, 8, 11, 18, 27, 43, 70, 110, 180], [30, 9, 13, 21, 33, 52, 84, 130, 210], [50, 11, 16, 25, 39, 62, 100, 160, 250],
  [80, 13, 19, 30, 46, 74, 120, 190, 300], [120, 15, 22, 35, 54, 87, 140, 220, 350], [180, 18, 25, 40, 63, 100, 160, 250, 400],
  [250, 20, 29, 46, 72, 115, 185, 290, 460], [315, 23, 32, 52, 81, 130, 210, 320, 520], [400, 25, 36, 57, 89, 140, 230, 360, 570],
  [500, 27, 40, 63, 97, 155, 250, 400, 630], [630, 32, 44, 70, 110, 175, 280, 440, 700], [800, 36, 50, 80, 125, 200, 320, 500, 800],
  [Infinity, 40, 56, 90, 140, 230, 360, 560, 900],
];
const FINEST_GRADE = 5;
const COARSEST_GRADE = 12;
/** Size of the usual hole in an insert; a fit such as H7 on a list names no size of its own. */
const USUAL_HOLE_MM = 30;
/** What stands behind a plus-minus sign and is larger than this is no tolerance. */
const LARGEST_TOLERANCE_MM = 5;
const LONGEST_TEXT = 2_000;

/** Brinell and Rockwell C of the same steel, for pre-hardened plates. */
const BRINELL: readonly [hb: number, hrc: number][] = [[226, 20], [300, 32], [330, 35], [380, 41], [450, 47], [600, 57]];

/** Half the zone of an IT grade at a nominal size, in mm; null for grades outside IT5 to IT12. */
export function halfZoneMm(grade: number, nominalMm: number): number | null {
  if (!Number.isInteger(grade) || grade < FINEST_GRADE || grade > COARSEST_GRADE) return null;
  const row = ZONES.find(([upTo]) => nominalMm <= upTo)!;
  return row[grade - FINEST_GRADE + 1]! / 2_000;
}

/**
 * Finest tolerance that a line's requirements name, as plus or minus in mm; null when they name none.
 * Reads ±0.02, 0/-0.02, IT6 and fits such as H7; a slash without a sign (0.02/300) is a geometry note and no tolerance.
 */
export function toleranceMmOf(requirements: string | null, size: SizeView): number | null {
  if (requirements === null) return null;
  const text = requirements.slice(0, LONGEST_TEXT).normalize('NFKC');
  const nominal = Math.max(...dimensionsOf(size), 0) || USUAL_HOLE_MM;
  const found: number[] = [];
  for (const [, value] of text.matchAll(/±\s{0,3}(\d{1,3}(?:\.\d{1,6})?)/g)) found.push(Number(value));
  for (const [, a, b] of text.matchAll(/([+-]?\d{1,3}(?:\.\d{1,6})?)\s{0,3}\/\s{0,3}([+-]?\d{1,3}(?:\.\d{1,6})?)/g)) {
    const signed = /^[+-]/.test(a!) || /^[+-]/.test(b!) || Number(a) === 0 || Number(b) === 0;
    if (signed) found.push(Math.abs(Number(a) - Number(b)) / 2);
  }
  for (const [, grade] of text.matchAll(/\bIT\s{0,2}(\d{1,2})/gi)) found.push(halfZoneMm(Number(grade), nominal) ?? 0);
  for (const [, grade] of text.matchAll(/(?:^|[^A-Za-z])(?:js|[Hhgfkmnp])([5-9]|1[0-2])(?![\d.A-Za-z])/g)) {
    found.push(halfZoneMm(Number(grade), USUAL_HOLE_MM) ?? 0);
  }
  const tolerances = found.filter((mm) => mm > 0 && mm <= LARGEST_TOLERANCE_MM);
  return tolerances.length === 0 ? null : Math.min(...tolerances);
}

/** Upper end of a hardness in HRC; HB is converted, HV belongs to a thin layer and is left out. Null when nothing is said. */
export function hardnessHrcOf(hardness: string | null): number | null {
  if (hardness === null) return null;
  const text = hardness.slice(0, 200).normalize('NFKC');
  const rockwell = /HRC\s{0,3}(\d{1,2}(?:\.\d)?)(?:\s{0,3}[-–~至]\s{0,3}(\d{1,2}(?:\.\d)?))?/i.exec(text);
  if (rockwell) return Number(rockwell[2] ?? rockwell[1]);
  const brinell = /HB\s{0,3}(\d{2,3})(?:\s{0,3}[-–~至]\s{0,3}(\d{2,3}))?/i.exec(text);
  return brinell ? fromBrinell(Number(brinell[2] ?? brinell[1])) : null;
}

function fromBrinell(hb: number): number {
  if (hb <= BRINELL[0]![0]) return 0;
  for (let i = 1; i < BRINELL.length; i += 1) {
    const [hb0, hrc0] = BRINELL[i - 1]!;
    const [hb1, hrc1] = BRINELL[i]!;
    if (hb <= hb1) return hrc0 + ((hb - hb0) * (hrc1 - hrc0)) / (hb1 - hb0);
  }
  return BRINELL[BRINELL.length - 1]![1];
}

/** Known outer dimensions in mm; a round part counts its diameter in two directions. */
export function dimensionsOf(size: SizeView): number[] {
  const diameter = size.diameterMm === null ? [] : [Number(size.diameterMm), Number(size.diameterMm)];
  const box = [size.lengthMm, size.widthMm, size.heightMm].filter((mm) => mm !== null).map(Number);
  return [...diameter, ...box].filter((mm) => Number.isFinite(mm) && mm > 0).sort((a, b) => b - a).slice(0, 3);
}
