import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { ApiClient } from './api-client.js';

export interface LiveEvent { lotId: string; seq: number; type: string; [field: string]: unknown }
export interface Ack { ok: boolean; t?: string; refusal?: { code: string; [field: string]: unknown }; problem?: { code: string; message: string }; [field: string]: unknown }

const TICKET = 'mutation Ticket { createLiveTicket { __typename ... on LiveTicket { token url } ... on Refusal { code message } } }';

/** One connection to the live side door: keeps everything it was sent, in order. */
export class LiveClient {
  readonly events: LiveEvent[] = [];
  readonly companyEvents: { seq: number; type: string; subjectId: string }[] = [];
  ended: string | null = null;

  private constructor(readonly socket: Socket) {
    socket.on('lot:event', (event: LiveEvent) => this.events.push(event));
    socket.on('lot:events', (events: LiveEvent[]) => this.events.push(...events));
    socket.on('company:event', (event: { seq: number; type: string; subjectId: string }) => this.companyEvents.push(event));
    socket.on('session:ended', ({ reason }: { reason: string }) => { this.ended = reason; });
  }

  static async connect(api: ApiClient): Promise<LiveClient> {
    const { createLiveTicket } = await api.ask<{ createLiveTicket: { __typename: string; token: string; url: string } }>(TICKET);
    if (createLiveTicket.__typename !== 'LiveTicket') throw new Error(`no ticket: ${createLiveTicket.__typename}`);
    return LiveClient.withTicket(createLiveTicket.url, createLiveTicket.token);
  }

  static withTicket(url: string, ticket: unknown, extra: object = {}): Promise<LiveClient> {
    const socket = io(url, { path: '/live', transports: ['websocket'], reconnection: false, forceNew: true, auth: { ticket, protocol: 1, locale: 'en' }, ...extra });
    const client = new LiveClient(socket);
    return new Promise((resolve, reject) => {
      socket.once('hello', () => resolve(client));
      socket.once('connect_error', (error) => { socket.disconnect(); reject(error); });
    });
  }

  emit(name: string, payload: unknown, timeoutMs = 10_000): Promise<Ack> {
    return this.socket.timeout(timeoutMs).emitWithAck(name, payload) as Promise<Ack>;
  }

  /** Waits for an event that fits, among those already here as well. */
  async until(fits: (event: LiveEvent) => boolean, withinMs = 5_000): Promise<LiveEvent> {
    for (const end = Date.now() + withinMs; ; await sleep(10)) {
      const found = this.events.find(fits);
      if (found) return found;
      if (Date.now() > end) throw new Error(`nothing of the kind within ${withinMs} ms; have ${this.events.map(({ type, seq }) => `${type}#${seq}`).join(' ') || 'nothing'}`);
    }
  }

  close(): void {
    this.socket.disconnect();
  }
}
