import type { Locale } from '#contracts';
import type { FileView } from '#contracts/order-files';
import type { ModelItemView, ModelView } from '#contracts/order-models';
import type { ImportChange, ImportCountsView, ImportDifferenceView, ImportProblemView, ImportRowView, ImportState, ImportUnresolved, ImportView } from '#contracts/order-imports';
import type { Say } from '../moulds-sentences.view.js';
import type { SkippedFile } from '../../files/bundle-entry.policy.js';
import type { BomProblem } from './bom-problem.policy.js';
import type { BomReading } from './bom-reading.policy.js';
import type { BomRow } from './bom-row.policy.js';
import type { BomRefusal } from './bom-grid.policy.js';
import type { ImportPlan } from './part-draft.policy.js';
import { refusalSentence } from './bom-sentences.view.js';

/** What confirming did. What older imports did not know of is absent. */
export interface Decided {
  changes: [number, ImportChange][];
  missing: string[];
  differences?: [number, ImportDifferenceView[]][];
  dressed?: ImportPlan['dressed'];
  /** The part of a model behind each line. */
  items?: [number, string][];
}

/** What is kept of a reading: the list as understood, or why there is none. `decided` is what confirming did, kept when it was done. */
export type KeptReading =
  | { ok: true; reading: BomReading; decided: Decided | null }
  | { ok: false; refusal: BomRefusal | { code: 'READING_STOPPED' } };

/** An import as the reading statement gives it. */
export interface ImportFacts {
  id: string;
  version: number;
  mouldId: string;
  state: ImportState;
  progressPercent: number;
  counts: ImportCountsView;
}

const wordOf = (locale: Locale): 'zh' | 'en' => (locale === 'en' ? 'en' : 'zh');

export function problemView(problem: BomProblem, locale: Locale): ImportProblemView {
  const { no, rowNo, column, code, message, read, suggestions, answer, blocking } = problem;
  return { no, rowNo, column, code, message: message[wordOf(locale)], read, suggestions: [...suggestions], answer, blocking };
}

function rowView(row: BomRow, change: ImportChange, differences: readonly ImportDifferenceView[], item: ModelItemView | null): ImportRowView {
  return {
    rowNo: row.rowNo, action: row.action, kind: row.kind, change, differences: change === 'CHANGE' ? [...differences] : [], partNo: row.partNo, name: row.name, category: row.category, material: row.material,
    hardness: row.hardness ?? row.treatment, size: row.size ?? item?.size ?? null, quantity: row.quantity, supply: row.kind === 'ITEM' ? row.supply : null, model: item,
  };
}

function missingView(partNo: string): ImportRowView {
  return {
    rowNo: 0, action: 'LAYOUT', kind: 'ITEM', change: 'MISSING', differences: [], partNo, name: null, category: null, material: null, hardness: null, size: null, quantity: null, supply: null, model: null,
  };
}

/** The lines of an import: every record of the file, and then the parts of the mould that the file does not name. */
export interface ImportLines { changes: ReadonlyMap<number, ImportChange>; missing: readonly string[]; differences: ReadonlyMap<number, readonly ImportDifferenceView[]>; items: ReadonlyMap<number, ModelItemView> }

/** What an import brings besides lines: models, and files with the parts that they go to. */
export interface ImportBelongings {
  models: ModelView[];
  dressed: ImportPlan['dressed'];
  /** Views of the files that are spoken of. */
  files: ReadonlyMap<string, FileView>;
  skipped: readonly SkippedFile[];
}

/** An import for people. `kept` is null while nothing was read; `lines` is null when rows and problems were not asked for. */
export function importView(facts: ImportFacts, files: FileView[], kept: KeptReading | null, lines: ImportLines | null, belongings: ImportBelongings | null, locale: Locale, say: Say): ImportView {
  const reading = kept?.ok ? kept.reading : null;
  const view: ImportView = {
    __typename: 'Import', id: facts.id, version: facts.version, mouldId: facts.mouldId, state: facts.state, files, progressPercent: facts.progressPercent,
    counts: facts.counts, rows: [], problems: [], unmatchedFiles: [], attachments: [], asideFiles: [], partsWithoutDrawing: [], skippedFiles: [], models: [],
    columns: (reading?.columns ?? []).map(({ index, header, meaning, confidencePercent }) => ({ index, header, meaning, confidencePercent })),
  };
  if (kept !== null && !kept.ok) view.problems = [failure(kept.refusal, locale, say)];
  if (reading !== null && lines !== null) {
    // A line that becomes nothing changes nothing.
    view.rows = [...reading.rows.map((row) => rowView(row, lines.changes.get(row.rowNo) ?? 'SAME', lines.differences.get(row.rowNo) ?? [], lines.items.get(row.rowNo) ?? null)), ...lines.missing.map(missingView)];
    view.problems = reading.problems.filter((problem) => !isMeasured(problem, lines.items)).map((problem) => problemView(problem, locale));
  }
  if (belongings !== null) dressView(view, belongings, say);
  return view;
}

/** A line whose size a model gives, or is about to, lacks none. */
function isMeasured({ code, rowNo, answer }: BomProblem, items: ImportLines['items']): boolean {
  const geometry = items.get(rowNo)?.geometry;
  return code === 'SIZE_MISSING' && answer === null && (geometry === 'READY' || geometry === 'WAITING');
}

function dressView(view: ImportView, { models, dressed, files, skipped }: ImportBelongings, say: Say): void {
  const seen = (ids: readonly string[]): FileView[] => ids.flatMap((id) => files.get(id) ?? []);
  view.models = models;
  view.unmatchedFiles = seen(dressed.unmatched);
  view.asideFiles = seen(dressed.aside);
  view.attachments = dressed.files.flatMap(({ fileId, partNo, by, revision, outcome }) => { const file = files.get(fileId); return file ? [{ file, partNo, by, revision, outcome }] : []; });
  view.partsWithoutDrawing = [...dressed.withoutDrawing];
  view.skippedFiles = skipped.map(({ name, why }) => ({ name, code: why, message: say.skipped(why) }));
}

function failure(refusal: BomRefusal | { code: 'READING_STOPPED' }, locale: Locale, say: Say): ImportProblemView {
  const message = 'limit' in refusal ? refusalSentence(refusal)[wordOf(locale)] : say.importStopped();
  return { no: 1, rowNo: 0, column: null, code: refusal.code, message, read: '', suggestions: [], answer: null, blocking: true };
}

export function importUnresolved(problems: readonly BomProblem[], locale: Locale, say: Say): ImportUnresolved {
  return { __typename: 'ImportUnresolved', code: 'IMPORT_UNRESOLVED', message: say.importUnresolved(problems.length), problems: problems.map((problem) => problemView(problem, locale)) };
}
