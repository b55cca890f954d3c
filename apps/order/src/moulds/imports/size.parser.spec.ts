import fc from 'fast-check';
import { isDecimal } from '#kernel';
import { computedMassKg } from './part-mass.policy.js';
import { readSize, type SizeContext, type SizeFound } from './size.parser.js';

const context = (over: Partial<SizeContext> = {}): SizeContext => ({ hint: null, unit: null, decimalComma: false, ...over });
const found = (text: string, over: Partial<SizeContext> = {}): SizeFound => {
  const reading = readSize(text, context(over));
  if (reading.kind !== 'SIZE') throw new Error(`${text} is ${reading.kind}`);
  return reading;
};

describe('reading a size', () => {
  it.each([
    ['340*200*70', '340×200×70'], ['340 X 200 X 70', '340×200×70'], ['62×34×72', '62×34×72'], ['90x12x68', '90×12×68'], ['500.00X400.00X60.003', '500×400×60.003'], ['150.0X180.0X40.010', '150×180×40.01'],
    ['110×80×t10', '110×80×10'], ['t10*110*80', '110×80×10'], ['L110×W25×H20', '110×25×20'], ['100mm×50mm×20mm', '100×50×20'], ['20±0.1×30×40', '20×30×40'], ['３４０×２００×７０', '340×200×70'],
    ['φ4×75', 'φ4×75'], ['Ф6*75', 'φ6×75'], ['⌀8×75', 'φ8×75'], ['Ø10x100', 'φ10×100'], ['%%c12×80', 'φ12×80'], ['D16*140L', 'φ16×140'], ['dia 6 x 150', 'φ6×150'], ['直径20×50', 'φ20×50'], ['120×φ20', 'φ20×120'],
    ['φ５×１１０', 'φ5×110'], ['φ51×φ26×125', 'φ51×φ26×125'], ['TF51×26×125', 'φ51×φ26×125'], ['OD30×ID20×50', 'φ30×φ20×50'], ['φ50×28×60', 'φ50×φ28×60'],
    ['M10×70', 'M10×70'], ['M10*85L', 'M10×85'], ['M10×1.5×70', 'M10×1.5×70'], ['M36', 'M36'], ['PT1/4', 'PT1/4'], ['pt1/4*32', 'PT1/4×32'], ['Rc1/8', 'Rc1/8'], ['NPT1-1/4', 'NPT1-1/4'],
  ])('takes %s for %s', (text, shown) => {
    expect(found(text).text).toBe(shown);
  });

  it('keeps diameter and length of round parts apart from edges', () => {
    expect(found('φ6×300').size).toEqual({ lengthMm: null, widthMm: null, heightMm: '300', diameterMm: '6' });
    expect(found('96×42×58').size).toEqual({ lengthMm: '96', widthMm: '42', heightMm: '58', diameterMm: null });
    expect(found('M10×70').size).toEqual({ lengthMm: null, widthMm: null, heightMm: '70', diameterMm: '10' });
    expect(found('M20×2').size).toEqual({ lengthMm: null, widthMm: null, heightMm: null, diameterMm: '20' });
    expect(found('PT1/4×32').size).toEqual({ lengthMm: null, widthMm: null, heightMm: '32', diameterMm: null });
  });

  it('converts what is not millimetres and says so', () => {
    expect(found('70cm×60cm×14cm')).toMatchObject({ text: '700×600×140', converted: 'cm', inch: false });
    expect(found('7×6×1.4', { unit: 'cm' })).toMatchObject({ text: '70×60×14', converted: 'cm' });
    expect(found('1"×230', { hint: 'ROUND' })).toMatchObject({ text: 'φ25.4×230', inch: true, assumed: true });
    expect(found('1-1/2"×3/4"×2"')).toMatchObject({ text: '38.1×19.05×50.8', inch: true });
  });

  it('takes a bracketed number as a reference dimension and a bracketed remark as a remark', () => {
    expect(found('25×20×(245)')).toMatchObject({ text: '25×20×245', reference: true });
    expect(found('100×50×20(毛坯)')).toMatchObject({ text: '100×50×20', reference: false });
  });

  it('concludes a shape from the kind of part only with a sign that it did', () => {
    expect(found('15×120', { hint: 'ROUND' })).toMatchObject({ text: 'φ15×120', assumed: true });
    expect(found('51×26×125', { hint: 'COIL' })).toMatchObject({ text: 'φ51×φ26×125', assumed: true });
    expect(readSize('15×120', context())).toEqual({ kind: 'INCOMPLETE', text: '15×120' });
  });

  it('reads decimal commas where the list uses them', () => {
    expect(found('12,5×40×8', { decimalComma: true }).text).toBe('12.5×40×8');
  });

  it.each([['', 'BLANK'], ['-', 'BLANK'], ['见图', 'DRAWING'], ['按图纸', 'DRAWING'], ['See drawing', 'DRAWING'], ['1月8日', 'DAMAGED'], ['2025-01-08', 'DAMAGED'], ['####', 'DAMAGED'], ['2点开放式', 'TEXT'], ['16芯+24芯', 'TEXT'],
    ['内径12×线径2.4', 'TEXT'], ['φ30×φ25×20×100', 'TEXT'], ['0×20×30', 'TEXT'], ['1×2×9999999', 'TEXT'], ['1/0"×2"×3"', 'TEXT'], ['φ20', 'INCOMPLETE'], ['100', 'INCOMPLETE']])('calls %j %s', (text, kind) => {
    expect(readSize(text, context()).kind).toBe(kind);
  });

  it('reads what it shows again as the same size', () => {
    const mm = fc.tuple(fc.integer({ min: 1, max: 3_000 }), fc.constantFrom('', '.5', '.25', '.003')).map(([whole, rest]) => `${whole}${rest}`);
    const separator = fc.constantFrom('*', 'x', 'X', '×', ' x ', '＊');
    fc.assert(fc.property(fc.tuple(mm, mm, mm), separator, fc.constantFrom('', 'φ', 'Ф'), ([a, b, c], by, sign) => {
      const reading = readSize(sign === '' ? [a, b, c].join(by) : `${sign}${a}${by}${c}`, context());
      if (reading.kind !== 'SIZE') throw new Error(reading.kind);
      expect(found(reading.text).size).toEqual(reading.size);
      for (const measure of Object.values(reading.size)) expect(measure === null || isDecimal(measure)).toBe(true);
    }));
  });

  it('gives back any text that is no size, and nothing else than exact decimals', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,/×xφ*()tLDM"+-± cm各见图'), maxLength: 16 }), (text) => {
      const reading = readSize(text, context());
      if (reading.kind === 'SIZE') for (const measure of Object.values(reading.size)) expect(measure === null || isDecimal(measure)).toBe(true);
      if (reading.kind === 'TEXT') expect(reading.text).toBe(text.normalize('NFKC').trim());
    }), { numRuns: 3_000 });
  });
});

describe('mass from size and density', () => {
  const mass = (text: string, density: string, coil = false) => computedMassKg(found(text).solid, density, coil);

  it.each([
    ['700×700×40', '7.85', false, '153.86'], ['90×12×68', '7.8', false, '0.573'], ['25×20×245', '7.8', false, '0.956'], ['φ4×75', '7.8', false, '0.007'], ['φ16×140', '7.81', false, '0.22'], ['φ50×φ28×60', '7.8', false, '0.631'],
    ['φ51×φ26×125', '7.85', true, '0.816'], ['φ2×φ4×300(刃长100)', '7.8', false, '0.022'], ['1×6×300(刃长100,柄φ8)', '7.8', false, '0.083'],
  ])('weighs %s of %s g/cm³ (coil: %s) %s kg', (text, density, coil, kg) => {
    expect(mass(text, density, coil)).toBe(kg);
  });

  it('weighs nothing that has no solid, no density or no tip length', () => {
    expect(mass('M10×70', '7.85')).toBeNull();
    expect(mass('φ2×φ4×300', '7.8')).toBeNull();
    expect(computedMassKg(found('10×10×10').solid, null, false)).toBeNull();
    expect(mass('0.1×0.1×0.1', '7.85')).toBeNull();
  });
});
