import { IsBoolean, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { IsDay, IsIdempotencyKey, IsInstant, IsPlainText, MoneyInput } from './money-input.js';
import { operation, type Rule } from './operation.js';
import type { BidAboveCeiling, BidPlaced, LotNotOpen, NotQualified, TermsOutdated } from './quoting-bidding.js';
import type { BuyerTenderView } from './quoting-tender-views.js';
import type { InputRefused, StateRefused } from './refusal.js';

/** Other terms for one published lot; null leaves a value as it is. */
export class AmendLotInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) lotId!: string;
  /** Terms version that was read. */
  @IsInt() @Min(1) @Max(2_147_483_647) termsVersion!: number;
  /** What changed, for the bidders. */
  @IsString() @IsPlainText() @MinLength(1) @MaxLength(1_000) note!: string;
  /** True takes the released revision of every part anew; its operations must be those that were asked for. */
  @IsBoolean() newRevision: boolean = false;
  /** Day on which all lines are wanted. */
  @IsOptional() @IsDay() requestedDate?: string | null;
  @IsOptional() @ValidateNested() @Type(() => MoneyInput) ceiling?: MoneyInput | null;
  /** Later than the present one. */
  @IsOptional() @IsInstant() closesAt?: string | null;
}
export type AmendLotResult = BuyerTenderView | StateRefused | InputRefused | TermsOutdated;

/** The own bid again at the same price, on the terms as they are now. The same over GraphQL and /live. */
export class ConfirmBidInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) bidId!: string;
  /** Terms version that was read. */
  @IsInt() @Min(1) @Max(2_147_483_647) termsVersion!: number;
}
export type ConfirmRefused = LotNotOpen | TermsOutdated | BidAboveCeiling | NotQualified | StateRefused;
export type ConfirmBidResult = BidPlaced | ConfirmRefused;

/** A bid that the buyer takes out of the ranking. */
export class DisqualifyBidInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) bidId!: string;
  /** Its bidder reads it. */
  @IsString() @IsPlainText() @MinLength(1) @MaxLength(1_000) reason!: string;
}
export type DisqualifyBidResult = BuyerTenderView | StateRefused;

/** Amends one published lot, also after bids; only the bids on this lot need confirming. */
export const amendLot = operation<AmendLotInput, AmendLotResult>('quoting', 'tenders', 'amend-lot', AmendLotInput);
/** Confirms the own bid at its price after an amendment. */
export const confirmBid = operation<ConfirmBidInput, ConfirmBidResult>('quoting', 'bidding', 'confirm-bid', ConfirmBidInput);
/** Takes a bid on an own lot out of the ranking, with a reason; its company is out of the lot. */
export const disqualifyBid = operation<DisqualifyBidInput, DisqualifyBidResult>('quoting', 'bidding', 'disqualify-bid', DisqualifyBidInput);

export const amendmentsRules: Record<string, Rule> = {
  [amendLot.name]: { kind: 'roles', roles: ['BUYER', 'MANAGER'], scope: 'TENDERS_WRITE' },
  [confirmBid.name]: { kind: 'roles', roles: ['SALES', 'MANAGER'], scope: 'BIDS_WRITE' },
  [disqualifyBid.name]: { kind: 'roles', roles: ['BUYER', 'MANAGER'], scope: 'AWARDS_WRITE' },
};
