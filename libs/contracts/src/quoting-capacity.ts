import {
  ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, MaxLength, Min, MinLength, ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { IsIdempotencyKey, IsMeasure, IsPlainText } from './money-input.js';
import { NoInput, operation, type Rule } from './operation.js';
import type { SizeView } from './part-snapshot.js';
import type { InputRefused, VersionConflict } from './refusal.js';

/** Form of a process code of the catalogue, such as WEDM; whether it exists is the catalogue's word. */
export const PROCESS_CODE = /^[A-Z][A-Z0-9]{1,7}$/;

/** Outer size in millimetres as exact decimals; what is not given stays null. */
export class SizeInput {
  @IsOptional() @IsMeasure() lengthMm?: string | null;
  @IsOptional() @IsMeasure() widthMm?: string | null;
  @IsOptional() @IsMeasure() heightMm?: string | null;
  @IsOptional() @IsMeasure() diameterMm?: string | null;
}

/** A machine; null leaves a value as it is. A new one needs a name and at least one process. */
export class SaveMachineInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsOptional() @IsString() @MaxLength(64) machineId?: string | null;
  @IsOptional() @IsInt() @Min(1) version?: number | null;
  @IsOptional() @IsString() @IsPlainText() @MinLength(1) @MaxLength(80) name?: string | null;
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(10) @ArrayUnique() @Matches(PROCESS_CODE, { each: true }) processes?: string[] | null;
  /** Travel or largest work: length X, width Y, height Z; a turning machine has diameter and length. */
  @IsOptional() @ValidateNested() @Type(() => SizeInput) maxSize?: SizeInput | null;
  /** Kilograms. */
  @IsOptional() @IsMeasure() maxMassKg?: string | null;
  /** Best tolerance in millimetres, as plus or minus. */
  @IsOptional() @IsMeasure() toleranceMm?: string | null;
  /** Hardest work in HRC that it cuts; means nothing for eroding and grinding. */
  @IsOptional() @IsMeasure() maxHardnessHrc?: string | null;
  @IsOptional() @IsMeasure() hoursPerDay?: string | null;
  @IsOptional() @IsBoolean() active?: boolean | null;
}

/** A machine that a supplier offers. */
export interface MachineView {
  __typename: 'Machine';
  id: string;
  version: number;
  name: string;
  processes: string[];
  maxSize: SizeView;
  maxMassKg: string | null;
  toleranceMm: string | null;
  maxHardnessHrc: string | null;
  hoursPerDay: string;
  active: boolean;
}

export class OwnsMachineInput {
  @IsString() @MaxLength(64) machineId!: string;
}

export type SaveMachineResult = MachineView | InputRefused | VersionConflict;

/** How busy a shop says it is, from wanting work to taking none. */
export const workloads = ['FREE', 'PARTLY', 'FULL'] as const;
export type WorkloadLevel = (typeof workloads)[number];

/** The shop's own answer; a new one replaces it. */
export class AnswerWorkloadInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsIn(workloads) load!: WorkloadLevel;
  /** Days for which it holds, 1 to 31; 7 when not given. */
  @IsOptional() @IsInt() days?: number | null;
}

export interface WorkloadView { __typename: 'Workload'; load: WorkloadLevel; answeredAt: string; /** Matching forgets it then. */ holdsUntil: string }
export type AnswerWorkloadResult = WorkloadView | InputRefused;

/** Machines of the own company, at most 500, by name. */
export const machines = operation<NoInput, MachineView[]>('quoting', 'capacity', 'machines', NoInput);
/** Adds or changes a machine. */
export const saveMachine = operation<SaveMachineInput, SaveMachineResult>('quoting', 'capacity', 'save-machine', SaveMachineInput);
/** The own company's answer while it holds, null before the first. */
export const workload = operation<NoInput, WorkloadView | null>('quoting', 'capacity', 'workload', NoInput);
/** Says how busy the own shop is for the next days. */
export const answerWorkload = operation<AnswerWorkloadInput, AnswerWorkloadResult>('quoting', 'capacity', 'answer-workload', AnswerWorkloadInput);

/** Whether a machine is the own company's, in use or not; asked by services that are told of machines. */
export const ownsMachine = operation<OwnsMachineInput, { owns: boolean }>('quoting', 'capacity', 'owns-machine', OwnsMachineInput);

export const capacityRules: Record<string, Rule> = {
  [machines.name]: { kind: 'member', scope: 'COMPANY_READ' },
  [workload.name]: { kind: 'member', scope: 'COMPANY_READ' },
  [answerWorkload.name]: { kind: 'roles', roles: ['PLANNER', 'MANAGER', 'SALES', 'SHOP_OPERATOR'], scope: 'COMPANY_WRITE' },
  [saveMachine.name]: { kind: 'roles', roles: ['PLANNER', 'MANAGER', 'SALES'], scope: 'COMPANY_WRITE' },
  [ownsMachine.name]: { kind: 'house' },
};
