import { aDxf } from '../../../../test/builders/dxf.js';
import { DxfBroken, dxfText, readDxf } from './dxf-file.parser.js';
import { strokesOf, type Stroke } from './dxf-strokes.view.js';
import { paragraphLines, plainText } from './dxf-text.view.js';

type Groups = readonly (number | string)[];
const drawn = (entities: readonly Groups[], given: Parameters<typeof aDxf>[1] = {}) => strokesOf(readDxf(aDxf(entities, given)));
const lines = (strokes: readonly Stroke[]) => strokes.flatMap((stroke) => (stroke.kind === 'LINE' ? [stroke.points.map((value) => Math.round(value * 1000) / 1000 + 0)] : []));
const texts = (strokes: readonly Stroke[]) => strokes.flatMap((stroke) => (stroke.kind === 'TEXT' ? [stroke] : []));

describe('lines of a DXF', () => {
  it('a bow follows its bulge: a half circle against the clock for 1', () => {
    const [points] = lines(drawn([[0, 'LWPOLYLINE', 90, 2, 10, 0, 20, 0, 42, 1, 10, 10, 20, 0]]).strokes);
    expect(points!.slice(-2)).toEqual([10, 0]);
    // Its deepest place lies a radius below the chord.
    expect(Math.min(...points!.filter((_, i) => i % 2 === 1))).toBe(-5);
  });

  it('an arc goes from its first angle to its second, against the clock', () => {
    const [points] = lines(drawn([[0, 'ARC', 10, 5, 20, 5, 40, 2, 50, 270, 51, 0]]).strokes);
    expect([points!.slice(0, 2), points!.slice(-2)]).toEqual([[5, 3], [7, 5]]);
  });

  it('a spline begins and ends in its outer points', () => {
    const [points] = lines(drawn([[0, 'SPLINE', 71, 3, 40, 0, 40, 0, 40, 0, 40, 0, 40, 1, 40, 1, 40, 1, 40, 1, 10, 0, 20, 0, 10, 0, 20, 4, 10, 8, 20, 4, 10, 8, 20, 0]]).strokes);
    expect([points!.slice(0, 2), points!.slice(-2)]).toEqual([[0, 0], [8, 0]]);
    const middle = points!.length / 4 - 0.5;
    expect(points!.slice(2 * middle, 2 * middle + 2)).toEqual([4, 3]);
  });

  it('an insert is moved, turned, scaled and repeated', () => {
    const { strokes } = drawn([[0, 'INSERT', 2, 'mark', 10, 100, 20, 0, 41, 2, 42, 2, 50, 90, 70, 2, 44, 10]], { blocks: { MARK: [[0, 'LINE', 10, 0, 20, 0, 11, 3, 21, 0]] } });
    expect(lines(strokes)).toEqual([[100, 0, 100, 6], [100, 10, 100, 16]]);
  });

  it('what lies on a hidden layer is not drawn, and paper space only where there is no model', () => {
    const tables = [0, 'TABLE', 2, 'LAYER', 0, 'LAYER', 2, 'OFF', 62, -3, 70, 0, 0, 'LAYER', 2, 'FROZEN', 62, 3, 70, 1, 0, 'ENDTAB'];
    const line = (x: number, more: Groups = []) => [0, 'LINE', ...more, 10, x, 20, 0, 11, x, 21, 1];
    expect(lines(drawn([line(1, [8, 'OFF']), line(2, [8, 'FROZEN']), line(3, [67, 1]), line(4)], { tables }).strokes)).toEqual([[4, 0, 4, 1]]);
    expect(lines(drawn([line(3, [67, 1])]).strokes)).toEqual([[3, 0, 3, 1]]);
  });

  it('what was drawn from behind is mirrored', () => {
    expect(lines(drawn([[0, 'LINE', 10, 2, 20, 0, 11, 5, 21, 1, 230, -1]]).strokes)).toEqual([[-2, 0, -5, 1]]);
  });

  it('a dimension is drawn as its block, or by its measure', () => {
    const { strokes } = drawn([[0, 'DIMENSION', 2, '*D7', 42, 12.5], [0, 'DIMENSION', 2, '*D8', 13, 0, 23, 0, 14, 30, 24, 0, 11, 15, 21, 3, 42, 30.00049, 1, '<> %%p0.02']], { blocks: { '*D7': [[0, 'MTEXT', 10, 1, 20, 2, 40, 3, 1, '\\A1;12.5']] } });
    expect(texts(strokes).map(({ text }) => text)).toEqual(['12.5', '30 ±0.02']);
  });

  it('names what it cannot draw', () => {
    expect([...drawn([[0, 'HATCH'], [0, 'TOLERANCE', 1, 'x'], [0, 'HATCH'], [0, 'VIEWPORT']]).left]).toEqual([['HATCH', 2], ['TOLERANCE', 1]]);
  });

  it('colours made for a black screen are seen on white', () => {
    const ink = (colour: number) => drawn([[0, 'LINE', 62, colour, 10, 0, 20, 0, 11, 1, 21, 0]]).strokes[0]!.ink;
    expect([ink(7), ink(1)]).toEqual(['rgb(0 0 0)', 'rgb(255 0 0)']);
    expect(ink(2)).toBe('rgb(158 158 0)');
  });
});

describe('text of a DXF', () => {
  it('knows the signs of the trade', () => {
    expect(plainText('%%c30%%p0.02 45%%d 100%%% \\U+6A21\\U+5177 \\M+5C4A3')).toBe('Ø30±0.02 45° 100% 模具 模');
  });

  it('a paragraph loses its codes and keeps its lines', () => {
    expect(paragraphLines('{\\fSimSun|b0|i0|c134|p2;未注公差\\P\\H0.7x;\\C1;\\S+0.02^-0.01;} \\{a\\}\\~b')).toEqual(['未注公差', '+0.02/-0.01 {a} b']);
  });

  it('stands where it is fastened', () => {
    const { strokes } = drawn([[0, 'TEXT', 10, 0, 20, 0, 11, 50, 21, 60, 40, 5, 72, 1, 73, 2, 1, '中'], [0, 'MTEXT', 10, 0, 20, 100, 40, 3, 71, 8, 1, 'a\\Pb']]);
    expect(texts(strokes)).toMatchObject([{ x: 50, y: 60, along: 0.5, up: 0.5 }, { x: 0, y: 105, along: 0.5, up: 0, text: 'a' }, { x: 0, y: 100, text: 'b' }]);
  });

  it('attributes of an insert are written, invisible ones are not', () => {
    const { strokes } = drawn([[0, 'INSERT', 2, 'T', 66, 1], [0, 'ATTRIB', 10, 1, 20, 2, 40, 3, 1, 'AC2507-401', 70, 0], [0, 'ATTRIB', 10, 1, 20, 2, 40, 3, 1, 'secret', 70, 1], [0, 'SEQEND']], { blocks: { T: [[0, 'ATTDEF', 1, 'number']] } });
    expect(texts(strokes).map(({ text }) => text)).toEqual(['AC2507-401']);
  });

  it('is read in the code page of its writer', () => {
    const gbk = Buffer.concat([Buffer.from(' 0\nSECTION\n  9\n$DWGCODEPAGE\n  3\nANSI_936\n  1\n'), Buffer.from([0xc4, 0xa3, 0xbe, 0xdf])]);
    expect(dxfText(gbk)).toContain('模具');
    expect(dxfText(Buffer.from('模具'))).toBe('模具');
  });

  it('is refused when it was cut off or is something else', () => {
    expect(() => readDxf(aDxf([], { end: false }))).toThrow(DxfBroken);
    expect(() => readDxf('0\nEOF\n')).toThrow(DxfBroken);
    expect(() => readDxf('hello\nworld\n')).toThrow(DxfBroken);
  });
});
