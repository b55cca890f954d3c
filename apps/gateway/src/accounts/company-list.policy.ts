import { Problem } from '#kernel';

const isText = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed() && !value.includes('\u0000');

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
    if ((rank === 0 || rank === 1 || rank === 2) && isText(name) && isText(id)) return { rank, name, id };
  } catch {
    // Told below, as any other text that is no cursor.
  }
  throw Problem.badInput([{ path: 'after', message: 'is not a cursor of this list' }]);
}
