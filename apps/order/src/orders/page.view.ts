import type { Page } from '#contracts';
import { Problem } from '#kernel';

/** A place in a sorted list: the values that the list is sorted by, as text. Opaque to clients. */
export function cursorOf(place: readonly string[]): string {
  return btoa(JSON.stringify(place)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Reads a cursor back; anything that the house did not write is BAD_INPUT. Null for the beginning. */
export function placeOf(after: string | null | undefined, length: number): string[] | null {
  if (after === null || after === undefined) return null;
  try {
    const place: unknown = JSON.parse(atob(after.replaceAll('-', '+').replaceAll('_', '/')));
    if (Array.isArray(place) && place.length === length && place.every((part) => typeof part === 'string' && /^[\x20-\x7e]{0,80}$/.test(part))) return place as string[];
  } catch {
    // Told below, like every other cursor that is not ours.
  }
  throw Problem.badInput([{ path: 'after', message: 'must be an endCursor of the same list' }]);
}

/** A page from one element more than asked for. */
export function pageOf<R, T>(rows: readonly R[], first: number, place: (row: R) => readonly string[], view: (row: R) => T): Page<T> {
  const edges = rows.slice(0, first).map((row) => ({ cursor: cursorOf(place(row)), node: view(row) }));
  return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
}
