import type { ImportMeaning } from '#contracts/order-imports';
import type { BomEncoding, BomGrid, BomSheet } from './bom-grid.policy.js';
import { Doubts, type BomAnswer, type BomProblem } from './bom-problem.policy.js';
import { layoutRow, type BomRow, type ItemDraft } from './bom-row.policy.js';
import { placed } from './bom-sentences.view.js';
import { cellText } from './cell-text.policy.js';
import { findHeadings, readHeader, type BomColumn, type BomHeader, type ColumnChoices } from './header.policy.js';
import { headingKey } from './header-words.policy.js';
import { cellsByRole, Line, type LineAbove } from './line-cells.policy.js';
import { findKin } from './line-kinship.policy.js';
import { lineKind, sectionName, type LineKind } from './line-kind.policy.js';
import { settleNumbers, skip } from './line-numbers.policy.js';
import { isCancelled, readLine, type ListContext } from './line.policy.js';
import { readListHead, type ListHead } from './list-head.policy.js';
import { compareTotals, type TotalLine } from './list-total.policy.js';
import { compareModel } from './model-compare.policy.js';
import { MODEL_SHEET, type ModelListItem } from './model-list.policy.js';
import { readQuantity } from './quantity.parser.js';

/** What people and the mould say about a list before it is read. */
export interface BomAsked {
  /** Number of the mould that the list is for. */
  readonly mouldNo?: string | null;
  readonly answers?: readonly BomAnswer[];
  /** Columns as a person chose them for this list. */
  readonly chosen?: ColumnChoices['chosen'];
  /** Meanings of columns by the hash of earlier headings of this company. */
  readonly remembered?: ColumnChoices['remembered'];
  /** Parts of the model that belongs to this list; and the first record that was made of them and is not of the list. */
  readonly model?: readonly ModelListItem[];
  readonly modelFrom?: number;
  /** Problems of the reading before this one: a doubt keeps its number. */
  readonly before?: readonly Pick<BomProblem, 'no' | 'rowNo' | 'column' | 'code'>[];
}

export interface BomCounts { readonly import: number; readonly review: number; readonly skip: number; readonly layout: number }

/** A parts list as it was understood: every record has one row, every doubt one problem. */
export interface BomReading {
  readonly encoding: BomEncoding | null;
  readonly head: ListHead;
  readonly columns: readonly BomColumn[];
  /** Headings to remember for this company once the list is confirmed; the first is that of the list itself. */
  readonly headings: readonly { readonly hash: string; readonly meanings: readonly ImportMeaning[] }[];
  readonly rows: readonly BomRow[];
  readonly problems: readonly BomProblem[];
  readonly counts: BomCounts;
}

interface Table { readonly sheet: BomSheet; readonly header: BomHeader; readonly firstColumn: number }

/**
 * Reads a parts list: finds headings, tells items from everything around them, reads every item and settles what concerns several lines.
 * Pure: the same grid, choices and answers give the same reading; a new answer means reading anew. Never throws on any content.
 */
export function readBom(grid: BomGrid, asked: BomAsked = {}): BomReading {
  const doubts = new Doubts(asked.answers ?? []);
  const tables = tablesOf(grid, { chosen: asked.chosen ?? [], remembered: asked.remembered ?? {} });
  const usable = tables.filter(({ header }) => header.columns.some(({ role }) => role === 'NAME' || role === 'PART_NO' || role === 'NAME_EN'));
  const head = readListHead(tables.flatMap((table) => beforeHeading(usable.length > 0 && !usable.includes(table) ? [] : table.sheet.records, table.header)));
  const mouldNo = asked.mouldNo ?? head.mouldNo;
  const rows: BomRow[] = [];
  const drafts: ItemDraft[] = [];
  const totals: TotalLine[] = [];
  for (const table of tables) {
    if (usable.includes(table)) readTable(table, { grid, doubts, mouldNo, several: usable.length > 1 }, rows, drafts, totals);
    else layAside(table, doubts, usable.length > 0, rows);
  }
  if (usable.length === 0) doubts.ask({ rowNo: firstFilled(grid), column: null, read: '' }, 'HEADER_NOT_FOUND', {});
  else if (drafts.length === 0) doubts.ask({ rowNo: usable[0]!.header.recordNos[0] ?? firstFilled(grid), column: null, read: '' }, 'NO_ITEMS', {});
  settleNumbers(drafts, doubts, mouldNo);
  const modelFrom = asked.modelFrom ?? Infinity;
  compareModel(drafts, asked.model ?? [], modelFrom, doubts);
  for (const draft of drafts) if (doubts.skips(draft.rowNo)) skip(draft);
  findKin(drafts);
  compareTotals(totals, drafts.filter(({ rowNo }) => rowNo < modelFrom), doubts);
  compareMouldNo(tables, head, asked.mouldNo ?? null, doubts);
  const open = doubts.openRows();
  const items = drafts.map(({ columns: _columns, partNoRead: _read, partNoLost: _lost, ...row }): BomRow => (row.action === 'SKIP' || !open.has(row.rowNo) ? row : { ...row, action: 'REVIEW' }));
  const all = [...rows, ...items, ...blankSheets(grid, tables)].sort((a, b) => a.rowNo - b.rowNo);
  return {
    encoding: grid.encoding, head, columns: distinctColumns(tables), headings: headingsOf(usable), rows: all, problems: inSheets(doubts.numbered(asked.before ?? []), grid), counts: countsOf(all),
  };
}

/** Records are numbered through a workbook; people look for the row in its sheet. */
function inSheets(problems: BomProblem[], { sheets }: BomGrid): BomProblem[] {
  if (sheets.length < 2) return problems;
  return problems.map((problem) => {
    const sheet = sheets.find(({ records }) => records.length > 0 && records[0]!.no <= problem.rowNo && problem.rowNo <= records.at(-1)!.no);
    return sheet && sheet.name !== null ? { ...problem, message: placed(problem.message, sheet.name, problem.rowNo - sheet.records[0]!.no + 1) } : problem;
  });
}

/** Even the records of an empty sheet are accounted for. */
function blankSheets({ sheets }: BomGrid, tables: readonly Table[]): BomRow[] {
  return sheets.filter((sheet) => !tables.some((table) => table.sheet === sheet)).flatMap(({ name, records }) => records.map(({ no }) => layoutRow(no, 'BLANK', name, null)));
}

/** One table per sheet that holds anything; sheets of one heading share their columns, so that one correction serves them all. */
function tablesOf(grid: BomGrid, choices: ColumnChoices): Table[] {
  const tables: Table[] = [];
  let nextColumn = 0;
  for (const sheet of grid.sheets) {
    if (!sheet.records.some(({ cells }) => cells.length > 0)) continue;
    const headings = findHeadings(sheet);
    const like = headings === null ? undefined : tables.find(({ header }) => header.hash === headings.hash);
    const firstColumn = like?.firstColumn ?? nextColumn;
    const header = readHeader(sheet, headings, firstColumn, choices);
    if (like === undefined) nextColumn += header.columns.length;
    tables.push({ sheet, header, firstColumn });
  }
  return tables;
}

interface Reading { readonly grid: BomGrid; readonly doubts: Doubts; readonly mouldNo: string | null; readonly several: boolean }

function readTable({ sheet, header, firstColumn }: Table, { grid, doubts, mouldNo, several }: Reading, rows: BomRow[], drafts: ItemDraft[], totals: TotalLine[]): void {
  const { columns } = header;
  const keys = new Set(columns.flatMap((column) => column.header.split(/[.\s]/).concat(column.header).map(headingKey)).filter((each) => each !== ''));
  const quantityForAll = askQuantityForAll(header, sheet, doubts);
  const name = several || grid.sheets.length > 1 ? sheet.name : null;
  let section: string | null = null;
  let above: LineAbove = new Map();
  let lastItem: ListContext['above'] = null;
  for (const record of sheet.records) {
    const place = whereabouts(record.no, header);
    const cells = cellsByRole(record, columns, firstColumn);
    const kind: LineKind = place === 'BODY' ? lineKind(record, cells, keys) : record.cells.length === 0 ? 'BLANK' : place;
    if (kind === 'SECTION') section = sectionName(record.cells.map(cellText).filter((text) => text !== '').join(' '));
    if (kind === 'TOTAL') totals.push({ rowNo: record.no, cells, column: columns.find(({ role }) => role === 'QUANTITY')?.index ?? null, label: record.cells.map(cellText).find((text) => text !== '') ?? '' });
    if (kind !== 'ITEM') {
      rows.push(layoutRow(record.no, kind, name, section));
      continue;
    }
    const line = new Line(record.no, record, columns, firstColumn, above, section, doubts);
    const list: ListContext = { sheet: name, mouldNo, decimalComma: grid.decimalComma, quantityForAll, above: lastItem };
    const draft = isCancelled(line) ? cancelledLine(line, record, columns, firstColumn, above, list) : readLine(line, list);
    drafts.push(draft);
    above = line.above;
    lastItem = { material: draft.material, category: draft.category, section };
  }
}

/** A cancelled line asks nothing; it is read so that the report can show it, and comes back when a person says so. */
function cancelledLine(line: Line, record: BomSheet['records'][number], columns: readonly BomColumn[], firstColumn: number, above: LineAbove, list: ListContext): ItemDraft {
  const note = line.one('NOTE');
  const { answer } = line.doubts.tell(note, 'CANCELLED_LINE', {}, ['导入']);
  if (answer !== null && /^(?:导入|import|yes|是)$/i.test(answer)) return readLine(line, list);
  const draft = readLine(new Line(line.rowNo, record, columns, firstColumn, above, line.section, new Doubts([])), list);
  skip(draft);
  return draft;
}

function askQuantityForAll(header: BomHeader, sheet: BomSheet, doubts: Doubts): number | null {
  if (header.columns.some(({ role }) => role === 'QUANTITY')) return null;
  const reply = doubts.ask({ rowNo: header.recordNos[0] ?? sheet.records[0]!.no, column: null, read: '' }, 'QUANTITY_COLUMN_MISSING', {}, ['1']);
  const reading = readQuantity(reply.answer ?? '');
  if (reading.kind === 'PIECES' && reading.pieces > 0) return reading.pieces;
  if (reply.answer !== null) reply.unreadable();
  return null;
}

/** A sheet without a heading is shown line by line as layout, and said to be so. */
function layAside({ sheet, header }: Table, doubts: Doubts, others: boolean, rows: BomRow[]): void {
  for (const { no, cells } of sheet.records) rows.push(layoutRow(no, cells.length === 0 ? 'BLANK' : header.recordNos.includes(no) ? 'HEADING' : 'REMARK', sheet.name, null));
  const first = sheet.records.find(({ cells }) => cells.length > 0);
  if (others && first) doubts.tell({ rowNo: first.no, column: null, read: '' }, 'SHEET_WITHOUT_HEADER', { sheet: sheet.name });
}

function whereabouts(no: number, { recordNos }: BomHeader): 'HEAD' | 'HEADING' | 'BODY' {
  if (recordNos.includes(no)) return 'HEADING';
  return recordNos.length > 0 && no < recordNos[0]! ? 'HEAD' : 'BODY';
}

function beforeHeading(records: BomSheet['records'], header: BomHeader): BomSheet['records'] {
  const first = header.recordNos[0];
  return first === undefined ? [] : records.filter(({ no }) => no < first);
}

function compareMouldNo(tables: readonly Table[], head: ListHead, mouldNo: string | null, doubts: Doubts): void {
  if (mouldNo === null || head.mouldNo === null || headingKey(head.mouldNo).includes(headingKey(mouldNo))) return;
  const rowNo = tables.find(({ header }) => header.recordNos.length > 0)?.sheet.records[0]?.no ?? 1;
  doubts.tell({ rowNo, column: null, read: head.mouldNo }, 'MOULD_NO_DIFFERS', { listed: head.mouldNo, mouldNo });
}

function distinctColumns(tables: readonly Table[]): BomColumn[] {
  const byIndex = new Map<number, BomColumn>();
  // What the columns of a model mean is no question.
  for (const { header } of tables.filter(({ sheet }) => sheet.name !== MODEL_SHEET)) for (const column of header.columns) if (!byIndex.has(column.index)) byIndex.set(column.index, column);
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}

function headingsOf(tables: readonly Table[]): { hash: string; meanings: ImportMeaning[] }[] {
  const byHash = new Map<string, ImportMeaning[]>();
  for (const { header } of tables) if (header.hash !== null && !byHash.has(header.hash)) byHash.set(header.hash, header.columns.map(({ meaning }) => meaning));
  return [...byHash].map(([hash, meanings]) => ({ hash, meanings }));
}

function firstFilled(grid: BomGrid): number {
  return grid.sheets.flatMap(({ records }) => records).find(({ cells }) => cells.length > 0)?.no ?? 1;
}

/** Every record counts exactly once. */
export function countsOf(rows: readonly Pick<BomRow, 'action'>[]): BomCounts {
  const count = (action: BomRow['action']): number => rows.filter((row) => row.action === action).length;
  return { import: count('IMPORT'), review: count('REVIEW'), skip: count('SKIP'), layout: count('LAYOUT') };
}
