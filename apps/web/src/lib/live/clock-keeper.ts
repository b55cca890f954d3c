import type { LiveSocket } from './live-line.js';
import { lastTripMs, leadTimeMs, unknownClock, withPing, type ServerClock } from './server-clock.policy.js';

const FIRST_PINGS = 4;
const FIRST_EVERY_MS = 120;
const OFTEN_MS = 2_500;
const SELDOM_MS = 15_000;

interface Around { socket(): LiveSocket | null; /** Somebody wants the line at all. */ wanted(): boolean; /** Something that closes is on screen. */ closing(): boolean; told(): void }

/** Keeps the server's clock by asking for it, more often while something closes; after standby it is not known until it was asked again. */
export class ClockKeeper {
  private clock: ServerClock = unknownClock;
  private sure = false;
  private pinging: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly around: Around, private readonly monotonic: () => number) {}

  /** The server's clock in milliseconds; null before it is known and just after waking up. */
  now(): number | null {
    return this.clock.offsetMs === null || !this.sure ? null : this.monotonic() + this.clock.offsetMs;
  }

  get offsetMs(): number | null {
    return this.clock.offsetMs;
  }

  get tripMs(): number | null {
    return lastTripMs(this.clock);
  }

  get leadTimeMs(): number {
    return leadTimeMs(this.clock);
  }

  /** A line is new: a few questions at once, the quickest answer counts. */
  begin(): void {
    for (let i = 0; i < FIRST_PINGS; i += 1) setTimeout(() => this.ask(), i * FIRST_EVERY_MS);
  }

  wake(): void {
    this.sure = false;
    this.ask();
  }

  stop(): void {
    if (this.pinging) clearTimeout(this.pinging);
    this.pinging = null;
  }

  private ask(): void {
    this.stop();
    if (this.around.wanted()) this.pinging = setTimeout(() => this.ask(), this.around.closing() ? OFTEN_MS : SELDOM_MS);
    const socket = this.around.socket();
    if (!socket?.connected) return;
    const sentAt = this.monotonic();
    socket.timeout(5_000).emit('time:ping', { t0: Math.round(sentAt) }, (error, answer) => {
      if (error || this.around.socket() !== socket) return;
      // After standby the monotonic clock may have stood still: what was measured before says nothing any more.
      this.clock = withPing(this.sure ? this.clock : unknownClock, { sentAt, heardAt: this.monotonic(), serverMs: Date.parse(answer.t) });
      this.sure = true;
      this.around.told();
    });
  }
}
