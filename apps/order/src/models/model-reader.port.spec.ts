import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { StepFile, type StepProduct } from '../../../../test/builders/step.js';
import type { ModelFrame } from './model-job.view.js';
import { ModelReader, type ModelReaderSettings } from './model-reader.port.js';

const sample = readFileSync(new URL('../../../../test/fixtures/models/mould.step', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'model-reader-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where the whole is kept among the pictures. */
const WHOLE = -1;
interface Told { end: string; frames: ModelFrame[]; pictures: Map<number, Uint8Array[]> }
async function read(content: Uint8Array, reader = new ModelReader(), task: 'STRUCTURE' | 'GEOMETRY' = 'GEOMETRY', stop?: AbortSignal): Promise<Told> {
  const told: Told = { end: '', frames: [], pictures: new Map() };
  told.end = await reader.read(task, () => Promise.resolve(Readable.from([content])), (frame, pictures) => {
    told.frames.push(frame);
    if (frame.kind === 'ITEM') told.pictures.set(frame.item, pictures);
    if (frame.kind === 'WHOLE') told.pictures.set(WHOLE, pictures);
    return Promise.resolve();
  }, stop);
  return told;
}
const itemsOf = ({ frames }: Told) => frames.flatMap((frame) => (frame.kind === 'ITEM' ? [frame] : []));

/** A reader whose program is something else than the one that reads. */
const possessed = (name: string, code: string, settings: Partial<ModelReaderSettings> = {}) => {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(join(folder, `${name}.pid`))}, String(process.pid));\n${code}`);
  return new ModelReader({ program: { path, execArgv: [] }, ...settings });
};
const isGone = (name: string): boolean => {
  try {
    process.kill(Number(readFileSync(join(folder, `${name}.pid`), 'utf8')), 0);
    return false;
  } catch {
    return true;
  }
};

describe('reading a model in a process of its own', () => {
  it('tells the structure first, then size, volume and pictures of each part', async () => {
    const told = await read(sample);
    expect([told.end, told.frames.map(({ kind }) => kind)]).toEqual(['DONE', ['STRUCTURE', 'SOLIDS', 'WHOLE', ...Array.from({ length: 7 }, () => 'ITEM')]]);
    const items = itemsOf(told);
    expect(items[1]).toMatchObject({ size: { lengthMm: '400', widthMm: '300', heightMm: '80', diameterMm: null }, bodies: 1, counted: 1 });
    expect(items[6]).toMatchObject({ size: { lengthMm: '160', diameterMm: '30' }, counted: 4 });
    expect(Math.abs(items[1]!.volumeMm3 - 9_376_000) / 9_376_000).toBeLessThan(0.003);
    // 定模座板 and 动模座板 are of one shape.
    expect(items[5]!.sameAs).toBe(0);
    expect(told.pictures.get(1)!.map((bytes) => Buffer.from(bytes.subarray(0, 4)).toString('latin1'))).toEqual(['glTF', '\x89PNG']);
    expect(told.pictures.get(1)![1]!.length).toBeLessThan(40_000);
  }, 60_000);

  it('gives the whole with every body in its place, each with the place of its part', async () => {
    const [glb] = (await read(sample)).pictures.get(WHOLE)!;
    const view = new DataView(glb!.buffer, glb!.byteOffset);
    const { nodes, meshes, accessors, bufferViews, buffers } = JSON.parse(Buffer.from(glb!.subarray(20, 20 + view.getUint32(12, true))).toString('utf8')) as {
      nodes: { mesh: number; extras: { part: string } }[]; meshes: { primitives: { attributes: { POSITION: number } }[] }[]; accessors: { min: number[]; max: number[]; bufferView: number; count: number }[];
      bufferViews: { byteOffset: number; byteLength: number }[]; buffers: { byteLength: number }[];
    };
    const boxes = nodes.map(({ mesh, extras }) => ({ part: extras.part, ...accessors[meshes[mesh]!.primitives[0]!.attributes.POSITION]! }));
    expect(boxes.map(({ part }) => Number(part)).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 3, 4, 5, 6, 6, 6, 6]);
    // The four leader pins stand in four corners, and the plates lie over one another.
    expect(new Set(boxes.filter(({ part }) => part === '6').map(({ min }) => min.slice(0, 2).map(Math.round).join())).size).toBe(4);
    expect(new Set(boxes.filter(({ part }) => ['0', '1', '2', '5'].includes(part)).map(({ min }) => Math.round(min[2]!))).size).toBe(4);
    expect(bufferViews.every(({ byteOffset, byteLength }) => byteOffset % 4 === 0 && byteOffset + byteLength <= buffers[0]!.byteLength)).toBe(true);
    expect(view.getUint32(8, true)).toBe(glb!.byteLength);
  }, 60_000);

  it('measures parts of nested assemblies in inches, and names in GBK', async () => {
    const bolt: StepProduct = { name: 'bolt', block: [8, 8, 30] };
    const slide: StepProduct = { name: 'SLIDE', block: [96, 42, 58] };
    const unit: StepProduct = { name: 'unit', of: [slide, bolt, bolt] };
    const [head, tail] = new StepFile([{ name: 'mould', of: [unit, unit, bolt] }], 'INCH').toString().replaceAll("'SLIDE','SLIDE'", '\u0000').split('\u0000');
    const gbk = Buffer.from([0xbb, 0xac, 0xbf, 0xe9]);
    const told = await read(Buffer.concat([Buffer.from(`${head}'1','`), gbk, Buffer.from(`'${tail}`)]));
    const [structure] = told.frames;
    expect(structure).toMatchObject({ reading: { structure: { encoding: 'GB18030', unitMm: 25.4, items: [{ name: '滑块', quantity: 2 }, { name: 'bolt', quantity: 5 }] } } });
    expect(itemsOf(told)).toMatchObject([{ size: { lengthMm: '96', widthMm: '58', heightMm: '42' }, counted: 2 }, { size: { lengthMm: '30', widthMm: '8', heightMm: '8' }, counted: 5 }]);
  }, 60_000);

  it('gives the structure alone without waking the kernel', async () => {
    const told = await read(sample, new ModelReader(), 'STRUCTURE');
    expect([told.end, told.frames.map(({ kind }) => kind)]).toEqual(['DONE', ['STRUCTURE']]);
  }, 20_000);

  it.each([['cut off', sample.subarray(0, 100_000)], ['nothing', new Uint8Array()], ['random', Buffer.from(Array.from({ length: 9_000 }, (_, i) => (i * 7919) % 251))]])('ends in a word for a file that is %s', async (_, content) => {
    const told = await read(content);
    expect(told.end).toBe('DONE');
    expect(told.frames.some(({ kind }) => kind === 'UNREADABLE') || (told.frames[0] as { reading?: { ok: boolean } }).reading?.ok === false).toBe(true);
  }, 30_000);

  it('N40: kills what takes too long, and keeps what was told', async () => {
    const code = 'const t = Buffer.from(JSON.stringify({ kind: "SOLIDS", solids: 3, seconds: 1 })); const n = Buffer.alloc(4); n.writeUInt32BE(t.length); process.stdout.write(Buffer.concat([n, t]), () => { for (;;); });';
    const told = await read(sample, possessed('endless', code, { seconds: { STRUCTURE: 1, GEOMETRY: 1 } }));
    expect([told.end, told.frames, isGone('endless')]).toEqual(['TOO_LONG', [{ kind: 'SOLIDS', solids: 3, seconds: 1 }], true]);
  }, 20_000);

  it('kills what takes too much memory', async () => {
    const told = await read(sample, possessed('hungry', 'const all = []; setInterval(() => all.push(Buffer.alloc(40e6, 1)), 20);', { megabytes: 300 }));
    expect([told.end, isGone('hungry')]).toEqual(['TOO_BIG', true]);
  }, 20_000);

  it('stops when nobody wants to know any more', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    expect((await read(sample, possessed('unwanted', 'setInterval(() => {}, 1000);'), 'GEOMETRY', stop.signal)).end).toBe('STOPPED');
    expect(isGone('unwanted')).toBe(true);
  }, 20_000);

  it('says that the fault is ours when the program dies or speaks in tongues', async () => {
    await expect(read(sample, possessed('dying', 'process.exit(3);'))).rejects.toThrow('without an answer');
    await expect(read(sample, possessed('babbling', 'process.stdout.write("\\xff\\xff\\xff\\xff and so on", "latin1", () => setInterval(() => {}, 1000));'))).rejects.toThrow('too long');
    expect(isGone('babbling')).toBe(true);
  }, 20_000);

  it('reads no more geometries at a time than it may', async () => {
    const reader = possessed('slow', 'setTimeout(() => process.exit(1), 300);', { sideBySide: 1 });
    const from = performance.now();
    await Promise.allSettled([read(sample, reader), read(sample, reader)]);
    expect(performance.now() - from).toBeGreaterThan(600);
  }, 20_000);

  it('gives the process nothing of our environment', async () => {
    process.env['MODEL_SPEC_SECRET'] = 'told to nobody';
    const code = 'const t = Buffer.from(JSON.stringify({ kind: "FAULT", message: JSON.stringify(process.env) })); const n = Buffer.alloc(4); n.writeUInt32BE(t.length); process.stdout.write(Buffer.concat([n, t]), () => process.exit(0));';
    await expect(read(sample, possessed('curious', code))).rejects.toThrow(/^The model reader failed: \{\}$/);
  }, 20_000);
});
