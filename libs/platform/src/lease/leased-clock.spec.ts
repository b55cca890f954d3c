import { Logger } from '@nestjs/common';
import { LeasedClock } from './leased-clock.js';

const sleep = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });

class CountingClock extends LeasedClock {
  ticks = 0;
  under = 0;
  most = 0;
  constructor(everyMs: number, private readonly work: (tick: number) => Promise<void> = async () => undefined) {
    super(everyMs);
  }
  async tick(): Promise<void> {
    this.ticks += 1;
    this.under += 1;
    this.most = Math.max(this.most, this.under);
    try {
      await this.work(this.ticks);
    } finally {
      this.under -= 1;
    }
  }
}

beforeAll(() => { Logger.overrideLogger(false); });
afterAll(() => { Logger.overrideLogger(['error', 'warn', 'log']); });

describe('a leased clock', () => {
  it('ticks at the start and again after each pause, and never twice at a time', async () => {
    const clock = new CountingClock(5, () => sleep(10));
    clock.onApplicationBootstrap();
    clock.start();
    clock.nudge();
    await sleep(100);
    await clock.stop();
    expect(clock.ticks).toBeGreaterThan(2);
    expect(clock.most).toBe(1);
  });

  it('ticks at once when nudged, and once more when nudged during a tick', async () => {
    let go!: () => void;
    const gate = new Promise<void>((resolve) => { go = resolve; });
    const clock = new CountingClock(60_000, (tick) => (tick === 2 ? gate : Promise.resolve()));
    clock.start();
    await sleep(5);
    expect(clock.ticks).toBe(1);
    clock.nudge();
    await sleep(5);
    expect(clock.ticks).toBe(2);
    clock.nudge();
    clock.nudge();
    go();
    await sleep(5);
    expect(clock.ticks).toBe(3);
    await clock.stop();
  });

  it('goes on after a tick that throws, with growing pauses that a nudge does not shorten', async () => {
    const starts: number[] = [];
    const clock = new CountingClock(1, async (tick) => {
      starts.push(Date.now());
      if (tick <= 2) throw new Error('no connection');
    });
    clock.start();
    for (let i = 0; i < 60; i += 1) {
      clock.nudge();
      await sleep(12);
    }
    await clock.stop();
    expect(clock.ticks).toBeGreaterThan(2);
    expect(starts[1]! - starts[0]!).toBeGreaterThanOrEqual(195);
    expect(starts[2]! - starts[1]!).toBeGreaterThanOrEqual(395);
  });

  it('ends at shutdown after the tick under way, and cannot be started again', async () => {
    let ended = false;
    const clock = new CountingClock(1, async () => { await sleep(30); ended = true; });
    clock.start();
    await sleep(5);
    await clock.beforeApplicationShutdown();
    expect(ended).toBe(true);
    const ticks = clock.ticks;
    clock.start();
    clock.nudge();
    await sleep(20);
    expect(clock.ticks).toBe(ticks);
  });

  it('stops without waiting for a long pause, also while it backs off', async () => {
    const calm = new CountingClock(60_000);
    const failing = new CountingClock(60_000, () => Promise.reject(new Error('no')));
    calm.start();
    failing.start();
    await sleep(5);
    const before = Date.now();
    await Promise.all([calm.stop(), failing.stop()]);
    expect(Date.now() - before).toBeLessThan(1_000);
  });
});
