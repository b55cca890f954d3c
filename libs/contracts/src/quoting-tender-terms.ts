import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { IsKnownCurrency, IsMeasure, IsMinorAmount, IsPlainText } from './money-input.js';
import { PROCESS_CODE } from './quoting-capacity.js';

export const lotStates = [
  'DRAFT', 'PUBLISHED', 'SUSPENDED', 'CLOSED', 'EVALUATING', 'PARTIALLY_AWARDED', 'AWARDED', 'COMPLETED', 'UNSUCCESSFUL', 'CANCELLED',
] as const;
export type LotState = (typeof lotStates)[number];

export const bidVisibilities = ['SEALED', 'RANK_ONLY', 'BEST_PRICE', 'OPEN'] as const;
export type BidVisibility = (typeof bidVisibilities)[number];

export const improvementBases = ['OWN_BID', 'BEST_BID'] as const;
export type ImprovementBase = (typeof improvementBases)[number];

/** What decides between bids of the same score, in the order that the tender publishes. */
export const tieBreaks = ['PRICE', 'DATE', 'LATENESS', 'FIRST_COME'] as const;
export type TieBreak = (typeof tieBreaks)[number];

export const materialSupplies = ['SUPPLIER', 'BUYER'] as const;
export type MaterialSupply = (typeof materialSupplies)[number];

export const drawingStages = ['OUTLINE', 'VIEW', 'DOWNLOAD'] as const;
export type DrawingStage = (typeof drawingStages)[number];

export const requiredDocuments = ['MATERIAL_CERTIFICATE', 'HARDNESS_REPORT', 'HEAT_TREATMENT_CURVE', 'DIMENSION_REPORT', 'PHOTOS'] as const;
export type RequiredDocument = (typeof requiredDocuments)[number];

export const softCloseScopes = ['TRIGGERED_LOT', 'ALL_LOTS'] as const;
export type SoftCloseScope = (typeof softCloseScopes)[number];

/** How late bids move the closing of a lot. */
export class SoftCloseInput {
  @IsInt() @Min(1) @Max(86_400) windowSeconds: number = 180;
  @IsInt() @Min(1) @Max(86_400) extendSeconds: number = 180;
  @IsInt() @Min(1) @Max(300) triggerRank: number = 3;
  @IsInt() @Min(1) @Max(1_000) maxExtensions: number = 10;
  @IsInt() @Min(1) @Max(10_080) hardCloseMinutes: number = 120;
  @IsIn(softCloseScopes) scope: SoftCloseScope = 'TRIGGERED_LOT';
}

/** Another least improvement from a price on; the larger of percent and minor units counts. */
export class ImprovementBandInput {
  /** Minor units on the tender's basis. */
  @IsMinorAmount() fromMinor!: string;
  @IsMeasure() percent: string = '0';
  @IsMinorAmount() minor: string = '0';
}

/** A least improvement that holds from a price on. */
export interface ImprovementBand { fromMinor: string; percent: string; minor: string }

/** Rules of a tender as a buyer gives them; what fits together is decided by the rules policy of quoting. */
export class TenderRulesInput {
  @IsIn(bidVisibilities) visibility: BidVisibility = 'BEST_PRICE';
  @IsBoolean() showBidCount: boolean = true;
  @IsKnownCurrency() currency: string = 'CNY';
  @IsBoolean() taxIncluded: boolean = true;
  @IsBoolean() freightIncluded: boolean = true;
  @IsIn(improvementBases) improvementBase: ImprovementBase = 'OWN_BID';
  /** Percent; the larger of percent and minor units counts. */
  @IsMeasure() improvementPercent: string = '1';
  @IsMinorAmount() improvementMinor: string = '1000';
  /** Null for none: the same step at every price. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => ImprovementBandInput) improvementBands?: ImprovementBandInput[] | null;
  @IsMeasure() confirmDropPercent: string = '20';
  @IsOptional() @ValidateNested() @Type(() => SoftCloseInput) softClose?: SoftCloseInput | null;
  @IsBoolean() closesAtFirstBid: boolean = false;
  /** Minutes from the opening in which bids are sealed before they go live; null for none. */
  @IsOptional() @IsInt() @Min(1) @Max(10_080) sealedMinutes?: number | null;
  /** One named company is asked and nobody else. */
  @IsBoolean() direct: boolean = false;
  @IsInt() minBids: number = 1;
  @IsInt() priceWeight: number = 100;
  @IsInt() dateWeight: number = 0;
  @IsInt() qualityWeight: number = 0;
  /** Null for price, date, first come. */
  @IsOptional() @IsArray() @ArrayMaxSize(4) @ArrayUnique() @IsIn(tieBreaks, { each: true }) tieOrder?: TieBreak[] | null;
  @IsInt() validityDays: number = 7;
  @IsInt() acceptWithinMinutes: number = 240;
  @IsBoolean() tellGap: boolean = false;
}

/** How late bids move the closing; ALL_LOTS takes the other lots of the tender along. */
export interface SoftClose { windowSeconds: number; extendSeconds: number; triggerRank: number; maxExtensions: number; hardCloseMinutes: number; scope: SoftCloseScope }

/** Rules as they hold, frozen into each lot at publication. */
export interface TenderRulesView {
  visibility: BidVisibility;
  showBidCount: boolean;
  currency: string;
  taxIncluded: boolean;
  freightIncluded: boolean;
  improvementBase: ImprovementBase;
  improvementPercent: string;
  improvementMinor: string;
  /** By price, lowest first. The band with the highest `fromMinor` that the base reaches holds, below all of them the plain step. */
  improvementBands: ImprovementBand[];
  confirmDropPercent: string;
  softClose: SoftClose | null;
  closesAtFirstBid: boolean;
  sealedMinutes: number | null;
  direct: boolean;
  minBids: number;
  priceWeight: number;
  dateWeight: number;
  qualityWeight: number;
  /** What decides between bids of the same score; who came first always decides last. */
  tieOrder: TieBreak[];
  validityDays: number;
  acceptWithinMinutes: number;
  tellGap: boolean;
}

/** Rules as an older record may hold them: what it does not say, it did not have. */
export type KeptRules = Omit<TenderRulesView, Added | 'softClose'> & Partial<Pick<TenderRulesView, Added>> & { softClose: (Omit<SoftClose, 'scope'> & Partial<SoftClose>) | null };
type Added = 'improvementBands' | 'tieOrder' | 'sealedMinutes' | 'direct';

/** Kept rules with their meaning made plain. Records from before a rule existed are read without it. */
export function plainRules(kept: KeptRules): TenderRulesView {
  const { softClose } = kept;
  return {
    ...kept, improvementBands: kept.improvementBands ?? [], tieOrder: kept.tieOrder ?? ['PRICE', 'LATENESS', 'FIRST_COME'],
    sealedMinutes: kept.sealedMinutes ?? null, direct: kept.direct ?? false,
    softClose: softClose === null ? null : { ...softClose, scope: softClose.scope ?? 'TRIGGERED_LOT' },
  };
}

/** Who may be invited. */
export class TenderAudienceInput {
  @IsBoolean() trusted: boolean = true;
  /** Kilometres as the crow flies, null for none. */
  @IsOptional() @IsInt() @Min(1) @Max(20_000) withinKm?: number | null;
  @IsOptional() @IsArray() @ArrayMaxSize(300) @ArrayUnique() @IsString({ each: true }) @MaxLength(64, { each: true }) companyIds?: string[] | null;
  @IsOptional() @IsArray() @ArrayMaxSize(300) @ArrayUnique() @IsString({ each: true }) @MaxLength(64, { each: true }) excludedIds?: string[] | null;
}

export interface TenderAudienceView {
  trusted: boolean;
  withinKm: number | null;
  companyIds: string[];
  excludedIds: string[];
}

/** What bidders get to know about buyer, mould, end customer and drawings before the award. */
export class TenderDisclosureInput {
  @IsBoolean() buyerName: boolean = false;
  @IsBoolean() mouldName: boolean = false;
  @IsBoolean() customerName: boolean = false;
  @IsBoolean() ndaRequired: boolean = true;
  @IsIn(drawingStages) drawingStage: DrawingStage = 'VIEW';
  /** Days after the closing of a lot for which those who did not get it still see what they saw. */
  @IsInt() @Min(1) @Max(365) accessDays: number = 7;
}

export interface TenderDisclosureView {
  buyerName: boolean;
  /** False hides number and title of the mould wherever bidders read. */
  mouldName: boolean;
  /** False hides the end customer wherever bidders read. */
  customerName: boolean;
  ndaRequired: boolean;
  drawingStage: DrawingStage;
  accessDays: number;
}

/** Operations that may be given on when the buyer says nothing: grinding, heat treatment, EDM, welding and finishing. */
export const usualSubcontracting: readonly string[] = [
  'GR', 'CGR', 'JGR', 'PGR', 'HT', 'QT', 'SR', 'NIT', 'CRB', 'EDM', 'WEDM', 'WEDF', 'EHD', 'LW', 'POL', 'TEX', 'LTX', 'LE', 'PVD', 'PLT',
];

/** Terms of trade that hold for every lot of a tender. */
export class TradeTermsInput {
  @IsString() @IsPlainText() @MaxLength(200) payment: string = '月结30天';
  @IsOptional() @IsArray() @ArrayMaxSize(10) @ArrayUnique() @IsIn(requiredDocuments, { each: true }) requiredDocuments?: RequiredDocument[] | null;
  @IsOptional() @IsArray() @ArrayMaxSize(40) @ArrayUnique() @Matches(PROCESS_CODE, { each: true }) subcontracting?: string[] | null;
  @IsInt() inspectionDays: number = 3;
  @IsMeasure() latePercentPerDay: string = '0.5';
  @IsOptional() @IsString() @IsPlainText() @MaxLength(2_000) note?: string | null;
}

export interface TradeTermsView {
  payment: string;
  requiredDocuments: RequiredDocument[];
  subcontracting: string[];
  inspectionDays: number;
  latePercentPerDay: string;
  note: string | null;
}
