import type { LotEvent } from '#contracts/live.protocol';
import { LiveBus } from './live-bus.js';
import { seeded, type LotRecord } from './lot-record.view.js';

const LOTS = 204;
const EVENTS = 4_000;
const ROUNDS = 7;

/** Milliseconds of processor time for one fact that comes in over the line of a board with 204 lots, painting included as far as it is ours. */
function costOfAFact(): number {
  const paints: (() => void)[] = [];
  const bus = new LiveBus({ ticket: () => Promise.resolve(null), language: () => 'en', online: () => true, roll: () => 0 }, (paint) => paints.push(paint));
  const seeds: LotRecord[] = Array.from({ length: LOTS }, (_, i) => seeded({
    lotId: `lot${i}`, audience: 'buyer', seq: 0, state: 'PUBLISHED', closesAt: '2026-11-28T08:00:00.000Z', extensions: 0, maxExtensions: 5, termsVersion: 1, bidCount: 0, best: null, openQuestions: 0, standings: [],
  }));
  bus.watchTender('tender', seeds);
  for (const paint of paints.splice(0)) paint();
  let heard = 0;
  for (const { lotId } of seeds) bus.lots.subscribe(lotId, () => { heard += 1; });
  const hear = (bus as unknown as { hear(event: LotEvent): void }).hear.bind(bus);
  const price = (minor: number) => ({ amountMinor: String(minor), currency: 'CNY', taxIncluded: true, taxRate: '13' });
  const facts = Array.from({ length: EVENTS }, (_, i) => ({
    lotId: `lot${i % LOTS}`, seq: Math.floor(i / LOTS) + 1, t: '2026-11-28T07:00:00.000Z', type: 'bid', bidId: `bid${i % 7}`, versionNo: 1, alias: `S${i % 7}`, rank: 1,
    amount: price(900_000 - i), comparable: price(900_000 - i), promisedDate: '2026-12-08', bidCount: (i % 7) + 1, best: price(900_000 - i),
  }) as unknown as LotEvent);
  const began = process.cpuUsage();
  for (const [i, fact] of facts.entries()) {
    hear(fact);
    // Fifty facts a second are less than one a frame; a frame paints what came.
    if (i % 2 === 1) for (const paint of paints.splice(0)) paint();
  }
  for (const paint of paints.splice(0)) paint();
  const { user, system } = process.cpuUsage(began);
  expect(bus.stats.applied).toBe(EVENTS);
  expect(heard).toBe(EVENTS);
  bus.close();
  return (user + system) / 1_000 / EVENTS;
}

describe('the cost of a live fact', () => {
  it('is at most 0.05 ms on a board of 204 lots', () => {
    const costs = Array.from({ length: ROUNDS }, costOfAFact).sort((a, b) => a - b);
    expect(costs[Math.floor(ROUNDS / 2)]).toBeLessThanOrEqual(0.05);
  });
});
