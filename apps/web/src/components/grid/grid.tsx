import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { movedIndex } from './grid.view.js';

export interface GridColumn {
  key: string;
  head: ReactNode;
  /** A track of CSS grid, such as `96px` or `minmax(160px, 1fr)`. */
  width: string;
  end?: boolean;
}

export interface GridProps {
  label: string;
  columns: readonly GridColumn[];
  rowIds: readonly string[];
  /** The cells of a row in the order of the columns; each is put into a gridcell. */
  cells: (rowId: string) => readonly ReactNode[];
  rowHeight?: number;
  active: string | null;
  onActive: (rowId: string) => void;
  onOpen: (rowId: string) => void;
  /** True while a pointer, the focus or a scroll is on the list: whoever orders it should wait. */
  onBusy?: (busy: boolean) => void;
  testId: string;
}

const QUIET_AFTER_SCROLL_MS = 2_000;

/** A list of many rows with one tab stop: arrows or j and k move, Enter opens. Only rows in sight are in the page; the count is told to all. */
export function Grid({ label, columns, rowIds, cells, rowHeight = 36, active, onActive, onOpen, onBusy, testId }: GridProps) {
  const frame = useRef<HTMLDivElement>(null);
  const name = useId();
  const rows = useVirtualizer({ count: rowIds.length, getScrollElement: () => frame.current, estimateSize: () => rowHeight, overscan: 8 });
  const template = columns.map(({ width }) => width).join(' ');
  const at = active === null ? -1 : rowIds.indexOf(active);
  const busy = useRef({ hover: false, focus: false, scrolledAt: 0 });
  const tell = () => onBusy?.(busy.current.hover || busy.current.focus || performance.now() - busy.current.scrolledAt < QUIET_AFTER_SCROLL_MS);
  useEffect(() => {
    if (!onBusy) return;
    const timer = setInterval(tell, 500);
    return () => clearInterval(timer);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = movedIndex(event.key, at, rowIds.length);
    if (next !== null) {
      event.preventDefault();
      onActive(rowIds[next]!);
      rows.scrollToIndex(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && active !== null && at >= 0) {
      event.preventDefault();
      onOpen(active);
    }
  };

  return (
    <div
      ref={frame} role="grid" aria-label={label} aria-rowcount={rowIds.length + 1} aria-colcount={columns.length} tabIndex={0} className="grid" data-testid={testId}
      aria-activedescendant={at >= 0 && rows.getVirtualItems().some(({ index }) => index === at) ? `${name}-${at}` : undefined} onKeyDown={onKeyDown}
      onFocus={() => { busy.current.focus = true; if (at < 0 && rowIds[0] !== undefined) onActive(rowIds[0]); tell(); }} onBlur={() => { busy.current.focus = false; tell(); }}
      onMouseEnter={() => { busy.current.hover = true; tell(); }} onMouseLeave={() => { busy.current.hover = false; tell(); }}
      onScroll={() => { busy.current.scrolledAt = performance.now(); tell(); }}
    >
      <div role="row" aria-rowindex={1} className="grid-head" style={{ gridTemplateColumns: template }}>
        {columns.map(({ key, head, end }) => <div key={key} role="columnheader" className={end ? 'end' : ''}>{head}</div>)}
      </div>
      <div role="rowgroup" className="grid-body" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const rowId = rowIds[index]!;
          const place = { gridTemplateColumns: template, height: rowHeight, transform: `translateY(${start}px)` };
          return (
            <div
              key={rowId} id={`${name}-${index}`} role="row" aria-rowindex={index + 2} aria-selected={rowId === active} className="grid-row" style={place}
              data-testid={`${testId}-row`} data-id={rowId} onClick={() => { onActive(rowId); onOpen(rowId); }}
            >
              {cells(rowId).map((cell, i) => <div key={columns[i]!.key} role="gridcell" className={columns[i]!.end ? 'end num' : ''}>{cell}</div>)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
