import type { Ack } from '#contracts/live.protocol';
import type { LiveSocket } from './live-line.js';

/** The market takes five resumes a second of one line. */
const RESUME_EVERY_MS = 220;

/** Asks for what was missed, one question after the other and no faster than the market takes them; one that is told to wait does. */
export class ResumeTurns {
  private turn: Promise<unknown> = Promise.resolve();
  /** Lots that are being caught up with, and questions asked so far. */
  lots = 0;
  asked = 0;

  constructor(private readonly socket: () => LiveSocket | null, private readonly told: () => void) {}

  take(lots: number, resume: (socket: LiveSocket) => Promise<Ack<object>>): Promise<void> {
    const mine = this.turn.then(() => this.run(lots, resume));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /** The line is gone, and with it the answers. */
  lost(): void {
    this.lots = 0;
  }

  private async run(lots: number, resume: (socket: LiveSocket) => Promise<Ack<object>>): Promise<void> {
    const socket = this.socket();
    if (!socket) return;
    this.asked += 1;
    this.lots += lots;
    this.told();
    const ack = await resume(socket).catch(() => null);
    this.lots = Math.max(0, this.lots - lots);
    this.told();
    await pause(RESUME_EVERY_MS);
    if (ack && !ack.ok && 'problem' in ack && ack.problem.code === 'RATE_LIMITED') {
      await pause(ack.problem.retryAfterMs ?? 1_000);
      if (this.socket() === socket) await resume(socket).catch(() => null);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
