import type { Ack, BidTaken, Hello, LotEvent, PlaceBidMessage, Resumed } from '#contracts/live.protocol';
import { REPEAT_MS, deliveryAfter, mayRepeat, type Delivery } from './bid-delivery.policy.js';
import { ClockKeeper } from './clock-keeper.js';
import { CompanyNews, type CompanyListener } from './company-news.js';
import { standAt, take, type Lane } from './lane.policy.js';
import { LiveLine, type LineWorld, type LiveSocket } from './live-line.js';
import { LiveStore, type Frame } from './live-store.js';
import { afterFact, ofSnapshot, type LotRecord } from './lot-record.view.js';
import { lineState, type LineState } from './reconnect.policy.js';
import { ResumeTurns } from './resume-turns.js';

/** Facts before a missing one wait so long for it before it is asked for. */
const GAP_MS = 200;
const STALE_MS = 10_000;
const NEWS_KEPT = 200;
/** Lots that one message can name (16 KiB). */
const NAMED_AT_MOST = 350;

export interface LiveStats { state: LineState; lagMs: number | null; offsetMs: number | null; resumes: number; applied: number; dropped: number; lastSeq: Record<string, number>; stale: boolean; leadTimeMs: number }

interface Watched { count: number }

/** The live market in one object: one line, the server's clock, and every watched lot folded in order. */
export class LiveBus {
  readonly lots: LiveStore<LotRecord>;
  /** What happened last, newest first, for the log of a board. */
  private news: readonly LotEvent[] = [];
  private readonly line: LiveLine;
  private readonly lanes = new Map<string, Lane<LotEvent>>();
  private readonly tenders = new Map<string, Watched & { lotIds: readonly string[] }>();
  private readonly single = new Map<string, Watched>();
  private readonly gaps = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly listeners = new Set<() => void>();
  private readonly company = new CompanyNews();
  private readonly clock: ClockKeeper;
  private socket: LiveSocket | null = null;
  private before = false;
  private ended = false;
  private heardAt = 0;
  private readonly turns = new ResumeTurns(() => this.socket, () => this.tell());
  private applied = 0;
  private dropped = 0;
  private wanted = false;

  constructor(private readonly world: LineWorld, frame: Frame, private readonly now: () => number = () => performance.now()) {
    this.lots = new LiveStore(frame);
    this.clock = new ClockKeeper({ socket: () => this.socket, wanted: () => this.wanted, closing: () => this.tenders.size + this.single.size > 0, told: () => this.tell() }, now);
    this.line = new LiveLine(world, {
      onSeated: (socket, hello) => this.seated(socket, hello),
      onLost: () => { this.socket = null; this.turns.lost(); this.tell(); },
      onEnded: () => { this.socket = null; this.ended = true; this.tell(); },
    });
  }

  open(): void {
    this.wanted = true;
    this.ended = false;
    this.line.open();
    this.tell();
  }

  /** Forgets everything; the next person sees nothing of the last one. */
  close(): void {
    this.wanted = false;
    this.line.close();
    this.clock.stop();
    for (const timer of this.gaps.values()) clearTimeout(timer);
    this.gaps.clear();
    this.socket = null;
    this.before = false;
    this.company.forget();
    this.lanes.clear();
    this.tenders.clear();
    this.single.clear();
    this.lots.clear();
    this.news = [];
    this.tell();
  }

  /** The device woke up, or the network came back: the clock is not to be trusted until it was asked, and the line is looked after at once. */
  wake(): void {
    if (!this.wanted) return;
    this.line.hurry();
    this.clock.wake();
    this.tell();
  }

  /** The page speaks another language. */
  speak(): void {
    this.line.speak();
  }

  get state(): LineState {
    return lineState({ wanted: this.wanted, seated: this.socket !== null, before: this.before, network: this.world.online(), catchingUp: this.turns.lots, tripMs: this.clock.tripMs, ended: this.ended });
  }

  /** The server's clock in milliseconds; null before it is known and just after waking up. */
  serverNow(): number | null {
    return this.clock.now();
  }

  get stats(): LiveStats {
    return {
      state: this.state, lagMs: this.clock.tripMs, offsetMs: this.clock.offsetMs, resumes: this.turns.asked, applied: this.applied, dropped: this.dropped,
      lastSeq: Object.fromEntries([...this.lanes].map(([id, { seq }]) => [id, seq])), stale: this.socket !== null && this.now() - this.heardAt > STALE_MS,
      leadTimeMs: this.clock.leadTimeMs,
    };
  }

  get latestNews(): readonly LotEvent[] {
    return this.news;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Hears the company's thin news; `RESET` means that too much was missed and everything cold is to be asked again. */
  onCompany(listener: CompanyListener): () => void {
    return this.company.listen(listener);
  }

  /** Follows all lots of an own tender from where the page's data stand. */
  watchTender(tenderId: string, seeds: readonly LotRecord[]): () => void {
    for (const seed of seeds) this.seed(seed);
    const known = this.tenders.get(tenderId);
    this.tenders.set(tenderId, { count: (known?.count ?? 0) + 1, lotIds: seeds.map(({ lotId }) => lotId) });
    void this.resumeTender(tenderId);
    return () => this.unwatch(this.tenders, tenderId);
  }

  /** Follows one lot that the company is invited to. */
  watchLot(lotId: string, seed: LotRecord | null): () => void {
    if (seed) this.seed(seed);
    const known = this.single.get(lotId);
    this.single.set(lotId, { count: (known?.count ?? 0) + 1 });
    if (!known) void this.resumeLot(lotId);
    return () => {
      if (this.unwatch(this.single, lotId)) this.socket?.emit('lot:leave', { lotId }, () => undefined);
    };
  }

  /** What happened to an own lot after a number (1 for all of it), oldest first, as far as the market remembers. */
  async history(lotId: string, after: number): Promise<readonly LotEvent[]> {
    const all: LotEvent[] = [];
    for (let from = Math.max(after, 1), more = true; more;) {
      const ack = await this.socket?.timeout(10_000).emitWithAck('lot:resume', { lotId, lastSeq: from }).catch(() => null) as Ack<Resumed> | null | undefined;
      if (!ack?.ok || ack.kind !== 'events') break;
      all.push(...ack.events);
      from = ack.seq;
      more = ack.events.length >= 500;
    }
    return all;
  }

  /**
   * Sends a bid and repeats it with the same key until an answer comes or it is too late; it is never kept for later: without a line there is
   * no first attempt. Null when no answer came before the end, or the person gave up.
   */
  async placeBid(message: PlaceBidMessage, onDelivery: (delivery: Delivery) => void, givenUp: AbortSignal): Promise<Ack<BidTaken> | null> {
    const began = this.now();
    const closesAt = Date.parse(this.lots.get(message.lotId)?.closesAt ?? '');
    const telling = setInterval(() => onDelivery(deliveryAfter(this.now() - began)), 200);
    try {
      let answered: (ack: Ack<BidTaken>) => void = () => undefined;
      const answer = new Promise<Ack<BidTaken>>((resolve) => { answered = resolve; });
      for (;;) {
        if (this.socket?.connected) this.socket.emit('bid:place', message, answered);
        const ack = await Promise.race([answer, pause(REPEAT_MS)]);
        if (ack) return this.taken(message, ack);
        if (givenUp.aborted || !mayRepeat(this.serverNow(), closesAt)) return null;
      }
    } finally {
      clearInterval(telling);
    }
  }

  private taken(message: PlaceBidMessage, ack: Ack<BidTaken>): Ack<BidTaken> {
    const record = this.lots.get(message.lotId);
    if (ack.ok && record && ack.seq >= record.seq) {
      const myBid = { bidId: ack.bidId, versionNo: ack.versionNo, amount: message.amount, promisedDate: message.promisedDate, state: 'VALID' };
      this.lots.set(message.lotId, { ...record, myBid, market: ack.market, best: ack.market.best, bidCount: ack.market.bidCount, closesAt: ack.closesAt });
    }
    return ack;
  }

  private seed(seed: LotRecord): void {
    const lane = this.lanes.get(seed.lotId);
    if (lane && lane.seq >= seed.seq) return;
    this.lots.set(seed.lotId, seed);
    this.stand(seed.lotId, seed.seq);
  }

  private unwatch(watched: Map<string, Watched>, id: string): boolean {
    const one = watched.get(id);
    if (!one) return false;
    one.count -= 1;
    return one.count <= 0 && watched.delete(id);
  }

  private seated(socket: LiveSocket, hello: Hello): void {
    this.socket = socket;
    this.heardAt = this.now();
    socket.on('heartbeat', () => { this.heardAt = this.now(); });
    socket.on('lot:event', (event) => { this.heardAt = this.now(); this.hear(event); });
    socket.on('lot:events', (events) => { this.heardAt = this.now(); for (const event of events) this.hear(event); });
    this.company.seated(socket, hello.companySeq);
    this.before = true;
    this.clock.begin();
    for (const tenderId of this.tenders.keys()) void this.resumeTender(tenderId);
    for (const lotId of this.single.keys()) void this.resumeLot(lotId);
    this.tell();
  }

  private hear(event: LotEvent): void {
    const lane = this.lanes.get(event.lotId);
    if (!lane) return;
    this.step(event.lotId, take(lane, event));
  }

  private stand(lotId: string, seq: number): void {
    this.step(lotId, standAt(this.lanes.get(lotId) ?? { seq: 0, held: [] }, seq));
  }

  private step(lotId: string, { lane, apply, gap }: ReturnType<typeof take<LotEvent>>): void {
    this.lanes.set(lotId, lane);
    let record = this.lots.get(lotId);
    for (const fact of apply) {
      if (record) record = afterFact(record, fact);
      this.applied += 1;
    }
    if (apply.length > 0) {
      if (record) this.lots.set(lotId, record);
      this.news = [...apply.reverse(), ...this.news].slice(0, NEWS_KEPT);
    } else if (!gap) {
      this.dropped += 1;
    }
    const waiting = this.gaps.get(lotId);
    if (!gap && waiting) { clearTimeout(waiting); this.gaps.delete(lotId); }
    if (gap && !waiting) this.gaps.set(lotId, setTimeout(() => { this.gaps.delete(lotId); void this.resumeLot(lotId); }, GAP_MS));
  }

  private async resumeTender(tenderId: string): Promise<void> {
    const lotIds = this.tenders.get(tenderId)?.lotIds ?? [];
    const named = lotIds.filter((id) => this.lanes.has(id)).slice(0, NAMED_AT_MOST);
    await this.turns.take(named.length, async (socket) => {
      const lastSeqs = Object.fromEntries(named.map((id) => [id, this.lanes.get(id)?.seq ?? 0]));
      const ack = await socket.timeout(10_000).emitWithAck('tender:resume', { tenderId, lastSeqs }) as Ack<{ lots: Record<string, Resumed> }>;
      if (ack.ok) for (const [lotId, resumed] of Object.entries(ack.lots)) this.caughtUp(lotId, resumed);
      return ack;
    });
  }

  private async resumeLot(lotId: string): Promise<void> {
    await this.turns.take(1, async (socket) => {
      const ack = await socket.timeout(10_000).emitWithAck('lot:resume', { lotId, lastSeq: this.lanes.get(lotId)?.seq ?? 0 }) as Ack<Resumed>;
      if (ack.ok) this.caughtUp(lotId, ack);
      return ack;
    });
  }

  private caughtUp(lotId: string, resumed: Resumed): void {
    if (resumed.kind === 'snapshot') {
      this.lots.set(lotId, ofSnapshot(this.lots.get(lotId), lotId, resumed.view, resumed.seq));
      this.lanes.set(lotId, { seq: resumed.seq, held: (this.lanes.get(lotId)?.held ?? []).filter(({ seq }) => seq > resumed.seq) });
      this.stand(lotId, resumed.seq);
      return;
    }
    for (const event of resumed.events) this.hear(event);
    if (resumed.events.length >= 500) void this.resumeLot(lotId);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function pause(ms: number): Promise<null> {
  return new Promise((resolve) => { setTimeout(() => resolve(null), ms); });
}
