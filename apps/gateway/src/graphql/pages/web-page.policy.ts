/** The two entries of the web app. */
export type WebEntry = 'index.html' | 'm.html';

const PHONE_PATHS = /^\/(m|t)(\/|$)/;
const PHONES = /\bMobi|\bAndroid\b|\biPhone\b|MicroMessenger/i;

/** What a browser says of itself, as far as it decides between desk and phone. */
export interface Browser { userAgent: string; mobileHint: string | undefined; accept: string }

/** The entry of a page's address; null for an address that is no page: a file, or something that only a program asks for. */
export function entryOf(path: string, { accept }: Browser): WebEntry | null {
  // Addresses of pages are plain words and ids; what needs hiding is not one of them.
  if (!accept.includes('text/html') || /[%\\]|\/\./.test(path) || path.slice(path.lastIndexOf('/')).includes('.')) return null;
  return PHONE_PATHS.test(path) ? 'm.html' : 'index.html';
}

/** True when a visitor of the first page is better served by the phone: the hint where the browser gives one, its name otherwise. A link that says `desk` is believed. */
export function belongsOnPhone(path: string, query: Readonly<Record<string, unknown>>, { userAgent, mobileHint }: Browser): boolean {
  return path === '/' && !('desk' in query) && (mobileHint === undefined ? PHONES.test(userAgent) : mobileHint === '?1');
}

/**
 * What the pages may load: our own files, and the side doors of this installation. No inline script, no other address. The desk's component
 * library writes styles at run time, which a number used once allows; the phone has none.
 */
export function pagePolicy(entry: WebEntry, nonce: string, liveUrl: string, filesUrl: string): string {
  const live = `${liveUrl} ${liveUrl.replace(/^http/, 'ws')}`;
  // The phone reads codes with a compiled program of ours where the device has no reader; that is no right to evaluate text.
  const scripts = entry === 'm.html' ? "'self' 'wasm-unsafe-eval'" : "'self'";
  const styles = entry === 'index.html' ? `'self' 'nonce-${nonce}'` : "'self'";
  return `default-src 'none'; script-src ${scripts}; style-src ${styles}; img-src 'self' data: blob: ${filesUrl}; font-src 'self'; connect-src 'self' ${live} ${filesUrl}; `
    + "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

/** The file that stands between the phone's pages and the network. */
export const WORKER_FILE = 'phone-worker.js';

/** What the worker may load: our own files, for its shell. It is asked for anew every time, so that a new shell is found at once. */
export const WORKER_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", 'cache-control': 'no-cache',
};
