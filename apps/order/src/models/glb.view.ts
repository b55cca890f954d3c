import type { Mesh } from './mesh.policy.js';

/** Millimetres to the metres of glTF. */
const METRES = 0.001;

/**
 * A part alone as binary glTF 2.0 without extensions: positions and triangles, no names, no neighbours, no normals (viewers compute them from the
 * corners, which faces do not share). Numbers of corners take two bytes where they fit.
 */
export function glbOf({ positions, indices }: Mesh): Uint8Array {
  const corners = positions.length / 3;
  const short = corners <= 0xffff;
  const [min, max] = [[Infinity, Infinity, Infinity], [-Infinity, -Infinity, -Infinity]];
  for (let i = 0; i < positions.length; i += 1) {
    min[i % 3] = Math.min(min[i % 3]!, positions[i]!);
    max[i % 3] = Math.max(max[i % 3]!, positions[i]!);
  }
  const indexBytes = indices.length * (short ? 2 : 4);
  const json = JSON.stringify({
    asset: { version: '2.0', generator: 'mouldshare' },
    scene: 0, scenes: [{ nodes: [0] }], nodes: [{ mesh: 0, scale: [METRES, METRES, METRES] }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1, mode: 4 }] }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: corners, type: 'VEC3', min, max },
      { bufferView: 1, componentType: short ? 5123 : 5125, count: indices.length, type: 'SCALAR' },
    ],
    bufferViews: [{ buffer: 0, byteOffset: 0, byteLength: positions.byteLength, target: 34962 }, { buffer: 0, byteOffset: positions.byteLength, byteLength: indexBytes, target: 34963 }],
    buffers: [{ byteLength: positions.byteLength + indexBytes }],
  });
  const text = new TextEncoder().encode(json);
  const textLength = padded(text.length);
  const binLength = padded(positions.byteLength + indexBytes);
  const glb = new Uint8Array(12 + 8 + textLength + 8 + binLength);
  const view = new DataView(glb.buffer);
  [0x46546c67, 2, glb.length, textLength, 0x4e4f534a].forEach((word, i) => view.setUint32(4 * i, word, true));
  glb.fill(0x20, 20, 20 + textLength);
  glb.set(text, 20);
  view.setUint32(20 + textLength, binLength, true);
  view.setUint32(24 + textLength, 0x004e4942, true);
  const bin = 28 + textLength;
  glb.set(new Uint8Array(positions.buffer, positions.byteOffset, positions.byteLength), bin);
  const packed = short ? Uint16Array.from(indices) : indices;
  glb.set(new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength), bin + positions.byteLength);
  return glb;
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}
