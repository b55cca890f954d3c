import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { Kind, buildSchema, parse, print, stripIgnoredCharacters, validate, visit, type DocumentNode, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql';
import { SCHEMA_FILE } from './schema.js';

/** Where the pages' documents lie, and where their types are written. */
const PAGES = 'apps/web/src';
export const GENERATED = 'apps/web/src/generated';
const HEAD = '// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.\n';

interface DocumentFile { path: string; node: DocumentNode }

/**
 * The generated files of the web app by path: one file of types, and beside it one small file of texts for each `.graphql` file, so that
 * a page takes along its own documents and nobody else's. Throws when a document does not fit the schema.
 */
export async function webDocuments(root: string): Promise<Record<string, string>> {
  const schemaText = readFileSync(join(root, SCHEMA_FILE), 'utf8');
  const files = graphqlFiles(join(root, PAGES)).sort().map((path) => ({ path: relative(root, path), node: parse(readFileSync(path, 'utf8')) }));
  const whole: DocumentNode = { kind: Kind.DOCUMENT, definitions: files.flatMap(({ node }) => node.definitions) };
  const errors = validate(buildSchema(schemaText), whole);
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  const types = await codegen({
    schema: parse(schemaText), filename: 'types.ts', documents: files.map(({ path, node }) => ({ location: path, document: node })),
    plugins: [{ operationTypes: {} }], pluginMap: { operationTypes },
    config: { scalars: { ID: 'string' }, defaultScalarType: 'string', enumsAsTypes: true, useTypeImports: true, inlineFragmentTypes: 'inline', disableDescriptions: true },
  });
  const fragments = new Map(whole.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]));
  return {
    [`${GENERATED}/types.ts`]: `${HEAD}/* eslint-disable */\n${tidy(types)}`,
    ...Object.fromEntries(files.filter(({ node }) => operationsOf(node).length > 0).map((file) => [generatedPath(file.path), textsOf(file, fragments)])),
  };
}

/** Generated files that no document stands behind any more. */
export function orphans(root: string, generated: Readonly<Record<string, string>>): string[] {
  if (!existsSync(join(root, GENERATED))) return [];
  return readdirSync(join(root, GENERATED), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    .map((name) => `${GENERATED}/${name}`).filter((path) => !Object.hasOwn(generated, path));
}

function graphqlFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? graphqlFiles(path) : entry.name.endsWith('.graphql') ? [path] : [];
  });
}

/** `features/bidding/live-board.graphql` becomes `generated/bidding/live-board.ts`. */
function generatedPath(path: string): string {
  return `${GENERATED}/${basename(dirname(path))}/${basename(path, '.graphql')}.ts`;
}

function operationsOf(node: DocumentNode): OperationDefinitionNode[] {
  return node.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

function textsOf({ node }: DocumentFile, fragments: ReadonlyMap<string, FragmentDefinitionNode>): string {
  const operations = operationsOf(node).map((operation) => {
    const name = operation.name?.value;
    if (name === undefined) throw new Error('A document of a page needs a name.');
    const kind = operation.operation === 'query' ? 'Query' : 'Mutation';
    const text = [operation, ...used(operation, fragments)].map((part) => stripIgnoredCharacters(print(part))).join(' ');
    return { name, kind, text };
  });
  const names = operations.flatMap(({ name, kind }) => [`${name}${kind}`, `${name}${kind}Variables`]);
  return [
    HEAD.trimEnd(),
    "import type { Document } from '../../lib/api/document.js';",
    `import type { ${names.join(', ')} } from '../types.js';`,
    '',
    ...operations.map(({ name, kind, text }) => `export const ${name} = ${JSON.stringify(text)} as Document<${name}${kind}, ${name}${kind}Variables>;`),
    '',
  ].join('\n');
}

/** The fragments that a definition spreads, and those that they spread, each once. */
function used(from: OperationDefinitionNode | FragmentDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, seen = new Set<string>()): FragmentDefinitionNode[] {
  const found: FragmentDefinitionNode[] = [];
  visit(from, {
    FragmentSpread({ name: { value } }) {
      const fragment = fragments.get(value);
      if (fragment === undefined || seen.has(value)) return;
      seen.add(value);
      found.push(fragment, ...used(fragment, fragments, seen));
    },
  });
  return found;
}

function tidy(text: string): string {
  return `${text.split('\n').map((line) => line.trimEnd()).join('\n').replace(/\n{3,}/g, '\n\n').trim()}\n`;
}
