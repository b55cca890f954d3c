import type { SizeView } from '#contracts';
import type { StepReading } from './step-structure.parser.js';

/** What the process that reads models is asked to do with the file on its standard input. */
export type ModelTask = 'STRUCTURE' | 'GEOMETRY';

/** What became of the geometry of one item. */
export interface ItemGeometry {
  /** Place of the item in the structure. */
  readonly item: number;
  /** Further shapes under its name in a flat file count from 1 and are parts of their own. */
  readonly variant: number;
  readonly size: SizeView;
  /** Volume of one piece in mm³ and its surface in mm². */
  readonly volumeMm3: number;
  readonly areaMm2: number;
  readonly bodies: number;
  readonly counted: number;
  readonly shapes: readonly number[];
  readonly sameAs: number | null;
  /** Bytes of the two pictures that follow the frame: GLB first, then PNG. */
  readonly bytes: readonly [glb: number, png: number];
}

/** What it answers, frame by frame. A fault is ours, not the file's. */
export type ModelFrame =
  | { readonly kind: 'STRUCTURE'; readonly reading: StepReading }
  /** The kernel has read the file: bodies in it, and seconds that it took. */
  | { readonly kind: 'SOLIDS'; readonly solids: number; readonly seconds: number }
  /** The whole as GLB, which follows the frame. */
  | { readonly kind: 'WHOLE'; readonly bytes: readonly [glb: number] }
  | ({ readonly kind: 'ITEM' } & ItemGeometry)
  /** The item has no body under its name, or none that can be drawn. */
  | { readonly kind: 'NOTHING'; readonly item: number }
  /** The kernel cannot read the file. */
  | { readonly kind: 'UNREADABLE' }
  | { readonly kind: 'FAULT'; readonly message: string }
  | { readonly kind: 'DONE' };

/** A frame as it travels: the length of its text, the text, and the pictures that it announces. */
export function framed(frame: ModelFrame, pictures: readonly Uint8Array[] = []): Uint8Array[] {
  const text = new TextEncoder().encode(JSON.stringify(frame));
  const head = new Uint8Array(4);
  new DataView(head.buffer).setUint32(0, text.length);
  return [head, text, ...pictures];
}

/** Text of one frame, and bytes of its pictures, that are taken at most: what comes out of the process is no more trusted than the file. */
const LONGEST_TEXT = 64 * 1024 * 1024;
const LONGEST_PICTURES = 256 * 1024 * 1024;

/** Puts frames together again from bytes as they come. Throws on bytes that are no frames. */
export class Frames {
  private parts: Uint8Array[] = [];
  private held = 0;
  /** Bytes without which there is no further frame. */
  private needed = 4;

  /** The frames that are whole with these bytes. */
  take(bytes: Uint8Array): { frame: ModelFrame; pictures: Uint8Array[] }[] {
    this.parts.push(bytes);
    this.held += bytes.length;
    if (this.held < this.needed) return [];
    const all = together(this.parts, this.held);
    const found: { frame: ModelFrame; pictures: Uint8Array[] }[] = [];
    let at = 0;
    for (;;) {
      const rest = all.subarray(at);
      this.needed = 4;
      if (rest.length < this.needed) break;
      const length = new DataView(rest.buffer, rest.byteOffset).getUint32(0);
      if (length > LONGEST_TEXT) throw new Error('A frame of the model reader is too long.');
      this.needed = 4 + length;
      if (rest.length < this.needed) break;
      const frame = JSON.parse(new TextDecoder().decode(rest.subarray(4, this.needed))) as ModelFrame;
      const sizes = frame.kind === 'ITEM' || frame.kind === 'WHOLE' ? frame.bytes : [];
      const total = sizes.reduce((sum, size) => sum + size, 0);
      if (!(total >= 0 && total <= LONGEST_PICTURES)) throw new Error('Pictures of the model reader are too long.');
      this.needed += total;
      if (rest.length < this.needed) break;
      let from = 4 + length;
      found.push({ frame, pictures: sizes.map((size) => rest.slice(from, (from += size))) });
      at += this.needed;
    }
    this.parts = [all.subarray(at)];
    this.held = all.length - at;
    return found;
  }
}

function together(parts: readonly Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
