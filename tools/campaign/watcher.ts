import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { canonicalJson } from '#kernel';
import type { LotEvent, LotView, Market, Resumed } from '#contracts/live.protocol';
import type { ApiClient } from '../client/api-client.js';
import { TICKET } from '../demo/documents.js';
import type { House } from './house.js';
import type { Recorder } from './recorder.js';

type Side = 'quoting' | 'quoting-b';
export type Ack = { ok: boolean; refusal?: { code: string; [field: string]: unknown }; problem?: { code: string }; [field: string]: unknown };

/** A lot as a client puts it together. */
interface Seen { seq: number; closesAt: string; market: Market | null; best: string | null; bidCount: number | null; resuming: boolean; overAt: number | null }

const CONNECT_MS = 6_000;
const ANSWER_MS = 6_000;
const STILL_ASKED_MS = 20_000;

/** One live client of a company: follows lots, applies what is next, asks again at a gap, and changes the process with every connection. */
export class Watcher {
  readonly lots = new Map<string, Seen>();
  private socket: Socket | null = null;
  private stopped = false;
  private turns = 0;
  side: Side = 'quoting';
  /** Hears of the clock of a lot: where it closes now, or that it is over. */
  onClock: (lotId: string, closesAt: string | null) => void = () => undefined;

  constructor(private readonly who: string, private readonly api: ApiClient, private readonly house: House, private readonly recorder: Recorder, private readonly buyer: boolean) {}

  get connected(): boolean {
    return this.socket?.connected ?? false;
  }

  async run(): Promise<void> {
    while (!this.stopped) {
      if (!this.connected) await this.connect().catch(() => sleep(300 + Math.random() * 500));
      else await sleep(200);
    }
  }

  stop(): void {
    this.stopped = true;
    this.socket?.disconnect();
  }

  /** Follows a lot from now on, across connections. */
  follow(lotId: string): void {
    if (this.lots.has(lotId)) return;
    this.lots.set(lotId, { seq: 0, closesAt: '', market: null, best: null, bidCount: null, resuming: false, overAt: null });
    void this.resume(lotId);
  }

  /** Sends a command; null when no answer came. */
  async ask(name: string, message: object, withinMs = ANSWER_MS): Promise<{ ack: Ack | null; via: Side }> {
    const [socket, via] = [this.socket, this.side];
    if (socket === null || !socket.connected) return { ack: null, via };
    const gone = new Promise<null>((done) => socket.once('disconnect', () => done(null)));
    const ack = await Promise.race([socket.timeout(withinMs).emitWithAck(name, message).catch(() => null) as Promise<Ack | null>, gone]);
    if (ack !== null) this.recorder.hear(this.who, JSON.stringify(ack));
    return { ack, via };
  }

  /** Catches up with a lot, or asks for all of it with `afresh`. The answer is recorded as a reading. */
  async resume(lotId: string, afresh = false): Promise<Resumed | null> {
    const seen = this.lots.get(lotId)!;
    if (seen.resuming && !afresh) return null;
    seen.resuming = true;
    try {
      const op = this.recorder.begin({ who: this.who, f: 'resume', via: this.side, lotId });
      const { ack } = await this.ask('lot:resume', { lotId, lastSeq: afresh ? 0 : seen.seq });
      const answer = ack?.ok ? ack as unknown as Resumed : null;
      this.recorder.end(op, answer !== null ? 'ok' : ack?.problem?.code === 'NOT_FOUND' ? 'fail' : 'info', { seq: answer?.seq ?? null, code: ack?.problem?.code ?? null });
      if (answer === null) return null;
      if (afresh) return answer;
      if (answer.kind === 'events') for (const event of answer.events) this.take(event);
      else {
        this.recorder.frames.push({ who: this.who, via: this.side, lotId, seq: answer.seq, at: Date.now(), kind: 'snapshot', type: 'snapshot', text: '', best: null });
        if (answer.seq >= seen.seq) this.replace(lotId, seen, answer.view, answer.seq);
      }
      return answer;
    } finally {
      seen.resuming = false;
    }
  }

  /** What the client has put together, in the one form in which a fresh reading can be held against it. */
  folded(lotId: string): string {
    const { seq, closesAt, market, best, bidCount } = this.lots.get(lotId)!;
    return canonicalJson(this.buyer ? { seq, closesAt, best, bidCount } : { seq, closesAt, market: market as never });
  }

  fresh({ seq, view }: Extract<Resumed, { kind: 'snapshot' }>): string {
    return canonicalJson(view.audience === 'buyer' ? { seq, closesAt: view.closesAt, best: view.best?.amountMinor ?? null, bidCount: view.bidCount } : { seq, closesAt: view.closesAt, market: (view as { market?: Market }).market as never ?? null });
  }

  private async connect(): Promise<void> {
    const { createLiveTicket: ticket } = await this.api.once<{ createLiveTicket: { __typename: string; token: string } }>(TICKET, {}, ANSWER_MS);
    if (ticket.__typename !== 'LiveTicket') throw new Error(ticket.__typename);
    this.turns += 1;
    const side: Side = (this.turns + this.who.length + this.who.charCodeAt(this.who.length - 1)) % 2 === 0 ? 'quoting' : 'quoting-b';
    const socket = io(this.house.live(side), { path: '/live', transports: ['websocket'], reconnection: false, forceNew: true, auth: { ticket: ticket.token, protocol: 1, locale: 'en' } });
    socket.onAny((_name: string, ...given: unknown[]) => this.recorder.hear(this.who, JSON.stringify(given)));
    socket.on('lot:event', (event: LotEvent) => this.hear(event, side));
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => { socket.disconnect(); reject(new Error('no hello')); }, CONNECT_MS);
      socket.once('hello', () => { clearTimeout(late); resolve(); });
      socket.once('connect_error', (error) => { clearTimeout(late); socket.disconnect(); reject(error); });
    });
    if (this.stopped) { socket.disconnect(); return; }
    this.side = side;
    this.socket = socket;
    // What was over long ago is asked for once more when the run ends.
    for (const [lotId, { overAt }] of this.lots) if (overAt === null || Date.now() - overAt < STILL_ASKED_MS) void this.resume(lotId);
  }

  private hear(event: LotEvent, via: Side): void {
    this.record(event, via);
    const seen = this.lots.get(event.lotId);
    if (seen === undefined || event.seq <= seen.seq) return;
    if (event.seq > seen.seq + 1) void this.resume(event.lotId);
    else this.apply(event, seen);
  }

  /** An event of an answer; what is not next has been heard before. */
  private take(event: LotEvent): void {
    this.record(event, this.side);
    const seen = this.lots.get(event.lotId)!;
    if (event.seq === seen.seq + 1) this.apply(event, seen);
  }

  private record(event: LotEvent, via: Side): void {
    const best = event.type === 'bid' ? { bidId: event.bidId, bestMinor: event.best.amountMinor, rank: event.rank } : event.type === 'bid-out' ? { bidId: event.bidId, bestMinor: event.best?.amountMinor ?? null, rank: null } : null;
    this.recorder.frames.push({ who: this.who, via, lotId: event.lotId, seq: event.seq, at: Date.now(), kind: 'event', type: event.type, text: markOf(canonicalJson(event as never)), best });
  }

  private apply(event: LotEvent, seen: Seen): void {
    seen.seq = event.seq;
    if ('closesAt' in event) seen.closesAt = event.closesAt;
    if (event.type === 'market') seen.market = event.market;
    if (event.type === 'bid' || event.type === 'bid-out' || event.type === 'bids-unsealed') [seen.best, seen.bidCount] = [event.best?.amountMinor ?? null, event.bidCount];
    // Bids that need confirming count no more.
    if (event.type === 'amended') [seen.best, seen.bidCount] = [null, seen.bidCount === null ? null : 0];
    if (event.type === 'closed') seen.closesAt = event.at;
    if (event.type === 'cancelled') [seen.best, seen.bidCount] = [null, seen.bidCount === null ? null : 0];
    if (event.type === 'closed' || event.type === 'cancelled') { seen.overAt = Date.now(); this.onClock(event.lotId, null); }
    else if ('closesAt' in event) this.onClock(event.lotId, event.closesAt);
  }

  private replace(lotId: string, seen: Seen, view: LotView, seq: number): void {
    Object.assign(seen, { seq, closesAt: view.closesAt, market: 'market' in view ? view.market : null, best: view.audience === 'buyer' ? view.best?.amountMinor ?? null : null, bidCount: view.audience === 'buyer' ? view.bidCount : null });
    const open = ['PUBLISHED', 'SUSPENDED'].includes(view.state);
    if (!open) seen.overAt ??= Date.now();
    this.onClock(lotId, open ? view.closesAt : null);
  }
}

/** Short enough to keep hundreds of thousands of them. */
function markOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url').slice(0, 22);
}
