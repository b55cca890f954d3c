import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const web = resolve(fileURLToPath(import.meta.url), '../../../dist/web');
interface Chunk { file: string; src?: string; css?: string[]; imports?: string[]; dynamicImports?: string[] }
const manifest = JSON.parse(readFileSync(`${web}/.vite/manifest.json`, 'utf8')) as Record<string, Chunk>;

/** Files that are there before a page shows: the entry, its language, and whatever these import. */
function loaded(keys: readonly string[], seen = new Set<string>()): Set<string> {
  for (const key of keys) {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`${key} is not in the build; its budget would guard nothing.`);
    if (seen.has(chunk.file)) continue;
    seen.add(chunk.file);
    for (const css of chunk.css ?? []) seen.add(css);
    loaded(chunk.imports ?? [], seen);
  }
  return seen;
}

function kilobytes(keys: readonly string[]): number {
  return [...loaded(keys)].reduce((sum, file) => sum + gzipSync(readFileSync(`${web}/${file}`), { level: 9 }).length, 0) / 1_000;
}

describe('the weight of a first visit, packed', () => {
  it('is at most 190 kB on the phone, with the list of jobs', () => {
    expect(kilobytes(['m.html', 'src/features/bidding/jobs.phone.tsx', 'src/locales/zh-CN/both.po', 'src/locales/zh-CN/phone.po'])).toBeLessThanOrEqual(190);
  });

  it('is at most 300 kB at the desk, with Today', () => {
    expect(kilobytes(['index.html', 'src/features/today/today.desk.tsx', 'src/locales/zh-CN/both.po', 'src/locales/zh-CN/desk.po'])).toBeLessThanOrEqual(300);
  });

  it('brings nothing of the component library to the phone', () => {
    const text = [...loaded(['m.html'])].filter((file) => file.endsWith('.js')).map((file) => readFileSync(`${web}/${file}`, 'utf8')).join('\n');
    expect(text).not.toMatch(/ant-btn|rc-component|antCssVar|WebGLRenderer/);
  });
});
