import fc from 'fast-check';
import { chooseInvited, MOST_INVITATIONS, type Candidate } from './audience.policy.js';

const buyer = { companyId: 'com_buyer', registrationNo: '9133' };
const one = (companyId: string, given: Partial<Candidate> = {}): Candidate => ({ companyId, status: 'OPEN', registrationNo: null, relation: 'NONE', distanceKm: null, fits: true, score: 80, ...given });
const audience = { trusted: true, withinKm: 50, companyIds: ['com_named'], excludedIds: ['com_excluded'] };

describe('who is invited', () => {
  it('are the named whatever they can do, and trusted ones and neighbours whom a lot fits, best first', () => {
    const { invited } = chooseInvited(buyer, audience, [
      one('com_named', { fits: false, score: 0 }), one('com_trusted', { relation: 'TRUSTED' }), one('com_near', { distanceKm: 49, score: 90 }), one('com_far', { distanceKm: 51 }),
      one('com_unfit', { relation: 'TRUSTED', fits: false }), one('com_unchecked', { relation: 'TRUSTED', status: 'PENDING' }),
    ]);
    expect(invited).toEqual([{ companyId: 'com_named', byName: true }, { companyId: 'com_near', byName: false }, { companyId: 'com_trusted', byName: false }]);
  });

  it('come again in the second round', () => {
    expect(chooseInvited(buyer, { ...audience, trusted: false, withinKm: null }, [one('com_first')], ['com_first']).invited).toHaveLength(1);
  });

  it('are never the blocked, the stopped, the excluded, the buyer or its sister, however they came up', () => {
    const status = fc.constantFrom('PENDING', 'OPEN', 'SUSPENDED', 'TERMINATED' as const);
    const anybody = fc.record({
      companyId: fc.constantFrom('com_buyer', 'com_named', 'com_excluded', 'com_x', 'com_y'), status, registrationNo: fc.constantFrom('9133', '91-33', '77', null),
      relation: fc.constantFrom('NONE', 'TRUSTED', 'BLOCKED' as const), distanceKm: fc.option(fc.nat(100), { nil: null }), fits: fc.boolean(), score: fc.nat(100),
    });
    fc.assert(fc.property(fc.uniqueArray(anybody as fc.Arbitrary<Candidate>, { selector: (c) => c.companyId }), fc.boolean(), (candidates, trusted) => {
      for (const { companyId } of chooseInvited(buyer, { ...audience, trusted }, candidates).invited) {
        const company = candidates.find((c) => c.companyId === companyId)!;
        expect(['com_buyer', 'com_excluded']).not.toContain(companyId);
        expect(company.relation).not.toBe('BLOCKED');
        expect(['OPEN', 'PENDING']).toContain(company.status);
        expect(['9133', '91-33']).not.toContain(company.registrationNo);
      }
    }));
  });

  it('are no more than a tender holds', () => {
    const many = Array.from({ length: 400 }, (_, i) => one(`com_${i}`, { relation: 'TRUSTED', score: i % 101 }));
    expect(chooseInvited(buyer, audience, many).invited).toHaveLength(MOST_INVITATIONS);
  });
});
