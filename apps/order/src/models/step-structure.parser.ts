import { argumentsOf, latin, rawText, reference, scanStep, type StepEntity, type StepScan } from './step-scan.parser.js';
import { encodingOf, stepText, type StepEncoding } from './step-text.parser.js';

/** What is wrong with a file that can still be read in part. */
export type StepDamage =
  /** It ends in the middle; `in` is the number of the instance, 0 when it ends between two. */
  | { readonly code: 'TRUNCATED'; readonly in: number }
  /** So many references lead nowhere: geometry or parts are missing. */
  | { readonly code: 'DANGLING'; readonly count: number }
  /** So many numbers are given twice. */
  | { readonly code: 'NUMBERED_TWICE'; readonly count: number }
  /** An assembly that contains itself; its uses are not counted. */
  | { readonly code: 'CYCLE'; readonly name: string }
  /** Quantities that multiply beyond what a mould can hold are cut. */
  | { readonly code: 'TOO_MANY'; readonly name: string };

/** A product that is a part: nothing is put together from others in it. */
export interface StepItem {
  /** The product's own number as the file writes it, and its name. Either may be empty. */
  readonly productId: string;
  readonly name: string;
  /** Letter of the revision when the file gives one. */
  readonly revision: string | null;
  /** Pieces in the whole file: uses multiplied down the tree. */
  readonly quantity: number;
  /** Names of the assemblies that it is used in directly. */
  readonly usedIn: readonly string[];
}

/** How the parts of a file are put together. */
export interface StepStructure {
  readonly schema: string | null;
  readonly encoding: StepEncoding;
  /** Millimetres of one unit of length in the file; null when it does not say. */
  readonly unitMm: number | null;
  readonly items: readonly StepItem[];
  /** Products that are put together from others. */
  readonly assemblies: number;
  /** Solids and shells in the data section. */
  readonly solids: number;
  readonly damages: readonly StepDamage[];
}

export type StepRefusal = 'NOT_STEP' | 'NO_DATA' | 'NO_PARTS';
export type StepReading = { readonly ok: true; readonly structure: StepStructure } | { readonly ok: false; readonly why: StepRefusal; readonly damages: readonly StepDamage[] };

/** More pieces of one part than this are no mould. */
const MOST_PIECES = 100_000;

interface Definition { readonly id: number; readonly product: number; readonly revision: string }

/**
 * Reads how the parts of a STEP file (AP203, AP214, AP242) are put together, without its geometry: products, their uses, and quantities multiplied
 * down the tree. Linear in the size of the file; damaged files give what is whole in them and say what is not. Never throws on any content.
 */
export function readStepStructure(bytes: Uint8Array): StepReading {
  const scan = scanStep(bytes);
  if (scan === null) return { ok: false, why: 'NOT_STEP', damages: [] };
  const damages = damagesOf(scan);
  if (scan.count === 0) return { ok: false, why: 'NO_DATA', damages };
  const by = grouped(scan.entities);
  const products = new Map(by('PRODUCT').map((entity) => [entity.id, argumentsOf(entity.args)]));
  const encoding = encodingOf([...products.values()].flatMap(([id, name]) => [rawText(id), rawText(name)]));
  const text = (argument: Uint8Array | undefined): string => stepText(rawText(argument), encoding).replace(/\s+/g, ' ').trim();
  const nameOf = (product: number): string => { const [id, name] = products.get(product) ?? []; return text(name) || text(id); };
  const definitions = definitionsOf(by, products, text);
  const uses = usesOf(by('NEXT_ASSEMBLY_USAGE_OCCURRENCE'), definitions);
  const totals = totalsOf(definitions, uses, (definition) => nameOf(definition.product), damages);
  const shaped = shapedDefinitions(by);
  const parents = new Set(uses.keys());
  const children = new Set([...uses.values()].flatMap((under) => [...under.keys()]));
  // A product without shape that nothing uses is a material, a document or a view, not a part.
  const leaves = [...definitions.values()].filter(({ id }) => !parents.has(id) && (children.has(id) || shaped.size === 0 || shaped.has(id)));
  const items = itemsOf(leaves, uses, definitions, { totals, nameOf, idOf: (product) => text(products.get(product)?.[0]) });
  if (items.length === 0) return { ok: false, why: 'NO_PARTS', damages };
  return { ok: true, structure: { schema: scan.schema, encoding, unitMm: unitOf(by), items, assemblies: parents.size, solids: scan.solids, damages } };
}

function damagesOf(scan: StepScan): StepDamage[] {
  return [
    ...(scan.truncatedIn === null ? [] : [{ code: 'TRUNCATED' as const, in: scan.truncatedIn }]),
    ...(scan.dangling > 0 ? [{ code: 'DANGLING' as const, count: scan.dangling }] : []),
    ...(scan.twice > 0 ? [{ code: 'NUMBERED_TWICE' as const, count: scan.twice }] : []),
  ];
}

type ByName = (name: string) => readonly StepEntity[];

function grouped(entities: readonly StepEntity[]): ByName {
  const groups = new Map<string, StepEntity[]>();
  for (const entity of entities) {
    const group = groups.get(entity.name);
    if (group) group.push(entity);
    else groups.set(entity.name, [entity]);
  }
  return (name) => groups.get(name) ?? [];
}

function definitionsOf(by: ByName, products: ReadonlyMap<number, unknown>, text: (argument: Uint8Array | undefined) => string): Map<number, Definition> {
  const formations = new Map<number, { product: number; revision: string }>();
  for (const entity of [...by('PRODUCT_DEFINITION_FORMATION'), ...by('PRODUCT_DEFINITION_FORMATION_WITH_SPECIFIED_SOURCE')]) {
    const [revision, , product] = argumentsOf(entity.args);
    const of = reference(product);
    if (of !== null && products.has(of)) formations.set(entity.id, { product: of, revision: text(revision) });
  }
  const definitions = new Map<number, Definition>();
  for (const entity of [...by('PRODUCT_DEFINITION'), ...by('PRODUCT_DEFINITION_WITH_ASSOCIATED_DOCUMENTS')]) {
    const formation = formations.get(reference(argumentsOf(entity.args)[2]) ?? -1);
    if (formation) definitions.set(entity.id, { id: entity.id, ...formation });
  }
  return definitions;
}

/** Uses by the definition that is put together: how often it uses which. Uses of what is not there are left out; the scan has counted them. */
function usesOf(occurrences: readonly StepEntity[], definitions: ReadonlyMap<number, Definition>): Map<number, Map<number, number>> {
  const uses = new Map<number, Map<number, number>>();
  for (const { args } of occurrences) {
    const parts = argumentsOf(args);
    const [whole, part] = [reference(parts[3]), reference(parts[4])];
    if (whole === null || part === null || !definitions.has(whole) || !definitions.has(part)) continue;
    const under = uses.get(whole) ?? new Map<number, number>();
    under.set(part, (under.get(part) ?? 0) + 1);
    uses.set(whole, under);
  }
  return uses;
}

/** Pieces of every definition in the whole file. Goes from the roots down in an order in which nothing is counted before all that uses it. */
function totalsOf(definitions: ReadonlyMap<number, Definition>, uses: ReadonlyMap<number, ReadonlyMap<number, number>>, nameOf: (definition: Definition) => string, damages: StepDamage[]): Map<number, number> {
  const waiting = new Map<number, number>([...definitions.keys()].map((id) => [id, 0]));
  for (const under of uses.values()) for (const part of under.keys()) waiting.set(part, waiting.get(part)! + 1);
  const totals = new Map<number, number>();
  const ready = [...waiting].filter(([, users]) => users === 0).map(([id]) => id);
  for (const id of ready) totals.set(id, 1);
  while (ready.length > 0) {
    const id = ready.pop()!;
    for (const [part, times] of uses.get(id) ?? []) {
      const sum = (totals.get(part) ?? 0) + totals.get(id)! * times;
      if (sum > MOST_PIECES && (totals.get(part) ?? 0) < MOST_PIECES && !uses.has(part)) damages.push({ code: 'TOO_MANY', name: nameOf(definitions.get(part)!) });
      totals.set(part, Math.min(sum, MOST_PIECES));
      waiting.set(part, waiting.get(part)! - 1);
      if (waiting.get(part) === 0) ready.push(part);
    }
  }
  // Whatever still waits is in a circle or below one.
  const stuck = [...waiting].filter(([, users]) => users > 0).map(([id]) => id);
  for (const id of stuck.slice(0, 10)) damages.push({ code: 'CYCLE', name: nameOf(definitions.get(id)!) });
  return totals;
}

/** Definitions that have a shape of their own. */
function shapedDefinitions(by: ByName): Set<number> {
  const represented = new Set(by('SHAPE_DEFINITION_REPRESENTATION').flatMap(({ args }) => reference(argumentsOf(args)[0]) ?? []));
  return new Set(by('PRODUCT_DEFINITION_SHAPE').flatMap(({ id, args }) => (represented.has(id) ? reference(argumentsOf(args)[2]) ?? [] : [])));
}

interface Lookups { totals: ReadonlyMap<number, number>; nameOf(product: number): string; idOf(product: number): string }

/** Parts in the order of the file; products of one number and name are one part, as flat files write every piece as a product of its own. */
function itemsOf(leaves: readonly Definition[], uses: ReadonlyMap<number, ReadonlyMap<number, number>>, definitions: ReadonlyMap<number, Definition>, { totals, nameOf, idOf }: Lookups): StepItem[] {
  const users = new Map<number, Set<string>>();
  for (const [whole, under] of uses) {
    for (const part of under.keys()) users.set(part, (users.get(part) ?? new Set()).add(nameOf(definitions.get(whole)!.product)));
  }
  const items = new Map<string, { productId: string; name: string; revision: string | null; quantity: number; usedIn: Set<string> }>();
  for (const { id, product, revision } of leaves) {
    const [productId, name] = [idOf(product), nameOf(product)];
    const key = `${productId}\n${name}`;
    const item = items.get(key) ?? { productId, name, revision: /^[A-Z]{1,3}$/.test(revision) ? revision : null, quantity: 0, usedIn: new Set<string>() };
    item.quantity = Math.min(MOST_PIECES, item.quantity + (totals.get(id) ?? 0));
    for (const user of users.get(id) ?? []) item.usedIn.add(user);
    items.set(key, item);
  }
  return [...items.values()].filter((item) => item.quantity > 0).map((item) => ({ ...item, usedIn: [...item.usedIn] }));
}

const PREFIXES: Readonly<Record<string, number>> = { KILO: 1_000_000, DECI: 100, CENTI: 10, MILLI: 1, MICRO: 0.001 };
const NAMED: Readonly<Record<string, number>> = { INCH: 25.4, IN: 25.4, FOOT: 304.8, FT: 304.8, YARD: 914.4, MIL: 0.0254 };

/** Millimetres of a unit of length: that of the first context, which in files of one seat is that of all. */
function unitOf(by: ByName): number | null {
  const units = by('LENGTH_UNIT').map(({ args }) => latin(args, 0, args.length));
  const converted = units.map((text) => /CONVERSION_BASED_UNIT\s*\(\s*'([^']*)'/.exec(text)?.[1]?.toUpperCase()).find((name) => name !== undefined && NAMED[name] !== undefined);
  if (converted !== undefined) return NAMED[converted]!;
  const si = units.map((text) => /SI_UNIT\s*\(\s*(\$|\.(\w+)\.)\s*,\s*\.METRE\.\s*\)/.exec(text)).find((found) => found !== null);
  if (!si) return null;
  return si[2] === undefined ? 1_000 : PREFIXES[si[2]] ?? null;
}
