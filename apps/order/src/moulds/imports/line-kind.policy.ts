import type { BomRecord } from './bom-grid.policy.js';
import type { ColumnRole } from './header-words.policy.js';
import { headingKey } from './header-words.policy.js';
import { cellText, saysNone } from './cell-text.policy.js';

/** What a record is: an item, or one of the things around items. */
export type LineKind = 'ITEM' | 'HEAD' | 'HEADING' | 'SECTION' | 'TOTAL' | 'SIGNATURE' | 'BLANK' | 'NUMBERED_BLANK' | 'REMARK';

/** The cells of a record by role, as text; several columns of one role are in order. */
export type LineCells = Readonly<Partial<Record<ColumnRole, readonly string[]>>>;

const TOTAL = /^(?:合\s*计|总\s*计|小\s*计|共\s*计|总数|(?:sub|grand)?\s*-?\s*totals?)\s*[:：]?/i;
const SIGNATURE = /^(?:制表|编制|审核|批准|校对|审批|会签|设计|日期|核准|签名|第\s*\d+\s*页|page\s*\d|prepared\s*by|checked\s*by|approved\s*by|designed\s*by|signature)(?:人|\b|\s|[:：]|$)/i;
const NUMERAL = /^(?:[一二三四五六七八九十]+|[ivx]+|[a-h])\s*[、.)]?$/i;
const SPOKEN_NUMERAL = /^[一二三四五六七八九十]+\s*[、.)]?$/;
const SECTION_START = /^(?:[一二三四五六七八九十]+\s*[、.．]|第[一二三四五六七八九十\d]+部分|[ivx]+\s*[、.]|\*{2,}|={2,}|[【[])/i;

/**
 * Tells items from titles, sections, totals, signatures and blanks. When in doubt a record is an item: a line too many is a question
 * to a person, a line too few is a part that nobody makes.
 */
export function lineKind(record: BomRecord, cells: LineCells, headingKeys: ReadonlySet<string>): LineKind {
  const filled = record.cells.map(cellText).filter((text) => text !== '');
  if (filled.length === 0) return 'BLANK';
  const has = (role: ColumnRole): boolean => (cells[role] ?? []).some((text) => text !== '' && !saysNone(text));
  const first = filled[0]!;
  const marked = filled.slice(0, 3).find((text) => TOTAL.test(text) || SIGNATURE.test(text)) ?? '';
  if (TOTAL.test(marked) && !(has('NAME') && has('PART_NO') && has('QUANTITY') && !TOTAL.test(first))) return 'TOTAL';
  if (SIGNATURE.test(marked) && !has('QUANTITY') && !has('MATERIAL')) return 'SIGNATURE';
  if (filled.length >= 3 && filled.filter((text) => headingKeys.has(headingKey(text))).length >= filled.length * 0.7) return 'HEADING';
  const named = has('NAME') || has('PART_NO') || has('NAME_EN');
  const measured = has('QUANTITY') || has('MATERIAL') || has('SIZE') || has('LENGTH') || has('DIAMETER');
  if (named && measured) return isSectionWithCount(record, cells, filled) ? 'SECTION' : 'ITEM';
  if (!named && !measured) return withoutItem(cells, filled, first);
  if (measured) return 'ITEM';
  return filled.length === 1 || SECTION_START.test(first) || NUMERAL.test(first) ? 'SECTION' : 'ITEM';
}

/** Neither a name nor a measure: a running number waiting for its line, a section written in another column, or a remark. */
function withoutItem(cells: LineCells, filled: readonly string[], first: string): LineKind {
  const seq = (cells.SEQ ?? []).filter((text) => text !== '');
  if (seq.length === filled.length && seq.every((text) => /^\d{1,5}\.?$/.test(text))) return 'NUMBERED_BLANK';
  if (filled.every((text) => saysNone(text) || /^\d{1,5}\.?$/.test(text))) return 'NUMBERED_BLANK';
  if (filled.length === 1 && first.length <= 40 && seq.length === 1) return 'SECTION';
  if (SECTION_START.test(first)) return 'SECTION';
  return filled.length - seq.length >= 3 ? 'ITEM' : 'REMARK';
}

/** `三、后模部分` with the number of its lines beside it is still a section. */
function isSectionWithCount(record: BomRecord, cells: LineCells, filled: readonly string[]): boolean {
  const seq = (cells.SEQ ?? []).find((text) => text !== '');
  return filled.length <= 3 && (seq === undefined ? SECTION_START.test(filled[0]!) && record.cells.findIndex((cell) => cell.trim() !== '') === 0 : SPOKEN_NUMERAL.test(seq))
    && !(cells.MATERIAL ?? []).some((text) => text !== '') && !(cells.PART_NO ?? []).some((text) => text !== '');
}

/** The words of a section heading without its number. */
export function sectionName(filled: string): string {
  return filled.replace(/^(?:[一二三四五六七八九十]+\s*[、.．]|第[一二三四五六七八九十\d]+部分\s*[:：]?|[ivx]+\s*[、.]|[【[])\s*/i, '').replace(/[】\]]$/, '').trim().slice(0, 80);
}
