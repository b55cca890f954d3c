import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { SheetKind } from './sheet-job.view.js';
import { SheetPainter, type SheetPage } from './sheet-painter.port.js';

/** A stored file as far as showing it goes; a kept file is one. */
export interface SheetSource {
  readonly mediaType: string;
  /** Bytes, as a decimal string. */
  readonly byteSize: string;
  open(): Promise<Readable>;
}

export interface SheetLimits {
  /** Pages painted at the same time, in all and of one asker; more in all, so that nobody waits for another's heavy file alone. */
  readonly sideBySide: number;
  readonly sideBySideOfOne: number;
  /** Pages that may wait for their turn, in all and of one asker. When all places are taken, whoever has more of them than one who comes gives up its last. */
  readonly waiting: number;
  readonly waitingOfOne: number;
  /** Pages of one PDF. */
  readonly pages: number;
  /** Bytes of one file. */
  readonly bytes: number;
  /** Pixels of the longer side. */
  readonly longSide: number;
}

export const sheetLimits: SheetLimits = { sideBySide: 3, sideBySideOfOne: 2, waiting: 24, waitingOfOne: 6, pages: 50, bytes: 50 * 1024 * 1024, longSide: 2_000 };

const kinds: Readonly<Record<string, SheetKind>> = { 'application/pdf': 'PDF', 'image/vnd.dxf': 'DXF', 'image/png': 'PICTURE', 'image/jpeg': 'PICTURE', 'image/webp': 'PICTURE' };

/** Pages of stored drawings and photographs as pictures. A page is painted for whoever asks, with that asker's mark, and kept nowhere. */
@Injectable()
export class SheetPages {
  readonly #waiting: { asker: string; go: (mayGo: boolean) => void }[] = [];
  readonly #running: string[] = [];

  constructor(private readonly painter: SheetPainter = new SheetPainter(), private readonly limits: SheetLimits = sheetLimits) {}

  /** May there be pages of such a file? */
  isShown(mediaType: string | null): boolean {
    return mediaType !== null && kinds[mediaType] !== undefined;
  }

  /**
   * One page, from 1, as WebP of at most 2,000 pixels. `mark`: lines that are burnt in over the whole page, such as company, person, instant and request; null for none.
   * `asker` is who waits, so that one who asks for much does not keep the others waiting; `stop` ends what nobody wants any more. Whoever calls has asked whether the asker may see the file. Throws only for a fault of ours.
   */
  async page(file: SheetSource, pageNo: number, mark: readonly string[] | null, { asker = '', stop }: { asker?: string; stop?: AbortSignal } = {}): Promise<SheetPage> {
    const kind = kinds[file.mediaType];
    if (kind === undefined) return { refused: 'NOT_SHOWN' };
    if (!Number.isInteger(pageNo) || pageNo < 1) return { refused: 'NO_SUCH_PAGE' };
    if (Number(file.byteSize) > this.limits.bytes) return { refused: 'TOO_HEAVY' };
    if (!await this.turn(asker, stop)) return { refused: 'BUSY' };
    try {
      return await this.painter.paint({ kind, page: pageNo, mostPages: this.limits.pages, longSide: this.limits.longSide, mark }, () => file.open(), stop);
    } finally {
      this.#running.splice(this.#running.indexOf(asker), 1);
      this.next();
    }
  }

  /** True once it is the asker's turn, false when there is no place to wait for it, the place was given up for another, or `stop` came first. */
  private async turn(asker: string, stop?: AbortSignal): Promise<boolean> {
    if (stop?.aborted) return false;
    if (this.mayRun(asker)) {
      this.#running.push(asker);
      return true;
    }
    if (!this.hasPlace(asker)) return false;
    return new Promise<boolean>((resolve) => {
      const leave = (): void => this.dismiss(place);
      const place = { asker, go: (mayGo: boolean): void => { stop?.removeEventListener('abort', leave); resolve(mayGo); } };
      this.#waiting.push(place);
      stop?.addEventListener('abort', leave, { once: true });
    });
  }

  /** Whoever runs least comes first, then whoever has waited longest. */
  private next(): void {
    const running = (asker: string): number => countOf(this.#running, asker);
    const [place] = this.#waiting.filter(({ asker }) => this.mayRun(asker)).sort((a, b) => running(a.asker) - running(b.asker));
    if (place === undefined) return;
    this.#waiting.splice(this.#waiting.indexOf(place), 1);
    this.#running.push(place.asker);
    place.go(true);
  }

  /** Is there a place to wait? One is made where somebody would still wait for as many pages as the asker then does. */
  private hasPlace(asker: string): boolean {
    const askers = this.#waiting.map((other) => other.asker);
    const own = countOf(askers, asker);
    if (own >= this.limits.waitingOfOne) return false;
    if (askers.length < this.limits.waiting) return true;
    const [greediest] = [...new Set(askers)].sort((a, b) => countOf(askers, b) - countOf(askers, a));
    if (greediest === undefined || countOf(askers, greediest) <= own + 1) return false;
    this.dismiss(this.#waiting[askers.lastIndexOf(greediest)]!);
    return true;
  }

  private dismiss(place: { go: (mayGo: boolean) => void }): void {
    const at = this.#waiting.findIndex((other) => other === place);
    if (at < 0) return;
    this.#waiting.splice(at, 1);
    place.go(false);
  }

  private mayRun(asker: string): boolean {
    return this.#running.length < this.limits.sideBySide && countOf(this.#running, asker) < this.limits.sideBySideOfOne;
  }
}

function countOf(askers: readonly string[], asker: string): number {
  return askers.filter((other) => other === asker).length;
}
