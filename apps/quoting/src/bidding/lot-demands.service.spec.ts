import type { HeldLot } from './desk.locks.js';
import { LotDemands } from './lot-demands.service.js';

const held = (id: string, given: Partial<HeldLot> = {}): HeldLot => ({
  id, tender_id: 'tnd_1', buyer_company_id: 'com_b', last_seq: 1, head_hash: 'x', now: new Date(), proxies: 0, asked: ['CNC'], nda_required: false, may_give_on: null, closes_with: [], ...given,
});
const nobody = { status: 'OPEN', processes: ['CNC'], registration_no: null, buyer_registration_no: null, nda_accepted: true } as Parameters<LotDemands['gaps']>[2];

describe('what lots ask of their bidders', () => {
  it('is forgotten for those that were not asked for the longest, never for those of the batch', () => {
    const demands = new LotDemands(3);
    for (const id of ['a', 'b', 'c']) demands.remember(held(id), 1);
    // A batch with a lot that is known and one that is not.
    expect([demands.know('a', 1), demands.know('new', undefined)]).toEqual([true, false]);
    for (const one of [held('a', { asked: null, nda_required: null }), held('new')]) demands.remember(one, 1);
    expect(['a', 'new'].map((id) => demands.gaps(held(id), 'com_a', nobody))).toEqual([[], []]);
    expect([demands.know('b', 1), demands.know('c', 1), demands.know('a', 1)]).toEqual([false, true, true]);
  });

  it('keeps which lots close together in the same way', () => {
    const demands = new LotDemands(2);
    demands.closesWithMore([held('a', { closes_with: ['a', 'x'] }), held('b')]);
    expect(demands.withCompanions(['a'])).toEqual(['a', 'x']);
    demands.closesWithMore([held('c')]);
    expect(['a', 'b', 'c'].map((id) => demands.hasCompanions(id))).toEqual([true, false, true]);
  });
});
