import type { BomRecord } from './bom-grid.policy.js';
import type { Doubts, Place } from './bom-problem.policy.js';
import type { BomColumn } from './header.policy.js';
import type { ColumnRole } from './header-words.policy.js';
import { cellText, isDitto } from './cell-text.policy.js';
import type { LineCells } from './line-kind.policy.js';

/** One cell of an item line: its text with ditto marks resolved, as it stands in the file, and where. */
export interface LineCell extends Place { readonly text: string; readonly carried: boolean; readonly unit: string | null }

/** What the item line above said, column by column, for ditto marks. */
export type LineAbove = ReadonlyMap<number, { readonly text: string; readonly rowNo: number }>;

/** The cells of a record by role, without resolving anything: enough to tell what kind of line it is. */
export function cellsByRole(record: BomRecord, columns: readonly BomColumn[], firstColumn: number): LineCells {
  const cells: Partial<Record<ColumnRole, string[]>> = {};
  for (const { role, index } of columns) {
    if (role !== 'NONE') (cells[role] ??= []).push(cellText(record.cells[index - firstColumn] ?? ''));
  }
  return cells;
}

/** An item line ready to be read. */
export class Line {
  readonly #cells = new Map<ColumnRole, LineCell[]>();
  readonly above: LineAbove;

  constructor(readonly rowNo: number, record: BomRecord, columns: readonly BomColumn[], firstColumn: number, above: LineAbove,
    readonly section: string | null, readonly doubts: Doubts) {
    const next = new Map<number, { text: string; rowNo: number }>();
    for (const { role, index, unit } of columns) {
      if (role === 'NONE') continue;
      const read = record.cells[index - firstColumn] ?? '';
      const cell = this.#resolved({ rowNo, column: index, read, text: cellText(read), carried: false, unit }, role, above);
      next.set(index, { text: cell.text, rowNo: cell.carried ? above.get(index)?.rowNo ?? rowNo : rowNo });
      const cells = this.#cells.get(role);
      if (cells) cells.push(cell);
      else this.#cells.set(role, [cell]);
    }
    this.above = next;
  }

  /** The cell of a role; blank when the list has no such column. */
  one(role: ColumnRole): LineCell {
    return this.#cells.get(role)?.[0] ?? { rowNo: this.rowNo, column: null, read: '', text: '', carried: false, unit: null };
  }

  all(role: ColumnRole): readonly LineCell[] {
    return this.#cells.get(role) ?? [];
  }

  /** True when the list has a column of this role. */
  asks(role: ColumnRole): boolean {
    return this.#cells.has(role);
  }

  #resolved(cell: LineCell, role: ColumnRole, above: LineAbove): LineCell {
    if (!isDitto(cell.text) || role === 'SEQ') return cell;
    const source = above.get(cell.column ?? -1);
    if (source !== undefined && source.text !== '' && role !== 'PART_NO') {
      this.doubts.tell(cell, 'DITTO_CARRIED', { rowNo: source.rowNo, carried: source.text });
      return { ...cell, text: source.text, carried: true };
    }
    const { answer } = this.doubts.ask(cell, 'DITTO_WITHOUT_SOURCE', {});
    return { ...cell, text: answer === null ? '' : cellText(answer) };
  }
}
