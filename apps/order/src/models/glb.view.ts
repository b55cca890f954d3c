import type { Mesh } from './mesh.policy.js';

/** Millimetres to the metres of glTF. */
const METRES = 0.001;

/**
 * A part alone as binary glTF 2.0 without extensions: positions and triangles, no names, no neighbours, no normals (viewers compute them from the
 * corners, which faces do not share). Numbers of corners take two bytes where they fit.
 */
export function glbOf(mesh: Mesh): Uint8Array {
  return written([{ mesh }]);
}

/** A body in its place in the whole, and the place of its item in the structure. */
export interface PlacedBody { readonly item: number; readonly mesh: Mesh }

/** A whole model the same way: a node for each body, whose `extras.part` is the place of its item. Who knows the parts gives them their names. */
export function wholeGlbOf(bodies: readonly PlacedBody[]): Uint8Array {
  return written(bodies.map(({ item, mesh }) => ({ mesh, extras: { part: String(item) } })));
}

interface Node { readonly mesh: Mesh; readonly extras?: { readonly part: string } }

function written(nodes: readonly Node[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let at = 0;
  const bufferViews: object[] = [];
  const add = (bytes: Uint8Array, target: number): void => {
    bufferViews.push({ buffer: 0, byteOffset: at, byteLength: bytes.byteLength, target });
    pieces.push(bytes);
    at = padded(at + bytes.byteLength);
  };
  const accessors = nodes.flatMap(({ mesh: { positions, indices } }, i) => {
    const corners = positions.length / 3;
    const short = corners <= 0xffff;
    const [min, max] = reach(positions);
    const packed = short ? Uint16Array.from(indices) : indices;
    add(new Uint8Array(positions.buffer, positions.byteOffset, positions.byteLength), 34962);
    add(new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength), 34963);
    return [
      { bufferView: 2 * i, componentType: 5126, count: corners, type: 'VEC3', min, max },
      { bufferView: 2 * i + 1, componentType: short ? 5123 : 5125, count: indices.length, type: 'SCALAR' },
    ];
  });
  const json = JSON.stringify({
    asset: { version: '2.0', generator: 'mouldshare' },
    scene: 0, scenes: [{ nodes: nodes.map((_, i) => i) }], nodes: nodes.map(({ extras }, i) => ({ mesh: i, scale: [METRES, METRES, METRES], ...(extras ? { extras } : {}) })),
    meshes: nodes.map((_, i) => ({ primitives: [{ attributes: { POSITION: 2 * i }, indices: 2 * i + 1, mode: 4 }] })),
    accessors, bufferViews, buffers: [{ byteLength: at }],
  });
  const text = new TextEncoder().encode(json);
  const textLength = padded(text.length);
  const glb = new Uint8Array(12 + 8 + textLength + 8 + at);
  const view = new DataView(glb.buffer);
  [0x46546c67, 2, glb.length, textLength, 0x4e4f534a].forEach((word, i) => view.setUint32(4 * i, word, true));
  glb.fill(0x20, 20, 20 + textLength);
  glb.set(text, 20);
  view.setUint32(20 + textLength, at, true);
  view.setUint32(24 + textLength, 0x004e4942, true);
  let bin = 28 + textLength;
  for (const piece of pieces) {
    glb.set(piece, bin);
    bin += padded(piece.byteLength);
  }
  return glb;
}

function reach(positions: Float32Array): [min: number[], max: number[]] {
  const [min, max] = [[Infinity, Infinity, Infinity], [-Infinity, -Infinity, -Infinity]];
  for (let i = 0; i < positions.length; i += 1) {
    min[i % 3] = Math.min(min[i % 3]!, positions[i]!);
    max[i % 3] = Math.max(max[i % 3]!, positions[i]!);
  }
  return [min, max];
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}
