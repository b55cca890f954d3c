import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path of a file of the checkout (or of the image that was made from it), from source and from the build alike. */
export function checkoutFile(path: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, path);
}

/** The composed API as it was committed. It is not part of the build, so what is served is what was reviewed. */
export function schemaText(): string {
  return readFileSync(checkoutFile('apps/gateway/schema.graphql'), 'utf8');
}
