import type { CompanyEvent } from '#contracts/live.protocol';
import { upTo } from './resumed.policy.js';

describe('an answer cut at what has been told', () => {
  const event = (seq: number): CompanyEvent => ({ seq, t: '', type: 'lot.invited', subjectId: 'lot_x' });
  const answer = { kind: 'events' as const, events: [4, 5, 6].map(event), seq: 6 };

  it('leaves to the frames what they will bring', () => {
    expect(upTo(answer, 3, 6)).toEqual(answer);
    expect(upTo(answer, 3, 5)).toEqual({ kind: 'events', events: [event(4), event(5)], seq: 5 });
    expect(upTo(answer, 3, 3)).toEqual({ kind: 'events', events: [], seq: 3 });
    expect(upTo({ kind: 'reset', seq: 6 }, 1, 5)).toEqual({ kind: 'reset', seq: 5 });
    expect(upTo({ kind: 'reset', seq: 5 }, 9, 7)).toEqual({ kind: 'reset', seq: 5 });
  });
});
