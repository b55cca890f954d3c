import type { SizeView } from '#contracts';
import type { ImportChange } from '#contracts/order-imports';
import type { PartSupply } from '#contracts/order-parts';
import { compareDecimals } from '#kernel';
import type { BomRow } from './bom-row.policy.js';

/** A part of the mould as it stands, as far as a list can change it. */
export interface StandingPart {
  readonly id: string;
  readonly partNo: string;
  readonly revision: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly category: string | null;
  readonly material: string | null;
  readonly treatment: string | null;
  readonly hardness: string | null;
  readonly requirements: string | null;
  readonly size: SizeView;
  readonly quantity: number;
  readonly supply: PartSupply;
  /** Process codes of the route, in order. */
  readonly route: readonly string[];
}

/** One field that the list says differently. */
export interface FieldChange { readonly field: DiffField; readonly from: string | null; readonly to: string | null }

export type DiffField = 'revision' | 'name' | 'nameEn' | 'category' | 'material' | 'treatment' | 'hardness' | 'requirements' | 'size' | 'quantity' | 'supply' | 'route';

/** What confirming a line does. `partNo` is the number it will have: a line without one takes that of the standing part it is found to be. */
export interface RowDiff {
  readonly rowNo: number;
  readonly change: ImportChange;
  readonly partId: string | null;
  readonly partNo: string | null;
  readonly fields: readonly FieldChange[];
}

export interface BomDiff {
  readonly rows: readonly RowDiff[];
  /** Parts of the mould that the list does not name; confirming leaves them alone. */
  readonly missing: readonly { readonly partId: string; readonly partNo: string; readonly name: string }[];
}

/** What a standing part is recognised by. */
type Likeness = Pick<StandingPart, 'partNo' | 'name' | 'material' | 'size'>;

/**
 * Lines without a number of their own take the number of the standing part of the same name, size and material, so that a second reading of a
 * list changes parts and does not double them; a generated number that the mould has given to another part moves on.
 */
export function withStandingNumbers(rows: readonly BomRow[], parts: readonly Likeness[]): BomRow[] {
  const key = (partNo: string): string => partNo.toUpperCase();
  const listed = new Set(rows.flatMap(({ action, partNo, partNoGenerated }) => (action === 'LAYOUT' || partNo === null || partNoGenerated ? [] : [key(partNo)])));
  const free = new Map<string, string[]>();
  for (const part of parts) {
    if (listed.has(key(part.partNo))) continue;
    const likeness = likenessOf(part.name, part.size, part.material);
    const alike = free.get(likeness);
    if (alike) alike.push(part.partNo);
    else free.set(likeness, [part.partNo]);
  }
  const used = new Set([...listed, ...parts.map(({ partNo }) => key(partNo))]);
  const renamed = new Map<string, string>();
  for (const row of rows) {
    if (!row.partNoGenerated || row.partNo === null || row.action === 'SKIP') continue;
    const partNo = free.get(likenessOf(row.name, row.size, row.material))?.shift() ?? movedOn(row.partNo, used);
    used.add(key(partNo));
    renamed.set(row.partNo, partNo);
  }
  const now = (partNo: string | null): string | null => (partNo === null ? null : renamed.get(partNo) ?? partNo);
  return rows.map((row) => ({
    ...row, partNo: row.partNoGenerated ? now(row.partNo) : row.partNo, mirrorOf: now(row.mirrorOf), parentPartNo: now(row.parentPartNo),
    split: row.split === null || !row.partNoGenerated ? row.split : { ...row.split, first: now(row.split.first)!, second: `${now(row.split.first)}${row.split.second.slice(row.split.first.length)}` },
  }));
}

function movedOn(partNo: string, used: ReadonlySet<string>): string {
  const stem = partNo.replace(/\d+$/, '');
  let counter = Number(/\d+$/.exec(partNo)?.[0] ?? 1);
  let next = partNo;
  while (used.has(next.toUpperCase())) next = `${stem}${String((counter += 1)).padStart(2, '0')}`;
  return next;
}

/**
 * Compares what was read with the parts of the mould by part number. Only what the list itself says counts as a change: a proposed category,
 * route or supply never overrules what people decided, and a blank cell empties nothing.
 */
export function diffParts(rows: readonly BomRow[], parts: readonly StandingPart[]): BomDiff {
  const byNo = new Map(parts.map((part) => [part.partNo.toUpperCase(), part]));
  const named = new Set<string>();
  const diffs = withStandingNumbers(rows, parts).map(({ rowNo, ...row }): RowDiff => {
    const part = row.partNo === null ? undefined : byNo.get(row.partNo.toUpperCase());
    if (part) named.add(part.id);
    const about = { rowNo, partId: part?.id ?? null, partNo: row.partNo };
    if (row.action === 'LAYOUT' || row.action === 'SKIP') return { ...about, change: 'SAME', fields: [] };
    if (!part) return { ...about, change: 'ADD', fields: [] };
    const fields = changesOf(row, part);
    return { ...about, partNo: part.partNo, change: fields.length > 0 ? 'CHANGE' : 'SAME', fields };
  });
  return { rows: diffs, missing: parts.filter(({ id }) => !named.has(id)).map(({ id, partNo, name }) => ({ partId: id, partNo, name })) };
}

function changesOf(row: Omit<BomRow, 'rowNo'>, part: StandingPart): FieldChange[] {
  const changes: FieldChange[] = [];
  const compare = (field: DiffField, from: string | null, to: string | null, said = true): void => {
    if (said && to !== null && to !== '' && from !== to) changes.push({ field, from, to });
  };
  compare('revision', part.revision, row.revision);
  compare('name', part.name, row.name);
  compare('nameEn', part.nameEn, row.nameEn);
  compare('category', part.category, row.category, !row.categoryProposed || part.category === null);
  compare('material', part.material, row.material);
  compare('treatment', part.treatment, row.treatment);
  compare('hardness', part.hardness, row.hardness);
  compare('requirements', part.requirements, row.requirements);
  if (row.size !== null && !sameSize(row.size, part.size)) changes.push({ field: 'size', from: sizeWords(part.size), to: row.sizeText ?? sizeWords(row.size) });
  if (row.quantity !== null && row.quantity !== part.quantity) changes.push({ field: 'quantity', from: String(part.quantity), to: String(row.quantity) });
  compare('supply', part.supply, row.supply, !row.supplyProposed);
  compare('route', part.route.join('>'), row.route.join('>'), !row.routeProposed);
  return changes;
}

const edges = ['lengthMm', 'widthMm', 'heightMm', 'diameterMm'] as const;

/** Numbers are compared, not their spelling: a column gives 340.000 back. */
function sameSize(a: SizeView, b: SizeView): boolean {
  return edges.every((edge) => (a[edge] === null || b[edge] === null ? a[edge] === b[edge] : compareDecimals(a[edge], b[edge]) === 0));
}

/** A size in short words, numbers without trailing zeros; null when nothing is known. */
export function sizeWords(size: SizeView): string | null {
  const said = edges.flatMap((edge) => (size[edge] === null ? [] : [`${edge === 'diameterMm' ? 'φ' : ''}${shortest(size[edge])}`]));
  return said.length === 0 ? null : said.join('×');
}

function shortest(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

function likenessOf(name: string | null, size: SizeView | null, material: string | null): string {
  return JSON.stringify([name, ...edges.map((edge) => { const mm = size?.[edge] ?? null; return mm === null ? null : shortest(mm); }), material]);
}
