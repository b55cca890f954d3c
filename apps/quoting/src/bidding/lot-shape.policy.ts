import type { Money, TaxBasis } from '#kernel';
import type { BidState } from '#contracts/quoting-bidding';
import type { LotState as LotPhase, TenderRulesView } from '#contracts/quoting-tender-terms';
import type { LedgerEntry } from '#contracts/lot-ledger';
import type { ExactRules } from './worth.policy.js';

/** What a bid of the ledger stands for: who offered what. Kept apart from the ledger, bound to it by the commitment. */
export interface BidFacts {
  readonly companyId: string;
  readonly amount: Money;
  readonly promisedDate: string;
  /** Record of the supplier in thousandths, frozen at its invitation. */
  readonly quality: number;
}

/** An entry as the fold reads it; a bid brings its facts. */
export type LotEntry = LedgerEntry & { readonly bid?: BidFacts };

/** The present bid of one company on one lot. */
export interface Bidder {
  readonly companyId: string;
  /** Name in the tender, for the ledger. Nobody is shown it while the lot is open. */
  readonly alias: string;
  /** Name in this lot, for its buyer and for other bidders: the order in which they came. */
  readonly lotAlias: string;
  readonly bidId: string;
  readonly versionNo: number;
  readonly seq: number;
  readonly amount: Money;
  readonly comparable: bigint;
  readonly promisedDate: string;
  readonly daysLate: number;
  readonly quality: number;
  readonly termsVersion: number;
  readonly state: BidState;
  /** True when the company may not bid on the lot any more. */
  readonly out: boolean;
  /** True when it was offered the award and did not take it. */
  readonly fell: boolean;
  /** Milliseconds since 1970. */
  readonly decidedAt: number;
}

/** A lot as its ledger says; all that bids are judged by. Times in milliseconds since 1970. */
export interface LotState {
  readonly lotId: string;
  /** Number and hash of the last entry; 0 and null before the first. */
  readonly seq: number;
  readonly headHash: string | null;
  readonly phase: LotPhase;
  readonly rules: TenderRulesView;
  /** The numbers of the rules, read once: steps by price, highest first, the last one from 0 on; percentages in millionths of a percent. */
  readonly exact: ExactRules;
  readonly basis: TaxBasis;
  readonly ceiling: bigint | null;
  readonly wantedDate: string;
  readonly termsVersion: number;
  readonly opensAt: number;
  readonly opened: boolean;
  readonly closesAt: number;
  readonly plannedClosesAt: number;
  readonly extensions: number;
  /** When the closing was written; null before. Whatever came of it. */
  readonly closedAt: number | null;
  /** Why the lot stands still or ended without an award, in the buyer's words; null otherwise. */
  readonly reason: string | null;
  /** True while amounts and ranks may be spoken of: always in live lots, after a sealed beginning from its end on, in sealed ones from their opening on. */
  readonly unsealed: boolean;
  /** When a lot that begins sealed goes live; null for all others, and from then on. */
  readonly unsealsAt: number | null;
  readonly bidders: ReadonlyMap<string, Bidder>;
  /** Bids that count, best first. Empty while sealed. */
  readonly ranking: readonly Bidder[];
  /** Number of the entry that last changed the ranking. */
  readonly rankedAt: number;
}

/** A private copy that entries are written into; for whoever decides many bids in one go. */
export type LotDraft = { -readonly [K in keyof LotState]: LotState[K] } & { bidders: Map<string, Bidder>; ranking: Bidder[] };
