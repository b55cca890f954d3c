import { canonicalJson } from '#kernel';
import type { LotTerms } from '#contracts/lot-ledger';
import { shutBids, type RecordEntry, type RecordOpening } from '#contracts/lot-record';
import { plainRules, type TenderRulesView } from '#contracts/quoting-tender-terms';
import { belowBase, offerBy, orderBy, ranked, type Offer } from './ranking.js';

/** What a record says again when its entries are gone through from the beginning to the end of bidding. */
export interface Replayed {
  readonly problems: string[];
  /** What the record alone cannot show. */
  readonly unchecked: string[];
  readonly ranking: { bidId: string; rank: number; comparableMinor: string }[];
  /** Last entry of the moment in which bidding ended; null when it did not. */
  readonly closingHash: string | null;
}

type Entry<T extends RecordEntry['type']> = Extract<RecordEntry, { type: T }>;
/** The present bid of a bidder by its name in the ledger, which stands there whether the bid is opened or not. */
interface Standing { bidId: string; versionNo: number; counts: 'YES' | 'NEEDS_CONFIRMATION' | 'NO'; out: boolean; offer: Offer | null }
/** What a bid can do to the closing, and whether it must; null where only those who see all bids can tell. */
interface Late { turn: number; closesAt: number | null; owes: boolean | null }

const MINUTE = 60_000;
/** The day of the market begins eight hours before that of UTC. */
const MARKET_MS = 8 * 60 * MINUTE;
const AFTERWARDS: readonly string[] = ['BID_DISQUALIFIED', 'UNSUCCESSFUL', 'AWARDED', 'SETTLED', 'CANCELLED', 'QUESTION_ASKED', 'QUESTION_ANSWERED'];
const instant = (text: string): number => Date.parse(text);

/**
 * Goes through the entries by the rules that stand in them: who signs the record must not be able to make up a course. `openings` of all bids are
 * needed for what depends on prices; without them the rest is checked, and `unchecked` says what was left.
 */
export function replay(entries: readonly RecordEntry[], openings: ReadonlyMap<string, RecordOpening>): Replayed {
  const shut = shutBids(entries);
  const course = new Course(openings, entries.every((entry) => entry.type !== 'BID_PLACED' || openings.has(entry.payload.bidId) || shut.has(entry.payload.bidId)));
  let [closedTurn, closingHash]: [number | null, string | null] = [null, null];
  for (const entry of entries) {
    course.take(entry, closedTurn === entry.turn);
    if (entry.type === 'CLOSED') closedTurn ??= entry.turn;
    if (closedTurn === entry.turn) closingHash = entry.hash;
  }
  return { ...course.end(entries.filter(({ type }) => type === 'BID_PLACED').length), closingHash };
}

class Course {
  private readonly problems: string[] = [];
  private readonly unchecked: string[] = [];
  private readonly standings = new Map<string, Standing>();
  private readonly known = new Map<string, RecordOpening>();
  private readonly bids = new Map<string, string>();
  private terms: LotTerms | null = null;
  private phase: 'NEW' | 'RUNNING' | 'STOPPED' | 'ENDED' = 'NEW';
  private closesAt = 0;
  private planned = 0;
  private extensions = 0;
  private stoppedAt = 0;
  private unsealed = false;
  private unsealsAt: number | null = null;
  private mustOpen = false;
  private late: Late | null = null;
  private before: RecordEntry | null = null;
  private ranking: Replayed['ranking'] = [];

  constructor(private readonly openings: ReadonlyMap<string, RecordOpening>, private readonly complete: boolean) {}

  /** `closing` for what stands in the moment in which bidding ended. */
  take(entry: RecordEntry, closing: boolean): void {
    const say = (text: string): void => { this.problems.push(`entry ${entry.seq}: ${text}`); };
    const { late, before } = this;
    this.late = null;
    if (before !== null && before.turn === entry.turn && before.at !== entry.at) say('two times of one moment');
    if (late?.owes === true && late.closesAt !== null && !(entry.type === 'EXTENDED' && entry.payload.why === 'SOFT_CLOSE')) say('the extension that the bid before it owes is missing');
    if (before?.type === 'BID_PLACED' && this.rules.closesAtFirstBid && entry.type !== 'CLOSED') say('a bid that ends the bidding and did not');
    if (this.mustOpen && entry.type !== 'OPENED') say('sealed bids that were not opened at the closing');
    this.mustOpen = false;
    if ((this.phase === 'NEW') !== (entry.type === 'PUBLISHED')) say('a publication out of its place');
    else if (this.phase === 'ENDED' && !(closing && entry.type === 'OPENED') && !AFTERWARDS.includes(entry.type)) say('bidding that goes on after its end');
    else this.follow(entry, late, say);
    this.before = entry;
  }

  end(placed: number): Omit<Replayed, 'closingHash'> {
    if (this.phase !== 'ENDED') this.problems.push('bidding has not ended');
    if (this.mustOpen) this.problems.push('sealed bids that were not opened at the closing');
    if (this.complete && placed > this.openings.size) this.unchecked.push(`${placed - this.openings.size} sealed bids did not stand when the others were opened and stay shut until the lot is at its end`);
    if (!this.complete) {
      this.unchecked.push(`${placed - this.openings.size} of ${placed} bids are not opened for this reader: that they were low enough, that each late one moved the closing as it should, the ranking and the first rank can only be checked in the buyer's record`);
    }
    return { problems: this.problems, unchecked: this.unchecked, ranking: this.ranking };
  }

  private get rules(): TenderRulesView {
    return plainRules(this.terms!.rules);
  }

  private follow(entry: RecordEntry, late: Late | null, say: (text: string) => void): void {
    const at = instant(entry.at);
    switch (entry.type) {
      case 'PUBLISHED': return this.publish(entry.payload, at, say);
      case 'AMENDED': return this.amend(entry.payload.terms, at, say);
      case 'BIDDING_OPENED': if (this.phase !== 'RUNNING' || at < instant(this.terms!.opensAt)) say('an opening before its time'); return;
      case 'BID_PLACED': return this.place(entry, at, say);
      case 'BID_CONFIRMED': return this.confirm(entry, at, say);
      case 'BID_WITHDRAWN': return this.withdraw(entry, at, say);
      case 'BID_DISQUALIFIED':
        if (!this.unsealed) say('a bid taken out while bids were sealed');
        if (this.phase === 'RUNNING' && at >= this.closesAt) say('a bid taken out between the closing and its writing');
        return this.leave(entry.payload, true, say);
      case 'EXTENDED': return this.extend(entry, late, at, say);
      case 'SUSPENDED':
        if (this.phase !== 'RUNNING' || at >= this.closesAt) say('a clock stopped that does not run');
        [this.phase, this.stoppedAt] = ['STOPPED', at];
        return;
      case 'RESUMED': return this.resume(entry, at, say);
      case 'OPENED': return this.open(entry, at, say);
      case 'CLOSED': return this.close(entry, at, say);
      default: if (this.phase !== 'ENDED' && entry.type !== 'QUESTION_ASKED' && entry.type !== 'QUESTION_ANSWERED') say('what comes after the bidding stands before its end');
    }
  }

  private publish(terms: LotTerms, at: number, say: (text: string) => void): void {
    this.terms = terms;
    this.phase = 'RUNNING';
    this.closesAt = this.planned = instant(terms.closesAt);
    const { visibility, sealedMinutes } = this.rules;
    this.unsealsAt = sealedMinutes === null ? null : instant(terms.opensAt) + sealedMinutes * MINUTE;
    this.unsealed = visibility !== 'SEALED' && this.unsealsAt === null;
    if (at >= this.closesAt) say('a publication after its closing');
  }

  /** With a bid there the rules are fixed, the closing does not come nearer, and a quarter of the bidding time is left to answer in. */
  private amend(terms: LotTerms, at: number, say: (text: string) => void): void {
    const now = this.terms!;
    const [from, closesAt] = [this.phase === 'STOPPED' ? this.stoppedAt : at, instant(terms.closesAt)];
    if (this.phase === 'RUNNING' && at >= this.closesAt) say('terms that changed after the closing');
    if (terms.termsVersion !== now.termsVersion + 1) say('terms whose version does not follow');
    if (terms.opensAt !== now.opensAt || canonicalJson(terms.basis) !== canonicalJson(now.basis) || terms.reserveCommitment !== now.reserveCommitment) say('an opening, a basis or a reserve that changed');
    if (this.standings.size > 0) {
      if (canonicalJson(plainRules(terms.rules)) !== canonicalJson(this.rules)) say('rules that changed after a bid');
      const least = Math.max(from, instant(now.opensAt)) + Math.ceil((this.planned - instant(now.opensAt)) / 4);
      if (closesAt < Math.max(this.closesAt, least)) say('terms that changed without the time to answer them');
    } else if (closesAt <= from) say('a closing in the past');
    if (closesAt !== this.closesAt) this.planned = closesAt;
    this.terms = terms;
    this.closesAt = closesAt;
    this.unsealed = this.rules.visibility !== 'SEALED' && this.unsealsAt === null;
    for (const standing of this.standings.values()) if (standing.counts === 'YES') standing.counts = 'NEEDS_CONFIRMATION';
  }

  private place({ seq, turn, payload }: Entry<'BID_PLACED'>, at: number, say: (text: string) => void): void {
    const { bidId, alias, versionNo, termsVersion } = payload;
    const terms = this.terms!;
    if (this.phase !== 'RUNNING') say('a bid where none is taken');
    else if (at < instant(terms.opensAt) || at >= this.closesAt) say('a bid outside of the bidding time');
    if (!this.unsealed && this.unsealsAt !== null && at >= this.unsealsAt) say('a sealed bid after the sealed beginning');
    if (termsVersion !== terms.termsVersion) say('a bid on other terms than those that held');
    const own = this.standings.get(alias);
    if (own?.out === true) say('a bid of a company that is out');
    if (versionNo !== (own?.versionNo ?? 0) + 1 || this.bids.has(bidId)) say('a version that does not follow');
    this.bids.set(bidId, alias);
    const opening = this.openings.get(bidId);
    const offer = opening === undefined ? null : offerBy({ ...opening, seq }, terms);
    if (opening !== undefined) this.judge(opening, offer!, own, alias, at, say);
    this.late = this.lateness(turn, at, alias, offer, own?.counts === 'YES' ? own.offer : null);
    this.standings.set(alias, { bidId, versionNo, counts: 'YES', out: false, offer });
  }

  /** What an opened bid must hold by itself and against what stood before it. */
  private judge(opening: RecordOpening, offer: Offer, own: Standing | undefined, alias: string, at: number, say: (text: string) => void): void {
    const terms = this.terms!;
    const { improvementBase, qualityWeight } = this.rules;
    for (const [name, { companyId, quality }] of this.known) {
      if ((name === alias) !== (companyId === opening.companyId)) say('a company with two names, or two companies with one');
      else if (name === alias && quality !== undefined && opening.quality !== undefined && quality !== opening.quality) say('a quality that changed');
    }
    this.known.set(alias, opening);
    if (opening.quality !== undefined && qualityWeight === 0) say('a bid with a quality that the rules do not weigh');
    if (opening.amount.currency !== terms.basis.currency || offer.comparable <= 0n) say('a bid of another currency, or of nothing');
    if (opening.promisedDate < new Date(at + MARKET_MS).toISOString().slice(0, 10)) say('a bid that promises a day in the past');
    if (terms.ceilingMinor !== null && offer.comparable > BigInt(terms.ceilingMinor)) say('a bid above the ceiling');
    // While bids are sealed a new one may be of any amount.
    if (!this.unsealed) return;
    const base = improvementBase === 'OWN_BID' ? (own?.counts === 'YES' ? own.offer?.comparable ?? null : null) : this.complete ? this.lowest() : null;
    if (base !== null && offer.comparable > belowBase(base, terms)) say('a bid that is not as far below as the rules want');
  }

  private confirm({ turn, payload }: Entry<'BID_CONFIRMED'>, at: number, say: (text: string) => void): void {
    const terms = this.terms!;
    const standing = this.standings.get(payload.alias);
    if (this.phase !== 'RUNNING' || at < instant(terms.opensAt) || at >= this.closesAt) say('a confirmation outside of the bidding time');
    if (payload.termsVersion !== terms.termsVersion) say('a confirmation of other terms than those that held');
    if (standing?.bidId !== payload.bidId || standing.counts !== 'NEEDS_CONFIRMATION') return say('a confirmation of a bid that needs none');
    const opening = this.openings.get(payload.bidId);
    const offer = opening === undefined ? null : offerBy(opening, terms);
    if (offer !== null && terms.ceilingMinor !== null && offer.comparable > BigInt(terms.ceilingMinor)) say('a confirmed bid above the ceiling');
    this.late = this.lateness(turn, at, payload.alias, offer, null);
    Object.assign(standing, { counts: 'YES', offer } satisfies Partial<Standing>);
  }

  private withdraw({ payload }: Entry<'BID_WITHDRAWN'>, at: number, say: (text: string) => void): void {
    if (this.phase !== 'RUNNING' || at >= this.closesAt) say('a withdrawal outside of the bidding time');
    const sealed = !this.unsealed && !(this.unsealsAt !== null && at >= this.unsealsAt);
    if (payload.out === sealed) say(payload.out ? 'a company put out for a sealed bid' : 'a company that left a live lot and may come back');
    this.leave(payload, payload.out, say);
  }

  private leave({ bidId, alias }: { bidId: string; alias: string }, out: boolean, say: (text: string) => void): void {
    const standing = this.standings.get(alias);
    if (standing?.bidId !== bidId || standing.counts === 'NO') return say('a bid left that did not stand');
    Object.assign(standing, { counts: 'NO', out } satisfies Partial<Standing>);
  }

  /** The closing that a late bid moves to, and whether it takes one of the leading ranks and betters the company's own last one. */
  private lateness(turn: number, at: number, alias: string, offer: Offer | null, own: Offer | null): Late {
    const { softClose, closesAtFirstBid } = this.rules;
    if (softClose === null || closesAtFirstBid || !this.unsealed || this.closesAt - at > softClose.windowSeconds * 1_000 || this.extensions >= softClose.maxExtensions) return { turn, closesAt: null, owes: false };
    const closesAt = Math.min(at + softClose.extendSeconds * 1_000, this.hardClose());
    if (closesAt <= this.closesAt) return { turn, closesAt: null, owes: false };
    if (!this.complete || offer === null) return { turn, closesAt, owes: null };
    const order = orderBy(this.terms!, 0n);
    const last = { ...offer, seq: Number.MAX_SAFE_INTEGER };
    const ahead = [...this.standings].filter(([name, other]) => name !== alias && other.counts === 'YES' && order(other.offer!, last) < 0).length;
    return { turn, closesAt, owes: ahead < softClose.triggerRank && (own === null || order(last, own) < 0) };
  }

  private extend({ turn, seq, payload }: Entry<'EXTENDED'>, late: Late | null, at: number, say: (text: string) => void): void {
    const { softClose } = this.rules;
    const next = instant(payload.closesAt);
    if (this.phase !== 'RUNNING') say('an extension of a clock that does not run');
    if (next <= this.closesAt) say('an extension that does not extend');
    if (payload.maxExtensions !== (softClose?.maxExtensions ?? 0)) say('another number of extensions than the rules allow');
    if (payload.extensions !== this.extensions + (payload.why === 'SOFT_CLOSE' ? 1 : 0)) say('an extension that is counted wrongly');
    switch (payload.why) {
      case 'SOFT_CLOSE':
        if (late?.turn !== turn || late.closesAt === null || late.owes === false) say('an extension that no bid brought about');
        else if (next !== late.closesAt) say('an extension to another time than the rules give');
        break;
      case 'OTHER_LOT':
        if (softClose?.scope !== 'ALL_LOTS' || at >= this.closesAt || next > this.hardClose()) say('an extension with another lot that the rules do not know');
        this.unchecked.push(`entry ${seq} moved the closing with that of another lot of the tender: hold that lot's record beside it`);
        break;
      case 'OUTAGE': {
        const least = softClose === null ? 5 * MINUTE : softClose.extendSeconds * 1_000;
        const most = Math.max(least, (softClose?.hardCloseMinutes ?? 120) * MINUTE);
        if (at < this.closesAt || next < at + least || next > at + most) say('an extension after an outage that the rules do not give');
        // The time was lost for late bids, too.
        this.planned += next - this.closesAt;
        this.unchecked.push(`entry ${seq} gave back the time of an outage: that nobody served is not in the record`);
        break;
      }
    }
    this.extensions = payload.extensions;
    this.closesAt = next;
  }

  /** As much time is left as when the clock was stopped; lots that close together go on to their common end. */
  private resume({ payload }: Entry<'RESUMED'>, at: number, say: (text: string) => void): void {
    if (this.phase !== 'STOPPED') say('a clock that goes on without having been stopped');
    const lost = Math.max(0, at - Math.max(this.stoppedAt, instant(this.terms!.opensAt)));
    const off = (from: number, to: string): number => instant(to) - from - lost;
    const [closing, planned] = [off(this.closesAt, payload.closesAt), payload.plannedClosesAt === undefined ? null : off(this.planned, payload.plannedClosesAt)];
    if (planned !== null) this.planned = instant(payload.plannedClosesAt!);
    const together = this.rules.softClose?.scope === 'ALL_LOTS' && closing > 0 && instant(payload.closesAt) <= this.hardClose();
    if (closing !== 0 && !together) say('a clock that goes on with another time than was left');
    if (planned !== null && planned !== 0) say('a hard close that moved by another time than was lost');
    if (payload.unsealsAt !== undefined) {
      if (this.unsealsAt === null || off(this.unsealsAt, payload.unsealsAt) !== 0) say('a sealed beginning that moved by another time than was lost');
      else this.unsealsAt = instant(payload.unsealsAt);
    }
    this.phase = 'RUNNING';
    this.closesAt = instant(payload.closesAt);
  }

  private open({ payload }: Entry<'OPENED'>, at: number, say: (text: string) => void): void {
    if (this.unsealed || (this.phase !== 'ENDED' && (this.phase !== 'RUNNING' || this.unsealsAt === null || at < this.unsealsAt))) say('sealed bids that were opened before their time');
    if (payload.bidCount !== this.counting().length) say('another number of opened bids than there are');
    this.unsealed = true;
    this.unsealsAt = null;
  }

  private close({ payload }: Entry<'CLOSED'>, at: number, say: (text: string) => void): void {
    const { closesAtFirstBid, minBids } = this.rules;
    const end = instant(payload.closesAt);
    if (this.phase !== 'RUNNING') say('a closing of a clock that does not run');
    if (payload.why === 'TIME' && (end !== this.closesAt || at < end)) say('a closing before its time');
    if (payload.why === 'FIRST_BID' && (!closesAtFirstBid || this.before?.type !== 'BID_PLACED' || end !== at)) say('a closing at a bid where the rules know none');
    const valid = this.counting();
    if (payload.outcome !== (payload.why === 'FIRST_BID' || valid.length >= Math.max(1, minBids) ? 'EVALUATING' : 'UNSUCCESSFUL')) say('an outcome that the number of bids does not give');
    this.mustOpen = payload.outcome === 'EVALUATING' && !this.unsealed;
    this.phase = 'ENDED';
    this.ranking = ranked(valid.flatMap(({ offer }) => offer ?? []), this.terms!);
  }

  private counting(): Standing[] {
    return [...this.standings.values()].filter(({ counts }) => counts === 'YES');
  }

  private lowest(): bigint | null {
    return this.counting().reduce<bigint | null>((least, { offer }) => (least === null || offer!.comparable < least ? offer!.comparable : least), null);
  }

  private hardClose(): number {
    return Math.max(this.planned + this.rules.softClose!.hardCloseMinutes * MINUTE, this.closesAt);
  }
}
