import { readFileSync } from 'node:fs';
import { openBomFile } from './bom-file.parser.js';
import { bomLimits } from './bom-grid.policy.js';
import { readBom } from './bom-reading.policy.js';
const at = (n: string) => new URL('../../../../../test/fixtures/bom/ok/' + n, import.meta.url);
it('perf', async () => {
  const o = await openBomFile(readFileSync(at('sample-bom.csv')), bomLimits);
  const m = await openBomFile(readFileSync(at('sample-bom-messy.csv')), bomLimits);
  if (!o.ok || !m.ok) throw new Error();
  for (let i = 0; i < 3; i++) { const t0 = performance.now(); readBom(o.value, { mouldNo: 'AC2507' }); const t1 = performance.now(); readBom(m.value); console.log(t1 - t0, performance.now() - t1); }
});
