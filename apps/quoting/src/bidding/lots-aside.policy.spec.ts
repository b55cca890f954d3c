import { LotsAside } from './lots-aside.policy.js';

describe('lots that failed for their own sake', () => {
  it('wait twice as long each time, a minute at most, until they succeed', () => {
    const aside = new LotsAside();
    expect([aside.failed('bad', 0), aside.waiting(999), aside.ripe(999), aside.ripe(1_000)]).toEqual([1_000, ['bad'], [], ['bad']]);
    expect([aside.failed('bad', 1_000), aside.waiting(2_999), aside.waiting(3_000), aside.all()]).toEqual([2_000, ['bad'], [], ['bad']]);
    for (let i = 0; i < 80; i += 1) aside.failed('bad', 0);
    expect([aside.failed('bad', 0), aside.failed('other', 0)]).toEqual([60_000, 1_000]);
    aside.succeeded('bad');
    expect(aside.all()).toEqual(['other']);
  });
});
