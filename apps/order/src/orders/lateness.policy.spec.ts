import fc from 'fast-check';
import { daysBetween, plusDays, workingDaysBetween } from '#kernel';
import { defaultLatenessRules as rules, forecastDay, isSilent, latenessOf, plusWorkingDays, quietHours, remainingMinutes, slackDays } from './lateness.policy.js';
import { mouldOutlook, outlookOf, type Work } from './outlook.policy.js';

const MONDAY = '2026-11-23';
const day = fc.integer({ min: 0, max: 700 }).map((n) => plusDays('2026-01-01', n));
const at = (hour: number): Date => new Date(Date.parse('2026-11-23T00:00:00.000Z') + hour * 3_600_000);
const aWork = (given: Partial<Work> = {}): Work => ({ seq: 10, orderLineId: 'oln', minutes: 480, open: 1, runningSince: null, readySince: null, ...given });
const promise = (promisedDate: string, given: object = {}) => ({ orderLineId: 'oln', promisedDate, arrived: false, resting: false, ...given });
const outlook = (work: Work[], promises: ReturnType<typeof promise>[], hour = 8) => outlookOf(work, promises, at(hour), MONDAY, rules);

describe('what remains', () => {
  it('is everything in a row for one piece, and a queue at the slowest operation for several', () => {
    expect(remainingMinutes([{ minutes: 240, articles: 1 }, { minutes: 600, articles: 1 }])).toBe(840);
    expect(remainingMinutes([{ minutes: 10, articles: 5 }, { minutes: 60, articles: 5 }])).toBe(70 + 4 * 60);
    expect(remainingMinutes([{ minutes: 10, articles: 0 }])).toBe(0);
  });

  it('lies between the longest operation and everything one after another, and shrinks as articles pass', () => {
    const open = fc.array(fc.record({ minutes: fc.integer({ min: 1, max: 1000 }), articles: fc.nat(50) }), { maxLength: 8 });
    fc.assert(fc.property(open, fc.nat(), (work, i) => {
      const all = remainingMinutes(work);
      expect(all).toBeGreaterThanOrEqual(Math.max(0, ...work.map(({ minutes, articles }) => minutes * articles)));
      expect(all).toBeLessThanOrEqual(work.reduce((sum, { minutes, articles }) => sum + minutes * articles, 0));
      const less = work.map((entry, j) => (j === i % work.length ? { ...entry, articles: Math.max(0, entry.articles - 1) } : entry));
      expect(remainingMinutes(less)).toBeLessThanOrEqual(all);
    }));
  });
});

describe('the forecast', () => {
  it('ends today what fits into today, and rests on Sunday', () => {
    expect(forecastDay(MONDAY, 480, rules)).toBe(MONDAY);
    expect(forecastDay(MONDAY, 481, rules)).toBe('2026-11-24');
    expect(forecastDay('2026-11-28', 481, rules)).toBe('2026-11-30');
    expect(forecastDay('2026-11-29', 0, rules)).toBe('2026-11-30');
  });

  it('is a working day, never before today, and as many working days away as asked for', () => {
    fc.assert(fc.property(day, fc.nat(60), (from, days) => {
      const to = plusWorkingDays(from, days);
      expect(new Date(`${to}T00:00:00Z`).getUTCDay()).not.toBe(0);
      expect(daysBetween(from, to)).toBeGreaterThanOrEqual(0);
      const sunday = new Date(`${from}T00:00:00Z`).getUTCDay() === 0;
      expect(workingDaysBetween(from, to)).toBe(days + (sunday ? 1 : 0));
    }));
  });
});

describe('lateness', () => {
  it('is told at the forecast and not at the due date', () => {
    expect(outlook([aWork({ minutes: 480 * 5 })], [promise('2026-11-26')]).lateness).toBe('AT_RISK');
    expect(outlook([aWork({ minutes: 480 * 5 })], [promise('2026-11-27')]).lateness).toBe('ON_TIME');
    expect(outlook([aWork()], [promise('2026-11-22')]).lateness).toBe('LATE');
    expect(outlook([aWork()], [promise('2026-11-22', { arrived: true })]).lateness).toBe('ON_TIME');
    expect(outlook([aWork()], [promise('2026-11-22', { resting: true })]).lateness).toBe('ON_TIME');
  });

  it('counts what has to be done before a line\'s own operations, and nothing behind them', () => {
    const before = aWork({ seq: 10, orderLineId: 'other', minutes: 480 * 5 });
    const behind = aWork({ seq: 30, orderLineId: null, minutes: 480 * 50 });
    expect(outlook([aWork({ seq: 20 }), behind], [promise('2026-11-24')]).lateness).toBe('ON_TIME');
    expect(outlook([before, aWork({ seq: 20 })], [promise('2026-11-24')]).lateness).toBe('AT_RISK');
  });

  it('has a word of its own for silence, never "on time"', () => {
    expect(outlook([aWork({ runningSince: at(0) })], [promise('2026-12-20')], 23).lateness).toBe('ON_TIME');
    expect(outlook([aWork({ runningSince: at(0) })], [promise('2026-12-20')], 24).lateness).toBe('SILENT');
    expect(outlook([aWork({ readySince: at(0) })], [promise('2026-12-20')], 47).lateness).toBe('ON_TIME');
    expect(outlook([aWork({ readySince: at(0) })], [promise('2026-12-20')], 48).lateness).toBe('SILENT');
    expect(outlook([aWork({ readySince: at(0), orderLineId: null })], [], 480).lateness).toBe('ON_TIME');
    expect(outlook([aWork({ runningSince: at(0), orderLineId: null })], [], 480).lateness).toBe('SILENT');
  });

  it('never gets better while time passes and nothing else happens', () => {
    const order = ['ON_TIME', 'SILENT', 'AT_RISK', 'LATE'];
    fc.assert(fc.property(day, day, fc.nat(20), fc.nat(10_000), fc.boolean(), (today, promisedDate, later, minutes, silent) => {
      const judge = (on: string) => order.indexOf(latenessOf({ today: on, promisedDate, arrived: false, resting: false, remainingMinutes: minutes, silent }, rules));
      expect(judge(plusDays(today, later))).toBeGreaterThanOrEqual(judge(today));
    }));
  });

  it('is quiet only while something is due', () => {
    expect(quietHours('RUNNING', at(0), at(5.9))).toBe(5);
    expect(quietHours('PAUSED', at(0), at(5))).toBeNull();
    expect(quietHours('READY', null, at(5))).toBeNull();
    expect(quietHours('READY', at(5), at(0))).toBe(0);
    expect(isSilent('READY', 30, rules)).toBe(false);
    expect(isSilent('RUNNING', 30, rules)).toBe(true);
  });
});

describe('the mould', () => {
  const dates = { t0Date: '2026-12-14', t1Date: '2026-12-21' };

  it('is expected as many working days after its last part as the plan has between T0 and T1', () => {
    expect(mouldOutlook(dates, ['2026-12-10', '2026-12-16', null], true, MONDAY)).toEqual({ forecastT1: '2026-12-23', slackDays: -2 });
    expect(mouldOutlook(dates, ['2026-12-12'], true, MONDAY).slackDays).toBe(1);
  });

  it('has no forecast before any order, and no slack without a plan', () => {
    expect(mouldOutlook(dates, ['2026-12-10'], false, MONDAY)).toEqual({ forecastT1: null, slackDays: null });
    expect(mouldOutlook({ t0Date: null, t1Date: null }, ['2026-12-10'], true, MONDAY)).toEqual({ forecastT1: '2026-12-10', slackDays: null });
    expect(slackDays(null, MONDAY)).toBeNull();
  });

  it('expects a part on its promised day when the work would be through before', () => {
    expect(outlook([aWork()], [promise('2026-12-01'), promise('2026-11-27')])).toEqual({ lateness: 'ON_TIME', promisedDate: '2026-11-27', expected: '2026-12-01' });
    expect(outlook([aWork({ open: 0 })], [promise('2026-12-01', { arrived: true })])).toEqual({ lateness: 'ON_TIME', promisedDate: null, expected: null });
  });
});
