import type { SizeView } from '#contracts';
import type { PartSupply } from '#contracts/order-moulds';

/** One planned step of a route, as it is kept. */
export interface PlannedStep {
  seq: number;
  process: string;
  outside: boolean;
  /** Steps that must have passed before. */
  dependsOn: number[];
  /** Minutes for one piece. */
  plannedMinutes: number | null;
  inspect: boolean;
  note: string | null;
}

/** Everything that says what a part is: what a list, a patch or a route changes. */
export interface PartDefinition {
  partNo: string;
  revision: string;
  released: boolean;
  parentId: string | null;
  name: string;
  nameEn: string | null;
  category: string | null;
  material: string | null;
  treatment: string | null;
  hardness: string | null;
  requirements: string | null;
  size: SizeView;
  quantity: number;
  /** Kilograms of one piece. */
  unitMassKg: string | null;
  supply: PartSupply;
  mirrorOfId: string | null;
  note: string | null;
  fileIds: string[];
  /** The part of a model that shows this one; null without one. */
  modelItemId?: string | null;
  /** True while a question of the import has no answer. */
  openQuestion: boolean;
  route: PlannedStep[];
}

/** A part as it stands in the mould. */
export interface PartRecord extends PartDefinition {
  id: string;
  mouldId: string;
  version: number;
  /** Place in the tree, from 1. */
  position: number;
}

export const noSize: SizeView = { lengthMm: null, widthMm: null, heightMm: null, diameterMm: null };

/** The pseudo-operation of buying: it gives a bought part a route, but no shop works on it. */
export const BUYING = 'BUY';

/** The letter after the given one: A, B … Z, AA, AB …; drawings count on, they never start again. */
export function nextRevision(revision: string): string {
  const letters = [...revision];
  for (let i = letters.length - 1; i >= 0; i -= 1) {
    if (letters[i] !== 'Z') {
      letters[i] = String.fromCharCode(letters[i]!.charCodeAt(0) + 1);
      return letters.join('');
    }
    letters[i] = 'A';
  }
  return `A${letters.join('')}`;
}

/** True when one letter was issued after the other. */
export function isLaterRevision(a: string, than: string): boolean {
  return a.length === than.length ? a > than : a.length > than.length;
}

/** What a frozen revision freezes: a change of any of these makes a new one. Kind, supply and place in the tree are plan, not definition. */
function frozenFacts(part: PartDefinition): unknown[] {
  const { size } = part;
  return [
    part.name, part.material, part.treatment, part.hardness, part.requirements,
    size.lengthMm, size.widthMm, size.heightMm, size.diameterMm, part.quantity, part.fileIds, part.modelItemId ?? null,
    part.route.map((step) => [step.seq, step.process, step.dependsOn, step.plannedMinutes, step.inspect, step.note]),
  ];
}

/** True when the definition of the two is the same, so that a frozen revision still holds. */
export function sameDefinition(a: PartDefinition, b: PartDefinition): boolean {
  return JSON.stringify(frozenFacts(a)) === JSON.stringify(frozenFacts(b));
}

/**
 * The part with new facts. A frozen revision is never edited: when its definition changes, the next letter
 * (or the later one that the list names) becomes a draft.
 */
export function revised<T extends PartDefinition>(before: T, after: T, namedRevision: string | null = null): T {
  const named = namedRevision !== null && isLaterRevision(namedRevision, before.revision) ? namedRevision : null;
  if (!before.released) return { ...after, revision: named ?? before.revision, released: false };
  if (named === null && sameDefinition(before, after)) return { ...after, revision: before.revision, released: true };
  return { ...after, revision: named ?? nextRevision(before.revision), released: false };
}
