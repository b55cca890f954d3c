import type { BomGrid } from './bom-grid.policy.js';
import { readBom, type BomAsked, type BomReading } from './bom-reading.policy.js';
import { matchModel, modelSheet } from './model-list.policy.js';

const NO_LIST: BomGrid = { kind: 'CSV', encoding: null, decimalComma: false, sheets: [] };

/**
 * Reads a list, a model, or both. Alone, the model is the list. Together, every part of the model that the list lacks is a line of its own behind the
 * list, and every difference between the two is told where it stands; the list decides until a person says otherwise.
 */
export function readWithModel(grid: BomGrid | null, asked: BomAsked): BomReading {
  const items = asked.model ?? [];
  if (grid === null && items.length === 0) return nothingRead;
  if (items.length === 0) return readBom(grid!, asked);
  const base = Math.max(0, ...(grid?.sheets ?? []).flatMap(({ records }) => records.map(({ no }) => no))) + 1;
  const listed = grid === null ? null : readBom(grid, asked);
  const found = new Set(listed === null ? [] : matchModel(listed.rows.filter(({ kind }) => kind === 'ITEM'), items).flatMap((item) => item?.id ?? []));
  const wanted = new Set(items.map(({ id }) => id).filter((id) => !found.has(id)));
  if (wanted.size === 0) return readBom(grid!, { ...asked, modelFrom: base });
  const from = grid ?? NO_LIST;
  return readBom({ ...from, sheets: [...from.sheets, modelSheet(items, wanted, base)] }, { ...asked, modelFrom: base });
}

/** A reading of files in which there is nothing to read as a list. */
export const nothingRead: BomReading = {
  encoding: null, head: { title: null, mouldNo: null, product: null, cavities: null, date: null, drawnBy: null }, columns: [], headings: [], rows: [], problems: [], counts: { import: 0, review: 0, skip: 0, layout: 0 },
};
