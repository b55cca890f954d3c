/** Points of a curve, x and y in turn. */
export type Points = number[];

const WHOLE = 2 * Math.PI;

/** Points along an ellipse from one parameter to another, both in radians, against the clock; a full one when both are the same. */
export function ellipsePoints(x: number, y: number, major: { x: number; y: number }, ratio: number, from: number, to: number): Points {
  let sweep = (to - from) % WHOLE;
  if (sweep <= 1e-9) sweep += WHOLE;
  const steps = Math.max(4, Math.ceil((sweep / WHOLE) * 72));
  const points: Points = [];
  for (let i = 0; i <= steps; i += 1) {
    const t = from + (sweep * i) / steps;
    points.push(x + major.x * Math.cos(t) - major.y * ratio * Math.sin(t), y + major.y * Math.cos(t) + major.x * ratio * Math.sin(t));
  }
  return points;
}

/** Points after the first of a bow between two points; the bulge is the tangent of a quarter of its angle, positive against the clock. */
export function bulgePoints(x0: number, y0: number, x1: number, y1: number, bulge: number): Points {
  if (Math.abs(bulge) < 1e-9) return [x1, y1];
  const angle = 4 * Math.atan(bulge);
  const half = (1 - bulge * bulge) / (4 * bulge);
  const [cx, cy] = [(x0 + x1) / 2 - half * (y1 - y0), (y0 + y1) / 2 + half * (x1 - x0)];
  const steps = Math.max(2, Math.ceil((Math.abs(angle) / WHOLE) * 72));
  const points: Points = [];
  for (let i = 1; i <= steps; i += 1) {
    const [c, s] = [Math.cos((angle * i) / steps), Math.sin((angle * i) / steps)];
    points.push(cx + (x0 - cx) * c - (y0 - cy) * s, cy + (x0 - cx) * s + (y0 - cy) * c);
  }
  return points;
}

/** Points along a B-spline (de Boor); through its control points when the knots do not fit them. */
export function splinePoints(control: Points, knots: readonly number[], degree: number, weights: readonly number[]): Points {
  const count = control.length / 2;
  if (degree < 1 || degree > 10 || count <= degree || knots.length < count + degree + 1) return control;
  const [from, to] = [knots[degree]!, knots[count]!];
  const steps = Math.min(2_000, Math.max(16, count * 8));
  const points: Points = [];
  for (let i = 0; i <= steps; i += 1) {
    const t = from + ((to - from) * i) / steps;
    let span = degree;
    while (span < count - 1 && t >= knots[span + 1]!) span += 1;
    const d = Array.from({ length: degree + 1 }, (_, j) => {
      const at = j + span - degree;
      const weight = weights[at] ?? 1;
      return [control[2 * at]! * weight, control[2 * at + 1]! * weight, weight];
    });
    for (let r = 1; r <= degree; r += 1) {
      for (let j = degree; j >= r; j -= 1) {
        const [low, high] = [knots[j + span - degree]!, knots[j + 1 + span - r]!];
        const a = high === low ? 0 : (t - low) / (high - low);
        d[j] = d[j]!.map((value, k) => (1 - a) * d[j - 1]![k]! + a * value);
      }
    }
    const [x, y, weight] = d[degree]!;
    points.push(x! / weight!, y! / weight!);
  }
  return points;
}
