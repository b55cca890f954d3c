import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { StepFile, type StepProduct } from '../../../../test/builders/step.js';
import { readStepStructure, type StepStructure } from './step-structure.parser.js';

const sample = readFileSync(new URL('../../../../test/fixtures/models/mould.step', import.meta.url));
const bytes = (text: string) => Buffer.from(text, 'utf8');
const read = (content: Uint8Array): StepStructure => {
  const reading = readStepStructure(content);
  if (!reading.ok) throw new Error(reading.why);
  return reading.structure;
};
const counts = ({ items }: StepStructure) => Object.fromEntries(items.map(({ name, quantity }) => [name, quantity]));

const bolt: StepProduct = { name: 'M8 bolt' };
const slide: StepProduct = { name: '滑块', id: 'AC2507-405', revision: 'B' };
const unit: StepProduct = { name: 'slide unit', of: [slide, bolt, bolt] };
const side: StepProduct = { name: 'side', of: [unit, unit, bolt] };
const whole: StepProduct = { name: 'mould', of: [side, side, unit, slide] };
/** A file in which one instance says something else. */
const changed = (pattern: RegExp, to: string) => bytes(new StepFile([whole]).toString().replace(pattern, to));

describe('how the parts of a STEP file are put together', () => {
  it('multiplies quantities down the tree', () => {
    const structure = read(bytes(new StepFile([whole]).toString()));
    // Five slide units: two on each side and one besides.
    expect(counts(structure)).toEqual({ 滑块: 6, 'M8 bolt': 12 });
    expect(structure).toMatchObject({ schema: 'AP214', encoding: 'UTF-8', unitMm: 1, assemblies: 3, damages: [] });
    expect(structure.items[0]).toMatchObject({ productId: 'AC2507-405', revision: 'B', usedIn: ['slide unit', 'mould'] });
  });

  it('counts pieces of a flat file by number and name', () => {
    const structure = read(sample);
    expect(counts(structure)).toEqual({ 定模座板: 1, 'A板(定模板)': 1, 'B板(动模板)': 1, 方铁: 2, 顶针板: 1, 动模座板: 1, '导柱 φ30': 4 });
    expect(structure).toMatchObject({ schema: 'AP242', assemblies: 0, solids: 11, unitMm: 1, damages: [] });
  });

  it('knows inches', () => {
    expect(read(bytes(new StepFile([whole], 'INCH').toString())).unitMm).toBe(25.4);
  });

  it('takes no material for a part', () => {
    const text = new StepFile([{ ...slide, block: [10, 20, 30] }]).toString();
    const material = "#90001=PRODUCT('1.2343','1.2343','',());\n#90002=PRODUCT_DEFINITION_FORMATION('','',#90001);\n#90003=PRODUCT_DEFINITION('material','',#90002,$);\nENDSEC;\nEND";
    expect(counts(read(bytes(text.replace(/ENDSEC;\nEND/, material))))).toEqual({ 滑块: 1 });
  });

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text, 'utf8'), (name: string) => name],
    ['\\X2\\', (text: string) => Buffer.from(text, 'latin1'), (name: string) => name.replace(/[\u0080-\uffff]+/g, (run) => `\\X2\\${[...run].map((c) => c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')).join('')}\\X0\\`)],
    ['bytes of UTF-8 as \\X\\', (text: string) => Buffer.from(text, 'latin1'), (name: string) => [...Buffer.from(name)].map((b) => (b < 0x80 ? String.fromCharCode(b) : `\\X\\${b.toString(16).toUpperCase()}`)).join('')],
  ])('reads names in %s', (_, encode, write) => {
    expect(counts(read(encode(new StepFile([{ name: '前模仁镶件', of: [slide] }, { name: '导柱 φ30' }], 'MM', write).toString())))).toEqual({ 滑块: 1, '导柱 φ30': 1 });
  });

  it('reads names in raw GBK, with half letters that look like escapes', () => {
    // 滑块 in GBK, and 昞 (95 5C) whose second byte is a backslash.
    const gbk = Buffer.from([0xbb, 0xac, 0xbf, 0xe9, 0x95, 0x5c]);
    const [head, tail] = new StepFile([{ name: '%name%', id: '1' }]).toString().split('%name%');
    const structure = read(Buffer.concat([Buffer.from(head!), gbk, Buffer.from(tail!)]));
    expect([structure.encoding, structure.items[0]!.name]).toEqual(['GB18030', '滑块昞']);
  });

  it.each([
    ["Fran\\X\\E7ais \\S\\D", 'Français Ä'], ["Gr\\X\\F6\\X\\DFe", 'Größe'], ["a \\\\ b", 'a \\ b'], ["\\X4\\0001F529\\X0\\ nut", '🔩 nut'], ["5'' pipe", "5' pipe"],
    ["\\X\\BB\\X\\AC\\X\\BF\\X\\E9", '滑块'], ['\\X2\\6ED15757', '\\X2\\6ED15757'],
  ])('reads the escape %s', (written, name) => {
    expect(read(bytes(new StepFile([{ name: 'x', id: '1' }], 'MM', (text) => (text === 'x' ? written : text)).toString())).items[0]!.name).toBe(name);
  });

  it('is not misled by comments, and by strings with brackets, numbers and semicolons', () => {
    const text = new StepFile([whole]).toString().replace('DATA;\n', 'DATA;\n/* #99=PRODUCT(;\' */\n').replace("'M8 bolt'", "'M8 bolt; #7=(/* x */)'");
    const structure = read(bytes(text));
    expect(structure.damages).toEqual([]);
    expect(structure.items.map(({ name, productId }) => [name, productId])).toContainEqual(['M8 bolt', 'M8 bolt; #7=(/* x */)']);
  });
});

describe('damaged files', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'NOT_STEP'], ['random bytes', Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 7919) % 256)), 'NOT_STEP'], ['a picture', Buffer.from('\x89PNG\r\n'), 'NOT_STEP'],
    ['a head alone', bytes('ISO-10303-21;\nHEADER;\nENDSEC;\n'), 'NO_DATA'], ['no parts', bytes("ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\n#1=CARTESIAN_POINT('',(0.,0.,0.));\nENDSEC;\nEND-ISO-10303-21;\n"), 'NO_PARTS'],
  ])('refuses %s', (_, content, why) => expect(readStepStructure(content)).toMatchObject({ ok: false, why }));

  it('says in which instance a truncated file ends', () => {
    const { damages, items } = read(sample.subarray(0, 120_000));
    expect(damages).toContainEqual({ code: 'TRUNCATED', in: expect.any(Number) });
    expect(damages.find(({ code }) => code === 'DANGLING')).toBeDefined();
    expect(items.length).toBeGreaterThan(0);
    expect(items.length).toBeLessThan(7);
  });

  it('sees that instances are missing although the file ends as it should', () => {
    const { damages } = read(changed(/#\d+=PRODUCT_CONTEXT[^;]*;\n/, ''));
    expect(damages).toEqual([{ code: 'DANGLING', count: 1 }]);
  });

  it('sees numbers that are given twice', () => {
    expect(read(changed(/ENDSEC;\nEND/, "#1=APPLICATION_CONTEXT('again');\nENDSEC;\nEND")).damages).toEqual([{ code: 'NUMBERED_TWICE', count: 1 }]);
  });

  it('sees an assembly that contains itself, and counts the rest', () => {
    const text = new StepFile([{ name: 'outer', of: [{ name: 'inner', of: [slide] }] }, bolt]).toString();
    const uses = [...text.matchAll(/NEXT_ASSEMBLY_USAGE_OCCURRENCE\('\d+','','',(#\d+),(#\d+),\$\)/g)].map(([, whole, part]) => [whole!, part!]);
    const outer = uses.find(([, part]) => uses.some(([whole]) => whole === part))!;
    const circle = `#90001=NEXT_ASSEMBLY_USAGE_OCCURRENCE('9','','',${outer[1]},${outer[0]},$);\nENDSEC;\nEND`;
    const structure = read(bytes(text.replace(/ENDSEC;\nEND/, circle)));
    expect(structure.damages.map(({ code }) => code)).toEqual(expect.arrayContaining(['CYCLE']));
    expect(counts(structure)).toEqual({ 'M8 bolt': 1 });
  });

  it('cuts quantities that no mould can hold', () => {
    let deep: StepProduct = bolt;
    for (let i = 0; i < 12; i += 1) deep = { name: `level ${i}`, of: [deep, deep, deep, deep] };
    const { items, damages } = read(bytes(new StepFile([deep]).toString()));
    expect([items[0]!.quantity, damages]).toEqual([100_000, [{ code: 'TOO_MANY', name: 'M8 bolt' }]]);
  });

  it('goes down a tree of any depth', () => {
    let lines = "#1=PRODUCT('p','p','',());\n#2=PRODUCT_DEFINITION_FORMATION('','',#1);\n";
    for (let i = 0; i < 20_000; i += 1) lines += `#${10 + i}=PRODUCT_DEFINITION('','',#2,$);\n#${50_000 + i}=NEXT_ASSEMBLY_USAGE_OCCURRENCE('','','',#${9 + i},#${10 + i},$);\n`;
    expect(read(bytes(`ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\n${lines}ENDSEC;\nEND-ISO-10303-21;`)).items).toMatchObject([{ quantity: 1 }]);
  });

  it('N40: never throws, whatever is cut out of or written over a file', () => {
    const text = bytes(new StepFile([whole]).toString());
    fc.assert(fc.property(fc.nat(text.length), fc.nat(400), fc.uint8Array({ maxLength: 20 }), (at, cut, put) => {
      const reading = readStepStructure(Buffer.concat([text.subarray(0, at), put, text.subarray(at + cut)]));
      expect(reading.ok ? reading.structure.items.every(({ quantity }) => quantity >= 1) : typeof reading.why).toBeTruthy();
    }), { numRuns: 500 });
  });
});

it('takes time in proportion to the size of the file', () => {
  const once = sample.toString('latin1');
  const body = once.slice(once.indexOf('DATA;') + 6, once.lastIndexOf('ENDSEC;'));
  const times = (n: number) => Buffer.from(`${once.slice(0, once.indexOf('DATA;') + 6)}${Array.from({ length: n }, (_, i) => body.replace(/#(\d+)/g, (_m, d: string) => `#${Number(d) + i * 4_000}`)).join('')}ENDSEC;\nEND-ISO-10303-21;\n`, 'latin1');
  // Time of the processor, not of a clock that others share.
  const took = (content: Uint8Array) => Math.min(...Array.from({ length: 5 }, () => { const from = process.cpuUsage(); read(content); return process.cpuUsage(from).user; }));
  const [small, large] = [times(4), times(40)];
  took(small);
  expect(took(large) / took(small)).toBeLessThan(40);
});
