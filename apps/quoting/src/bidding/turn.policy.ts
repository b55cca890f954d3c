import { instantText } from '#kernel';
import type { LedgerEntry, LotEventDraft, Sha256 } from '#contracts/lot-ledger';
import type { QualificationGap } from '#contracts/quoting-bidding';
import { decideBid, type BidAccepted, type BidAttempt, type BidRefusal, type Pace } from './bid.policy.js';
import { closing, goLiveIfDue, openIfDue } from './closing.policy.js';
import { extendWithOther, type Extension } from './extension.policy.js';
import { draftOf, goOn, type BidFacts, type LotEntry, type LotState } from './lot-state.policy.js';
import { canAct, canLead, nextProxyBid, type Proxy } from './proxy.policy.js';
import { bidderText, commitmentText } from './receipt.policy.js';

/** One attempt at the desk, with what was read about it and what chance gave it. */
export interface Seated {
  readonly attempt: BidAttempt;
  readonly gaps: readonly QualificationGap[];
  /** Name of the company in the tender. */
  readonly alias: string;
  readonly bidId: string;
  readonly nonce: string;
}

/** A proxy at the desk: what a seat has, but for the attempt, which the lot makes of it; ids and nonces are drawn as they are needed. */
export interface ProxySeat extends Proxy {
  readonly gaps: readonly QualificationGap[];
  readonly alias: string;
  readonly draw: () => { bidId: string; nonce: string };
}

/** What came of one attempt. */
export type Verdict =
  | { readonly taken: true; readonly accepted: BidAccepted; readonly seq: number; readonly hash: string; readonly commitment: string }
  | { readonly taken: false; readonly refusal: BidRefusal };

/** What one moment at the desk made of a lot. */
export interface Turn {
  readonly after: LotState;
  readonly entries: readonly LotEntry[];
  /** In the order of the attempts. */
  readonly verdicts: readonly Verdict[];
  /** Bids that were made for companies that are bid for automatically, in their order. */
  readonly automatic: readonly { readonly seat: Seated; readonly verdict: Extract<Verdict, { taken: true }> }[];
}

/** What follows the head of a ledger with which hash; handed in, because rules do not compute SHA-256 themselves. */
export type Chains = (head: { lastSeq: number; headHash: string | null }, at: string, drafts: readonly LotEventDraft[], turn: number) => LedgerEntry[];

const NO_PACE: Pace = { betweenBidsMs: 0 };

/**
 * Decides all attempts on one lot in the order of their arrival, each against what those before it left, and
 * answers at once for companies that are bid for automatically. All are decided in the same moment:
 * `now` is the clock after the lock. Nothing is written here, and the lot that was given is left as it was.
 */
export function decideTurn(lot: LotState, seated: readonly Seated[], now: number, pace: Pace, chains: Chains, sha256: Sha256, proxies: readonly ProxySeat[] = []): Turn {
  const draft = draftOf(lot);
  const entries: LotEntry[] = [];
  const at = instantText(new Date(now));
  const turn = lot.seq + 1;
  const write = (drafts: readonly LotEventDraft[], bid?: BidFacts): readonly LedgerEntry[] => {
    const chained = chains({ lastSeq: draft.seq, headHash: draft.headHash }, at, drafts, turn);
    const told = chained.map((entry): LotEntry => (entry.type === 'BID_PLACED' && bid !== undefined ? { ...entry, bid } : entry));
    goOn(draft, told);
    entries.push(...told);
    return chained;
  };
  // Whatever comes of the attempts: an opening that only a bid brought about would tell of it.
  const opening = openIfDue(draft, now);
  if (opening.length > 0) write(opening);
  const live = goLiveIfDue(draft, now);
  if (live.length > 0) write(live);
  const judge = ({ attempt, gaps, alias, bidId, nonce }: Seated, held: Pace): Verdict => {
    const decision = decideBid(draft, attempt, gaps, now, held);
    if (!decision.ok) return { taken: false, refusal: decision.refusal };
    const accepted = decision.value;
    const { lotId } = draft;
    const commitment = sha256(commitmentText({ ...attempt, bidId, lotId, nonce, versionNo: accepted.versionNo }));
    const placed: LotEventDraft = {
      lotId, type: 'BID_PLACED',
      payload: { bidId, alias, versionNo: accepted.versionNo, termsVersion: attempt.termsVersion, commitment, bidder: sha256(bidderText(attempt.companyId, nonce, draft.rules.qualityWeight > 0 ? attempt.quality : null)) },
    };
    const drafts: LotEventDraft[] = [placed];
    if (accepted.extension !== null) drafts.push(extended(lotId, accepted.extension, 'SOFT_CLOSE'));
    const chained = write(drafts, { companyId: attempt.companyId, amount: attempt.amount, promisedDate: attempt.promisedDate, quality: attempt.quality });
    if (accepted.closes) write(closing(draft, 'FIRST_BID', now).events);
    const { seq, hash } = chained.find((entry) => entry.type === 'BID_PLACED')!;
    return { taken: true, accepted, commitment, seq, hash };
  };
  const automatic: Turn['automatic'][number][] = [];
  const answerForProxies = (): void => {
    let willing = proxies.filter((proxy) => proxy.gaps.length === 0 && canAct(draft, proxy, now));
    for (let attempt = nextProxyBid(draft, willing); attempt !== null; attempt = nextProxyBid(draft, willing)) {
      const proxy = willing.find(({ companyId }) => companyId === attempt!.companyId)!;
      const seat: Seated = { attempt, gaps: proxy.gaps, alias: proxy.alias, ...proxy.draw() };
      const verdict = judge(seat, NO_PACE);
      if (verdict.taken) automatic.push({ seat, verdict });
      else willing = willing.filter((one) => one !== proxy);
    }
  };
  answerForProxies();
  const verdicts = seated.map((seat): Verdict => {
    const mine = proxies.some((proxy) => proxy.companyId === seat.attempt.companyId && canAct(draft, proxy, now) && canLead(draft, proxy));
    const verdict = judge(mine ? { ...seat, gaps: [...seat.gaps, 'PROXY_ON'] } : seat, pace);
    if (verdict.taken) answerForProxies();
    return verdict;
  });
  return { after: draft, entries, verdicts, automatic };
}


/** To which instant a turn moved the closing of its lot, where all lots of the tender move along; null when it did not. */
export function movesOthersTo({ after, entries }: Turn): number | null {
  if (after.rules.softClose?.scope !== 'ALL_LOTS') return null;
  return entries.some((entry) => entry.type === 'EXTENDED' && entry.payload.why === 'SOFT_CLOSE') ? after.closesAt : null;
}

/** The same moment of another lot of the tender, whose closing moves along; as it was when there is nothing to move. */
export function moveAlong(lot: LotState, turn: Turn | null, closesAt: number, now: number, chains: Chains): Turn | null {
  const draft = draftOf(turn?.after ?? lot);
  const extension = extendWithOther(draft, closesAt, now);
  if (extension === null) return turn;
  const entries = chains({ lastSeq: draft.seq, headHash: draft.headHash }, instantText(new Date(now)), [extended(lot.lotId, extension, 'OTHER_LOT')], lot.seq + 1);
  goOn(draft, entries);
  return { after: draft, entries: [...turn?.entries ?? [], ...entries], verdicts: turn?.verdicts ?? [], automatic: turn?.automatic ?? [] };
}

function extended(lotId: string, { closesAt, extensions, maxExtensions }: Extension, why: 'SOFT_CLOSE' | 'OTHER_LOT'): LotEventDraft {
  return { lotId, type: 'EXTENDED', payload: { closesAt: instantText(new Date(closesAt)), extensions, maxExtensions, why } };
}
