import type { DispositionInput } from '#contracts/order-progress';
import type { InspectionType } from '#contracts/order-progress-views';
import { anActor } from '#testing';
import { aKey, inDays, Workshop, type AnOrder } from '../../../../test/kit/workshop.js';

let shop: Workshop;
beforeAll(async () => { shop = await Workshop.open(); });
afterAll(() => shop.close());

type Wish = Partial<DispositionInput> & { disposition: DispositionInput['disposition'] };

const inspect = (story: AnOrder, type: InspectionType, wishes: Wish[], given: object = {}, actor = story.buyer) => shop.inspections.inspect(actor, {
  idempotencyKey: aKey(), type, dispositions: wishes.map((wish, i) => ({ pieceId: story.pieces[i]!.id, ...(wish.disposition === 'ACCEPT' ? {} : { finding: 'too small' }), ...wish })), ...given,
});
const send = (story: AnOrder, quantity: number, given: object = {}) =>
  shop.deliveries.dispatch(story.supplier, { idempotencyKey: aKey(), kind: 'GOODS', lines: [{ orderLineId: story.line.id, quantity }], ...given });
async function deliver(story: AnOrder, quantity: number): Promise<void> {
  const sent = await send(story, quantity);
  if (sent.__typename !== 'Delivery') throw new Error(JSON.stringify(sent));
  await shop.deliveries.receive(story.buyer, { idempotencyKey: aKey(), deliveryId: sent.id, version: sent.version, step: 'COUNT', counts: [{ orderLineId: story.line.id, counted: quantity }] });
}
async function delivered(quantity: number): Promise<AnOrder> {
  const story = await shop.anOrder({ quantity });
  await shop.finish(story.supplier);
  await deliver(story, quantity);
  return story;
}
const standing = async ({ supplier }: AnOrder) => {
  const { line, pieces } = await shop.read(supplier);
  return [line.state, line.delivered, line.accepted, ...pieces.map(({ state }) => state)];
};

describe('deciding about delivered pieces', () => {
  it('accepts the line exactly when good and conceded pieces are as many as ordered', async () => {
    const story = await delivered(2);
    await inspect(story, 'INCOMING', [{ disposition: 'ACCEPT' }]);
    expect(await standing(story)).toEqual(['DELIVERED', 2, 1, 'ACCEPTED', 'TO_INSPECT']);
    const conceded = await inspect({ ...story, pieces: story.pieces.slice(1) }, 'INCOMING', [{ disposition: 'CONCESSION', finding: 'scratch' }]);
    expect(conceded).toMatchObject({ results: [{ nonconformance: { state: 'OPEN', disposition: 'CONCESSION' } }] });
    expect(await standing(story)).toEqual(['ACCEPTED', 2, 2, 'ACCEPTED', 'ACCEPTED']);
  });

  it('tells the market what it says of the supplier, and nothing of what a shop says of itself', async () => {
    const [story, own] = [await delivered(2), await shop.anOrder()];
    const told = async () => (await shop.facts('ordering.pieces.judged.v1')).flatMap(({ pieces }) => pieces as { orderLineId: string; pieceId: string; supplierId: string; accepted: boolean; faulty: boolean }[]).filter(({ supplierId }) => [story.supplier.companyId, own.supplier.companyId].includes(supplierId));
    await inspect(story, 'INCOMING', [{ disposition: 'ACCEPT' }, { disposition: 'REWORK', reworkSeq: 30 }]);
    const of = (piece: number, accepted: boolean, faulty: boolean) => ({ orderLineId: story.line.id, pieceId: story.pieces[piece]!.id, supplierId: story.supplier.companyId, accepted, faulty });
    expect(await told()).toEqual([of(0, true, false), of(1, false, true)]);
    await shop.finish(own.supplier);
    expect(await inspect(own, 'FINAL', [{ disposition: 'ACCEPT' }], {}, own.supplier)).toMatchObject({ __typename: 'Inspection' });
    expect(await told()).toHaveLength(2);
  });

  it('does not leave the line delivered on a refused piece, which may come again', async () => {
    const story = await delivered(2);
    await inspect(story, 'INCOMING', [{ disposition: 'ACCEPT' }, { disposition: 'REWORK', reworkSeq: 30, promisedDate: inDays(3) }]);
    expect(await standing(story)).toEqual(['PART_DELIVERED', 1, 1, 'ACCEPTED', 'IN_PROCESS']);
    expect((await shop.deliveries.deliveries(story.buyer, { first: 5 })).edges[0]!.node.state).toBe('PARTLY_REJECTED');
    await shop.finish(story.supplier);
    await deliver(story, 1);
    expect(await standing(story)).toEqual(['DELIVERED', 2, 1, 'ACCEPTED', 'TO_INSPECT']);
    await inspect({ ...story, pieces: story.pieces.slice(1) }, 'RE_INSPECTION', [{ disposition: 'ACCEPT' }]);
    expect(await standing(story)).toEqual(['ACCEPTED', 2, 2, 'ACCEPTED', 'ACCEPTED']);
    expect((await shop.deliveries.deliveries(story.buyer, { first: 5 })).edges.map(({ node }) => node.state)).toEqual(['STOCKED', 'PARTLY_REJECTED']);
  });

  it('accepts a reworked piece where it is when the fitter came to it', async () => {
    const story = await delivered(1);
    await inspect(story, 'INCOMING', [{ disposition: 'REWORK', reworkSeq: 10 }]);
    expect((await shop.read(story.supplier)).pieces[0]!.runs.map(({ seq, state, rework }) => `${seq} ${state} ${rework}`)).toEqual(['10 FAILED false', '10 READY true', '20 PASSED false', '30 PASSED false']);
    expect(await inspect(story, 'RE_INSPECTION', [{ disposition: 'ACCEPT' }])).toMatchObject({ __typename: 'StateRefused', currentState: 'IN_PROCESS' });
    await shop.finish(story.supplier);
    await inspect(story, 'RE_INSPECTION', [{ disposition: 'ACCEPT' }]);
    expect(await standing(story)).toEqual(['ACCEPTED', 1, 1, 'ACCEPTED']);
  });

  it('returns only what has arrived, and lets the replacement come', async () => {
    const story = await shop.anOrder();
    await shop.finish(story.supplier);
    expect(await inspect(story, 'FINAL', [{ disposition: 'RETURN' }])).toMatchObject({ __typename: 'StateRefused' });
    await deliver(story, 1);
    await inspect(story, 'INCOMING', [{ disposition: 'RETURN' }]);
    const back = await shop.deliveries.dispatch(story.buyer, { idempotencyKey: aKey(), kind: 'RETURN', lines: [{ orderLineId: story.line.id, quantity: 1 }] });
    if (back.__typename !== 'Delivery') throw new Error(JSON.stringify(back));
    expect(await standing(story)).toEqual(['FINISHED', 0, 0, 'IN_TRANSIT']);
    await shop.deliveries.receive(story.supplier, { idempotencyKey: aKey(), deliveryId: back.id, version: 1, step: 'SIGN' });
    expect((await shop.read(story.supplier)).pieces[0]).toMatchObject({ state: 'IN_PROCESS', holderId: story.supplier.companyId });
    await deliver(story, 1);
    await inspect(story, 'RE_INSPECTION', [{ disposition: 'ACCEPT' }]);
    expect(await standing(story)).toEqual(['ACCEPTED', 1, 1, 'ACCEPTED']);
  });

  it('opens a re-make on the same line for a scrapped piece', async () => {
    const story = await delivered(2);
    await inspect(story, 'INCOMING', [{ disposition: 'ACCEPT' }, { disposition: 'SCRAP' }]);
    expect(await standing(story)).toEqual(['PART_DELIVERED', 1, 1, 'ACCEPTED', 'SCRAPPED', 'ORDERED']);
    expect(await shop.report(story.supplier, [story.pieces[1]!.runs[2]!.id], 'CORRECT')).toMatchObject({ reason: 'STATE_CHANGED' });
    await shop.finish(story.supplier);
    expect(await send(story, 2)).toMatchObject({ __typename: 'QuantityRefused', maximum: 1 });
    await deliver(story, 1);
    await inspect({ ...story, pieces: (await shop.read(story.supplier)).pieces.slice(2) }, 'INCOMING', [{ disposition: 'ACCEPT' }]);
    expect((await standing(story)).slice(0, 3)).toEqual(['ACCEPTED', 2, 2]);
  });

  it('holds a piece until somebody decides', async () => {
    const story = await shop.anOrder();
    await shop.report(story.supplier, [story.pieces[0]!.runs[0]!.id], 'DONE');
    await inspect(story, 'IN_PROCESS', [{ disposition: 'HOLD' }]);
    expect(await standing(story)).toEqual(['IN_PROGRESS', 0, 0, 'ON_HOLD']);
    expect(await shop.report(story.supplier, [story.pieces[0]!.runs[1]!.id], 'START')).toMatchObject({ reason: 'SUSPENDED' });
    await inspect(story, 'IN_PROCESS', [{ disposition: 'ACCEPT' }]);
    expect(await standing(story)).toEqual(['IN_PROGRESS', 0, 0, 'IN_PROCESS']);
  });

  it('accepts with the count what a final inspection accepted at the supplier', async () => {
    const story = await shop.anOrder();
    await shop.finish(story.supplier);
    await inspect(story, 'FINAL', [{ disposition: 'ACCEPT' }]);
    expect(await standing(story)).toEqual(['FINISHED', 0, 0, 'IN_PROCESS']);
    await deliver(story, 1);
    expect(await standing(story)).toEqual(['ACCEPTED', 1, 1, 'ACCEPTED']);
  });

  it('accepts work of the own shop by a final inspection', async () => {
    const { buyer, part } = await shop.anOrder({ steps: [{ seq: 10, process: 'CNC' }, { seq: 20, process: 'GR' }] }, { seqs: [10] });
    const [own] = await shop.pieces.ofParts(buyer, [part.partId]);
    const [one, two] = own!.pieces[0]!.runs;
    await shop.report(await supplierOf(one!.doneById), [one!.id], 'DONE');
    await shop.report(buyer, [two!.id], 'DONE');
    const piece = async () => (await shop.pieces.ofParts(buyer, [part.partId]))[0]!.pieces[0]!;
    expect((await piece()).state).toBe('TO_INSPECT');
    await shop.inspections.inspect(buyer, { idempotencyKey: aKey(), type: 'FINAL', dispositions: [{ pieceId: own!.pieces[0]!.id, disposition: 'ACCEPT' }] });
    expect(await piece()).toMatchObject({ state: 'ACCEPTED', progressPercent: 100 });
  });
});

const supplierOf = async (companyId: string) => anActor({ companyId });

describe('who decides', () => {
  it('a concession is the manager\'s', async () => {
    const story = await delivered(1);
    await expect(inspect(story, 'INCOMING', [{ disposition: 'CONCESSION' }], {}, { ...story.buyer, roles: ['QUALITY'] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await inspect(story, 'INCOMING', [{ disposition: 'CONCESSION' }], {}, { ...story.buyer, roles: ['MANAGER'] })).toMatchObject({ __typename: 'Inspection' });
  });

  it('a shop may check its own work, which passes it and accepts nothing', async () => {
    const story = await shop.anOrder({ steps: [{ seq: 10, process: 'CNC', inspect: true }] });
    await shop.report(story.supplier, [story.pieces[0]!.runs[0]!.id], 'DONE');
    expect(await inspect(story, 'FINAL', [{ disposition: 'ACCEPT' }], {}, story.supplier)).toMatchObject({ byId: story.supplier.companyId, results: [{ piece: { runs: [{ state: 'PASSED' }] } }] });
    await deliver(story, 1);
    expect(await standing(story)).toEqual(['DELIVERED', 1, 0, 'TO_INSPECT']);
    await expect(inspect(story, 'INCOMING', [{ disposition: 'ACCEPT' }], {}, story.supplier)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('another company finds neither the piece nor the inspection', async () => {
    const story = await delivered(1);
    await inspect(story, 'INCOMING', [{ disposition: 'REWORK', reworkSeq: 30 }]);
    const stranger = anActor();
    await expect(inspect(story, 'INCOMING', [{ disposition: 'ACCEPT' }], {}, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await shop.inspections.inspections(stranger, { first: 5 })).edges).toEqual([]);
    expect((await shop.inspections.nonconformances(stranger, { first: 5 })).edges).toEqual([]);
  });

  it('shows a supplier of one inspection its own pieces and measurements only', async () => {
    const [buyer, wang, he] = [anActor(), anActor(), anActor()];
    const part = await shop.aPart(buyer, { quantity: 2, steps: [{ seq: 10, process: 'CNC' }] });
    await shop.place(shop.anAward(buyer, wang, [{ part, quantity: 1 }]));
    await shop.place(shop.anAward(buyer, he, [{ part, quantity: 1 }]));
    const [a, b] = [(await shop.read(wang)).pieces[0]!, (await shop.read(he)).pieces[0]!];
    await Promise.all([shop.finish(wang), shop.finish(he)]);
    const measure = (pieceId: string, value: string) => ({ pieceId, characteristicNo: '1', nominal: '10', upper: '0.1', lower: '-0.1', value });
    await shop.inspections.inspect(buyer, {
      idempotencyKey: aKey(), type: 'FINAL', measurements: [measure(a.id, '10.05'), measure(b.id, '10.1')],
      dispositions: [{ pieceId: a.id, disposition: 'ACCEPT' }, { pieceId: b.id, disposition: 'REWORK', reworkSeq: 10, finding: 'burr' }],
    });
    const seen = (await shop.inspections.inspections(he, { first: 5 })).edges[0]!.node;
    expect(seen).toMatchObject({ results: [{ piece: { id: b.id } }], measurements: [{ pieceId: b.id, value: '10.1', pass: true }] });
    expect(JSON.stringify(seen)).not.toContain(a.id);
    expect((await shop.inspections.inspections(buyer, { first: 5 })).edges[0]!.node.results).toHaveLength(2);
  });
});

describe('an inspection that breaks a rule', () => {
  it('names what is wrong and changes nothing', async () => {
    const story = await delivered(2);
    const [a, b] = story.pieces.map(({ id }) => id) as [string, string];
    const measure = { pieceId: a, characteristicNo: '4', nominal: '42', upper: '0.01', lower: '-0.01', value: '41.97' };
    const refused = (...paths: string[]) => ({ __typename: 'InputRefused', problems: paths.map((path) => ({ path })) });
    expect(await inspect(story, 'INCOMING', [{ disposition: 'ACCEPT' }, { disposition: 'ACCEPT', pieceId: a }])).toMatchObject(refused('dispositions.1.pieceId'));
    expect(await inspect(story, 'INCOMING', [{ disposition: 'REWORK', finding: ' ' }])).toMatchObject(refused('dispositions.0.finding', 'dispositions.0.reworkSeq'));
    expect(await inspect(story, 'INCOMING', [{ disposition: 'REWORK', reworkSeq: 40 }])).toMatchObject(refused('dispositions.0.reworkSeq'));
    expect(await inspect(story, 'INCOMING', [{ disposition: 'REWORK', reworkSeq: 30, promisedDate: '2020-01-01' }])).toMatchObject(refused('dispositions.0.promisedDate'));
    expect(await inspect(story, 'INCOMING', [{ disposition: 'ACCEPT' }], { measurements: [measure] })).toMatchObject(refused('dispositions.0.disposition'));
    expect(await inspect(story, 'INCOMING', [{ disposition: 'ACCEPT' }], { measurements: [{ ...measure, pieceId: b, value: '42' }] })).toMatchObject(refused('measurements.0.pieceId'));
    expect(await inspect(story, 'INCOMING', [{ disposition: 'CONCESSION', finding: 'f' }], { measurements: [{ ...measure, upper: '-0.02' }] })).toMatchObject(refused('measurements.0.upper'));
    expect(await standing(story)).toEqual(['DELIVERED', 2, 0, 'TO_INSPECT', 'TO_INSPECT']);
  });

  it('is refused for a piece on its way, an accepted one and a scrapped one', async () => {
    const story = await shop.anOrder({ quantity: 2 });
    await shop.finish(story.supplier);
    await send(story, 2);
    expect(await inspect(story, 'INCOMING', [{ disposition: 'ACCEPT' }])).toMatchObject({ __typename: 'StateRefused', currentState: 'IN_TRANSIT' });
    const other = await delivered(1);
    await inspect(other, 'INCOMING', [{ disposition: 'ACCEPT' }]);
    expect(await inspect(other, 'INCOMING', [{ disposition: 'SCRAP' }])).toMatchObject({ __typename: 'StateRefused', currentState: 'ACCEPTED' });
  });
});

describe('a piece that went through two shops', () => {
  it('is accepted once at the end, which accepts what both did', async () => {
    const wang = await shop.anOrder({ steps: [{ seq: 10, process: 'CNC' }, { seq: 20, process: 'WEDM' }] }, { seqs: [10] });
    const he = { ...wang, supplier: anActor() };
    await shop.place(shop.anAward(wang.buyer, he.supplier, [{ part: wang.part, seqs: [20] }]));
    he.line = (await shop.read(he.supplier)).line;
    await shop.finish(wang.supplier);
    const handed = await shop.deliveries.dispatch(wang.supplier, { idempotencyKey: aKey(), kind: 'HANDOVER', toCompanyId: he.supplier.companyId, lines: [{ orderLineId: wang.line.id, quantity: 1 }] });
    if (handed.__typename !== 'Delivery') throw new Error(JSON.stringify(handed));
    await shop.deliveries.receive(he.supplier, { idempotencyKey: aKey(), deliveryId: handed.id, version: 1, step: 'COUNT', counts: [{ orderLineId: wang.line.id, counted: 1 }] });
    await shop.finish(he.supplier);
    await deliver(he, 1);
    expect(await standing(he)).toEqual(['DELIVERED', 1, 0, 'TO_INSPECT']);
    await inspect(he, 'INCOMING', [{ disposition: 'ACCEPT' }]);
    expect(await standing(he)).toEqual(['ACCEPTED', 1, 1, 'ACCEPTED']);
    expect(await standing(wang)).toEqual(['ACCEPTED', 1, 1, 'ACCEPTED']);
  });
});

describe('pieces of others', () => {
  it('cannot be locked by whoever knows their ids', async () => {
    const story = await shop.anOrder({ quantity: 1 });
    const busy = shop.test.owner;
    await busy.query('begin');
    await busy.query('select id from ordering.pieces where id = $1 for update', [story.pieces[0]!.id]);
    const stranger = anActor({ roles: ['QUALITY'] });
    const answer = inspect(story, 'INCOMING', [{ disposition: 'ACCEPT' }], {}, stranger).then(() => 'answered', (problem: { code: string }) => problem.code);
    const soon = await Promise.race([answer, new Promise((resolve) => { setTimeout(resolve, 1_500, 'waits for the lock'); })]);
    await busy.query('rollback');
    await answer;
    expect(soon).toBe('NOT_FOUND');
  });
});
