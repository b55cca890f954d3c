import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { trespassers, type Trespasser } from './trespassers.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(import.meta.url);
const sliceDoors = require('./slice-doors.cjs') as Record<string, Record<string, string[]>>;
const rules = require('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };

interface Violation { rule: { name: string }; from: string; to: string }

function cruise(folder: string, places: string[]): Violation[] {
  const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  try {
    const out = execFileSync(process.execPath, [depcruise, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', ...places],
      { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, stdio: ['ignore', 'pipe', 'pipe'] });
    return (JSON.parse(out) as { summary: { violations: Violation[] } }).summary.violations;
  } catch (error) {
    const out = (error as { stdout?: string }).stdout;
    if (!out) throw error;
    return (JSON.parse(out) as { summary: { violations: Violation[] } }).summary.violations;
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}


/** A door of every slice that must stay shut, made from the same table the rules are made from. */
function doorBreakers(): Trespasser[] {
  return Object.entries(sliceDoors).flatMap(([app, slices]) => Object.entries(slices).map(([slice, doors]) => {
    const stranger = Object.keys(slices).find((other) => other !== slice && !doors.includes(other));
    const place = stranger ?? doors[0]!;
    const inside = stranger ? 'index.ts' : 'secret.service.ts';
    return { rule: `${app}/${slice}-doors`, file: `apps/${app}/src/${slice}/breaks-${slice}.service.ts`, target: `apps/${app}/src/${place}/${inside}` };
  }));
}

function buildTrespassers(all: Trespasser[]): string {
  const house = mkdtempSync(join(tmpdir(), 'house-'));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), text, { flag: 'a' });
  };
  const importOf = (from: string, to: string) => {
    const path = relative(dirname(from), to).replace(/\.tsx?$/, '.js');
    return `export * from '${path.startsWith('.') ? path : `./${path}`}';\n`;
  };
  writeFileSync(join(house, 'package.json'), '{"type":"module"}');
  writeFileSync(join(house, 'tsconfig.json'), '{"compilerOptions":{"module":"nodenext","target":"es2023"}}');
  for (const { target } of all) if (target) write(target, 'export const here = 1;\n');
  for (const { file, target, module, back } of all) {
    write(file, target ? importOf(file, target) : `import '${module}';\nexport {};\n`);
    if (target && back) write(target, importOf(target, file));
  }
  return house;
}

describe('the direction of imports', () => {
  it('holds in the whole house', () => {
    const violations = cruise(root, ['apps', 'libs', 'tools'].filter((place) => existsSync(join(root, place))));
    expect(violations.map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`)).toEqual([]);
  });

  it('refuses the trespasser of every rule', () => {
    const all: Trespasser[] = [...trespassers, ...doorBreakers()];
    const house = buildTrespassers(all);
    try {
      const violations = cruise(house, ['apps', 'libs', 'tools']);
      const unseen = all.filter((t) => !violations.some((v) => v.rule.name === t.rule && v.from === t.file));
      expect(unseen.map((t) => t.rule)).toEqual([]);
    } finally {
      rmSync(house, { recursive: true, force: true });
    }
  });

  it('has no rule without a trespasser', () => {
    const tried = new Set([...trespassers, ...doorBreakers()].map((t) => t.rule));
    expect(rules.forbidden.map((rule) => rule.name).filter((name) => !tried.has(name))).toEqual([]);
  });
});

const SUFFIXES = ['policy', 'lifecycle', 'view', 'solver', 'parser', 'entity', 'locks', 'service', 'events', 'rpc', 'live', 'controller', 'resolver',
  'loader', 'clock', 'consumer', 'port', 'storage', 'child', 'plugin', 'module'];
const HIDING = /(^|[/.-])(utils?|helpers?|misc|manager|common|shared|impl|data|info|base)([./-]|$)/;

describe('the names in the house', () => {
  const sources = ['gateway', 'order', 'quoting'].flatMap((app) => filesBelow(join(root, 'apps', app, 'src'))).filter((f) => f.endsWith('.ts')).map((f) => relative(root, f));

  it('know every slice', () => {
    const slices = new Set(sources.map((f) => f.split('/')).filter((parts) => parts.length > 4 && parts[3] !== 'database').map((parts) => `${parts[1]}/${parts[3]}`));
    const known = new Set(Object.entries(sliceDoors).flatMap(([app, of]) => Object.keys(of).map((slice) => `${app}/${slice}`)));
    expect([...slices].filter((slice) => !known.has(slice))).toEqual([]);
  });

  it('say the layer by the suffix', () => {
    const odd = sources.filter((file) => {
      const parts = file.split('/');
      const name = parts.at(-1)!;
      if (parts.length <= 4 || parts[3] === 'database' || name === 'index.ts' || /\.(spec|d)\.ts$/.test(name) || name === 'generated.ts') return false;
      const suffix = name.split('.').at(-2)!;
      return name.split('.').length < 3 || !SUFFIXES.includes(suffix);
    });
    expect(odd).toEqual([]);
  });

  it('hide nothing behind a general word', () => {
    expect(sources.filter((file) => HIDING.test(file.replace('/database/', '/')) && !/common\/common\.resolver\.ts$/.test(file))).toEqual([]);
  });

  it('stand on files that fit on a few screens', () => {
    const long = sources.filter((f) => !/generated|migrations|\.spec\.ts$|catalogue\//.test(f)).map((f) => ({ f, lines: readFileSync(join(root, f), 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > 320).map(({ f, lines }) => `${f}: ${lines}`);
    expect(long).toEqual([]);
  });
});
