import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { envExample } from './env-example.js';
import { lifecyclesPage } from './lifecycles.js';
import { SCHEMA_FILE, checkoutRoot, composedSchema } from './schema.js';

// Writes what is generated from the code and committed; with --check says which of it is stale and fails.
const root = checkoutRoot();
const generated: Record<string, string> = {
  [SCHEMA_FILE]: composedSchema(root),
  '.env.example': envExample(),
  'docs/lifecycles.md': await lifecyclesPage(join(root, 'dist')),
};
const stale = Object.entries(generated).filter(([file, text]) => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== text);
if (!process.argv.includes('--check')) {
  for (const [file, text] of stale) writeFileSync(join(root, file), text);
  console.log(stale.length > 0 ? `written: ${stale.map(([file]) => file).join(', ')}` : 'everything is fresh');
} else if (stale.length > 0) {
  console.error(`stale: ${stale.map(([file]) => file).join(', ')}; run \`npm run generate\`.`);
  process.exitCode = 1;
}
