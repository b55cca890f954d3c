import { readFileSync } from 'node:fs';
import { openBomFile } from '/work/main/apps/order/src/moulds/imports/bom-file.parser.ts';
import { bomLimits } from '/work/main/apps/order/src/moulds/imports/bom-grid.policy.ts';
import { unpackWorkbook } from '/work/main/apps/order/src/moulds/imports/xlsx-guard.parser.ts';
const b=readFileSync('/work/main/test/fixtures/bom/not-ok/directory-that-lies.xlsx');
const u=await unpackWorkbook(b,bomLimits); console.log(u.ok&&u.value.map(e=>[e.name,e.bytes.length]));
console.log(JSON.stringify(await openBomFile(b, bomLimits)).slice(0,200));
