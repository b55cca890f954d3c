import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The composed API as it was committed. It is read from the checkout (or image) and not from the build, so what is served is what was reviewed. */
export function schemaText(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return readFileSync(join(folder, 'apps/gateway/schema.graphql'), 'utf8');
}
