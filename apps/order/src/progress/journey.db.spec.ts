import type { OperationRunView } from '#contracts/order-progress-views';
import { aKey, inDays, Workshop, type AnOrder } from '../../../../test/kit/workshop.js';

let shop: Workshop;
beforeAll(async () => { shop = await Workshop.open(); });
afterAll(() => shop.close());

const shown = (runs: readonly OperationRunView[]) => runs.map(({ seq, state, rework }) => `${seq} ${state}${rework ? ' again' : ''}`);

async function state(order: AnOrder): Promise<unknown[]> {
  const { order: now, line, pieces } = await shop.read(order.supplier);
  return [now.state, line.state, line.delivered, line.accepted, pieces.map((piece) => `${piece.state} ${piece.progressPercent}%`)];
}

describe('one piece from the award to its acceptance', () => {
  let story: AnOrder;
  let runs: string[];
  let rework: string;
  let delivery: { id: string; version: number };
  const inspect = (given: object) => shop.inspections.inspect(story.buyer, { idempotencyKey: aKey(), type: 'FINAL', dispositions: [], ...given });

  beforeAll(async () => {
    story = await shop.anOrder({}, {});
    runs = story.pieces[0]!.runs.map(({ id }) => id);
  });

  it('refuses the second operation before the first has passed', async () => {
    expect(await shop.report(story.supplier, [runs[1]!], 'START')).toMatchObject({ __typename: 'OperationBlocked', code: 'OPERATION_BLOCKED', runId: runs[1], reason: 'PREVIOUS_NOT_PASSED' });
  });

  it('starts, is done, passes by itself and makes the next operation ready', async () => {
    expect(await shop.report(story.supplier, [runs[0]!], 'START')).toMatchObject({ runs: [{ id: runs[0], state: 'RUNNING' }] });
    expect(await shop.report(story.supplier, [runs[0]!], 'DONE', { good: 1, scrap: 0 })).toMatchObject({
      __typename: 'OperationsReported', runs: [{ id: runs[0], state: 'PASSED', minutes: 0 }, { id: runs[1], state: 'READY' }],
    });
    expect(await state(story)).toEqual(['IN_PROGRESS', 'IN_PROGRESS', 0, 0, ['IN_PROCESS 20%']]);
    const board = await shop.boards.board(story.buyer, { mouldId: story.part.mouldId });
    expect(board).toMatchObject({
      progressPercent: 20, rows: [{ partNo: 'AC2507-405', state: 'IN_PROCESS', lateness: 'ON_TIME', promisedDate: inDays(9), cells: [
        { seq: 10, process: 'CNC', state: 'PASSED', passed: 1, pieces: 1, doneById: story.supplier.companyId, quietHours: null }, { seq: 20, state: 'READY', passed: 0, quietHours: 0 }, { seq: 30, state: 'PENDING' }] }],
    });
    expect(board.forecastT1).not.toBeNull();
  });

  it('finishes the line with its last operation', async () => {
    await shop.report(story.supplier, [runs[1]!], 'DONE');
    await shop.report(story.supplier, [runs[2]!], 'DONE');
    expect(await state(story)).toEqual(['FINISHED', 'FINISHED', 0, 0, ['IN_PROCESS 100%']]);
  });

  it('is inspected before despatch, and the wire cut is repeated on the same line', async () => {
    const pieceId = story.pieces[0]!.id;
    const result = await inspect({
      dispositions: [{ pieceId, disposition: 'REWORK', reworkSeq: 30, promisedDate: inDays(12), finding: 'width 41.97' }],
      measurements: [{ pieceId, characteristicNo: '4', nominal: '42', upper: '0.01', lower: '-0.01', value: '41.97' }],
    });
    if (result.__typename !== 'Inspection') throw new Error(JSON.stringify(result));
    expect(shown(result.results[0]!.piece.runs)).toEqual(['10 PASSED', '20 PASSED', '30 FAILED', '30 READY again']);
    expect(result).toMatchObject({
      byId: story.buyer.companyId, results: [{ disposition: 'REWORK', nonconformance: { state: 'OPEN', finding: 'width 41.97', orderLineId: story.line.id, costBearer: 'OPEN', deduction: null } }],
      measurements: [{ characteristicNo: '4', nominal: '42', upper: '0.01', lower: '-0.01', value: '41.97', pass: false }],
    });
    rework = result.results[0]!.piece.runs[3]!.id;
    expect(await state(story)).toEqual(['IN_PROGRESS', 'IN_PROGRESS', 0, 0, ['IN_PROCESS 70%']]);
    expect((await shop.read(story.supplier)).line.promisedDate).toBe(inDays(12));
  });

  it('cannot leave before the rework is done, and leaves after', async () => {
    const send = () => shop.deliveries.dispatch(story.supplier, {
      idempotencyKey: aKey(), kind: 'GOODS', lines: [{ orderLineId: story.line.id, pieceIds: [story.pieces[0]!.id], quantity: 1 }], carrier: 'own van',
    });
    expect(await send()).toMatchObject({ __typename: 'StateRefused', currentState: 'IN_PROGRESS' });
    await shop.report(story.supplier, [rework], 'START');
    await shop.report(story.supplier, [rework], 'DONE');
    const sent = await send();
    expect(sent).toMatchObject({ __typename: 'Delivery', state: 'DISPATCHED', fromId: story.supplier.companyId, toId: story.buyer.companyId, carrier: 'own van', lines: [{ sent: 1, counted: null }] });
    delivery = sent as unknown as typeof delivery;
    expect((await shop.read(story.supplier)).pieces[0]).toMatchObject({ state: 'IN_TRANSIT', holderId: null });
    expect(await send()).toMatchObject({ __typename: 'QuantityRefused', orderLineId: story.line.id, maximum: 0 });
  });

  it('is signed for and counted in one step', async () => {
    const received = await shop.deliveries.receive(story.buyer, {
      idempotencyKey: aKey(), deliveryId: delivery.id, version: delivery.version, step: 'COUNT', counts: [{ orderLineId: story.line.id, counted: 1 }],
    });
    expect(received).toMatchObject({ __typename: 'Delivery', version: 2, state: 'COUNTED', signedAt: expect.any(String), lines: [{ sent: 1, counted: 1 }] });
    expect(await state(story)).toEqual(['DELIVERED', 'DELIVERED', 1, 0, ['TO_INSPECT 100%']]);
  });

  it('is accepted, which accepts the line and closes the nonconformance', async () => {
    expect(await inspect({ type: 'RE_INSPECTION', dispositions: [{ pieceId: story.pieces[0]!.id, disposition: 'ACCEPT' }] })).toMatchObject({ __typename: 'Inspection' });
    expect(await state(story)).toEqual(['ACCEPTED', 'ACCEPTED', 1, 1, ['ACCEPTED 100%']]);
    const { edges } = await shop.inspections.nonconformances(story.supplier, { first: 5 });
    expect(edges.map(({ node }) => [node.state, node.finding, node.piece.serial])).toEqual([['CLOSED', 'width 41.97', 'AC2507-405#1']]);
    expect((await shop.deliveries.deliveries(story.supplier, { first: 5 })).edges[0]!.node.state).toBe('STOCKED');
    expect((await shop.facts('ordering.line.changed.v1')).filter((fact) => fact['orderLineId'] === story.line.id).map((fact) => fact['state']))
      .toEqual(['IN_PROGRESS', 'FINISHED', 'IN_PROGRESS', 'FINISHED', 'DELIVERED', 'ACCEPTED']);
  });
});
