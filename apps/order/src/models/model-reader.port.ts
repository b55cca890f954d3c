import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, constants, setPriority } from 'node:os';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Frames, type ModelFrame, type ModelTask } from './model-job.view.js';

export interface ModelReaderSettings {
  /** Seconds that one task may take. */
  readonly seconds: Readonly<Record<ModelTask, number>>;
  /** Megabytes that the process may hold, as seen from outside where the system tells (Linux). */
  readonly megabytes: number;
  /** Geometries read at the same time; others wait, and waiting does not count. Structures do not wait. */
  readonly sideBySide: number;
  /** The program that reads. */
  readonly program: { readonly path: string; readonly execArgv: readonly string[] };
}

/** How reading ended: DONE, or why it was stopped. What was told before stays true. */
export type ModelEnd = 'DONE' | 'TOO_LONG' | 'TOO_BIG' | 'STOPPED';

const LOOK_EVERY_MS = 100;
/** Geometries at a time: one core is left to those who wait for an answer, since even a low priority shares caches with them. */
export const geometriesAtOnce = Math.max(1, availableParallelism() - 1);

/**
 * Reads untrusted models in a process of their own, one per task: below everybody else in priority, no environment, a wall clock, a look at its
 * memory, and kill -9 when it passes any of them. A geometry kernel may take minutes for one part and its memory never shrinks, so neither is
 * ever ours. The file goes from the storage straight into the process and never lies in our memory.
 */
export class ModelReader {
  readonly #settings: ModelReaderSettings;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(settings: Partial<ModelReaderSettings> = {}) {
    this.#settings = { seconds: { STRUCTURE: 30, GEOMETRY: 180 }, megabytes: 2_048, sideBySide: geometriesAtOnce, program: ownProgram(), ...settings };
  }

  /**
   * Runs a task on a file and hands out what it tells as it comes, one frame at a time. `stop` ends it early.
   * Throws only for a fault of ours; whatever the file does ends in a word.
   */
  async read(task: ModelTask, open: () => Promise<Readable>, told: (frame: ModelFrame, pictures: Uint8Array[]) => Promise<void>, stop?: AbortSignal): Promise<ModelEnd> {
    if (task === 'STRUCTURE') return this.#readApart(task, open, told, stop);
    if (this.#running >= this.#settings.sideBySide) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await this.#readApart(task, open, told, stop);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #readApart(task: ModelTask, open: () => Promise<Readable>, told: (frame: ModelFrame, pictures: Uint8Array[]) => Promise<void>, stop?: AbortSignal): Promise<ModelEnd> {
    const { seconds, megabytes, program } = this.#settings;
    const bytes = await open();
    // Nothing of our environment goes along: no address, no secret.
    const child = spawn(process.execPath, [...program.execArgv, program.path, task, String(seconds[task] + 5)], { env: {}, stdio: ['pipe', 'pipe', 'pipe'] });
    lower(child);
    let end: ModelEnd | null = null;
    let fault: Error | null = null;
    const kill = (why: ModelEnd): void => { end ??= why; child.kill('SIGKILL'); };
    const clock = setTimeout(() => kill('TOO_LONG'), seconds[task] * 1_000);
    const look = setInterval(() => {
      void residentMegabytes(child).then((held) => { if (held !== null && held > megabytes) kill('TOO_BIG'); });
    }, LOOK_EVERY_MS);
    const onStop = (): void => kill('STOPPED');
    stop?.addEventListener('abort', onStop, { once: true });
    let lastWords = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => { lastWords = (lastWords + text).slice(-4_000); });
    const gone = new Promise<void>((resolve) => { child.once('close', () => resolve()); child.once('error', (error) => { fault ??= error; resolve(); }); });
    // A process that was killed takes no more; that is no news.
    const sent = pipeline(bytes, child.stdin).catch(() => undefined);
    try {
      const frames = new Frames();
      for await (const part of child.stdout) {
        for (const { frame, pictures } of frames.take(part as Uint8Array)) {
          if (frame.kind === 'FAULT') fault ??= new Error(`The model reader failed: ${frame.message}`);
          else if (frame.kind === 'DONE') end ??= 'DONE';
          else await told(frame, pictures);
        }
      }
    } finally {
      clearTimeout(clock);
      clearInterval(look);
      stop?.removeEventListener('abort', onStop);
      child.kill('SIGKILL');
      bytes.destroy();
      await Promise.all([gone, sent]);
    }
    if (fault !== null) throw fault;
    if (end !== null) return end;
    // The kernel ran out of memory or gave up: it is the file's doing.
    if (/out of memory|allocation failed|memory access out of bounds|Aborted/i.test(lastWords)) return 'TOO_BIG';
    throw new Error(`The model reader ended (${child.signalCode ?? child.exitCode}) without an answer: ${lastWords.slice(-1_000)}`);
  }
}

/** Others come first, but not all the time: at the lowest priority a busy machine would starve a model until its clock kills it. Systems that do not know priorities go without. */
function lower({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // The process may have ended already.
  }
}

/** Memory that a process holds, in megabytes; null where the system does not tell. */
async function residentMegabytes({ pid }: ChildProcess): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}

/** The compiled reader beside this file; where nothing is compiled (tests), the source through the development loader. */
function ownProgram(): ModelReaderSettings['program'] {
  if (!import.meta.url.endsWith('.ts')) return { path: fileURLToPath(new URL('./model-reader.child.js', import.meta.url)), execArgv: [] };
  const loader = new URL('../../../../tools/run-source.mjs', import.meta.url);
  return { path: fileURLToPath(new URL('./model-reader.child.ts', import.meta.url)), execArgv: ['--conditions=source', '--import', loader.href] };
}
