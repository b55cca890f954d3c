import { setTimeout as sleep } from 'node:timers/promises';
import { bidInput } from '../journeys/trade.js';
import { until } from '../e2e/market.js';
import { Floor, yuan } from './kit/floor.js';
import { stats } from './kit/line.js';
import { Stage } from './kit/stage.js';
import { SEATED } from './kit/visitor.js';

const LOTS = 200;
const BIDS_A_SECOND = 50;
const SECONDS = 8;

interface Seen { long: number[]; slow: number[] }

describe('a board of two hundred lots', () => {
  let stage: Stage;
  let floor: Floor;

  beforeAll(async () => {
    stage = await Stage.enter();
    floor = await Floor.open(stage, { parts: LOTS, shops: 7 });
  }, 240_000);
  afterEach(() => stage.everybodyLeaves());
  afterAll(() => stage?.close(), 30_000);

  it('8: stays quick for the hand and true to the market while fifty bids a second come in', async () => {
    const tender = await floor.tender({ lots: LOTS, rules: { improvementPercent: '0', improvementMinor: '100' } });
    const ids = tender.lots.map(({ id }) => id);
    const desk = await stage.visitor({ as: floor.person('lin'), calm: false });
    const { page } = desk;
    await desk.open(`/buy/tenders/${tender.id}/live?tab=all&sort=lot`, '[data-testid="board-row"]');
    await page.waitForSelector(SEATED);
    expect(await page.getAttribute('[data-testid="board"]', 'aria-rowcount')).toBe(String(LOTS + 1));
    expect(await desk.at('board-row').count()).toBeLessThan(80);
    const lines = await floor.lines();
    await page.evaluate(() => {
      const seen: Seen = { long: [], slow: [] };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) seen.long.push(duration); }).observe({ type: 'longtask' });
      new PerformanceObserver((list) => { for (const { duration, interactionId } of list.getEntries() as (PerformanceEntry & { interactionId: number })[]) if (interactionId) seen.slow.push(duration); }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    });

    const until8 = Date.now() + SECONDS * 1_000;
    let sent = 0;
    const acks: Promise<unknown>[] = [];
    const bidding = (async () => {
      // Each workshop bids so often that it stays below ten a second, each lot comes again after all others, lower than before.
      for (const began = Date.now(); Date.now() < until8; sent += 1) {
        const lotId = ids[(sent * 7) % LOTS]!;
        acks.push(lines[sent % lines.length]!.emit('bid:place', bidInput(lotId, String(900_000 - sent * 500))));
        await sleep(Math.max(0, began + (sent + 1) * (1_000 / BIDS_A_SECOND) - Date.now()));
      }
    })();
    for (let i = 0; Date.now() < until8 - 500; i += 1) {
      await page.focus('#board-filter');
      await page.keyboard.type(`B1-1${i % 10}`, { delay: 60 });
      await page.fill('#board-filter', '');
      await page.mouse.move(500, 600);
      await page.mouse.wheel(0, i % 2 === 0 ? 900 : -900);
    }
    await bidding;
    const taken = (await Promise.all(acks) as { ok: boolean }[]).filter(({ ok }) => ok).length;
    const { long, slow } = await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
    const sorted = slow.sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
    console.info(`${taken} of ${sent} bids in ${SECONDS} s; ${sorted.length} interactions of 16 ms or more, p50 ${at(0.5)} ms, p98 ${at(0.98)} ms; ${long.length} long tasks, the longest ${Math.round(Math.max(0, ...long))} ms`);
    expect(taken).toBeGreaterThan(SECONDS * BIDS_A_SECOND * 0.6);

    // What is shown is what the market says, for every lot.
    const final = await floor.standing(tender.id);
    await until(() => stats(page), ({ lastSeq }) => final.every(({ id, liveSeq }) => lastSeq[id] === liveSeq), 10_000);
    await page.mouse.wheel(0, -100_000);
    await page.waitForSelector(`[data-id="${ids[0]}"]`);
    const shown = new Map<string, string>();
    for (let i = 0; shown.size < LOTS && i < 60; i += 1) {
      for (const [id, text] of await desk.at('board-row').evaluateAll((rows) => rows.map((one) => [one.getAttribute('data-id')!, one.querySelector('[data-testid="board-best"]')!.textContent!] as const))) shown.set(id, text);
      await page.evaluate(() => { document.querySelector('[data-testid="board"]')!.scrollBy(0, 400); });
      await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
    }
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(final.map(({ id, best }) => [id, best === null ? '—' : yuan(Number(best.amountMinor) / 100)])));

    // A hand notices 200 ms, and no single piece of work may take 300 ms; the rest is for what shares the machine with this test.
    expect(at(0.5)).toBeLessThanOrEqual(200);
    expect(at(0.98)).toBeLessThanOrEqual(500);
    expect(Math.max(0, ...long)).toBeLessThanOrEqual(1_000);
    for (const line of lines) line.close();
  }, 120_000);
});
