import type { DrawingReach } from '#contracts/quoting-drawings';
import { bestClaim, holds, neutralName, shownAs, supplierReach, type Claim, type Recall } from './grant.policy.js';

const now = new Date('2026-11-28T12:00:00Z');
const reach = (stage: DrawingReach['stage'], hindrance: DrawingReach['hindrance'] = null): DrawingReach => ({ stage, hindrance, until: null });
const claim = (given: Partial<Claim> = {}): Claim => ({ lineId: 'lin_1', as: 'BIDDER', ownerId: 'com_1', partId: 'prt_1', revision: 'A', tenderId: 'tnd_1', place: '1-1', reach: reach('VIEW', 'STAGE'), ...given });
const recall = (given: Partial<Recall>): Recall => ({ tenderId: null, partId: null, reason: 'leak', recalledAt: '', ...given });

describe('what a supplier sees of drawings', () => {
  it('is everything while the line runs, and until claims are over', () => {
    for (const state of ['ISSUED', 'IN_PROGRESS', 'DELIVERED', 'SUSPENDED'] as const) expect(supplierReach({ state, acceptedAt: null, superseded: false }, 90, now)).toEqual(reach('DOWNLOAD'));
    expect(supplierReach({ state: 'ACCEPTED', acceptedAt: new Date('2026-09-01T12:00:00Z'), superseded: false }, 90, now)).toMatchObject({ stage: 'DOWNLOAD', until: '2026-11-30T12:00:00.000Z' });
    expect(supplierReach({ state: 'CLOSED', acceptedAt: new Date('2026-08-30T12:00:00Z'), superseded: false }, 90, now)).toMatchObject({ stage: null, hindrance: 'ENDED' });
  });

  it('is nothing to make parts by once another revision was released, and nothing of a cancelled line', () => {
    expect(supplierReach({ state: 'IN_PROGRESS', acceptedAt: null, superseded: true }, 90, now)).toEqual(reach('OUTLINE', 'SUPERSEDED'));
    expect(supplierReach({ state: 'CANCELLED', acceptedAt: null, superseded: false }, 90, now)).toEqual(reach(null, 'CANCELLED'));
  });
});

const never = () => false;

describe('the claim that counts', () => {
  it('is the one that shows most', () => {
    expect(bestClaim([claim(), claim({ lineId: 'lin_2', reach: reach('DOWNLOAD') }), claim({ lineId: 'lin_3', reach: reach(null, 'ENDED') })], [], never)).toMatchObject({ lineId: 'lin_2' });
    expect(bestClaim([], [], never)).toBeNull();
  });

  it('is the order of a line and not the bid before it, and no other bid on an old revision', () => {
    const order = claim({ as: 'SUPPLIER', reach: reach('OUTLINE', 'SUPERSEDED') });
    const isOld = ({ revision }: Claim) => revision === 'A';
    expect(bestClaim([claim({ reach: reach('DOWNLOAD') }), order], [], isOld)).toMatchObject({ as: 'SUPPLIER', reach: { stage: 'OUTLINE' } });
    expect(bestClaim([claim({ lineId: 'lin_2', reach: reach('DOWNLOAD') })], [], isOld)).toMatchObject({ reach: { stage: 'OUTLINE', hindrance: 'SUPERSEDED' } });
    expect(bestClaim([claim({ lineId: 'lin_2', reach: reach('OUTLINE', 'NDA') })], [], isOld)).toMatchObject({ reach: { stage: 'OUTLINE', hindrance: 'NDA' } });
    expect(bestClaim([claim({ lineId: 'lin_2', revision: 'B', reach: reach('DOWNLOAD') }), order], [], isOld)).toMatchObject({ reach: { stage: 'DOWNLOAD' } });
  });

  it('is nothing where drawings were taken back, by part or tender, but never for their owner', () => {
    const nothing = { reach: { stage: null, hindrance: 'RECALLED' } };
    expect(bestClaim([claim()], [recall({ partId: 'prt_1' })], never)).toMatchObject(nothing);
    expect(bestClaim([claim({ as: 'SUPPLIER' })], [recall({ tenderId: 'tnd_1' })], never)).toMatchObject(nothing);
    expect(bestClaim([claim()], [recall({ partId: 'prt_2' }), recall({ tenderId: 'tnd_2' })], never)).toMatchObject({ reach: { stage: 'VIEW' } });
    expect(bestClaim([claim(), claim({ lineId: 'lin_2', tenderId: 'tnd_2' })], [recall({ tenderId: 'tnd_1' })], never)).toMatchObject({ lineId: 'lin_2', reach: { stage: 'VIEW' } });
    expect(bestClaim([claim({ as: 'OWNER', reach: reach('DOWNLOAD') })], [recall({ partId: 'prt_1' })], never)).toMatchObject({ reach: { stage: 'DOWNLOAD' } });
  });
});

describe('stages and names', () => {
  it('contain one another in their order', () => {
    expect([holds('DOWNLOAD', 'VIEW'), holds('VIEW', 'VIEW'), holds('OUTLINE', 'VIEW'), holds(null, 'OUTLINE')]).toEqual([true, true, false, false]);
  });

  it('say nothing of what a file was called', () => {
    expect(neutralName('3-2', 'B', 'application/pdf', 1)).toBe('3-2_B.pdf');
    expect(neutralName('3-2', 'B', 'image/vnd.dxf', 2)).toBe('3-2_B-2.dxf');
    expect([shownAs('application/pdf'), shownAs('model/gltf-binary'), shownAs('model/step'), shownAs(null)]).toEqual(['PAGES', 'MODEL', null, null]);
  });
});
