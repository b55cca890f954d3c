import type { SizeView } from '#contracts';
import type { OrientedBox } from './oriented-box.policy.js';

/** What a meshed round may read too small or a plane too large, in millimetres; it is not rounded up for. */
const READING = 0.02;

/** A measure for people: up to the next tenth of a millimetre, as a decimal. */
export function roundedUp(mm: number): string {
  return String(Math.max(1, Math.ceil((mm - READING) * 10)) / 10);
}

/** The size that a piece of stock must have: diameter and length of a turned part, else three edges, the longest first. No allowance for machining is added. */
export function stockSize({ edges, diameter, barLength }: OrientedBox): SizeView {
  if (diameter !== null) return { lengthMm: roundedUp(barLength), widthMm: null, heightMm: null, diameterMm: roundedUp(diameter) };
  return { lengthMm: roundedUp(edges[0]), widthMm: roundedUp(edges[1]), heightMm: roundedUp(edges[2]), diameterMm: null };
}

/** Kilograms of a volume in mm³ of a density in g/cm³, to the gram; null where one of them is not known. */
export function massOfVolume(volumeMm3: number | null, density: string | null): string | null {
  if (volumeMm3 === null || density === null) return null;
  const kg = (volumeMm3 * Number(density)) / 1_000_000;
  return kg >= 0.0005 && kg < 1e6 ? String(Math.round(kg * 1_000) / 1_000) : null;
}
