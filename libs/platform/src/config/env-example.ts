import type { SettingsTable } from './settings.js';

/** A heading and the settings under it. */
export interface SettingsGroup {
  readonly title: string;
  readonly table: SettingsTable;
}

/** The text of `.env.example`: every setting once, under the first group that has it, with its default. */
export function writeEnvExample(groups: readonly SettingsGroup[]): string {
  const told = new Set<string>();
  const lines = ['# All settings, with their defaults. Written by `npm run generate` from the tables in the code; do not edit.', '# Copy to .env, or set them in the environment, which goes before the file.'];
  for (const { title, table } of groups) {
    const names = Object.keys(table).filter((name) => !told.has(name));
    if (names.length === 0) continue;
    lines.push('', `# ${title}`);
    for (const name of names) {
      told.add(name);
      lines.push('', ...describe(name, table));
    }
  }
  return `${lines.join('\n')}\n`;
}

function describe(name: string, table: SettingsTable): string[] {
  const spec = table[name] as SettingsTable[string] & { default?: unknown; devDefault?: unknown };
  const lines = wrapped(spec.desc ?? '').map((line) => `# ${line}`);
  if (spec.choices !== undefined) lines.push(`# One of: ${spec.choices.map(String).join(', ')}.`);
  if (spec.default !== undefined) return [...lines, `# ${name}=${shown(spec.default)}`];
  if (spec.devDefault !== undefined) return [...lines, '# Must be set in production; development has one of its own.', `# ${name}=`];
  return [...lines, `# Must be set.${spec.example === undefined ? '' : ` Example: ${spec.example}`}`, `${name}=`];
}

function shown(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return Array.isArray(value) ? value.join(',') : String(value);
}

function wrapped(sentence: string, width = 110): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
