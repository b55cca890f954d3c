import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { envExample } from './env-example.js';
import { lifecyclesPage } from './lifecycles.js';
import { SCHEMA_FILE, checkoutRoot, composedSchema } from './schema.js';
import { orphans, webDocuments } from './web-documents.js';
import { wordGaps, writeWords } from './web-words.js';

// Writes what is generated from the code and committed; with --check says which of it is stale and fails.
const root = checkoutRoot();
const checking = process.argv.includes('--check');
const fromCode: Record<string, string> = {
  [SCHEMA_FILE]: composedSchema(root),
  '.env.example': envExample(),
  'docs/lifecycles.md': await lifecyclesPage(join(root, 'dist')),
};
const written = keep(fromCode);
// The pages' documents are read against the schema as it is now written.
const documents = await webDocuments(root);
const lost = orphans(root, documents);
if (!checking) for (const file of lost) rmSync(join(root, file));
const words = checking ? await wordGaps(root) : await writeWords(root);
const stale = [...written, ...keep(documents), ...lost, ...words];
if (!checking) console.log(stale.length > 0 ? `written: ${stale.join(', ')}` : 'everything is fresh');
else if (stale.length > 0) {
  console.error(`stale: ${stale.join(', ')}; run \`npm run generate\`.`);
  process.exitCode = 1;
}

function keep(generated: Readonly<Record<string, string>>): string[] {
  const differing = Object.entries(generated).filter(([file, text]) => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== text);
  if (!checking) {
    for (const [file, text] of differing) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
  }
  return differing.map(([file]) => file);
}
