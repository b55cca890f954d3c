import { Injectable } from '@nestjs/common';
import type { Server, Socket } from 'socket.io';
import { Problem } from '#kernel';
import { RESUME_EVENTS, type ClientToServer, type CompanyEvent, type CompanyResumed, type LotEvent, type Resumed, type ServerToClient } from '#contracts/live.protocol';
import { Bell } from '#platform/messaging';
import { Logger } from '#platform/observability';
import { LotBooks, caughtUp, feedKey, resume, type Listener } from '../bidding/index.js';
import { COMPANIES_CHANNEL, CompanyStreams, upTo } from '../company-feed/index.js';
import { LiveFrames } from './live-frame.service.js';
import { LiveHeads } from './live-head.service.js';
import type { LiveSession } from './live-session.service.js';

export type LiveIo = Server<ClientToServer, ServerToClient>;
export type LiveSocket = Socket<ClientToServer, ServerToClient>;

const BUYER: Listener = { audience: 'buyer' };
/** Ends the name of a room whose connections take several facts in one message. */
const TOGETHER = '+';

/** What a company that is here has been told: the last number (-1 before it is known), who waits for a turn, and the turns, one after the other. */
interface Stream { told: number; waiting: number; work: Promise<void> }

/**
 * Who hears what. Rooms are named here and nowhere else: one per lot and audience, one per tender for its buyer, one per company and person.
 * A room that somebody is in makes its lots followed; what they gain, whoever wrote it, is sent to the room, encoded once.
 */
@Injectable()
export class LiveRooms {
  private io: LiveIo | null = null;
  /** Lots that a tender's room follows. */
  private readonly boards = new Map<string, Set<string>>();
  private readonly streams = new Map<string, Stream>();

  constructor(
    private readonly books: LotBooks,
    private readonly news: CompanyStreams,
    private readonly bell: Bell,
    private readonly logger: Logger,
    private readonly heads: LiveHeads,
    private readonly frames: LiveFrames,
  ) {}

  /** Begins to tell. Called once, when the server of the sockets is there. */
  attach(io: LiveIo): void {
    this.io = io;
    this.heads.attach(io);
    this.frames.attach(io);
    const { adapter } = io.of('/');
    adapter.on('create-room', (room: string) => {
      const lotId = lotOf(room);
      if (lotId !== null) this.books.follow(lotId);
    });
    adapter.on('delete-room', (room: string) => this.emptied(room));
    this.books.onGain((lotId, listener, events) => this.tellLot(lotId, listener, events));
    this.bell.on(COMPANIES_CHANNEL, (payload) => { for (const companyId of payload.split(',')) this.tellCompany(companyId); }, () => { for (const companyId of this.streams.keys()) this.tellCompany(companyId); });
  }

  /** Lets a connection hear its company's stream. `greet` gets the number of the last piece of news before, in the step in which it joins. */
  async joinCompany(socket: LiveSocket, companyId: string, principalId: string, greet: (lastSeq: number) => void): Promise<void> {
    await this.inStream(companyId, (stream) => {
      void socket.join([companyRoom(companyId), `principal:${principalId}`]);
      greet(stream.told);
    });
  }

  /** Answers what was missed of the company's stream, as far as it has been told: what comes later comes as frames. */
  async resumeCompany(socket: LiveSocket, companyId: string, lastSeq: number, answer: (resumed: CompanyResumed) => void): Promise<void> {
    const room = companyRoom(companyId);
    await this.inStream(companyId, async (stream) => {
      await this.aside(socket, room, () => void socket.join(room), async (join) => {
        // The others hear first what is already there, so that the answer and what has been told end at the same number.
        while (await this.tellNext(companyId, stream)) continue;
        const resumed = upTo(await this.news.resume(companyId, lastSeq), lastSeq, stream.told);
        join();
        answer(resumed);
      });
    });
  }

  /** Answers what was missed of a lot and joins it for one audience, in one step: frames begin right after the answer. */
  async resumeLot(socket: LiveSocket, lotId: string, listener: Listener, lastSeq: number, answer: (resumed: Resumed) => void): Promise<void> {
    const room = roomFor(socket, roomOf(lotId, listener));
    await this.aside(socket, room, () => void socket.join(room), (join) => this.books.whileFresh([lotId], (books) => {
      const book = books.get(lotId);
      if (book === undefined) throw new Problem('UNAVAILABLE', 'The lot cannot be read just now. Try again.', { retryAfterMs: 1_000 });
      const resumed = resume(book, listener, lastSeq);
      if (resumed === null) throw notReached('lastSeq');
      // Who is not at the end of the feed resumes again from the answer; frames would only tear a gap.
      if (caughtUp(book, listener, resumed)) join();
      answer(resumed);
    }));
  }

  async leaveLot(socket: LiveSocket, lotId: string): Promise<void> {
    for (const room of [...socket.rooms]) if (lotOf(room) === lotId) await socket.leave(room);
  }

  /** Answers what was missed of each lot of an own tender and joins its board, in one step, one room and one reading. */
  async resumeTender(socket: LiveSocket, tenderId: string, lotIds: readonly string[], lastSeqs: ReadonlyMap<string, number>, answer: (lots: Record<string, Resumed>) => void): Promise<void> {
    const room = roomFor(socket, `tender:${tenderId}`);
    const sit = (): void => {
      void socket.join(room);
      // A connection that has gone meanwhile joins nothing, and a room that never was is never emptied.
      if (socket.rooms.has(room)) this.followBoard(room, lotIds);
    };
    await this.aside(socket, room, sit, (join) => this.books.whileFresh(lotIds, (books) => {
      const lots = lotIds.flatMap((lotId) => {
        const book = books.get(lotId);
        // One that cannot be read keeps nobody from the others.
        if (book === undefined) return [];
        const resumed = resume(book, BUYER, lastSeqs.get(lotId) ?? 0);
        if (resumed === null) throw notReached(`lastSeqs.${lotId}`);
        // The room is one for all lots, so each must be at its end: one that is far behind gets a snapshot.
        return [[lotId, caughtUp(book, BUYER, resumed) ? resumed : resume(book, BUYER, 0)!] as const];
      });
      join();
      answer(Object.fromEntries(lots));
    }));
  }

  /** Rooms of lots and tenders that a connection is in, besides those of one lot or tender. */
  count(socket: LiveSocket, besides: string): number {
    return [...socket.rooms].filter((room) => (room.startsWith('lot:') || room.startsWith('tender:')) && subjectOf(room) !== besides).length;
  }

  /** Takes a connection out of a room while its answer is made, so that no frame overtakes it. Who gets no answer stays as he was. */
  private async aside(socket: LiveSocket, room: string, join: () => void, act: (join: () => void) => Promise<void>): Promise<void> {
    const was = socket.rooms.has(room);
    if (was) void socket.leave(room);
    try {
      await act(join);
    } catch (error) {
      if (was) join();
      throw error;
    }
  }

  private followBoard(room: string, lotIds: readonly string[]): void {
    const followed = this.boards.get(room) ?? new Set<string>();
    this.boards.set(room, followed);
    for (const lotId of lotIds) {
      if (followed.has(lotId)) continue;
      followed.add(lotId);
      this.books.follow(lotId);
    }
  }

  private tellLot(lotId: string, listener: Listener, events: readonly LotEvent[]): void {
    const rooms = [roomOf(lotId, listener)];
    if (listener.audience === 'buyer') {
      const tenderId = this.books.peek(lotId)?.facts.tenderId;
      if (tenderId !== undefined) rooms.push(`tender:${tenderId}`);
    }
    const present = this.io!.of('/').adapter.rooms;
    const single = rooms.filter((room) => present.has(room));
    const together = rooms.map((room) => room + TOGETHER).filter((room) => present.has(room));
    if (single.length + together.length === 0) return;
    this.frames.send(events, single, together);
    if (events.some(({ type }) => type === 'closed')) this.heads.due(lotId, listener, [...single, ...together]);
  }

  /** Reads and tells a company's news, if anybody of it is here or about to be. */
  private tellCompany(companyId: string): void {
    if (!this.streams.has(companyId)) return;
    void this.inStream(companyId, async (stream) => { while (await this.tellNext(companyId, stream)) continue; })
      .catch((error: unknown) => this.logger.warn('News could not be read; the next ring reads them.', error as Error, 'LiveRooms'));
  }

  /** Tells the next pieces of news; true when there may be more. Only in the stream's turn. */
  private async tellNext(companyId: string, stream: Stream): Promise<boolean> {
    const news: CompanyEvent[] = await this.news.after(companyId, stream.told);
    for (const event of news) this.io!.to(companyRoom(companyId)).emit('company:event', event);
    stream.told = news.at(-1)?.seq ?? stream.told;
    // What is written from now on rings again.
    return news.length >= RESUME_EVENTS;
  }

  /**
   * Acts when it is one's turn in a company's stream, so that nothing is told meanwhile. The stream is there before its first number is
   * read: a ring in between waits for its turn and is not lost. It stays as long as somebody is in its room or waits for a turn.
   */
  private async inStream(companyId: string, act: (stream: Stream) => Promise<void> | void): Promise<void> {
    const stream: Stream = this.streams.get(companyId) ?? { told: -1, waiting: 0, work: Promise.resolve() };
    this.streams.set(companyId, stream);
    stream.waiting += 1;
    const turn = stream.work.then(async () => {
      if (stream.told < 0) stream.told = await this.news.lastSeq(companyId);
      await act(stream);
    }).finally(() => {
      stream.waiting -= 1;
      this.forgetStream(companyId);
    });
    stream.work = turn.catch(() => undefined);
    return turn;
  }

  private forgetStream(companyId: string): void {
    if (this.streams.get(companyId)?.waiting === 0 && !this.io!.of('/').adapter.rooms.has(companyRoom(companyId))) this.streams.delete(companyId);
  }

  private emptied(room: string): void {
    const lotId = lotOf(room);
    if (lotId !== null) this.books.unfollow(lotId);
    if (room.startsWith('company:')) this.forgetStream(room.slice('company:'.length));
    for (const followed of this.boards.get(room) ?? []) this.books.unfollow(followed);
    this.boards.delete(room);
  }
}

function notReached(path: string): Problem {
  return Problem.badInput([{ path, message: 'is not a number that this lot has reached' }]);
}

function companyRoom(companyId: string): string {
  return `company:${companyId}`;
}

/** The room of the same name for connections that take facts the way this one does. */
function roomFor(socket: LiveSocket, room: string): string {
  return (socket.data as LiveSession).together ? room + TOGETHER : room;
}

function subjectOf(room: string): string {
  return room.split(':')[1]!.replace(TOGETHER, '');
}

/** `lot:<lot>:<audience>`; the audience of a bidder names the company. */
function roomOf(lotId: string, listener: Listener): string {
  return `lot:${lotId}:${feedKey(listener)}`;
}

function lotOf(room: string): string | null {
  return room.startsWith('lot:') ? room.split(':')[1]! : null;
}
