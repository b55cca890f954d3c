import { joined, measured, type Mesh } from './mesh.policy.js';
import type { StepItem } from './step-structure.parser.js';

/** A body as the geometry kernel gives it: in its place in the whole, under the name of its product. */
export interface Solid { readonly name: string; readonly mesh: Mesh }

/** The bodies of one item of the structure. */
export interface ItemSolids {
  /** Place of the item in the structure. */
  readonly item: number;
  /** 0 for the item itself; further shapes under its name in a flat file, which are parts of their own, from 1. */
  readonly variant: number;
  /** Bodies of one piece as one mesh; null when the file has none under this name. */
  readonly mesh: Mesh | null;
  readonly bodies: number;
  readonly volume: number;
  readonly area: number;
  /** Pieces by counting bodies. */
  readonly counted: number;
  /** Pieces under this name by shape, the most frequent first; more than one entry where a name stands for several shapes. */
  readonly shapes: readonly number[];
  /** Place of an earlier item of the same shape under another name; null when there is none. */
  readonly sameAs: number | null;
}

interface Shape { readonly signature: string; readonly volume: number; readonly area: number; readonly solids: Solid[] }

/** Two bodies are of one shape when they have as many faces, and volume and surface agree to a few thousandths of a part. */
function signatureOf({ mesh }: Solid): { signature: string; volume: number; area: number } {
  const { volume, area } = measured(mesh);
  return { signature: `${mesh.faceEnds.length} ${volume.toPrecision(4)} ${area.toPrecision(4)}`, volume, area };
}

/**
 * Joins bodies to the structure by the names of products. The structure says how many pieces there are; bodies that do not fit into that number
 * are counted, so that a contradiction can be shown. A flat file has no structure but names: pieces are one part when name and shape are the same.
 */
export function joinSolids(items: readonly StepItem[], solids: readonly Solid[], flat = false): ItemSolids[] {
  const byName = new Map<string, Solid[]>();
  for (const solid of solids) {
    const key = nameKey(solid.name);
    const group = byName.get(key);
    if (group) group.push(solid);
    else byName.set(key, [solid]);
  }
  const first = new Map<string, number>();
  return items.flatMap((item, at): ItemSolids[] => {
    const own = byName.get(nameKey(item.name)) ?? byName.get(nameKey(item.productId)) ?? [];
    if (own.length === 0) return [{ item: at, variant: 0, mesh: null, bodies: 0, volume: 0, area: 0, counted: 0, shapes: [], sameAs: null }];
    const shapes = shapesOf(own);
    if (flat && shapes.length > 1 && own.length === item.quantity) {
      return shapes.map(({ solids: alike, volume, area }, variant) => ({ item: at, variant, mesh: alike[0]!.mesh, bodies: 1, volume, area, counted: alike.length, shapes: shapes.map((shape) => shape.solids.length), sameAs: null }));
    }
    const pieces = piecesOf(shapes, own.length, item);
    const chosen = pieces.bodies === 1 ? shapes[0]!.solids.slice(0, 1) : own.slice(0, pieces.bodies);
    const facts = chosen.map(signatureOf);
    const [volume, area] = [sum(facts.map((f) => f.volume)), sum(facts.map((f) => f.area))];
    const key = facts.map((f) => f.signature).sort().join('|');
    const sameAs = first.get(key) ?? null;
    if (sameAs === null) first.set(key, at);
    return [{ item: at, variant: 0, mesh: joined(chosen.map(({ mesh }) => mesh)), bodies: chosen.length, volume, area, counted: pieces.counted, shapes: pieces.shapes, sameAs }];
  });
}

/** Bodies in their places, each with the place of its item; a body whose name the structure does not know is nobody's, and left out. */
export function placedBodies(items: readonly StepItem[], solids: readonly Solid[]): { item: number; mesh: Mesh }[] {
  const places = new Map<string, number>();
  items.forEach(({ productId }, place) => { places.set(nameKey(productId), place); });
  // Names go before numbers, and the first of equal names before the others.
  [...items.entries()].reverse().forEach(([place, { name }]) => { places.set(nameKey(name), place); });
  return solids.flatMap(({ name, mesh }) => { const item = places.get(nameKey(name)); return item === undefined ? [] : [{ item, mesh }]; });
}

/** Names are compared as people read them. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, ' ').trim().toUpperCase();
}

function shapesOf(solids: readonly Solid[]): Shape[] {
  const shapes = new Map<string, Shape>();
  for (const solid of solids) {
    const facts = signatureOf(solid);
    const shape = shapes.get(facts.signature);
    if (shape) shape.solids.push(solid);
    else shapes.set(facts.signature, { ...facts, solids: [solid] });
  }
  return [...shapes.values()].sort((a, b) => b.solids.length - a.solids.length);
}

/** How bodies make pieces: one body each, several shapes under one name, or several bodies in each piece. */
function piecesOf(shapes: readonly Shape[], solids: number, { quantity }: StepItem): { bodies: number; counted: number; shapes: readonly number[] } {
  const counts = shapes.map((shape) => shape.solids.length);
  if (solids === quantity) return { bodies: 1, counted: solids, shapes: counts };
  if (solids > quantity && counts.every((count) => count % quantity === 0)) return { bodies: solids / quantity, counted: quantity, shapes: [quantity] };
  return { bodies: 1, counted: solids, shapes: counts };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
