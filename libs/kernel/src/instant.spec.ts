import { daysBetween, isDay, isInstant, marketDay, plusDays, workingDaysBetween } from './instant.js';

describe('days and instants', () => {
  it.each(['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', '', '1999-12-31', 'infinity'])('refuse the day %j', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it('take the leap day of a leap year', () => {
    expect(isDay('2028-02-29')).toBe(true);
  });

  it.each(['2026-11-23', '2026-11-23T08:00', 'infinity', '2026-02-30T00:00:00Z', '2026-11-23T25:00:00Z'])('refuse the instant %j', (text) => {
    expect(isInstant(text)).toBe(false);
  });

  it('tell the day of the market, whatever day it is at the server', () => {
    expect(marketDay(new Date('2026-11-27T15:59:59.999Z'))).toBe('2026-11-27');
    expect(marketDay(new Date('2026-11-27T16:00:00.000Z'))).toBe('2026-11-28');
  });

  it('count days over months and years', () => {
    expect(plusDays('2026-12-30', 3)).toBe('2027-01-02');
    expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3);
  });

  it('count Monday to Saturday as working days', () => {
    expect(workingDaysBetween('2026-11-21', '2026-11-23')).toBe(1);
    expect(workingDaysBetween('2026-11-23', '2026-11-30')).toBe(6);
    expect(workingDaysBetween('2026-11-30', '2026-11-23')).toBe(-6);
  });
});
