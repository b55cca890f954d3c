import { anActor } from '#testing';
import type { Actor } from '#contracts';
import { aKey, Workshop } from '../../../../test/kit/workshop.js';

let shop: Workshop;
beforeAll(async () => { shop = await Workshop.open(); });
afterAll(() => shop.close());

const inDays = (n: number): string => new Date(Math.floor(Date.now() / 1_000) * 1_000 + n * 86_400_000).toISOString();
const plan = (actor: Actor, ...steps: { runIds: string[]; plannedEnd: string | null }[]) => shop.plans.plan({ ...actor, locale: 'en' }, { idempotencyKey: aKey(), steps });

describe('planning operations', () => {
  it('keeps the plan of the shop, shows it to both sides, and tells them', async () => {
    const { supplier, buyer, part, pieces, line } = await shop.anOrder({ quantity: 2 });
    const [first, second] = [10, 20].map((seq) => pieces.map(({ runs }) => runs.find((run) => run.seq === seq)!.id)) as [string[], string[]];
    const ends = [inDays(2), inDays(4)] as const;
    expect(await plan(supplier, { runIds: first, plannedEnd: ends[0] }, { runIds: second, plannedEnd: ends[1] })).toMatchObject({ __typename: 'OperationsPlanned', runs: [{ seq: 10, plannedEnd: ends[0], state: 'READY' }, { plannedEnd: ends[0] }, { seq: 20, plannedEnd: ends[1] }, { plannedEnd: ends[1] }] });
    const [seen] = await shop.pieces.ofParts(buyer, [part.partId]);
    expect(seen!.pieces[0]!.runs.map(({ plannedEnd }) => plannedEnd).slice(0, 2)).toEqual(ends);
    expect((await shop.facts('ordering.line.changed.v1')).filter((fact) => fact['orderLineId'] === line.id).at(-1)).toMatchObject({ buyerId: buyer.companyId, supplierId: supplier.companyId });
    expect(await plan(supplier, { runIds: second, plannedEnd: null })).toMatchObject({ runs: [{ plannedEnd: null }, { plannedEnd: null }] });
  });

  it('answers a repeat of the same press with the same words', async () => {
    const { supplier, pieces } = await shop.anOrder();
    const input = { idempotencyKey: aKey(), steps: [{ runIds: [pieces[0]!.runs[0]!.id], plannedEnd: inDays(1) }] };
    expect(await shop.plans.plan(supplier, input)).toEqual(await shop.plans.plan(supplier, input));
  });

  it('names the step that would end before what it waits for, whichever of the two is in the plan', async () => {
    const { supplier, pieces } = await shop.anOrder();
    const [first, second] = pieces[0]!.runs.map(({ id }) => id) as [string, string];
    expect(await plan(supplier, { runIds: [first], plannedEnd: inDays(3) }, { runIds: [second], plannedEnd: inDays(1) })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'steps.1.plannedEnd', message: expect.stringContaining('operation 10') }] });
    await plan(supplier, { runIds: [second], plannedEnd: inDays(2) });
    expect(await plan(supplier, { runIds: [first], plannedEnd: inDays(3) })).toMatchObject({ problems: [{ path: 'steps.0.plannedEnd' }] });
    expect(await plan(supplier, { runIds: [first], plannedEnd: inDays(-1) })).toMatchObject({ problems: [{ path: 'steps.0.plannedEnd', message: expect.stringMatching(/after now/) }] });
    expect(await plan(supplier, { runIds: [first], plannedEnd: inDays(1) }, { runIds: [first], plannedEnd: inDays(2) })).toMatchObject({ problems: [{ path: 'steps.0.runIds' }] });
  });

  it('is the business of the shop that does it, and over when the operation is', async () => {
    const { supplier, buyer, pieces } = await shop.anOrder();
    const [first] = pieces[0]!.runs.map(({ id }) => id) as [string];
    expect(await plan(buyer, { runIds: [first], plannedEnd: inDays(1) })).toMatchObject({ __typename: 'OperationBlocked', reason: 'NOT_HOLDER' });
    await expect(plan(anActor(), { runIds: [first], plannedEnd: inDays(1) })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await shop.report(supplier, [first], 'DONE');
    expect(await plan(supplier, { runIds: [first], plannedEnd: inDays(1) })).toMatchObject({ __typename: 'OperationBlocked', reason: 'STATE_CHANGED', runId: first });
  });
});
