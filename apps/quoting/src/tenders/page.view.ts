import { Problem } from '#kernel';
import type { Page } from '#contracts';

/** Writes a place in a list as an opaque cursor; the parts are digits and ids. */
export function writeCursor(parts: readonly string[]): string {
  return btoa(JSON.stringify(parts)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** Reads a cursor that has as many parts as there are forms; BAD_INPUT for anything that was not written here. */
export function readCursor(cursor: string | null | undefined, forms: readonly RegExp[]): string[] | null {
  if (cursor === null || cursor === undefined) return null;
  try {
    const parts: unknown = JSON.parse(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')));
    if (Array.isArray(parts) && parts.length === forms.length && parts.every((part, i) => typeof part === 'string' && forms[i]!.test(part))) return parts as string[];
  } catch {
    // Falls through: whatever is wrong with it, it is no cursor of this list.
  }
  throw Problem.badInput([{ path: 'after', message: 'is not a cursor of this list' }]);
}

/** Makes a page of rows of which one more than asked for was read. */
export function pageOf<R, T>(rows: readonly R[], first: number, node: (row: R) => T, place: (row: R) => readonly string[]): Page<T> {
  const edges = rows.slice(0, first).map((row) => ({ cursor: writeCursor(place(row)), node: node(row) }));
  return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
}

export const WHOLE = /^-?\d{1,18}$/;
export const ID = /^[a-z]{3}_[0-9a-z]{26}$/;
