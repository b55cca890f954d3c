import type { BomRecord, BomSheet } from './bom-grid.policy.js';

/** A part as the structure of a model has it. */
export interface ModelListItem {
  readonly id: string;
  readonly productId: string;
  readonly name: string;
  readonly revision: string | null;
  readonly quantity: number;
}

/** Something with a number and a name that may be the same part as one of a model. */
export interface Listed { readonly partNo: string | null; readonly name: string | null }

/** Texts are the same when they differ in case, width, spaces and separators only. */
const key = (text: string): string => text.normalize('NFKC').toUpperCase().replace(/[\s_\-.·/]+/g, '');
const NUMBER_FIRST = /^([A-Z0-9]+(?:[-_.][A-Z0-9]+)*)(?:[\s_\-—]+(\S.*))?$/i;
/** A part number holds three digits, or digits behind a dash; `M8` and `A` are names of sizes and plates. */
const IS_NUMBER = /\d{3}|[A-Z0-9]-[A-Z]*\d/i;

/** Number and name of a product: seats write the number into the one, the other, or both before the name. */
export function numberAndName({ productId, name }: Pick<ModelListItem, 'productId' | 'name'>): { partNo: string | null; name: string } {
  const shown = name || productId;
  if (productId !== '' && key(productId) !== key(name) && isNumber(productId)) return { partNo: productId, name: shown };
  const found = NUMBER_FIRST.exec(shown.normalize('NFKC'));
  if (found && isNumber(found[1]!)) return { partNo: found[1]!, name: found[2] ?? shown };
  return { partNo: null, name: shown };
}

function isNumber(text: string): boolean {
  return text.length <= 60 && IS_NUMBER.test(text) && !/\p{Lo}/u.test(text);
}

/** Name of the sheet under which the parts of a model stand in a list. */
export const MODEL_SHEET = '三维模型';

/**
 * The parts of a model as a sheet of a list. Records are numbered from a base by their place in the model, so that an answer stays with its part. The size is left
 * open: the geometry gives it, and where it does not a person does.
 */
export function modelSheet(items: readonly ModelListItem[], wanted: ReadonlySet<string>, base: number): BomSheet {
  const heading: BomRecord = { no: base, cells: ['件号', '名称', '数量', '版本', '规格'] };
  return {
    name: MODEL_SHEET,
    records: [heading, ...items.flatMap((item, i): BomRecord[] => {
      if (!wanted.has(item.id)) return [];
      const { partNo, name } = numberAndName(item);
      return [{ no: base + 1 + i, cells: [partNo ?? '', name, String(item.quantity), item.revision ?? '', ''] }];
    })],
  };
}

/**
 * Which part of a model each line is: that of its number, else that of its name where both sides have it once. The answer has an item or null for each line.
 */
export function matchModel(lines: readonly Listed[], items: readonly ModelListItem[]): (ModelListItem | null)[] {
  if (items.length === 0) return lines.map(() => null);
  const numbered = new Map<string, ModelListItem | null>();
  const named = new Map<string, ModelListItem | null>();
  const note = (map: Map<string, ModelListItem | null>, at: string, item: ModelListItem) => { if (at !== '') map.set(at, map.has(at) && map.get(at) !== item ? null : item); };
  for (const item of items) {
    const { partNo, name } = numberAndName(item);
    if (partNo !== null) note(numbered, key(partNo), item);
    note(named, key(name), item);
    note(named, key(item.name), item);
  }
  const times = new Map<string, number>();
  for (const line of lines) if (line.name !== null) times.set(key(line.name), (times.get(key(line.name)) ?? 0) + 1);
  const taken = new Set<ModelListItem>();
  const byNumber = lines.map((line) => {
    const item = line.partNo === null ? null : numbered.get(key(line.partNo)) ?? null;
    if (item) taken.add(item);
    return item;
  });
  return lines.map((line, i) => {
    if (byNumber[i]) return byNumber[i]!;
    if (line.name === null || times.get(key(line.name)) !== 1) return null;
    const item = named.get(key(line.name)) ?? null;
    return item !== null && !taken.has(item) ? item : null;
  });
}
