import { drawingReach, widest, type ReachFacts } from './drawing-reach.policy.js';

const now = new Date('2026-11-28T12:00:00Z');
const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const facts = (given: Partial<ReachFacts> = {}): ReachFacts => ({
  disclosure: { ndaRequired: true, drawingStage: 'VIEW', accessDays: 7 }, lotState: 'PUBLISHED', closesAt: new Date('2026-12-01T00:00:00Z'), closedAt: null, ndaAccepted: true, declined: false, ...given,
});
const stage = (given: Partial<ReachFacts>) => drawingReach(facts(given), now).stage;

describe('how far a bidder sees drawings', () => {
  it('goes by the tender, and no further than the outline before the text is accepted', () => {
    expect(drawingReach(facts(), now)).toEqual({ stage: 'VIEW', hindrance: 'STAGE', until: null });
    expect(drawingReach(facts({ ndaAccepted: false }), now)).toEqual({ stage: 'OUTLINE', hindrance: 'NDA', until: null });
    expect(stage({ ndaAccepted: false, disclosure: { ndaRequired: false, drawingStage: 'VIEW', accessDays: 7 } })).toBe('VIEW');
    expect(drawingReach(facts({ disclosure: { ndaRequired: true, drawingStage: 'DOWNLOAD', accessDays: 7 } }), now)).toEqual({ stage: 'DOWNLOAD', hindrance: null, until: null });
    expect(stage({ disclosure: { ndaRequired: false, drawingStage: 'OUTLINE', accessDays: 7 } })).toBe('OUTLINE');
  });

  it('ends some days after the closing, to the millisecond', () => {
    expect(drawingReach(facts({ lotState: 'EVALUATING', closedAt: ago(3) }), now)).toEqual({ stage: 'VIEW', hindrance: 'STAGE', until: '2026-12-02T12:00:00.000Z' });
    expect(stage({ lotState: 'COMPLETED', closedAt: new Date(ago(7).getTime() + 1) })).toBe('VIEW');
    expect(drawingReach(facts({ lotState: 'COMPLETED', closedAt: ago(7) }), now)).toMatchObject({ stage: null, hindrance: 'ENDED' });
    expect(stage({ lotState: 'UNSUCCESSFUL', closedAt: ago(2), disclosure: { ndaRequired: true, drawingStage: 'VIEW', accessDays: 1 } })).toBeNull();
    expect(stage({ lotState: 'SUSPENDED', closedAt: null, closesAt: ago(30) })).toBe('VIEW');
  });

  it('ends at once when the lot is taken back or declined', () => {
    expect(drawingReach(facts({ lotState: 'CANCELLED', closedAt: now }), now)).toMatchObject({ stage: null, hindrance: 'CANCELLED' });
    expect(drawingReach(facts({ declined: true }), now)).toMatchObject({ stage: null, hindrance: 'DECLINED' });
  });

  it('of several lots is the widest', () => {
    const view = drawingReach(facts(), now);
    expect(widest([drawingReach(facts({ declined: true }), now), view, drawingReach(facts({ lotState: 'CLOSED', closedAt: ago(1) }), now)])).toEqual(view);
    expect(widest([])).toBeNull();
  });
});
