import { Module, type DynamicModule } from '@nestjs/common';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { checkSettings } from '#platform/config';
import { bootProcess, platformModule, type RunningProcess } from '#platform/process';
import { Tickets } from '#platform/tickets';
import { Relay } from '#platform/messaging';
import type { Actor } from '#contracts';
import { houseRules } from '#contracts/policy-table';
import type { Ack, BidTaken, CompanyEvent, CompanyResumed, LotEvent, Resumed } from '#contracts/live.protocol';
import { TEST_SECRET } from '#testing';
import { BiddingModule } from '../../apps/quoting/src/bidding/index.js';
import { CompanyFeedModule } from '../../apps/quoting/src/company-feed/index.js';
import { entities } from '../../apps/quoting/src/database/entities.js';
import { migrations } from '../../apps/quoting/src/database/migrations/index.js';
import { LiveModule, type LiveLimits } from '../../apps/quoting/src/live/index.js';
import { quotingSettings } from '../../apps/quoting/src/settings.js';
import { AuctionFloor } from './auction-floor.js';

@Module({})
class FloorApp {}

/** Bidding with its live side door as a process of its own, on a port of its own. Several on one database play several processes. */
export class LiveFloor {
  readonly tickets = new Tickets(TEST_SECRET);
  private readonly clients: LiveGuest[] = [];

  private constructor(readonly process: RunningProcess, readonly url: string) {}

  static async open(floor: AuctionFloor, limits: Partial<LiveLimits> = {}): Promise<LiveFloor> {
    const { settings } = checkSettings(quotingSettings, { NODE_ENV: 'test', MOULDSHARE_SECRET: TEST_SECRET, MOULDSHARE_FORMER_SECRETS: JSON.stringify([AuctionFloor.secret]), DATABASE_URL: floor.db.url, LOG_LEVEL: 'silent' });
    const bidding = BiddingModule.with({ betweenBidsMs: 0 });
    const module: DynamicModule = {
      module: FloorApp,
      imports: [
        platformModule({ service: 'quoting', settings, entities, migrations, rules: houseRules }), CompanyFeedModule, bidding,
        LiveModule.with(bidding, ['http://127.0.0.1:3000'], { resumesPerSecond: 1_000, messagesPerSecond: 1_000, messageBurst: 1_000, bidsPerSecond: 1_000, ...limits }),
      ],
    };
    const process = await bootProcess({ name: 'quoting', module, settings, httpPort: 0, rpcPort: null });
    const { port } = process.app.getHttpServer().address() as AddressInfo;
    return new LiveFloor(process, `http://127.0.0.1:${port}`);
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.socket.disconnect();
    await this.process.close();
  }

  /** Works off what other services have told, without waiting for the poll. */
  async relay(): Promise<void> {
    this.process.app.get(Relay).nudge();
    await sleep(50);
  }

  async ticket(actor: Actor): Promise<string> {
    return (await this.tickets.mint('live', actor, 60)).token;
  }

  /** Connects somebody; rejects with the problem of the handshake. */
  async enter(actor: Actor, given: { auth?: object; options?: Partial<ManagerOptions & SocketOptions> } = {}): Promise<LiveGuest> {
    const auth = given.auth ?? { ticket: await this.ticket(actor), protocol: 1, locale: 'en' };
    const socket = io(this.url, { path: '/live', transports: ['websocket'], reconnection: false, forceNew: true, auth, ...given.options });
    const guest = new LiveGuest(actor, socket);
    this.clients.push(guest);
    await new Promise<void>((resolve, reject) => {
      socket.once('hello', (hello: LiveGuest['hello']) => { guest.hello = hello; resolve(); });
      socket.once('connect_error', (error) => reject((error as Error & { data?: object }).data ?? error));
    });
    return guest;
  }
}

/** One connection and everything that it received. */
export class LiveGuest {
  hello: { protocol: number; companyId: string; companySeq: number; t: string; heartbeatMs: number } | null = null;
  readonly events: LotEvent[] = [];
  readonly news: CompanyEvent[] = [];
  readonly received: string[] = [];
  ended: string | null = null;
  drained = false;

  constructor(readonly actor: Actor, readonly socket: Socket) {
    socket.onAny((...frame: unknown[]) => this.received.push(JSON.stringify(frame)));
    socket.on('lot:event', (event: LotEvent) => this.events.push(event));
    socket.on('lot:events', (events: LotEvent[]) => this.events.push(...events));
    socket.on('company:event', (event: CompanyEvent) => this.news.push(event));
    socket.on('session:ended', ({ reason }: { reason: string }) => { this.ended = reason; });
    socket.on('drain', () => { this.drained = true; });
  }

  async ask<T>(name: string, ...message: unknown[]): Promise<Ack<T>> {
    const answer = await this.socket.timeout(10_000).emitWithAck(name, ...message) as Ack<T>;
    this.received.push(JSON.stringify(answer));
    return answer;
  }

  async resume(lotId: string, lastSeq = 0): Promise<Resumed> {
    return taken(await this.ask<Resumed>('lot:resume', { lotId, lastSeq }));
  }

  bid(message: object): Promise<Ack<BidTaken>> {
    return this.ask<BidTaken>('bid:place', message);
  }

  async resumeCompany(lastSeq: number): Promise<CompanyResumed> {
    return taken(await this.ask<CompanyResumed>('company:resume', { lastSeq }));
  }

  /** Waits until something holds. */
  async until(holds: () => boolean, what: string, withinMs = 5_000): Promise<void> {
    for (const end = Date.now() + withinMs; !holds(); await sleep(5)) {
      if (Date.now() > end) throw new Error(`Not within ${withinMs} ms: ${what}. Heard ${this.events.map((event) => `${event.type}#${event.seq}`).join(' ') || 'nothing'}.`);
    }
  }
}

function taken<T>(ack: Ack<T>): T {
  if (!ack.ok) throw Object.assign(new Error(JSON.stringify(ack)), ack);
  return ack;
}
