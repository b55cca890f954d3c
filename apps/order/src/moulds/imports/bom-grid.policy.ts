/** One record of a parts list: its number in the file from 1, and its cells as text. Dates of a workbook are written `2025-01-08`. */
export interface BomRecord {
  readonly no: number;
  readonly cells: readonly string[];
}

/** One sheet; a CSV has one without a name. Records of later sheets are numbered on, their columns begin at `firstColumn`. */
export interface BomSheet {
  readonly name: string | null;
  readonly records: readonly BomRecord[];
}

/** A parts list taken out of its file: cells only, nothing understood yet. */
export interface BomGrid {
  readonly kind: 'CSV' | 'XLSX';
  /** How the bytes of a CSV were read; null for a workbook. */
  readonly encoding: BomEncoding | null;
  /** True where 12,5 means twelve and a half: lists separated by semicolons. */
  readonly decimalComma: boolean;
  readonly sheets: readonly BomSheet[];
}

export type BomEncoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030';

/** How much one file may hold; configuration with these defaults. */
export interface BomLimits {
  /** Bytes of the file. */
  readonly bytes: number;
  /** Records in all sheets. */
  readonly rows: number;
  readonly columns: number;
  /** Characters in one cell. */
  readonly cell: number;
  /** Of a workbook, unpacked: bytes, entries, and bytes unpacked per byte packed. */
  readonly unpackedBytes: number;
  readonly entries: number;
  readonly ratio: number;
}

export const bomLimits: BomLimits = {
  bytes: 20 * 1024 * 1024, rows: 10_000, columns: 100, cell: 4_000, unpackedBytes: 100 * 1024 * 1024, entries: 2_000, ratio: 200,
};

/** Why a file is no readable parts list. Nothing of it is kept. */
export type BomRefusalCode =
  | 'FILE_EMPTY' | 'FILE_TOO_LARGE' | 'TOO_MANY_ROWS' | 'TOO_MANY_COLUMNS' | 'CELL_TOO_LONG'
  | 'FILE_TYPE_UNKNOWN' | 'OLD_EXCEL' | 'FILE_ENCRYPTED' | 'FILE_BROKEN' | 'ENCODING_UNKNOWN'
  | 'NOT_A_WORKBOOK' | 'UNPACKS_TOO_LARGE' | 'UNPACKS_TOO_DENSE' | 'TOO_MANY_ENTRIES'
  | 'BUNDLE_BROKEN' | 'BUNDLE_ENCRYPTED' | 'BUNDLE_TOO_MANY' | 'BUNDLE_TOO_LARGE' | 'BUNDLE_TOO_DENSE' | 'BUNDLE_EMPTY' | 'COMPANY_FULL' | 'MODEL_UNREADABLE'
  | 'READING_TOO_LONG' | 'READING_TOO_BIG';

export interface BomRefusal {
  readonly code: BomRefusalCode;
  /** The limit that was passed, where there is one. */
  readonly limit: number | null;
  /** What was found instead: a size, a count, or the kind of file. */
  readonly found: string | null;
}

export type Opened<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: BomRefusal };

export function opened<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refused(code: BomRefusalCode, limit: number | null = null, found: string | number | null = null): { ok: false; refusal: BomRefusal } {
  return { ok: false, refusal: { code, limit, found: found === null ? null : String(found) } };
}

/** Cells of one raw row without blanks at its end; null cells are empty text. */
export function trimmedRow(cells: readonly string[]): string[] {
  let end = cells.length;
  while (end > 0 && cells[end - 1]!.trim() === '') end -= 1;
  return cells.slice(0, end);
}

/** Checks rows, columns and cell lengths of sheets in order and numbers their records through. */
export function gridOf(kind: BomGrid['kind'], sheets: readonly { name: string | null; rows: readonly (readonly string[])[] }[],
  about: { encoding: BomEncoding | null; decimalComma: boolean }, limits: BomLimits): Opened<BomGrid> {
  let no = 0;
  const numbered: BomSheet[] = [];
  for (const { name, rows } of sheets) {
    const records: BomRecord[] = [];
    for (const row of rows) {
      no += 1;
      if (no > limits.rows) return refused('TOO_MANY_ROWS', limits.rows);
      const cells = trimmedRow(row);
      if (cells.length > limits.columns) return refused('TOO_MANY_COLUMNS', limits.columns, cells.length);
      const long = cells.find((cell) => cell.length > limits.cell);
      if (long !== undefined) return refused('CELL_TOO_LONG', limits.cell, long.length);
      records.push({ no, cells });
    }
    numbered.push({ name, records });
  }
  if (!numbered.some(({ records }) => records.some(({ cells }) => cells.length > 0))) return refused('FILE_EMPTY');
  return opened({ kind, encoding: about.encoding, decimalComma: about.decimalComma, sheets: numbered });
}
