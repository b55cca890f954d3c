import { Problem } from '#kernel';

/** A place in the list of companies: behind which one the next page begins. */
export interface ListPlace { rank: number; name: string; id: string }

/** Writes a place as an opaque cursor. */
export function writeCursor(place: ListPlace): string {
  return encodeURIComponent(JSON.stringify([place.rank, place.name, place.id]));
}

/** Reads a cursor; BAD_INPUT for anything that was not written here. */
export function readCursor(cursor: string | null): ListPlace | null {
  if (cursor === null) return null;
  try {
    const [rank, name, id] = JSON.parse(decodeURIComponent(cursor)) as unknown[];
    if (Number.isInteger(rank) && typeof name === 'string' && typeof id === 'string') return { rank: rank as number, name, id };
  } catch {
    // Told below, as any other text that is no cursor.
  }
  throw Problem.badInput([{ path: 'after', message: 'is not a cursor of this list' }]);
}
