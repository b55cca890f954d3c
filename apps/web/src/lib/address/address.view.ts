/** The parameters of an address as plain words, the last where one is said twice: no number, list or object comes out of what somebody typed. */
export function readSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Parameters as an address carries them; what is not set is left out. */
export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const said = new URLSearchParams(Object.entries(search).flatMap(([key, value]) => (value === undefined || value === null || value === '' ? [] : [[key, String(value)]]))).toString();
  return said === '' ? '' : `?${said}`;
}

/** The word of an address where it is one of those that are known, and what is usual otherwise. */
export function oneOf<Word extends string>(said: string | undefined, known: readonly Word[], usual: Word): Word {
  return known.find((word) => word === said) ?? usual;
}

/**
 * The own page that somebody wanted before the door, as an address of the same entry; the entry's first page for anything else, such as another
 * host, a script, the door itself, or a page that the other entry serves.
 */
export function wayBack(from: string | undefined, home: '/buy' | '/m'): string {
  const phone = home === '/m';
  if (from === undefined || !/^\/(?![/\\])[^\\\s]*$/.test(from) || /^(\/m)?\/sign-(in|up)\b/.test(from)) return home;
  return /^\/(m|t)([/?#]|$)/.test(from) === phone ? from : home;
}
