import fc from 'fast-check';
import { planPieces, planRuns, type PartToMake, type PieceThere, type StepToMake } from './piece-plan.policy.js';

const aPart = (given: Partial<PartToMake> = {}): PartToMake => ({ partId: 'prt_1', mouldId: 'mld_1', companyId: 'com_1', partNo: 'AC2507-405', revision: 'A', quantity: 2, supply: 'OUTSIDE', route: [], ...given });
const there = (serialNo: number, given: Partial<PieceThere> = {}): PieceThere => ({ id: `pce_${serialNo}`, serialNo, count: 1, state: 'PLANNED', begun: false, ...given });
const step = (seq: number, process: string, ...dependsOn: number[]): StepToMake => ({ seq, process, dependsOn, plannedMinutes: null, inspect: false });

describe('planning pieces', () => {
  it('numbers single pieces up to twenty and makes one batch of more', () => {
    expect(planPieces(aPart(), []).made).toEqual([{ serialNo: 1, serial: 'AC2507-405#1', count: 1 }, { serialNo: 2, serial: 'AC2507-405#2', count: 1 }]);
    expect(planPieces(aPart({ quantity: 20 }), []).made).toHaveLength(20);
    expect(planPieces(aPart({ quantity: 21 }), []).made).toEqual([{ serialNo: 1, serial: 'AC2507-405#1', count: 21 }]);
    expect(planPieces(aPart({ supply: 'BUY' }), []).made).toEqual([]);
  });

  it('lets paper pieces go, keeps begun ones and counts them', () => {
    const plan = planPieces(aPart({ quantity: 3 }), [there(1), there(2, { begun: true, state: 'IN_PROCESS' })]);
    expect(plan).toEqual({ dropped: ['pce_1'], made: [{ serialNo: 3, serial: 'AC2507-405#3', count: 1 }, { serialNo: 4, serial: 'AC2507-405#4', count: 1 }] });
  });

  it('makes anew what was scrapped', () => {
    expect(planPieces(aPart({ quantity: 1 }), [there(1, { begun: true, state: 'SCRAPPED' })]).made.map((p) => p.serialNo)).toEqual([2]);
  });

  it('always covers the quantity exactly, whatever is there, and never uses a serial twice', () => {
    const piece = fc.record({ count: fc.integer({ min: 1, max: 30 }), begun: fc.boolean(), state: fc.constantFrom('PLANNED' as const, 'IN_PROCESS' as const, 'SCRAPPED' as const) });
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.array(piece, { maxLength: 6 }), (quantity, given) => {
      const pieces = given.map((p, i) => there(i + 1, p));
      const plan = planPieces(aPart({ quantity }), pieces);
      const kept = pieces.filter((p) => !plan.dropped.includes(p.id));
      const covered = kept.filter((p) => p.state !== 'SCRAPPED').reduce((sum, p) => sum + p.count, 0);
      expect(covered + plan.made.reduce((sum, p) => sum + p.count, 0)).toBe(Math.max(quantity, covered));
      const serials = [...kept.map((p) => p.serialNo), ...plan.made.map((p) => p.serialNo)];
      expect(new Set(serials).size).toBe(serials.length);
    }));
  });
});

describe('planning operations on a piece', () => {
  it('is ready where nothing comes before and leaves the buying out', () => {
    const runs = planRuns([step(10, 'BUY'), step(20, 'CNC', 10), step(30, 'HT', 20), step(40, 'LE', 10)]);
    expect(runs.map((run) => [run.seq, run.state, run.dependsOn])).toEqual([[20, 'READY', []], [30, 'PENDING', [20]], [40, 'READY', []]]);
  });

  it('waits through a buying in the middle for what the buying waited for', () => {
    expect(planRuns([step(10, 'CNC'), step(20, 'BUY', 10), step(30, 'HT', 20)]).map((run) => [run.seq, run.dependsOn])).toEqual([[10, []], [30, [10]]]);
  });
});
