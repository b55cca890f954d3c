/** Kinds of files of which we have pages. */
export type SheetKind = 'PDF' | 'DXF' | 'PICTURE';

/** What the process that paints pages is asked to do with the file that follows. */
export interface SheetTask {
  readonly kind: SheetKind;
  /** From 1. */
  readonly page: number;
  /** Pages of a PDF at most. */
  readonly mostPages: number;
  /** Pixels of the longer side at most. */
  readonly longSide: number;
  /** Lines that are burnt in over the whole page; null for none. */
  readonly mark: readonly string[] | null;
}

/**
 * Why there is no page. NOT_SHOWN: of this kind of file we have no pages (DWG, IGES, Parasolid, binary DXF). DAMAGED: it cannot be read, or was cut off. ENCRYPTED: it
 * wants a password. EMPTY: there is nothing on it. TOO_MANY_PAGES: more than we show. NO_SUCH_PAGE: it has fewer. TOO_HEAVY: it takes too long or too much memory. BUSY: too many
 * ask at this moment; it works later.
 */
export type SheetRefusal = 'NOT_SHOWN' | 'DAMAGED' | 'ENCRYPTED' | 'EMPTY' | 'TOO_MANY_PAGES' | 'NO_SUCH_PAGE' | 'TOO_HEAVY' | 'BUSY';

/** What the process answers; a page follows its frame. A fault is ours, not the file's. */
export type SheetAnswer =
  | { readonly kind: 'PAGE'; readonly pages: number }
  | { readonly kind: 'REFUSED'; readonly refused: SheetRefusal; readonly pages?: number }
  | { readonly kind: 'FAULT'; readonly message: string };

/** A message as it travels: the length of its text, the text, and the bytes that belong to it. */
export function packed(message: SheetTask | SheetAnswer, bytes: Uint8Array = new Uint8Array()): Uint8Array[] {
  const text = new TextEncoder().encode(JSON.stringify(message));
  const head = new Uint8Array(4);
  new DataView(head.buffer).setUint32(0, text.length);
  return [head, text, bytes];
}

/** The message and its bytes; null for anything else. */
export function unpacked<T extends SheetTask | SheetAnswer>(all: Uint8Array): { message: T; bytes: Uint8Array } | null {
  const length = all.length < 4 ? -1 : new DataView(all.buffer, all.byteOffset).getUint32(0);
  if (length < 0 || 4 + length > all.length) return null;
  try {
    return { message: JSON.parse(new TextDecoder().decode(all.subarray(4, 4 + length))) as T, bytes: all.subarray(4 + length) };
  } catch {
    return null;
  }
}
