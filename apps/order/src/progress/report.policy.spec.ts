import fc from 'fast-check';
import { operationStates, reportActions, type OperationState, type PauseReason, type ReportAction } from '#contracts/order-progress-views';
import { operationLifecycle } from './operation.lifecycle.js';
import { accountFor, decideCorrection, decideReport, holdingReports, minutesOf, replay, shareMinutes, timesAfter, untouched, type Attempt, type PastReport, type RunToReport } from './report.policy.js';

const he = 'com_he';
const lin = 'com_lin';
const aRun = (given: Partial<RunToReport> = {}): RunToReport => ({ id: 'run', state: 'READY', doneBy: he, ownerId: lin, inspect: false, hindrance: 'NONE', resting: false, away: false, over: false, revision: 'A', outdated: false, ...given });
const attempt = (action: Attempt['action'], given: Partial<Attempt> = {}): Attempt => ({ companyId: he, action, revision: 'A', ...given });
const at = (minute: number): Date => new Date(Date.parse('2026-11-23T08:00:00.000Z') + minute * 60_000);
const blocked = (code: string) => ({ ok: false, refusal: { code } });
const actions = reportActions.filter((action): action is Attempt['action'] => action !== 'CORRECT');

describe('a report', () => {
  it.each<[string, Partial<RunToReport>, Attempt, string]>([
    ['by somebody else', {}, attempt('START', { companyId: lin }), 'NOT_HOLDER'],
    ['of skipping by the shop', {}, attempt('SKIP'), 'NOT_HOLDER'],
    ['while the piece is on its way', { away: true }, attempt('DONE'), 'NOT_HOLDER'],
    ['on a line that rests', { resting: true }, attempt('START'), 'SUSPENDED'],
    ['to a newer drawing than ordered', {}, attempt('DONE', { revision: 'B' }), 'REVISION_OUTDATED'],
    ['when a newer drawing was issued', { outdated: true }, attempt('DONE'), 'REVISION_OUTDATED'],
    ['before the operation in front has passed', { state: 'PENDING', hindrance: 'OPEN' }, attempt('DONE'), 'PREVIOUS_NOT_PASSED'],
    ['while the one in front waits for its check', { state: 'PENDING', hindrance: 'WAITS_FOR_CHECK' }, attempt('START'), 'INSPECTION_NEEDED'],
    ['of starting what runs', { state: 'RUNNING' }, attempt('START'), 'STATE_CHANGED'],
    ['of being done twice', { state: 'PASSED' }, attempt('DONE'), 'STATE_CHANGED'],
    ['on a piece that was scrapped', { over: true }, attempt('DONE'), 'STATE_CHANGED'],
    ['of a pause of what stands', { state: 'READY' }, attempt('PAUSE'), 'STATE_CHANGED'],
  ])('%s is blocked', (_, given, what, reason) => expect(decideReport(aRun(given), what)).toEqual(blocked(reason)));

  it('of a problem or a pause is taken on an old drawing and a resting line', () => {
    expect(decideReport(aRun({ state: 'RUNNING', outdated: true, resting: true }), attempt('PAUSE'))).toEqual({ ok: true, value: 'PAUSED' });
    expect(decideReport(aRun({ outdated: true }), attempt('PROBLEM'))).toEqual({ ok: true, value: 'PAUSED' });
  });

  it('of being done passes by itself, or waits for a check', () => {
    expect(decideReport(aRun(), attempt('DONE'))).toEqual({ ok: true, value: 'PASSED' });
    expect(decideReport(aRun({ inspect: true, state: 'PAUSED' }), attempt('DONE'))).toEqual({ ok: true, value: 'DONE' });
    expect(decideReport(aRun({ state: 'PENDING', hindrance: 'OPEN' }), attempt('SKIP', { companyId: lin }))).toEqual({ ok: true, value: 'SKIPPED' });
  });

  it('moves along the lifecycle or not at all', () => {
    fc.assert(fc.property(fc.constantFrom(...operationStates), fc.constantFrom(...actions), fc.boolean(), (state, action, inspect) => {
      const decision = decideReport(aRun({ state, inspect }), attempt(action, { companyId: action === 'SKIP' ? lin : he }));
      if (decision.ok && decision.value !== state) expect(operationLifecycle.canMove(state, decision.value)).toBe(true);
    }));
  });
});

describe('the times of an operation', () => {
  it('count running only', () => {
    let times = timesAfter(untouched, 'SETUP', at(0), null);
    times = timesAfter(times, 'RUNNING', at(10), null);
    times = timesAfter(times, 'PAUSED', at(40), 'TOOL');
    expect(times).toMatchObject({ startedAt: at(0), pauseReason: 'TOOL', runningSince: null });
    times = timesAfter(times, 'RUNNING', at(100), null);
    expect(minutesOf(times, at(105))).toBe(35);
    times = timesAfter(times, 'PASSED', at(110), null);
    expect(times).toMatchObject({ startedAt: at(0), endedAt: at(110), pauseReason: null });
    expect(minutesOf(times, at(500))).toBe(40);
  });

  it('never run backwards and never exceed the time that has passed', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom<OperationState>('SETUP', 'RUNNING', 'PAUSED', 'PASSED'), fc.nat(300)), { minLength: 1 }), (steps) => {
      let minute = 0;
      let times = untouched;
      for (const [state, passed] of steps) {
        minute += passed;
        const next = timesAfter(times, state, at(minute), null);
        expect(next.workedMs).toBeGreaterThanOrEqual(times.workedMs);
        times = next;
      }
      expect(minutesOf(times, at(minute))).toBeLessThanOrEqual(minute);
    }));
  });
});

/** A shop that reports at random, as the service would record it. */
function story(wishes: readonly { action: ReportAction; pause: PauseReason }[], inspect: boolean): { state: OperationState; times: typeof untouched; reports: PastReport[] } {
  const reports: PastReport[] = [];
  let state: OperationState = 'READY';
  let times = untouched;
  wishes.forEach(({ action, pause }, i) => {
    const companyId = action === 'SKIP' ? lin : he;
    const report = { id: `${i}`, action, companyId, receivedAt: at(i), pauseReason: pause, scrap: null, correctsId: null };
    if (action === 'CORRECT') {
      const decision = decideCorrection({ ...aRun({ state, inspect }), followedUp: false, reports }, he);
      if (!decision.ok) return;
      ({ state, times } = decision.value);
      reports.push({ ...report, correctsId: decision.value.takesBack });
      return;
    }
    const decision = decideReport(aRun({ state, inspect }), { companyId, action, revision: 'A' });
    if (!decision.ok) return;
    times = timesAfter(times, decision.value, at(i), pause);
    state = decision.value;
    reports.push(report);
  });
  return { state, times, reports };
}

describe('a correction', () => {
  const wishes = fc.array(fc.record({ action: fc.constantFrom(...reportActions), pause: fc.constantFrom<PauseReason>('TOOL', 'POWER') }), { maxLength: 20 });

  it('leaves an operation exactly as its holding reports tell it', () => {
    fc.assert(fc.property(wishes, fc.boolean(), (all, inspect) => {
      const { state, times, reports } = story(all, inspect);
      expect(replay(reports, inspect)).toEqual({ state, times });
    }));
  });

  it('undoes one report, so that as many corrections as reports lead back to the beginning', () => {
    fc.assert(fc.property(wishes.map((all) => all.filter(({ action }) => action !== 'CORRECT' && action !== 'SKIP')), (all) => {
      const made = story(all, false).reports.length;
      const back = Array.from({ length: made }, () => ({ action: 'CORRECT' as const, pause: 'TOOL' as const }));
      const { state, times, reports } = story([...all, ...back], false);
      expect([state, times, holdingReports(reports)]).toEqual(['READY', untouched, []]);
    }));
  });

  const report = (given: Partial<PastReport> = {}): PastReport => ({ id: '1', action: 'DONE', companyId: he, receivedAt: at(1), pauseReason: null, scrap: null, correctsId: null, ...given });
  it.each<[string, Partial<RunToReport>, PastReport[], boolean, string, string]>([
    ['nothing was reported', {}, [], false, he, 'STATE_CHANGED'],
    ['somebody built on it', { state: 'PASSED' }, [report()], true, he, 'STATE_CHANGED'],
    ['an inspection spoke since', { state: 'FAILED' }, [report()], false, he, 'STATE_CHANGED'],
    ['the piece was scrapped since', { state: 'PASSED', over: true }, [report()], false, he, 'STATE_CHANGED'],
    ['pieces were scrapped with it', { state: 'PASSED' }, [report({ scrap: 1 })], false, he, 'STATE_CHANGED'],
    ['it is another company\'s', { state: 'PASSED' }, [report()], false, lin, 'NOT_HOLDER'],
    ['the piece is on its way', { state: 'PASSED', away: true }, [report()], false, he, 'NOT_HOLDER'],
  ])('is refused when %s', (_, run, reports, followedUp, who, reason) => expect(decideCorrection({ ...aRun(run), followedUp, reports }, who)).toEqual(blocked(reason)));

  it('of a skipped operation lets it wait again when something in front is open', () => {
    const run = { ...aRun({ state: 'SKIPPED', hindrance: 'OPEN' }), followedUp: false, reports: [report({ action: 'SKIP', companyId: lin })] };
    expect(decideCorrection(run, lin)).toMatchObject({ ok: true, value: { state: 'PENDING', takesBack: '1' } });
  });
});

describe('good and scrap', () => {
  it.each<[number, number | null, number | null, object | null]>([
    [1, null, null, { good: 1, scrap: 0 }], [1, 1, 0, { good: 1, scrap: 0 }], [1, null, 1, { good: 0, scrap: 1 }], [40, 37, null, { good: 37, scrap: 3 }], [40, 37, 3, { good: 37, scrap: 3 }],
    [40, 37, 2, null], [1, 2, null, null], [1, null, 2, null], [1, 0, 0, null],
  ])('of %i articles: %j good and %j scrapped account for %j', (count, good, scrap, answer) => expect(accountFor(count, good, scrap)).toEqual(answer));

  it('shares minutes that were told for several pieces by their articles, and loses none', () => {
    expect([shareMinutes(100, [1, 1, 1]), shareMinutes(90, [4, 2]), shareMinutes(1, [1, 1, 1]), shareMinutes(0, [7])]).toEqual([[33, 34, 33], [60, 30], [0, 1, 0], [0]]);
    fc.assert(fc.property(fc.nat(100_000), fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 }), (minutes, counts) => {
      const shares = shareMinutes(minutes, counts);
      expect(shares.reduce((a, b) => a + b)).toBe(minutes);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    }));
  });
});
