import { linesOfPart, lotsOfPart, reportsOf, revisionChanges, stepStandings, travellerAddress, type Run } from './passport.view.js';

const report = (id: string, happenedAt: string) => ({ id, action: 'START' as const, happenedAt, by: 'Wang', good: null, scrap: null, pauseReason: null, note: null, evidence: [] });
const run = (seq: number, state: Run['state'], more: Partial<Run> = {}): Run => ({
  id: `run_${seq}`, seq, process: 'CNC', state, rework: false, orderLineId: null, doneBy: { id: 'com_1', name: '建达' }, startedAt: null, endedAt: null, minutes: 0, pauseReason: null, quietHours: null, reports: [], ...more,
});
const piece = (serial: string, runs: Run[], state: 'IN_PROCESS' | 'SCRAPPED' = 'IN_PROCESS') => ({ id: serial, serial, count: 1, state, progressPercent: 0, holder: null, runs });

describe('the passport of a part', () => {
  it('finds its order lines by the operations of its pieces, and its lots by the part', () => {
    const orders = [{ id: 'ord_1', lines: [{ id: 'oln_1' }, { id: 'oln_2' }] }, { id: 'ord_2', lines: [{ id: 'oln_3' }] }] as unknown as Parameters<typeof linesOfPart>[1];
    const pieces = [piece('P#1', [run(10, 'READY', { orderLineId: 'oln_2' }), run(20, 'PENDING')]), piece('P#2', [run(10, 'READY', { orderLineId: 'oln_2' })])];
    expect(linesOfPart({ pieces }, orders).map(({ order, line }) => [order.id, line.id])).toEqual([['ord_1', 'oln_2']]);
    const tenders = [{ id: 'tnd_1', lots: [{ id: 'lot_1', parts: [{ id: 'prt_1' }, { id: 'prt_2' }] }, { id: 'lot_2', parts: [{ id: 'prt_3' }] }] }] as unknown as Parameters<typeof lotsOfPart>[1];
    expect(lotsOfPart('prt_2', tenders).map(({ lot }) => lot.id)).toEqual(['lot_1']);
  });

  it('tells of a step how many pieces passed and the state of the last, leaving scrapped pieces out', () => {
    const pieces = [piece('a', [run(10, 'PASSED'), run(20, 'RUNNING')]), piece('b', [run(10, 'FAILED'), run(10, 'READY', { rework: true })]), piece('c', [run(10, 'PENDING')], 'SCRAPPED')];
    const steps = stepStandings({ pieces }, [10, 20, 30]);
    expect(steps.get(10)).toMatchObject({ passed: 1, pieces: 2, state: 'READY', doneBy: '建达' });
    expect(steps.get(20)).toMatchObject({ passed: 0, pieces: 1, state: 'RUNNING' });
    expect(steps.get(30)).toEqual({ passed: 0, pieces: 0, state: null, doneBy: null });
    expect(stepStandings({ pieces: [piece('a', [run(10, 'PASSED')]), piece('b', [run(10, 'FAILED')])] }, [10]).get(10)!.state).toBe('FAILED');
  });

  it('logs reports over all pieces, the newest first', () => {
    const pieces = [piece('a', [run(10, 'PASSED', { reports: [report('rpt_1', '2026-11-02T08:00:00.000Z'), report('rpt_3', '2026-11-03T08:00:00.000Z')] })]), piece('b', [run(10, 'PASSED', { reports: [report('rpt_2', '2026-11-02T09:00:00.000Z')] })])];
    expect(reportsOf({ pieces }).map(({ serial, report: { id } }) => [serial, id])).toEqual([['a', 'rpt_3'], ['b', 'rpt_2'], ['a', 'rpt_1']]);
  });

  it('says of a revision what it changed about the one before', () => {
    const first = { revision: 'A', material: '8407', hardness: null, requirements: null, size: { lengthMm: '96', widthMm: '42', heightMm: '58', diameterMm: null }, quantity: 1, route: ['CNC'], files: [], releasedAt: '2026-11-01T08:00:00.000Z' };
    const second = { ...first, revision: 'B', material: '718H', size: { ...first.size, heightMm: '60' } };
    expect(revisionChanges([second, first]).map(({ revision, changed }) => [revision.revision, changed])).toEqual([['B', ['material', 'size']], ['A', []]]);
    const drawn = { ...first, revision: 'B', files: [{ id: 'fil_2', name: 'b.pdf', purpose: 'DRAWING' as const, mediaType: 'application/pdf' }] };
    expect(revisionChanges([drawn, first])[0]!.changed).toEqual(['files']);
  });

  it('prints an address that a phone can open', () => {
    expect(travellerAddress('https://mould.example', '7KQ2-9F4M')).toBe('https://mould.example/m/t/7KQ2-9F4M');
  });
});
