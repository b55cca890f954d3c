import { Injectable } from '@nestjs/common';
import type { Server } from 'socket.io';
import type { ClientToServer, ServerToClient } from '#contracts/live.protocol';
import { Logger } from '#platform/observability';
import { LotBooks, RecordService, tookPart, type Listener } from '../bidding/index.js';

/** Pushes the signed head of a lot to those who took part when its bidding has ended. Many lots that close together are read by one statement. */
@Injectable()
export class LiveHeads {
  private io: Server<ClientToServer, ServerToClient> | null = null;
  private readonly waiting = new Map<string, Set<string>>();
  private reading = false;

  constructor(private readonly records: RecordService, private readonly books: LotBooks, private readonly logger: Logger) {}

  /** Begins to push. Called once, when the server of the sockets is there. */
  attach(io: Server<ClientToServer, ServerToClient>): void {
    this.io = io;
  }

  /** A lot has closed for one audience, whose rooms these are. Guests without a bid have nothing to hold anybody to, and get no head. */
  due(lotId: string, listener: Listener, rooms: readonly string[]): void {
    const book = this.books.peek(lotId);
    const takesPart = listener.audience === 'buyer' || (listener.audience === 'bidder' && book !== undefined && tookPart(book, listener.companyId));
    if (!takesPart) return;
    const known = this.waiting.get(lotId) ?? new Set<string>();
    for (const room of rooms) known.add(room);
    this.waiting.set(lotId, known);
    if (this.reading) return;
    this.reading = true;
    setImmediate(() => void this.push());
  }

  private async push(): Promise<void> {
    try {
      while (this.waiting.size > 0) {
        const due = new Map(this.waiting);
        this.waiting.clear();
        const heads = await this.records.headsOf([...due.keys()]);
        for (const [lotId, head] of heads) this.io!.to([...due.get(lotId)!]).emit('lot:head', { lotId, ...head });
      }
    } catch (error) {
      // Whoever misses it reads it by GraphQL.
      this.logger.warn('Signed heads could not be read.', error as Error, 'LiveHeads');
    } finally {
      this.reading = false;
    }
  }
}
