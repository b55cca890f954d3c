const HOLD_MS = 15_000;
const LOOK_MS = 60;

/**
 * Runs something while no other tab of this browser does. Browsers keep their locks for secure addresses; elsewhere, such as a phone on a
 * workshop's http address, a note in the storage does the same as far as a note can.
 */
export async function oneAtATime<T>(name: string, run: () => Promise<T>): Promise<T> {
  if ('locks' in navigator && navigator.locks) return await navigator.locks.request(name, run) as T;
  const key = `mouldshare.lock.${name}`;
  const mine = newKey();
  for (const until = Date.now() + HOLD_MS; Date.now() < until;) {
    const [holder, since] = (localStorage.getItem(key) ?? '').split(' ');
    if (!holder || Date.now() - Number(since) > HOLD_MS) {
      localStorage.setItem(key, `${mine} ${Date.now()}`);
      await pause(LOOK_MS);
    }
    if (localStorage.getItem(key)?.startsWith(mine)) break;
    await pause(LOOK_MS);
  }
  try {
    return await run();
  } finally {
    localStorage.removeItem(key);
  }
}

/** A key for one intention; repeated on every retry of it. 128 random bits, also where the address is not secure. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
