import { createCanvas, loadImage } from '@napi-rs/canvas';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { aDxf } from '../../../../test/builders/dxf.js';
import { aPdf, chinese, type PdfPage } from '../../../../test/builders/pdf.js';
import { SheetPages, sheetLimits } from './sheet-pages.service.js';
import { SheetPainter, type SheetPage, type SheetPainterSettings } from './sheet-painter.port.js';

const folder = mkdtempSync(join(tmpdir(), 'sheets-spec-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PDF = 'application/pdf';
const DXF = 'image/vnd.dxf';
const pages = new SheetPages();
const source = (bytes: Uint8Array | string, mediaType: string) => ({ mediaType, byteSize: String(bytes.length), open: () => Promise.resolve(Readable.from([Buffer.from(bytes)])) });
const show = (bytes: Uint8Array | string, mediaType: string, page = 1, mark: readonly string[] | null = null) => pages.page(source(bytes, mediaType), page, mark);

interface Picture { width: number; height: number; /** Darkness of a place, 0 to 255. */ dark(x: number, y: number): number; part(x: number, y: number, width: number, height: number): Uint8ClampedArray }
async function seen(page: SheetPage): Promise<Picture> {
  if (!('webp' in page)) throw new Error(JSON.stringify(page));
  expect(page.webp.subarray(8, 12).toString('latin1')).toBe('WEBP');
  const picture = await loadImage(page.webp);
  const pen = createCanvas(picture.width, picture.height).getContext('2d');
  pen.drawImage(picture, 0, 0);
  const part: Picture['part'] = (x, y, width, height) => pen.getImageData(Math.round(x), Math.round(y), width, height).data;
  return { width: picture.width, height: picture.height, part, dark: (x, y) => { const [r, g, b] = part(x, y, 1, 1); return 255 - Math.round((r! + g! + b!) / 3); } };
}
const differing = (a: Uint8ClampedArray, b: Uint8ClampedArray): number => a.reduce((sum, value, i) => sum + Number(Math.abs(value - b[i]!) > 40), 0) / a.length;
const isDark = (part: Uint8ClampedArray): boolean => part.some((value, i) => i % 4 === 0 && value < 120);

const frame = '4 w 40 40 762 515 re S';
const twoPages: PdfPage[] = [{ content: `${frame} ${chinese('滑件', 100, 300, 100)}` }, { content: `${frame} 421 40 m 421 555 l S` }];
const png = (width: number, height: number): Buffer => {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = '#000';
  pen.fillRect(0, 0, width / 2, height);
  return canvas.toBuffer('image/png');
};

/** A painter whose program is something else than the one that paints. */
const possessed = (name: string, code: string, settings: Partial<SheetPainterSettings> = {}) => {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(join(folder, `${name}.pid`))}, String(process.pid));\nprocess.stdin.resume();\n${code}`);
  return new SheetPainter({ program: { path, execArgv: [] }, ...settings });
};
const isGone = (name: string): boolean => {
  try {
    process.kill(Number(readFileSync(join(folder, `${name}.pid`), 'utf8')), 0);
    return false;
  } catch {
    return true;
  }
};

describe('pages of a PDF', () => {
  it('are pictures of at most 2,000 pixels, counted, each its own', async () => {
    const [first, second] = [await show(aPdf(twoPages), PDF, 1), await show(aPdf(twoPages), PDF, 2)];
    expect([first, second].map((page) => ('webp' in page ? page.pages : page))).toEqual([2, 2]);
    const [one, two] = [await seen(first), await seen(second)];
    expect([one.width, one.height]).toEqual([2000, Math.ceil(2000 * 595 / 842)]);
    expect([isDark(one.part(1000 - 4, 1300, 8, 8)), isDark(two.part(1000 - 4, 1300, 8, 8))]).toEqual([false, true]);
  }, 30_000);

  it('show Chinese text whose font the file does not bring', async () => {
    const scale = 2000 / 842;
    const page = await seen(await show(aPdf(twoPages), PDF));
    const [left, right] = [0, 1].map((i) => page.part((100 + 100 * i) * scale, (595 - 390) * scale, Math.round(100 * scale), Math.round(110 * scale)));
    expect([isDark(left!), isDark(right!)]).toEqual([true, true]);
    // A font without these letters would draw the same box twice.
    expect(differing(left!, right!)).toBeGreaterThan(0.08);
  }, 30_000);

  it('stay within 2,000 pixels however large a page says that it is', async () => {
    const picture = await seen(await show(aPdf([{ size: [9_000_000, 20], content: '' }]), PDF));
    expect([picture.width, picture.height]).toEqual([2000, 1]);
    expect((await seen(await show(aPdf([{ size: [14_400, 14_400], content: '' }]), PDF))).height).toBe(2000);
  }, 30_000);

  it('are shown without running what a file would like to run', async () => {
    const script = aPdf([{ content: frame }], { catalog: '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\);while\\(true\\){})>>/AA<</WC<</S/Launch/F(calc.exe)>>>>' });
    expect(isDark((await seen(await show(script, PDF))).part(90, 1300, 12, 12))).toBe(true);
  }, 30_000);

  const many = (count: number): PdfPage[] => Array.from({ length: count }, () => ({ content: '' }));
  it.each<[string, Buffer, number, SheetPage]>([
    ['51 pages', aPdf(many(51)), 1, { refused: 'TOO_MANY_PAGES', pages: 51 }],
    ['a page that is not there', aPdf(twoPages), 3, { refused: 'NO_SUCH_PAGE', pages: 2 }],
    ['page 0', aPdf(twoPages), 0, { refused: 'NO_SUCH_PAGE' }],
    ['no pages', aPdf([]), 1, { refused: 'EMPTY' }],
    ['no bytes', Buffer.alloc(0), 1, { refused: 'EMPTY' }],
    ['a password', aPdf(twoPages, { trailer: `/Encrypt<</Filter/Standard/V 1/R 2/P -60/O<${'5a'.repeat(32)}>/U<${'a5'.repeat(32)}>>>/ID[<00><00>]` }), 1, { refused: 'ENCRYPTED' }],
    ['a cut in the middle', aPdf(twoPages).subarray(0, 900), 1, { refused: 'DAMAGED' }],
    ['random bytes', Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.from(Array.from({ length: 9_000 }, (_, i) => (i * 7919) % 251))]), 1, { refused: 'DAMAGED' }],
  ])('are refused in a word for a file with %s', async (_, bytes, page, expected) => {
    expect(await show(bytes, PDF, page)).toEqual(expected);
  }, 30_000);

  it('come of a file with 50 pages', async () => {
    expect(await show(aPdf(many(50)), PDF, 50)).toMatchObject({ pages: 50 });
  }, 30_000);
});

describe('pages of other files', () => {
  it('a DXF is drawn whole on one page, with its Chinese text', async () => {
    const dxf = aDxf([[0, 'LINE', 10, 0, 20, 0, 11, 400, 21, 0], [0, 'LINE', 10, 0, 20, 200, 11, 400, 21, 200], [0, 'TEXT', 10, 50, 20, 80, 40, 40, 1, '滑件']]);
    const page = await seen(await show(dxf, DXF));
    const scale = (2000 - 48) / 400;
    const [left, right] = [0, 1].map((i) => page.part(24 + (50 + (40 / 0.733) * i) * scale, 24 + 70 * scale, Math.round(50 * scale), Math.round(55 * scale)));
    expect([page.width, isDark(page.part(1000, 20, 4, 8)), isDark(left!), isDark(right!)]).toEqual([2000, true, true, true]);
    expect(differing(left!, right!)).toBeGreaterThan(0.05);
  }, 30_000);

  it.each<[string, Uint8Array | string, string, SheetPage]>([
    ['a DXF that was cut off', aDxf([[0, 'LINE', 10, 0, 20, 0, 11, 1, 21, 1]], { end: false }), DXF, { refused: 'DAMAGED' }],
    ['a DXF of other lines', '0\nSECTION\nnot a code\n', DXF, { refused: 'DAMAGED' }],
    ['a DXF without a drawing', aDxf([]), DXF, { refused: 'EMPTY' }],
    ['a binary DXF', Buffer.from('AutoCAD Binary DXF\r\n\x1a\0'), DXF, { refused: 'NOT_SHOWN' }],
    ['a DXF whose blocks hold each other', aDxf([[0, 'INSERT', 2, 'A']], { blocks: { A: [[0, 'INSERT', 2, 'B']], B: [[0, 'INSERT', 2, 'A']] } }), DXF, { refused: 'TOO_HEAVY' }],
    ['a DXF that repeats itself a billion times', aDxf([[0, 'INSERT', 2, 'A', 70, 30000, 71, 30000]], { blocks: { A: [[0, 'LINE', 10, 0, 20, 0, 11, 1, 21, 1]] } }), DXF, { refused: 'TOO_HEAVY' }],
    ['a DWG', Buffer.from('AC1032'), 'image/vnd.dwg', { refused: 'NOT_SHOWN' }],
    ['an IGES', Buffer.from('S      1'), 'model/iges', { refused: 'NOT_SHOWN' }],
    ['a broken picture', png(40, 40).subarray(0, 60), 'image/png', { refused: 'DAMAGED' }],
    ['a second page of a picture', png(40, 40), 'image/png', { refused: 'NO_SUCH_PAGE' }],
  ])('%s is refused in a word', async (_, bytes, mediaType, expected) => {
    const page = mediaType === 'image/png' && 'refused' in expected && expected.refused === 'NO_SUCH_PAGE' ? 2 : 1;
    expect(await show(bytes, mediaType, page)).toMatchObject(expected);
  }, 30_000);

  it.each([['image/png', 'png'], ['image/jpeg', 'jpeg'], ['image/webp', 'webp']] as const)('a photograph (%s) comes smaller where it is larger than a page', async (mediaType, name) => {
    const large = await loadImage(png(3000, 1000));
    const canvas = createCanvas(3000, 1000);
    canvas.getContext('2d').drawImage(large, 0, 0);
    const bytes = name === 'png' ? canvas.toBuffer('image/png') : name === 'jpeg' ? canvas.toBuffer('image/jpeg') : canvas.toBuffer('image/webp');
    const page = await seen(await show(bytes, mediaType));
    expect([page.width, page.height, page.dark(300, 300) > 200, page.dark(1700, 300) < 50]).toEqual([2000, 667, true, true]);
  }, 30_000);

  it('a photograph that was taken upright stands upright', async () => {
    const canvas = createCanvas(40, 20);
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, 40, 20);
    pen.fillStyle = '#000';
    pen.fillRect(0, 0, 20, 20);
    const jpeg = canvas.toBuffer('image/jpeg');
    const exif = Buffer.from('ffe100224578696600004d4d002a00000008000101120003000000010006000000000000', 'hex');
    const page = await seen(await show(Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]), 'image/jpeg'));
    expect([page.width, page.height, page.dark(10, 5) > 200, page.dark(10, 35) < 50]).toEqual([20, 40, true, true]);
  }, 30_000);
});

describe('a mark', () => {
  const mark = ['东莞市华南精密模具有限公司', '张伟', '2026-11-28 08:00:00 UTC', 'req_01jdx8m2q0'];

  it('lies over every part of the page and leaves the drawing readable', async () => {
    const [plain, marked] = [await seen(await show(aPdf(twoPages), PDF, 2)), await seen(await show(aPdf(twoPages), PDF, 2, mark))];
    const tile = 330;
    for (let x = 0; x + tile <= plain.width; x += tile) {
      for (let y = 0; y + tile <= plain.height; y += tile) expect(differing(plain.part(x, y, tile, tile), marked.part(x, y, tile, tile))).toBeGreaterThan(0.01);
    }
    // The line in the middle is there along its whole length.
    for (let y = 120; y < 1300; y += 10) expect(isDark(marked.part(994, y, 12, 2))).toBe(true);
  }, 30_000);

  it('names a Chinese company in its letters, and each in its own', async () => {
    const [one, other] = [await seen(await show(png(900, 900), 'image/png', 1, ['滑滑滑滑滑滑'])), await seen(await show(png(900, 900), 'image/png', 1, ['件件件件件件']))];
    expect(differing(one.part(450, 0, 450, 900), other.part(450, 0, 450, 900))).toBeGreaterThan(0.005);
  }, 30_000);
});

describe('painting apart', () => {
  it('N40: kills a page that takes too long, and nothing is left', async () => {
    const own = new SheetPages(possessed('endless', 'for (;;);', { seconds: 1 }));
    expect([await own.page(source('x', PDF), 1, null), isGone('endless')]).toEqual([{ refused: 'TOO_HEAVY' }, true]);
  }, 20_000);

  it('kills a page that takes too much memory', async () => {
    const own = new SheetPages(possessed('hungry', 'const all = []; setInterval(() => all.push(Buffer.alloc(40e6, 1)), 20);', { megabytes: 300 }));
    expect([await own.page(source('x', PDF), 1, null), isGone('hungry')]).toEqual([{ refused: 'TOO_HEAVY' }, true]);
  }, 20_000);

  it('refuses a picture that unpacks to gigabytes', async () => {
    const own = new SheetPages(new SheetPainter({ megabytes: 400 }));
    expect(await own.page(source(png(16_000, 16_000), 'image/png'), 1, null)).toEqual({ refused: 'TOO_HEAVY' });
  }, 60_000);

  it('says that the fault is ours when the program dies or says too much', async () => {
    await expect(new SheetPages(possessed('dying', 'process.exit(3);')).page(source('x', PDF), 1, null)).rejects.toThrow('without an answer');
    await expect(new SheetPages(possessed('babbling', 'const more = Buffer.alloc(1e6, 1); const go = () => process.stdout.write(more, go); go();')).page(source('x', PDF), 1, null)).rejects.toThrow('too long');
    expect(isGone('babbling')).toBe(true);
  }, 20_000);

  it('gives the process nothing of our environment and leaves nothing in the folder for what passes', async () => {
    process.env['SHEET_SPEC_SECRET'] = 'told to nobody';
    const before = readdirSync(tmpdir()).length;
    await show(aPdf(twoPages), PDF);
    expect(readdirSync(tmpdir()).length).toBe(before);
    const code = 'const t = Buffer.from(JSON.stringify({ kind: "FAULT", message: JSON.stringify(process.env) })); const n = Buffer.alloc(4); n.writeUInt32BE(t.length); process.stdout.write(Buffer.concat([n, t]), () => process.exit(0));';
    await expect(new SheetPages(possessed('curious', code)).page(source('x', PDF), 1, null)).rejects.toThrow(/: \{\}$/);
  }, 30_000);

  it('lets one who asks for much wait and others pass, and says when it is too much', async () => {
    const path = possessed('slow', 'setTimeout(() => { const t = Buffer.from(JSON.stringify({ kind: "REFUSED", refused: "EMPTY" })); const n = Buffer.alloc(4); n.writeUInt32BE(t.length); process.stdout.write(Buffer.concat([n, t]), () => process.exit(0)); }, 700);');
    const own = new SheetPages(path, { ...sheetLimits, sideBySide: 2, sideBySideOfOne: 1, waitingOfOne: 2 });
    const order: string[] = [];
    const ask = async (asker: string) => { const page = await own.page(source('x', PDF), 1, null, { asker }); order.push(`${asker} ${'refused' in page ? page.refused : ''}`); };
    await Promise.all([ask('greedy'), ask('greedy'), ask('greedy'), ask('greedy'), ask('modest')]);
    expect(order[0]).toBe('greedy BUSY');
    expect(order.slice(1, 3).sort()).toEqual(['greedy EMPTY', 'modest EMPTY']);
    expect(order.slice(3)).toEqual(['greedy EMPTY', 'greedy EMPTY']);
  }, 20_000);

  /** Pages that are painted when the spec says so. */
  const held = (limits: Partial<typeof sheetLimits> = {}) => {
    const begun: (() => void)[] = [];
    const painter = { paint: () => new Promise<SheetPage>((resolve) => { begun.push(() => resolve({ refused: 'EMPTY' })); }) } as unknown as SheetPainter;
    const own = new SheetPages(painter, { ...sheetLimits, ...limits });
    const order: string[] = [];
    const ask = (asker: string, stop?: AbortSignal) => own.page(source('x', PDF), 1, null, { asker, stop }).then((page) => { order.push(`${asker} ${'refused' in page ? page.refused : ''}`); });
    const beat = () => new Promise((resolve) => setImmediate(resolve));
    const paintAll = async () => { for (let next = begun.shift(); next; next = begun.shift()) { next(); await beat(); } };
    return { ask, order, beat, paintAll };
  };

  it('gives the places of those who left to others', async () => {
    const { ask, order, beat, paintAll } = held({ sideBySide: 1, waiting: 4, waitingOfOne: 2 });
    const left = new AbortController();
    const all = [ask('one'), ask('one', left.signal), ask('one', left.signal), ask('two', left.signal)];
    left.abort();
    await beat();
    expect(order).toEqual(['one BUSY', 'one BUSY', 'two BUSY']);
    const already = new AbortController();
    already.abort();
    all.push(ask('one', already.signal), ask('one'), ask('one'), ask('two'));
    await beat();
    expect(order.splice(0)).toHaveLength(4);
    await paintAll();
    await Promise.all(all);
    expect(order.sort()).toEqual(['one EMPTY', 'one EMPTY', 'one EMPTY', 'two EMPTY']);
  });

  it('keeps a place for whoever comes, however many the others want', async () => {
    const { ask, order, beat, paintAll } = held();
    const greedy = ['a', 'b', 'c', 'd'].flatMap((asker) => Array.from({ length: 8 }, () => ask(asker)));
    await beat();
    order.splice(0);
    const all = [...greedy, ask('fifth'), ask('sixth')];
    await beat();
    expect(order.every((line) => line.endsWith('BUSY'))).toBe(true);
    expect(order.some((line) => line.startsWith('fifth') || line.startsWith('sixth'))).toBe(false);
    await paintAll();
    await Promise.all(all);
    expect(order.filter((line) => /^(fifth|sixth) EMPTY/.test(line))).toHaveLength(2);
    // Nobody else is dropped for one who already has as many.
    expect(order.filter((line) => line.endsWith('BUSY'))).toHaveLength(2);
  });

  it('waits neither for a store that does not answer nor for one whose answer nobody wants', async () => {
    const silent = { mediaType: PDF, byteSize: '100', open: () => new Promise<Readable>(() => undefined) };
    await expect(new SheetPages(new SheetPainter({ seconds: 1 })).page(silent, 1, null)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    const stop = new AbortController();
    const late = Readable.from(['late']);
    let answer!: (bytes: Readable) => void;
    const asked = pages.page({ ...silent, open: () => new Promise<Readable>((resolve) => { answer = resolve; }) }, 1, null, { stop: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    expect(await asked).toEqual({ refused: 'BUSY' });
    answer(late);
    await new Promise((resolve) => setImmediate(resolve));
    expect(late.destroyed).toBe(true);
  }, 20_000);

  it('stops when nobody wants the page any more', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    expect(await new SheetPages(possessed('unwanted', 'setInterval(() => {}, 1000);')).page(source('x', PDF), 1, null, { stop: stop.signal })).toEqual({ refused: 'BUSY' });
    expect(isGone('unwanted')).toBe(true);
  }, 20_000);

  it('throws when the storage breaks while the bytes come', async () => {
    const broken = { mediaType: PDF, byteSize: '100', open: () => Promise.resolve(Readable.from((async function* () { yield Buffer.from('%PDF'); throw new Error('the disk is gone'); })())) };
    await expect(pages.page(broken, 1, null)).rejects.toThrow('the disk is gone');
  }, 20_000);
});
