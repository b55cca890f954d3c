import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { Problem } from '#kernel';
import { packed, unpacked, type SheetAnswer, type SheetRefusal, type SheetTask } from './sheet-job.view.js';

export interface SheetPainterSettings {
  /** Seconds that one page may take. */
  readonly seconds: number;
  /** Megabytes that the process may hold, as seen from outside where the system tells (Linux). */
  readonly megabytes: number;
  /** The program that paints. */
  readonly program: { readonly path: string; readonly execArgv: readonly string[] };
}

/** A page as WebP, with the number of pages of its file; or why there is none. */
export type SheetPage = { readonly webp: Buffer; readonly pages: number } | { readonly refused: SheetRefusal; readonly pages?: number };

const LOOK_EVERY_MS = 50;
/** What comes out of the process is no more trusted than the file. */
const LARGEST_ANSWER = 32 * 1024 * 1024;

/**
 * Paints pages of untrusted files in a process of their own, one per page: below everybody else in priority, no environment, a wall clock, a look at its memory, and kill
 * -9 when it passes any of them. The file goes from the storage straight into the process and never lies in our memory; nothing is written to a disk.
 */
export class SheetPainter {
  readonly #settings: SheetPainterSettings;

  constructor(settings: Partial<SheetPainterSettings> = {}) {
    this.#settings = { seconds: 20, megabytes: 1_024, program: ownProgram(), ...settings };
  }

  /** Paints one page; `stop` ends it early with BUSY. Throws only for a fault of ours; whatever the file does ends in a page or a word. */
  async paint(task: SheetTask, open: () => Promise<Readable>, stop?: AbortSignal): Promise<SheetPage> {
    if (stop?.aborted) return { refused: 'BUSY' };
    const { seconds, megabytes, program } = this.#settings;
    const bytes = await inTime(open, seconds, stop);
    if (bytes === null) return { refused: 'BUSY' };
    // Nothing of our environment goes along: no address, no secret.
    const child = spawn(process.execPath, [...program.execArgv, program.path, String(seconds + 5)], { env: {}, stdio: ['pipe', 'pipe', 'pipe'] });
    lower(child);
    let heavy = false;
    let fault: Error | null = null;
    const kill = (): void => { heavy = true; child.kill('SIGKILL'); };
    const leave = (): void => { child.kill('SIGKILL'); };
    stop?.addEventListener('abort', leave, { once: true });
    const clock = setTimeout(kill, seconds * 1_000);
    const look = setInterval(() => { void residentMegabytes(child).then((held) => { if (held !== null && held > megabytes) kill(); }); }, LOOK_EVERY_MS);
    let lastWords = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => { lastWords = (lastWords + text).slice(-4_000); });
    const gone = new Promise<void>((resolve) => { child.once('close', () => resolve()); child.once('error', (error) => { fault ??= error; resolve(); }); });
    let lost: unknown = null;
    bytes.once('error', (error) => { lost = error; child.kill('SIGKILL'); });
    // A process that was killed takes no more; that is no news.
    const sent = pipeline(Readable.from(following(packed(task), bytes)), child.stdin).catch(() => undefined);
    const answer: Uint8Array[] = [];
    try {
      let length = 0;
      for await (const part of child.stdout) {
        answer.push(part as Uint8Array);
        if ((length += (part as Uint8Array).length) > LARGEST_ANSWER) throw new Error('The answer of the page painter is too long.');
      }
      // Its output may end while it lives on; the clock still runs.
      await gone;
    } finally {
      clearTimeout(clock);
      clearInterval(look);
      stop?.removeEventListener('abort', leave);
      child.kill('SIGKILL');
      bytes.destroy();
      await Promise.all([gone, sent]);
    }
    if (stop?.aborted) return { refused: 'BUSY' };
    if (lost !== null) throw lost;
    if (heavy) return { refused: 'TOO_HEAVY' };
    const said = unpacked<SheetAnswer>(Buffer.concat(answer));
    if (said?.message.kind === 'PAGE' && said.bytes.length > 0) return { webp: Buffer.from(said.bytes), pages: said.message.pages };
    if (said?.message.kind === 'REFUSED') return { refused: said.message.refused, ...(said.message.pages === undefined ? {} : { pages: said.message.pages }) };
    if (said?.message.kind === 'FAULT') throw new Error(`The page painter failed: ${said.message.message}`);
    if (fault !== null) throw fault;
    if (/out of memory|allocation failed/i.test(lastWords)) return { refused: 'TOO_HEAVY' };
    // A library that falls over its input is the file's doing; anything else is ours.
    if (child.signalCode === 'SIGSEGV' || child.signalCode === 'SIGABRT' || child.signalCode === 'SIGBUS') return { refused: 'DAMAGED' };
    throw new Error(`The page painter ended (${child.signalCode ?? child.exitCode}) without an answer: ${lastWords.slice(-1_000)}`);
  }
}

/** What a store gives within so many seconds; null when `stop` came first. What comes too late is let go. Throws UNAVAILABLE for a store that does not answer. */
async function inTime(open: () => Promise<Readable>, seconds: number, stop?: AbortSignal): Promise<Readable | null> {
  let end!: (how: { late: boolean }) => void;
  const ended = new Promise<{ late: boolean }>((resolve) => { end = resolve; });
  const leave = (): void => end({ late: false });
  const clock = setTimeout(() => end({ late: true }), seconds * 1_000);
  stop?.addEventListener('abort', leave, { once: true });
  const opening = open();
  try {
    const first = await Promise.race([opening, ended]);
    if (first instanceof Readable) return first;
    void opening.then((bytes) => bytes.destroy(), () => undefined);
    if (first.late) throw new Problem('UNAVAILABLE', 'The file store does not answer.');
    return null;
  } finally {
    clearTimeout(clock);
    stop?.removeEventListener('abort', leave);
  }
}

async function* following(first: readonly Uint8Array[], rest: Readable): AsyncGenerator<Uint8Array> {
  yield* first.filter((part) => part.length > 0);
  yield* rest as AsyncIterable<Uint8Array>;
}

/** Others come first. Systems that do not know priorities go without. */
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

/** The compiled painter beside this file; where nothing is compiled (tests), the source through the development loader. */
function ownProgram(): SheetPainterSettings['program'] {
  if (!import.meta.url.endsWith('.ts')) return { path: fileURLToPath(new URL('./sheet-painter.child.js', import.meta.url)), execArgv: [] };
  const loader = new URL('../../../../tools/run-source.mjs', import.meta.url);
  return { path: fileURLToPath(new URL('./sheet-painter.child.ts', import.meta.url)), execArgv: ['--conditions=source', '--import', loader.href] };
}
