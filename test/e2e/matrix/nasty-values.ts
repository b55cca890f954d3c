/** What no door takes, by the scalar it is handed in as. Values marked `raw` are JSON text, because no JavaScript value writes itself so. */
export interface Nasty { what: string; value: unknown }

const all = (values: Record<string, unknown>): Nasty[] => Object.entries(values).map(([what, value]) => ({ what, value }));
const same = (...values: unknown[]): Nasty[] => values.map((value) => ({ what: JSON.stringify(value).slice(0, 40), value }));

/** Amounts that are none, or that somebody would round, read in another base, or read in another script. */
export const MONEY = same(
  'NaN', 'Infinity', '-Infinity', '-0', '-1', '+1', '1e3', '1E3', '0x10', '0b1', ' 5 ', '5\n', '1_000', '1,5', '1.5', '1.005', '٥', '５', '一', '00010', '', ' ', 'null',
  '1000000000000001', '1000000000000000000000000000000', '9'.repeat(400), 5, 0, -1, 1.5, 12345678901234567000, true, null, {}, ['5', '6'],
);

const WRONG_WHOLE = same(2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1.5, '5', '', true, {}, []);
const WRONG_DECIMAL = same('NaN', 'Infinity', '1e3', '0x10', ' 1', '1 ', '1,5', '٥', '.5', '5.', '--1', '1.0000001', '9'.repeat(30), '', 5, 1.5, true, {}, []);
const WRONG_DAY = same('2026-02-30', '2025-02-29', '2026-13-01', '2026-00-10', '0000-00-00', '2026-2-3', '20261201', '2026-12-01T00:00:00Z', 'infinity', 'tomorrow', '', '+002026-12-01', '２０２６-12-01', 20261201, true, {});
const WRONG_INSTANT = same('2026-02-30T00:00:00Z', '2026-12-01T24:61:00Z', '2026-12-01', '2026-12-01T08:00:00', '2026-12-01 08:00:00Z', 'infinity', '-infinity', 'now', '1764547200', '', 1764547200, true, {});
const WRONG_CURRENCY = same('cny', 'Cny', 'CN', 'CNYY', 'XXX', 'BTC', ' CNY', '￥', '', '__proto__', 'constructor', 156, null);
const WRONG_KEY = [...same('short12', 'x'.repeat(129), 'with a blank in it', 'line\nbreak8', 'tab\ttab\ttab', 'schlüssel-ü', '钥匙钥匙钥匙钥匙', '', 12345678), { what: 'control', value: 'abcdefgh\u0007' }, { what: 'NUL', value: 'abcdefgh\u0000' }];
const WRONG_WORD = same('lower_case', 'NO_SUCH_WORD', '', '__proto__', 'constructor', 1, true, {}, 'toString');
const WRONG_BOOLEAN = same('true', 'false', 1, 0, '', {}, []);
const WRONG_CODE = same('wedm', 'W', 'WAYTOOLONGCODE', 'WE DM', '', "'; --", 5);

/** Values that the form of a scalar already excludes; everywhere where the scalar stands, and always BAD_INPUT. */
export const MALFORMED: Readonly<Record<string, readonly Nasty[]>> = {
  MinorAmount: MONEY, Int: WRONG_WHOLE, Decimal: WRONG_DECIMAL, ByteCount: [...WRONG_DECIMAL, ...same('1.5', '-1', '01')], Date: WRONG_DAY, DateTime: WRONG_INSTANT, Currency: WRONG_CURRENCY, IdempotencyKey: WRONG_KEY,
  Boolean: WRONG_BOOLEAN, ProcessCode: WRONG_CODE, CategoryCode: WRONG_CODE, ENUM: WRONG_WORD, String: same(5, true, {}, ['a', 'b']), ID: same(1.5, true, {}, ['a', 'b']),
};

/** Text that is no name and no sentence. */
export const TEXT: readonly Nasty[] = all({
  NUL: 'abc\u0000def', 'lone surrogate': 'abc\ud800def', 'lone low surrogate': '\udfffabc', 'bidi override': 'abc\u202egnp.exe', 'bidi isolate': 'a\u2066b\u2069c', 'zero width': 'ab\u200bcd',
  'byte order mark': '\ufeffabc', '300 combining marks': `a${'\u0301'.repeat(300)}`, bell: 'abc\u0007', escape: '\u001b[31mred', 'word joiner': 'ab\u2060cd', '30,000 characters': '件'.repeat(15_000),
});

/** Ids of nothing. */
export const NO_IDS: readonly Nasty[] = [
  ...same('', ' ', '0', 'null', 'undefined', '__proto__', '%', "lot_0'; drop table quoting.lots; --", '../../../etc/passwd', 'bG90XzAwMA==', 'x'.repeat(10_000), 'LOT_00000000000000000000000000', '１２３', 0),
  ...all({ 'NUL': 'lot_\u0000', 'lone surrogate': 'lot_\ud800', 'with a blank behind': 'lot_01jd3zz0000000000000000000 ', 'line break': 'lot_01jd3zz000000000000000000\n' }),
];
