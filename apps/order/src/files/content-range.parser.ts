/** The place of a chunk in its file; `to` is its last byte, as HTTP counts. */
export interface ChunkRange { from: number; to: number; total: number }

/** Reads `Content-Range: bytes 0-8388607/73400320`; null when it says nothing of the kind. */
export function contentRange(header: string): ChunkRange | null {
  const found = /^bytes (\d{1,13})-(\d{1,13})\/(\d{1,13})$/.exec(header.trim());
  if (!found) return null;
  const [from, to, total] = found.slice(1).map(Number) as [number, number, number];
  return from <= to && to < total ? { from, to, total } : null;
}

/** Reads `Range: bytes=0-99` of one range against a size in bytes: null for none at all, 'UNSATISFIABLE' for one outside the file. */
export function downloadRange(header: string | undefined, size: number): { from: number; to: number } | 'UNSATISFIABLE' | null {
  const found = header === undefined ? null : /^bytes=(\d{0,13})-(\d{0,13})$/.exec(header.trim());
  if (!found || (found[1] === '' && found[2] === '')) return null;
  if (found[1] === '') {
    const last = Number(found[2]);
    return last === 0 ? 'UNSATISFIABLE' : { from: Math.max(0, size - last), to: size - 1 };
  }
  const from = Number(found[1]);
  const to = found[2] === '' ? size - 1 : Math.min(Number(found[2]), size - 1);
  return from >= size || to < from ? 'UNSATISFIABLE' : { from, to };
}
