import { deliveryAfter, mayRepeat } from './bid-delivery.policy.js';
import { lineState, waitBefore } from './reconnect.policy.js';

describe('a bid on its way', () => {
  it('is told late at two seconds and undelivered from five', () => {
    expect([0, 1_999, 2_000, 4_999, 5_000, 60_000].map(deliveryAfter)).toEqual(['SENDING', 'SENDING', 'LATE', 'LATE', 'UNDELIVERED', 'UNDELIVERED']);
  });

  it('is repeated until ten seconds after the closing, and while nobody knows the time', () => {
    expect([mayRepeat(1_000, 1_000), mayRepeat(11_000, 1_000), mayRepeat(11_001, 1_000), mayRepeat(null, 0)]).toEqual([true, true, false, true]);
  });
});

describe('the line', () => {
  it('waits 0.3 s doubled, at most 5 s, spread by half', () => {
    expect([1, 2, 3, 10].map((attempt) => waitBefore(attempt, 0.5))).toEqual([300, 600, 1_200, 5_000]);
    expect([waitBefore(1, 0), waitBefore(10, 1)]).toEqual([150, 7_500]);
  });

  it('tells a lost network from a lost connection, and a slow one from a good one', () => {
    const line = { wanted: true, seated: true, before: true, network: true, catchingUp: 0, tripMs: 40, ended: false };
    expect(lineState(line)).toBe('ONLINE');
    expect(lineState({ ...line, tripMs: 480 })).toBe('SLOW');
    expect(lineState({ ...line, catchingUp: 3 })).toBe('CATCHING_UP');
    expect(lineState({ ...line, seated: false })).toBe('RECONNECTING');
    expect(lineState({ ...line, seated: false, before: false })).toBe('CONNECTING');
    expect(lineState({ ...line, seated: false, network: false })).toBe('OFFLINE');
    expect(lineState({ ...line, wanted: false, seated: false })).toBe('IDLE');
    expect(lineState({ ...line, ended: true })).toBe('ENDED');
  });
});
