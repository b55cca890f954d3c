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
  // A size that a person has given is missing no more.
  const about = rowNo === 0 ? [] : problems.filter((doubt) => doubt.rowNo === rowNo && !(doubt.code === 'SIZE_MISSING' && doubt.answer !== null));
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

const AGAINST_MODEL = { MODEL_QUANTITY_DIFFERS: 'QUANTITY', MODEL_ONLY: 'MODEL_ONLY', NOT_IN_MODEL: 'LIST_ONLY' } as const;
const isAgainstModel = (code: string): code is keyof typeof AGAINST_MODEL => code in AGAINST_MODEL;

/** A part of which list and model say different things: pieces by the one and by the other, and those that are taken. */
export interface Difference { no: number; kind: (typeof AGAINST_MODEL)[keyof typeof AGAINST_MODEL]; row: ReadRow; listed: number | null; modelled: number | null; taken: number | null }

/** What the list and the model say differently: pieces first, then what only one of them has, each in the order of the file. */
export function differencesOf({ rows, problems }: Pick<Reading, 'rows' | 'problems'>): Difference[] {
  const byNo = new Map(rows.map((row) => [row.rowNo, row]));
  const rank = { QUANTITY: 0, MODEL_ONLY: 1, LIST_ONLY: 2 } as const;
  return problems.flatMap(({ no, rowNo, code, suggestions }): Difference[] => {
    const row = byNo.get(rowNo);
    if (!row || !isAgainstModel(code)) return [];
    const kind = AGAINST_MODEL[code];
    const [listed, modelled] = kind === 'QUANTITY' ? [Number(suggestions[0]), Number(suggestions[1])] : kind === 'LIST_ONLY' ? [row.quantity, null] : [null, row.quantity];
    return [{ no, kind, row, listed, modelled, taken: row.quantity }];
  }).sort((a, b) => rank[a.kind] - rank[b.kind] || a.row.rowNo - b.row.rowNo);
}

/** True for a doubt that stands with the model and not among the questions about the list. */
export function isToldElsewhere({ code, blocking }: Doubt): boolean {
  return !blocking && isAgainstModel(code);
}

/** Lines with a picture, in the order of the file. */
export function picturesOf({ rows }: Pick<Reading, 'rows'>): { rowNo: number; name: string; url: string }[] {
  return rows.flatMap(({ rowNo, name, partNo, model }) => (model?.thumbnailUrl ? [{ rowNo, name: name ?? partNo ?? '', url: model.thumbnailUrl }] : []));
}

/** Lines whose size no geometry will bring, with the doubt that takes it from a person. */
export function sizelessRows({ rows, problems }: Pick<Reading, 'rows' | 'problems'>): { row: ReadRow; doubt: Doubt }[] {
  const doubts = new Map(problems.filter(({ code }) => code === 'SIZE_MISSING').map((doubt) => [doubt.rowNo, doubt]));
  return rows.flatMap((row) => {
    const doubt = doubts.get(row.rowNo);
    return doubt && row.action !== 'SKIP' && (row.model?.geometry === 'STOPPED' || row.model?.geometry === 'NOTHING') ? [{ row, doubt }] : [];
  });
}

/** True for a size as people type it: `62×34×72`, `φ30*160`, in millimetres. */
export function isSizeTyped(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\s|mm/gi, '');
  return /^\d+(\.\d+)?([x×*]\d+(\.\d+)?){2}$/i.test(plain) || /^[φΦ⌀ø]\d+(\.\d+)?[x×*]\d+(\.\d+)?$/i.test(plain);
}

/** Parts without a drawing, where drawings are spoken of at all: a list alone has none, and that is no news. */
export function drawingless({ attachments, unmatchedFiles, skippedFiles, models, partsWithoutDrawing }: Pick<Reading, 'attachments' | 'unmatchedFiles' | 'skippedFiles' | 'models' | 'partsWithoutDrawing'>): readonly string[] {
  return attachments.length + unmatchedFiles.length + skippedFiles.length + models.length === 0 ? [] : partsWithoutDrawing;
}

/** How many files are new, take the place of an older one, or change nothing. */
export function filesByOutcome(attachments: Reading['attachments']): Record<Reading['attachments'][number]['outcome'], number> {
  const count = (outcome: string) => attachments.filter((one) => one.outcome === outcome).length;
  return { ADD: count('ADD'), REPLACE: count('REPLACE'), SAME: count('SAME') };
}

/** Parts that a file can be given to: those of the list and those of the mould that it does not name. */
export function partChoices({ rows }: Pick<Reading, 'rows'>): { partNo: string; name: string | null }[] {
  const found = new Map<string, string | null>();
  for (const { partNo, name, kind, action } of rows) if (partNo !== null && kind === 'ITEM' && action !== 'SKIP') found.set(partNo, name);
  return [...found].map(([partNo, name]) => ({ partNo, name })).sort((a, b) => a.partNo.localeCompare(b.partNo, 'en', { numeric: true }));
}

/** Names of files in a few words: the first, and how many more. */
export function fewNames(names: readonly string[]): { first: string; more: number } {
  return { first: names[0] ?? '', more: Math.max(0, names.length - 1) };
}

/** True while a model of the import is still being measured. */
export function isGoingOn({ models }: Pick<Reading, 'models'>): boolean {
  return models.some(({ state }) => state === 'READING' || state === 'MEASURING');
}
