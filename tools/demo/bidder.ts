import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { ApiClient } from '../client/api-client.js';
import type { DemoSupplier } from './cast.js';
import { between, dice, estimateMinor, nextPriceMinor } from './pricing.js';
import { JOBS, LOT, NDA, TICKET, type JobPage, type LotJob } from './documents.js';

interface Money { amountMinor: string; currency: string; taxIncluded: boolean; taxRate: string }
interface Market { rank: number | null; highestAcceptable: Money | null }
interface Watched {
  lotId: string;
  termsVersion: number;
  basis: Omit<Money, 'amountMinor'>;
  sealed: boolean;
  closesAt: number;
  estimate: number;
  lastSeq: number;
  market: Market;
  mine: boolean;
  thinking: boolean;
}

/** One workshop at its phone: sees jobs as they come, accepts the text, joins the room, and bids after its manner. */
export class Bidder {
  private readonly roll: () => number;
  private readonly lots = new Map<string, Watched>();
  private socket: Socket | null = null;
  private stopped = false;
  bids = 0;

  constructor(readonly supplier: DemoSupplier, readonly api: ApiClient, private readonly onBid: (lotId: string, amountMinor: string) => void) {
    this.roll = dice(supplier.key);
  }

  async start(): Promise<void> {
    await this.connect();
    void this.lookForJobs();
  }

  stop(): void {
    this.stopped = true;
    this.socket?.disconnect();
  }

  private async connect(): Promise<void> {
    while (!this.stopped) {
      try {
        const { createLiveTicket: ticket } = await this.api.ask<{ createLiveTicket: { __typename: string; token: string; url: string } }>(TICKET);
        if (ticket.__typename !== 'LiveTicket') throw new Error(ticket.__typename);
        await this.open(ticket.url, ticket.token);
        return;
      } catch {
        await sleep(500 + this.roll() * 2_000);
      }
    }
  }

  private open(url: string, token: string): Promise<void> {
    const socket = io(url, { path: '/live', transports: ['websocket'], reconnection: false, auth: { ticket: token, protocol: 1, locale: 'zh-CN' } });
    return new Promise((resolve, reject) => {
      socket.once('hello', () => {
        this.socket = socket;
        for (const lot of this.lots.values()) void this.resume(lot);
        resolve();
      });
      socket.once('connect_error', (error) => { socket.disconnect(); reject(error); });
      socket.once('disconnect', () => { if (this.socket === socket) { this.socket = null; if (!this.stopped) void this.connect(); } });
      socket.on('company:event', (event: { type: string }) => { if (event.type === 'lot.invited') void this.readJobs(); });
      socket.on('lot:event', (event: LotEvent) => this.hear(event));
    });
  }

  /** Asks for the list now and then as well, for what the line lost. */
  private async lookForJobs(): Promise<void> {
    while (!this.stopped) {
      await this.readJobs().catch(() => undefined);
      await sleep(20_000 + this.roll() * 10_000);
    }
  }

  private reading: Promise<void> | null = null;
  private readJobs(): Promise<void> {
    this.reading ??= this.readPages().finally(() => { this.reading = null; });
    return this.reading;
  }

  private async readPages(): Promise<void> {
    let after: string | null = null;
    for (let page = 0; page < 4; page += 1) {
      const { bidderLots }: JobPage = await this.api.ask<JobPage>(JOBS, { after });
      for (const { node } of bidderLots.edges) if (!this.lots.has(node.id) && this.wants(node)) await this.join(node);
      if (!bidderLots.pageInfo.hasNextPage) return;
      after = bidderLots.pageInfo.endCursor;
    }
  }

  /** A shop looks at what fits; even so it leaves a third to the others. */
  private wants(job: LotJob): boolean {
    return Date.parse(job.closesAt) > Date.now() + 2_000 && dice(`${this.supplier.key}${job.id}`)() < 0.62;
  }

  private async join(job: LotJob): Promise<void> {
    if (job.ndaToAccept) {
      await this.api.ask(NDA, { input: { idempotencyKey: ApiClient.key(), lotId: job.id, sha256: job.ndaToAccept.sha256 } });
    }
    const lot: Watched = {
      lotId: job.id, termsVersion: job.termsVersion, sealed: job.rules.visibility === 'SEALED', closesAt: Date.parse(job.closesAt),
      basis: { currency: job.rules.currency, taxIncluded: job.rules.taxIncluded, taxRate: '13' },
      estimate: estimateMinor(job.lines), lastSeq: 0, market: { rank: null, highestAcceptable: null }, mine: job.myBid !== null, thinking: false,
    };
    this.lots.set(job.id, lot);
    await this.resume(lot);
  }

  private async resume(lot: Watched): Promise<void> {
    const answer = await this.emit<{ ok: boolean; kind?: string; seq?: number; view?: { market: Market; closesAt: string; myBid: unknown }; events?: LotEvent[] }>('lot:resume', { lotId: lot.lotId, lastSeq: 0 });
    if (!answer?.ok || !answer.view) return;
    lot.lastSeq = answer.seq ?? 0;
    lot.market = answer.view.market;
    lot.closesAt = Date.parse(answer.view.closesAt);
    lot.mine = answer.view.myBid !== null;
    void this.consider(lot);
  }

  private hear(event: LotEvent): void {
    const lot = this.lots.get(event.lotId);
    if (!lot || event.seq <= lot.lastSeq) return;
    lot.lastSeq = event.seq;
    if (event.closesAt) lot.closesAt = Date.parse(event.closesAt);
    if (event.type === 'closed' || event.type === 'cancelled') this.leave(lot.lotId);
    else if (event.type === 'market' && event.market) { lot.market = event.market; void this.consider(lot); }
  }

  private async consider(lot: Watched): Promise<void> {
    if (lot.thinking || lot.market.rank === 1 || (lot.sealed && lot.mine)) return;
    lot.thinking = true;
    try {
      const { manner } = this.supplier;
      const wait = between(this.roll(), manner.thinkSeconds) * 1_000;
      const left = lot.closesAt - Date.now();
      await sleep(manner.waitsForTheEnd && left > 25_000 && lot.mine ? Math.max(left - 20_000 + wait, wait) : Math.min(wait, Math.max(left - 3_000, 300)));
      if (this.stopped || !this.lots.has(lot.lotId)) return;
      await this.bid(lot);
    } finally {
      lot.thinking = false;
    }
    if (lot.market.rank !== null && lot.market.rank > 1 && this.lots.has(lot.lotId)) void this.consider(lot);
  }

  private async bid(lot: Watched): Promise<void> {
    const { manner } = this.supplier;
    const taste = 0.93 + dice(`${lot.lotId}${this.supplier.key}`)() * 0.14;
    const floor = Math.round((lot.estimate * taste * manner.floorPercent) / 100);
    const opening = Math.round((lot.estimate * taste * manner.openingPercent) / 100 / 100) * 100;
    const limit = lot.market.highestAcceptable ? Number(lot.market.highestAcceptable.amountMinor) : opening;
    const price = lot.mine ? nextPriceMinor(limit, floor, this.roll() * manner.stepPercent) : (opening <= limit ? opening : nextPriceMinor(limit, floor, manner.stepPercent));
    if (price === null) { this.leave(lot.lotId); return; }
    const promised = new Date(Date.now() + Math.round(between(this.roll(), manner.days)) * 86_400_000).toISOString().slice(0, 10);
    const message = {
      idempotencyKey: ApiClient.key(), lotId: lot.lotId, termsVersion: lot.termsVersion, promisedDate: promised,
      amount: { amountMinor: String(price), ...lot.basis }, confirmDrop: true,
    };
    const answer = await this.emit<{ ok: boolean; market?: Market; closesAt?: string; refusal?: { code: string; highestAcceptable?: Money; retryAt?: string } }>('bid:place', message);
    if (answer?.ok && answer.market) {
      lot.mine = true;
      lot.market = answer.market;
      this.bids += 1;
      this.onBid(lot.lotId, message.amount.amountMinor);
    } else if (answer?.refusal?.code === 'BID_ABOVE_CEILING' && answer.refusal.highestAcceptable) {
      lot.market = { rank: lot.mine ? 2 : null, highestAcceptable: answer.refusal.highestAcceptable };
    } else if (answer?.refusal && answer.refusal.code !== 'LIMIT_REACHED') {
      this.leave(lot.lotId);
    }
  }

  /** A connection follows so many lots and no more; what is over makes room. */
  private leave(lotId: string): void {
    this.lots.delete(lotId);
    this.socket?.emit('lot:leave', { lotId }, () => undefined);
  }

  private async emit<T>(name: string, payload: object): Promise<T | null> {
    try {
      return (await this.socket?.timeout(10_000).emitWithAck(name, payload)) as T;
    } catch {
      return null;
    }
  }

  /** How the lot stands for this shop, read over GraphQL. */
  async look(lotId: string): Promise<LotJob | null> {
    return (await this.api.ask<{ bidderLot: LotJob | null }>(LOT, { id: lotId })).bidderLot;
  }
}

interface LotEvent { lotId: string; seq: number; type: string; closesAt?: string; market?: Market }
