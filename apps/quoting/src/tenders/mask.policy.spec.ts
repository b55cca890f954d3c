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
    expect(masked('AC25071 and VAC2507, haiers', namesHidden(names, nothing))).toBe('AC25071 and VAC2507, haiers');
    expect(masked('M12 screws', ['M1', 'M'])).toBe('M12 screws');
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
