import { formatDecimal, isDecimal, parseDecimal, type FieldProblem } from '#kernel';
import type { SizeView } from '#contracts';
import { categoryOf } from '#contracts/catalogue';
import type { PartPatchInput, SizeInput } from '#contracts/order-moulds';
import type { Say } from './moulds-sentences.view.js';
import { revised, type PartRecord } from './part-definition.policy.js';
import { withSupply } from './route.policy.js';

/** Largest size that is taken, in millimetres; nothing in a mould is a kilometre long. */
const SIZE_LIMIT = parseDecimal('1000000');

/** Rules that a patch breaks; `usableFiles` are the files of the company that may belong to a part. */
export function problemsOfPatch(patch: PartPatchInput, path: string, usableFiles: ReadonlySet<string>, say: Say): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const at = (field: string, message: string) => problems.push({ path: `${path}.${field}`, message });
  if (patch.category && categoryOf(patch.category) === null) at('category', say.unknownCategory(patch.category));
  if (patch.quantity !== undefined && patch.quantity !== null && !isQuantity(patch.quantity)) at('quantity', say.quantityRange());
  for (const [side, value] of Object.entries(patch.size ?? {})) {
    if (value !== null && value !== undefined && !isSize(value)) at(`size.${side}`, say.sizeRange());
  }
  (patch.fileIds ?? []).forEach((id, i) => { if (!usableFiles.has(id)) at(`fileIds.${i}`, say.unknownFile()); });
  return problems;
}

/** A number of pieces that a mould can have of one part. */
export function isQuantity(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= 100_000;
}

/** An edge or diameter in millimetres that something in a mould can have. */
export function isSize(value: unknown): value is string {
  return isDecimal(value) && parseDecimal(value) > 0n && parseDecimal(value) < SIZE_LIMIT;
}

const exact = (value: string | null | undefined): string | null => (value === null || value === undefined ? null : formatDecimal(parseDecimal(value)));

function sizeOf(size: SizeInput): SizeView {
  return { lengthMm: exact(size.lengthMm), widthMm: exact(size.widthMm), heightMm: exact(size.heightMm), diameterMm: exact(size.diameterMm) };
}

const worded = (given: string | null | undefined, before: string | null): string | null => (given === null || given === undefined ? before : given.trim() === '' ? null : given.trim());

/**
 * The part with a patch applied: null leaves a value as it is, a blank text clears it. A changed size or material leaves the
 * old mass behind, because it was computed from them. A frozen revision becomes a draft of the next letter when its definition changes.
 */
export function patched(part: PartRecord, patch: PartPatchInput, massOf: (part: PartRecord) => string | null): PartRecord {
  const supply = patch.supply ?? part.supply;
  const after: PartRecord = {
    ...part,
    category: worded(patch.category, part.category),
    material: worded(patch.material, part.material),
    hardness: worded(patch.hardness, part.hardness),
    requirements: worded(patch.requirements, part.requirements),
    size: patch.size ? sizeOf(patch.size) : part.size,
    quantity: patch.quantity ?? part.quantity,
    supply,
    fileIds: patch.fileIds ? [...new Set(patch.fileIds)] : part.fileIds,
    route: withSupply(part.route, part.supply, supply),
    // Whoever corrects a part has looked at the question that the import left on it.
    openQuestion: false,
  };
  const moved = after.material !== part.material || JSON.stringify(after.size) !== JSON.stringify(part.size);
  return revised(part, moved ? { ...after, unitMassKg: massOf(after) } : after);
}
