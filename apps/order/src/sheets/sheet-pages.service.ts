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
  /** Pages that may wait for their turn, in all and of one asker. */
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
  readonly #waiting: { asker: string; go: () => void }[] = [];
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
    if (!await this.turn(asker)) return { refused: 'BUSY' };
    try {
      return await this.painter.paint({ kind, page: pageNo, mostPages: this.limits.pages, longSide: this.limits.longSide, mark }, () => file.open(), stop);
    } finally {
      this.#running.splice(this.#running.indexOf(asker), 1);
      const next = this.#waiting.findIndex((other) => this.mayRun(other.asker));
      if (next >= 0) this.#waiting.splice(next, 1)[0]!.go();
    }
  }

  private async turn(asker: string): Promise<boolean> {
    if (!this.mayRun(asker)) {
      if (this.#waiting.length >= this.limits.waiting || countOf(this.#waiting.map((other) => other.asker), asker) >= this.limits.waitingOfOne) return false;
      await new Promise<void>((resolve) => this.#waiting.push({ asker, go: () => { this.#running.push(asker); resolve(); } }));
      return true;
    }
    this.#running.push(asker);
    return true;
  }

  private mayRun(asker: string): boolean {
    return this.#running.length < this.limits.sideBySide && countOf(this.#running, asker) < this.limits.sideBySideOfOne;
  }
}

function countOf(askers: readonly string[], asker: string): number {
  return askers.filter((other) => other === asker).length;
}
