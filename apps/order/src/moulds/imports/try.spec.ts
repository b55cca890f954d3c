import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { openBomFile } from './bom-file.parser.js';
import { bomLimits } from './bom-grid.policy.js';
import { readBom } from './bom-reading.policy.js';
const at = (n: string) => new URL('../../../../../test/fixtures/bom/ok/' + n, import.meta.url);
it('messy', async () => {
  const o = await openBomFile(readFileSync(at('sample-bom-messy.csv')), bomLimits);
  if (!o.ok) throw new Error(JSON.stringify(o));
  const r = readBom(o.value, { mouldNo: 'AC2507' });
  const out: string[] = [JSON.stringify(r.head), JSON.stringify(r.counts), r.columns.map((c) => `${c.index} ${c.header} ${c.role} ${c.confidencePercent}`).join('\n')];
  const exp = parse(readFileSync(at('sample-bom-messy.expected.csv')), { columns: true }) as any[];
  for (const e of exp) {
    const row = r.rows.find((x) => x.rowNo === Number(e.file_row))!;
    const mine: any = { action: row.action.toLowerCase(), part_no: row.partNoGenerated ? '(auto)' : row.partNo ?? '', name: row.name, category: row.category, material: row.material ?? '', size_mm: row.sizeText ?? '', quantity: String(row.quantity), spare_quantity: String(row.spareQuantity), unit: row.unit, heat_treatment: row.treatment ?? '', hardness: row.hardness ?? '', mass: row.massComputedKg ?? '' };
    for (const k of Object.keys(mine)) {
      let ev = k === 'mass' ? e.unit_mass_kg_recomputed : e[k];
      if (k === 'mass' && ev) ev = String(Number(ev));
      if (k === 'material' && ev === '-') ev = '';
      if (ev !== mine[k]) out.push(`row ${e.file_row} ${k}: expected ${ev} got ${mine[k]}`);
    }
  }
  out.push(...r.problems.map((p) => `${p.no} row ${p.rowNo} col ${p.column} ${p.code} ${p.blocking ? 'BLOCK' : ''} ${p.message.zh} | ${p.suggestions.join(' / ')}`));
  console.log(out.join('\n'));
});
it('sample', async () => {
  const o = await openBomFile(readFileSync(at('sample-bom.csv')), bomLimits);
  if (!o.ok) throw new Error(JSON.stringify(o));
  const t0 = performance.now();
  const r = readBom(o.value, { mouldNo: 'AC2507' });
  const t = performance.now() - t0;
  const items = r.rows.filter((x) => x.action === 'IMPORT');
  const by = (s: string) => items.filter((x) => x.supply === s).length;
  console.log([t, JSON.stringify(r.head), JSON.stringify(r.counts), items.reduce((s, x) => s + x.quantity!, 0), by('BUY'), by('OUTSIDE'), by('MAKE'), r.columns.map((c) => `${c.index} ${c.header} ${c.role} ${c.confidencePercent}`).join('\n'), ...r.problems.map((p) => `${p.no} row ${p.rowNo} col ${p.column} ${p.code} ${p.blocking ? 'BLOCK' : ''} ${p.message.en} | ${p.suggestions.join(' / ')}`),
   ...items.filter((x) => x.mirrorOf || x.parentPartNo).slice(0, 200).map((x) => `${x.partNo} mirror ${x.mirrorOf} parent ${x.parentPartNo}`)].join('\n'));
});
