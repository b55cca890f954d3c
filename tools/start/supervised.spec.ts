import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { supervise } from './supervised.js';

describe('a supervised process', () => {
  const home = mkdtempSync(join(tmpdir(), 'supervised-'));
  const ends: { how: string; again: number }[] = [];
  const lines: string[] = [];
  afterAll(() => rmSync(home, { recursive: true }));

  function keep(name: string, source: string) {
    const entry = join(home, `${name}.mjs`);
    writeFileSync(entry, source);
    writeFileSync(join(home, 'leave.mjs'), 'process.channel?.unref(); process.once("disconnect", () => process.exit());');
    return supervise({ name, entry, env: { PATH: process.env.PATH }, preload: join(home, 'leave.mjs'), onLine: (_name, line) => lines.push(line), onEnd: (_name, how, again) => ends.push({ how, again }) });
  }

  it('is started again after a kill, later each time it dies young, and stops for good when told', async () => {
    const kept = keep('sleeper', 'console.log("up"); setInterval(() => {}, 1000);');
    for (let life = 1; life <= 2; life += 1) {
      while (lines.filter((line) => line === 'up').length < life) await sleep(20);
      process.kill(kept.pid()!, 'SIGKILL');
      while (ends.length < life) await sleep(20);
    }
    expect(ends.map(({ how }) => how)).toEqual(['SIGKILL', 'SIGKILL']);
    expect(ends[1]!.again).toBeGreaterThan(ends[0]!.again);
    while (lines.filter((line) => line === 'up').length < 3) await sleep(20);
    await kept.stop(2_000);
    await sleep(300);
    expect(kept.pid()).toBeNull();
    expect(ends).toHaveLength(2);
  }, 20_000);

  it('is killed when it does not drain in time', async () => {
    const kept = keep('deaf', 'process.on("SIGTERM", () => {}); console.log("deaf"); setInterval(() => {}, 1000);');
    while (!lines.includes('deaf')) await sleep(20);
    await kept.stop(300);
    expect(kept.pid()).toBeNull();
  }, 20_000);
});
