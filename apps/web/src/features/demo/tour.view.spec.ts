import { afterStep, beside, isShown, mostToAward, movedOn, TOUR, tourPlace, type TourStep } from './tour.view.js';

const board = tourPlace('/buy/tenders/t1/live', undefined);
const lot = tourPlace('/buy/tenders/t1/live', 'lot1');
const award = tourPlace('/buy/tenders/t1/award', undefined);
const elsewhere = tourPlace('/buy', 'lot1');

describe('the way to the first award', () => {
  it('has a hint where its control is and nowhere else', () => {
    const shownAt = (step: TourStep, toAward = true) => [board, lot, award, elsewhere].map((place) => isShown(step, place, toAward));
    expect(shownAt('ROW')).toEqual([true, false, false, false]);
    expect(shownAt('COURSE')).toEqual([false, true, false, false]);
    expect(shownAt('PHONE')).toEqual([true, true, false, true]);
    expect(shownAt('AWARD')).toEqual([true, true, false, true]);
    expect(shownAt('AWARD', false)).toEqual([false, false, false, false]);
    expect(shownAt('CHOOSE')).toEqual([false, false, true, false]);
    expect(shownAt('OVER')).toEqual([false, false, false, false]);
  });

  it('goes on by what the visitor does and by what was read, and never back', () => {
    expect(movedOn('ROW', board)).toBe('ROW');
    expect(movedOn('ROW', lot)).toBe('COURSE');
    expect(movedOn('COURSE', lot)).toBe('COURSE');
    expect(movedOn('COURSE', board)).toBe('PHONE');
    expect(movedOn('PHONE', award)).toBe('CHOOSE');
    expect(movedOn('OVER', award)).toBe('OVER');
    let step: TourStep = 'ROW';
    const read: TourStep[] = [];
    for (let i = 0; i < 6; i += 1) read.push(step = afterStep(step));
    expect(read).toEqual([...TOUR.slice(1), 'OVER', 'OVER']);
  });

  it('leads to the tender in which most waits for an award', () => {
    const tender = (id: string, ...lots: [string, number | null][]) => ({ id, lots: lots.map(([state, bidCount]) => ({ state, bidCount })) });
    expect(mostToAward([tender('a', ['EVALUATING', 2]), tender('b', ['EVALUATING', 1], ['EVALUATING', 4]), tender('c', ['PUBLISHED', 5], ['EVALUATING', 0], ['AWARDED', 3])])).toBe('b');
    expect(mostToAward([tender('c', ['PUBLISHED', 5], ['EVALUATING', null])])).toBeNull();
  });

  it('stands beside its control and inside the window', () => {
    const window = { width: 1_000, height: 800 };
    const card = { width: 300, height: 100 };
    expect(beside({ left: 40, top: 100, right: 400, bottom: 136 }, card, window)).toEqual({ left: 40, top: 146 });
    expect(beside({ left: 40, top: 740, right: 400, bottom: 780 }, card, window)).toEqual({ left: 40, top: 630 });
    expect(beside({ left: 900, top: 0, right: 1_000, bottom: 800 }, card, window)).toEqual({ left: 690, top: 690 });
    expect(beside({ left: -20, top: 0, right: 90, bottom: 20 }, { width: 300, height: 100 }, { width: 320, height: 500 })).toEqual({ left: 10, top: 30 });
  });
});
