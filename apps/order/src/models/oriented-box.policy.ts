import { corner, cross, dot, length, minus, scaled, triangleNormal, unit, type Mesh, type Vector } from './mesh.policy.js';

/** The smallest box or bar that a part fits in, whatever way it lies. */
export interface OrientedBox {
  /** Unit vectors along the edges, the longest edge first; right-handed. For a bar the first is its axis. */
  readonly axes: readonly [Vector, Vector, Vector];
  /** Millimetres along the axes, as measured. */
  readonly edges: readonly [number, number, number];
  readonly centre: Vector;
  /** Millimetres across when the part is turned from a bar; null for a block. */
  readonly diameter: number | null;
  /** Millimetres along the axis of a bar; the longest edge of a block. */
  readonly barLength: number;
}

/** Directions of faces that are tried as an edge of the box. */
const TRIED = 6;
/** A turned outline fills its circle; an octagon fills 0.90 of it. */
const ROUND = 0.965;
const X: Vector = [1, 0, 0];
const Y: Vector = [0, 1, 0];
const Z: Vector = [0, 0, 1];

/**
 * Tries the directions in which most of the surface faces, and turns the outline seen from there until its rectangle is smallest. Exact for blocks
 * and bars; for a free form it is a good box, not always the best one.
 */
export function orientedBox(mesh: Mesh): OrientedBox {
  const points = distinctCorners(mesh);
  if (points.length === 0) return { axes: [X, Y, Z], edges: [0, 0, 0], centre: [0, 0, 0], diameter: null, barLength: 0 };
  let best: { box: OrientedBox; volume: number } | null = null;
  const main = mainDirections(mesh);
  // The axis of a long bar is in none of its large faces, but across any two of them.
  const across = [[0, 1], [0, 2], [1, 2]].flatMap(([i, k]) => (main[i!] && main[k!] ? [cross(main[i!]!, main[k!]!)] : [])).filter((way) => length(way) > 0.05).map(unit);
  for (const direction of [X, Y, Z, ...main, ...across]) {
    const box = boxAlong(points, direction);
    const volume = box.edges[0] * box.edges[1] * box.edges[2] * (box.diameter === null ? 1 : Math.PI / 4);
    // A hair's breadth is no reason to leave the axes of the drawing, which come first.
    if (best === null || volume < best.volume * 0.9999) best = { box, volume };
  }
  return best!.box;
}

function distinctCorners(mesh: Mesh): Vector[] {
  const seen = new Map<string, Vector>();
  for (let i = 0; i < mesh.positions.length / 3; i += 1) {
    const point = corner(mesh, i);
    seen.set(`${point[0]},${point[1]},${point[2]}`, point);
  }
  return [...seen.values()];
}

/** Directions with the most surface, opposite ones taken together, to about a degree. */
function mainDirections(mesh: Mesh): Vector[] {
  const sums = new Map<string, { sum: Vector; area: number }>();
  for (let triangle = 0; triangle < mesh.indices.length / 3; triangle += 1) {
    let normal = triangleNormal(mesh, triangle);
    const area = length(normal);
    if (area === 0) continue;
    const leading = Math.abs(normal[0]) > 1e-6 * area ? normal[0] : Math.abs(normal[1]) > 1e-6 * area ? normal[1] : normal[2];
    if (leading < 0) normal = scaled(normal, -1);
    const key = normal.map((part) => Math.round((part / area) * 60)).join();
    const bucket = sums.get(key);
    if (bucket) {
      bucket.sum = [bucket.sum[0] + normal[0], bucket.sum[1] + normal[1], bucket.sum[2] + normal[2]];
      bucket.area += area;
    } else sums.set(key, { sum: normal, area });
  }
  return [...sums.values()].sort((a, b) => b.area - a.area).slice(0, TRIED).map(({ sum }) => unit(sum));
}

interface Flat { readonly x: number; readonly y: number }

function boxAlong(points: readonly Vector[], up: Vector): OrientedBox {
  const side = unit(cross(Math.abs(up[0]) < 0.9 ? X : Y, up));
  const front = cross(up, side);
  let [low, high] = [Infinity, -Infinity];
  const flat = points.map((point): Flat => {
    const height = dot(point, up);
    if (height < low) low = height;
    if (height > high) high = height;
    return { x: dot(point, side), y: dot(point, front) };
  });
  const hull = convexHull(flat);
  const { angle, width, depth, x, y } = smallestRectangle(hull);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along: Vector = combine(side, cos, front, sin);
  const across: Vector = combine(side, -sin, front, cos);
  const centre = combine(combine(along, x, across, y), 1, up, (low + high) / 2);
  const circle = roundOutline(hull, width, depth);
  const tall = high - low;
  if (circle !== null) return { axes: [up, along, across], edges: [tall, circle, circle], centre, diameter: circle, barLength: tall };
  const sorted = ([[along, width], [across, depth], [up, tall]] as [Vector, number][]).sort((a, b) => b[1] - a[1]);
  const [first, second] = [sorted[0]![0], sorted[1]![0]];
  return { axes: [first, second, cross(first, second)], edges: [sorted[0]![1], sorted[1]![1], sorted[2]![1]], centre, diameter: null, barLength: sorted[0]![1] };
}

function combine(a: Vector, by: number, b: Vector, times: number): Vector {
  return [a[0] * by + b[0] * times, a[1] * by + b[1] * times, a[2] * by + b[2] * times];
}

/** Corners of the outline against the clock (monotone chain). */
function convexHull(points: readonly Flat[]): Flat[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (o: Flat, a: Flat, b: Flat): number => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const chain = (from: readonly Flat[]): Flat[] => {
    const kept: Flat[] = [];
    for (const point of from) {
      while (kept.length >= 2 && turn(kept.at(-2)!, kept.at(-1)!, point) <= 0) kept.pop();
      kept.push(point);
    }
    kept.pop();
    return kept;
  };
  const hull = [...chain(sorted), ...chain(sorted.reverse())];
  return hull.length === 0 ? points.slice(0, 1) : hull;
}

/** The rectangle of the smallest area around an outline: one of its sides lies on a side of the outline. */
function smallestRectangle(hull: readonly Flat[]): { angle: number; width: number; depth: number; x: number; y: number } {
  let best = { angle: 0, width: Infinity, depth: Infinity, x: 0, y: 0 };
  // Of an outline with many short sides only the long ones can be those of a rectangle.
  const sides = hull.map((from, i) => { const to = hull[(i + 1) % hull.length]!; return { angle: Math.atan2(to.y - from.y, to.x - from.x), size: Math.hypot(to.x - from.x, to.y - from.y) }; })
    .sort((a, b) => b.size - a.size).slice(0, 32);
  for (const angle of [0, ...sides.map((side) => side.angle)]) {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of hull) {
      const [u, v] = [x * cos + y * sin, y * cos - x * sin];
      left = Math.min(left, u);
      right = Math.max(right, u);
      bottom = Math.min(bottom, v);
      top = Math.max(top, v);
    }
    if ((right - left) * (top - bottom) < best.width * best.depth * 0.9999) best = { angle, width: right - left, depth: top - bottom, x: (left + right) / 2, y: (bottom + top) / 2 };
  }
  return Number.isFinite(best.width) ? best : { angle: 0, width: 0, depth: 0, x: hull[0]?.x ?? 0, y: hull[0]?.y ?? 0 };
}

/**
 * Diameter of an outline that is a circle; null for any other. Corners of a meshed circle lie on it, so that the circle through them is exact where
 * the box around them reads some hundredths small.
 */
function roundOutline(hull: readonly Flat[], width: number, depth: number): number | null {
  if (hull.length < 8 || Math.abs(width - depth) > 0.03 * Math.max(width, depth)) return null;
  const centre = circleCentre(hull);
  if (centre === null) return null;
  const radii = hull.map(({ x, y }) => Math.hypot(x - centre.x, y - centre.y));
  const radius = Math.max(...radii);
  const area = hull.reduce((sum, { x, y }, i) => { const next = hull[(i + 1) % hull.length]!; return sum + x * next.y - next.x * y; }, 0) / 2;
  // A polygon of few corners on the circle is still the circle; one whose corners are off it is none.
  const full = (hull.length / 2) * Math.sin((2 * Math.PI) / hull.length) * radius * radius;
  return Math.min(...radii) > 0.99 * radius && area > ROUND * full ? 2 * radius : null;
}

/** Centre of the circle that fits the points best (least squares by Kåsa). */
function circleCentre(points: readonly Flat[]): Flat | null {
  const n = points.length;
  const mean = points.reduce((sum, { x, y }) => ({ x: sum.x + x / n, y: sum.y + y / n }), { x: 0, y: 0 });
  let [uu, uv, vv, uuu, vvv, uvv, vuu] = [0, 0, 0, 0, 0, 0, 0];
  for (const { x, y } of points) {
    const [u, v] = [x - mean.x, y - mean.y];
    uu += u * u; uv += u * v; vv += v * v; uuu += u * u * u; vvv += v * v * v; uvv += u * v * v; vuu += v * u * u;
  }
  const determinant = uu * vv - uv * uv;
  if (Math.abs(determinant) < 1e-12) return null;
  const [a, b] = [(uuu + uvv) / 2, (vvv + vuu) / 2];
  return { x: mean.x + (a * vv - b * uv) / determinant, y: mean.y + (b * uu - a * uv) / determinant };
}

/** Corners of the mesh in the box's own axes around its centre: x the longest, z the shortest. */
export function laidStraight(mesh: Mesh, { axes, centre }: OrientedBox): Mesh {
  const positions = new Float32Array(mesh.positions.length);
  for (let i = 0; i < positions.length / 3; i += 1) {
    const from = minus(corner(mesh, i), centre);
    axes.forEach((axis, k) => { positions[3 * i + k] = dot(from, axis); });
  }
  return { ...mesh, positions };
}
