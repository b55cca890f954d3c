/** Three numbers: x, y and z. */
export type Triple = readonly [number, number, number];

/** Where one body of a model lies, in the model's own units. */
export interface BodyBox { readonly part: string; readonly min: Triple; readonly max: Triple }

interface Node { mesh?: number; name?: string; scale?: Triple; translation?: Triple; extras?: { part?: string } }
interface Gltf { nodes?: Node[]; meshes?: { primitives: { attributes: { POSITION?: number } }[] }[]; accessors?: { min?: number[]; max?: number[] }[] }

const GLTF = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const HEAD_BYTES = 20;
/** A list of contents longer than this is none of ours. */
const LONGEST_LIST = 32 * 1024 * 1024;

/** How many bytes of a binary glTF say what is in it; null while too few have come to know. Throws when it is no binary glTF 2.0. */
export function listBytes(beginning: Uint8Array): number | null {
  if (beginning.byteLength < HEAD_BYTES) return null;
  const view = new DataView(beginning.buffer, beginning.byteOffset, beginning.byteLength);
  const length = view.getUint32(12, true);
  if (view.getUint32(0, true) !== GLTF || view.getUint32(4, true) !== 2 || view.getUint32(16, true) !== JSON_CHUNK || length > LONGEST_LIST) throw new Error('This is no binary glTF 2.0.');
  return HEAD_BYTES + length;
}

/** The boxes of all bodies, read from the list of contents alone: they are known long before the shapes have come. */
export function boxesOf(beginning: Uint8Array): BodyBox[] {
  const end = listBytes(beginning);
  if (end === null || beginning.byteLength < end) throw new Error('The list of contents is not here yet.');
  const { nodes = [], meshes = [], accessors = [] } = JSON.parse(new TextDecoder().decode(beginning.subarray(HEAD_BYTES, end))) as Gltf;
  return nodes.flatMap((node): BodyBox[] => {
    const corners = node.mesh === undefined ? undefined : accessors[meshes[node.mesh]?.primitives[0]?.attributes.POSITION ?? -1];
    if (corners?.min?.length !== 3 || corners.max?.length !== 3) return [];
    const place = (corner: readonly number[]): Triple => [0, 1, 2].map((axis) => corner[axis]! * (node.scale?.[axis] ?? 1) + (node.translation?.[axis] ?? 0)) as unknown as Triple;
    return [{ part: node.extras?.part ?? node.name ?? '', min: place(corners.min), max: place(corners.max) }];
  });
}

/** The box around boxes; null around none. */
export function aroundAll(boxes: readonly Omit<BodyBox, 'part'>[]): Omit<BodyBox, 'part'> | null {
  if (boxes.length === 0) return null;
  const extreme = (of: 'min' | 'max', pick: (...numbers: number[]) => number): Triple => [0, 1, 2].map((axis) => pick(...boxes.map((box) => box[of][axis]!))) as unknown as Triple;
  return { min: extreme('min', Math.min), max: extreme('max', Math.max) };
}

export function middleOf({ min, max }: Omit<BodyBox, 'part'>): Triple {
  return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
}
