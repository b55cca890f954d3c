import type { DeliveryKind } from '#contracts/order-orders';
import { newId } from '#kernel';
import { anActor } from '#testing';
import { aKey, Workshop, type AnOrder } from '../../../../test/kit/workshop.js';

let shop: Workshop;
beforeAll(async () => { shop = await Workshop.open(); });
afterAll(() => shop.close());

const send = (story: AnOrder, quantity: number, given: object = {}, kind: DeliveryKind = 'GOODS', actor = kind === 'GOODS' || kind === 'HANDOVER' ? story.supplier : story.buyer) =>
  shop.deliveries.dispatch(actor, { idempotencyKey: aKey(), kind, lines: [{ orderLineId: story.line.id, quantity, ...('pieceIds' in given ? { pieceIds: given.pieceIds as string[] } : {}) }], ...without(given) });
const without = ({ pieceIds: _, ...rest }: { pieceIds?: unknown }): object => rest;
async function sent(...args: Parameters<typeof send>) {
  const delivery = await send(...args);
  if (delivery.__typename !== 'Delivery') throw new Error(JSON.stringify(delivery));
  return delivery;
}
const receive = (actor: AnOrder['buyer'], delivery: { id: string; version: number }, step: 'SIGN' | 'COUNT', counts?: Record<string, number>) => shop.deliveries.receive(actor, {
  idempotencyKey: aKey(), deliveryId: delivery.id, version: delivery.version, step, ...(counts ? { counts: Object.entries(counts).map(([orderLineId, counted]) => ({ orderLineId, counted })) } : {}),
});
async function finished(quantity: number): Promise<AnOrder> {
  const story = await shop.anOrder({ quantity });
  await shop.finish(story.supplier);
  return { ...story, ...await shop.read(story.supplier) };
}

describe('sending goods', () => {
  it('goes in parts until everything is there, and never beyond', async () => {
    const story = await finished(3);
    const one = await sent(story, 1);
    expect(one.lines).toEqual([{ orderLineId: story.line.id, pieceIds: [story.pieces[0]!.id], sent: 1, counted: null }]);
    await receive(story.buyer, one, 'COUNT', { [story.line.id]: 1 });
    expect((await shop.read(story.buyer)).line).toMatchObject({ state: 'PART_DELIVERED', delivered: 1, accepted: 0 });
    expect(await send(story, 3)).toMatchObject({ __typename: 'QuantityRefused', orderLineId: story.line.id, maximum: 2 });
    const rest = await sent(story, 2, { pieceIds: [story.pieces[2]!.id, story.pieces[1]!.id] });
    expect(rest.deliveryNo).not.toBe(one.deliveryNo);
    await receive(story.buyer, rest, 'COUNT', { [story.line.id]: 2 });
    expect((await shop.read(story.buyer)).line).toMatchObject({ state: 'DELIVERED', delivered: 3 });
    expect(await send(story, 1)).toMatchObject({ __typename: 'QuantityRefused', maximum: 0 });
  });

  it('of a batch takes as many articles as are named', async () => {
    const story = await finished(40);
    const one = await sent(story, 15, { pieceIds: [story.pieces[0]!.id] });
    expect(one.lines).toEqual([{ orderLineId: story.line.id, pieceIds: [], sent: 15, counted: null }]);
    expect((await shop.read(story.supplier)).pieces[0]).toMatchObject({ state: 'IN_PROCESS', holderId: story.supplier.companyId });
    await receive(story.buyer, one, 'COUNT', { [story.line.id]: 14 });
    expect(await send(story, 27)).toMatchObject({ __typename: 'QuantityRefused', maximum: 26 });
    await receive(story.buyer, await sent(story, 26), 'COUNT', { [story.line.id]: 26 });
    expect((await shop.read(story.buyer)).line).toMatchObject({ state: 'DELIVERED', delivered: 40 });
  });

  it('lets one of two who send the same piece win', async () => {
    const story = await finished(1);
    const answers = await Promise.all(Array.from({ length: 4 }, () => send(story, 1)));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['Delivery', 'QuantityRefused', 'QuantityRefused', 'QuantityRefused']);
  });

  it('refuses what the numbers, the pieces and the direction do not allow', async () => {
    const story = await finished(2);
    const other = await finished(1);
    const refused = (path: string) => ({ __typename: 'InputRefused', problems: [{ path }] });
    expect(await send(story, 2, { pieceIds: [story.pieces[0]!.id] })).toMatchObject({ __typename: 'QuantityRefused', maximum: 1 });
    expect(await send(story, 1, { pieceIds: story.pieces.map(({ id }) => id) })).toMatchObject(refused('lines.0.quantity'));
    expect(await send(story, 1, { pieceIds: [other.pieces[0]!.id] })).toMatchObject(refused('lines.0.pieceIds.0'));
    expect(await send(story, 1, { toCompanyId: newId('company') })).toMatchObject(refused('toCompanyId'));
    expect(await send(story, 1, {}, 'GOODS', story.buyer)).toMatchObject(refused('lines'));
    const line = { orderLineId: story.line.id, quantity: 1 };
    expect(await shop.deliveries.dispatch(story.supplier, { idempotencyKey: aKey(), kind: 'GOODS', lines: [line, line] })).toMatchObject(refused('lines.1.orderLineId'));
    await expect(send(story, 1, {}, 'GOODS', anActor())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('asks for the papers that the terms name', async () => {
    const terms = { payment: 'x', requiredDocuments: ['MATERIAL_CERTIFICATE', 'PHOTOS'], subcontracting: [], inspectionDays: 3, latePercentPerDay: '0.5', note: null };
    const story = await shop.anOrder({}, { terms });
    await shop.finish(story.supplier);
    expect(await send(story, 1)).toMatchObject({ __typename: 'EvidenceMissing', documents: ['MATERIAL_CERTIFICATE', 'PHOTOS'] });
    const paper = await aFile(story.supplier.companyId, 'CERTIFICATE');
    expect(await send(story, 1, { fileIds: [paper] })).toMatchObject({ __typename: 'EvidenceMissing', documents: ['PHOTOS'] });
    expect(await send(story, 1, { fileIds: [paper, await aFile(story.buyer.companyId, 'PHOTO')] })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'fileIds' }] });
    for (const other of ['DRAWING', 'MODEL', 'BUNDLE', 'BOM']) {
      expect(await send(story, 1, { fileIds: [paper, await aFile(story.supplier.companyId, 'PHOTO'), await aFile(story.supplier.companyId, other)] })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'fileIds' }] });
    }
    expect(await send(story, 1, { fileIds: [paper, await aFile(story.supplier.companyId, 'PHOTO')] })).toMatchObject({ __typename: 'Delivery' });
  });
});

async function aFile(companyId: string, purpose: string): Promise<string> {
  const id = newId('file');
  await shop.test.owner.query(
    `insert into ordering.files (id, company_id, purpose, name, byte_size, sha256, media_type, state, storage_key, expires_at)
     values ($1, $2, $3, 'paper', 10, repeat('a', 64), 'application/pdf', 'READY', $1, now())`, [id, companyId, purpose]);
  return id;
}

describe('receiving', () => {
  it('signs first and counts later, by whoever looks', async () => {
    const story = await finished(2);
    const delivery = await sent(story, 2);
    const signed = await receive(story.buyer, delivery, 'SIGN');
    expect(signed).toMatchObject({ state: 'SIGNED', version: 2, lines: [{ counted: null }] });
    expect((await shop.read(story.buyer)).line).toMatchObject({ state: 'FINISHED', delivered: 0 });
    expect((await shop.read(story.buyer)).pieces[0]).toMatchObject({ state: 'TO_INSPECT', holderId: story.buyer.companyId });
    expect(await receive(story.buyer, { ...delivery, version: 2 }, 'SIGN')).toMatchObject({ __typename: 'StateRefused', currentState: 'SIGNED' });
    expect(await receive(story.buyer, { ...delivery, version: 2 }, 'COUNT', { [story.line.id]: 3 })).toMatchObject({ __typename: 'QuantityRefused', maximum: 2 });
    expect(await receive(story.buyer, { ...delivery, version: 2 }, 'COUNT', { [story.line.id]: 2 })).toMatchObject({ state: 'COUNTED', version: 3 });
  });

  it('lets what was not in the parcel be sent again', async () => {
    const story = await finished(2);
    await receive(story.buyer, await sent(story, 2), 'COUNT', { [story.line.id]: 1 });
    const after = await shop.read(story.supplier);
    expect(after.line).toMatchObject({ state: 'PART_DELIVERED', delivered: 1 });
    expect(after.pieces.map(({ state, holderId }) => [state, holderId])).toEqual([['TO_INSPECT', story.buyer.companyId], ['IN_PROCESS', story.supplier.companyId]]);
    expect(await send(story, 1)).toMatchObject({ lines: [{ pieceIds: [story.pieces[1]!.id] }] });
  });

  it('is the receiver\'s, at the present version, for every line', async () => {
    const story = await finished(1);
    const delivery = await sent(story, 1);
    await expect(receive(story.supplier, delivery, 'SIGN')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(receive(anActor(), delivery, 'SIGN')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await receive(story.buyer, { ...delivery, version: 9 }, 'SIGN')).toMatchObject({ __typename: 'VersionConflict', currentVersion: 1 });
    await expect(receive(story.buyer, delivery, 'COUNT', {})).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(receive(story.buyer, delivery, 'COUNT', { [newId('orderLine')]: 1 })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('other ways', () => {
  it('free issue gives the blanks to the supplier, who then has what he needs', async () => {
    const story = await shop.anOrder({}, { materialSupply: 'BUYER' });
    expect(story.pieces[0]!.holderId).toBe(story.buyer.companyId);
    const blanks = await sent(story, 1, {}, 'FREE_ISSUE');
    expect(await send(story, 1, {}, 'FREE_ISSUE')).toMatchObject({ __typename: 'QuantityRefused', maximum: 0 });
    await receive(story.supplier, blanks, 'COUNT', { [story.line.id]: 1 });
    const after = await shop.read(story.supplier);
    expect(after.line).toMatchObject({ state: 'READY', delivered: 0 });
    expect(after.pieces[0]).toMatchObject({ state: 'ORDERED', holderId: story.supplier.companyId });
  });

  it('a hand-over goes straight to the next shop, and the buyer pays for what it never held', async () => {
    const story = await shop.anOrder({}, { seqs: [10] });
    const [he, stranger] = [anActor(), anActor()];
    await shop.place(shop.anAward(story.buyer, he, [{ part: story.part, seqs: [20] }]));
    await shop.finish(story.supplier);
    expect(await send(story, 1, {}, 'HANDOVER')).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'toCompanyId' }] });
    expect(await send(story, 1, { toCompanyId: stranger.companyId }, 'HANDOVER')).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'toCompanyId' }] });
    const delivery = await sent(story, 1, { toCompanyId: he.companyId }, 'HANDOVER');
    const run = (await shop.read(he)).pieces[0]!.runs[0]!.id;
    expect(await shop.report(he, [run], 'START')).toMatchObject({ __typename: 'OperationBlocked', reason: 'NOT_HOLDER' });
    await receive(he, delivery, 'COUNT', { [story.line.id]: 1 });
    expect((await shop.read(he)).pieces[0]!.holderId).toBe(he.companyId);
    expect((await shop.read(story.supplier)).pieces[0]!.holderId).toBeNull();
    expect(await shop.report(he, [run], 'START')).toMatchObject({ runs: [{ state: 'RUNNING' }] });
    expect((await shop.deliveries.deliveries(story.buyer, { first: 5, orderId: story.order.id })).edges.map(({ node }) => node.kind)).toEqual(['HANDOVER']);
    expect((await shop.deliveries.deliveries(stranger, { first: 5 })).edges).toEqual([]);
  });

  it('are listed newest first, page by page', async () => {
    const story = await finished(3);
    const made = [await sent(story, 1), await sent(story, 1), await sent(story, 1)];
    const one = await shop.deliveries.deliveries(story.buyer, { first: 2 });
    const two = await shop.deliveries.deliveries(story.buyer, { first: 2, after: one.pageInfo.endCursor });
    expect([...one.edges, ...two.edges].map(({ node }) => node.id)).toEqual(made.map(({ id }) => id).reverse());
    expect((await shop.deliveries.deliveries(story.buyer, { first: 2, states: ['SIGNED'] })).edges).toEqual([]);
  });
});
