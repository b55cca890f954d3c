import { cellText, isDitto, numberText, oneLine, pointsToDrawing, saysNone } from './cell-text.policy.js';
import { excelDamage, numberBehindExponent, sizesBehindDate } from './excel-damage.parser.js';
import { isImplausible, readHardness } from './hardness.parser.js';
import { massDiffers, readMass } from './mass.parser.js';
import { readRoute, readSupply } from './supply.parser.js';

describe('tidying a cell', () => {
  it('makes full-width forms plain and drops what nobody sees', () => {
    expect(cellText('ＡＣ２５０７-328')).toBe('AC2507-328');
    expect(cellText('\u202eabc\u200b\u0000\ufeff ')).toBe('abc');
    expect(cellText('设变B:\r\n原330')).toBe('设变B:\n原330');
  });

  it('writes names in one line', () => {
    expect(oneLine(cellText('后模仁　(右)'))).toBe('后模仁(右)');
    expect(oneLine('Core insert (L)')).toBe('Core insert (L)');
    expect(oneLine('前模左  外形粗公')).toBe('前模左 外形粗公');
  });

  it('knows the marks for above, nothing and see the drawing', () => {
    for (const mark of ['〃', '″'.normalize('NFKC'), '"', '同上', 'ditto', '-〃-']) expect([mark, isDitto(mark)]).toEqual([mark, true]);
    for (const mark of ['-', '/', '无', 'N/A']) expect([mark, saysNone(mark)]).toEqual([mark, true]);
    for (const mark of ['见图', '按2D图纸', 'as per drawing']) expect([mark, pointsToDrawing(mark)]).toEqual([mark, true]);
    for (const text of ['同心', '图章', '无锡']) expect(isDitto(text) || saysNone(text) || pointsToDrawing(text)).toBe(false);
  });

  it.each([['1,250.6', false, '1250.6'], ['12,5', false, '12.5'], ['1,250', false, '1250'], ['1,250', true, '1.25'], ['1.250,6', true, '1250.6'], ['1 250', false, '1250'], ['007.50', false, '7.5'], ['.5', false, '0.5'],
    ['1.23456789', false, '1.234567'], ['1e3', false, null], ['12-5', false, null], ['1'.repeat(30), false, null]])('reads the number %s (decimal comma: %s) as %s', (text, comma, expected) => {
    expect(numberText(text, comma)).toBe(expected);
  });
});

describe('what a spreadsheet did', () => {
  it.each([['1月8日', 1, 8], ['2025-01-08', 1, 8], ['2025/3/16', 3, 16], ['8-Jan', 1, 8], ['Mar-16', 3, 16], ['1/8/2025', 1, 8]])('sees the date in %s', (text, month, day) => {
    expect(excelDamage(text)).toEqual({ kind: 'DATE', month, day });
  });

  it('leaves fractions, ranges, numbers and part numbers alone', () => {
    for (const text of ['1/8', 'PT1/8', '1-8', '48-52', '2507E01', 'AC2507-01-08', '13月8日', '1250']) expect([text, excelDamage(text)]).toEqual([text, null]);
  });

  it('offers what a date may have been', () => {
    expect(sizesBehindDate({ month: 1, day: 8 }, true)).toEqual(['PT1/8', '1/8']);
    expect(sizesBehindDate({ month: 1, day: 8 }, false)).toEqual(['1/8', '1-8', '1×8']);
  });

  it('recovers a number from an exponent only when it is the mould’s own', () => {
    const damage = excelDamage('2.51E+04');
    expect(damage).toEqual({ kind: 'EXPONENT', mantissa: '2.51', exponent: 4 });
    expect(numberBehindExponent({ mantissa: '2.51', exponent: 4 }, 'AC2507')).toBe('2507E01');
    expect(numberBehindExponent({ mantissa: '2.51', exponent: 15 }, 'AC2507')).toBe('2507E12');
    expect(numberBehindExponent({ mantissa: '2.51', exponent: 4 }, 'AC2601')).toBeNull();
    expect(numberBehindExponent({ mantissa: '2.51', exponent: 4 }, null)).toBeNull();
  });
});

describe('reading treatment and hardness', () => {
  it.each([
    [['淬火HRC48~52'], '淬火', 'HRC48-52', false], [['48-52度'], null, 'HRC48-52', false], [['HRC50±1'], null, 'HRC49-51', false], [['淬火48-52'], '淬火', 'HRC48-52', true], [['氮化HV900'], '氮化', 'HV900', false],
    [['真空淬火 HRC48-52'], '真空淬火', 'HRC48-52', false], [['氮化'], '氮化', null, false], [['淬火+氮化', 'HRC46-50;表面HV900+'], '淬火+氮化', 'HRC46-50;表面HV900+', false],
    [['氮化', '表面HV900+;芯部HRC40±3'], '氮化', '表面HV900+;芯部HRC37-43', false], [['-', 'HB180-220'], null, 'HB180-220', false], [['48~52 HRC'], null, 'HRC48-52', false], [['HRC 58 to 62'], null, 'HRC58-62', false],
    [['HRC≥58'], null, 'HRC58+', false], [['Shore A 70'], null, 'ShoreA70', false], [['时效520°C'], '时效520°C', null, false], [['180度回火'], '180度回火', null, false], [[], null, null, false], [['', '-'], null, null, false],
  ])('takes %j apart', (cells, treatment, hardness, assumed) => {
    expect(readHardness(cells)).toEqual({ treatment, hardness, assumed });
  });

  it('knows what no steel has', () => {
    expect(isImplausible('HRC480-520')).toBe(true);
    expect(isImplausible('HRC48-52')).toBe(false);
    expect(isImplausible('HV900')).toBe(false);
  });
});

describe('reading a mass', () => {
  it.each([['153.9', '153.9'], ['428.6KG', '428.6'], ['0.4616T', '461.6'], ['37130g', '37.13'], ['1,250.6', '1250.6'], ['约12公斤', '12'], ['2.2lb', '0.997902']])('takes %s for %s kg', (text, kg) => {
    expect(readMass(text)).toMatchObject({ kind: 'MASS', kg });
  });

  it('uses the unit of the heading and the comma of the list', () => {
    expect(readMass('655', 'g')).toMatchObject({ kg: '0.655', unit: 'g' });
    expect(readMass('5,53', 'kg', true)).toMatchObject({ kg: '5.53', unit: null });
  });

  it.each([['', 'BLANK'], ['-', 'BLANK'], ['0', 'BLANK'], ['重', 'UNREADABLE'], ['-5', 'UNREADABLE'], ['1e9', 'UNREADABLE'], ['99999999', 'UNREADABLE']])('calls %j %s', (text, kind) => {
    expect(readMass(text).kind).toBe(kind);
  });

  it('tells a difference only beyond 5 % and beyond what rounding hides', () => {
    expect(massDiffers('142.9', '71.44', 1)).toBe(true);
    expect(massDiffers('153.9', '153.86', 1)).toBe(false);
    expect(massDiffers('0.002', '0.00245', 3)).toBe(false);
    expect(massDiffers('0.71', '0.78', 2)).toBe(true);
  });
});

describe('reading supply and route', () => {
  it.each([['自制', 'MAKE'], ['外协', 'OUTSIDE'], ['外发加工', 'OUTSIDE'], ['外购', 'BUY'], ['标准件', 'BUY'], ['Make', 'MAKE'], ['Buy', 'BUY'], ['subcontract', 'OUTSIDE'], ['客供', null]])('takes %s for %s', (text, supply) => {
    expect(readSupply(text)).toBe(supply);
  });

  it.each([
    ['BUY>CNCL>GD>DT>GR', ['BUY', 'CNCL', 'GD', 'DT', 'GR'], []], ['铣→热处理→磨', ['MIL', 'HT', 'GR'], []], ['铣-热处理-线割', ['MIL', 'HT', 'WEDF'], []], ['10.CNC 20.HT 30.WEDM', ['CNC', 'HT', 'WEDM'], []],
    ['CNC、放电、喷漆', ['CNC', 'EDM'], ['喷漆']], ['-', [], []],
  ])('takes the route %s apart', (text, codes, unknown) => {
    expect(readRoute(text)).toEqual({ codes, unknown });
  });
});
