import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');

/** The short campaign, as `npm run campaign -- --short` runs it: a house of its own, hurt while thousands of bids are placed on it. */
describe('the house under fire', () => {
  it('keeps every promise, and enough happened to say so', async () => {
    const out = mkdtempSync(join(tmpdir(), 'campaign-'));
    const said: string[] = [];
    const child = spawn(process.execPath, [join(root, 'dist/tools/campaign/main.js'), '--short', '--out', out], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
    const code = await new Promise<number | null>((done) => child.once('close', done));
    // What a reader needs to see is in the report: which promise, and the smallest thing that shows it.
    if (code !== 0) throw new Error(said.join('').slice(-12_000));
    const { verdict } = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as { verdict: { verdict: string; counts: Record<string, number> } };
    expect(verdict).toMatchObject({ verdict: 'HOLDS', counts: { lost: 0, unexpected: 0 } });
    expect(verdict.counts.kills).toBeGreaterThanOrEqual(30);
    rmSync(out, { recursive: true, force: true });
  }, 20 * 60_000);
});
