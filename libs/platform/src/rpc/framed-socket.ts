import type { Socket } from 'node:net';
import { TcpSocket } from '@nestjs/microservices';

const HEAD_BYTES = 4;

/** What a peer may ask of one's patience. */
export interface Patience {
  /** A peer that stops in the middle of a message is cut off after so many milliseconds. */
  silenceMs: number;
  /** Bytes that may wait for a peer that does not read; beyond them the peer is cut off. */
  mostUnsent: number;
}
const PATIENCE: Patience = { silenceMs: 30_000, mostUnsent: 128 * 1024 * 1024 };

/**
 * Messages as JSON in UTF-8 behind their length in bytes (four bytes, big-endian). The carrier's own form counts characters and so has to
 * decode, join and cut texts while they arrive; a board of hundreds of parts spent a fifth of its processor time on that.
 */
export class FramedSocket extends TcpSocket {
  private chunks: Buffer[] = [];
  private have = 0;
  /** Bytes of the message under way, null while its head is not whole. */
  private need: number | null = null;
  private paused = false;
  private silence: NodeJS.Timeout | null = null;

  /** `mostBytes` bounds one incoming message; a longer one ends the connection. */
  constructor(socket: Socket, private readonly mostBytes: number, private readonly patience: Patience = PATIENCE) {
    super(socket);
    socket.on('close', () => this.listen(false));
  }

  protected override handleSend(message: unknown, callback?: (error?: unknown) => void): void {
    if (!this.socket.write(frameOf(JSON.stringify(message)), callback)) this.pause();
    if (this.socket.writableLength > this.patience.mostUnsent) this.handleDataError(new Error(`The peer has not read ${this.socket.writableLength} bytes.`), { destroy: true });
  }

  protected override handleData(data: Buffer | string): void {
    const chunk = typeof data === 'string' ? Buffer.from(data) : data;
    this.chunks.push(chunk);
    this.have += chunk.length;
    this.takeMessages();
  }

  private takeMessages(): void {
    try {
      while (!this.paused && this.have >= (this.need ?? HEAD_BYTES)) {
        if (this.need === null) {
          this.need = this.take(HEAD_BYTES).readUInt32BE();
          if (this.need > this.mostBytes) throw new Error(`A message of ${this.need} bytes; at most ${this.mostBytes} are taken.`);
        } else {
          const message = this.take(this.need);
          this.need = null;
          this.emitMessage(message.toString('utf8'));
        }
      }
    } catch (error) {
      // What follows a broken message cannot be told from its rest.
      this.chunks = [];
      this.have = 0;
      this.need = null;
      this.handleDataError(error as Error, { destroy: true });
    } finally {
      this.listen(this.have > 0 || this.need !== null);
    }
  }

  private take(bytes: number): Buffer {
    const all = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks, this.have);
    this.have -= bytes;
    this.chunks = this.have > 0 ? [all.subarray(bytes)] : [];
    return all.subarray(0, bytes);
  }

  /** A peer that asks but does not read must not be able to fill this process with answers: it is not read either until it has caught up. */
  protected pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.listen(false);
    this.socket.pause();
    this.socket.once('drain', () => {
      this.paused = false;
      this.socket.resume();
      this.takeMessages();
    });
  }

  private listen(inTheMiddle: boolean): void {
    if (this.silence !== null) clearTimeout(this.silence);
    this.silence = inTheMiddle && !this.paused
      ? setTimeout(() => this.handleDataError(new Error(`Silence of ${this.patience.silenceMs} ms in the middle of a message.`), { destroy: true }), this.patience.silenceMs).unref()
      : null;
  }
}

/** Head and text in one buffer. Handing the text itself to the socket would be several times slower: Node encodes long texts badly there. */
export function frameOf(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(HEAD_BYTES + bytes);
  frame.writeUInt32BE(bytes);
  frame.write(text, HEAD_BYTES, 'utf8');
  return frame;
}
