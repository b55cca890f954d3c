import { NEAREST, fitted, moved, pinched, transformOf, turned, zoomed } from './sheet-sight.view.js';

const page = { width: 2000, height: 1414 };
const frame = { width: 1032, height: 632 };

describe('looking at a page', () => {
  it('fits it whole into its frame, turned or not', () => {
    expect(fitted(page, frame)).toEqual({ scale: 600 / 1414, x: 0, y: 0, turn: 0 });
    expect(fitted(page, frame, 1).scale).toBe(600 / 2000);
    expect([turned(page, 3), turned(page, 2)]).toEqual([{ width: 1414, height: 2000 }, page]);
    expect(fitted(page, { width: 0, height: 0 }).scale).toBe(1);
  });

  it('keeps the point under the pointer where it is', () => {
    const before = fitted(page, frame);
    const at = { x: 120, y: -80 };
    const after = zoomed(before, 2, at, page, frame);
    expect((at.x - after.x) / after.scale).toBeCloseTo((at.x - before.x) / before.scale, 9);
    expect((at.y - after.y) / after.scale).toBeCloseTo((at.y - before.y) / before.scale, 9);
    expect(after.scale).toBe(before.scale * 2);
  });

  it('comes no nearer and goes no farther than there is something to see', () => {
    const fit = fitted(page, frame);
    expect(zoomed(fit, 1_000, { x: 0, y: 0 }, page, frame).scale).toBe(NEAREST);
    expect(zoomed(fit, 0.001, { x: 0, y: 0 }, page, frame).scale).toBe(fit.scale / 2);
  });

  it('leaves some of the page in sight', () => {
    const away = moved(fitted(page, frame), 9_999, -9_999, page, frame);
    expect([away.x, away.y]).toEqual([(page.width * (600 / 1414) + frame.width) / 2 - 60, -((600 + frame.height) / 2 - 60)]);
  });

  it('two fingers widen and move, one only moves', () => {
    expect(pinched([{ x: 0, y: 0 }, { x: 10, y: 0 }], [{ x: 0, y: 0 }, { x: 30, y: 0 }])).toEqual({ by: 3, at: { x: 15, y: 0 }, dx: 10, dy: 0 });
    expect(pinched([{ x: 5, y: 5 }], [{ x: 7, y: 4 }])).toEqual({ by: 1, at: { x: 7, y: 4 }, dx: 2, dy: -1 });
  });

  it('is written as a transform', () => {
    expect(transformOf({ scale: 0.5, x: 10.005, y: -3, turn: 3 })).toBe('translate(10.01px, -3px) scale(0.5) rotate(270deg)');
  });
});
