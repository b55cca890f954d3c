import stopPostgres from '../../libs/testing/src/postgres.teardown.mjs';

const KEY = Symbol.for('mouldshare.test.house');

/** Lets the product and the browser go, then the database under them. */
export default async function teardown() {
  const house = globalThis[KEY];
  delete globalThis[KEY];
  if (house && house.exitCode === null) {
    const gone = new Promise((resolve) => { house.once('exit', resolve); });
    house.stdin.end();
    await gone;
  }
  await stopPostgres();
}
