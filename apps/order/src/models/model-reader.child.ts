import { Worker } from 'node:worker_threads';
import occtimportjs from 'occt-import-js';
import { PNG } from 'pngjs';
import { glbOf, wholeGlbOf } from './glb.view.js';
import { framed, type ModelFrame, type ModelTask } from './model-job.view.js';
import { laidStraight, orientedBox } from './oriented-box.policy.js';
import { joinSolids, placedBodies, type ItemSolids, type Solid } from './solids.policy.js';
import { readStepStructure } from './step-structure.parser.js';
import { stockSize } from './stock-size.policy.js';
import { thumbnail } from './thumbnail.policy.js';

// One file and one task: the file comes on the standard input, frames go to the standard output, and the process ends.
const [task, seconds] = [process.argv[2] as ModelTask, Number(process.argv[3])];

/** A whole that a browser would not want. */
const LARGEST_WHOLE = 64 * 1024 * 1024;

// A timer on this thread would wait behind a kernel that never ends; this one does not.
new Worker(`setTimeout(() => process.kill(${process.pid}, 'SIGKILL'), ${Math.ceil(seconds * 1_000)})`, { eval: true }).unref();

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

async function run(): Promise<void> {
  const bytes = await input();
  const reading = readStepStructure(bytes);
  await say({ kind: 'STRUCTURE', reading });
  if (task === 'STRUCTURE' || !reading.ok) return;
  const begun = performance.now();
  // What the kernel says of a file would get between the frames.
  const occt = await occtimportjs({ print: () => undefined, printErr: () => undefined });
  // The kernel knows UTF-8 only; names of Chinese seats come as GBK.
  const content = reading.structure.encoding === 'GB18030' ? new TextEncoder().encode(new TextDecoder('gb18030').decode(bytes)) : bytes;
  const result = occt.ReadStepFile(content, { linearUnit: 'millimeter', linearDeflectionType: 'bounding_box_ratio', linearDeflection: 0.001, angularDeflection: 0.5 });
  if (!result.success || !result.meshes) return say({ kind: 'UNREADABLE' });
  const solids = result.meshes.map(({ name, attributes, index, brep_faces }): Solid => ({
    name, mesh: { positions: Float32Array.from(attributes.position.array), indices: Uint32Array.from(index.array), faceEnds: Uint32Array.from((brep_faces ?? []).map(({ last }) => last + 1)) },
  })).filter(({ mesh }) => mesh.indices.length > 0);
  await say({ kind: 'SOLIDS', solids: solids.length, seconds: (performance.now() - begun) / 1_000 });
  const whole = wholeGlbOf(placedBodies(reading.structure.items, solids));
  if (whole.length <= LARGEST_WHOLE) await say({ kind: 'WHOLE', bytes: [whole.length] }, [whole]);
  for (const own of joinSolids(reading.structure.items, solids, reading.structure.assemblies === 0)) await picture(own);
}

async function picture({ item, variant, mesh, bodies, volume, area, counted, shapes, sameAs }: ItemSolids): Promise<void> {
  if (mesh === null) return say({ kind: 'NOTHING', item });
  const box = orientedBox(mesh);
  const straight = laidStraight(mesh, box);
  const glb = glbOf(straight);
  const drawn = thumbnail(straight);
  const png = PNG.sync.write(Object.assign(new PNG({ width: drawn.width, height: drawn.height }), { data: Buffer.from(drawn.rgba) }), { deflateLevel: 9 });
  await say({ kind: 'ITEM', item, variant, size: stockSize(box), volumeMm3: volume, areaMm2: area, bodies, counted, shapes, sameAs, bytes: [glb.length, png.length] }, [glb, png]);
}

run()
  .catch((error: unknown) => say({ kind: 'FAULT', message: error instanceof Error ? error.stack ?? error.message : String(error) }))
  .then(() => say({ kind: 'DONE' }))
  .then(() => process.exit(0), () => process.exit(1));
