import type { PartGap, PartPatch } from '../../generated/types.js';
import type { Part } from './workbench.view.js';

/** What a form holds: texts as typed. For several parts at once an empty text leaves every part as it is. */
export interface PartForm { category: string; material: string; hardness: string; requirements: string; lengthMm: string; widthMm: string; heightMm: string; diameterMm: string; quantity: string }
export type PartField = keyof PartForm;

const blank: PartForm = { category: '', material: '', hardness: '', requirements: '', lengthMm: '', widthMm: '', heightMm: '', diameterMm: '', quantity: '' };
const texts = ['category', 'material', 'hardness', 'requirements'] as const;
const sides = ['lengthMm', 'widthMm', 'heightMm', 'diameterMm'] as const;

/** The form of one part shows what it is; of several, what they have in common. */
export function formOf(parts: readonly Part[]): PartForm {
  const [first, ...others] = parts;
  if (first === undefined) return blank;
  const common = (of: (part: Part) => string) => (others.every((part) => of(part) === of(first)) ? of(first) : '');
  return {
    category: common((part) => part.category ?? ''), material: common((part) => part.material ?? ''), hardness: common((part) => part.hardness ?? ''), requirements: common((part) => part.requirements ?? ''),
    lengthMm: common(({ size }) => size.lengthMm ?? ''), widthMm: common(({ size }) => size.widthMm ?? ''), heightMm: common(({ size }) => size.heightMm ?? ''), diameterMm: common(({ size }) => size.diameterMm ?? ''),
    quantity: common(({ quantity }) => String(quantity)),
  };
}

/** What was changed in a form, as the API takes it; null when nothing was. A text that was emptied clears the value of one part, and of several that had the same. */
export function patchOf(before: PartForm, after: PartForm): Omit<PartPatch, 'partId' | 'version'> | null {
  const patch: Omit<PartPatch, 'partId' | 'version'> = {};
  for (const field of texts) if (after[field].trim() !== before[field].trim()) patch[field] = after[field].trim();
  if (sides.some((side) => after[side].trim() !== before[side].trim())) {
    const [lengthMm, widthMm, heightMm, diameterMm] = sides.map((side) => decimalOf(after[side]));
    patch.size = { lengthMm, widthMm, heightMm, diameterMm };
  }
  if (after.quantity.trim() !== before.quantity.trim()) patch.quantity = Number(after.quantity);
  return Object.keys(patch).length === 0 ? null : patch;
}

/** Fields whose text is no number although one is wanted; nothing is sent before they are mended. */
export function misread(form: PartForm): PartField[] {
  const wrong: PartField[] = sides.filter((side) => form[side].trim() !== '' && !/^\d{1,7}(\.\d{1,6})?$/.test(decimalOf(form[side]) ?? ''));
  return form.quantity.trim() !== '' && !/^[1-9]\d{0,5}$/.test(form.quantity.trim()) ? [...wrong, 'quantity'] : wrong;
}

/** Full-width digits and a decimal comma are numbers too. */
function decimalOf(text: string): string | null {
  const plain = text.normalize('NFKC').trim().replace(',', '.');
  return plain === '' ? null : plain;
}

/** Where a gap is closed. */
export const FIELD_OF_GAP: Readonly<Record<PartGap, PartField | 'route' | 'confirm'>> = {
  DRAWING: 'lengthMm', SIZE: 'lengthMm', MATERIAL: 'material', HARDNESS: 'hardness', TOLERANCE: 'requirements', ROUTE: 'route', QUESTION: 'confirm',
};

/** Gaps of some parts together, in the order in which people ask for them. */
export function gapsOfAll(parts: readonly Part[]): PartGap[] {
  return (Object.keys(FIELD_OF_GAP) as PartGap[]).filter((gap) => parts.some(({ gaps }) => gaps.includes(gap)));
}

/** The sentence for a field in a refusal such as `parts.0.size.lengthMm`. */
export function wrongOf(problems: readonly { path: string; message: string }[], field: PartField): string | null {
  return problems.find(({ path }) => path.endsWith(`.${field}`))?.message ?? null;
}
