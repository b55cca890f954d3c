import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Kind, buildASTSchema, parse, print, validateSchema, type DefinitionNode, type DocumentNode, type ObjectTypeDefinitionNode, type ObjectTypeExtensionNode } from 'graphql';

/** Where the pieces lie, and where the whole API is written. */
const SLICES = 'apps/gateway/src/graphql';
export const SCHEMA_FILE = 'apps/gateway/schema.graphql';
const HEAD = '# The public API in one piece, composed from the slices under apps/gateway/src/graphql by `npm run generate`. Not edited by hand.\n';

/** The text of `schema.graphql`: the slices in the order of their names, common first, extensions folded into the types they extend. Throws when the whole is no valid schema. */
export function composedSchema(root: string): string {
  const slices = readdirSync(join(root, SLICES), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)
    .filter((name) => existsSync(join(root, SLICES, name, `${name}.graphql`)));
  const inOrder = [...slices].sort((a, b) => Number(b === 'common') - Number(a === 'common') || (a < b ? -1 : 1));
  const definitions = inOrder.flatMap((slice) => parse(readFileSync(join(root, SLICES, slice, `${slice}.graphql`), 'utf8'), { noLocation: true }).definitions);
  const whole: DocumentNode = { kind: Kind.DOCUMENT, definitions: folded(definitions) };
  const errors = validateSchema(buildASTSchema(whole));
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return `${HEAD}\n${print(whole)}\n`;
}

function folded(definitions: readonly DefinitionNode[]): DefinitionNode[] {
  const extensions = definitions.filter((node): node is ObjectTypeExtensionNode => node.kind === Kind.OBJECT_TYPE_EXTENSION);
  const known = new Set(definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION).map((node) => (node as ObjectTypeDefinitionNode).name.value));
  const lost = extensions.filter(({ name }) => !known.has(name.value));
  if (lost.length > 0) throw new Error(`Nothing to extend: ${lost.map(({ name }) => name.value).join(', ')}`);
  return definitions.filter((node) => node.kind !== Kind.OBJECT_TYPE_EXTENSION).map((node) => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return node;
    const more = extensions.filter(({ name }) => name.value === node.name.value).flatMap(({ fields }) => fields ?? []);
    return more.length === 0 ? node : { ...node, fields: [...(node.fields ?? []), ...more] };
  });
}

/** The folder of the checkout, from source and from the build alike. */
export function checkoutRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/** Writes the file, or with `--check` says whether it is fresh. */
function main(): void {
  const file = join(checkoutRoot(), SCHEMA_FILE);
  const text = composedSchema(checkoutRoot());
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`${SCHEMA_FILE} is not what the slices say; run \`npm run generate\`.`);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
