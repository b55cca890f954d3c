import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { movedCell, type CellPlace } from './matrix.view.js';
import './matrix.css';

export interface MatrixHead { key: string; head: ReactNode }

export interface MatrixProps {
  label: string;
  /** Heads of the columns that stay in sight, with their tracks. */
  fixed: readonly (MatrixHead & { width: number; end?: boolean })[];
  columns: readonly MatrixHead[];
  columnWidth: number;
  /** Widest that a column becomes; as wide as there is room without. */
  columnMost?: number;
  rowIds: readonly string[];
  rowHeight: number;
  fixedCells: (rowId: string) => readonly ReactNode[];
  cell: (rowId: string, column: number) => ReactNode;
  /** More about a cell: its class, whether it is chosen, whether it can be. */
  cellState: (rowId: string, column: number) => { className: string; selected: boolean; disabled: boolean };
  rowClass: (rowId: string) => string;
  at: CellPlace;
  onMove: (at: CellPlace) => void;
  onHover: (at: CellPlace | null) => void;
  onChoose: (at: CellPlace) => void;
  /** A press on what stays in sight of a row. */
  onRow?: (rowId: string) => void;
  testId: string;
}

/** A field of cells with one tab stop: arrows move, Enter or Space chooses. Only rows in sight are in the page; the counts are told to all. */
export function Matrix({ label, fixed, columns, columnWidth, rowIds, rowHeight, fixedCells, cell, cellState, rowClass, at, onMove, onHover, onChoose, onRow, columnMost, testId }: MatrixProps) {
  const frame = useRef<HTMLDivElement>(null);
  const name = useId();
  const rows = useVirtualizer({ count: rowIds.length, getScrollElement: () => frame.current, estimateSize: () => rowHeight, overscan: 6 });
  const left = fixed.reduce((sum, { width }) => sum + width, 0);
  const tracks = { gridTemplateColumns: `${fixed.map(({ width }) => `${width}px`).join(' ')} repeat(${columns.length}, minmax(${columnWidth}px, ${columnMost === undefined ? '1fr' : `${columnMost}px`}))`, minWidth: left + columns.length * columnWidth };
  const offsets = fixed.map((_, i) => fixed.slice(0, i).reduce((sum, { width }) => sum + width, 0));
  const shown = rows.getVirtualItems();

  useEffect(() => {
    const box = frame.current;
    if (box === null || at.row >= rowIds.length) return;
    rows.scrollToIndex(at.row);
    const start = at.column * columnWidth;
    const room = box.clientWidth - left;
    if (start < box.scrollLeft) box.scrollLeft = start;
    else if (start + columnWidth > box.scrollLeft + room) box.scrollLeft = start + columnWidth - room;
  }, [at.row, at.column, rowIds.length, columnWidth, left, rows]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey || event.metaKey) return;
    const next = movedCell(event.key, event.ctrlKey, at, rowIds.length, columns.length);
    if (next !== null) {
      event.preventDefault();
      onMove(next);
    } else if (!event.ctrlKey && (event.key === 'Enter' || event.key === ' ') && rowIds[at.row] !== undefined) {
      event.preventDefault();
      onChoose(at);
    }
  };
  return (
    <div
      ref={frame} role="grid" aria-label={label} aria-rowcount={rowIds.length + 1} aria-colcount={fixed.length + columns.length} tabIndex={0} className="matrix" data-testid={testId}
      aria-activedescendant={shown.some(({ index }) => index === at.row) ? `${name}-${at.row}-${at.column}` : undefined} onKeyDown={onKeyDown} onMouseLeave={() => onHover(null)}
    >
      <div role="row" aria-rowindex={1} className="matrix-head" style={tracks}>
        {fixed.map(({ key, head, end }, i) => <div key={key} role="columnheader" className={`fixed${end ? ' end' : ''}`} style={{ left: offsets[i] }}>{head}</div>)}
        {columns.map(({ key, head }, i) => <div key={key} role="columnheader" aria-colindex={fixed.length + i + 1} className={i === at.column ? 'here' : ''}>{head}</div>)}
      </div>
      <div role="rowgroup" className="matrix-body" style={{ height: rows.getTotalSize(), minWidth: tracks.minWidth }}>
        {shown.map(({ index, start }) => {
          const rowId = rowIds[index]!;
          return (
            <div key={rowId} role="row" aria-rowindex={index + 2} className={`matrix-row ${rowClass(rowId)}`} style={{ ...tracks, height: rowHeight, transform: `translateY(${start}px)` }} data-testid={`${testId}-row`} data-id={rowId}>
              {fixedCells(rowId).map((content, i) => <div key={fixed[i]!.key} role={i === 0 ? 'rowheader' : 'gridcell'} className={`fixed${fixed[i]!.end ? ' end num' : ''}${onRow ? ' opens' : ''}`} style={{ left: offsets[i] }} onClick={onRow && (() => onRow(rowId))}>{content}</div>)}
              {columns.map(({ key }, column) => {
                const { className, selected, disabled } = cellState(rowId, column);
                const here = index === at.row && column === at.column;
                return (
                  <div
                    key={key} id={`${name}-${index}-${column}`} role="gridcell" aria-colindex={fixed.length + column + 1} aria-selected={selected} aria-disabled={disabled || undefined} className={`cell ${className}${selected ? ' chosen' : ''}${here ? ' here' : ''}`}
                    data-testid={`${testId}-cell`} data-column={key} onMouseEnter={() => onHover({ row: index, column })} onClick={() => { onMove({ row: index, column }); onChoose({ row: index, column }); }}
                  >
                    {cell(rowId, column)}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}
