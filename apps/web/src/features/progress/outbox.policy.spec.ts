import { afterTry, KEPT_MS, nextReport, outdated, own, sentAgain, withoutWaiting, type Outcome, type WaitingReport } from './outbox.policy.js';

const report = (place: number, given: Partial<WaitingReport<string>> = {}): WaitingReport<string> => ({
  key: `key-${place}`, who: 'usr_1 com_1', place, code: 'ABC', title: 'Insert', process: 'EDM', pieceIds: [`pce_${place}`], runIds: [`run_${place}`], action: 'DONE', revision: 'A',
  happenedAt: '2026-11-23T08:00:00.000Z', good: 1, scrap: 0, minutes: null, pauseReason: null, note: null, photos: [], state: 'WAITING', tries: 0, notBefore: 0, refused: null, ...given,
});
const refused = { message: 'An operation before it has not passed.', details: [] };
const later: Outcome = { kind: 'LATER', afterMs: null };

describe('the order of waiting reports', () => {
  it('is that of making, whatever order they are kept in, and of one person and company', () => {
    expect(nextReport([report(3), report(1), report(0, { who: 'usr_2 com_1' })], 'usr_1 com_1', 0)).toMatchObject({ kind: 'SEND', report: { place: 1 } });
    expect(nextReport([report(1)], 'usr_9 com_9', 0)).toEqual({ kind: 'NOTHING' });
    expect(own([report(2), report(1)], 'usr_1 com_1').map(({ place }) => place)).toEqual([1, 2]);
  });

  it('is not jumped by a later one while the first has to wait', () => {
    expect(nextReport([report(1, { notBefore: 5_000 }), report(2)], 'usr_1 com_1', 2_000)).toEqual({ kind: 'WAIT', ms: 3_000 });
  });

  it('holds what is about a piece with a refused report, and lets the others go', () => {
    const all = [report(1, { state: 'REFUSED', refused, pieceIds: ['pce_a'] }), report(2, { pieceIds: ['pce_b', 'pce_a'] }), report(3, { pieceIds: ['pce_c'] })];
    expect(nextReport(all, 'usr_1 com_1', 0)).toMatchObject({ kind: 'SEND', report: { place: 3 } });
    expect(nextReport(all.slice(0, 2), 'usr_1 com_1', 0)).toEqual({ kind: 'NOTHING' });
    expect(nextReport(all.slice(1, 2), 'usr_1 com_1', 0)).toMatchObject({ kind: 'SEND', report: { place: 2 } });
  });
});

describe('a try', () => {
  it('that was taken is done with; one that was refused stays with the reason', () => {
    expect(afterTry(report(1), { kind: 'TAKEN' }, 0, 0)).toBeNull();
    expect(afterTry(report(1), { kind: 'REFUSED', refused }, 0, 0)).toMatchObject({ state: 'REFUSED', refused, key: 'key-1' });
  });

  it('that nobody answered is made again with the same key, ever more slowly, and never given up', () => {
    let one = report(1);
    const waits = Array.from({ length: 12 }, () => { const next = afterTry(one, later, 1_000, 1)!; one = next; return next.notBefore - 1_000; });
    expect(waits.slice(0, 6)).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000]);
    expect([one.key, one.state, waits.at(-1)]).toEqual(['key-1', 'WAITING', 60_000]);
    expect(afterTry(report(1), later, 0, 0)!.notBefore).toBe(1_000);
    expect(afterTry(report(1), { kind: 'LATER', afterMs: 30_000 }, 0, 0)!.notBefore).toBe(30_000);
    expect(withoutWaiting(one).notBefore).toBe(0);
  });

  it('that breaks something is shown after the fifth time', () => {
    let one = report(1);
    const states = Array.from({ length: 5 }, () => { one = afterTry(one, { kind: 'BROKEN', refused }, 0, 0)!; return one.state; });
    expect(states).toEqual(['WAITING', 'WAITING', 'WAITING', 'WAITING', 'REFUSED']);
  });

  it('without a session leaves everything as it is', () => {
    const one = report(1, { tries: 3 });
    expect(afterTry(one, { kind: 'SIGN_IN' }, 9, 0)).toBe(one);
  });
});

it('a refused report that is sent again is a new intention, at its old place', () => {
  const again = sentAgain(report(4, { state: 'REFUSED', refused, tries: 2, notBefore: 7, photos: [{ name: 'p.jpg', bytes: 'x', fileId: 'fil_1' }] }), 'new-key');
  expect(again).toMatchObject({ key: 'new-key', place: 4, state: 'WAITING', tries: 0, notBefore: 0, refused: null, photos: [{ fileId: 'fil_1' }], happenedAt: '2026-11-23T08:00:00.000Z' });
});

it('what waited for seven days is outdated', () => {
  const made = Date.parse('2026-11-23T08:00:00.000Z');
  expect([outdated([report(1)], made + KEPT_MS).length, outdated([report(1)], made + KEPT_MS + 1).length]).toEqual([0, 1]);
});
