import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Server } from 'socket.io';
import { Problem, SECOND, instantText, newId } from '#kernel';
import type { Actor } from '#contracts';
import { LIVE_PATH, LIVE_PROTOCOL, type LiveProblem, type SessionEndReason } from '#contracts/live.protocol';
import { SpeakMessage, TimePingMessage } from '#contracts/quoting-live';
import { Bell } from '#platform/messaging';
import { Logger, Metrics, problemOf, requestContext } from '#platform/observability';
import { Drain, clientNetwork } from '#platform/process';
import { readInput } from '#platform/rpc';
import { HouseClock } from '#platform/time';
import { liveProblem } from './ack.view.js';
import { fullBucket, takeOne } from './bucket.policy.js';
import { LIVE_OPTIONS, type LiveOptions } from './live-limits.policy.js';
import { LiveMessages, type Comer, type Seat } from './live-message.live.js';
import { LiveRooms, type LiveIo, type LiveSocket } from './live-room.service.js';
import { LiveSessions, PRINCIPALS_CHANNEL, readPrincipalRing, type LiveSession } from './live-session.service.js';

const MESSAGE_BYTES = 16 * 1024;
const HEARTBEAT_MS = 5_000;
const SWEEP_MS = 250;
/** So often told to slow down within so long ends a connection. */
const STRIKES = 3;
const STRIKES_WITHIN_MS = 10 * SECOND;
const RECONNECT_MS = 2_000;
const HANDSHAKE_FIELDS = new Set(['ticket', 'protocol', 'locale', 'together']);

type Answer = (answer: object) => void;

/** The live side door: lets connections in, answers their messages, and ends those that have no right, no patience or no ear. */
@Injectable()
export class LiveServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private io: LiveIo | null = null;
  private readonly seats = new Map<string, Seat>();
  /** Those whose handshake was taken and who are not seated yet. */
  private readonly coming = new Map<string, Comer>();
  private readonly timers: NodeJS.Timeout[] = [];
  private inside = 0;
  private closing = false;

  constructor(
    private readonly adapters: HttpAdapterHost,
    private readonly sessions: LiveSessions,
    private readonly rooms: LiveRooms,
    private readonly messages: LiveMessages,
    private readonly clock: HouseClock,
    private readonly bell: Bell,
    private readonly drain: Drain,
    private readonly logger: Logger,
    metrics: Metrics,
    @Inject(LIVE_OPTIONS) private readonly options: LiveOptions,
  ) {
    metrics.gauge('live_connections', 'Open connections of the live side door.', () => this.seats.size);
  }

  async onApplicationBootstrap(): Promise<void> {
    const io: LiveIo = new Server(this.adapters.httpAdapter.getHttpServer(), {
      path: LIVE_PATH, transports: ['websocket'], serveClient: false, perMessageDeflate: false, httpCompression: false, allowEIO3: false, maxHttpBufferSize: MESSAGE_BYTES,
      pingInterval: 10 * SECOND, pingTimeout: 10 * SECOND, connectTimeout: 10 * SECOND, cleanupEmptyChildNamespaces: true,
    });
    this.io = io;
    this.rooms.attach(io);
    io.use((socket, next) => { void this.admit(socket).then(() => next(), (error: unknown) => next(this.refused(error))); });
    io.on('connection', (socket) => { void this.seat(socket); });
    this.bell.on(PRINCIPALS_CHANNEL, (payload) => {
      const { reason, principalIds } = readPrincipalRing(payload);
      for (const principalId of principalIds) this.endPrincipal(principalId, reason);
    }, () => void this.lookForEnded());
    this.every(HEARTBEAT_MS, () => io.emit('heartbeat', { t: this.time() }));
    this.every(SWEEP_MS, () => this.endSlow());
    this.drain.add('live', (atMostMs) => this.leave(atMostMs));
  }

  beforeApplicationShutdown(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.io?.disconnectSockets(true);
    this.io?.engine.close();
  }

  /** A handshake: the right page, the right protocol, a ticket that opens, and not too many of the same person. */
  private async admit(socket: LiveSocket): Promise<void> {
    const { auth, headers, query } = socket.handshake;
    if (this.closing) throw new Problem('UNAVAILABLE', 'The service is stopping. Connect again in a moment.', { retryAfterMs: RECONNECT_MS });
    if (headers.origin !== undefined && !this.options.origins.includes(headers.origin)) throw new Problem('FORBIDDEN', 'Pages of this origin may not connect.');
    if ('ticket' in query || 'token' in query) throw Problem.badInput([{ path: 'query', message: 'must not hold a ticket; send it as auth' }]);
    const unknown = Object.keys(auth).filter((field) => !HANDSHAKE_FIELDS.has(field));
    if (unknown.length > 0) throw Problem.badInput(unknown.slice(0, 20).map((field) => ({ path: `auth.${field.slice(0, 64)}`, message: 'is not a field of this input' })));
    if (auth.protocol !== LIVE_PROTOCOL) throw new ProtocolUnsupported();
    if (auth.together !== undefined && typeof auth.together !== 'boolean') throw Problem.badInput([{ path: 'auth.together', message: 'must be true or false' }]);
    const session = await this.sessions.open(auth.ticket);
    const { locale } = auth as { locale?: unknown };
    const actor: Actor = locale === 'en' || locale === 'zh-CN' ? { ...session.actor, locale } : session.actor;
    const comer: Comer = { person: actor.userId ?? actor.principalId, company: actor.companyId, address: this.addressOf(socket) };
    this.holdConnections(comer);
    socket.data = { actor, provenAt: session.provenAt, together: auth.together === true } satisfies LiveSession;
    // The place is taken in the step that counted, so that handshakes at the same time count each other; one that never sits down gives it back.
    if (socket.conn.readyState !== 'open') throw new Problem('UNAVAILABLE', 'The connection is gone.');
    this.coming.set(socket.id, comer);
    socket.conn.once('close', () => this.coming.delete(socket.id));
  }

  private async seat(socket: LiveSocket): Promise<void> {
    const session = socket.data as LiveSession;
    const now = performance.now();
    const seat: Seat = { socket, session, comer: this.coming.get(socket.id) ?? { person: session.actor.userId ?? session.actor.principalId, company: session.actor.companyId, address: this.addressOf(socket) }, messages: fullBucket(this.options.messageBurst, now), resumes: [], moves: Promise.resolve(), strikes: [], slow: false };
    this.coming.delete(socket.id);
    this.seats.set(socket.id, seat);
    socket.on('disconnect', () => this.seats.delete(socket.id));
    // A listener of our own, so that no malformed packet becomes an error that nobody caught.
    socket.on('error' as never, () => undefined);
    socket.use(([name, ...args]) => { void this.hear(seat, name, args); });
    try {
      const { companyId, principalId } = session.actor;
      await this.rooms.joinCompany(socket, companyId, principalId, (companySeq) => {
        socket.emit('hello', { protocol: 1, t: this.time(), connectionId: socket.id, companyId, companySeq, heartbeatMs: HEARTBEAT_MS });
      });
      // The right may have ended between the ticket and the room.
      await this.lookForEnded([seat]);
    } catch (error) {
      this.logger.warn('A connection could not be seated.', error as Error, 'Live');
      socket.disconnect(true);
    }
  }

  /** Answers one message. Whatever happens, the connection gets an answer and the process goes on. */
  private async hear(seat: Seat, name: string, args: readonly unknown[]): Promise<void> {
    const answer = args.at(-1);
    const message = args[0];
    if (typeof answer !== 'function') return this.strike(seat);
    const reply = answer as Answer;
    const requestId = newId('request');
    const { actor } = seat.session;
    this.inside += 1;
    await requestContext.run({ requestId, actor, locale: actor.locale, deadlineAt: null }, async () => {
      try {
        this.takeMessage(seat);
        if (this.closing) throw new Problem('UNAVAILABLE', 'The service is stopping. Connect again and repeat with the same key.', { retryAfterMs: RECONNECT_MS });
        if (args.length !== 2) throw Problem.badInput([{ path: 'message', message: 'must be one object, with an acknowledgement' }]);
        if (name === 'time:ping') {
          const { t0 } = await readInput(TimePingMessage, message);
          reply({ t0, t: this.time() });
          return;
        }
        if (name === 'speak') {
          const { locale } = await readInput(SpeakMessage, message);
          seat.session = { ...seat.session, actor: { ...seat.session.actor, locale } };
          reply({ ok: true, t: this.time() });
          return;
        }
        await this.messages.act(seat, name, message, (done) => reply('fields' in done ? { ok: true, t: this.time(), ...done.fields } : { ok: false, t: this.time(), refusal: done.refusal }));
      } catch (error) {
        const problem = problemOf(error, this.logger, 'Live');
        reply({ ok: false, t: this.time(), problem: liveProblem(problem, requestId) });
      }
    });
    this.inside -= 1;
  }

  private takeMessage(seat: Seat): void {
    const { messagesPerSecond, messageBurst } = this.options;
    const { bucket, waitMs } = takeOne(seat.messages, messagesPerSecond, messageBurst, performance.now());
    seat.messages = bucket;
    if (waitMs === 0) return;
    this.strike(seat);
    throw new Problem('RATE_LIMITED', `At most ${messagesPerSecond} messages a second.`, { retryAfterMs: waitMs });
  }

  /** Three times in ten seconds is enough. */
  private strike(seat: Seat): void {
    const now = performance.now();
    seat.strikes = [...seat.strikes.filter((at) => now - at < STRIKES_WITHIN_MS), now];
    if (seat.strikes.length >= STRIKES) this.end(seat, 'POLICY');
  }

  private end(seat: Seat, reason: SessionEndReason): void {
    if (!this.seats.delete(seat.socket.id)) return;
    this.logger.info('A connection was ended.', { reason, company: seat.session.actor.companyId }, 'Live');
    seat.socket.emit('session:ended', { reason });
    seat.socket.disconnect();
    const { conn } = seat.socket;
    // One that reads nothing would not answer a farewell either: the wire is cut and what it has not read is thrown away.
    if (reason === 'SLOW') (conn.transport as unknown as { socket?: { terminate(): void } }).socket?.terminate();
    else setTimeout(() => conn.close(true), SECOND).unref();
  }

  private endPrincipal(principalId: string, reason: SessionEndReason): void {
    for (const seat of [...this.seats.values()]) if (seat.session.actor.principalId === principalId) this.end(seat, reason);
  }

  /** Ends connections whose right has ended unheard: while they were seated, or while the bell had no connection. */
  private async lookForEnded(seats: readonly Seat[] = [...this.seats.values()]): Promise<void> {
    const proven = new Map<string, Date>();
    for (const { session } of seats) {
      const known = proven.get(session.actor.principalId);
      if (known === undefined || session.provenAt < known) proven.set(session.actor.principalId, session.provenAt);
    }
    for (const [principalId, reason] of await this.sessions.endedAmong(proven)) this.endPrincipal(principalId, reason);
  }

  /** A client that leaves too much unread is ended, before it costs the others. Two looks, because one may fall into a burst. */
  private endSlow(): void {
    const { unreadFrames, unreadBytes } = this.options;
    for (const seat of [...this.seats.values()]) {
      const { writeBuffer, transport } = seat.socket.conn as unknown as { writeBuffer: unknown[]; transport: { socket?: { bufferedAmount?: number } } };
      const behind = writeBuffer.length > unreadFrames || (transport.socket?.bufferedAmount ?? 0) > unreadBytes;
      if (behind && seat.slow) this.end(seat, 'SLOW');
      seat.slow = behind;
    }
  }

  /** Takes no more, lets open messages get their answer, and asks everybody to connect anew. */
  private async leave(atMostMs: number): Promise<boolean> {
    this.closing = true;
    this.io?.emit('drain', { reconnectWithinMs: RECONNECT_MS });
    const begun = performance.now();
    const end = begun + atMostMs;
    while (this.inside > 0 && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    const served = this.inside === 0;
    // The last answers leave in the ticks after their promises, and clients have the time that they were promised to go by themselves.
    const patience = Math.min(end - 100, begun + RECONNECT_MS);
    do await new Promise((resolve) => setTimeout(resolve, 50)); while (this.seats.size > 0 && performance.now() < patience);
    this.io?.disconnectSockets(true);
    return served;
  }

  /** Counts who is here and who is coming: a person or key, a company, a network address. */
  private holdConnections(comer: Comer): void {
    const { connections, connectionsPerCompany, connectionsPerAddress } = this.options;
    const count = { person: 0, company: 0, address: 0 };
    const names = Object.keys(count) as (keyof Comer)[];
    const note = (one: Comer): void => { for (const name of names) if (one[name] === comer[name]) count[name] += 1; };
    for (const one of this.coming.values()) note(one);
    for (const { comer: one } of this.seats.values()) note(one);
    const refuse = (most: number, of: string): never => { throw new Problem('RATE_LIMITED', `At most ${most} connections of one ${of}.`, { retryAfterMs: 5_000 }); };
    if (count.person >= connections) refuse(connections, 'person or key');
    if (connectionsPerCompany > 0 && count.company >= connectionsPerCompany) refuse(connectionsPerCompany, 'company');
    if (connectionsPerAddress > 0 && count.address >= connectionsPerAddress) refuse(connectionsPerAddress, 'network address');
  }

  private addressOf(socket: LiveSocket): string {
    const { address, headers } = socket.handshake;
    const said = headers['x-forwarded-for'];
    return clientNetwork(address, Array.isArray(said) ? said.join(',') : said, this.options.trustedProxies);
  }

  private refused(error: unknown): Error {
    const requestId = newId('request');
    const refusal = new Error('The connection was refused.') as Error & { data: LiveProblem };
    refusal.data = error instanceof ProtocolUnsupported
      ? { code: 'PROTOCOL_UNSUPPORTED', message: error.message, requestId }
      : requestContext.run({ requestId, actor: null, locale: 'zh-CN', deadlineAt: null }, () => liveProblem(problemOf(error, this.logger, 'Live'), requestId));
    refusal.message = refusal.data.message;
    return refusal;
  }

  /** The time that clients are told: the database's, which decides about bids. */
  private time(): string {
    return instantText(new Date(this.clock.now()));
  }

  private every(ms: number, act: () => void): void {
    this.timers.push(setInterval(act, ms).unref());
  }
}

class ProtocolUnsupported extends Error {
  constructor() {
    super(`This server speaks protocol ${LIVE_PROTOCOL}.`);
  }
}
