import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Supervised {
  readonly name: string;
  /** Process id at this moment, null between two lives. */
  pid(): number | null;
  /** Ends it for good: SIGTERM, and SIGKILL when it has not drained in time. */
  stop(graceMs: number): Promise<void>;
}

interface Life {
  name: string;
  entry: string;
  env: NodeJS.ProcessEnv;
  /** From this age on a process that dies is no longer said to die young. */
  goodLifeMs?: number;
  /** Module that is loaded before the entry; by default the one that lets a child go when its supervisor is gone. */
  preload?: string;
  onLine(name: string, line: string): void;
  onEnd(name: string, how: string, againInMs: number): void;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;
const GOOD_LIFE_MS = 20_000;

/** Keeps one Node process alive: a dead one is started again, with a pause that doubles while it keeps dying young. */
export function supervise(life: Life): Supervised {
  let child: ChildProcess | null = null;
  let stopping = false;
  let pause = FIRST_PAUSE_MS;
  let ended: Promise<void> = Promise.resolve();

  const begin = (): void => {
    const bornAt = Date.now();
    // The channel is how a child learns that its supervisor is gone (see leave-with-parent).
    const born = spawn(process.execPath, ['--enable-source-maps', '--max-semi-space-size=32', '--import', life.preload ?? new URL('./leave-with-parent.js', import.meta.url).href, life.entry], {
      env: life.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child = born;
    for (const stream of [born.stdout, born.stderr]) eachLine(stream, (line) => life.onLine(life.name, line));
    ended = new Promise((resolve) => {
      let over = false;
      const end = (how: string): void => {
        if (over) return;
        over = true;
        child = null;
        resolve();
        if (stopping) return;
        pause = Date.now() - bornAt > (life.goodLifeMs ?? GOOD_LIFE_MS) ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
        life.onEnd(life.name, how, pause);
        setTimeout(() => { if (!stopping) begin(); }, pause);
      };
      // A process that could not even be born has no end of its own.
      born.once('error', (error) => { life.onLine(life.name, String(error)); if (born.pid === undefined) end('could not be started'); });
      born.once('close', (code, signal) => end(signal ?? `code ${code}`));
    });
  };
  begin();

  return {
    name: life.name,
    pid: () => child?.pid ?? null,
    stop: async (graceMs) => {
      stopping = true;
      child?.kill('SIGTERM');
      await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
      child?.kill('SIGKILL');
      await ended;
    },
  };
}

function eachLine(stream: NodeJS.ReadableStream | null, tell: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim()) tell(line);
  });
}
