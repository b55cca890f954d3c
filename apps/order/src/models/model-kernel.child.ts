import occtimportjs from 'occt-import-js';
import { PNG } from 'pngjs';
import { glbOf, wholeGlbOf } from './glb.view.js';
import type { ModelFrame } from './model-job.view.js';
import { laidStraight, orientedBox } from './oriented-box.policy.js';
import { joinSolids, placedBodies, type ItemSolids, type Solid } from './solids.policy.js';
import type { StepStructure } from './step-structure.parser.js';
import { stockSize } from './stock-size.policy.js';
import { thumbnail } from './thumbnail.policy.js';

type Say = (frame: ModelFrame, pictures?: readonly Uint8Array[]) => Promise<void>;

/** A whole that a browser would not want. */
const LARGEST_WHOLE = 64 * 1024 * 1024;

/** How rows of a picture are written: as differences along the row. To try every way for every row costs five times as much and gains nothing here. */
const DIFFERENCES = 1;

/** The geometry kernel, for the process that reads models and no other: it may never end and its memory never shrinks. */
export class Kernel {
  private constructor(private readonly occt: Awaited<ReturnType<typeof occtimportjs>>) {}

  static async awake(): Promise<Kernel> {
    // What the kernel says of a file would get between the frames.
    return new Kernel(await occtimportjs({ print: () => undefined, printErr: () => undefined }));
  }

  /** Reads the bodies of a file whose structure is known, and tells the whole and every part as it is measured and drawn. */
  async read(bytes: Uint8Array, { encoding, items, assemblies }: StepStructure, say: Say): Promise<void> {
    const begun = performance.now();
    // The kernel knows UTF-8 only; names of Chinese seats come as GBK.
    const content = encoding === 'GB18030' ? new TextEncoder().encode(new TextDecoder('gb18030').decode(bytes)) : bytes;
    const result = this.occt.ReadStepFile(content, { linearUnit: 'millimeter', linearDeflectionType: 'bounding_box_ratio', linearDeflection: 0.001, angularDeflection: 0.5 });
    if (!result.success || !result.meshes) return say({ kind: 'UNREADABLE' });
    const solids = result.meshes.map(({ name, attributes, index, brep_faces }): Solid => ({
      name, mesh: { positions: Float32Array.from(attributes.position.array), indices: Uint32Array.from(index.array), faceEnds: Uint32Array.from((brep_faces ?? []).map(({ last }) => last + 1)) },
    })).filter(({ mesh }) => mesh.indices.length > 0);
    await say({ kind: 'SOLIDS', solids: solids.length, seconds: (performance.now() - begun) / 1_000 });
    const whole = wholeGlbOf(placedBodies(items, solids));
    if (whole.length <= LARGEST_WHOLE) await say({ kind: 'WHOLE', bytes: [whole.length] }, [whole]);
    for (const own of joinSolids(items, solids, assemblies === 0)) await picture(own, say);
  }
}

async function picture({ item, variant, mesh, bodies, volume, area, counted, shapes, sameAs }: ItemSolids, say: Say): Promise<void> {
  if (mesh === null) return say({ kind: 'NOTHING', item });
  const box = orientedBox(mesh);
  const straight = laidStraight(mesh, box);
  const glb = glbOf(straight);
  const drawn = thumbnail(straight);
  const png = PNG.sync.write(Object.assign(new PNG({ width: drawn.width, height: drawn.height }), { data: Buffer.from(drawn.rgba) }), { deflateLevel: 9, filterType: DIFFERENCES });
  await say({ kind: 'ITEM', item, variant, size: stockSize(box), volumeMm3: volume, areaMm2: area, bodies, counted, shapes, sameAs, bytes: [glb.length, png.length] }, [glb, png]);
}
