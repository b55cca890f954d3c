import { Worker } from 'node:worker_threads';
import { openBomFile } from './bom-file.parser.js';
import type { BomLimits, BomRefusal } from './bom-grid.policy.js';
import type { BomAsked, BomReading } from './bom-reading.policy.js';
import { readWithModel } from './model-merge.policy.js';

/** What the reader process is asked: one file and everything that is known about it. */
export interface BomJob {
  /** Null when there is only a model. */
  readonly bytes: Uint8Array | null;
  readonly asked: BomAsked;
  readonly limits: BomLimits;
  /** Seconds after which the process ends itself, should nobody be left to end it. */
  readonly seconds: number;
}

/** What it answers. A fault is ours, not the file's. */
export type BomJobResult = { readonly ok: true; readonly reading: BomReading } | { readonly ok: false; readonly refusal: BomRefusal } | { readonly ok: false; readonly fault: string };

async function done(job: BomJob): Promise<BomJobResult> {
  try {
    if (job.bytes === null) return { ok: true, reading: readWithModel(null, job.asked) };
    const grid = await openBomFile(job.bytes, job.limits);
    return grid.ok ? { ok: true, reading: readWithModel(grid.value, job.asked) } : { ok: false, refusal: grid.refusal };
  } catch (error) {
    return { ok: false, fault: error instanceof Error ? error.stack ?? error.message : String(error) };
  }
}

process.once('message', (job: BomJob) => {
  // A timer on this thread would wait behind a parser that never ends; this one does not.
  new Worker(`setTimeout(() => process.kill(${process.pid}, 'SIGKILL'), ${Math.ceil(job.seconds * 1_000)})`, { eval: true }).unref();
  void done(job).then((result) => process.send?.(result, () => process.exit(0)));
});
process.once('disconnect', () => process.exit(0));
