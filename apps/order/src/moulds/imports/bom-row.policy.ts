import type { SizeView } from '#contracts';
import type { ImportAction } from '#contracts/order-imports';
import type { PartSupply } from '#contracts/order-parts';
import type { LineKind } from './line-kind.policy.js';

/** Two parts behind one line: mirror images, or a rough and a finish electrode. `accepted` when a person agreed to split. */
export interface LineSplit {
  readonly why: 'MIRRORED' | 'ROUGH_FINISH';
  readonly first: string;
  readonly second: string;
  readonly accepted: boolean;
}

/** One record of the list and what it was understood as. Fields are null where the list says nothing; `…Proposed` marks what the list did not say itself. */
export interface BomRow {
  readonly rowNo: number;
  readonly action: ImportAction;
  readonly kind: LineKind;
  /** Sheet of a workbook, null for a CSV. */
  readonly sheet: string | null;
  /** Heading of the section above, such as 后模部分. */
  readonly group: string | null;
  readonly partNo: string | null;
  readonly partNoGenerated: boolean;
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly category: string | null;
  readonly categoryProposed: boolean;
  readonly material: string | null;
  /** Size in millimetres; null where the list has none. `sizeText` is the size as people read it, also for threads and catalogue names. */
  readonly size: SizeView | null;
  readonly sizeText: string | null;
  /** Wanted pieces; 0 for a line that is left out, null while nobody knows. */
  readonly quantity: number | null;
  readonly spareQuantity: number;
  readonly unit: string;
  /** UN/ECE Rec 20: H87 piece, SET set. */
  readonly unitCode: 'H87' | 'SET';
  readonly treatment: string | null;
  readonly hardness: string | null;
  readonly requirements: string | null;
  /** Process codes in order. A proposed route is a template of the category, not a decision. */
  readonly route: readonly string[];
  readonly routeProposed: boolean;
  readonly supply: PartSupply;
  readonly supplyProposed: boolean;
  /** Kilograms of one piece: computed from size and density, else as the list says. */
  readonly unitMassKg: string | null;
  readonly massReadKg: string | null;
  readonly massComputedKg: string | null;
  readonly revision: string | null;
  readonly note: string | null;
  /** Tooling such as electrodes: made for the mould, not part of its mass or count. */
  readonly tooling: boolean;
  /** Number of the part in this list that this one mirrors, or that it serves (an electrode its insert). */
  readonly mirrorOf: string | null;
  readonly parentPartNo: string | null;
  readonly split: LineSplit | null;
}

/** An item line while it is read; numbers and twins are settled when all lines are known. */
export type ItemDraft = { -readonly [K in keyof BomRow]: BomRow[K] } & {
  /** The number as the list says it, before anybody answered. */
  partNoRead: string | null;
  /** True while the number is lost and a person must give it. */
  partNoLost: boolean;
  columns: { readonly partNo: number | null; readonly quantity: number | null; readonly name: number | null };
};

/** A record that is no item. */
export function layoutRow(rowNo: number, kind: LineKind, sheet: string | null, group: string | null): BomRow {
  return {
    rowNo, action: 'LAYOUT', kind, sheet, group, partNo: null, partNoGenerated: false, name: null, nameEn: null, category: null, categoryProposed: false,
    material: null, size: null, sizeText: null, quantity: null, spareQuantity: 0, unit: '件', unitCode: 'H87', treatment: null, hardness: null, requirements: null,
    route: [], routeProposed: false, supply: 'MAKE', supplyProposed: false, unitMassKg: null, massReadKg: null, massComputedKg: null, revision: null, note: null,
    tooling: false, mirrorOf: null, parentPartNo: null, split: null,
  };
}
