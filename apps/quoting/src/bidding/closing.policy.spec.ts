import { CLOSES_AT, LotCase, OPENS_AT, termsWith } from '../../../../test/builders/lots.js';
import { closeIfDue, settle } from './closing.policy.js';
import { gapsOf, type QualificationFacts } from './qualification.policy.js';
import { receiptNo } from './receipt.policy.js';

describe('closing a lot', () => {
  it('waits for the closing and happens once', () => {
    const lot = new LotCase(termsWith());
    lot.bid('a', 400_000, OPENS_AT);
    expect(closeIfDue(lot.state, CLOSES_AT - 1)).toBeNull();
    expect(lot.close(CLOSES_AT)).toBe(true);
    expect(lot.close(CLOSES_AT + 1)).toBe(false);
    expect(lot.state.phase).toBe('EVALUATING');
  });

  it('is unsuccessful without enough bids; withdrawn ones do not count', () => {
    const lot = new LotCase(termsWith({}, { minBids: 2 }));
    lot.bid('a', 400_000, OPENS_AT);
    lot.bid('b', 390_000, OPENS_AT);
    lot.withdraw('b', OPENS_AT);
    lot.close(CLOSES_AT);
    expect(lot.state.phase).toBe('UNSUCCESSFUL');
    const empty = new LotCase(termsWith());
    empty.close(CLOSES_AT);
    expect(empty.state.phase).toBe('UNSUCCESSFUL');
  });
});

describe('what becomes of bids', () => {
  const evaluated = (): LotCase => {
    const lot = new LotCase(termsWith());
    for (const [i, company] of ['a', 'b', 'c', 'd'].entries()) lot.bid(company, 400_000 - i * 1_000, OPENS_AT + i);
    lot.close(CLOSES_AT);
    return lot;
  };
  const settled = (lot: LotCase, winner: string | null) => settle(lot.state, winner).map((bid) => [bid.companyId, bid.state, bid.rank]);

  it('binds the two behind the chosen one', () => {
    expect(settled(evaluated(), 'bid_3')).toEqual([['d', 'STANDBY', 1], ['c', 'WON', 2], ['b', 'STANDBY', 3], ['a', 'LOST', 4]]);
    expect(settled(evaluated(), null).every(([, state]) => state === 'LOST')).toBe(true);
  });

  it('lets the next one step in when the chosen one declines, and names only what changed', () => {
    const lot = evaluated();
    const first = settle(lot.state, 'bid_4');
    lot.turn(CLOSES_AT, [{ lotId: lot.lotId, type: 'SETTLED', payload: { bids: first.map(({ bidId, state }) => ({ bidId, state })) } }]);
    expect(settled(lot, 'bid_3')).toEqual([['d', 'LOST', 1], ['c', 'WON', 2], ['a', 'STANDBY', 4]]);
    expect(settled(lot, 'bid_4')).toEqual([]);
  });
});

describe('who may bid', () => {
  const good: QualificationFacts = { status: 'OPEN', isBuyer: false, registrationNo: '91331003', buyerRegistrationNo: '91440300', sisterFirst: false, ndaRequired: true, ndaAccepted: true, capable: true };

  it('is everybody who lacks nothing', () => {
    expect(gapsOf(good)).toEqual([]);
    expect(gapsOf({ ...good, registrationNo: null, buyerRegistrationNo: null })).toEqual([]);
    expect(gapsOf({ ...good, ndaRequired: false, ndaAccepted: false })).toEqual([]);
  });

  it('names everything that is missing', () => {
    expect(gapsOf({ ...good, ndaAccepted: false })).toEqual(['NDA']);
    expect(gapsOf({ ...good, buyerRegistrationNo: '91331003' })).toEqual(['OWN_TENDER']);
    expect(gapsOf({ ...good, isBuyer: true, status: 'SUSPENDED', capable: false })).toEqual(['OWN_TENDER', 'STOPPED', 'CAPABILITY']);
    expect(gapsOf({ ...good, sisterFirst: true })).toEqual(['SISTER_BID']);
    expect(gapsOf({ ...good, status: null })).toEqual(['VERIFICATION']);
  });
});

describe('a receipt number', () => {
  it('can be read aloud', () => {
    expect(receiptNo(Uint8Array.from([0, 1, 2, 3, 31, 32, 255, 128]))).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
  });
});
