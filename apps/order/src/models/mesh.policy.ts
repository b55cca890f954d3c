/** A closed surface of triangles in millimetres. Corners are numbered; `faceEnds` says after which triangle each face of the solid ends. */
export interface Mesh {
  /** x, y, z of each corner. */
  readonly positions: Float32Array;
  /** Three corners of each triangle, seen from outside against the clock. */
  readonly indices: Uint32Array;
  /** Number of triangles up to the end of each face, growing. */
  readonly faceEnds: Uint32Array;
}

export type Vector = readonly [number, number, number];

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const scaled = (a: Vector, by: number): Vector => [a[0] * by, a[1] * by, a[2] * by];
export const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const length = (a: Vector): number => Math.hypot(a[0], a[1], a[2]);
export const unit = (a: Vector): Vector => { const size = length(a); return size > 0 ? scaled(a, 1 / size) : [0, 0, 1]; };

export function corner({ positions }: Mesh, i: number): Vector {
  return [positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!];
}

/** Twice the area of a triangle as a vector that stands on it, outwards. */
export function triangleNormal(mesh: Mesh, triangle: number): Vector {
  const { indices } = mesh;
  const [a, b, c] = [corner(mesh, indices[3 * triangle]!), corner(mesh, indices[3 * triangle + 1]!), corner(mesh, indices[3 * triangle + 2]!)];
  return cross(minus(b, a), minus(c, a));
}

/** Volume in mm³ and surface in mm² of what the triangles enclose, by signed tetrahedra over the first corner. */
export function measured(mesh: Mesh): { volume: number; area: number } {
  const { positions, indices } = mesh;
  let [volume, area] = [0, 0];
  if (positions.length < 3) return { volume, area };
  const origin = corner(mesh, 0);
  for (let triangle = 0; triangle < indices.length / 3; triangle += 1) {
    const normal = triangleNormal(mesh, triangle);
    area += length(normal) / 2;
    volume += dot(minus(corner(mesh, indices[3 * triangle]!), origin), normal) / 6;
  }
  return { volume: Math.abs(volume), area };
}

/** Several bodies of one part as one mesh. */
export function joined(meshes: readonly Mesh[]): Mesh {
  if (meshes.length === 1) return meshes[0]!;
  const positions = new Float32Array(meshes.reduce((sum, mesh) => sum + mesh.positions.length, 0));
  const indices = new Uint32Array(meshes.reduce((sum, mesh) => sum + mesh.indices.length, 0));
  const faceEnds = new Uint32Array(meshes.reduce((sum, mesh) => sum + mesh.faceEnds.length, 0));
  let [corners, triangles, faces] = [0, 0, 0];
  for (const mesh of meshes) {
    positions.set(mesh.positions, corners * 3);
    mesh.indices.forEach((index, i) => { indices[triangles * 3 + i] = index + corners; });
    mesh.faceEnds.forEach((end, i) => { faceEnds[faces + i] = end + triangles; });
    corners += mesh.positions.length / 3;
    triangles += mesh.indices.length / 3;
    faces += mesh.faceEnds.length;
  }
  return { positions, indices, faceEnds };
}
