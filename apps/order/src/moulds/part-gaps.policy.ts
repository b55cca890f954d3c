import type { SizeView } from '#contracts';
import type { PartGap } from '#contracts/order-moulds';
import { BUYING, type PartDefinition } from './part-definition.policy.js';

/** Treatments that are ordered by the hardness they reach. */
const HARDENING = new Set(['HT', 'QT', 'CRB', 'NIT']);

/** True when the outer size is known in all directions: diameter and length of a round part, or three edges. */
export function isFullSize(size: SizeView): boolean {
  if (size.diameterMm !== null) return size.heightMm !== null || size.lengthMm !== null;
  return size.lengthMm !== null && size.widthMm !== null && size.heightMm !== null;
}

function hasAnySize(size: SizeView): boolean {
  return size.lengthMm !== null || size.widthMm !== null || size.heightMm !== null || size.diameterMm !== null;
}

/**
 * What a part lacks before it can be put to tender, in the order people ask for it. Full size data stand in for a drawing.
 * A bought part is ordered from a catalogue and lacks nothing but answers.
 */
export function gapsOf(part: Pick<PartDefinition, 'supply' | 'material' | 'hardness' | 'requirements' | 'size' | 'route' | 'fileIds' | 'openQuestion'>): PartGap[] {
  const gaps: PartGap[] = [];
  if (part.supply !== 'BUY') {
    if (part.fileIds.length === 0 && !isFullSize(part.size)) gaps.push('DRAWING');
    if (isBlank(part.material)) gaps.push('MATERIAL');
    if (isBlank(part.hardness) && part.route.some((step) => HARDENING.has(step.process))) gaps.push('HARDNESS');
    if (isBlank(part.requirements)) gaps.push('TOLERANCE');
    if (!part.route.some((step) => step.process !== BUYING)) gaps.push('ROUTE');
    if (!hasAnySize(part.size)) gaps.push('SIZE');
  }
  if (part.openQuestion) gaps.push('QUESTION');
  return gaps;
}

function isBlank(text: string | null): boolean {
  return text === null || text.trim() === '';
}
