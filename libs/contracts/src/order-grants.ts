import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { IsIdempotencyKey, IsPlainText } from './money-input.js';
import { operation, type Rule } from './operation.js';
import type { FileView } from './order-files.js';
import { drawingStages, type DrawingStage } from './quoting-tender-terms.js';
import type { DrawingHindrance, FileRefused, InputRefused } from './refusal.js';

/** Lines that one question may name. */
export const MOST_LINES = 500;

/** Who asks for a file, as the gateway knows it: what the watermark says, and what must be shown again at the door. */
export class AskerInput {
  /** SHA-256 of the bearer token of the session or key that asks, in lower-case hexadecimal. */
  @Matches(/^[0-9a-f]{64}$/) proof!: string;
  @IsString() @MaxLength(200) companyName!: string;
  /** The person, or the name of the key. */
  @IsString() @MaxLength(200) name!: string;
}

/** How far a file shall be opened; `asker` is filled in by the gateway and in no input of a client. */
export class RequestDownloadInput {
  @IsString() @MaxLength(60) fileId!: string;
  @IsOptional() @IsIn(drawingStages) stage?: DrawingStage | null;
  @ValidateNested() @Type(() => AskerInput) asker!: AskerInput;
}

/** An address for one file, for one person and session, for a minute. */
export interface DownloadTicketView { __typename: 'DownloadTicket'; url: string; expiresAt: string; stage: DrawingStage }
export type RequestDownloadResult = DownloadTicketView | FileRefused;

/** That somebody opened a file, or wanted to and was refused. */
export interface FileOpeningView {
  /** Ascending; newest is highest. */
  id: string;
  fileId: string;
  companyId: string;
  /** As they were called then; null in entries from before names were kept. */
  companyName: string | null;
  personName: string | null;
  userId: string | null;
  byKey: boolean;
  stage: DrawingStage;
  /** From 1; null for a whole file. */
  page: number | null;
  outcome: 'OPENED' | 'REFUSED';
  why: DrawingHindrance | null;
  /** How often: refusals that say the same are one entry, whose instant is the first. */
  times: number;
  openedAt: string;
}

/** What a company was given of the drawings of a part or tender, as its owner sees it. */
export interface DrawingGrantView {
  companyId: string;
  /** BIDDER by an invitation, SUPPLIER by an order line. */
  as: 'BIDDER' | 'SUPPLIER';
  /** Highest stage now; null when nothing may be seen any more. */
  stage: DrawingStage | null;
  hindrance: DrawingHindrance | null;
  /** When it ends by itself; null without an end that is known. */
  until: string | null;
  ndaAcceptedAt: string | null;
  ndaVersion: string | null;
  recall: { reason: string; recalledAt: string } | null;
}

/** Who may see the drawings of a part or tender, and who has looked. */
export interface DrawingAccessView { __typename: 'DrawingAccess'; grants: DrawingGrantView[]; openings: FileOpeningView[] }

export class FileOpeningsInput {
  @IsString() @MaxLength(60) fileId!: string;
  /** An entry; older ones are told. Null for the newest. */
  @IsOptional() @Matches(/^\d{1,18}$/) before?: string | null;
}

/** One part or one tender of the own company. */
export class DrawingAccessInput {
  @IsOptional() @IsString() @MaxLength(60) partId?: string | null;
  @IsOptional() @IsString() @MaxLength(60) tenderId?: string | null;
}

/** Takes drawings back from a company, or gives them again. Exactly one of part and tender is named. */
export class RecallDrawingsInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(60) companyId!: string;
  @IsOptional() @IsString() @MaxLength(60) partId?: string | null;
  @IsOptional() @IsString() @MaxLength(60) tenderId?: string | null;
  /** False gives them again. */
  @IsBoolean() recall: boolean = true;
  /** The company reads it. */
  @IsString() @IsPlainText() @Length(1, 500) reason!: string;
}
export type RecallDrawingsResult = DrawingAccessView | InputRefused;

export class LinePapersInput {
  @IsArray() @ArrayMaxSize(MOST_LINES) @IsString({ each: true }) @MaxLength(60, { each: true }) lineIds!: string[];
}

/** What shows the part of a line to whoever asks: its files with neutral names, and its thumbnail. */
export interface LinePapersView { lineId: string; files: FileView[]; thumbnailUrl: string | null }

/**
 * Gives an address for one file, one person and session. Without a stage the highest that is held is given, of own files the original. A stranger gets NOT_FOUND.
 * Refuses FILE_REFUSED, with the stage that is held and what is missing for the one asked for.
 */
export const requestDownload = operation<RequestDownloadInput, RequestDownloadResult>('order', 'grants', 'request-download', RequestDownloadInput);
/** Who opened an own file or was refused, newest first, 500 at a time. NOT_FOUND for a foreign one. */
export const fileOpenings = operation<FileOpeningsInput, { openings: FileOpeningView[] }>('order', 'grants', 'file-openings', FileOpeningsInput);
/** Who may see the drawings of an own part or tender, and the newest 500 openings and refusals, of each company alike where there are more. NOT_FOUND for a foreign one. */
export const drawingAccess = operation<DrawingAccessInput, DrawingAccessView>('order', 'grants', 'drawing-access', DrawingAccessInput);
/** Ends, or gives again, what a company may see of a part or tender: at once, also on open pages. Refuses INPUT_REFUSED (both or none named, nobody who has anything). */
export const recallDrawings = operation<RecallDrawingsInput, RecallDrawingsResult>('order', 'grants', 'recall-drawings', RecallDrawingsInput);
/** Papers of lines of lots and orders that the asking company may see; lines that show it nothing are absent. */
export const linePapers = operation<LinePapersInput, { lines: LinePapersView[] }>('order', 'grants', 'line-papers', LinePapersInput);

const keepers = ['PLANNER', 'ENGINEER', 'BUYER', 'MANAGER'] as const;

export const grantsRules: Record<string, Rule> = {
  [requestDownload.name]: { kind: 'member', scope: 'MOULDS_READ' },
  [linePapers.name]: { kind: 'member', scope: null },
  [fileOpenings.name]: { kind: 'roles', roles: keepers, scope: 'MOULDS_READ' },
  [drawingAccess.name]: { kind: 'roles', roles: keepers, scope: 'MOULDS_READ' },
  [recallDrawings.name]: { kind: 'roles', roles: keepers, scope: 'MOULDS_WRITE' },
};
