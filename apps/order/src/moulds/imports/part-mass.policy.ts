import { numberOf, parseDecimal } from '#kernel';
import { shownKg } from './mass.parser.js';
import type { Solid } from './size.parser.js';

/** A coil spring fills about 55 % of the tube it stands in (wire and gaps, by the usual catalogues). */
const COIL_FILL = 0.55;
const PICO = 1_000_000_000_000;

/**
 * Kilograms of one piece from its solid and density (g/cm³), as lists show them; blocks exactly, round shapes to the last shown place.
 * Null where the solid is not known in full, or where there is none to weigh.
 */
export function computedMassKg(solid: Solid | null, density: string | null, coil: boolean): string | null {
  if (solid === null || density === null) return null;
  if (solid.form === 'BLOCK') {
    const [l, w, h] = solid.edges.map(parseDecimal) as [bigint, bigint, bigint];
    return positive(shownKg(l * w * h * parseDecimal(density), 10n ** 30n));
  }
  const volume = roundVolume(solid);
  if (volume === null) return null;
  const kg = (volume * numberOf(density) * (coil ? COIL_FILL : 1)) / 1_000_000;
  return kg < 1e9 ? positive(shownKg(BigInt(Math.round(kg * PICO)), BigInt(PICO))) : null;
}

/** Cubic millimetres of a turned shape. */
function roundVolume(solid: Exclude<Solid, { form: 'BLOCK' }>): number | null {
  const cylinder = (diameter: string, length: number): number => (Math.PI / 4) * numberOf(diameter) ** 2 * length;
  const length = numberOf(solid.length);
  if (solid.form === 'ROUND') return cylinder(solid.diameter, length);
  if (solid.form === 'TUBE') return cylinder(solid.diameter, length) - cylinder(solid.inner, length);
  if (solid.tipLength === null) return null;
  const tipLength = Math.min(numberOf(solid.tipLength), length);
  const tip = solid.tip.length === 1 ? cylinder(solid.tip[0], tipLength) : numberOf(solid.tip[0]) * numberOf(solid.tip[1]) * tipLength;
  return tip + cylinder(solid.shank, length - tipLength);
}

function positive(kg: string): string | null {
  return kg === '0' ? null : kg;
}
