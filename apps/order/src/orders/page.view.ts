import type { Page } from '#contracts';
import { Problem, isDay } from '#kernel';

/** A place in a sorted list: the values that the list is sorted by, as text. Opaque to clients. */
export function cursorOf(place: readonly string[]): string {
  return btoa(JSON.stringify(place)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Where a list ends that is sorted by days: what has none. */
const NO_DAY = '9999-12-31';

/** A day that no calendar has would be a fault of the database, so the form alone is not enough. */
const FORMS = {
  day: (text: string) => text === NO_DAY || isDay(text), seconds: (text: string) => /^\d{1,12}$/.test(text), id: (text: string) => /^[a-z]{3}_[0-9a-z]{26}$/.test(text),
} as const;

/** Reads a cursor back, part by part; anything that the house did not write is BAD_INPUT. Null for the beginning. */
export function placeOf(after: string | null | undefined, ...forms: (keyof typeof FORMS)[]): string[] | null {
  if (after === null || after === undefined) return null;
  try {
    const place: unknown = JSON.parse(atob(after.replaceAll('-', '+').replaceAll('_', '/')));
    const fits = (form: keyof typeof FORMS, i: number): boolean => typeof (place as unknown[])[i] === 'string' && FORMS[form]((place as string[])[i]!);
    if (Array.isArray(place) && place.length === forms.length && forms.every(fits)) return place as string[];
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
