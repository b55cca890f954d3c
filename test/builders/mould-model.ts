import { StepFile, type StepProduct } from './step.js';
import { zipOf, type ZipEntry } from './zip.js';

/** Numbers of the parts of the model: twenty of them, AC2507-201 and on. */
export const modelParts: readonly string[] = Array.from({ length: 20 }, (_, i) => `AC2507-${201 + i}`);

const insert = (i: number): StepProduct => ({ name: `镶件${i + 1}`, id: modelParts[i]!, block: [120 + ((i * 37) % 160), 110 + ((i * 23) % 130), 30 + ((i * 17) % 90)] });

/** A model of a mould in plates: six layers of eight bodies over one another, twenty-two different parts and forty-eight solids. */
export function aMouldModel(): Buffer {
  const inserts = Array.from({ length: modelParts.length }, (_, i) => insert(i));
  const pin: StepProduct = { name: '导柱', id: 'AC2507-401', block: [40, 40, 180] };
  const screw: StepProduct = { name: '内六角螺丝 M8', block: [30, 30, 90] };
  const layers = Array.from({ length: 6 }, (_, layer): StepProduct => ({
    name: `第${layer + 1}层`, apart: [320, 0, 0], of: [...Array.from({ length: 6 }, (_each, i) => inserts[(layer * 6 + i) % inserts.length]!), pin, screw],
  }));
  return Buffer.from(new StepFile([{ name: '总装', of: layers, apart: [0, 300, 0] }]).toString());
}

/** The bytes of a drawing that say one thing. */
export const aDrawing = (text: string): Buffer => Buffer.from(`%PDF-1.7\n${text}`);

/** A list of the first parts of the model and one that it lacks; the second counts otherwise than the model. */
export function aModelList(count = 12): string {
  const lines = modelParts.slice(0, count).map((partNo, i) => `${partNo},镶件${i + 1},8407,,${i === 1 ? 5 : i < 16 ? 2 : 1},HRC48-52,外协`);
  return ['件号,名称,材料,规格,数量,硬度,自制/外协/外购', ...lines, 'AC2507-901,铭牌,铝,60×20×1,1,,外协'].join('\n');
}

/** All of it in one archive as factories send it: folders, a drawing with a name in GBK, one that belongs to nobody, and what nobody can use. */
export function aMouldBundle(changed: Readonly<Record<string, string>> = {}): Buffer {
  const drawings = modelParts.slice(0, 10).map((partNo): ZipEntry => ({ name: `AC2507/图纸/${partNo.toLowerCase().replace('-', '_')}${changed[partNo] === undefined ? '' : '_B'}.pdf`, bytes: aDrawing(changed[partNo] ?? partNo) }));
  return zipOf([
    { name: 'AC2507/清单/AC2507.csv', bytes: Buffer.from(aModelList()) }, { name: 'AC2507/3D/AC2507.stp', bytes: aMouldModel() }, ...drawings,
    // 镶件11 and 总装图 in GBK.
    { name: Buffer.concat([Buffer.from('cfe2bcfe3131', 'hex'), Buffer.from('.pdf')]), bytes: aDrawing('eleven') }, { name: Buffer.concat([Buffer.from('d7dcd7b0cdbc', 'hex'), Buffer.from('.pdf')]), bytes: aDrawing('whole') },
    { name: 'AC2507/setup.exe', bytes: Buffer.from([0x4d, 0x5a, 0, 1]) },
  ]);
}
