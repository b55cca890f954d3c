import { cross, dot, unit, type Mesh, type Vector } from './mesh.policy.js';

/** A picture as rows of red, green, blue and opacity from the top left. */
export interface Picture { readonly width: number; readonly height: number; readonly rgba: Uint8Array }

/** Each pixel is the mean of so many times so many. */
const FINER = 2;
const EYE: Vector = unit([0.55, -0.75, 0.62]);
const LIGHT: Vector = unit([0.25, -0.55, 0.85]);
/** Steel that is seen on white paper and on a dark screen. */
const STEEL = [150, 163, 178] as const;
const EDGE = [52, 60, 71] as const;
const MARGIN = 0.06;

/**
 * An isometric picture of a part on nothing: triangles through a depth buffer, lit from above, with a line where one face of the solid meets another.
 * The mesh lies straight (longest edge along x, shortest along z).
 */
export function thumbnail(mesh: Mesh, width = 320, height = 240): Picture {
  const [w, h] = [width * FINER, height * FINER];
  const right = unit(cross([0, 0, 1], EYE));
  const up = cross(EYE, right);
  const corners = mesh.positions.length / 3;
  const [sx, sy, sz] = [new Float32Array(corners), new Float32Array(corners), new Float32Array(corners)];
  let [left, top, most, least] = [Infinity, -Infinity, -Infinity, Infinity];
  for (let i = 0; i < corners; i += 1) {
    const point: Vector = [mesh.positions[3 * i]!, mesh.positions[3 * i + 1]!, mesh.positions[3 * i + 2]!];
    sx[i] = dot(point, right);
    sy[i] = dot(point, up);
    sz[i] = dot(point, EYE);
    left = Math.min(left, sx[i]!);
    most = Math.max(most, sx[i]!);
    least = Math.min(least, sy[i]!);
    top = Math.max(top, sy[i]!);
  }
  const scale = Math.min((w * (1 - 2 * MARGIN)) / Math.max(most - left, 1e-6), (h * (1 - 2 * MARGIN)) / Math.max(top - least, 1e-6));
  for (let i = 0; i < corners; i += 1) {
    sx[i] = (sx[i]! - (left + most) / 2) * scale + w / 2;
    sy[i] = ((least + top) / 2 - sy[i]!) * scale + h / 2;
  }
  const depth = new Float32Array(w * h).fill(-Infinity);
  const face = new Int32Array(w * h).fill(-1);
  const shade = new Float32Array(w * h);
  let current = 0;
  for (let triangle = 0; triangle < mesh.indices.length / 3; triangle += 1) {
    while (current < mesh.faceEnds.length - 1 && triangle >= mesh.faceEnds[current]!) current += 1;
    fill(mesh, triangle, { sx, sy, sz, w, h, depth, face, shade, current });
  }
  return reduced(w, h, width, height, face, shade, depth, scale);
}

interface Canvas {
  sx: Float32Array; sy: Float32Array; sz: Float32Array; w: number; h: number;
  depth: Float32Array; face: Int32Array; shade: Float32Array; current: number;
}

function fill({ positions, indices }: Mesh, triangle: number, { sx, sy, sz, w, h, depth, face, shade, current }: Canvas): void {
  const [a, b, c] = [indices[3 * triangle]!, indices[3 * triangle + 1]!, indices[3 * triangle + 2]!];
  const [ax, ay, bx, by, cx, cy] = [sx[a]!, sy[a]!, sx[b]!, sy[b]!, sx[c]!, sy[c]!];
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (Math.abs(area) < 1e-9) return;
  const p = (i: number): Vector => [positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!];
  const [pa, pb, pc] = [p(a), p(b), p(c)];
  const normal = unit(cross([pb[0] - pa[0], pb[1] - pa[1], pb[2] - pa[2]], [pc[0] - pa[0], pc[1] - pa[1], pc[2] - pa[2]]));
  // Damaged solids have faces inside out: light falls on both sides.
  const light = 0.45 + 0.55 * Math.abs(dot(dot(normal, EYE) < 0 ? [-normal[0], -normal[1], -normal[2]] : normal, LIGHT));
  const fromY = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
  const toY = Math.min(h - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
  const fromX = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
  const toX = Math.min(w - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
  // Weights of the corners and the depth are linear along a row: where all weights are positive is an interval.
  const [ka, kb] = [(by - cy) / area, (cy - ay) / area];
  const kc = -ka - kb;
  const [za, zb, zc] = [sz[a]!, sz[b]!, sz[c]!];
  const kz = ka * za + kb * zb + kc * zc;
  for (let y = fromY; y <= toY; y += 1) {
    const py = y + 0.5;
    const wa = (bx * (cy - py) - cx * (by - py)) / area;
    const wb = (cx * (ay - py) - ax * (cy - py)) / area;
    const wc = 1 - wa - wb;
    const first = Math.max(fromX, Math.ceil(least(wa, ka)), Math.ceil(least(wb, kb)), Math.ceil(least(wc, kc)));
    const last = Math.min(toX, Math.floor(most(wa, ka)), Math.floor(most(wb, kb)), Math.floor(most(wc, kc)));
    let z = wa * za + wb * zb + wc * zc + kz * (first + 0.5);
    for (let x = first, at = y * w + first; x <= last; x += 1, at += 1, z += kz) {
      if (z <= depth[at]!) continue;
      depth[at] = z;
      face[at] = current;
      shade[at] = light;
    }
  }
}

/** The first column in which a weight that grows by `k` from `at` is positive; without end where it never is. */
function least(at: number, k: number): number {
  return k > 1e-12 ? (-1e-6 - at) / k - 0.5 : k >= -1e-12 && at < -1e-6 ? Infinity : -Infinity;
}

/** The last such column. */
function most(at: number, k: number): number {
  return k < -1e-12 ? (-1e-6 - at) / k - 0.5 : Infinity;
}

/** Colours, draws the lines and takes the mean of neighbouring points. */
function reduced(w: number, h: number, width: number, height: number, face: Int32Array, shade: Float32Array, depth: Float32Array, scale: number): Picture {
  const rgba = new Uint8Array(width * height * 4);
  const near = 0.5 / scale;
  // The line lies on the nearer of two faces, so that it is one point wide.
  const meets = (at: number, other: number): boolean => face[other] !== face[at] && (face[other]! < 0 || depth[at]! >= depth[other]! - near);
  const [steel0, steel1, steel2] = STEEL;
  const [edge0, edge1, edge2] = EDGE;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let r = 0;
      let g = 0;
      let b = 0;
      let hits = 0;
      for (let fy = y * FINER; fy < (y + 1) * FINER; fy += 1) {
        for (let fx = x * FINER, at = fy * w + fx; fx < (x + 1) * FINER; fx += 1, at += 1) {
          if (face[at]! < 0) continue;
          hits += 1;
          if ((fx > 0 && meets(at, at - 1)) || (fx < w - 1 && meets(at, at + 1)) || (fy > 0 && meets(at, at - w)) || (fy < h - 1 && meets(at, at + w))) {
            r += edge0;
            g += edge1;
            b += edge2;
          } else {
            const by = shade[at]!;
            r += steel0 * by;
            g += steel1 * by;
            b += steel2 * by;
          }
        }
      }
      if (hits === 0) continue;
      const to = (y * width + x) * 4;
      rgba[to] = Math.round(r / hits);
      rgba[to + 1] = Math.round(g / hits);
      rgba[to + 2] = Math.round(b / hits);
      rgba[to + 3] = Math.round((255 * hits) / (FINER * FINER));
    }
  }
  return { width, height, rgba };
}
