import type { KeptFile } from '../files/index.js';

/** Who paints pages of drawings. */
export abstract class PagePictures {
  /** One page, from 1, as WebP, with lines burnt in over the whole of it; null for none. `asker` is who waits. A word when it cannot be painted. */
  abstract page(file: Pick<KeptFile, 'mediaType' | 'byteSize' | 'open'>, pageNo: number, mark: readonly string[] | null, asker?: string): Promise<{ webp: Uint8Array; pages: number } | { refused: string }>;
}
