import { readFileSync } from 'node:fs';
import { openBomFile } from './bom-file.parser.js';
import { bomLimits } from './bom-grid.policy.js';
import { readBom } from './bom-reading.policy.js';
import type { BomRow } from './bom-row.policy.js';
import { diffParts, withStandingNumbers, type StandingPart } from './diff.policy.js';

async function rowsOf(text: string | Uint8Array, mouldNo = 'M1'): Promise<readonly BomRow[]> {
  const opened = await openBomFile(typeof text === 'string' ? new TextEncoder().encode(text) : text, bomLimits);
  if (!opened.ok) throw new Error(opened.refusal.code);
  return readBom(opened.value, { mouldNo }).rows;
}

/** The part that confirming a line makes, as a database gives it back. */
const standing = (row: BomRow): StandingPart => ({
  id: `prt_${row.rowNo}`, partNo: row.partNo!, revision: row.revision ?? 'A', name: row.name!, nameEn: row.nameEn, category: row.category, material: row.material, treatment: row.treatment, hardness: row.hardness,
  requirements: row.requirements, quantity: row.quantity!, supply: row.supply, route: row.routeProposed ? [] : row.route,
  size: Object.fromEntries(Object.entries(row.size ?? { lengthMm: null, widthMm: null, heightMm: null, diameterMm: null }).map(([edge, mm]) => [edge, mm === null ? null : Number(mm).toFixed(6)])) as unknown as StandingPart['size'],
});
const heading = '件号,名称,材料,规格,数量,备注\n';

describe('comparing a list with the mould', () => {
  it('finds nothing new in the list that the mould was made from', async () => {
    const rows = await rowsOf(readFileSync(new URL('../../../../../test/fixtures/bom/ok/sample-bom.csv', import.meta.url)));
    const parts = rows.filter(({ action }) => action === 'IMPORT').map(standing);
    const { rows: diffs, missing } = diffParts(rows, parts);
    expect(diffs.filter(({ change }) => change !== 'SAME')).toEqual([]);
    expect(missing).toEqual([]);
    expect(diffs.length).toBe(211);
  });

  it('says which fields change, what is added and what the list no longer names', async () => {
    const parts = (await rowsOf(`${heading}A-1,面板,S50C,100×100×20,1,\nA-2,底板,S50C,100×100×20,1,\nA-9,方铁,S50C,100×30×50,2,\n`)).filter(({ action }) => action === 'IMPORT').map(standing);
    const { rows, missing } = diffParts(await rowsOf(`${heading}a-1,面板,S55C,100×100×25,2,\nA-2,底板,S50C,,1,\nA-3,A板,S50C,100×100×60,1,\n`), parts);
    expect(rows.map(({ change, fields }) => [change, fields])).toEqual([
      ['SAME', []],
      ['CHANGE', [{ field: 'material', from: 'S50C', to: 'S55C' }, { field: 'size', from: '100×100×20', to: '100×100×25' }, { field: 'quantity', from: '1', to: '2' }]],
      // The size that the list leaves out empties nothing.
      ['SAME', []],
      ['ADD', []],
    ]);
    expect(missing).toEqual([{ partId: 'prt_4', partNo: 'A-9', name: '方铁' }]);
  });

  it('lets no proposal overrule what people decided', async () => {
    const rows = await rowsOf(`${heading}A-1,前模镶件,8407,60×40×30,1,\n`);
    const part = { ...standing(rows[1]!), category: 'CRS', supply: 'OUTSIDE' as const, route: ['CNC', 'HT'] };
    expect(diffParts(rows, [part]).rows[1]).toMatchObject({ change: 'SAME', fields: [] });
  });

  it('gives a skipped line no effect but knows its part', async () => {
    const rows = await rowsOf(`${heading}A-1,面板,S50C,100×100×20,1,取消\n`);
    const part = { ...standing(rows[1]!), quantity: 3 };
    const { rows: diffs, missing } = diffParts(rows, [part]);
    expect(diffs[1]).toMatchObject({ change: 'SAME', partId: 'prt_2' });
    expect(missing).toEqual([]);
  });

  it('knows a line without a number again by name, size and material, wherever it moved', async () => {
    const before = (await rowsOf('名称,材料,规格,数量\n顶针,SKD61,φ6×300,4\n顶针,SKD61,φ8×300,8\n')).filter(({ action }) => action === 'IMPORT');
    expect(before.map(({ partNo }) => partNo)).toEqual(['M1-EJP-01', 'M1-EJP-02']);
    const again = await rowsOf('名称,材料,规格,数量\n顶针,SKD61,φ5×300,2\n顶针,SKD61,φ8×300,8\n顶针,SKD61,φ6×300,6\n');
    expect(withStandingNumbers(again, before.map(standing)).map(({ partNo }) => partNo)).toEqual([null, 'M1-EJP-03', 'M1-EJP-02', 'M1-EJP-01']);
    expect(diffParts(again, before.map(standing)).rows.map(({ change }) => change)).toEqual(['SAME', 'ADD', 'SAME', 'CHANGE']);
  });
});
