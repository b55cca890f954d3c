import { Type } from 'class-transformer';
import {
  ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateNested,
} from 'class-validator';
import { IsExactDecimal, IsIdempotencyKey, IsPlainText } from './money-input.js';
import { operation, type Rule } from './operation.js';
import type { FileView } from './order-files.js';
import type { ModelItemView } from './order-models.js';
import type { PartSnapshot, SizeView } from './part-snapshot.js';
import type { InputRefused, StateRefused, VersionConflict } from './refusal.js';

/** Who provides a part: 自制, 外协, 外购. */
export const partSupplies = ['MAKE', 'OUTSIDE', 'BUY'] as const;
export type PartSupply = (typeof partSupplies)[number];

/** Where a part stands, computed from its pieces and placements; words of `enum PartState`. */
export const partStates = [
  'PLANNED', 'SOURCING', 'ORDERED', 'IN_PROCESS', 'IN_TRANSIT', 'TO_INSPECT', 'ACCEPTED', 'INSTALLED', 'ON_HOLD', 'SCRAPPED', 'CANCELLED',
] as const;
export type PartState = (typeof partStates)[number];

/** What a part lacks before it can be put to tender; words of `enum PartGap`. */
export const partGaps = ['DRAWING', 'MATERIAL', 'HARDNESS', 'TOLERANCE', 'ROUTE', 'SIZE', 'QUESTION'] as const;
export type PartGap = (typeof partGaps)[number];

/** The name of an object in the client's own system. */
export interface ExternalRefView { source: string; id: string }

/** One planned step of a route. */
export interface OperationView {
  id: string;
  seq: number;
  process: string;
  /** True when a subcontractor does it. */
  outside: boolean;
  dependsOn: number[];
  /** Minutes for one piece. */
  plannedMinutes: number | null;
  inspect: boolean;
  note: string | null;
}

/** One item of a mould in its present revision. `mouldId` is the link that the API shows as `mould`. */
export interface PartView {
  id: string;
  version: number;
  mouldId: string;
  partNo: string;
  revision: string;
  released: boolean;
  parentId: string | null;
  name: string;
  nameEn: string | null;
  category: string | null;
  material: string | null;
  hardness: string | null;
  requirements: string | null;
  size: SizeView;
  quantity: number;
  /** Kilograms of one piece. */
  unitMassKg: string | null;
  supply: PartSupply;
  mirrorOfId: string | null;
  state: PartState;
  gaps: PartGap[];
  route: OperationView[];
  files: FileView[];
  thumbnailUrl: string | null;
  external: ExternalRefView | null;
}

/** Fields of a part that a reader may ask for alone. Its id always comes. */
export const partFields = [
  'version', 'mouldId', 'partNo', 'revision', 'released', 'parentId', 'name', 'nameEn', 'category', 'material', 'hardness', 'requirements', 'size', 'quantity',
  'unitMassKg', 'supply', 'mirrorOfId', 'state', 'gaps', 'route', 'files', 'thumbnailUrl', 'external',
] as const satisfies readonly (keyof PartView)[];
export type PartField = (typeof partFields)[number];

/** Fields of a step of a route that a reader may ask for alone. */
export const stepFields = ['id', 'seq', 'process', 'outside', 'dependsOn', 'plannedMinutes', 'inspect', 'note'] as const satisfies readonly (keyof OperationView)[];
export type StepField = (typeof stepFields)[number];

/** What a reader wants to know of many parts: a board of hundreds asks for no more than it shows. */
export class PartSelectionInput {
  @IsArray() @ArrayMaxSize(partFields.length) @IsIn(partFields, { each: true }) fields!: PartField[];
  /** Of each step of the route. */
  @IsArray() @ArrayMaxSize(stepFields.length) @IsIn(stepFields, { each: true }) route!: StepField[];
}

/** A revision as it was frozen, never changed afterwards. */
export interface PartRevisionView {
  revision: string;
  material: string | null;
  hardness: string | null;
  requirements: string | null;
  size: SizeView;
  quantity: number;
  /** Process codes in order. */
  route: string[];
  /** Drawings and models as they were frozen. */
  files: FileView[];
  releasedAt: string;
}

export interface PartsChanged { __typename: 'PartsChanged'; parts: PartView[] }
export type ChangePartsResult = PartsChanged | InputRefused | StateRefused | VersionConflict;

/** Which parts to show; an absent or null field does not narrow. */
export class PartFilterInput {
  @IsOptional() @IsArray() @ArrayMaxSize(3) @IsIn(partSupplies, { each: true }) supplies?: PartSupply[] | null;
  @IsOptional() @IsBoolean() complete?: boolean | null;
  @IsOptional() @IsArray() @ArrayMaxSize(500) @IsString({ each: true }) @MaxLength(60, { each: true }) ids?: string[] | null;
}

/** Outer size in millimetres as a client gives it. */
export class SizeInput {
  @IsOptional() @IsExactDecimal() lengthMm?: string | null;
  @IsOptional() @IsExactDecimal() widthMm?: string | null;
  @IsOptional() @IsExactDecimal() heightMm?: string | null;
  @IsOptional() @IsExactDecimal() diameterMm?: string | null;
}

/** New values of one part; null leaves a value as it is, a given size replaces the whole size. */
export class PartPatchInput {
  @IsString() @MaxLength(60) partId!: string;
  @IsInt() version!: number;
  @IsOptional() @IsString() @MaxLength(20) category?: string | null;
  @IsOptional() @IsString() @IsPlainText() @MaxLength(100) material?: string | null;
  @IsOptional() @IsString() @IsPlainText() @MaxLength(60) hardness?: string | null;
  @IsOptional() @IsString() @IsPlainText() @MaxLength(500) requirements?: string | null;
  @IsOptional() @ValidateNested() @Type(() => SizeInput) size?: SizeInput | null;
  @IsOptional() @IsInt() quantity?: number | null;
  @IsOptional() @IsIn(partSupplies) supply?: PartSupply | null;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(60, { each: true }) fileIds?: string[] | null;
}

export class UpdatePartsInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => PartPatchInput) parts!: PartPatchInput[];
}

/** One planned step as a client gives it. */
export class OperationInput {
  @IsInt() seq!: number;
  @IsString() @MaxLength(20) process!: string;
  @IsOptional() @IsBoolean() outside?: boolean;
  /** Steps that must have passed before, by seq; null means the step before. */
  @IsOptional() @IsArray() @ArrayMaxSize(10) @IsInt({ each: true }) dependsOn?: number[] | null;
  @IsOptional() @IsInt() plannedMinutes?: number | null;
  @IsOptional() @IsBoolean() inspect?: boolean;
  @IsOptional() @IsString() @IsPlainText() @MaxLength(500) note?: string | null;
}

/** A part at the version that a decision is about. */
export class PartAtInput {
  @IsString() @MaxLength(60) partId!: string;
  @IsInt() version!: number;
}

export class SetRoutesInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => PartAtInput) parts!: PartAtInput[];
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(40) @ValidateNested({ each: true }) @Type(() => OperationInput) operations!: OperationInput[];
}

export class ReleasePartsInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => PartAtInput) parts!: PartAtInput[];
}

export class PartInput {
  @IsString() @MaxLength(60) id!: string;
}

export class PartsOfMouldInput {
  @IsString() @MaxLength(60) mouldId!: string;
  @IsOptional() @ValidateNested() @Type(() => PartFilterInput) filter?: PartFilterInput | null;
}

export class PartsByIdsInput {
  @IsArray() @ArrayMaxSize(2000) @IsString({ each: true }) @MaxLength(60, { each: true }) ids!: string[];
}

/** A part, or some of its operations, that a tender line asks for. */
export class PartLineInput {
  @IsString() @MaxLength(60) partId!: string;
  /** Null or absent asks for the whole part. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(40) @IsInt({ each: true }) @Min(1, { each: true }) @Max(9999, { each: true }) operationSeqs?: number[] | null;
}

export class DescribePartsInput {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(2000) @ValidateNested({ each: true }) @Type(() => PartLineInput) lines!: PartLineInput[];
}

/** One part of the own company; null when it is missing or foreign. */
export const part = operation<PartInput, { part: PartView | null }>('order', 'moulds', 'part', PartInput);
/** Parts of a mould in tree order. NOT_FOUND for a foreign mould. */
export const partsOfMould = operation<PartsOfMouldInput, { parts: PartView[] }>('order', 'moulds', 'parts-of-mould', PartsOfMouldInput);
/** Own parts by id in one read, for loaders; foreign and missing ids are simply absent, the order is not that of the ids. */
export const partsByIds = operation<PartsByIdsInput, { parts: PartView[] }>('order', 'moulds', 'parts-by-ids', PartsByIdsInput);
/** What models show of own parts; parts without a model are absent. */
export const modelsOfParts = operation<PartsByIdsInput, { parts: { partId: string; model: ModelItemView }[] }>('order', 'moulds', 'models-of-parts', PartsByIdsInput);
/** Frozen revisions of own parts, the newest first; foreign and missing parts are absent. */
export const revisionsOfParts = operation<PartsByIdsInput, { parts: { partId: string; revisions: PartRevisionView[] }[] }>('order', 'moulds', 'revisions-of-parts', PartsByIdsInput);
/** Changes up to 500 parts, all or nothing. Refuses INPUT_REFUSED, STATE_REFUSED (mould or part is closed), VERSION_CONFLICT. */
export const updateParts = operation<UpdatePartsInput, ChangePartsResult>('order', 'moulds', 'update-parts', UpdatePartsInput);
/** Gives one route to up to 500 parts, all or nothing. Refusals as updateParts. */
export const setRoutes = operation<SetRoutesInput, ChangePartsResult>('order', 'moulds', 'set-routes', SetRoutesInput);
/** Freezes the present revision and makes the pieces, all or nothing. Refusals as updateParts; a part to be made needs a route. */
export const releaseParts = operation<ReleasePartsInput, ChangePartsResult>('order', 'moulds', 'release-parts', ReleasePartsInput);
/**
 * What quoting may know of the buyer's parts, one snapshot per line in the order of the lines. For the house only: the calling
 * service has authorised the buyer. NOT_FOUND for a foreign part, BAD_INPUT for a seq that the route does not have.
 */
export const describeParts = operation<DescribePartsInput, { parts: PartSnapshot[] }>('order', 'moulds', 'describe-parts', DescribePartsInput);

const planning = { kind: 'roles', roles: ['PLANNER', 'ENGINEER', 'BUYER', 'MANAGER'], scope: 'MOULDS_WRITE' } as const satisfies Rule;

export const partsRules: Record<string, Rule> = {
  [part.name]: { kind: 'member', scope: 'MOULDS_READ' },
  [partsOfMould.name]: { kind: 'member', scope: 'MOULDS_READ' },
  [partsByIds.name]: { kind: 'member', scope: 'MOULDS_READ' },
  [modelsOfParts.name]: { kind: 'member', scope: 'MOULDS_READ' },
  [revisionsOfParts.name]: { kind: 'member', scope: 'MOULDS_READ' },
  [updateParts.name]: planning,
  [setRoutes.name]: planning,
  [releaseParts.name]: { kind: 'roles', roles: ['PLANNER', 'ENGINEER', 'MANAGER'], scope: 'MOULDS_WRITE' },
  [describeParts.name]: { kind: 'house' },
};
