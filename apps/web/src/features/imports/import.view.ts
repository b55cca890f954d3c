import type { ImportFactsFragment } from '../../generated/types.js';

export type Reading = ImportFactsFragment;
export type ReadRow = Reading['rows'][number];
export type Doubt = Reading['problems'][number];
export type RowTab = 'all' | 'add' | 'change' | 'review' | 'skip' | 'layout' | 'missing';

/** Questions that stop the confirmation. */
export function openQuestions({ problems }: Pick<Reading, 'problems'>): Doubt[] {
  return problems.filter(({ blocking, answer }) => blocking && answer === null);
}

/** What to look at first: open questions, then what was told and not looked at, then what has its answer; each in the order of the file. */
export function sortedDoubts({ problems }: Pick<Reading, 'problems'>): Doubt[] {
  const rank = ({ blocking, answer }: Doubt) => (answer !== null ? 2 : blocking ? 0 : 1);
  return [...problems].sort((a, b) => rank(a) - rank(b) || a.rowNo - b.rowNo || (a.column ?? -1) - (b.column ?? -1) || a.no - b.no);
}

function isGone({ rowNo, change }: ReadRow): boolean {
  return rowNo === 0 && change === 'MISSING';
}

function inTab(row: ReadRow, tab: RowTab): boolean {
  if (isGone(row)) return tab === 'missing' || tab === 'all';
  switch (tab) {
    case 'all': return true;
    case 'add': return (row.action === 'IMPORT' || row.action === 'REVIEW') && row.change === 'ADD';
    case 'change': return (row.action === 'IMPORT' || row.action === 'REVIEW') && row.change === 'CHANGE';
    case 'review': return row.action === 'REVIEW';
    case 'skip': return row.action === 'SKIP';
    case 'layout': return row.action === 'LAYOUT';
    case 'missing': return false;
  }
}

/** A name for a line that stays the same over readings; a part that the file does not name has no line and goes by its number. */
export function rowId(row: ReadRow): string {
  return isGone(row) ? `gone ${row.partNo}` : String(row.rowNo);
}

export function rowsIn({ rows }: Pick<Reading, 'rows'>, tab: RowTab): ReadRow[] {
  return rows.filter((row) => inTab(row, tab));
}

export function tabCounts(reading: Pick<Reading, 'rows'>): Record<RowTab, number> {
  const count = (tab: RowTab) => rowsIn(reading, tab).length;
  return { all: count('all'), add: count('add'), change: count('change'), review: count('review'), skip: count('skip'), layout: count('layout'), missing: count('missing') };
}

/** Why a line ends as it does: the first open question about it, else the first thing that was told. */
export function doubtOf({ problems }: Pick<Reading, 'problems'>, { rowNo }: ReadRow): Doubt | null {
  const about = rowNo === 0 ? [] : problems.filter((doubt) => doubt.rowNo === rowNo);
  return about.find(({ blocking, answer }) => blocking && answer === null) ?? about[0] ?? null;
}

/** Other open questions of the same code that have a first suggestion, to be answered together. */
export function alike(reading: Pick<Reading, 'problems'>, doubt: Doubt): Doubt[] {
  return openQuestions(reading).filter(({ code, suggestions }) => code === doubt.code && suggestions[0] !== undefined);
}

/** Meanings that more than one column was given, although only one can be read: sizes, hardness, wishes and notes may come from several. */
export function meaningsTwice(columns: Reading['columns']): string[] {
  const single = new Set(['PART_NO', 'NAME', 'NAME_EN', 'MATERIAL', 'LENGTH', 'WIDTH', 'HEIGHT', 'QUANTITY', 'SUPPLY', 'UNIT_MASS', 'REVISION']);
  const seen = new Map<string, number>();
  for (const { meaning } of columns) seen.set(meaning, (seen.get(meaning) ?? 0) + 1);
  return [...seen].flatMap(([meaning, n]) => (n > 1 && single.has(meaning) ? [meaning] : []));
}
