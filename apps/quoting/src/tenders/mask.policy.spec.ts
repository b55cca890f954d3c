import fc from 'fast-check';
import { masked, namesHidden, namesShown } from './mask.policy.js';

const names = { mouldNo: 'AC2507', title: '空调面板模', customerName: 'Haier' };
const nothing = { mouldName: false, customerName: false };

describe('names that bidders may not read', () => {
  it('go from every text, however they are written', () => {
    const hidden = namesHidden(names, nothing);
    expect(masked('AC2507 slides for HAIER', hidden)).toBe('··· slides for ···');
    expect(masked('滑块 ac-2507/空调面板模', hidden)).toBe('滑块 ···/···');
    expect(masked('ＡＣ２５０７　滑块', hidden)).toBe('···　滑块');
    expect(masked('AC 2507-405, A.C.2507', hidden)).toBe('···-405, ···');
  });

  it('stay where they are only a part of another word or number', () => {
    expect(masked('VAC2507, haiers', namesHidden(names, nothing))).toBe('VAC2507, haiers');
    expect(masked('12507 and 25071', ['2507'])).toBe('12507 and 25071');
    expect(masked('M12 screws', ['M1', 'M'])).toBe('M12 screws');
  });

  it('go from the front of part numbers that are written on without a sign', () => {
    expect(masked('AC2507001 and ac-2507-001', namesHidden(names, nothing))).toBe('···001 and ···-001');
  });

  it('go where two letters or digits stand alone, and stay within words and numbers', () => {
    const short = ['LG', 'GE', '3M', 'M7'];
    expect(masked('for LG, G.E. and ge; 给LG的', short)).toBe('for ···, G.E. and ···; 给···的');
    expect(masked('3M tape, M7-405, 3 M8', short)).toBe('··· tape, ···-405, 3 M8');
    expect(masked('bulges, large, 13M, M71, GE2, x3m', short)).toBe('bulges, large, 13M, M71, GE2, x3m');
  });

  it('stay where the tender shows them', () => {
    expect(masked('AC2507 for Haier', namesHidden(names, { mouldName: true, customerName: false }))).toBe('AC2507 for ···');
    expect(namesShown(names, { mouldName: false, customerName: true })).toEqual({ mouldNo: null, title: null, customerName: 'Haier' });
    expect(namesShown(names, nothing)).toBeNull();
    expect(namesShown(undefined, { mouldName: true, customerName: true })).toBeNull();
  });

  it('leave every other text as it was, to the last sign', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/ac/i.test(text.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]/gu, '')));
      expect(masked(text, ['AC2507'])).toBe(text);
    }));
  });

  it('are found wherever they stand between other words', () => {
    fc.assert(fc.property(fc.constantFrom(' ', '-', '，', '/'), fc.constantFrom('insert', '滑块', '件'), (sign, word) => {
      expect(masked(`${word}${sign}AC2507${sign}${word}`, ['AC2507'])).toBe(`${word}${sign}···${sign}${word}`);
    }));
  });
});
