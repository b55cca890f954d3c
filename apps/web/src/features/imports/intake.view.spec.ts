import { bytesText, checked, purposeOf, standingOf, type Piece } from './intake.view.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const zip = (name: string): Uint8Array => Uint8Array.from([0x50, 0x4b, 3, 4, ...Array.from({ length: 22 }, () => 0), name.length, 0, 0, 0, ...bytes(name)]);
const piece = (key: string, more: Partial<Piece> = {}): Piece => ({ key, name: `${key}.x`, bytes: 10, purpose: 'DRAWING', refusal: null, share: null, broken: false, fileId: null, refused: null, ...more });

describe('files for an import', () => {
  it.each([
    ['a workbook', zip('[Content_Types].xml'), 'BOM'], ['a bundle', zip('AC2507/list.csv'), 'BUNDLE'], ['an old workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'BOM'],
    ['a STEP file', bytes('ISO-10303-21;\nHEADER;'), 'MODEL'], ['an IGES file', bytes(`${' '.repeat(72)}S      1`), 'MODEL'], ['a PDF', bytes('%PDF-1.7'), 'DRAWING'], ['a DXF', bytes('  0\r\nSECTION\r\n'), 'DRAWING'],
    ['a DWG', bytes('AC1032\0\0'), 'DRAWING'], ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), 'ATTACHMENT'], ['a list', bytes('件号,名称'.replace(/./g, 'ab')), 'BOM'], ['a list in UTF-16', Uint8Array.from([0xff, 0xfe, 0x41, 0]), 'BOM'],
    ['a RAR', bytes('Rar!\u001a\u0007'), 'OTHER_ARCHIVE'], ['a program', bytes('MZ\0\u0001'), null], ['nothing', new Uint8Array(), null],
  ])('are known by looking: %s', (_, head, purpose) => { expect(purposeOf(head)).toBe(purpose); });

  it('hold one list and one bundle, the first of each, and more of everything else', () => {
    const pieces = checked([piece('a', { purpose: 'BOM' }), piece('b'), piece('c', { purpose: 'BOM' }), piece('d', { purpose: 'BUNDLE' }), piece('e', { purpose: 'BUNDLE' }), piece('f')]);
    expect(pieces.map(({ refusal }) => refusal)).toEqual([null, null, 'SECOND_LIST', null, 'SECOND_BUNDLE', null]);
    // The first one taken out, the second may go.
    expect(checked(pieces.slice(1)).map(({ refusal }) => refusal)).toEqual([null, null, null, 'SECOND_BUNDLE', null]);
  });

  it('go on by themselves when all are there, and wait for a person when one is not taken', () => {
    expect(standingOf([])).toBe('EMPTY');
    expect(standingOf([piece('a', { fileId: 'fil_1' }), piece('b', { share: 0.5 })])).toBe('SENDING');
    expect(standingOf([piece('a', { fileId: 'fil_1' }), piece('b', { purpose: null, refusal: 'UNKNOWN' })])).toBe('ASK');
    expect(standingOf([piece('a', { fileId: 'fil_1' }), piece('b', { refused: 'too large' })])).toBe('ASK');
    expect(standingOf([piece('a', { fileId: 'fil_1' })])).toBe('READY');
  });

  it('say how large they are', () => { expect([10, 819_600, 38_400_000, 1_200_000_000].map(bytesText)).toEqual(['1 kB', '820 kB', '38.4 MB', '1.20 GB']); });
});
