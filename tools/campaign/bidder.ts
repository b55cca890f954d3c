import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson } from '#kernel';
import { Unreachable, type ApiClient } from '../client/api-client.js';
import { ANSWER, OFFERS } from '../demo/documents.js';
import type { Floor, Lot } from './floor.js';
import type { AckedBid, AckedConfirmation, Operation } from './history.js';
import type { Recorder } from './recorder.js';
import type { Watcher } from './watcher.js';

const REFUSED = '... on Refusal { code } ... on LotNotOpen { state decidedAt closesAt } ... on BidAboveCeiling { highestAcceptable { amountMinor } } ... on TermsOutdated { termsVersion }';
const CONFIRM = `mutation Confirm($input: ConfirmBidInput!) { confirmBid(input: $input) { __typename
  ... on BidPlaced { bid { id confirmation { receiptNo bidId termsVersion decidedAt entryCommitment signature keyId } } } ${REFUSED} } }`;
const PLACE = `mutation Place($input: PlaceBidInput!) { placeBid(input: $input) { __typename
  ... on BidPlaced { bid { id versionNo receipt { receiptNo receivedAt decidedAt commitment entryCommitment nonce signature keyId } } } ${REFUSED} } }`;
const WITHDRAW = 'mutation Withdraw($input: WithdrawBidInput!) { withdrawBid(input: $input) { __typename ... on Bid { id state } ... on Refusal { code } } }';
const MY_BIDS = 'query Mine($lotId: ID!) { myBids(filter: { lotId: $lotId }, first: 50) { edges { node { id } } pageInfo { hasNextPage } } }';
const LOT = 'query Lot($id: ID!) { bidderLot(id: $id) { state closesAt liveSeq market { best { amountMinor } highestAcceptable { amountMinor } } myBid { id } } }';
/** As long as whoever is asked to leave may take, and the gateway waits for it. */
const WITHIN_MS = 10_000;
const TRIES = 8;
/** Said of the moment, not of the command: the server lets a key try again. */
const OF_THE_MOMENT = new Set(['UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL', 'LIMIT_REACHED', 'UNAUTHENTICATED']);

type Said = { __typename?: string; code?: string; state?: string; decidedAt?: string; closesAt?: string; termsVersion?: number; highestAcceptable?: { amountMinor: string } };
type Receipt = Omit<AckedBid, 'id' | 'versionNo'> & { receivedAt: string };

export interface Repeats { readonly twice: number; readonly again: number }

/** One workshop of the campaign: bids over both roads, repeats, retries what was lost, confirms, withdraws, reads, and answers awards. */
export class Bidder {
  bids = 0;
  private readonly sent: { lot: Lot; input: Record<string, unknown> }[] = [];
  private readonly lastTaken = new Map<string, string>();
  private readonly background = new Set<Promise<unknown>>();

  /** `repeats` is how often one tap arrives twice, and how many old commands come again at a time. */
  constructor(readonly companyId: string, readonly api: ApiClient, readonly watcher: Watcher, private readonly floor: Floor, private readonly recorder: Recorder, private readonly repeats: Repeats) {
    watcher.onClock = (lotId, closesAt) => floor.clock(lotId, closesAt);
  }

  /** Works until told to end; `lanes` things at a time. */
  async work(lanes: number, goesOn: () => boolean, pauseMs: () => number): Promise<void> {
    await Promise.all([
      ...Array.from({ length: lanes }, async () => { while (goesOn()) { await this.step(); await sleep(pauseMs()); } }),
      (async () => { while (goesOn()) { await this.answerOffers(); await sleep(3_000); } })(),
    ]);
    await Promise.allSettled(this.background);
  }

  /** So many bids at once. */
  burst(times: number): void {
    const open = this.floor.open(this.companyId);
    for (let i = 0; i < times && open.length > 0; i += 1) this.aside(this.bid(open[i % open.length]!));
  }

  private async step(): Promise<void> {
    const open = this.floor.open(this.companyId);
    for (const lot of open) this.watcher.follow(lot.id);
    const lot = this.choose(open);
    const roll = Math.random();
    if (roll < 0.03) return this.readForeign();
    if (lot === null) return;
    if (roll < 0.09) await this.readLot(lot.id);
    else if (roll < 0.14) await this.readBids(lot);
    else if (roll < 0.155) await this.withdraw(lot);
    else if (roll < 0.175) await this.otherBody();
    else if (roll < 0.26) this.again();
    else if (lot.termsVersion > 1 && roll < 0.4) await this.confirm(lot);
    else await this.bid(lot);
  }

  /** Half of the time whatever closes next: what happens around a closing is what is looked for. */
  private choose(open: readonly Lot[]): Lot | null {
    const next = [...open].sort((a, b) => a.closesAt - b.closesAt);
    return (Math.random() < 0.5 ? next[0] : next[Math.floor(Math.random() * next.length)]) ?? null;
  }

  private async bid(lot: Lot): Promise<void> {
    this.bids += 1;
    const tooHigh = Math.random() < 0.06;
    const amountMinor = tooHigh ? String(Number(this.floor.amount(lot)) + 90_000_000) : this.floor.amount(lot);
    const input = {
      idempotencyKey: randomUUID(), lotId: lot.id, termsVersion: lot.termsVersion, confirmDrop: true, promisedDate: dayIn(10),
      amount: { amountMinor, currency: 'CNY', taxIncluded: true, taxRate: '13' }, ...(Math.random() < 0.2 ? { note: `price ${amountMinor} is firm` } : {}),
    };
    if (this.floor.isSealed(lot)) this.recorder.plant({ canary: amountMinor, companyId: this.companyId, lotId: lot.id });
    this.sent.push({ lot, input });
    if (this.sent.length > 30) this.sent.shift();
    // Sometimes the same tap arrives twice at once, over both roads.
    if (Math.random() < this.repeats.twice) this.aside(this.place(lot, input, 'graphql'));
    await this.insist(lot, input);
  }

  /** Repeats what has no answer with the same key, over whichever road is open. */
  private async insist(lot: Lot, input: Record<string, unknown>): Promise<void> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const op = await this.place(lot, input, Math.random() < 0.6 && this.watcher.connected ? 'live' : 'graphql');
      if (op.type !== 'info') return;
      await sleep(150 * attempt + Math.random() * 300);
    }
  }

  private async place(lot: Lot, input: Record<string, unknown>, road: 'graphql' | 'live'): Promise<Operation> {
    const given = { who: this.companyId, f: 'placeBid' as const, lotId: lot.id, key: input.idempotencyKey as string, amountMinor: (input.amount as { amountMinor: string }).amountMinor };
    return this.placeAs(given, input, road);
  }

  private async placeAs(given: Pick<Operation, 'who' | 'f' | 'lotId' | 'key' | 'amountMinor'>, input: object, road: 'graphql' | 'live'): Promise<Operation> {
    const op = this.recorder.begin({ ...given, via: road === 'live' ? this.watcher.side : 'gateway' });
    if (road === 'live') {
      const { ack } = await this.watcher.ask('bid:place', input, WITHIN_MS);
      if (ack === null) return this.recorder.end(op, 'info', { code: 'NO_ANSWER' });
      if (ack.ok) return this.taken(op, { id: ack.bidId as string, versionNo: ack.versionNo as number, receipt: ack.receipt as Receipt });
      return ack.refusal ? this.refused(op, ack.refusal as Said) : this.problem(op, ack.problem?.code ?? 'UNKNOWN');
    }
    try {
      const { placeBid } = await this.api.once<{ placeBid: Said & { bid?: { id: string; versionNo: number; receipt: Receipt } } }>(PLACE, { input }, WITHIN_MS);
      return placeBid.bid ? this.taken(op, placeBid.bid) : this.refused(op, placeBid);
    } catch (error) {
      return this.problem(op, codeOf(error));
    }
  }

  private taken(op: Operation, { id, versionNo, receipt }: { id: string; versionNo: number; receipt: Receipt }): Operation {
    this.lastTaken.set(op.lotId, id);
    const { receivedAt: _receivedAt, ...kept } = receipt;
    return this.recorder.end(op, 'ok', { bid: { id, versionNo, ...kept }, said: canonicalJson({ id, versionNo, receipt: { ...receipt } }) });
  }

  private refused(op: Operation, said: Said): Operation {
    const code = said.code ?? said.__typename ?? 'UNKNOWN';
    if (OF_THE_MOMENT.has(code)) return this.problem(op, code);
    const notOpen = code === 'LOT_NOT_OPEN' ? { state: said.state!, decidedAt: said.decidedAt!, closesAt: said.closesAt! } : null;
    if (said.termsVersion !== undefined) this.floor.terms(op.lotId, said.termsVersion);
    const closed = notOpen !== null && !['PUBLISHED', 'SUSPENDED', 'CLOSED', 'DRAFT'].includes(notOpen.state);
    if (closed) this.floor.clock(op.lotId, null);
    return this.recorder.end(op, 'fail', { code, notOpen, closed, said: canonicalJson({ code, ...(notOpen ?? {}), highest: said.highestAcceptable?.amountMinor ?? null }) });
  }

  private problem(op: Operation, code: string): Operation {
    return this.recorder.end(op, OF_THE_MOMENT.has(code) || code === 'UNKNOWN' ? 'info' : 'fail', { code });
  }

  /** Old commands come once more, after newer ones. */
  private again(): void {
    for (let i = 0; i < this.repeats.again; i += 1) {
      const old = this.sent[Math.floor(Math.random() * this.sent.length)];
      if (old) this.aside(this.place(old.lot, old.input, Math.random() < 0.5 && this.watcher.connected ? 'live' : 'graphql'));
    }
  }

  private async otherBody(): Promise<void> {
    const known = this.recorder.operations.findLast((op) => op.who === this.companyId && op.f === 'placeBid' && op.type === 'ok');
    const old = this.sent.find(({ input }) => input.idempotencyKey === known?.key);
    if (!old) return;
    const input = { ...old.input, amount: { ...(old.input.amount as object), amountMinor: '1234' } };
    await this.placeAs({ who: this.companyId, f: 'otherBody', lotId: old.lot.id, key: old.input.idempotencyKey as string, amountMinor: '1234' }, input, Math.random() < 0.5 && this.watcher.connected ? 'live' : 'graphql');
  }

  /** Confirms the last bid after an amendment; what has no answer is asked again with the same key. */
  private async confirm(lot: Lot): Promise<void> {
    const bidId = this.lastTaken.get(lot.id);
    if (bidId === undefined) return;
    const input = { idempotencyKey: randomUUID(), bidId, termsVersion: lot.termsVersion };
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const op = this.recorder.begin({ who: this.companyId, f: 'confirmBid', via: 'gateway', lotId: lot.id, key: input.idempotencyKey });
      await this.call(op, async () => {
        const { confirmBid } = await this.api.once<{ confirmBid: Said & { bid?: { confirmation: AckedConfirmation } } }>(CONFIRM, { input }, WITHIN_MS);
        if (confirmBid.bid) return { type: 'ok', confirmed: confirmBid.bid.confirmation, said: canonicalJson({ ...confirmBid.bid.confirmation }) };
        if (confirmBid.termsVersion !== undefined) this.floor.terms(lot.id, confirmBid.termsVersion);
        return { type: OF_THE_MOMENT.has(confirmBid.code ?? '') ? 'info' : 'fail', code: confirmBid.code ?? null };
      });
      if (op.type !== 'info') return;
      await sleep(150 * attempt);
    }
  }

  private async withdraw(lot: Lot): Promise<void> {
    const bidId = this.lastTaken.get(lot.id);
    if (bidId === undefined || (!this.floor.isSealed(lot) && Math.random() < 0.6)) return;
    const key = randomUUID();
    const op = this.recorder.begin({ who: this.companyId, f: 'withdrawBid', via: 'gateway', lotId: lot.id, key });
    await this.call(op, async () => {
      const { withdrawBid } = await this.api.once<{ withdrawBid: Said }>(WITHDRAW, { input: { idempotencyKey: key, bidId, reason: 'machine broke down' } }, WITHIN_MS);
      return { type: withdrawBid.__typename === 'Bid' ? 'ok' : 'fail', code: withdrawBid.code ?? null };
    });
  }

  async readLot(lotId: string): Promise<void> {
    const op = this.recorder.begin({ who: this.companyId, f: 'readLot', via: 'gateway', lotId });
    await this.call(op, async () => {
      const { bidderLot } = await this.api.once<{ bidderLot: { state: string; closesAt: string; liveSeq: number } | null }>(LOT, { id: lotId }, WITHIN_MS);
      if (bidderLot === null) return { type: 'fail', code: 'NOT_FOUND' };
      return { type: 'ok', seq: bidderLot.liveSeq, closed: !['PUBLISHED', 'SUSPENDED', 'CLOSED'].includes(bidderLot.state) };
    });
  }

  private async readBids(lot: Lot): Promise<void> {
    const op = this.recorder.begin({ who: this.companyId, f: 'readBids', via: 'gateway', lotId: lot.id });
    await this.call(op, async () => {
      const { myBids } = await this.api.once<{ myBids: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean } } }>(MY_BIDS, { lotId: lot.id }, WITHIN_MS);
      return { type: 'ok', seen: myBids.pageInfo.hasNextPage ? null : myBids.edges.map(({ node }) => node.id) };
    });
  }

  /** Asks for a lot that it was not invited to, by both roads. */
  private async readForeign(): Promise<void> {
    const lot = [...this.floor.lots.values()].filter(({ invited }) => !invited.has(this.companyId)).at(-1 - Math.floor(Math.random() * 5));
    if (lot === undefined) return;
    await this.readLot(lot.id);
    const op = this.recorder.begin({ who: this.companyId, f: 'resume', via: this.watcher.side, lotId: lot.id });
    const { ack } = await this.watcher.ask('lot:resume', { lotId: lot.id, lastSeq: 0 });
    const code = ack?.problem?.code ?? null;
    this.recorder.end(op, ack === null || OF_THE_MOMENT.has(code ?? '') ? 'info' : ack.ok ? 'ok' : 'fail', { code });
  }

  async answerOffers(): Promise<number> {
    try {
      const { awardOffers } = await this.api.once<{ awardOffers: { edges: { node: { id: string; version: number } }[] } }>(OFFERS, {}, WITHIN_MS);
      for (const { node } of awardOffers.edges) await this.answer(node);
      return awardOffers.edges.length;
    } catch {
      return -1;
    }
  }

  private async answer({ id, version }: { id: string; version: number }): Promise<void> {
    const accept = Math.random() < 0.85;
    const input = { idempotencyKey: randomUUID(), awardId: id, version, accept, ...(accept ? {} : { reason: 'CAPACITY' }) };
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const op = this.recorder.begin({ who: this.companyId, f: 'answer', via: 'gateway', lotId: id, key: input.idempotencyKey });
      await this.call(op, async () => {
        const { answerAward } = await this.api.once<{ answerAward: Said }>(ANSWER, { input }, WITHIN_MS);
        return { type: answerAward.__typename === 'AwardOffer' ? 'ok' : 'fail', code: answerAward.code ?? null };
      });
      if (op.type !== 'info') return;
      await sleep(300 * attempt);
    }
  }

  private async call(op: Operation, ask: () => Promise<Partial<Operation> & Pick<Operation, 'type'>>): Promise<void> {
    try {
      const told = await ask();
      this.recorder.end(op, told.type, told);
    } catch (error) {
      this.problem(op, codeOf(error));
    }
  }

  private aside(work: Promise<unknown>): void {
    this.background.add(work);
    void work.finally(() => this.background.delete(work));
  }
}

export function codeOf(error: unknown): string {
  if (error instanceof Unreachable) return error.code;
  return /^([A-Z_]+): /.exec((error as Error).message)?.[1] ?? 'UNKNOWN';
}

export function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
