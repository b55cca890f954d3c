import type { CompanyEvent } from '#contracts/live.protocol';
import type { LiveSocket } from './live-line.js';

/** `RESET` means that too much was missed and everything cold is to be asked again. */
export type CompanyListener = (event: CompanyEvent | 'RESET') => void;

/** The thin news of the own company, in order over every line; what a lost line missed is asked for by the next. */
export class CompanyNews {
  private seq: number | null = null;
  private readonly listeners = new Set<CompanyListener>();

  listen(listener: CompanyListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A line is there that stands at a number. */
  seated(socket: LiveSocket, seq: number): void {
    socket.on('company:event', (event) => this.hear(event));
    const missedFrom = this.seq;
    this.seq = seq;
    if (missedFrom === null || missedFrom >= seq) return;
    socket.emit('company:resume', { lastSeq: missedFrom }, (ack) => {
      if (!ack.ok) return;
      if (ack.kind === 'reset') for (const listener of this.listeners) listener('RESET');
      else for (const event of ack.events) this.hear(event);
    });
  }

  /** The next person's news begin anew. */
  forget(): void {
    this.seq = null;
  }

  private hear(event: CompanyEvent): void {
    this.seq = Math.max(this.seq ?? 0, event.seq);
    for (const listener of this.listeners) listener(event);
  }
}
