import { mouldStates, type MouldState } from '#contracts/order-moulds';
import { isStepBack, mouldLifecycle, takesParts } from './mould.lifecycle.js';
import { decideMove, problemsOfMould, rolesOfMove, type MouldStanding } from './mould.policy.js';
import { sentences } from './moulds-sentences.view.js';

const say = sentences('en');
const aMould = (given: Partial<MouldStanding> = {}): MouldStanding => ({ state: 'DRAFT', heldFrom: null, parts: 3, unmade: 0, openPlacements: 0, ...given });
const move = (given: Partial<MouldStanding>, to: MouldState, reason: string | null = null) => decideMove(aMould(given), to, reason, say);

describe('the life of a mould', () => {
  it('goes from draft to closed along the way of the workflow', () => {
    const way: MouldState[] = ['DRAFT', 'DESIGN', 'RELEASED', 'MACHINING', 'ASSEMBLY', 'TRIAL', 'MODIFICATION', 'TRIAL', 'ACCEPTED', 'SHIPPED', 'CLOSED'];
    for (let i = 1; i < way.length; i += 1) expect([way[i - 1], way[i], mouldLifecycle.canMove(way[i - 1]!, way[i]!)]).toEqual([way[i - 1], way[i], true]);
  });

  it('jumps over nothing and ends for good', () => {
    expect(move({ state: 'DRAFT' }, 'RELEASED')).toMatchObject({ ok: false, refusal: { code: 'STATE_REFUSED' } });
    for (const to of mouldStates) for (const from of ['CLOSED', 'CANCELLED'] as const) expect(mouldLifecycle.canMove(from, to)).toBe(false);
  });

  it('asks a reason for holding, cancelling and every step back, and for nothing else', () => {
    for (const { from, to } of mouldLifecycle.moves) {
      if (from === 'ON_HOLD') continue;
      const needs = to === 'ON_HOLD' || to === 'CANCELLED' || isStepBack(from, to);
      expect([from, to, move({ state: from }, to).ok]).toEqual([from, to, !needs]);
      expect([from, to, move({ state: from }, to, 'because').ok]).toEqual([from, to, true]);
    }
  });

  it('remembers where it was held and goes on only there', () => {
    expect(move({ state: 'TRIAL' }, 'ON_HOLD', 'press is down')).toEqual({ ok: true, value: { heldFrom: 'TRIAL' } });
    expect(move({ state: 'ON_HOLD', heldFrom: 'TRIAL' }, 'TRIAL')).toEqual({ ok: true, value: { heldFrom: null } });
    expect(move({ state: 'ON_HOLD', heldFrom: 'TRIAL' }, 'DRAFT')).toMatchObject({ ok: false });
    expect(move({ state: 'ON_HOLD', heldFrom: 'TRIAL' }, 'CANCELLED', 'lost')).toMatchObject({ ok: true });
  });

  it('is released with a list, cancelled without open lines, assembled with gaps only when they are listed', () => {
    expect(move({ state: 'DESIGN', parts: 0 }, 'RELEASED')).toMatchObject({ ok: false, refusal: { code: 'STATE_REFUSED' } });
    expect(move({ openPlacements: 2 }, 'CANCELLED', 'lost')).toMatchObject({ ok: false, refusal: { code: 'STATE_REFUSED' } });
    expect(move({ state: 'MACHINING', unmade: 2 }, 'ASSEMBLY')).toMatchObject({ ok: false, refusal: { code: 'INPUT_REFUSED', problems: [{ path: 'reason' }] } });
    expect(move({ state: 'MACHINING', unmade: 2 }, 'ASSEMBLY', 'pins 501, 502 follow')).toMatchObject({ ok: true });
  });

  it('leaves holding, taking up and cancelling to managers', () => {
    expect(rolesOfMove('DESIGN', 'ON_HOLD')).toEqual(['OWNER', 'MANAGER']);
    expect(rolesOfMove('ON_HOLD', 'DESIGN')).toEqual(['OWNER', 'MANAGER']);
    expect(rolesOfMove('DRAFT', 'DESIGN')).toContain('PLANNER');
  });

  it('takes parts until it has left the house', () => {
    expect(mouldStates.filter((state) => !takesParts(state))).toEqual(['SHIPPED', 'CLOSED', 'CANCELLED']);
  });
});

describe('the facts of a mould', () => {
  it('have a number, a title, and a T1 not before T0', () => {
    const facts = { mouldNo: 'AC2507', title: 'Trim', t0Date: '2026-12-01', t1Date: '2026-12-01' };
    expect(problemsOfMould(facts, say)).toEqual([]);
    expect(problemsOfMould({ ...facts, mouldNo: ' ', title: '', t1Date: '2026-11-30' }, say).map((p) => p.path)).toEqual(['mouldNo', 'title', 't1Date']);
  });

  it('are told in the language of the request', () => {
    expect(sentences('zh-CN').noPartsYet()).toMatch(/零件/);
    expect(Object.keys(sentences('zh-CN')).sort()).toEqual(Object.keys(say).sort());
  });
});
