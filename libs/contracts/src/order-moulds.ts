import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, MaxLength, ValidateNested } from 'class-validator';
import { IsDay, IsIdempotencyKey, IsKnownCurrency, IsPlainText } from './money-input.js';
import { operation, type Rule } from './operation.js';
import { mouldStates, type MouldState, type MouldView, type WholeModelView } from './order-mould-view.js';
import { PartSelectionInput } from './order-parts.js';
import type { PartTable } from './part-table.js';
import { PageInput, type Page } from './page.js';
import type { AlreadyExists, InputRefused, StateRefused, VersionConflict } from './refusal.js';

export * from './order-imports.js';
export * from './order-mould-view.js';
export * from './order-parts.js';
export * from './part-table.js';

export type CreateMouldResult = MouldView | AlreadyExists | InputRefused;
export type UpdateMouldResult = MouldView | StateRefused | InputRefused | VersionConflict;

/** The name of an object in the client's own system. */
export class ExternalRefInput {
  @IsString() @IsPlainText() @Length(1, 60) source!: string;
  @IsString() @IsPlainText() @Length(1, 120) id!: string;
}

export class CreateMouldInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @IsPlainText() @MaxLength(40) mouldNo!: string;
  @IsString() @IsPlainText() @MaxLength(200) title!: string;
  @IsOptional() @IsString() @IsPlainText() @MaxLength(200) customerName?: string | null;
  @IsOptional() @IsString() @IsPlainText() @MaxLength(40) cavities?: string | null;
  @IsOptional() @IsString() @IsPlainText() @MaxLength(60) baseStandard?: string | null;
  @IsOptional() @IsDay() t0Date?: string | null;
  @IsOptional() @IsDay() t1Date?: string | null;
  @IsOptional() @IsKnownCurrency() currency?: string;
  @IsOptional() @ValidateNested() @Type(() => ExternalRefInput) external?: ExternalRefInput | null;
}

/** New facts of a mould; null leaves a value as it is. */
export class UpdateMouldInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(60) mouldId!: string;
  @IsInt() version!: number;
  @IsOptional() @IsString() @IsPlainText() @MaxLength(200) title?: string | null;
  @IsOptional() @IsDay() t0Date?: string | null;
  @IsOptional() @IsDay() t1Date?: string | null;
  @IsOptional() @IsIn(mouldStates) state?: MouldState | null;
  @IsOptional() @IsString() @IsPlainText() @MaxLength(500) reason?: string | null;
}

export class MouldInput {
  @IsString() @MaxLength(60) id!: string;
  /** Given, the answer has all parts with it, and this of each. */
  @IsOptional() @ValidateNested() @Type(() => PartSelectionInput) parts?: PartSelectionInput | null;
  /** False leaves the counts over all parts away. */
  @IsOptional() @IsBoolean() withSummary?: boolean;
}

export class MouldFilterInput {
  @IsOptional() @IsString() @MaxLength(100) search?: string | null;
  @IsOptional() @IsArray() @ArrayMaxSize(12) @IsIn(mouldStates, { each: true }) states?: MouldState[] | null;
}

export class MouldsInput extends PageInput {
  @IsOptional() @ValidateNested() @Type(() => MouldFilterInput) filter?: MouldFilterInput | null;
}

/** Makes a mould, or updates the one with the same external name. Refuses ALREADY_EXISTS (number taken) and INPUT_REFUSED. */
export const createMould = operation<CreateMouldInput, CreateMouldResult>('order', 'moulds', 'create-mould', CreateMouldInput);
/** Changes facts or moves the mould along its lifecycle. Refuses STATE_REFUSED, INPUT_REFUSED, VERSION_CONFLICT. */
export const updateMould = operation<UpdateMouldInput, UpdateMouldResult>('order', 'moulds', 'update-mould', UpdateMouldInput);
/** One mould of the own company, with its parts when asked; null when it is missing or foreign. */
export const mould = operation<MouldInput, { mould: MouldView | null; parts: PartTable | null }>('order', 'moulds', 'mould', MouldInput);
/** Moulds of the own company, next milestone first. */
export const moulds = operation<MouldsInput, Page<MouldView>>('order', 'moulds', 'moulds', MouldsInput);

/** The model that shows most parts of an own mould; null before one was measured. */
export const wholeModel = operation<MouldInput, { model: WholeModelView | null }>('order', 'moulds', 'whole-model', MouldInput);

export const mouldsRules: Record<string, Rule> = {
  [createMould.name]: { kind: 'roles', roles: ['PLANNER', 'ENGINEER', 'MANAGER', 'BUYER'], scope: 'MOULDS_WRITE' },
  [updateMould.name]: { kind: 'roles', roles: ['PLANNER', 'ENGINEER', 'MANAGER'], scope: 'MOULDS_WRITE' },
  [mould.name]: { kind: 'member', scope: 'MOULDS_READ' },
  [moulds.name]: { kind: 'member', scope: 'MOULDS_READ' },
  [wholeModel.name]: { kind: 'member', scope: 'MOULDS_READ' },
};
