import { movedIndex } from '../grid/grid.view.js';
import { stepPath } from './price-steps.view.js';
import { dayMarks, placeOf, stairs, timeScale } from './time-scale.view.js';
import { stripMarks } from './strip-plot.view.js';

describe('the strip of bids', () => {
  it('runs from the lowest to the highest, the wish included', () => {
    expect(stripMarks([300, 100, 200], null, 96, 6)).toEqual({ best: 6, others: [48, 90], mark: null });
    expect(stripMarks([200, 300], 100, 96, 6)).toEqual({ best: 48, others: [90], mark: 6 });
    expect(stripMarks([500], null, 96, 6)).toEqual({ best: 6, others: [], mark: null });
    expect(stripMarks([], 100, 96, 6)).toEqual({ best: null, others: [], mark: 6 });
  });
});

describe('the course of a price', () => {
  it('holds the best until the next one and marks bids that did not lead', () => {
    const course = stepPath([{ atMs: 0, amount: 300 }, { atMs: 5_000, amount: 310 }, { atMs: 10_000, amount: 200 }], [7_500], 250, 20_000, 120, 60, 10)!;
    expect(course.path).toBe('M10 13.6H60V50H110');
    expect(course.dots.map(({ lead }) => lead)).toEqual([true, false, true]);
    expect([course.low, course.high, course.extensions]).toEqual([200, 310, [47.5]]);
    expect(stepPath([], [], null, 1, 100, 50, 10)).toBeNull();
  });
});

describe('keys in a list', () => {
  it('move within it', () => {
    expect([movedIndex('j', -1, 5), movedIndex('k', 0, 5), movedIndex('End', 2, 5), movedIndex('ArrowDown', 4, 5), movedIndex('PageDown', 0, 5), movedIndex('x', 1, 5), movedIndex('j', 0, 0)]).toEqual([0, 0, 4, 4, 4, null, null]);
  });
});

describe('a scale of days', () => {
  const day = (text: string) => Date.parse(`${text}Z`);
  const scale = timeScale([day('2026-12-01T09:00'), day('2026-12-04T10:00')], 400);

  it('begins and ends with whole days, and keeps what lies outside at its ends', () => {
    expect([placeOf(scale, day('2026-12-01T00:00')), placeOf(scale, day('2026-12-03T00:00')), placeOf(scale, day('2026-12-05T00:00')), placeOf(scale, day('2027-01-01T00:00')), placeOf(scale, 0)]).toEqual([0, 200, 400, 400, 0]);
    expect(dayMarks(scale, 2).map(({ day: word, x }) => [word, x])).toEqual([['2026-12-01', 0], ['2026-12-03', 200], ['2026-12-05', 400]]);
  });

  it('draws what is done as stairs', () => {
    expect([stairs([{ x: 0, y: 9 }, { x: 5, y: 4 }, { x: 8, y: 1 }]), stairs([])]).toEqual(['M0 9H5V4H8V1', '']);
  });
});
