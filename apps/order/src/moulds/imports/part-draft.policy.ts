import type { ImportChange, ImportDifferenceView } from '#contracts/order-imports';
import { categoryOf } from '#contracts/catalogue';
import { isQuantity, isSize } from '../part-change.policy.js';
import { noSize, revised, type PartDefinition, type PartRecord } from '../part-definition.policy.js';
import { routeOfCodes, sameRoute, withSupply } from '../route.policy.js';
import type { ModelItemRow } from '../../models/model.view.js';
import type { BomRow } from './bom-row.policy.js';
import { differencesOf } from './difference.policy.js';
import { diffParts, type StandingPart } from './diff.policy.js';
import { dress, noWardrobe, type Dressed, type Wardrobe } from './part-dress.policy.js';

/** A part as a line of a list describes it. Null says nothing: what the mould knows stays. */
export interface PartDraft {
  rowNo: number;
  partNo: string;
  name: string;
  nameEn: string | null;
  category: string | null;
  categoryProposed: boolean;
  material: string | null;
  treatment: string | null;
  hardness: string | null;
  requirements: string | null;
  size: PartDefinition['size'] | null;
  /** Pieces to make: those of one mould and the spare ones. */
  quantity: number | null;
  unitMassKg: string | null;
  supply: PartDefinition['supply'];
  supplyProposed: boolean;
  /** Process codes; empty when the list names none. A proposed route is nobody's decision and is not taken. */
  route: readonly string[];
  revision: string | null;
  note: string | null;
  mirrorOf: string | null;
  parentPartNo: string | null;
  /** True while a question about the line is open. */
  openQuestion: boolean;
}

/** The drafts behind the item lines of a list, in order. A pair that a person agreed to split gives two. */
export function draftsOf(rows: readonly BomRow[]): PartDraft[] {
  return rows.filter((row) => row.action === 'IMPORT' || row.action === 'REVIEW').flatMap((row) => {
    const draft = draftOf(row);
    if (draft === null) return [];
    if (row.split === null || !row.split.accepted) return [draft];
    const half = draft.quantity === null ? null : Math.max(1, Math.floor(draft.quantity / 2));
    const first = { ...draft, partNo: row.split.first, quantity: half };
    return [first, { ...first, partNo: row.split.second, mirrorOf: row.split.why === 'MIRRORED' ? row.split.first : null }];
  });
}

function draftOf(row: BomRow): PartDraft | null {
  if (row.partNo === null || row.name === null) return null;
  const quantity = row.quantity === null ? null : row.quantity + row.spareQuantity;
  return {
    rowNo: row.rowNo, partNo: row.partNo, name: row.name, nameEn: row.nameEn, category: row.category !== null && categoryOf(row.category) ? row.category : null,
    categoryProposed: row.categoryProposed, material: row.material, treatment: row.treatment, hardness: row.hardness, requirements: row.requirements,
    size: row.size !== null && sidesOf(row.size).every((side) => side === null || isSize(side)) ? row.size : null,
    quantity: quantity !== null && isQuantity(quantity) ? quantity : null, unitMassKg: row.unitMassKg, supply: row.supply, supplyProposed: row.supplyProposed,
    route: row.routeProposed ? [] : row.route, revision: row.revision !== null && /^[A-Z]{1,3}$/.test(row.revision) ? row.revision : null, note: row.note,
    mirrorOf: row.mirrorOf, parentPartNo: row.parentPartNo, openQuestion: row.action === 'REVIEW',
  };
}

function sidesOf(size: PartDefinition['size']): (string | null)[] {
  return [size.lengthMm, size.widthMm, size.heightMm, size.diameterMm];
}

/** Ids of the parts that a list names, by number: those of the mould and those that it adds. */
export type PartIds = ReadonlyMap<string, string>;

/** A new part from a draft. */
export function added(draft: PartDraft, about: { id: string; mouldId: string; position: number }, ids: PartIds): PartRecord {
  return {
    ...about, version: 1, partNo: draft.partNo, revision: draft.revision ?? 'A', released: false, parentId: idOf(draft.parentPartNo, ids), name: draft.name,
    nameEn: draft.nameEn, category: draft.category, material: draft.material, treatment: draft.treatment, hardness: draft.hardness, requirements: draft.requirements,
    size: draft.size ?? noSize, quantity: draft.quantity ?? 1, unitMassKg: draft.unitMassKg, supply: draft.supply, mirrorOfId: idOf(draft.mirrorOf, ids),
    note: draft.note, fileIds: [], modelItemId: null, openQuestion: draft.openQuestion, route: routeOfCodes(draft.route, draft.supply),
  };
}

/**
 * The part of the mould with what the list says about it. What the list leaves out or only proposes does not undo what people decided;
 * a frozen revision becomes a draft of the next letter when its definition changes.
 */
export function applied(part: PartRecord, draft: PartDraft, ids: PartIds): PartRecord {
  const supply = draft.supplyProposed ? part.supply : draft.supply;
  const listed = routeOfCodes(draft.route, supply);
  const sameSteps = draft.route.length === 0 || (draft.route.length === part.route.length && draft.route.every((process, i) => process === part.route[i]!.process));
  return revised(part, {
    ...part,
    parentId: idOf(draft.parentPartNo, ids) ?? part.parentId,
    name: draft.name,
    nameEn: draft.nameEn ?? part.nameEn,
    category: draft.categoryProposed ? part.category ?? draft.category : draft.category ?? part.category,
    material: draft.material ?? part.material,
    treatment: draft.treatment ?? part.treatment,
    hardness: draft.hardness ?? part.hardness,
    requirements: draft.requirements ?? part.requirements,
    size: draft.size ?? part.size,
    quantity: draft.quantity ?? part.quantity,
    unitMassKg: draft.unitMassKg ?? part.unitMassKg,
    supply,
    mirrorOfId: idOf(draft.mirrorOf, ids) ?? part.mirrorOfId,
    note: draft.note ?? part.note,
    openQuestion: draft.openQuestion,
    // The same steps keep the minutes and notes that planners gave them.
    route: sameSteps ? withSupply(part.route, part.supply, supply) : listed,
  }, draft.revision);
}

function idOf(partNo: string | null, ids: PartIds): string | null {
  return partNo === null ? null : ids.get(partNo) ?? null;
}

/** What confirming a draft does to the mould, looking at everything that people see. */
export function changeOf(before: PartRecord | null, after: PartRecord): Exclude<ImportChange, 'MISSING'> {
  if (before === null) return 'ADD';
  const facts = (part: PartRecord) => JSON.stringify([
    part.parentId, part.name, part.nameEn, part.category, part.material, part.treatment, part.hardness, part.requirements, sidesOf(part.size), part.quantity,
    part.unitMassKg, part.supply, part.mirrorOfId, part.note, part.openQuestion, part.revision, part.released,
  ]);
  return facts(before) === facts(after) && sameRoute(before.route, after.route) ? 'SAME' : 'CHANGE';
}

/** A list against a mould: what is added, what changes, what stays, what the list does not name. */
export interface ImportPlan {
  added: PartRecord[];
  changed: PartRecord[];
  /** Those of the changed parts whose route is another one. */
  rerouted: PartRecord[];
  /** Numbers of parts of the mould that the list does not name; confirming leaves them alone. */
  missing: string[];
  /** What becomes of each line, by its number. A split line is ADD when one of its parts is new. */
  changes: Map<number, ImportChange>;
  /** What confirming a line changes about a part that is there, by the line's number. */
  differences: Map<number, ImportDifferenceView[]>;
  /** What becomes of files that came along, and which parts have no drawing afterwards. */
  dressed: Pick<Dressed, 'files' | 'unmatched' | 'aside' | 'withoutDrawing'>;
  /** The part of a model behind a line, by the line's number. */
  items: Map<number, ModelItemRow>;
}

/**
 * Plans the confirmation of a list. A part is the same when its number is, and a line without a number when name, size and material are;
 * `newIdOf` makes ids for new ones.
 */
export function planImport(rows: readonly BomRow[], mouldId: string, parts: readonly PartRecord[], newIdOf: () => string, wardrobe: Wardrobe = noWardrobe): ImportPlan {
  const identities = new Map(diffParts(rows, parts.map(standing)).rows.map((row) => [row.rowNo, row]));
  const byId = new Map(parts.map((part) => [part.id, part]));
  const byNo = new Map(parts.map((part) => [part.partNo.toUpperCase(), part]));
  const drafts = draftsOf(rows).map((draft, i, all) => {
    const identity = all[i - 1]?.rowNo === draft.rowNo ? null : identities.get(draft.rowNo);
    const before = (identity?.partId ? byId.get(identity.partId) : byNo.get(draft.partNo.toUpperCase())) ?? null;
    return { draft: { ...draft, partNo: before?.partNo ?? identity?.partNo ?? draft.partNo }, before };
  });
  const ids = new Map(parts.map((part) => [part.partNo, part.id]));
  for (const { draft } of drafts) if (!ids.has(draft.partNo)) ids.set(draft.partNo, newIdOf());
  const plan: ImportPlan = {
    added: [], changed: [], rerouted: [], missing: [], changes: new Map(), differences: new Map(), dressed: { files: [], unmatched: [], aside: [], withoutDrawing: [] }, items: new Map(),
  };
  let position = parts.reduce((last, part) => Math.max(last, part.position), 0);
  const lined = drafts.map(({ draft, before }) => ({ draft, before, after: before ? applied(before, draft, ids) : added(draft, { id: ids.get(draft.partNo)!, mouldId, position: position += 1 }, ids) }));
  // Files may also belong to parts that the list does not name.
  const touched = new Set(lined.flatMap(({ before }) => before?.id ?? []));
  const others = parts.filter(({ id }) => !touched.has(id)).map((part) => ({ after: part, before: part }));
  const dressed = dress([...lined, ...others], wardrobe);
  plan.dressed = dressed;
  [...lined, ...others.map((other) => ({ ...other, draft: null }))].forEach(({ draft, before }, i) => {
    const after = dressed.parts[i]!;
    const change = changeOf(before, after);
    if (change === 'ADD') plan.added.push(after);
    else if (change === 'CHANGE' || !sameClothes(before!, after)) plan.changed.push(after);
    if (before !== null && !sameRoute(before.route, after.route)) plan.rerouted.push(after);
    if (draft === null) return;
    if (change === 'CHANGE') plan.differences.set(draft.rowNo, [...plan.differences.get(draft.rowNo) ?? [], ...differencesOf(before!, after)]);
    const item = dressed.items.get(after.partNo);
    if (item) plan.items.set(draft.rowNo, item);
    const earlier = plan.changes.get(draft.rowNo);
    plan.changes.set(draft.rowNo, earlier === undefined || earlier === 'SAME' ? change : earlier);
  });
  const named = new Set([...drafts.flatMap(({ before }) => before?.id ?? []), ...[...identities.values()].flatMap((identity) => identity.partId ?? [])]);
  plan.missing = parts.filter((part) => !named.has(part.id)).map((part) => part.partNo);
  return plan;
}

/** True when files and model of the two are the same. */
function sameClothes(a: PartRecord, b: PartRecord): boolean {
  return (a.modelItemId ?? null) === (b.modelItemId ?? null) && a.fileIds.join() === b.fileIds.join();
}

function standing(part: PartRecord): StandingPart {
  return { ...part, route: part.route.map((step) => step.process) };
}
