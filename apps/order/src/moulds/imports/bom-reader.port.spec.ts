import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bomLimits } from './bom-grid.policy.js';
import { BomReader, type BomReaderSettings } from './bom-reader.port.js';

const fixture = (path: string) => readFileSync(new URL(`../../../../../test/fixtures/bom/${path}`, import.meta.url));
const bytes = new TextEncoder().encode('件号,名称\nA-1,面板\n');

describe('reading a file in a process of its own', () => {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'bom-reader-')); });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A reader whose program is something else than the one that reads. */
  const possessed = (name: string, code: string, settings: Partial<BomReaderSettings> = {}): BomReader => {
    const path = join(folder, `${name}.mjs`);
    writeFileSync(path, `import { writeFileSync, appendFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(join(folder, `${name}.pid`))}, String(process.pid));\n${code}`);
    return new BomReader({ seconds: 20, program: { path, execArgv: [] }, ...settings });
  };
  const isGone = (name: string): boolean => {
    try {
      process.kill(Number(readFileSync(join(folder, `${name}.pid`), 'utf8')), 0);
      return false;
    } catch {
      return true;
    }
  };
  const goneSoon = async (name: string): Promise<boolean> => {
    for (let i = 0; i < 100 && !isGone(name); i += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    return isGone(name);
  };

  it('gives the reading that the rules give', async () => {
    const read = await new BomReader().read(fixture('ok/sample-bom-messy.csv'), { mouldNo: 'AC2507', answers: [{ rowNo: 23, column: 3, code: 'MATERIAL_ALIAS', answer: 'H13' }] });
    if (!read.ok) throw new Error(read.refusal.code);
    expect(read.value.counts).toEqual({ import: 30, review: 8, skip: 2, layout: 12 });
    expect(read.value.rows.find(({ rowNo }) => rowNo === 23)).toMatchObject({ material: 'H13' });
  }, 20_000);

  it('reads workbooks, and hands refusals out by name', async () => {
    const reader = new BomReader();
    const [workbook, bomb, rows, large, empty] = await Promise.all([
      reader.read(fixture('ok/form-above-the-heading.xlsx')), reader.read(fixture('not-ok/packed-a-thousand-to-one.xlsx')),
      new BomReader({ limits: { ...bomLimits, rows: 1 } }).read(bytes), new BomReader({ limits: { ...bomLimits, bytes: 5 } }).read(bytes), reader.read(new Uint8Array())]);
    expect(workbook).toMatchObject({ ok: true, value: { counts: { import: 6 } } });
    expect([bomb, rows, large, empty]).toMatchObject([{ refusal: { code: 'UNPACKS_TOO_DENSE' } }, { refusal: { code: 'TOO_MANY_ROWS', limit: 1 } }, { refusal: { code: 'FILE_TOO_LARGE', limit: 5 } }, { refusal: { code: 'FILE_EMPTY' } }]);
  }, 30_000);

  it('kills a reading that never ends', async () => {
    expect(await possessed('endless', 'for (;;);', { seconds: 1 }).read(bytes)).toEqual({ ok: false, refusal: { code: 'READING_TOO_LONG', limit: 1, found: null } });
    expect(await goneSoon('endless')).toBe(true);
  }, 20_000);

  it('kills a reading whose heap runs over', async () => {
    const heap = possessed('heap', 'process.once("message", () => { const all = []; for (;;) all.push(new Array(1000).fill({})); });', { megabytes: 40 });
    expect(await heap.read(bytes)).toMatchObject({ ok: false, refusal: { code: 'READING_TOO_BIG', limit: 40 } });
    expect(await goneSoon('heap')).toBe(true);
  }, 30_000);

  // Only Linux tells a parent what its child holds outside the heap.
  const outside = existsSync('/proc/self/status') ? 'READING_TOO_BIG' : 'READING_TOO_LONG';
  it(`ends a reading that holds too much outside its heap (${outside})`, async () => {
    const buffers = possessed('buffers', 'const all = []; setInterval(() => all.push(Buffer.alloc(20_000_000, 1)), 10);', { megabytes: 200, seconds: 8 });
    expect(await buffers.read(bytes)).toMatchObject({ ok: false, refusal: { code: outside } });
    expect(await goneSoon('buffers')).toBe(true);
  }, 30_000);

  it('calls a reader that dies or fails a fault of ours', async () => {
    await expect(possessed('dies', 'process.exit(3);').read(bytes)).rejects.toThrow('ended (3) without an answer');
    await expect(possessed('fails', 'process.once("message", () => process.send({ ok: false, fault: "boom" }));').read(bytes)).rejects.toThrow('boom');
  }, 20_000);

  it('takes nothing of our environment along', async () => {
    process.env.SECRET_CANARY = 'canary-4711';
    try {
      await expect(possessed('nosy', 'process.once("message", () => process.send({ ok: false, fault: "env " + JSON.stringify(process.env) }));').read(bytes)).rejects.toThrow(/^The list reader failed: env (?!.*canary)/);
    } finally {
      delete process.env.SECRET_CANARY;
    }
  }, 20_000);

  it('reads no more files at once than it may', async () => {
    const log = join(folder, 'turns.log');
    const code = `process.once("message", () => { appendFileSync(${JSON.stringify(log)}, "in "); setTimeout(() => { appendFileSync(${JSON.stringify(log)}, "out "); process.send({ ok: false, refusal: { code: "FILE_EMPTY", limit: null, found: null } }); }, 150); });`;
    const reader = possessed('turns', code, { sideBySide: 1 });
    await Promise.all([reader.read(bytes), reader.read(bytes), reader.read(bytes)]);
    expect(readFileSync(log, 'utf8')).toBe('in out in out in out ');
  }, 20_000);
});
