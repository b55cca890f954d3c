import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serviceUrl, startEmbeddedPostgres } from '#platform/database';
import { EXIT_CONFIG } from '#platform/config';
import { buyer, DEMO_PASSWORD, demoEmail, guests, suppliers } from '../demo/cast.js';
import { prepareDatabase } from '../database.js';
import { makeFolder } from './data-folder.js';
import { keptSecret } from './kept-secret.js';
import { takenPorts } from './ports.js';
import { readStart } from './start-settings.js';
import { supervise, type Supervised } from './supervised.js';

/** `npm start`: the database, the three services under supervision, and the demo, until somebody ends it. */
const root = resolve(import.meta.dirname, '../../..');
const { settings, given, databaseUrl: namedDatabase, secret: namedSecret } = readStart();
const dataDir = resolve(root, settings.DATA_DIR);
const production = settings.NODE_ENV === 'production';
const port = { gateway: settings.GATEWAY_PORT, order: settings.ORDER_PORT, quoting: settings.QUOTING_PORT };
const host = settings.HOST === '0.0.0.0' ? '127.0.0.1' : settings.HOST;
const withDemo = settings.DEMO && !production;
const url = given.PUBLIC_URL ? settings.PUBLIC_URL : `http://${host}:${port.gateway}`;
/** The side doors are reached under the name that people use; a phone cannot do anything with 127.0.0.1. */
const outside = given.PUBLIC_URL ? `http://${new URL(settings.PUBLIC_URL).hostname}` : `http://${host}`;
const GRACE_MS = 15_000;
const READY_WITHIN_MS = 60_000;

const say = (text: string): void => console.log(text);
const running: Supervised[] = [];
let stopDatabase: (() => Promise<void>) | null = null;
let ending = false;

async function main(): Promise<void> {
  const startedAt = Date.now();
  await refuseTakenPorts();
  makeFolder(dataDir, 'DATA_DIR');
  const secret = namedSecret ?? keptSecret(dataDir);
  const databaseUrl = namedDatabase ?? (await embedded());
  const ran = await prepareDatabase(databaseUrl, secret).catch((error: unknown) => { throw namedDatabase ? unreachable(error) : error; });
  if (ran.length > 0) say(`database: ${ran.length} migrations`);

  const told = {
    // Nobody reads a line for every call at a terminal, and writing them all costs.
    LOG_LEVEL: 'warn', ...given, MOULDSHARE_SECRET: secret, PUBLIC_URL: url,
    PUBLIC_FILES_URL: given.PUBLIC_FILES_URL ?? `${outside}:${port.order}`, PUBLIC_LIVE_URL: given.PUBLIC_LIVE_URL ?? `${outside}:${port.quoting}`,
    STORAGE_DIR: given.STORAGE_DIR ?? join(dataDir, 'files'), MAIL_FOLDER: given.MAIL_FOLDER ?? join(dataDir, 'mail'),
    DEMO_BUYER: withDemo ? demoEmail(buyer.key) : '', DEMO_GUESTS: withDemo ? guests.map(({ key }) => demoEmail(key)).join() : '',
  };
  for (const name of ['order', 'quoting', 'gateway'] as const) {
    // Each service gets the connection of its own role; the owner's stays here.
    running.push(keep(name, join(root, `dist/apps/${name}/src/main.js`), { ...told, DATABASE_URL: serviceUrl(databaseUrl, name, secret) }));
  }
  await Promise.all((['gateway', 'order', 'quoting'] as const).map((name) => ready(name)));
  say(`Mouldshare 模享 is up at ${url} after ${((Date.now() - startedAt) / 1000).toFixed(1)} s (GraphiQL: ${url}/graphiql)`);
  if (withDemo) beginDemo();
}

/** A database that was named and does not answer: which setting, and what to do. */
function unreachable(error: unknown): Error {
  const why = error instanceof Error ? error.message : String(error);
  return new Error(`The database of DATABASE_URL cannot be used: ${why || 'no answer'}. Check its address, the owner's name and password, and that it runs; or leave DATABASE_URL out for the embedded one.`);
}

async function embedded(): Promise<string> {
  const database = await startEmbeddedPostgres(join(dataDir, 'postgres'));
  stopDatabase = () => database.stop();
  return database.url;
}

function keep(name: string, entry: string, told: NodeJS.ProcessEnv, show: (line: string) => void = showLog(name)): Supervised {
  return supervise({
    name, entry, env: told,
    onLine: (_name, line) => show(line),
    onEnd: (_name, how, again) => {
      // A wrong setting does not mend itself by being read again.
      if (how === `code ${EXIT_CONFIG}`) void end(EXIT_CONFIG);
      else say(`${name} ended (${how}); starts again in ${again} ms`);
    },
  });
}

/** Services write JSON lines; people at a terminal want what went wrong and no more, unless they ask. */
function showLog(name: string): (line: string) => void {
  if (given.LOG_LEVEL) return (line) => say(line);
  return (line) => {
    try {
      const entry = JSON.parse(line) as { level: number | string; msg?: string };
      if (entry.level === 'error' || entry.level === 'fatal' || (typeof entry.level === 'number' && entry.level >= 50)) say(`${name}: ${line}`);
    } catch {
      say(`${name}: ${line}`);
    }
  };
}

async function ready(name: 'gateway' | 'order' | 'quoting'): Promise<void> {
  const at = `http://${host}:${port[name]}/readyz`;
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until && !ending; await sleep(150)) {
    const answer = await fetch(at, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (answer?.ok) return;
  }
  if (!ending) throw new Error(`${name} was not ready within ${READY_WITHIN_MS / 1000} s; its lines above say why, or start with LOG_LEVEL=debug.`);
}

/** The demo is a client like any other: it gets no key of the house. */
function withoutKeys(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, DATABASE_URL: undefined, MOULDSHARE_SECRET: undefined, MOULDSHARE_FORMER_SECRETS: undefined, METRICS_TOKEN: undefined };
}

function beginDemo(): void {
  const demo = supervise({
    name: 'demo', entry: join(root, 'dist/tools/demo/main.js'), env: { ...withoutKeys(given), DEMO_URL: url },
    onLine: (_name, line) => say(line),
    onEnd: (_name, how, again) => say(`demo ended (${how}); starts again in ${again} ms`),
  });
  running.unshift(demo);
  const known = suppliers.slice(0, 2).map(({ key, company }) => `${demoEmail(key)} (${company})`).join(', ');
  say([
    `Start page: ${url}/   the main job as documents: docs/api/journey.md   all settings: .env.example`,
    'The demo: a factory puts the parts of mould AC2507 out to fourteen workshops, which bid live. DEMO=0 goes without.',
    `  try it without       ${url}/ and one click; a second device joins at ${url}/m/demo`,
    `  sign in as buyer     ${demoEmail(buyer.key)} (${buyer.company})`,
    `  sign in as supplier  ${known} …`,
    `  password             ${DEMO_PASSWORD}`,
  ].join('\n'));
}

async function refuseTakenPorts(): Promise<void> {
  const wanted = [
    ...(['gateway', 'order', 'quoting'] as const).map((name) => ({ setting: `${name.toUpperCase()}_PORT`, host, port: port[name] })),
    { setting: 'ORDER_RPC_PORT', host: settings.RPC_HOST, port: settings.ORDER_RPC_PORT },
    { setting: 'QUOTING_RPC_PORT', host: settings.RPC_HOST, port: settings.QUOTING_RPC_PORT },
  ];
  const twice = wanted.find((one, i) => wanted.findIndex((other) => other.port === one.port) !== i);
  if (twice) throw new Error(`${wanted.filter(({ port: same }) => same === twice.port).map(({ setting }) => setting).join(' and ')} are the same port (${twice.port}).`);
  // What a supervisor that was killed left behind drains for some seconds before it lets its ports go.
  let taken = await takenPorts(wanted);
  for (const until = Date.now() + GRACE_MS; taken.length > 0 && Date.now() < until; taken = await takenPorts(wanted)) await sleep(500);
  if (taken.length > 0) throw new Error(taken.join('\n'));
}

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await Promise.all(running.map((one) => one.stop(GRACE_MS)));
  await stopDatabase?.();
  process.exit(code);
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => { say(`${signal}: draining`); void end(0); });
// npm passes a signal to its shell, which dies of it and tells nobody: whoever was started by npm leaves when that shell is gone.
if (given.npm_lifecycle_event === 'start') {
  const shell = process.ppid;
  setInterval(() => { if (process.ppid !== shell && !ending) { say('npm is gone: draining'); void end(0); } }, 500).unref();
}
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  void end(1);
});
