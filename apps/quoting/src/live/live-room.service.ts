import { Injectable } from '@nestjs/common';
import type { Server, Socket } from 'socket.io';
import { Problem } from '#kernel';
import type { ClientToServer, CompanyEvent, LotEvent, Resumed, ServerToClient } from '#contracts/live.protocol';
import { Bell } from '#platform/messaging';
import { Logger } from '#platform/observability';
import { LotBooks, feedKey, type Listener } from '../bidding/index.js';
import { COMPANIES_CHANNEL, CompanyStreams } from '../company-feed/index.js';

export type LiveIo = Server<ClientToServer, ServerToClient>;
export type LiveSocket = Socket<ClientToServer, ServerToClient>;

/**
 * Who hears what. Rooms are named here and nowhere else: one per lot and audience, one per tender for its buyer, one per company and person.
 * A room that somebody is in makes its lots followed; what they gain, whoever wrote it, is sent to the room, encoded once.
 */
@Injectable()
export class LiveRooms {
  private io: LiveIo | null = null;
  /** Lots that a tender's room follows. */
  private readonly boards = new Map<string, Set<string>>();
  /** Last piece of news told to each company that is here; its promise keeps the order. */
  private readonly streams = new Map<string, { told: number; work: Promise<void> }>();

  constructor(
    private readonly books: LotBooks,
    private readonly news: CompanyStreams,
    private readonly bell: Bell,
    private readonly logger: Logger,
  ) {}

  /** Begins to tell. Called once, when the server of the sockets is there. */
  attach(io: LiveIo): void {
    this.io = io;
    const { adapter } = io.of('/');
    adapter.on('create-room', (room: string) => {
      const lotId = lotOf(room);
      if (lotId !== null) this.books.follow(lotId);
    });
    adapter.on('delete-room', (room: string) => this.emptied(room));
    this.books.onGain((lotId, listener, events) => this.tellLot(lotId, listener, events));
    this.bell.on(COMPANIES_CHANNEL, (payload) => { for (const companyId of payload.split(',')) this.tellCompany(companyId); }, () => { for (const companyId of this.streams.keys()) this.tellCompany(companyId); });
  }

  /** Lets a connection hear its company's stream; the number of the last piece of news before. */
  async joinCompany(socket: LiveSocket, companyId: string, principalId: string): Promise<number> {
    await socket.join([`company:${companyId}`, `principal:${principalId}`]);
    const last = await this.news.lastSeq(companyId);
    if (!this.streams.has(companyId)) this.streams.set(companyId, { told: last, work: Promise.resolve() });
    return last;
  }

  /** Joins a lot for one audience and answers what was missed. Joined first and read then, so that nothing falls in between. */
  async resumeLot(socket: LiveSocket, lotId: string, listener: Listener, lastSeq: number): Promise<Resumed> {
    await socket.join(roomOf(lotId, listener));
    const answer = await this.books.resume(lotId, listener, lastSeq);
    if (answer === null) throw Problem.badInput([{ path: 'lastSeq', message: 'is not a number that this lot has reached' }]);
    return answer;
  }

  async leaveLot(socket: LiveSocket, lotId: string): Promise<void> {
    for (const room of [...socket.rooms]) if (lotOf(room) === lotId) await socket.leave(room);
  }

  /** Joins the board of an own tender and answers what was missed of each lot, in one room and one reading. */
  async resumeTender(socket: LiveSocket, tenderId: string, lotIds: readonly string[], lastSeqs: ReadonlyMap<string, number>): Promise<Record<string, Resumed>> {
    const room = `tender:${tenderId}`;
    const followed = this.boards.get(room) ?? new Set<string>();
    this.boards.set(room, followed);
    for (const lotId of lotIds) {
      if (followed.has(lotId)) continue;
      followed.add(lotId);
      this.books.follow(lotId);
    }
    await socket.join(room);
    const answers = await this.books.resumeAll({ audience: 'buyer' }, new Map(lotIds.map((lotId) => [lotId, lastSeqs.get(lotId) ?? 0])));
    const future = lotIds.find((lotId) => !answers.has(lotId));
    if (future !== undefined) throw Problem.badInput([{ path: `lastSeqs.${future}`, message: 'is not a number that this lot has reached' }]);
    return Object.fromEntries(answers);
  }

  /** Rooms of lots and tenders that a connection is in. */
  count(socket: LiveSocket): number {
    return [...socket.rooms].filter((room) => room.startsWith('lot:') || room.startsWith('tender:')).length;
  }

  private tellLot(lotId: string, listener: Listener, events: readonly LotEvent[]): void {
    const rooms = [roomOf(lotId, listener)];
    if (listener.audience === 'buyer') {
      const tenderId = this.books.peek(lotId)?.facts.tenderId;
      if (tenderId !== undefined) rooms.push(`tender:${tenderId}`);
    }
    const present = this.io!.of('/').adapter.rooms;
    const filled = rooms.filter((room) => present.has(room));
    if (filled.length === 0) return;
    for (const event of events) this.io!.to(filled).emit('lot:event', event);
  }

  /** Reads and tells a company's news, one reading after the other. */
  private tellCompany(companyId: string): void {
    const stream = this.streams.get(companyId);
    if (stream === undefined) return;
    stream.work = stream.work.then(async () => {
      for (;;) {
        const news: CompanyEvent[] = await this.news.after(companyId, stream.told);
        for (const event of news) this.io!.to(`company:${companyId}`).emit('company:event', event);
        stream.told = news.at(-1)?.seq ?? stream.told;
        if (news.length === 0) return;
      }
    }).catch((error: unknown) => this.logger.warn('News could not be read; the next ring reads them.', error as Error, 'LiveRooms'));
  }

  private emptied(room: string): void {
    const lotId = lotOf(room);
    if (lotId !== null) this.books.unfollow(lotId);
    if (room.startsWith('company:')) this.streams.delete(room.slice('company:'.length));
    for (const followed of this.boards.get(room) ?? []) this.books.unfollow(followed);
    this.boards.delete(room);
  }
}

/** `lot:<lot>:<audience>`; the audience of a bidder names the company. */
function roomOf(lotId: string, listener: Listener): string {
  return `lot:${lotId}:${feedKey(listener)}`;
}

function lotOf(room: string): string | null {
  return room.startsWith('lot:') ? room.split(':')[1]! : null;
}
