import type { ImportDifferenceView, ImportMeaning } from '#contracts/order-imports';
import { compareDecimals } from '#kernel';
import type { PartRecord } from '../part-definition.policy.js';
import { sizeWords } from './diff.policy.js';

/** What people would notice between a part as it stands and as a list would have it: value by value, in the order of a parts list. */
export function differencesOf(before: PartRecord, after: PartRecord): ImportDifferenceView[] {
  const found: ImportDifferenceView[] = [];
  const compare = (meaning: ImportMeaning, was: string | null, is: string | null, same = was === is): void => { if (!same) found.push({ meaning, before: was, after: is }); };
  compare('REVISION', before.revision, after.revision);
  compare('NAME', before.name, after.name);
  compare('NAME_EN', before.nameEn, after.nameEn);
  compare('CATEGORY', before.category, after.category);
  compare('MATERIAL', before.material, after.material);
  compare('SIZE', sizeWords(before.size), sizeWords(after.size));
  compare('QUANTITY', String(before.quantity), String(after.quantity));
  compare('HARDNESS', hardnessWords(before), hardnessWords(after));
  compare('REQUIREMENTS', before.requirements, after.requirements);
  compare('ROUTE', routeWords(before), routeWords(after));
  compare('SUPPLY', before.supply, after.supply);
  compare('UNIT_MASS', before.unitMassKg, after.unitMassKg, before.unitMassKg !== null && after.unitMassKg !== null ? compareDecimals(before.unitMassKg, after.unitMassKg) === 0 : before.unitMassKg === after.unitMassKg);
  compare('NOTE', before.note, after.note);
  return found;
}

function hardnessWords({ treatment, hardness }: PartRecord): string | null {
  return [treatment, hardness].filter((word) => word !== null).join(' ') || null;
}

function routeWords({ route }: PartRecord): string | null {
  return route.map(({ process }) => process).join('>') || null;
}
