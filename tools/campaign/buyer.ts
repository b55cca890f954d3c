import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Unreachable, type ApiClient } from '../client/api-client.js';
import { CREATE_TENDER, PROPOSE, PUBLISH } from '../demo/documents.js';
import { codeOf, dayIn } from './bidder.js';
import type { Floor, Lot, Mode } from './floor.js';
import type { Recorder } from './recorder.js';
import type { Watcher } from './watcher.js';

const TENDER = `query Tender($id: ID!) { tender(id: $id) { version state lots { id state closesAt liveSeq termsVersion } standings { lotId bidId rank } awards { lotId state } } }`;
const CANCEL = 'mutation Cancel($input: CancelLotsInput!) { cancelLots(input: $input) { __typename ... on Refusal { code } } }';
const AMEND = 'mutation Amend($input: AmendLotInput!) { amendLot(input: $input) { __typename ... on BuyerTender { lots { id termsVersion } } ... on TermsOutdated { termsVersion } } }';
const SUSPEND = 'mutation Suspend($input: SuspendLotsInput!) { suspendLots(input: $input) { __typename ... on Refusal { code } } }';
const DISQUALIFY = 'mutation Disqualify($input: DisqualifyBidInput!) { disqualifyBid(input: $input) { __typename ... on Refusal { code } } }';
const WITHIN_MS = 8_000;
/** Of the looks at an open lot so many lead to an act, and the longest time that a clock stands, in milliseconds. */
const [ACTS, STANDS_MS] = [0.3, 1_800];
const TRIES = 8;
const FALLEN = new Set(['DECLINED', 'LAPSED', 'REVOKED']);

interface Tender { version: number; state: string; lots: { id: string; state: string; closesAt: string; liveSeq: number; termsVersion: number }[]; standings: { lotId: string; bidId: string; rank: number }[]; awards: { lotId: string; state: string }[] }
interface Draft { __typename: string; id: string; version: number; lots: { id: string }[] }

/** One factory of the campaign: puts parts to tender, reads, amends, stops clocks, disqualifies, decides, sometimes two decisions at once. */
export class Buyer {
  private readonly tenders: string[] = [];
  private readonly decided = new Set<string>();
  private nextPart = 0;

  constructor(readonly companyId: string, readonly api: ApiClient, readonly watcher: Watcher, private readonly floor: Floor, private readonly recorder: Recorder, private readonly parts: readonly { id: string }[]) {
    watcher.onClock = (lotId, closesAt) => floor.clock(lotId, closesAt);
  }

  get partsLeft(): number {
    return this.parts.length - this.nextPart;
  }

  /** Publishes the next tender of this mode to these companies. What is cut off on the way is repeated with the same keys. */
  async publish(mode: Mode, companies: readonly string[]): Promise<void> {
    const parts = this.parts.slice(this.nextPart, this.nextPart + mode.lots);
    if (parts.length === 0) return;
    this.nextPart += parts.length;
    const [first, last] = mode.seconds;
    const [opensAt, invited] = [Date.now(), mode.direct ? companies.slice(0, 1) : companies];
    const closesAt = (i: number): number => opensAt + 1_000 * (first + ((last - first) * i) / Math.max(1, parts.length - 1));
    const input = {
      idempotencyKey: randomUUID(), title: mode.name, opensAt: new Date(opensAt).toISOString(), closesAt: new Date(opensAt + last * 1_000).toISOString(), audience: { trusted: false, companyIds: invited },
      disclosure: { ndaRequired: false }, rules: mode.rules,
      lots: parts.map(({ id }, i) => ({
        lines: [{ partId: id, requestedDate: dayIn(14) }], ...(mode.name === 'open, all lots move' ? {} : { closesAt: new Date(closesAt(i)).toISOString() }),
        ...(mode.ceilingMinor ? { ceiling: { amountMinor: mode.ceilingMinor, currency: 'CNY', taxIncluded: true, taxRate: '13' } } : {}),
      })),
    };
    const { createTender } = await this.press<{ createTender: Draft }>(CREATE_TENDER, { input });
    if (createTender.__typename !== 'BuyerTender') throw new Error(`createTender: ${JSON.stringify(createTender)}`);
    const { publishTender } = await this.press<{ publishTender: Draft }>(PUBLISH, { input: { idempotencyKey: randomUUID(), tenderId: createTender.id, version: createTender.version, acceptWarnings: 'campaign' } });
    // A draft that lay too long: its parts are as free as before.
    if (publishTender.__typename === 'TenderIncomplete') this.nextPart -= parts.length;
    if (publishTender.__typename !== 'BuyerTender') throw new Error(`publishTender: ${JSON.stringify(publishTender).slice(0, 200)}`);
    this.tenders.push(publishTender.id);
    publishTender.lots.forEach(({ id }, i) => {
      this.floor.add({ id, tenderId: publishTender.id, buyer: this.companyId, mode, invited: new Set(invited), opensAt, closesAt: closesAt(i), termsVersion: 1, over: false });
      this.watcher.follow(id);
    });
  }

  /** Does something to a lot that takes bids: other terms, a clock that stands for a moment, a bid that is taken out. */
  async stir(): Promise<void> {
    const open = [...this.floor.lots.values()].filter(({ over, buyer }) => !over && buyer === this.companyId);
    const lot = open[Math.floor(Math.random() * open.length)];
    if (lot === undefined || Math.random() > ACTS) return;
    const act = Math.random();
    if (act < 0.35 && lot.termsVersion === 1) return this.amend(lot);
    if (act < 0.7) return this.stopFor(lot, 300 + Math.random() * STANDS_MS);
    const standings = (await this.read(lot.tenderId))?.standings.filter(({ lotId }) => lotId === lot.id) ?? [];
    const bid = standings[Math.floor(Math.random() * standings.length)];
    if (bid !== undefined && standings.length > 2) await this.press(DISQUALIFY, { input: { idempotencyKey: randomUUID(), bidId: bid.bidId, reason: 'campaign' } });
  }

  private async amend(lot: Lot): Promise<void> {
    type Amended = { lots?: { id: string; termsVersion: number }[]; termsVersion?: number };
    const { amendLot } = await this.press<{ amendLot: Amended }>(AMEND, { input: { idempotencyKey: randomUUID(), lotId: lot.id, termsVersion: lot.termsVersion, note: 'the radius is R2' } });
    const version = amendLot.termsVersion ?? amendLot.lots?.find(({ id }) => id === lot.id)?.termsVersion;
    if (version !== undefined) this.floor.terms(lot.id, version);
  }

  private async stopFor(lot: Lot, ms: number): Promise<void> {
    const suspend = (stands: boolean): Promise<unknown> => this.press(SUSPEND, { input: { idempotencyKey: randomUUID(), lotIds: [lot.id], suspend: stands, reason: 'a file' } });
    try {
      await suspend(true);
      await sleep(ms);
    } finally {
      await suspend(false);
    }
  }

  /** Presses again, with the same key, whatever the house is going through. */
  private async press<T>(document: string, variables: object): Promise<T> {
    for (let turn = 1; ; turn += 1) {
      try {
        return await this.api.ask<T>(document, variables);
      } catch (error) {
        if (!(error instanceof Unreachable) || turn === 8) throw error;
      }
    }
  }

  /** Reads a tender as it stands; null when no answer came. */
  async read(tenderId: string): Promise<Tender | null> {
    const lots = [...this.floor.lots.values()].filter((lot) => lot.tenderId === tenderId);
    const ops = lots.map((lot) => this.recorder.begin({ who: this.companyId, f: 'readLot', via: 'gateway', lotId: lot.id }));
    try {
      const { tender } = await this.api.once<{ tender: Tender | null }>(TENDER, { id: tenderId }, WITHIN_MS);
      ops.forEach((op, i) => {
        const seen = tender?.lots.find(({ id }) => id === lots[i]!.id);
        this.recorder.end(op, seen ? 'ok' : 'fail', { seq: seen?.liveSeq ?? null, closed: seen !== undefined && !['PUBLISHED', 'SUSPENDED', 'CLOSED'].includes(seen.state) });
        if (seen && !['PUBLISHED', 'SUSPENDED'].includes(seen.state)) lots[i]!.over = true;
      });
      return tender;
    } catch (error) {
      for (const op of ops) this.recorder.end(op, 'info', { code: codeOf(error) });
      return null;
    }
  }

  /** Decides lots that have been compared; a third of them by two people at once, for two bids. */
  async decide(): Promise<void> {
    for (const tenderId of this.tenders) {
      const lots = [...this.floor.lots.values()].filter((lot) => lot.tenderId === tenderId);
      if (lots.every((lot) => this.decided.has(lot.id)) || !lots.some((lot) => lot.over)) continue;
      const tender = await this.read(tenderId);
      for (const lot of tender?.lots ?? []) {
        if (this.decided.has(lot.id)) continue;
        if (['UNSUCCESSFUL', 'CANCELLED', 'COMPLETED', 'AWARDED'].includes(lot.state)) this.decided.add(lot.id);
        if (lot.state !== 'EVALUATING' || tender!.awards.some((award) => award.lotId === lot.id && !FALLEN.has(award.state))) continue;
        const bids = tender!.standings.filter(({ lotId }) => lotId === lot.id).sort((a, b) => a.rank - b.rank);
        this.decided.add(lot.id);
        if (bids.length === 0) continue;
        const rivals = bids.length > 1 && Math.random() < 0.35 ? bids.slice(0, 2) : bids.slice(0, 1);
        await Promise.all(rivals.map(({ bidId }) => this.propose(tenderId, lot.id, bidId, tender!.version)));
      }
    }
  }

  private async propose(tenderId: string, lotId: string, bidId: string, readVersion: number): Promise<void> {
    let version = readVersion;
    for (let turn = 1; turn <= 5; turn += 1) {
      const input = { idempotencyKey: randomUUID(), tenderId, version, picks: [{ lotId, bidId }], reason: 'campaign' };
      const code = await this.insist(lotId, input);
      if (code !== 'VERSION_CONFLICT') return;
      version = (await this.read(tenderId))?.version ?? version;
    }
  }

  private async insist(lotId: string, input: { idempotencyKey: string }): Promise<string | null> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const op = this.recorder.begin({ who: this.companyId, f: 'propose', via: 'gateway', lotId, key: input.idempotencyKey });
      try {
        const { proposeAwards } = await this.api.once<{ proposeAwards: { __typename: string; code?: string } }>(PROPOSE, { input }, WITHIN_MS);
        const taken = proposeAwards.__typename === 'BuyerTender';
        this.recorder.end(op, taken ? 'ok' : 'fail', { code: taken ? null : proposeAwards.code ?? proposeAwards.__typename });
        return op.code;
      } catch (error) {
        this.recorder.end(op, 'info', { code: codeOf(error) });
        await sleep(300 * attempt);
      }
    }
    return null;
  }

  /** Takes back what would go on for too long: lots whose closing fell into an outage get minutes, which the run does not have. */
  async cancel(lots: readonly Lot[]): Promise<void> {
    for (const tenderId of new Set(lots.map((lot) => lot.tenderId))) {
      const { tender } = await this.api.ask<{ tender: Tender }>(TENDER, { id: tenderId });
      const open = tender.lots.filter(({ id, state }) => (state === 'PUBLISHED' || state === 'SUSPENDED') && lots.some((lot) => lot.id === id)).map(({ id }) => id);
      if (open.length > 0) await this.api.ask(CANCEL, { input: { idempotencyKey: randomUUID(), tenderId, version: tender.version, lotIds: open, reason: 'end of the campaign' } });
      for (const lot of lots) if (lot.tenderId === tenderId) lot.over = true;
    }
  }
}
