import fc from 'fast-check';
import { dispositions, inspectionTypes, reportActions, type PieceView } from '#contracts/order-progress-views';
import type { OrderView } from '#contracts/order-orders';
import { aKey, Workshop, type AnOrder } from '../../../../test/kit/workshop.js';

let shop: Workshop;
beforeAll(async () => { shop = await Workshop.open(); });
afterAll(() => shop.close());

/** Anything that the two sides may try, sensible or not. */
const deed = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('report' as const), action: fc.constantFrom(...reportActions), piece: fc.nat(6), run: fc.nat(5), scrap: fc.option(fc.nat(3)) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('work' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('send' as const), way: fc.constantFrom('GOODS' as const, 'RETURN' as const, 'FREE_ISSUE' as const), quantity: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('receive' as const), step: fc.constantFrom('SIGN' as const, 'COUNT' as const), short: fc.nat(1) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('inspect' as const), type: fc.constantFrom(...inspectionTypes), disposition: fc.constantFrom(...dispositions), piece: fc.nat(6), seq: fc.constantFrom(10, 20) }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

interface Now { order: OrderView; line: OrderView['lines'][number]; pieces: PieceView[] }

async function act(story: AnOrder, now: Now, what: Deed): Promise<string> {
  const pick = <T>(all: readonly T[], i: number): T | undefined => all[i % Math.max(1, all.length)];
  switch (what.kind) {
    case 'work': {
      const [item] = (await shop.pieces.workItems(story.supplier, { first: 1 })).edges;
      return item ? (await shop.report(story.supplier, [item.node.id], 'DONE')).__typename : 'nothing';
    }
    case 'report': {
      const run = pick(pick(now.pieces, what.piece)!.runs, what.run)!;
      const scrap = what.action === 'DONE' && what.scrap !== null ? { scrap: what.scrap } : {};
      return (await shop.report(what.action === 'SKIP' ? story.buyer : story.supplier, [run.id], what.action, { note: 'n', ...(what.action === 'PAUSE' ? { pauseReason: 'TOOL' } : {}), ...scrap })).__typename;
    }
    case 'send': {
      const actor = what.way === 'GOODS' ? story.supplier : story.buyer;
      return (await shop.deliveries.dispatch(actor, { idempotencyKey: aKey(), kind: what.way, lines: [{ orderLineId: story.line.id, quantity: what.quantity }] })).__typename;
    }
    case 'receive': {
      const open = (await shop.deliveries.deliveries(story.buyer, { first: 10, states: ['DISPATCHED', 'SIGNED'] })).edges[0]?.node;
      if (!open) return 'nothing';
      const actor = open.toId === story.buyer.companyId ? story.buyer : story.supplier;
      const counts = open.lines.map(({ orderLineId, sent }) => ({ orderLineId, counted: Math.max(0, sent - what.short) }));
      return (await shop.deliveries.receive(actor, { idempotencyKey: aKey(), deliveryId: open.id, version: open.version, step: what.step, ...(what.step === 'COUNT' ? { counts } : {}) })).__typename;
    }
    case 'inspect': {
      const again = what.disposition === 'REWORK' || what.disposition === 'REPAIR';
      return (await shop.inspections.inspect(story.buyer, {
        idempotencyKey: aKey(), type: what.type,
        dispositions: [{ pieceId: pick(now.pieces, what.piece)!.id, disposition: what.disposition, finding: 'f', ...(again ? { reworkSeq: what.seq } : {}) }],
      })).__typename;
    }
  }
}

async function counts(orderLineId: string): Promise<{ living: number; sent: number; delivered: number; accepted: number }> {
  const { rows } = await shop.test.owner.query(
    `select sum(count)::int as living, sum(sent)::int as sent, sum(counted)::int as delivered, sum(accepted)::int as accepted from ordering.line_pieces where order_line_id = $1`, [orderLineId]);
  return rows[0];
}

const BACK = new Set(['CORRECT', 'SCRAP', 'REWORK', 'REPAIR', 'RETURN']);

/** What must hold whatever anybody does. */
async function check(story: AnOrder, before: Now, now: Now, what: Deed): Promise<void> {
  const { living, sent, accepted } = await counts(story.line.id);
  const { line, pieces } = now;
  expect(living).toBe(line.quantity);
  expect(pieces.filter(({ state }) => state !== 'SCRAPPED').reduce((sum, { count }) => sum + count, 0)).toBe(line.quantity);
  expect(sent).toBeLessThanOrEqual(line.quantity);
  expect(line.accepted).toBe(accepted);
  expect(line.accepted).toBeLessThanOrEqual(line.delivered);
  expect(line.state === 'ACCEPTED').toBe(accepted === line.quantity);
  expect(now.order.state).toBe(line.state);
  const goesBack = (what.kind === 'report' && (BACK.has(what.action) || (what.scrap ?? 0) > 0)) || (what.kind === 'inspect' && BACK.has(what.disposition));
  for (const piece of pieces) {
    const earlier = before.pieces.find(({ id }) => id === piece.id);
    if (earlier && !goesBack) expect(piece.progressPercent).toBeGreaterThanOrEqual(earlier.progressPercent);
    for (const run of piece.runs.filter(({ state }) => state === 'READY')) {
      expect(piece.runs.filter((other) => other.seq < run.seq && !['PASSED', 'SKIPPED', 'FAILED'].includes(other.state))).toEqual([]);
    }
  }
}

describe('whatever anybody does', () => {
  it('pieces are conserved, never over-delivered, and progress goes back only by a correction, scrap or a refusal', async () => {
    const answers = new Map<string, number>();
    await fc.assert(fc.asyncProperty(fc.constantFrom(1, 3, 24), fc.boolean(), fc.array(deed, { minLength: 5, maxLength: Number(process.env['FUZZ_DEEDS'] ?? 40), size: 'max' }), async (quantity, inspect, deeds) => {
      const story = await shop.anOrder({ quantity, steps: [{ seq: 10, process: 'CNC', minutes: 60, inspect }, { seq: 20, process: 'WEDM', minutes: 30 }] });
      let now: Now = story;
      for (const what of deeds) {
        const answer = `${what.kind} ${await act(story, now, what)}`;
        answers.set(answer, (answers.get(answer) ?? 0) + 1);
        const before = now;
        now = await shop.read(story.supplier);
        await check(story, before, now, what);
      }
    }), { numRuns: Number(process.env['FUZZ_RUNS'] ?? 8) });
    if (process.env['FUZZ_RUNS']) console.log(Object.fromEntries(answers));
    expect([...answers.keys()]).toEqual(expect.arrayContaining(['work OperationsReported', 'report OperationBlocked', 'inspect Inspection']));
  }, Number(process.env['FUZZ_MS'] ?? 120_000));
});
