import type { Problem } from '#kernel';
import type { Actor } from '#contracts';
import type { BidBreakdownView, BidRefused, BidView, MarketView, QualificationGap } from '#contracts/quoting-bidding';
import type { BidAttempt } from './bid.policy.js';

/** Whose key it is: the person's over all his sessions, or the API key's. The same as for every other command. */
export function principalOf(actor: Actor): string {
  return actor.userId ?? actor.principalId;
}

/** An attempt that waits at the desk. */
export interface Waiting {
  readonly actor: Actor;
  readonly lotId: string;
  readonly attempt: BidAttempt;
  readonly breakdown: BidBreakdownView | null;
  readonly note: string | null;
  readonly key: string;
  readonly bodySha256: string;
  /** The same under former secrets: a repeat may come after a change. */
  readonly formerSha256: readonly string[];
  /** Milliseconds of the process' steady clock. */
  readonly arrivedAt: number;
  /** When the session was last proven, for rights that ended since; null when the caller has just proven it. */
  readonly provenAt: Date | null;
  /** No bid: the lot's proxies are to look, and the company learns what it lacks. */
  readonly wakes?: boolean;
}

/** The bid counts. Market, closing and number are those after the moment in which it was decided. */
export interface Taken {
  readonly bid: BidView;
  readonly market: MarketView;
  readonly closesAt: string;
  readonly seq: number;
}

/** What is kept of a taken bid for repeats of its key: nothing that its own row does not say; the market of a lot that is sealed not at all. */
export interface KeptAnswer {
  readonly __typename: 'BidTaken';
  readonly bidId: string;
  readonly market: MarketView | null;
  readonly closesAt: string;
  readonly seq: number;
}

export type DeskAnswer =
  | { readonly kind: 'taken'; readonly taken: Taken }
  | { readonly kind: 'refused'; readonly refusal: BidRefused }
  /** The key came before; this is what was answered then. */
  | { readonly kind: 'repeat'; readonly kept: KeptAnswer | BidRefused }
  | { readonly kind: 'woken'; readonly gaps: readonly QualificationGap[] }
  | { readonly kind: 'problem'; readonly problem: Problem };
