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
  for (let y = fromY; y <= toY; y += 1) {
    for (let x = fromX; x <= toX; x += 1) {
      const [px, py] = [x + 0.5, y + 0.5];
      const wa = ((bx - px) * (cy - py) - (by - py) * (cx - px)) / area;
      const wb = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) / area;
      const wc = 1 - wa - wb;
      if (wa < -1e-6 || wb < -1e-6 || wc < -1e-6) continue;
      const z = wa * sz[a]! + wb * sz[b]! + wc * sz[c]!;
      const at = y * w + x;
      if (z <= depth[at]!) continue;
      depth[at] = z;
      face[at] = current;
      shade[at] = light;
    }
  }
}

/** Colours, draws the lines and takes the mean of neighbouring points. */
function reduced(w: number, h: number, width: number, height: number, face: Int32Array, shade: Float32Array, depth: Float32Array, scale: number): Picture {
  const rgba = new Uint8Array(width * height * 4);
  const isEdge = (at: number, x: number, y: number): boolean => {
    const own = face[at]!;
    // The line lies on the nearer of two faces, so that it is one point wide.
    const meets = (other: number): boolean => face[other] !== own && (face[other]! < 0 || depth[at]! >= depth[other]! - 0.5 / scale);
    return (x > 0 && meets(at - 1)) || (x < w - 1 && meets(at + 1)) || (y > 0 && meets(at - w)) || (y < h - 1 && meets(at + w));
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let [r, g, b, hits] = [0, 0, 0, 0];
      for (let k = 0; k < FINER * FINER; k += 1) {
        const [fx, fy] = [x * FINER + (k % FINER), y * FINER + Math.floor(k / FINER)];
        const at = fy * w + fx;
        if (face[at]! < 0) continue;
        const line = isEdge(at, fx, fy);
        const by = line ? 1 : shade[at]!;
        const colour = line ? EDGE : STEEL;
        r += colour[0] * by;
        g += colour[1] * by;
        b += colour[2] * by;
        hits += 1;
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
