import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Server } from 'socket.io';
import type { ClientToServer, LotEvent, LotFact, ServerToClient } from '#contracts/live.protocol';
import { TICK_MS, isHot, warmed, type Heat } from './heat.policy.js';

/** Facts that may wait for the tick; all others move a clock or end something, and take along what was gathered. */
const PATIENT: ReadonlySet<LotFact['type']> = new Set(['bid', 'market', 'mine']);
const ROOMS_REMEMBERED = 10_000;

/**
 * Sends the facts of lots into rooms, each encoded once for a room: one by one, and for those who asked for it and while a lot is hot, gathered
 * over a tick into one message. Their order and their numbers are the same either way.
 */
@Injectable()
export class LiveFrames implements BeforeApplicationShutdown {
  private io: Server<ClientToServer, ServerToClient> | null = null;
  private readonly heats = new Map<string, Heat>();
  private readonly gathered = new Map<string, LotEvent[]>();
  private tick: NodeJS.Timeout | null = null;

  /** Begins to send. Called once, when the server of the sockets is there. */
  attach(io: Server<ClientToServer, ServerToClient>): void {
    this.io = io;
  }

  /** Sends facts of one lot to rooms whose connections take them one by one, and to those whose connections take several together. */
  send(events: readonly LotEvent[], single: readonly string[], together: readonly string[]): void {
    if (single.length > 0) for (const event of events) this.io!.to([...single]).emit('lot:event', event);
    const now = performance.now();
    const patient = events.every(({ type }) => PATIENT.has(type));
    for (const room of together) {
      const waits = patient && this.isHot(room, events.length, now);
      const gathering = this.gathered.get(room);
      if (gathering === undefined && !waits) this.emit(room, events);
      else if (gathering === undefined) this.gathered.set(room, [...events]);
      else gathering.push(...events);
      if (!waits) this.flush(room);
    }
    if (this.gathered.size > 0) this.tick ??= setTimeout(() => this.flushAll(), TICK_MS);
  }

  private isHot(room: string, facts: number, now: number): boolean {
    if (this.heats.size >= ROOMS_REMEMBERED) this.heats.clear();
    const heat = warmed(this.heats.get(room), facts, now);
    this.heats.set(room, heat);
    return isHot(heat, now);
  }

  beforeApplicationShutdown(): void {
    if (this.tick !== null) clearTimeout(this.tick);
    this.flushAll();
  }

  private flushAll(): void {
    this.tick = null;
    for (const room of [...this.gathered.keys()]) this.flush(room);
  }

  private flush(room: string): void {
    const events = this.gathered.get(room);
    if (events === undefined) return;
    this.gathered.delete(room);
    this.emit(room, events);
  }

  private emit(room: string, events: readonly LotEvent[]): void {
    if (events.length === 1) this.io!.to(room).emit('lot:event', events[0]!);
    else this.io!.to(room).emit('lot:events', [...events]);
  }
}
