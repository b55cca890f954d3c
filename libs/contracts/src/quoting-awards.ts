import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import type { Money } from '#kernel';
import { IsIdempotencyKey, IsPlainText } from './money-input.js';
import { operation, type Rule } from './operation.js';
import { PageInput, type Page } from './page.js';
import { ById } from './quoting-tenders.js';
import { declineReasons, type BuyerTenderView, type DeclineReason } from './quoting-tender-views.js';
import type { InputRefused, StateRefused, VersionConflict } from './refusal.js';

export const awardStates = ['PROPOSED', 'APPROVED', 'OFFERED', 'ACCEPTED', 'ORDERED', 'DECLINED', 'LAPSED', 'REVOKED'] as const;
export type AwardState = (typeof awardStates)[number];

/** What rule an award breaks; words of `enum AwardRule`. */
export type AwardRule = 'ALREADY_AWARDED' | 'BID_NOT_VALID' | 'REASON_MISSING' | 'MATCHED_PARTS' | 'SUPPLIER_STOPPED' | 'QUANTITY';

/** One decision for a bid. */
export class AwardPickInput {
  @IsString() @MaxLength(64) lotId!: string;
  @IsString() @MaxLength(64) bidId!: string;
}

/** A lot goes to one bid; what is no pick at all is the matter of other rules. */
const EachLotOnce = (): PropertyDecorator => ArrayUnique((pick: unknown) => (pick as AwardPickInput | null)?.lotId ?? pick, { message: 'must not name a lot twice' });

export class ProposeAwardsInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) tenderId!: string;
  @IsInt() @Min(1) version!: number;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @EachLotOnce() @ValidateNested({ each: true }) @Type(() => AwardPickInput) picks!: AwardPickInput[];
  /** Needed when a pick is not the best rank, or parts that belong together go to several suppliers. */
  @IsOptional() @IsString() @IsPlainText() @MaxLength(1_000) reason?: string | null;
}

export class DecideAwardsInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) tenderId!: string;
  @IsInt() @Min(1) version!: number;
  /** All proposed ones if null. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ArrayUnique() @IsString({ each: true }) @MaxLength(64, { each: true }) awardIds?: string[] | null;
  @IsBoolean() approve!: boolean;
  /** Needed when sending back. */
  @IsOptional() @IsString() @IsPlainText() @MinLength(1) @MaxLength(1_000) reason?: string | null;
}

export class AnswerAwardInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) awardId!: string;
  @IsInt() @Min(1) version!: number;
  @IsBoolean() accept!: boolean;
  /** Needed when declining. */
  @IsOptional() @IsIn(declineReasons) reason?: DeclineReason | null;
}

export class AwardOffersInput extends PageInput {
  @IsOptional() @IsArray() @ArrayMaxSize(8) @ArrayUnique() @IsIn(awardStates, { each: true }) states?: AwardState[] | null;
}

/** An award as the buyer sees it. */
export interface AwardView {
  __typename: 'Award';
  id: string;
  version: number;
  lotId: string;
  bidId: string;
  supplierId: string;
  state: AwardState;
  amount: Money;
  quantity: number | null;
  promisedDate: string;
  reason: string | null;
  approvedById: string | null;
  acceptBy: string | null;
  orderId: string | null;
}

/** The same award as its supplier sees it. `bid` is looked up by its id with bidding's `bids-by-ids`. */
export interface AwardOfferView {
  __typename: 'AwardOffer';
  id: string;
  version: number;
  lotId: string;
  bidId: string;
  /** From the offer on the supplier knows for whom: the lot itself, looked up with bidding's `bidder-lots-by-ids`, gets it put in. */
  buyerId: string;
  state: AwardState;
  amount: Money;
  quantity: number | null;
  acceptBy: string;
  orderId: string | null;
}

/** A decision that the rules do not allow. */
export interface AwardRefused { __typename: 'AwardRefused'; code: 'AWARD_REFUSED'; message: string; lotId: string; rule: AwardRule }

export type AwardedTender = BuyerTenderView & { awards: AwardView[] };
export type ProposeAwardsResult = AwardedTender | AwardRefused | StateRefused | VersionConflict;
export type DecideAwardsResult = AwardedTender | AwardRefused | StateRefused | VersionConflict;
export type AnswerAwardResult = AwardOfferView | StateRefused | InputRefused | VersionConflict;

/** Decides for bids: offered at once, or proposed to a manager. */
export const proposeAwards = operation<ProposeAwardsInput, ProposeAwardsResult>('quoting', 'awards', 'propose-awards', ProposeAwardsInput);
/** A manager approves proposed awards, which offers them, or sends them back. */
export const decideAwards = operation<DecideAwardsInput, DecideAwardsResult>('quoting', 'awards', 'decide-awards', DecideAwardsInput);
/** The supplier accepts or declines an offered award. */
export const answerAward = operation<AnswerAwardInput, AnswerAwardResult>('quoting', 'awards', 'answer-award', AnswerAwardInput);
/** Awards offered to the own company, next deadline first. */
export const awardOffers = operation<AwardOffersInput, Page<AwardOfferView>>('quoting', 'awards', 'award-offers', AwardOffersInput);
/** `BuyerTender.awards`: awards of all lots with their course, by lot and time. */
export const tenderAwards = operation<ById, AwardView[]>('quoting', 'awards', 'tender-awards', ById);

export const awardsRules: Record<string, Rule> = {
  [proposeAwards.name]: { kind: 'roles', roles: ['BUYER', 'MANAGER'], scope: 'AWARDS_WRITE' },
  [decideAwards.name]: { kind: 'roles', roles: ['MANAGER'], scope: 'AWARDS_WRITE' },
  [answerAward.name]: { kind: 'roles', roles: ['SALES', 'MANAGER'], scope: 'AWARDS_WRITE' },
  [awardOffers.name]: { kind: 'member', scope: 'BIDS_READ' },
  [tenderAwards.name]: { kind: 'member', scope: 'TENDERS_READ' },
};
