/** A branch of the tree with its rows, in order. */
export interface TreeGroup { id: string; rowIds: readonly string[] }

/** One line of the list: a branch, or a row of an open one. Places are counted from 1, as screen readers tell them. */
export type TreeLine =
  | { kind: 'group'; id: string; open: boolean; place: number; of: number }
  | { kind: 'row'; id: string; groupId: string; place: number; of: number };

/** The lines that are there: every branch, and the rows of those that are open. */
export function treeLines(groups: readonly TreeGroup[], closed: ReadonlySet<string>): TreeLine[] {
  return groups.flatMap(({ id, rowIds }, i): TreeLine[] => [
    { kind: 'group', id, open: !closed.has(id), place: i + 1, of: groups.length },
    ...(closed.has(id) ? [] : rowIds.map((rowId, at): TreeLine => ({ kind: 'row', id: rowId, groupId: id, place: at + 1, of: rowIds.length }))),
  ]);
}

/** What the arrows to the sides do at a line: open or close a branch, go to its first row or back to it; null when nothing. */
export function sideStep(key: string, lines: readonly TreeLine[], at: number): { toggle: string } | { to: number } | null {
  const line = lines[at];
  if (line === undefined || (key !== 'ArrowRight' && key !== 'ArrowLeft')) return null;
  if (line.kind === 'row') return key === 'ArrowLeft' ? { to: lines.findIndex(({ kind, id }) => kind === 'group' && id === line.groupId) } : null;
  if (key === 'ArrowRight') return line.open ? (lines[at + 1]?.kind === 'row' ? { to: at + 1 } : null) : { toggle: line.id };
  return line.open ? { toggle: line.id } : null;
}

/** The rows from one to another, in the order on screen; the second alone when the first is not there. */
export function rowsBetween(lines: readonly TreeLine[], from: string | null, to: string): string[] {
  const rows = lines.flatMap(({ kind, id }) => (kind === 'row' ? [id] : []));
  const [a, b] = [from === null ? -1 : rows.indexOf(from), rows.indexOf(to)];
  if (b < 0) return [];
  return a < 0 ? [to] : rows.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** How much of some rows is chosen. */
export function chosenOf(rowIds: readonly string[], chosen: ReadonlySet<string>): 'none' | 'some' | 'all' {
  const n = rowIds.filter((id) => chosen.has(id)).length;
  return n === 0 ? 'none' : n === rowIds.length ? 'all' : 'some';
}

/** The choice with some rows added or taken away. */
export function chosenWith(chosen: ReadonlySet<string>, rowIds: readonly string[], on: boolean): Set<string> {
  const next = new Set(chosen);
  for (const id of rowIds) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}
