import { courseOf } from './phone-worker.policy.js';

/** Files of the phone's shell, written in by the build. */
declare const __SHELL_FILES__: readonly string[];
/** Changes with any of them. */
declare const __SHELL_VERSION__: string;

interface WorkerEvent extends Event { waitUntil(work: Promise<unknown>): void }
interface FetchEvent extends WorkerEvent { request: Request; respondWith(answer: Promise<Response>): void }
interface Worker { location: Location; clients: { claim(): Promise<void> }; addEventListener(type: string, listener: (event: never) => void): void }

const worker = self as unknown as Worker;
const SHELL = `shell ${__SHELL_VERSION__}`;
const PAGE = '/m/';

// A new shell waits until the old pages are closed, so that no page loses the files it was made with.
worker.addEventListener('install', (event: WorkerEvent) => {
  event.waitUntil(caches.open(SHELL).then(async (shell) => {
    await shell.addAll([...__SHELL_FILES__]);
    await shell.put(PAGE, await fetch(PAGE, { headers: { accept: 'text/html' }, cache: 'no-store' }));
  }));
});

worker.addEventListener('activate', (event: WorkerEvent) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('shell ') && name !== SHELL) await caches.delete(name);
    await worker.clients.claim();
  })());
});

worker.addEventListener('fetch', (event: FetchEvent) => {
  const { request } = event;
  const course = courseOf(request, worker.location.origin);
  if (course === 'SHELL_FILE') event.respondWith(caches.match(request.url).then((kept) => kept ?? fetch(request)));
  if (course === 'PHONE_PAGE') event.respondWith(fetch(request).catch(async (error: unknown) => (await caches.match(PAGE)) ?? Promise.reject(error as Error)));
});
