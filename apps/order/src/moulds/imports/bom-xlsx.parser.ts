import readWorkbook from 'read-excel-file/universal';
import { gridOf, refused, type BomGrid, type BomLimits, type Opened } from './bom-grid.policy.js';
import { storedZip } from './stored-zip.parser.js';
import { unpackWorkbook } from './xlsx-guard.parser.js';

/** Every sheet of an .xlsx as cells of text; a date that Excel made is written as a date, so that it can be recognised as damage. */
export async function readXlsx(bytes: Uint8Array, limits: BomLimits): Promise<Opened<BomGrid>> {
  const unpacked = await unpackWorkbook(bytes, limits);
  if (!unpacked.ok) return unpacked;
  let sheets: { sheet: string; data: readonly (readonly unknown[])[] }[];
  try {
    sheets = await readWorkbook(storedZip(unpacked.value));
  } catch {
    return refused('FILE_BROKEN', null, 'XLSX');
  }
  return gridOf('XLSX', sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellText)) })), { encoding: null, decimalComma: false }, limits);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date || Object.prototype.toString.call(value) === '[object Date]') return dateText(value as Date);
  if (typeof value === 'number') return numberText(value);
  return String(value);
}

function dateText(date: Date): string {
  return Number.isFinite(date.getTime()) ? date.toISOString().slice(0, 10) : '####';
}

/** Formulas leave binary dust (71.44000000000001); twelve digits are more than any list measures. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  const rounded = Number(value.toPrecision(12));
  return Math.abs(rounded) >= 1e15 || (rounded !== 0 && Math.abs(rounded) < 1e-6) ? String(rounded) : rounded.toString();
}
