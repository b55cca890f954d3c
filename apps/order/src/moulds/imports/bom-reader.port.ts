import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bomLimits, refused, type BomLimits, type Opened } from './bom-grid.policy.js';
import type { BomAsked, BomReading } from './bom-reading.policy.js';
import type { BomJob, BomJobResult } from './bom-reader.child.js';

export interface BomReaderSettings {
  /** Seconds that reading one file may take. */
  readonly seconds: number;
  /** Megabytes that the reading process may hold: heap by its own limit, everything else as seen from outside where the system tells (Linux). */
  readonly megabytes: number;
  /** Files read at the same time; others wait their turn, and waiting does not count as reading. */
  readonly sideBySide: number;
  readonly limits: BomLimits;
  /** The program that reads. */
  readonly program: { readonly path: string; readonly execArgv: readonly string[] };
}

const LOOK_EVERY_MS = 50;

/**
 * Reads untrusted files in a process of their own, one per file: no environment, a heap limit, a wall clock, a look at its memory, and kill
 * -9 when it passes any of them. Whatever happens inside, the caller gets a reading or a named refusal.
 */
export class BomReader {
  readonly #settings: BomReaderSettings;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(settings: Partial<BomReaderSettings> = {}) {
    this.#settings = { seconds: 30, megabytes: 512, sideBySide: 2, limits: bomLimits, program: ownProgram(), ...settings };
  }

  /**
   * Reads one file, or the model that stands in its place when there is none. Refuses what is no readable list (see BomRefusalCode), READING_TOO_LONG and READING_TOO_BIG.
   * Throws only for a fault of ours.
   */
  async read(bytes: Uint8Array | null, asked: BomAsked = {}): Promise<Opened<BomReading>> {
    const { limits } = this.#settings;
    if (bytes?.length === 0) return refused('FILE_EMPTY');
    if (bytes !== null && bytes.length > limits.bytes) return refused('FILE_TOO_LARGE', limits.bytes, bytes.length);
    if (this.#running >= this.#settings.sideBySide) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await this.#readApart(bytes, asked);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  #readApart(bytes: Uint8Array | null, asked: BomAsked): Promise<Opened<BomReading>> {
    const { seconds, megabytes, limits, program } = this.#settings;
    return new Promise((resolve, reject) => {
      // Nothing of our environment goes along: no address, no secret.
      const child = fork(program.path, [], {
        execArgv: [`--max-old-space-size=${megabytes}`, ...program.execArgv], env: {}, serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      let settled = false;
      let lastWords = '';
      const settle = (answer: () => void): void => {
        if (settled) return;
        settled = true;
        clearTimeout(clock);
        clearInterval(look);
        child.kill('SIGKILL');
        answer();
      };
      const clock = setTimeout(() => settle(() => resolve(refused('READING_TOO_LONG', seconds))), seconds * 1_000);
      const look = setInterval(() => {
        void residentMegabytes(child).then((held) => {
          if (held !== null && held > megabytes) settle(() => resolve(refused('READING_TOO_BIG', megabytes, held)));
        });
      }, LOOK_EVERY_MS);
      child.stderr?.setEncoding('utf8').on('data', (text: string) => { lastWords = (lastWords + text).slice(-4_000); });
      child.once('message', (result: BomJobResult) => settle(() => {
        if (result.ok) resolve({ ok: true, value: result.reading });
        else if ('refusal' in result) resolve(result);
        else reject(new Error(`The list reader failed: ${result.fault}`));
      }));
      child.once('error', (error) => settle(() => reject(error)));
      child.once('close', (code, signal) => settle(() => {
        if (/heap out of memory|allocation failed/i.test(lastWords)) resolve(refused('READING_TOO_BIG', megabytes));
        else reject(new Error(`The list reader ended (${signal ?? code}) without an answer: ${lastWords.slice(-1_000)}`));
      }));
      const job: BomJob = { bytes, asked, limits, seconds: seconds + 5 };
      child.send(job, (error) => { if (error) settle(() => reject(error)); });
    });
  }
}

/** Memory that a process holds, in megabytes; null where the system does not tell. */
async function residentMegabytes({ pid }: ChildProcess): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}

/** The compiled reader beside this file; where nothing is compiled (tests), the source through the development loader. */
function ownProgram(): BomReaderSettings['program'] {
  if (!import.meta.url.endsWith('.ts')) return { path: fileURLToPath(new URL('./bom-reader.child.js', import.meta.url)), execArgv: [] };
  const loader = new URL('../../../../../tools/run-source.mjs', import.meta.url);
  return { path: fileURLToPath(new URL('./bom-reader.child.ts', import.meta.url)), execArgv: ['--conditions=source', '--import', loader.href] };
}
