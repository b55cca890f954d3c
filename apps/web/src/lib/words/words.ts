import { i18n } from '@lingui/core';

export type Language = 'zh-CN' | 'en';
/** Loads one of the catalogues of an entry in one language. */
export type Catalogue = (language: Language) => Promise<{ messages: Record<string, unknown> }>;

const KEPT = 'mouldshare.language';

/** The language of the address, of the last visit, or of the browser; Chinese unless somebody prefers English. */
export function wantedLanguage(search: string, kept: string | null, spoken: readonly string[]): Language {
  const asked = new URLSearchParams(search).get('lang') ?? kept ?? spoken[0] ?? '';
  return /^en\b/i.test(asked) ? 'en' : 'zh-CN';
}

export function firstLanguage(): Language {
  return wantedLanguage(location.search, localStorage.getItem(KEPT), navigator.languages);
}

let catalogues: readonly Catalogue[] = [];
let asked: Language | null = null;

/** Says which catalogues this entry speaks from; both must be there before anything is painted. Of two languages asked for at once, the later one is spoken. */
export async function speak(language: Language, from: readonly Catalogue[] = catalogues): Promise<void> {
  catalogues = from;
  asked = language;
  const loaded = await Promise.all(catalogues.map((load) => load(language)));
  if (asked !== language) return;
  i18n.load(language, Object.assign({}, ...loaded.map(({ messages }) => messages)) as Parameters<typeof i18n.load>[1] & object);
  i18n.activate(language);
  document.documentElement.lang = language;
}

/** Speaks another language from now on, and at the next visit. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await speak(language);
}
