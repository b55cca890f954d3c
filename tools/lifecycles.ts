import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Lifecycle } from '#kernel';

/** Page of every state machine in the house, drawn from the tables that the code obeys. */
export async function lifecyclesPage(dist: string): Promise<string> {
  const files = readdirSync(join(dist, 'apps'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.lifecycle.js')).sort();
  const machines: Lifecycle<string>[] = [];
  for (const file of files) {
    const exported = (await import(pathToFileURL(join(dist, 'apps', file)).href)) as Record<string, unknown>;
    for (const value of Object.values(exported)) if (isLifecycle(value)) machines.push(value);
  }
  const drawn = machines.map(({ name, toMermaid }) => `## ${name}\n\n\`\`\`mermaid\n${toMermaid()}\n\`\`\`\n`);
  return ['# Lifecycles', 'Written by `npm run generate` from the tables in `*.lifecycle.ts`; do not edit.', ...drawn].join('\n\n');
}

function isLifecycle(value: unknown): value is Lifecycle<string> {
  return typeof value === 'object' && value !== null && 'toMermaid' in value && 'moves' in value;
}
