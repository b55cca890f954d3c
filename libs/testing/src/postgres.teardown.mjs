const KEY = Symbol.for('mouldshare.test.postgres');

/** Ends the run's PostgreSQL with the last project that used it. */
export default async function teardown() {
  const held = globalThis[KEY];
  if (!held) return;
  held.users -= 1;
  if (held.users > 0) return;
  delete globalThis[KEY];
  delete process.env.TEST_DATABASE_URL;
  await held.stop();
}
