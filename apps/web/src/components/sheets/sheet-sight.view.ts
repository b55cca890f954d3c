/** How a page is looked at: pixels of the screen per pixel of the page, where its middle stands from the middle of the frame, and quarter turns. */
export interface Sight { readonly scale: number; readonly x: number; readonly y: number; readonly turn: 0 | 1 | 2 | 3 }
export interface Extent { readonly width: number; readonly height: number }

/** Beyond this there is nothing more to see in a page. */
export const NEAREST = 6;
const ROOM = 16;

/** The extent of a page as it lies after quarter turns. */
export function turned({ width, height }: Extent, turn: Sight['turn']): Extent {
  return turn % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** The whole page in its frame, in the middle. */
export function fitted(page: Extent, frame: Extent, turn: Sight['turn'] = 0): Sight {
  const { width, height } = turned(page, turn);
  const scale = Math.min((frame.width - 2 * ROOM) / width, (frame.height - 2 * ROOM) / height);
  return { scale: Number.isFinite(scale) && scale > 0 ? Math.min(scale, NEAREST) : 1, x: 0, y: 0, turn };
}

/** Nearer or farther by a factor; the point of the page under (x, y), counted from the middle of the frame, stays where it is. */
export function zoomed(sight: Sight, by: number, at: { x: number; y: number }, page: Extent, frame: Extent): Sight {
  const farthest = Math.min(fitted(page, frame, sight.turn).scale, 1) * 0.5;
  const scale = Math.min(NEAREST, Math.max(farthest, sight.scale * by));
  const real = scale / sight.scale;
  return held({ ...sight, scale, x: at.x - (at.x - sight.x) * real, y: at.y - (at.y - sight.y) * real }, page, frame);
}

export function moved(sight: Sight, dx: number, dy: number, page: Extent, frame: Extent): Sight {
  return held({ ...sight, x: sight.x + dx, y: sight.y + dy }, page, frame);
}

/** Some of the page stays in sight, wherever it is dragged. */
function held(sight: Sight, page: Extent, frame: Extent): Sight {
  const { width, height } = turned(page, sight.turn);
  const [mostX, mostY] = [(width * sight.scale + frame.width) / 2 - 60, (height * sight.scale + frame.height) / 2 - 60];
  return { ...sight, x: Math.min(mostX, Math.max(-mostX, sight.x)), y: Math.min(mostY, Math.max(-mostY, sight.y)) };
}

/** The transform of a page whose middle lies in the middle of the frame. */
export function transformOf({ scale, x, y, turn }: Sight): string {
  return `translate(${Math.round(x * 100) / 100}px, ${Math.round(y * 100) / 100}px) scale(${scale}) rotate(${turn * 90}deg)`;
}

/** What two fingers, or one, did between two moments: how much wider they stand, and how far their middle went. */
export function pinched(before: readonly { x: number; y: number }[], now: readonly { x: number; y: number }[]): { by: number; at: { x: number; y: number }; dx: number; dy: number } {
  const middle = (points: readonly { x: number; y: number }[]) => ({ x: points.reduce((sum, { x }) => sum + x, 0) / points.length, y: points.reduce((sum, { y }) => sum + y, 0) / points.length });
  const [from, to] = [middle(before), middle(now)];
  const wide = ([a, b]: readonly { x: number; y: number }[]) => (a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y));
  const [was, is] = [wide(before), wide(now)];
  return { by: was > 0 && is > 0 ? is / was : 1, at: to, dx: to.x - from.x, dy: to.y - from.y };
}
