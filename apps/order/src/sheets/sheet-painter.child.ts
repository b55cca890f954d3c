import { Worker } from 'node:worker_threads';
import { paintDxf } from './dxf.child.js';
import { burn } from './mark.child.js';
import { paintPicture } from './picture.child.js';
import { Refused, type Sheet } from './sheet.child.js';
import { packed, unpacked, type SheetAnswer, type SheetTask } from './sheet-job.view.js';

// One page: the task and the file come on the standard input, the page goes to the standard output, and the process ends.
const seconds = Number(process.argv[2]);
/** Of WebP; lines of a drawing stay sharp. */
const QUALITY = 88;

// A timer on this thread would wait behind a page that never ends; this one does not.
new Worker(`setTimeout(() => process.kill(${process.pid}, 'SIGKILL'), ${Math.ceil(seconds * 1_000)})`, { eval: true }).unref();
// What libraries say would get into the picture.
const silent = (): void => undefined;
Object.assign(console, { log: silent, info: silent, warn: silent, debug: silent });

async function input(): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function say(answer: SheetAnswer, bytes?: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => { process.stdout.write(Buffer.concat(packed(answer, bytes)), (error) => { if (error) reject(error); else resolve(); }); });
}

async function painted(task: SheetTask, bytes: Uint8Array): Promise<Sheet> {
  if (bytes.length === 0) throw new Refused('EMPTY');
  if (task.kind === 'PICTURE') return paintPicture(bytes, task);
  if (task.kind === 'DXF') return paintDxf(bytes, task);
  // The library is large; others do without it.
  const { paintPdf } = await import('./pdf.child.js');
  return paintPdf(bytes, task);
}

async function run(): Promise<void> {
  const asked = unpacked<SheetTask>(await input());
  if (asked === null) throw new Error('There is no task.');
  // The library wants an array of its own.
  const { canvas, pages } = await painted(asked.message, Uint8Array.from(asked.bytes));
  if (asked.message.mark !== null && asked.message.mark.length > 0) burn(canvas.getContext('2d'), canvas.width, canvas.height, asked.message.mark);
  await say({ kind: 'PAGE', pages }, await canvas.encode('webp', QUALITY));
}

run()
  .catch((error: unknown) => (error instanceof Refused
    ? say({ kind: 'REFUSED', refused: error.refused, ...(error.pages === undefined ? {} : { pages: error.pages }) })
    : say({ kind: 'FAULT', message: error instanceof Error ? error.stack ?? error.message : String(error) })))
  .then(() => process.exit(0), () => process.exit(1));
