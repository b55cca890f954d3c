export interface CellPlace { row: number; column: number }

const PAGE = 10;

/** The cell that a key leads to; null when the key does not move. Home and End stay in the row, with Control they go to the corners. */
export function movedCell(key: string, control: boolean, at: CellPlace, rows: number, columns: number): CellPlace | null {
  if (rows === 0 || columns === 0) return null;
  const row = (n: number) => Math.max(0, Math.min(rows - 1, n));
  const column = (n: number) => Math.max(0, Math.min(columns - 1, n));
  switch (key) {
    case 'ArrowDown': return { row: control ? rows - 1 : row(at.row + 1), column: at.column };
    case 'ArrowUp': return { row: control ? 0 : row(at.row - 1), column: at.column };
    case 'ArrowRight': return { row: at.row, column: control ? columns - 1 : column(at.column + 1) };
    case 'ArrowLeft': return { row: at.row, column: control ? 0 : column(at.column - 1) };
    case 'PageDown': return { row: row(at.row + PAGE), column: at.column };
    case 'PageUp': return { row: row(at.row - PAGE), column: at.column };
    case 'Home': return { row: control ? 0 : at.row, column: 0 };
    case 'End': return { row: control ? rows - 1 : at.row, column: columns - 1 };
    case 'j': return control ? null : { row: row(at.row + 1), column: at.column };
    case 'k': return control ? null : { row: row(at.row - 1), column: at.column };
    default: return null;
  }
}
