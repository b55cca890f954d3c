import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useId, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { GridColumn } from './grid.js';
import { movedIndex } from './grid.view.js';
import { chosenOf, chosenWith, rowsBetween, sideStep, treeLines, type TreeGroup, type TreeLine } from './tree-grid.view.js';
import './grid.css';
import './tree-grid.css';

export interface TreeGridProps {
  label: string;
  /** The first column holds the boxes to choose by and is the list's own. */
  columns: readonly GridColumn[];
  groups: readonly TreeGroup[];
  /** What a branch says of itself. */
  branch: (groupId: string) => ReactNode;
  /** The cells of a row in the order of the columns. */
  cells: (rowId: string) => readonly ReactNode[];
  rowName: (rowId: string) => string;
  groupName: (groupId: string) => string;
  words: { all: string };
  rowHeight?: number;
  active: string | null;
  onActive: (id: string) => void;
  onOpen: (rowId: string) => void;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  /** Another text here brings the list back to its top, such as another filter. */
  top?: string;
  closed: ReadonlySet<string>;
  onClose: (closed: ReadonlySet<string>) => void;
  testId: string;
}

/**
 * Many rows in branches with one tab stop: arrows or j and k move, arrows to the sides open and close, x and Shift+x choose, Enter opens.
 * Only lines in sight are in the page; the count is told to all.
 */
export function TreeGrid(props: TreeGridProps) {
  const { label, columns, groups, active, onActive, onOpen, chosen, onChoose, closed, onClose, rowHeight = 36, top = '', testId, words } = props;
  const frame = useRef<HTMLDivElement>(null);
  const anchor = useRef<string | null>(null);
  const name = useId();
  const lines = useMemo(() => treeLines(groups, closed), [groups, closed]);
  const rowsOf = useMemo(() => new Map(groups.map(({ id, rowIds }) => [id, rowIds])), [groups]);
  const all = useMemo(() => groups.flatMap(({ rowIds }) => rowIds), [groups]);
  const shown = useVirtualizer({ count: lines.length, getScrollElement: () => frame.current, estimateSize: () => rowHeight, overscan: 10, scrollPaddingStart: rowHeight });
  const template = `44px ${columns.map(({ width }) => width).join(' ')}`;
  const at = active === null ? -1 : lines.findIndex(({ id }) => id === active);
  // A line that is made active, from here or from outside, comes into sight once.
  useEffect(() => { if (at >= 0) shown.scrollToIndex(at); }, [active]);

  useEffect(() => { frame.current?.scrollTo({ top: 0 }); }, [top]);

  const choose = (line: TreeLine, range: boolean) => {
    if (line.kind === 'group') return onChoose(chosenWith(chosen, rowsOf.get(line.id)!, chosenOf(rowsOf.get(line.id)!, chosen) !== 'all'));
    const rows = range ? rowsBetween(lines, anchor.current, line.id) : [line.id];
    anchor.current = line.id;
    onChoose(chosenWith(chosen, rows, range || !chosen.has(line.id)));
  };
  const toggle = (groupId: string) => onClose(chosenWith(closed, [groupId], !closed.has(groupId)));

  // Lines keep what they were given while the list scrolls under them; only what they do is the latest.
  const latest = useRef<LineActions>(null!);
  latest.current = { pick: (line, range) => { onActive(line.id); choose(line, range); }, toggle: (groupId) => { onActive(groupId); toggle(groupId); }, open: (rowId) => { onActive(rowId); onOpen(rowId); } };
  const actions = useMemo<LineActions>(() => ({ pick: (line, range) => latest.current.pick(line, range), toggle: (id) => latest.current.toggle(id), open: (id) => latest.current.open(id) }), []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    if (event.ctrlKey) {
      if (event.key === 'a') { event.preventDefault(); onChoose(chosenWith(chosen, all, true)); }
      return;
    }
    const line = lines[at];
    const next = movedIndex(event.key, at, lines.length);
    const side = sideStep(event.key, lines, at);
    if (next !== null || side !== null) {
      event.preventDefault();
      if (side !== null && 'toggle' in side) toggle(side.toggle);
      else onActive(lines[side !== null && 'to' in side ? side.to : next!]!.id);
    } else if (line !== undefined && (event.key === 'x' || event.key === 'X')) {
      event.preventDefault();
      choose(line, event.shiftKey);
    } else if (line !== undefined && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      if (line.kind === 'group') toggle(line.id);
      else onOpen(line.id);
    }
  };

  return (
    <div
      ref={frame} role="treegrid" aria-label={label} aria-multiselectable="true" aria-rowcount={lines.length + 1} aria-colcount={columns.length + 1} tabIndex={0} className="grid tree-grid" data-testid={testId}
      aria-activedescendant={at >= 0 && shown.getVirtualItems().some(({ index }) => index === at) ? `${name}-${at}` : undefined} onKeyDown={onKeyDown}
      onFocus={({ target }) => { if (target === frame.current && at < 0 && lines[0] !== undefined) onActive(lines[0].id); }}
    >
      <div role="row" aria-rowindex={1} className="grid-head" style={{ gridTemplateColumns: template }}>
        <div role="columnheader" className="pick"><Box label={words.all} state={all.length === 0 ? 'none' : chosenOf(all, chosen)} onPick={() => onChoose(chosenWith(chosen, all, chosenOf(all, chosen) !== 'all'))} /></div>
        {columns.map(({ key, head, end }) => <div key={key} role="columnheader" className={end ? 'end' : ''}>{head}</div>)}
      </div>
      <div role="rowgroup" className="grid-body" style={{ height: shown.getTotalSize() }}>
        {shown.getVirtualItems().map(({ index, start }) => {
          const line = lines[index]!;
          const state = line.kind === 'group' ? chosenOf(rowsOf.get(line.id)!, chosen) : chosen.has(line.id) ? 'all' : 'none';
          return (
            <Line
              key={line.id} line={line} id={`${name}-${index}`} index={index} start={start} height={rowHeight} template={template} active={line.id === active} state={state}
              columns={columns} branch={props.branch} cells={props.cells} rowName={props.rowName} groupName={props.groupName} actions={actions} testId={testId}
            />
          );
        })}
      </div>
    </div>
  );
}

interface LineActions { pick: (line: TreeLine, range: boolean) => void; toggle: (groupId: string) => void; open: (rowId: string) => void }
interface LineProps extends Pick<TreeGridProps, 'columns' | 'branch' | 'cells' | 'rowName' | 'groupName' | 'testId'> {
  line: TreeLine; id: string; index: number; start: number; height: number; template: string; active: boolean; state: 'none' | 'some' | 'all'; actions: LineActions;
}

const Line = memo(function Line({ line, id, index, start, height, template, active, state, columns, branch, cells, rowName, groupName, actions, testId }: LineProps) {
  const place = { gridTemplateColumns: template, height, transform: `translateY(${start}px)` };
  const told = { id, role: 'row', 'aria-rowindex': index + 2, 'aria-posinset': line.place, 'aria-setsize': line.of, style: place, 'data-id': line.id, 'data-active': active };
  if (line.kind === 'group') {
    return (
      <div {...told} aria-level={1} aria-expanded={line.open} className="grid-row branch" data-testid={`${testId}-branch`} onClick={() => actions.toggle(line.id)}>
        <div role="gridcell" className="pick"><Box label={groupName(line.id)} state={state} onPick={(range) => actions.pick(line, range)} /></div>
        <div role="gridcell" aria-colspan={columns.length} style={{ gridColumn: `span ${columns.length}` }}>
          <svg className="twist" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" data-open={line.open}><path d="M4 2.5 8 6 4 9.5z" fill="currentColor" /></svg>{branch(line.id)}
        </div>
      </div>
    );
  }
  return (
    <div {...told} aria-level={2} aria-selected={state === 'all'} className="grid-row" data-testid={`${testId}-row`} onClick={() => actions.open(line.id)}>
      <div role="gridcell" className="pick"><Box label={rowName(line.id)} state={state} onPick={(range) => actions.pick(line, range)} /></div>
      {cells(line.id).map((cell, i) => <div key={columns[i]!.key} role="gridcell" className={columns[i]!.end ? 'end num' : ''}>{cell}</div>)}
    </div>
  );
});

/** A box to choose by pointer; by the keyboard it is x, so it is no tab stop of its own. */
function Box({ label, state, onPick }: { label: string; state: 'none' | 'some' | 'all'; onPick: (range: boolean) => void }) {
  return (
    <label className="box" onClick={(event) => event.stopPropagation()}>
      <span className="unseen">{label}</span>
      <input type="checkbox" tabIndex={-1} checked={state === 'all'} ref={(box) => { if (box) box.indeterminate = state === 'some'; }} onChange={({ nativeEvent }) => onPick('shiftKey' in nativeEvent && nativeEvent.shiftKey === true)} />
    </label>
  );
}
