/** What the worker between the pages and the network does with a request. */
export type Course =
  /** None of its business: it goes to the network and nothing of it is kept. */
  | 'NETWORK'
  /** A file of the shell, which never changes under its name. */
  | 'SHELL_FILE'
  /** A page of the phone: from the network, and the shell where there is none. */
  | 'PHONE_PAGE';

const PHONE_PAGES = /^\/(m|t)(\/|$)/;

/** The shell is files of the build and the phone's page; answers of the API, uploads and everything else are never touched. */
export function courseOf(request: { method: string; mode: string; url: string }, origin: string): Course {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin) return 'NETWORK';
  if (request.mode === 'navigate') return PHONE_PAGES.test(url.pathname) ? 'PHONE_PAGE' : 'NETWORK';
  return url.pathname.startsWith('/assets/') ? 'SHELL_FILE' : 'NETWORK';
}
