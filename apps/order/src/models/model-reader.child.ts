import { Worker } from 'node:worker_threads';
import { framed, type ModelFrame, type ModelTask } from './model-job.view.js';
import { readStepStructure } from './step-structure.parser.js';

// One file and one task: the file comes on the standard input, frames go to the standard output, and the process ends.
const [task, seconds] = [process.argv[2] as ModelTask, Number(process.argv[3])];

function say(frame: ModelFrame, pictures: readonly Uint8Array[] = []): Promise<void> {
  return new Promise((resolve, reject) => {
    const parts = framed(frame, pictures);
    parts.forEach((part, i) => process.stdout.write(part, (error) => { if (error) reject(error); else if (i === parts.length - 1) resolve(); }));
  });
}

async function input(): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function structure(): Promise<void> {
  await say({ kind: 'STRUCTURE', reading: readStepStructure(await input()) });
}

async function geometry(): Promise<void> {
  // A timer on this thread would wait behind a kernel that never ends; this one does not.
  new Worker(`setTimeout(() => process.kill(${process.pid}, 'SIGKILL'), ${Math.ceil(seconds * 1_000)})`, { eval: true }).unref();
  // The kernel wakes up while the file comes. Whoever asks for the structure alone loads none of it.
  const waking = import('./model-kernel.child.js').then(async ({ Kernel }) => Kernel.awake());
  waking.catch(() => undefined);
  const bytes = await input();
  const reading = readStepStructure(bytes);
  await say({ kind: 'STRUCTURE', reading });
  if (reading.ok) await (await waking).read(bytes, reading.structure, say);
}

(task === 'GEOMETRY' ? geometry() : structure())
  .catch((error: unknown) => say({ kind: 'FAULT', message: error instanceof Error ? error.stack ?? error.message : String(error) }))
  .then(() => say({ kind: 'DONE' }))
  .then(() => process.exit(0), () => process.exit(1));
