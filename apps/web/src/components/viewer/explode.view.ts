import { aroundAll, middleOf, type BodyBox, type Triple } from './glb-boxes.view.js';

/** Along the way in which a mould opens its plates part further than what sits in them. */
const ALONG = 1.6;
const ACROSS = 0.5;

/** The direction in which the plates of a mould lie behind one another, which is how it opens: 0, 1 or 2 for x, y or z; z when nothing in it is a plate. */
export function stackingAxis(boxes: readonly BodyBox[]): number {
  const whole = aroundAll(boxes);
  if (whole === null) return 2;
  const plates = [0, 1, 2].map((axis) => boxes.filter((box) => box.max[axis]! - box.min[axis]! < (whole.max[axis]! - whole.min[axis]!) / 3 && isWide(box, whole, axis)).length);
  const most = Math.max(...plates);
  return most === 0 ? 2 : plates.indexOf(most);
}

/** A plate covers most of the whole in the two other directions. */
function isWide(box: BodyBox, whole: Omit<BodyBox, 'part'>, axis: number): boolean {
  return [0, 1, 2].filter((other) => other !== axis).every((other) => box.max[other]! - box.min[other]! > (whole.max[other]! - whole.min[other]!) / 2);
}

/** How far each body moves when a model is pulled apart; 0 leaves it whole, 1 is as far as it goes. In the order of the boxes. */
export function explodedOffsets(boxes: readonly BodyBox[], factor: number): Triple[] {
  const whole = aroundAll(boxes);
  if (whole === null || factor <= 0) return boxes.map(() => [0, 0, 0]);
  const axis = stackingAxis(boxes);
  const middle = middleOf(whole);
  return boxes.map((box) => {
    const own = middleOf(box);
    return [0, 1, 2].map((one) => (own[one]! - middle[one]!) * factor * (one === axis ? ALONG : ACROSS)) as unknown as Triple;
  });
}
