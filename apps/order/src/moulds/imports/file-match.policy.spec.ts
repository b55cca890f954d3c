import fc from 'fast-check';
import { attachmentsOf, withFiles, type Attached, type PartFile } from './attachment.policy.js';
import { matchFiles } from './file-match.policy.js';

const part = (partNo: string, name: string | null = null) => ({ partNo, name });
const parts = [part('AC2507-405', '滑块1镶件(左)'), part('AC2507-405-1', '滑块1压条'), part('AC2507-203', '前模卡扣镶件1'), part('AC2507-601', '弹簧'), part('AC2507-602', '弹簧')];
const match = (name: string, given = parts) => matchFiles([name], given, 'AC2507')[0];

describe('files and parts by the number in the name', () => {
  it.each([
    ['AC2507-405.pdf', 'AC2507-405', null], ['ac2507_405.PDF', 'AC2507-405', null], ['AC2507 405.step', 'AC2507-405', null], ['AC2507405.dxf', 'AC2507-405', null],
    ['ＡＣ２５０７－４０５.pdf', 'AC2507-405', null], ['AC2507-405_B.pdf', 'AC2507-405', 'B'], ['AC2507-405B.pdf', 'AC2507-405', 'B'], ['AC2507-405 Rev.C.pdf', 'AC2507-405', 'C'], ['AC2507-405 版本D.pdf', 'AC2507-405', 'D'],
    ['AC2507-405_滑块1镶件(左).pdf', 'AC2507-405', null], ['AC2507-405_B_滑块.pdf', 'AC2507-405', 'B'], ['滑块1镶件 AC2507-405.pdf', 'AC2507-405', null], ['AC2507-405 (2).pdf', 'AC2507-405', null], ['AC2507-405 - 副本.pdf', 'AC2507-405', null],
    ['AC2507-405-1.pdf', 'AC2507-405-1', null], ['AC2507-405-1_B.pdf', 'AC2507-405-1', 'B'], ['folder/AC2507-203.pdf', 'AC2507-203', null],
  ])('%s', (name, partNo, revision) => expect(match(name)).toEqual({ partNo, by: 'NUMBER', revision }));

  it('takes the number without that of the mould, and an exact name', () => {
    expect(match('405.pdf')).toMatchObject({ partNo: 'AC2507-405', by: 'SHORT_NUMBER' });
    expect(match('203_A.dwg')).toEqual({ partNo: 'AC2507-203', by: 'SHORT_NUMBER', revision: 'A' });
    expect(match('前模卡扣镶件1.pdf')).toEqual({ partNo: 'AC2507-203', by: 'NAME', revision: null });
  });

  it.each(['AC2507-4051.pdf', 'AC2507-40.pdf', 'XAC2507-405.pdf', '弹簧.pdf', 'readme.txt', '', 'AC2507-405 AC2507-203.pdf', '2507.pdf'])('leaves %s to a person', (name) => expect(match(name)).toBeNull());

  it('finds every number again, however it was written', () => {
    const number = fc.tuple(fc.constantFrom('AC2507', 'M-18', 'KX'), fc.integer({ min: 100, max: 999 }), fc.option(fc.integer({ min: 1, max: 9 }), { nil: null })).map(([head, n, sub]) => `${head}-${n}${sub === null ? '' : `-${sub}`}`);
    const write = fc.record({
      separator: fc.constantFrom('-', '_', ' ', '.', '－', '—'), lower: fc.boolean(), wide: fc.boolean(), revision: fc.constantFrom('', '_B', '-C', ' rev.D', '(A)'), end: fc.constantFrom('.pdf', '.STEP', '.dxf', '.PNG'), behind: fc.constantFrom('', '_滑块', ' 镶件'),
    });
    const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    fc.assert(fc.property(fc.uniqueArray(number, { minLength: 1, maxLength: 20 }), fc.nat(), write, (numbers, pick, { separator, lower, wide: isWide, revision, end, behind }) => {
      const wanted = numbers[pick % numbers.length]!;
      let name = wanted.replaceAll('-', separator) + (behind === '' ? revision : '');
      if (lower) name = name.toLowerCase();
      const found = matchFiles([(isWide ? wide(name) : name) + behind + end], numbers.map((n) => part(n)), null)[0];
      expect(found?.partNo).toBe(wanted);
      expect(found?.revision).toBe(behind === '' && revision !== '' ? /[A-Z]/i.exec(revision.replace(/rev/i, ''))![0].toUpperCase() : null);
    }), { numRuns: 400 });
  });

  it('never throws and never names a part that is not there', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 5 }), fc.array(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 5 }), (names, numbers) => {
      const known = new Set(numbers);
      for (const found of matchFiles(names, numbers.map((n) => part(n, n)), null)) if (found) expect(known.has(found.partNo)).toBe(true);
    }), { numRuns: 300 });
  });

  it('sorts two thousand files to five hundred parts in a moment', () => {
    const many = Array.from({ length: 500 }, (_, i) => part(`AC2507-${1_000 + i}`));
    const from = performance.now();
    expect(matchFiles(Array.from({ length: 2_000 }, (_, i) => `AC2507_${1_000 + (i % 500)}_${'ABCD'[i % 4]}.pdf`), many, 'AC2507').every((m) => m !== null)).toBe(true);
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});

describe('attaching', () => {
  const file = (id: string, name: string, sha256 = id, given: Partial<PartFile> = {}): PartFile => ({ id, name, purpose: 'DRAWING', mediaType: 'application/pdf', sha256, ...given });
  const to = (f: PartFile, revision: string | null = null): Attached => ({ file: f, partNo: 'x', by: 'NUMBER', revision });

  it('goes by what a person said before what a name says', () => {
    const files = [file('1', '405.pdf'), file('2', 'cover.pdf'), file('3', '203.pdf'), file('4', 'notes.pdf')];
    const { attached, unmatched, aside } = attachmentsOf(files, parts, 'AC2507', [{ fileId: '1', partNo: 'AC2507-601' }, { fileId: '3', partNo: null }, { fileId: '2', partNo: 'gone' }]);
    expect(attached.map(({ file: { id }, partNo, by }) => [id, partNo, by])).toEqual([['1', 'AC2507-601', 'PERSON']]);
    expect([unmatched.map(({ id }) => id), aside.map(({ id }) => id)]).toEqual([['2', '4'], ['3']]);
  });

  it('changes nothing for content that the part has already, whatever its name', () => {
    const change = withFiles([file('old', 'AC2507-405_A.pdf', 'same')], [to(file('new', 'AC2507-405_B.pdf', 'same'), 'B')]);
    expect([change.fileIds, [...change.outcome], change.revision]).toEqual([['old'], [['new', 'SAME']], null]);
  });

  it('puts a new revision in the place of the old one, and other kinds beside it', () => {
    const change = withFiles([file('old', 'AC2507-405_A.pdf')], [to(file('new', 'AC2507-405_B.pdf'), 'B'), to(file('dxf', 'AC2507-405.dxf', 'd', { mediaType: 'image/vnd.dxf' }))]);
    expect([change.fileIds, [...change.outcome.values()], change.revision]).toEqual([['new', 'dxf'], ['REPLACE', 'ADD'], 'B']);
  });

  it('replaces each of several sheets by its own', () => {
    const change = withFiles([file('s1', '405-sheet1_A.pdf'), file('s2', '405-sheet2_A.pdf')], [to(file('n2', '405-sheet2_B.pdf')), to(file('n3', '405-sheet3.pdf'))]);
    expect(change.fileIds).toEqual(['s1', 'n2', 'n3']);
  });
});
