import type { Actor } from '#contracts';
import { newId } from '#kernel';
import { anActor } from '#testing';
import { aKey, Workshop } from '../../../../test/kit/workshop.js';

let shop: Workshop;
beforeAll(async () => { shop = await Workshop.open(); });
afterAll(() => shop.close());

const BLOCKED = (reason: string) => ({ __typename: 'OperationBlocked', reason });
const inEnglish = (actor: Actor): Actor => ({ ...actor, locale: 'en' });
const runRow = async (id: string) => (await shop.test.owner.query('select * from ordering.runs where id = $1', [id])).rows[0];

describe('reporting an operation', () => {
  it('takes several pieces at once, all or nothing', async () => {
    const { supplier, pieces } = await shop.anOrder({ quantity: 3 });
    const first = pieces.map(({ runs }) => runs[0]!.id);
    await shop.report(supplier, [first[2]!], 'DONE');
    expect(await shop.report(supplier, first, 'START')).toMatchObject({ ...BLOCKED('STATE_CHANGED'), runId: first[2] });
    expect((await runRow(first[0]!)).state).toBe('READY');
    expect(await shop.report(supplier, first.slice(0, 2), 'DONE')).toMatchObject({ runs: [{ state: 'PASSED' }, { state: 'PASSED' }, { seq: 20, state: 'READY' }, { seq: 20, state: 'READY' }] });
  });

  it('keeps the minutes that the shop counted beside its own', async () => {
    const { supplier, pieces } = await shop.anOrder({ quantity: 3 });
    const first = pieces.map(({ runs }) => runs[0]!.id);
    expect(await shop.report(supplier, first, 'START', { minutes: 5 })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'minutes' }] });
    await shop.report(supplier, first, 'DONE', { minutes: 95 });
    const reported = await shop.pieces.reportsOf(supplier, first);
    expect(reported.map(({ reports }) => reports[0]!.minutes).reduce((a, b) => a! + b!)).toBe(95);
    expect((await runRow(first[0]!)).minutes).toBe(0);
  });

  it('lets one of two reports on the same operation win', async () => {
    const { supplier, pieces } = await shop.anOrder();
    const answers = await Promise.all(Array.from({ length: 6 }, () => shop.report(supplier, [pieces[0]!.runs[0]!.id], 'DONE')));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([...Array.from({ length: 5 }, () => 'OperationBlocked'), 'OperationsReported']);
    expect(answers.filter((answer) => answer.__typename === 'OperationBlocked')).toEqual(Array.from({ length: 5 }, () => expect.objectContaining({ reason: 'STATE_CHANGED' })));
    const [reported] = await shop.pieces.reportsOf(supplier, [pieces[0]!.runs[0]!.id]);
    expect(reported!.reports).toHaveLength(1);
  });

  it('answers a repeat of the same tap with the same words, and refuses the key for something else', async () => {
    const { supplier, pieces } = await shop.anOrder();
    const input = { idempotencyKey: aKey(), runIds: [pieces[0]!.runs[0]!.id], action: 'START' as const, revision: 'A', happenedAt: new Date().toISOString() };
    expect(await shop.reports.report(supplier, input)).toEqual(await shop.reports.report(supplier, input));
    await expect(shop.reports.report(supplier, { ...input, action: 'DONE' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });

  it('takes no machine but one of the reporting company, and asks nobody when none is named', async () => {
    const { supplier, buyer, pieces } = await shop.anOrder();
    const run = pieces[0]!.runs[0]!.id;
    const [own, foreign] = [newId('machine'), newId('machine')];
    shop.machinesOf.add(`${supplier.companyId}/${own}`).add(`${buyer.companyId}/${foreign}`);
    const refused = { __typename: 'InputRefused', problems: [{ path: 'machineId', message: expect.stringContaining('or none') }] };
    for (const machineId of [foreign, newId('machine'), 'the big one']) expect(await shop.report(inEnglish(supplier), [run], 'START', { machineId })).toMatchObject(refused);
    expect((await runRow(run)).machine_id).toBeNull();
    expect(await shop.report(supplier, [run], 'START', { machineId: own })).toMatchObject({ runs: [{ state: 'RUNNING', machineId: own }] });
    shop.quotingIsAway = true;
    await expect(shop.report(supplier, [run], 'PAUSE', { pauseReason: 'TOOL', machineId: own })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await shop.report(supplier, [run], 'PAUSE', { pauseReason: 'TOOL' })).toMatchObject({ runs: [{ state: 'PAUSED', machineId: own }] });
    shop.quotingIsAway = false;
  });

  it('cannot have happened before the order or after now, but for the error of a clock', async () => {
    const { supplier, pieces } = await shop.anOrder();
    const [first, second] = pieces[0]!.runs;
    const at = (minutes: number) => ({ happenedAt: new Date(Date.now() + minutes * 60_000).toISOString() });
    for (const given of [at(12), at(-12), { happenedAt: '2030-01-01T00:00:00.000Z' }, { happenedAt: '2001-01-01T00:00:00.000Z' }]) {
      expect(await shop.report(supplier, [first!.id], 'DONE', given)).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'happenedAt', message: expect.stringMatching(/Z .*Z/) }] });
    }
    expect(await shop.report(supplier, [first!.id], 'DONE', at(-8))).toMatchObject({ __typename: 'OperationsReported' });
    expect(await shop.report(supplier, [second!.id], 'DONE', at(8))).toMatchObject({ __typename: 'OperationsReported' });
  });

  it('is not found by another company, and not the owner\'s to report', async () => {
    const { buyer, pieces } = await shop.anOrder();
    const run = pieces[0]!.runs[0]!.id;
    await expect(shop.report(anActor(), [run], 'START')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await shop.report(buyer, [run], 'START')).toMatchObject(BLOCKED('NOT_HOLDER'));
  });

  it('is blocked for an old drawing, but can still be paused', async () => {
    const { supplier, part, pieces } = await shop.anOrder();
    const run = pieces[0]!.runs[0]!.id;
    expect(await shop.report(supplier, [run], 'START', { revision: 'B' })).toMatchObject(BLOCKED('REVISION_OUTDATED'));
    await shop.report(supplier, [run], 'START');
    await shop.test.owner.query("insert into ordering.part_revisions (part_id, company_id, revision, definition) values ($1, $2, 'B', '{}')", [part.partId, part.ownerId]);
    expect(await shop.report(supplier, [run], 'DONE')).toMatchObject(BLOCKED('REVISION_OUTDATED'));
    expect(await shop.report(supplier, [run], 'PAUSE', { pauseReason: 'DRAWING_UNCLEAR' })).toMatchObject({ runs: [{ state: 'PAUSED', pauseReason: 'DRAWING_UNCLEAR' }] });
  });

  it('is blocked on a suspended line', async () => {
    const { supplier, line, pieces } = await shop.anOrder();
    await shop.test.owner.query("update ordering.order_lines set state = 'SUSPENDED' where id = $1", [line.id]);
    expect(await shop.report(supplier, [pieces[0]!.runs[0]!.id], 'START')).toMatchObject(BLOCKED('SUSPENDED'));
  });

  it('counts the minutes of running by the server\'s clock, pauses left out', async () => {
    const { supplier, pieces } = await shop.anOrder();
    const run = pieces[0]!.runs[0]!.id;
    const back = (minutes: number) => shop.test.owner.query("update ordering.runs set running_since = running_since - make_interval(mins => $2) where id = $1", [run, minutes]);
    await shop.report(supplier, [run], 'SETUP');
    await shop.report(supplier, [run], 'START');
    await back(30);
    await shop.report(supplier, [run], 'PAUSE', { pauseReason: 'TOOL' });
    await shop.report(supplier, [run], 'START');
    await back(15);
    expect(await shop.report(supplier, [run], 'DONE')).toMatchObject({ runs: [{ minutes: 45, startedAt: expect.any(String), endedAt: expect.any(String) }, {}] });
  });

  it('names what a report lacks', async () => {
    const { supplier, pieces } = await shop.anOrder();
    const [one, two] = pieces[0]!.runs.map(({ id }) => id);
    const refused = (path: string) => ({ __typename: 'InputRefused', problems: [{ path }] });
    expect(await shop.report(supplier, [one!], 'PAUSE')).toMatchObject(refused('pauseReason'));
    expect(await shop.report(supplier, [one!], 'PROBLEM')).toMatchObject(refused('pauseReason'));
    expect(await shop.report(supplier, [one!], 'START', { good: 1 })).toMatchObject(refused('good'));
    expect(await shop.report(supplier, [one!], 'DONE', { good: 2 })).toMatchObject(refused('good'));
    expect(await shop.report(supplier, [one!, two!], 'START')).toMatchObject(refused('runIds.1'));
    expect(await shop.report(supplier, [one!], 'START', { fileIds: ['fil_1'] })).toMatchObject(refused('fileIds'));
  });

  it('waits for the inspection record that the operation needs', async () => {
    const { buyer, supplier, pieces } = await shop.anOrder({ steps: [{ seq: 10, process: 'CNC', inspect: true }, { seq: 20, process: 'WEDM' }] });
    const [one, two] = pieces[0]!.runs.map(({ id }) => id);
    expect(await shop.report(supplier, [one!], 'DONE')).toMatchObject({ runs: [{ state: 'DONE' }] });
    expect((await shop.read(supplier)).pieces[0]!.state).toBe('TO_INSPECT');
    expect(await shop.report(supplier, [two!], 'START')).toMatchObject(BLOCKED('INSPECTION_NEEDED'));
    await shop.inspections.inspect(buyer, { idempotencyKey: aKey(), type: 'IN_PROCESS', dispositions: [{ pieceId: pieces[0]!.id, disposition: 'ACCEPT' }] });
    expect((await shop.read(supplier)).pieces[0]!.runs.map(({ state }) => state)).toEqual(['PASSED', 'READY']);
  });

  it('lets the owner\'s planner skip an operation, with a reason', async () => {
    const { buyer, supplier, pieces } = await shop.anOrder();
    const run = pieces[0]!.runs[1]!.id;
    await expect(shop.report({ ...buyer, roles: ['STORE'] }, [run], 'SKIP', { note: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await shop.report(supplier, [run], 'SKIP', { note: 'not needed' })).toMatchObject(BLOCKED('NOT_HOLDER'));
    expect(await shop.report(buyer, [run], 'SKIP')).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'note' }] });
    expect(await shop.report(buyer, [run], 'SKIP', { note: 'material is hardened already' })).toMatchObject({ __typename: 'OperationsReported', runs: [{ state: 'SKIPPED' }] });
    expect(await shop.report(supplier, [pieces[0]!.runs[0]!.id], 'DONE')).toMatchObject({ runs: [{ seq: 10, state: 'PASSED' }, { seq: 30, state: 'READY' }] });
  });

  it('is the owner\'s own for work in its own shop', async () => {
    const { buyer, part } = await shop.anOrder({}, { seqs: [20, 30] });
    const [own] = await shop.pieces.ofParts(buyer, [part.partId]);
    expect(await shop.report(buyer, [own!.pieces[0]!.runs[0]!.id], 'DONE')).toMatchObject({ runs: [{ seq: 10, state: 'PASSED', orderLineId: null }, { seq: 20, state: 'READY' }] });
  });
});

describe('a correction', () => {
  it('takes back the last report and its minutes, and what had become ready waits again', async () => {
    const { supplier, pieces } = await shop.anOrder();
    const run = pieces[0]!.runs[0]!.id;
    await shop.report(supplier, [run], 'START');
    await shop.report(supplier, [run], 'DONE');
    expect(await shop.report(supplier, [run], 'CORRECT')).toMatchObject({ runs: [{ state: 'RUNNING', endedAt: null }] });
    expect((await shop.read(supplier)).pieces[0]!.runs.map(({ state }) => state)).toEqual(['RUNNING', 'PENDING', 'PENDING']);
    expect(await shop.report(supplier, [run], 'CORRECT')).toMatchObject({ runs: [{ state: 'READY', startedAt: null, minutes: 0 }] });
    expect(await shop.report(supplier, [run], 'CORRECT')).toMatchObject(BLOCKED('STATE_CHANGED'));
    expect((await shop.read(supplier)).line.state).toBe('ACKNOWLEDGED');
    const [reports] = await shop.pieces.reportsOf(supplier, [run]);
    expect(reports!.reports.map(({ action }) => action)).toEqual(['START', 'DONE', 'CORRECT', 'CORRECT']);
  });

  it('comes too late when the next operation has begun', async () => {
    const { supplier, pieces } = await shop.anOrder();
    const [one, two] = pieces[0]!.runs.map(({ id }) => id);
    await shop.report(supplier, [one!], 'DONE');
    await shop.report(supplier, [two!], 'START');
    expect(await shop.report(supplier, [one!], 'CORRECT')).toMatchObject(BLOCKED('STATE_CHANGED'));
  });
});

describe('scrap', () => {
  it('opens a re-make on the same line, and the line waits for it', async () => {
    const { buyer, supplier, line, pieces } = await shop.anOrder({ quantity: 2 });
    await shop.report(supplier, pieces.map(({ runs }) => runs[0]!.id), 'DONE');
    expect(await shop.report(supplier, [pieces[0]!.runs[1]!.id], 'DONE', { scrap: 1 })).toMatchObject({ runs: [{ state: 'ABORTED' }, { seq: 10, state: 'READY' }].slice(0, 1) });
    const after = await shop.read(supplier);
    expect(after.line).toMatchObject({ state: 'IN_PROGRESS', quantity: 2 });
    expect(after.pieces.map(({ serial, state, runs }) => [serial, state, runs.map((run) => run.state).join(' ')])).toEqual([
      ['AC2507-405#1', 'SCRAPPED', 'PASSED ABORTED ABORTED'], ['AC2507-405#2', 'IN_PROCESS', 'PASSED READY PENDING'], ['AC2507-405#3', 'ORDERED', 'READY PENDING PENDING'],
    ]);
    expect(after.pieces[2]!.runs.every(({ orderLineId, doneById }) => orderLineId === line.id && doneById === supplier.companyId)).toBe(true);
    await shop.finish(supplier);
    expect((await shop.read(buyer)).line.state).toBe('FINISHED');
    const sent = await shop.deliveries.dispatch(supplier, { idempotencyKey: aKey(), kind: 'GOODS', lines: [{ orderLineId: line.id, quantity: 2 }] });
    expect(sent).toMatchObject({ __typename: 'Delivery', lines: [{ pieceIds: [after.pieces[1]!.id, after.pieces[2]!.id], sent: 2 }] });
  });

  it('of a part of a batch goes on with the good ones', async () => {
    const { supplier, pieces } = await shop.anOrder({ quantity: 40 });
    expect(await shop.report(supplier, [pieces[0]!.runs[0]!.id], 'DONE', { good: 37 })).toMatchObject({ __typename: 'OperationsReported' });
    const after = await shop.read(supplier);
    expect(after.pieces.map(({ count, state, runs }) => [count, state, runs[0]!.state])).toEqual([[37, 'IN_PROCESS', 'PASSED'], [3, 'ORDERED', 'READY']]);
    const [reports] = await shop.pieces.reportsOf(supplier, [pieces[0]!.runs[0]!.id]);
    expect(reports!.reports[0]).toMatchObject({ action: 'DONE', good: 37, scrap: 3 });
  });

  it('by a later shop gives the work that another had finished back to the owner', async () => {
    const { buyer, supplier: wang, part } = await shop.anOrder({}, { seqs: [10] });
    const he = anActor();
    await shop.place(shop.anAward(buyer, he, [{ part, seqs: [20] }]));
    await shop.report(wang, [(await shop.read(wang)).pieces[0]!.runs[0]!.id], 'DONE');
    await shop.report(he, [(await shop.read(he)).pieces[0]!.runs[0]!.id], 'DONE', { scrap: 1 });
    const [whole] = await shop.pieces.ofParts(buyer, [part.partId]);
    expect(whole!.pieces[1]!.runs.map(({ seq, state, doneById }) => [seq, state, doneById])).toEqual([
      [10, 'READY', buyer.companyId], [20, 'PENDING', he.companyId], [30, 'PENDING', buyer.companyId],
    ]);
    expect((await shop.read(wang)).line).toMatchObject({ state: 'FINISHED', quantity: 1 });
    expect((await shop.read(he)).line.state).toBe('IN_PROGRESS');
  });
});

describe('what a shop sees', () => {
  it('of a piece that two shops work on is its own operations only', async () => {
    const { buyer, supplier: wang, part, line } = await shop.anOrder({}, { seqs: [10] });
    const he = anActor();
    await shop.place(shop.anAward(buyer, he, [{ part, seqs: [20] }]));
    const mine = await shop.read(he);
    expect(mine.pieces[0]!.runs.map(({ seq, doneById }) => [seq, doneById])).toEqual([[20, he.companyId]]);
    expect(JSON.stringify([mine, await shop.pieces.workItems(he, { first: 10, states: ['PENDING', 'READY'] })])).not.toContain(wang.companyId);
    expect(JSON.stringify(mine)).not.toContain(line.id);
    expect(await shop.pieces.ofLines(he, [line.id])).toEqual([{ orderLineId: line.id, pieces: [] }]);
  });

  it('names the person of a report to its own company only', async () => {
    const { buyer, supplier, pieces } = await shop.anOrder();
    const run = pieces[0]!.runs[0]!.id;
    await shop.report(supplier, [run], 'START', { note: 'clamped' });
    const seen = async (viewer: typeof buyer) => (await shop.pieces.reportsOf(viewer, [run]))[0]!.reports.map(({ byUserId, byCompanyId, note }) => [byUserId, byCompanyId, note]);
    expect(await seen(supplier)).toEqual([[supplier.userId, supplier.companyId, 'clamped']]);
    expect(await seen(buyer)).toEqual([[null, supplier.companyId, 'clamped']]);
    expect(await seen(anActor())).toEqual([]);
  });

  it('to do begins with what is due first and leaves out what is planned outside', async () => {
    const buyer = anActor();
    const supplier = anActor();
    for (const [i, promisedDate] of ['2099-03-01', '2099-01-01'].entries()) {
      await shop.place(shop.anAward(buyer, supplier, [{ part: await shop.aPart(buyer, { partNo: `P${i}` }) }], { promisedDate }));
    }
    await shop.aPart(buyer, { partNo: 'P9' });
    const one = await shop.pieces.workItems(supplier, { first: 1 });
    const two = await shop.pieces.workItems(supplier, { first: 1, after: one.pageInfo.endCursor });
    expect([...one.edges, ...two.edges].map(({ node }) => node.serial)).toEqual(['P1#1', 'P0#1']);
    expect((await shop.pieces.workItems(buyer, { first: 10 })).edges).toEqual([]);
  });
});
