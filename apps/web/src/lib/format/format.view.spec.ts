import * as fc from 'fast-check';
import { changePercent, changeText, countdownText, dayText, listText, localDay, moneyText, readMoney, sizeText, workChoices, writeMoney } from './format.view.js';

describe('numbers as people read them', () => {
  it('are money with its sign, without a fraction of nothing', () => {
    const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
    expect([moneyText(cny('118000'), 'zh-CN'), moneyText(cny('118000'), 'zh-CN', false), moneyText(cny('118050'), 'zh-CN'), moneyText(cny('7'), 'zh-CN'), moneyText(cny('118000'), 'en')])
      .toEqual(['¥1,180', '¥1,180.00', '¥1,180.50', '¥0.07', 'CNY 1,180']);
    expect(moneyText(cny('999999999999999'), 'zh-CN')).toBe('¥9,999,999,999,999.99');
  });

  it('are money in as many places as its currency has', () => {
    const text = (amountMinor: string, currency: string, short = true) => moneyText({ amountMinor, currency }, 'en', short);
    expect([text('1200', 'JPY'), text('1200', 'JPY', false), text('7', 'VND'), text('1234500', 'KWD'), text('1234500', 'KWD', false), text('1234000', 'KWD'), text('5', 'KWD')])
      .toEqual(['JPY 1,200', 'JPY 1,200', 'VND 7', 'KWD 1,234.500', 'KWD 1,234.500', 'KWD 1,234', 'KWD 0.005']);
    expect(moneyText({ amountMinor: '1234500', currency: 'KWD' }, 'zh-CN')).toBe('KWD 1,234.500');
  });

  it('are amounts as they are typed, with separators, full-width digits and fen, and nothing else', () => {
    const read = (currency: string) => (text: string) => readMoney(text, currency);
    expect(['1,180', '1180.5', '¥ 1 180', '１１８０', '0.07'].map(read('CNY'))).toEqual(['118000', '118050', '118000', '118000', '7']);
    expect(['', '0', '-5', '1.234', 'abc', '1e5', '12.', '1'.repeat(13)].map(read('CNY'))).toEqual(Array(8).fill(null));
    expect(['1,180', '1180.5', '1180.0', '7'].map(read('JPY'))).toEqual(['1180', null, null, '7']);
    expect(['1,180', '1180.5', '1.234', '1.2345', '0.005'].map(read('KWD'))).toEqual(['1180000', '1180500', '1234', null, '5']);
  });

  it('come back from a field as they went in', () => {
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n - 1n }), fc.constantFrom('CNY', 'JPY', 'KWD'), (minor, currency) => { expect(readMoney(writeMoney(String(minor), currency), currency)).toBe(String(minor)); }));
  });

  it('are time left, in tenths at the very end', () => {
    const text = (ms: number) => countdownText(ms, 'zh-CN');
    expect([text(-5), text(0), text(9_940), text(41_000), text(59_999), text(600_000), text(4 * 3_600_000 + 12 * 60_000 + 30_000), text(2 * 86_400_000 + 4 * 3_600_000 + 12 * 60_000)])
      .toEqual(['00:00', '00:00', '00:09.9', '00:41', '00:59', '10:00', '04:12:30', '2 天 04:12']);
    expect(countdownText(2 * 86_400_000, 'en')).toBe('2 d 00:00');
  });

  it('are changes with a direction and no colour', () => {
    expect([changeText(-14.23), changeText(3), changeText(0.04)]).toEqual(['▼ 14.2%', '▲ 3.0%', '±0%']);
    expect([changePercent('1000', '858'), changePercent('0', '5')]).toEqual([-14.2, null]);
  });

  it('are the day on the wall, not that of Greenwich', () => {
    expect([localDay(new Date(2026, 11, 3, 0, 30).toISOString()), localDay(new Date(2026, 11, 3, 23, 30).toISOString())]).toEqual(['2026-12-03', '2026-12-03']);
  });

  it('are days, sizes and names in a row', () => {
    expect([listText(['a', 'b'], 'zh-CN'), listText(['a', 'b'], 'en'), listText([], 'en')]).toEqual(['a、b', 'a, b', '']);
    expect([dayText('2026-12-03', 'zh-CN'), dayText('2026-12-03', 'en'), dayText('2027-01-02', 'zh-CN', '2026-11-28')]).toEqual(['12 月 3 日', '3 Dec', '2027 年 1 月 2 日']);
    const none = { lengthMm: null, widthMm: null, heightMm: null, diameterMm: null };
    expect([sizeText({ ...none, lengthMm: '186', widthMm: '124', heightMm: '62' }), sizeText({ ...none, diameterMm: '30', heightMm: '150' }), sizeText(none)]).toEqual(['186 × 124 × 62 mm', '⌀30 × 150 mm', null]);
  });

  it('are operations by code and name, without buying and without saying a code twice', () => {
    const processes = [{ code: 'BUY', nameZh: '采购', nameEn: 'procurement' }, { code: 'CNC', nameZh: 'CNC 铣', nameEn: 'CNC milling 3-axis' }, { code: 'GR', nameZh: '平面磨', nameEn: 'surface grinding' }];
    expect(workChoices(processes, 'en')).toEqual([['CNC', 'CNC milling 3-axis'], ['GR', 'GR surface grinding']]);
    expect(workChoices(processes, 'zh-CN')).toEqual([['CNC', 'CNC 铣'], ['GR', 'GR 平面磨']]);
  });
});
