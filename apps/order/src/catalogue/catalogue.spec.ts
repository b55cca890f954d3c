import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { categories, categoryOf, processes, processOf } from '#contracts/catalogue';
import { routeTemplate } from '#contracts/usual-routes';
import {
  categoryEntries, densityOf, findCategory, findMaterial, findProcess, materialEntries, processEntries, proposeCategory, springLoadOf, tradeKey,
} from './index.js';

const sample = parse(readFileSync(new URL('../../../../test/fixtures/bom/ok/sample-bom.csv', import.meta.url)), { columns: true, bom: true }) as Record<string, string>[];

describe('the catalogue', () => {
  it('gives every code one entry with names in both languages', () => {
    for (const list of [categories, processes]) {
      expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
      for (const { nameZh, nameEn } of list) expect(nameZh !== '' && nameEn !== '').toBe(true);
    }
    expect(categoryEntries.map(({ code }) => code)).toEqual(categories.map(({ code }) => code));
    expect(processEntries.map(({ code }) => code)).toEqual(processes.map(({ code }) => code));
  });

  it('has no material name that two materials claim', () => {
    const owner = new Map<string, string>();
    for (const { code, grade, designations, tradeNames } of materialEntries) {
      for (const key of new Set([grade, ...designations, ...tradeNames].map(tradeKey))) {
        expect([key, owner.get(key)]).toEqual([key, undefined]);
        owner.set(key, code);
      }
    }
  });

  it('builds route templates from known processes only', () => {
    for (const { code } of categories) {
      const route = routeTemplate(code);
      expect(route.length).toBeGreaterThan(0);
      expect(route.filter((step) => processOf(step) === null)).toEqual([]);
    }
    expect(routeTemplate('CVS')).toEqual(['MIL', 'HT', 'GR', 'WEDM', 'EDM', 'POL']);
    expect(routeTemplate('constructor')).toEqual([]);
    expect(routeTemplate(null)).toEqual([]);
  });

  it('finds codes exactly as written and nothing else', () => {
    expect(processOf('WEDM')?.capacityUnit).toBe('HUR');
    expect(categoryOf('CAV')).toEqual({ code: 'CAV', nameZh: '前模仁', nameEn: 'cavity insert', group: 'forming' });
    expect(processOf('toString')).toBeNull();
  });
});

describe('reading a material', () => {
  it.each([
    ['S50C', 'S50C', 'GRADE'], ['S50C王牌', 'S50C', 'TRADE_NAME'], ['skd61', 'SKD61', 'GRADE'], ['SKD-61', 'SKD61', 'GRADE'], ['ＳＫＤ６１', 'SKD61', 'GRADE'],
    ['CR12MOV', 'Cr12MoV', 'GRADE'], ['suj2', 'SUJ2', 'DESIGNATION'], ['油钢', 'O1', 'TRADE_NAME'], ['红铜', '紫铜', 'TRADE_NAME'], ['铍铜', 'BeCu', 'TRADE_NAME'],
    ['45', '45#', 'GRADE'], ['45号钢', '45#', 'TRADE_NAME'], ['H13钢', 'H13', 'GRADE'], ['一胜百8407', '8407', 'TRADE_NAME'], ['国产S136', '4Cr13', 'TRADE_NAME'],
    ['国产H13', 'H13', 'TRADE_NAME'], ['H13(SKD61)', 'H13', 'TWO_NAMES'], ['S136(软料)', 'S136', 'TRADE_NAME'], ['8407 ', '8407', 'GRADE'], ['12.9', '12.9级', 'DESIGNATION'],
  ])('takes %s for %s', (text, grade, by) => {
    const reading = findMaterial(text);
    expect(reading).toMatchObject({ kind: 'CLEAR', by });
    expect(by === 'DESIGNATION' && text === '12.9' ? '12.9级' : reading.written).toBe(grade);
  });

  it('asks what a domestic imported grade is, and offers the grade, its domestic like and the words as written', () => {
    expect(findMaterial('国产8407')).toMatchObject({ kind: 'DOUBTFUL', entry: { code: '8407' }, candidates: ['8407', 'H13', 'SKD61', '国产8407'] });
  });

  it('asks when two names in one cell are two steels', () => {
    expect(findMaterial('P20/718H')).toMatchObject({ kind: 'DOUBTFUL', candidates: ['P20', '718H', 'P20/718H'] });
  });

  it('leaves an unknown word as written and names what looks like it', () => {
    expect(findMaterial('NAK81')).toEqual({ kind: 'UNKNOWN', written: 'NAK81', candidates: ['NAK80'] });
    expect(findMaterial('特种料Q')).toMatchObject({ kind: 'UNKNOWN', candidates: [] });
    expect(densityOf('特种料Q')).toBeNull();
    expect(densityOf('国产8407')).toBe('7.8');
  });

  it('knows the load behind a spring colour', () => {
    expect(springLoadOf('黄色')).toMatchObject({ zh: '最轻' });
    expect(springLoadOf('Blue')).toMatchObject({ en: 'light' });
    expect(springLoadOf('S50C')).toBeNull();
  });
});

describe('reading a process and a kind of part', () => {
  it.each([['WEDM', 'WEDM'], ['慢走丝', 'WEDM'], ['线割', 'WEDF'], ['热处理', 'HT'], ['铣', 'MIL'], ['放电加工', 'EDM'], ['Heat Treatment', 'HT']])('takes %s for %s', (text, code) => {
    expect(findProcess(text)).toBe(code);
  });

  it('takes no unknown word for a process', () => {
    expect(findProcess('喷漆')).toBeNull();
  });

  it('reads a category column by code, name or alias', () => {
    expect(findCategory('cav')?.code).toBe('CAV');
    expect(findCategory('型腔镶件')?.code).toBe('CAV');
    expect(findCategory('lifter')?.code).toBe('LFT');
    expect(findCategory('家具')).toBeNull();
  });

  it.each([
    ['前模仁(左)', null, 'CAV'], ['滑块1压条', null, 'GIB'], ['滑块镶件', null, 'SLI'], ['斜导柱', null, 'ANP'], ['斜顶座', null, 'LFB'], ['电机座镶件', '三、后模部分', 'CRS'],
    ['卡扣镶件2', '二、前模部分', 'CVS'], ['内六角螺丝M6×20', null, 'SCW'], ['Ejector pin dia 4', null, 'EJP'], ['Slide insert 1 L', null, 'SLI'],
  ])('proposes for %s (section %s) %s', (name, section, code) => {
    expect(proposeCategory(name, section, null)?.code).toBe(code);
  });

  it('proposes nothing for a word that names no part', () => {
    expect(proposeCategory('夹具', null, null)).toBeNull();
    expect(proposeCategory('', null, null)).toBeNull();
  });

  it('would have proposed the kind that the factory itself wrote for nearly all of a real list', () => {
    const wrong = (field: string) => sample.filter((line) => proposeCategory(line[field]!, null, line['材料']!)?.code !== line['类别代码'])
      .map((line) => `${line[field]} ${line['类别代码']} ${proposeCategory(line[field]!, null, line['材料']!)?.code}`);
    expect(wrong('零件名称')).toEqual([]);
    expect(wrong('英文名称').length / sample.length).toBeLessThan(0.03);
  });
});
