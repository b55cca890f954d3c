import type { SizeView } from '#contracts';
import { computedMassKg } from './imports/part-mass.policy.js';

/** Mass in kilograms of a full block or bar of the outer size, as the import computes it; null without a full size or a density (g/cm³). */
export function massOf(size: SizeView, density: string | null): string | null {
  const { lengthMm, widthMm, heightMm, diameterMm } = size;
  const length = heightMm ?? lengthMm;
  if (diameterMm !== null) return length === null ? null : computedMassKg({ form: 'ROUND', diameter: diameterMm, length }, density, false);
  if (lengthMm === null || widthMm === null || heightMm === null) return null;
  return computedMassKg({ form: 'BLOCK', edges: [lengthMm, widthMm, heightMm] }, density, false);
}
