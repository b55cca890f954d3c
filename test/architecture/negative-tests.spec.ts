import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const rows = readFileSync(resolve(root, 'docs/negative-tests.md'), 'utf8').split('\n').filter((line) => /^\| [NS]\d\d/.test(line)).map((line) => line.split('|').map((cell) => cell.trim()));

describe('the table of negative tests', () => {
  it('names for every number files that are there, one of which carries the number in a title', () => {
    const wrong: string[] = [];
    for (const [, numbers, , , where] of rows) {
      const files = [...where!.matchAll(/`([^`]+)`/g)].map(([, file]) => file!);
      for (const file of files) if (!existsSync(resolve(root, file))) wrong.push(`${numbers}: ${file} is not there`);
      const texts = files.filter((file) => existsSync(resolve(root, file))).map((file) => readFileSync(resolve(root, file), 'utf8'));
      for (const number of numbers!.split(', ')) if (!texts.some((text) => new RegExp(`['"\`][^'"\`]*\\b${number}\\b[^'"\`]*: `).test(text))) wrong.push(`${number}: in no title`);
    }
    expect(wrong).toEqual([]);
    expect(rows.length).toBeGreaterThan(30);
  });
});
