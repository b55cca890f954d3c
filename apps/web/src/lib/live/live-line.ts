import { io, type Socket } from 'socket.io-client';
import { LIVE_PATH, LIVE_PROTOCOL, type ClientToServer, type Hello, type ServerToClient, type SessionEndReason } from '#contracts/live.protocol';
import { waitBefore } from './reconnect.policy.js';

export type LiveSocket = Socket<ServerToClient, ClientToServer>;

/** What the line needs of the world around it. */
export interface LineWorld {
  /** A ticket for one connection; throws when nobody can be reached, gives null when nobody is signed in. */
  ticket(): Promise<{ token: string; url: string } | null>;
  language(): string;
  /** False when the device itself says that it has no network. */
  online(): boolean;
  roll(): number;
}

export interface LineEvents {
  /** A new connection is seated; listeners for facts are added here. */
  onSeated(socket: LiveSocket, hello: Hello): void;
  /** The connection is gone; another one is being tried unless the session ended. */
  onLost(): void;
  onEnded(reason: SessionEndReason | 'SIGNED_OUT'): void;
}

/** Keeps one connection to the market: a fresh ticket for every attempt, longer waits between failures, none while nobody wants it. */
export class LiveLine {
  private socket: LiveSocket | null = null;
  private wanted = false;
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private opening = false;

  constructor(private readonly world: LineWorld, private readonly events: LineEvents) {}

  open(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.attempt = 0;
    void this.connect();
  }

  close(): void {
    this.wanted = false;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.drop();
  }

  /** Sentences of the market come in the language of the page from now on; a line that is not there yet says so when it connects. */
  speak(): void {
    const locale = this.world.language() === 'en' ? 'en' : 'zh-CN';
    if (this.socket?.connected) this.socket.emit('speak', { locale }, () => undefined);
  }

  /** The device woke up or the network came back: no reason to wait any longer. */
  hurry(): void {
    if (!this.wanted || this.socket?.connected || this.opening) return;
    if (this.timer) clearTimeout(this.timer);
    this.attempt = 0;
    void this.connect();
  }

  private async connect(): Promise<void> {
    this.timer = null;
    this.attempt += 1;
    this.opening = true;
    try {
      const ticket = await this.world.ticket();
      if (!this.wanted) return;
      if (ticket === null) {
        this.wanted = false;
        this.events.onEnded('SIGNED_OUT');
        return;
      }
      this.dial(ticket.url, ticket.token);
    } catch {
      this.later();
    } finally {
      this.opening = false;
    }
  }

  private dial(url: string, token: string): void {
    const auth = { ticket: token, protocol: LIVE_PROTOCOL, locale: this.world.language(), together: true };
    const socket: LiveSocket = io(url, { path: LIVE_PATH, transports: ['websocket'], reconnection: false, forceNew: true, auth });
    this.socket = socket;
    const lost = () => {
      if (this.socket !== socket) return;
      this.socket = null;
      socket.disconnect();
      this.events.onLost();
      this.later();
    };
    socket.once('connect_error', lost);
    socket.once('disconnect', lost);
    socket.once('hello', (hello) => {
      this.attempt = 0;
      this.events.onSeated(socket, hello);
    });
    socket.on('drain', ({ reconnectWithinMs }) => { setTimeout(lost, this.world.roll() * reconnectWithinMs); });
    socket.on('session:ended', ({ reason }) => {
      if (reason === 'SLOW') return lost();
      this.close();
      this.events.onEnded(reason);
    });
  }

  private later(): void {
    if (this.wanted && this.timer === null) this.timer = setTimeout(() => void this.connect(), waitBefore(Math.max(this.attempt, 1), this.world.roll()));
  }

  private drop(): void {
    const { socket } = this;
    this.socket = null;
    socket?.disconnect();
  }
}
