import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { IsIdempotencyKey, IsPlainText } from './money-input.js';
import { operation, type Rule } from './operation.js';
import type { FileView } from './order-files.js';
import type { ModelItemView, ModelView } from './order-models.js';
import type { MouldView } from './order-mould-view.js';
import type { PartSupply } from './order-parts.js';
import type { SizeView } from './part-snapshot.js';
import type { FileRefused, InputRefused, LimitReached, StateRefused, VersionConflict } from './refusal.js';

/** Words of `enum ImportState`. */
export const importStates = ['PARSING', 'REVIEW', 'CONFIRMED', 'REJECTED', 'FAILED'] as const;
export type ImportState = (typeof importStates)[number];

/** What a column of a parts list can mean; words of `enum ImportMeaning`. */
export const importMeanings = [
  'IGNORE', 'PART_NO', 'NAME', 'NAME_EN', 'CATEGORY', 'MATERIAL', 'SIZE', 'LENGTH', 'WIDTH', 'HEIGHT', 'QUANTITY',
  'HARDNESS', 'REQUIREMENTS', 'ROUTE', 'SUPPLY', 'UNIT_MASS', 'REVISION', 'NOTE',
] as const;
export type ImportMeaning = (typeof importMeanings)[number];

export type ImportAction = 'IMPORT' | 'REVIEW' | 'SKIP' | 'LAYOUT';
export type ImportChange = 'ADD' | 'CHANGE' | 'SAME' | 'MISSING';

/** How many lines of the file end how. */
export interface ImportCountsView { import: number; review: number; skip: number; layout: number }

/** A column of the list and what it is taken for. */
export interface ImportColumnView { index: number; header: string; meaning: ImportMeaning; confidencePercent: number }

/** What a line is; words of `enum ImportLineKind`. */
export type ImportLineKind = 'ITEM' | 'HEAD' | 'HEADING' | 'SECTION' | 'TOTAL' | 'SIGNATURE' | 'BLANK' | 'NUMBERED_BLANK' | 'REMARK';

/** A value of a part that confirming would change; null where there is none. */
export interface ImportDifferenceView { meaning: ImportMeaning; before: string | null; after: string | null }

/** One line of the list and what it was understood as; a MISSING part of the mould has rowNo 0 and action LAYOUT. */
export interface ImportRowView {
  rowNo: number;
  action: ImportAction;
  kind: ImportLineKind;
  change: ImportChange;
  /** What a CHANGE changes; empty for every other line. */
  differences: ImportDifferenceView[];
  partNo: string | null;
  name: string | null;
  category: string | null;
  material: string | null;
  hardness: string | null;
  size: SizeView | null;
  quantity: number | null;
  supply: PartSupply | null;
  /** The part of a model that this line is; null without one. */
  model: ModelItemView | null;
}

/** How a file was found to belong to a part; words of `enum AttachedBy`. */
export const attachedBys = ['NUMBER', 'SHORT_NUMBER', 'NAME', 'PERSON'] as const;
export type AttachedBy = (typeof attachedBys)[number];

/** What confirming does with a file of a part; words of `enum AttachmentOutcome`. */
export const attachmentOutcomes = ['ADD', 'REPLACE', 'SAME'] as const;
export type AttachmentOutcome = (typeof attachmentOutcomes)[number];

/** A file and the part that it goes to. */
export interface ImportAttachmentView { file: FileView; partNo: string; by: AttachedBy; revision: string | null; outcome: AttachmentOutcome }

/** A file of a bundle that is left out, and why. */
export interface SkippedFileView { name: string; code: string; message: string }

/** A doubt about one cell. */
export interface ImportProblemView {
  no: number;
  rowNo: number;
  /** Column from 0, null for the whole line. */
  column: number | null;
  code: string;
  message: string;
  /** The cell as it stands in the file, empty for the whole line. */
  read: string;
  suggestions: string[];
  answer: string | null;
  blocking: boolean;
}

export interface ImportView {
  __typename: 'Import';
  id: string;
  version: number;
  mouldId: string;
  state: ImportState;
  files: FileView[];
  progressPercent: number;
  columns: ImportColumnView[];
  counts: ImportCountsView;
  rows: ImportRowView[];
  problems: ImportProblemView[];
  /** Models that are read with it or instead of a list. */
  models: ModelView[];
  /** Files that go to parts. */
  attachments: ImportAttachmentView[];
  /** Files that fit no part; say with reviewImport where they belong. */
  unmatchedFiles: FileView[];
  /** Files that a person left aside. */
  asideFiles: FileView[];
  skippedFiles: SkippedFileView[];
  /** Numbers of parts that somebody makes and that have no drawing once the import is confirmed. */
  partsWithoutDrawing: string[];
}

/** Blocking problems are open. */
export interface ImportUnresolved { __typename: 'ImportUnresolved'; code: 'IMPORT_UNRESOLVED'; message: string; problems: ImportProblemView[] }

export type StartImportResult = ImportView | StateRefused | FileRefused | LimitReached;
export type ReviewImportResult = ImportView | StateRefused | InputRefused | VersionConflict;
export type ConfirmImportResult = MouldView | ImportUnresolved | StateRefused | VersionConflict;

export class StartImportInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(60) mouldId!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(2000) @IsString({ each: true }) @MaxLength(60, { each: true }) fileIds!: string[];
}

/** The meaning of one column as a person chose it. */
export class ImportColumnInput {
  @IsInt() @Min(0) @Max(99) index!: number;
  @IsIn(importMeanings) meaning!: ImportMeaning;
}

/** The answer to one problem: one of its suggestions, or free text. */
export class ImportAnswerInput {
  @IsInt() @Min(1) @Max(1_000_000) no!: number;
  @IsString() @IsPlainText() @MaxLength(500) answer!: string;
}

/** Where a file of the import belongs: a part by its number, or none. A drawing that was uploaded since joins the import with its part. */
export class ImportFileInput {
  @IsString() @MaxLength(60) fileId!: string;
  /** Null leaves the file aside. */
  @IsOptional() @IsString() @IsPlainText() @MaxLength(60) partNo?: string | null;
}

export class ReviewImportInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(60) importId!: string;
  @IsInt() version!: number;
  @IsOptional() @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => ImportColumnInput) columns?: ImportColumnInput[] | null;
  @IsOptional() @IsArray() @ArrayMaxSize(2000) @ValidateNested({ each: true }) @Type(() => ImportAnswerInput) answers?: ImportAnswerInput[] | null;
  @IsOptional() @IsArray() @ArrayMaxSize(2000) @ValidateNested({ each: true }) @Type(() => ImportFileInput) files?: ImportFileInput[] | null;
  /** True gives the import up. */
  @IsOptional() @IsBoolean() reject?: boolean;
}

export class ConfirmImportInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(60) importId!: string;
  @IsInt() version!: number;
}

export class ImportInput {
  @IsString() @MaxLength(60) id!: string;
}

export class ImportsOfMouldInput {
  @IsString() @MaxLength(60) mouldId!: string;
  /** False leaves rows and problems empty, so that a list of imports is one small read. */
  @IsOptional() @IsBoolean() withLines?: boolean;
}

/** Starts reading uploaded files: a list, models, drawings, or a bundle of them. Refuses STATE_REFUSED (mould closed), FILE_REFUSED (files of another kind, or not READY), LIMIT_REACHED. */
export const startImport = operation<StartImportInput, StartImportResult>('order', 'moulds', 'start-import', StartImportInput);
/** One import of the own company; null when it is missing or foreign. */
export const importOf = operation<ImportInput, { import: ImportView | null }>('order', 'moulds', 'import', ImportInput);
/** Imports into a mould, newest first, at most 100. NOT_FOUND for a foreign mould. */
export const importsOfMould = operation<ImportsOfMouldInput, { imports: ImportView[] }>('order', 'moulds', 'imports-of-mould', ImportsOfMouldInput);
/** Corrects columns and answers problems; the drafts are computed anew. Refuses STATE_REFUSED, INPUT_REFUSED, VERSION_CONFLICT. */
export const reviewImport = operation<ReviewImportInput, ReviewImportResult>('order', 'moulds', 'review-import', ReviewImportInput);
/** Adds or updates the parts in one step. Refuses IMPORT_UNRESOLVED, STATE_REFUSED, VERSION_CONFLICT. The answer's `parts` is null: ask partsOfMould. */
export const confirmImport = operation<ConfirmImportInput, ConfirmImportResult>('order', 'moulds', 'confirm-import', ConfirmImportInput);

const importing = { kind: 'roles', roles: ['PLANNER', 'ENGINEER', 'BUYER', 'MANAGER'], scope: 'MOULDS_WRITE' } as const satisfies Rule;

export const importsRules: Record<string, Rule> = {
  [startImport.name]: importing,
  [importOf.name]: { kind: 'member', scope: 'MOULDS_READ' },
  [importsOfMould.name]: { kind: 'member', scope: 'MOULDS_READ' },
  [reviewImport.name]: importing,
  [confirmImport.name]: importing,
};
