import {
  ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min, MinLength, ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { IsDay, IsIdempotencyKey, IsInstant, IsPlainText, MoneyInput } from './money-input.js';
import { operation, type Rule } from './operation.js';
import { PageInput, type Page } from './page.js';
import { PROCESS_CODE } from './quoting-capacity.js';
import {
  lotStates, materialSupplies, TenderAudienceInput, TenderDisclosureInput, TenderRulesInput, TradeTermsInput, type LotState, type MaterialSupply,
} from './quoting-tender-terms.js';
import {
  declineReasons,
  type BidderLotView, type BuyerTenderView, type DeclineReason, type InvitationView, type LotMatchView, type QuestionView, type TenderCheckView, type TenderIncomplete,
} from './quoting-tender-views.js';
import type { InputRefused, LimitReached, StateRefused, VersionConflict } from './refusal.js';

/** The id of one object. */
export class ById {
  @IsString() @MaxLength(64) id!: string;
}

/** One line of a lot: a whole part, or operations on it. */
export class LotLineInput {
  @IsString() @MaxLength(64) partId!: string;
  /** Null asks for the whole part. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(40) @ArrayUnique() @IsInt({ each: true }) @Min(1, { each: true }) @Max(9_999, { each: true }) operationSeqs?: number[] | null;
  /** Pieces; null for all of the part that are not placed yet. */
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) quantity?: number | null;
  @IsDay() requestedDate!: string;
  @IsIn(materialSupplies) materialSupply: MaterialSupply = 'SUPPLIER';
}

export class LotInput {
  @IsOptional() @IsString() @IsPlainText() @MinLength(1) @MaxLength(200) title?: string | null;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(200) @ValidateNested({ each: true }) @Type(() => LotLineInput) lines!: LotLineInput[];
  @IsOptional() @ValidateNested() @Type(() => MoneyInput) ceiling?: MoneyInput | null;
  @IsOptional() @ValidateNested() @Type(() => MoneyInput) reserve?: MoneyInput | null;
  @IsOptional() @IsInstant() closesAt?: string | null;
}

export class CreateTenderInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @IsPlainText() @MinLength(1) @MaxLength(200) title!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => LotInput) lots!: LotInput[];
  @ValidateNested() @Type(() => TenderRulesInput) rules: TenderRulesInput = new TenderRulesInput();
  @ValidateNested() @Type(() => TenderAudienceInput) audience: TenderAudienceInput = new TenderAudienceInput();
  @ValidateNested() @Type(() => TenderDisclosureInput) disclosure: TenderDisclosureInput = new TenderDisclosureInput();
  @ValidateNested() @Type(() => TradeTermsInput) terms: TradeTermsInput = new TradeTermsInput();
  @IsInstant() opensAt!: string;
  @IsInstant() closesAt!: string;
  @IsOptional() @IsInstant() enquiryEndsAt?: string | null;
  @IsOptional() @IsString() @MaxLength(64) priorTenderId?: string | null;
}
export type CreateTenderResult = BuyerTenderView | InputRefused | StateRefused;

/** New values; null leaves a value as it is, a list replaces the whole list. */
export class UpdateTenderInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) tenderId!: string;
  @IsInt() @Min(1) version!: number;
  @IsOptional() @IsString() @IsPlainText() @MinLength(1) @MaxLength(200) title?: string | null;
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => LotInput) lots?: LotInput[] | null;
  @IsOptional() @ValidateNested() @Type(() => TenderRulesInput) rules?: TenderRulesInput | null;
  @IsOptional() @ValidateNested() @Type(() => TenderAudienceInput) audience?: TenderAudienceInput | null;
  @IsOptional() @ValidateNested() @Type(() => TenderDisclosureInput) disclosure?: TenderDisclosureInput | null;
  @IsOptional() @ValidateNested() @Type(() => TradeTermsInput) terms?: TradeTermsInput | null;
  @IsOptional() @IsInstant() opensAt?: string | null;
  @IsOptional() @IsInstant() closesAt?: string | null;
  @IsOptional() @IsInstant() enquiryEndsAt?: string | null;
}
export type UpdateTenderResult = BuyerTenderView | InputRefused | StateRefused | VersionConflict;

export class PublishTenderInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) tenderId!: string;
  @IsInt() @Min(1) version!: number;
  @IsOptional() @IsString() @IsPlainText() @MaxLength(1_000) acceptWarnings?: string | null;
}
export type PublishTenderResult = BuyerTenderView | TenderIncomplete | StateRefused | VersionConflict | LimitReached;

export class InviteSuppliersInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) tenderId!: string;
  @IsOptional() @IsArray() @ArrayMaxSize(100) @ArrayUnique() @IsString({ each: true }) @MaxLength(64, { each: true }) companyIds?: string[] | null;
}
export type InviteSuppliersResult = BuyerTenderView | StateRefused | InputRefused | LimitReached;

export class CancelLotsInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) tenderId!: string;
  @IsInt() @Min(1) version!: number;
  /** Null cancels all. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ArrayUnique() @IsString({ each: true }) @MaxLength(64, { each: true }) lotIds?: string[] | null;
  @IsString() @IsPlainText() @MinLength(1) @MaxLength(1_000) reason!: string;
}
export type CancelLotsResult = BuyerTenderView | StateRefused | VersionConflict;

export class SuspendLotsInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  /** All of one tender. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ArrayUnique() @IsString({ each: true }) @MaxLength(64, { each: true }) lotIds!: string[];
  /** False lets them go on. */
  @IsBoolean() suspend!: boolean;
  @IsString() @IsPlainText() @MinLength(1) @MaxLength(1_000) reason!: string;
}
export type SuspendLotsResult = BuyerTenderView | StateRefused;

export class AcceptNdaInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) lotId!: string;
  @Matches(/^[0-9a-f]{64}$/, { message: 'must be a SHA-256 in lower-case hexadecimal' }) sha256!: string;
}
export type AcceptNdaResult = BidderLotView | InputRefused | StateRefused;

export class DeclineLotInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) lotId!: string;
  @IsIn(declineReasons) reason!: DeclineReason;
}
export type DeclineLotResult = BidderLotView | StateRefused;

export class AskQuestionInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) lotId!: string;
  @IsString() @IsPlainText() @Length(1, 1_000) text!: string;
}
export type AskQuestionResult = QuestionView | StateRefused | LimitReached;

export class AnswerQuestionInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) questionId!: string;
  @IsString() @IsPlainText() @Length(1, 2_000) answer!: string;
}
export type AnswerQuestionResult = QuestionView | StateRefused;

/** Fields of a tender that a board may ask for alone. */
export const boardTenderFields = [
  'version', 'tenderNo', 'title', 'rules', 'audience', 'disclosure', 'terms', 'opensAt', 'closesAt', 'enquiryEndsAt', 'priorTenderId', 'publishedAt',
] as const satisfies readonly (keyof BuyerTenderView)[];
export type BoardTenderField = (typeof boardTenderFields)[number];

/** Fields of a lot that a board may ask for alone: what its own row says, and the parts behind it. */
export const boardLotFields = [
  'lotNo', 'title', 'state', 'termsVersion', 'partIds', 'ceiling', 'reserve', 'closesAt', 'extensions', 'openQuestions', 'bidCount', 'best',
] as const;
export type BoardLotField = (typeof boardLotFields)[number];

/** What a board shows: with hundreds of lots, what nobody shows is most of the work. Ids and the states of tenders are always given. */
export class BoardSelectionInput {
  @IsArray() @ArrayMaxSize(boardTenderFields.length) @IsIn(boardTenderFields, { each: true }) tender!: BoardTenderField[];
  @IsArray() @ArrayMaxSize(boardLotFields.length) @IsIn(boardLotFields, { each: true }) lots!: BoardLotField[];
}

/** Which tenders to list; those of a mould have at least one of its parts in a lot. */
export class TenderFilterInput {
  @IsOptional() @IsString() @MaxLength(60) mouldId?: string | null;
  @IsOptional() @IsArray() @ArrayMaxSize(10) @IsIn(lotStates, { each: true }) states?: LotState[] | null;
}

export class TendersInput extends PageInput {
  @IsOptional() @ValidateNested() @Type(() => TenderFilterInput) filter?: TenderFilterInput | null;
  /** False leaves the lots of each tender away, for lists that show none. */
  @IsBoolean() withLots: boolean = true;
  /** For boards: only this of each tender and lot, without lines, standings and the number of the live view; all of them if null. */
  @IsOptional() @ValidateNested() @Type(() => BoardSelectionInput) only?: BoardSelectionInput | null;
}

export class BidderLotFilterInput {
  @IsOptional() @IsArray() @ArrayMaxSize(10) @IsIn(lotStates, { each: true }) states?: LotState[] | null = ['PUBLISHED'];
  @IsOptional() @IsBoolean() withMyBid?: boolean | null;
  @IsOptional() @Matches(PROCESS_CODE) process?: string | null;
}

export class BidderLotsInput extends PageInput {
  @IsOptional() @ValidateNested() @Type(() => BidderLotFilterInput) filter?: BidderLotFilterInput | null;
}

/** Questions over all lots of an own tender. */
export class TenderQuestionsInput extends PageInput {
  @IsString() @MaxLength(64) tenderId!: string;
}

/** Answered and own questions of a lot that the company is invited to. */
export class LotQuestionsInput extends PageInput {
  @IsString() @MaxLength(64) lotId!: string;
}

/** Makes a draft tender. */
export const createTender = operation<CreateTenderInput, CreateTenderResult>('quoting', 'tenders', 'create-tender', CreateTenderInput);
/** Replaces values of a draft, or amends a published tender before its first bid. */
export const updateTender = operation<UpdateTenderInput, UpdateTenderResult>('quoting', 'tenders', 'update-tender', UpdateTenderInput);
/** Publishes a draft, freezes copies of its parts and invites suppliers. */
export const publishTender = operation<PublishTenderInput, PublishTenderResult>('quoting', 'tenders', 'publish-tender', PublishTenderInput);
/** Invites further suppliers by name. */
export const inviteSuppliers = operation<InviteSuppliersInput, InviteSuppliersResult>('quoting', 'tenders', 'invite-suppliers', InviteSuppliersInput);
/** Cancels lots with a reason that every bidder reads. */
export const cancelLots = operation<CancelLotsInput, CancelLotsResult>('quoting', 'tenders', 'cancel-lots', CancelLotsInput);
/** Stops the clock of lots, or lets it run again with as much time as was left. */
export const suspendLots = operation<SuspendLotsInput, SuspendLotsResult>('quoting', 'tenders', 'suspend-lots', SuspendLotsInput);
/** A bidder accepts the non-disclosure text of a tender. */
export const acceptNda = operation<AcceptNdaInput, AcceptNdaResult>('quoting', 'tenders', 'accept-nda', AcceptNdaInput);
/** A bidder says no to a lot. */
export const declineLot = operation<DeclineLotInput, DeclineLotResult>('quoting', 'tenders', 'decline-lot', DeclineLotInput);
/** A bidder asks about a lot. */
export const askQuestion = operation<AskQuestionInput, AskQuestionResult>('quoting', 'tenders', 'ask-question', AskQuestionInput);
/** The buyer answers to all bidders. */
export const answerQuestion = operation<AnswerQuestionInput, AnswerQuestionResult>('quoting', 'tenders', 'answer-question', AnswerQuestionInput);
/** `BuyerTender.check`: what hinders or warns before publishing, computed now. */
export const tenderCheck = operation<ById, TenderCheckView>('quoting', 'tenders', 'tender-check', ById);
/** `BuyerTender.matches`: who fits each lot of a draft and why not, computed now; nothing after publication. */
export const tenderMatches = operation<ById, LotMatchView[]>('quoting', 'tenders', 'tender-matches', ById);
/** `BuyerTender.invitations`: at most 300. */
export const tenderInvitations = operation<ById, InvitationView[]>('quoting', 'tenders', 'tender-invitations', ById);
/** `BuyerTender.questions`, open ones first. */
export const tenderQuestions = operation<TenderQuestionsInput, Page<QuestionView>>('quoting', 'tenders', 'tender-questions', TenderQuestionsInput);
/** `BidderLot.questions`: what was answered, and the own ones. */
export const lotQuestions = operation<LotQuestionsInput, Page<QuestionView>>('quoting', 'tenders', 'lot-questions', LotQuestionsInput);

const buying = ['BUYER', 'PLANNER', 'MANAGER'] as const;
const selling = ['SALES', 'MANAGER'] as const;

export const tendersRules: Record<string, Rule> = {
  [createTender.name]: { kind: 'roles', roles: buying, scope: 'TENDERS_WRITE' },
  [updateTender.name]: { kind: 'roles', roles: buying, scope: 'TENDERS_WRITE' },
  [publishTender.name]: { kind: 'roles', roles: ['BUYER', 'MANAGER'], scope: 'TENDERS_WRITE' },
  [inviteSuppliers.name]: { kind: 'roles', roles: ['BUYER', 'MANAGER'], scope: 'TENDERS_WRITE' },
  [cancelLots.name]: { kind: 'roles', roles: ['BUYER', 'MANAGER'], scope: 'TENDERS_WRITE' },
  [suspendLots.name]: { kind: 'roles', roles: ['BUYER', 'MANAGER'], scope: 'TENDERS_WRITE' },
  [acceptNda.name]: { kind: 'roles', roles: selling, scope: 'BIDS_WRITE' },
  [declineLot.name]: { kind: 'roles', roles: selling, scope: 'BIDS_WRITE' },
  [askQuestion.name]: { kind: 'roles', roles: ['SALES', 'MANAGER', 'PLANNER'], scope: 'BIDS_WRITE' },
  [answerQuestion.name]: { kind: 'roles', roles: ['BUYER', 'PLANNER', 'ENGINEER', 'MANAGER'], scope: 'TENDERS_WRITE' },
  [tenderCheck.name]: { kind: 'member', scope: 'TENDERS_READ' },
  [tenderMatches.name]: { kind: 'member', scope: 'TENDERS_READ' },
  [tenderInvitations.name]: { kind: 'member', scope: 'TENDERS_READ' },
  [tenderQuestions.name]: { kind: 'member', scope: 'TENDERS_READ' },
  [lotQuestions.name]: { kind: 'member', scope: 'BIDS_READ' },
};
