import { newId } from '#kernel';
import { anActor } from '#testing';
import { inDays, Workshop } from '../../../../test/kit/workshop.js';

let shop: Workshop;
beforeAll(async () => { shop = await Workshop.open(); });
afterAll(() => shop.close());

describe('the board of a mould', () => {
  it('is read by one statement, whatever is on it', async () => {
    const buyer = anActor();
    const { database } = shop.test;
    let statements = 0;
    const counting = new Proxy(database, { get: (target, key) => {
      const value = Reflect.get(target, key) as unknown;
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => { statements += 1; return (value as (...a: unknown[]) => unknown).apply(target, args); };
    } });
    const mouldId = newId('mould');
    for (let i = 0; i < 12; i += 1) await shop.aPart(buyer, { mouldId, partNo: `P${i}`, quantity: 1 + i });
    const { BoardService } = await import('./board.service.js');
    const { defaultLatenessRules } = await import('../orders/index.js');
    const board = await new BoardService(counting, defaultLatenessRules).board(buyer, { mouldId });
    expect(board.rows.map(({ cells }) => cells.length)).toEqual(Array.from({ length: 12 }, () => 3));
    expect(statements).toBe(1);
  });

  it('puts the worst slack first and says what is late, what will be, and what is silent', async () => {
    const buyer = anActor();
    const mouldId = newId('mould');
    const dates = { mouldId, t0Date: inDays(20), t1Date: inDays(30) };
    const order = async (partNo: string, promisedDate: string, steps = [{ seq: 10, process: 'CNC', minutes: 480 * 3 }]) => {
      const part = await shop.aPart(buyer, { ...dates, partNo, steps });
      await shop.place(shop.anAward(buyer, anActor(), [{ part }], { promisedDate }));
      return part;
    };
    await order('good', inDays(15));
    await order('tight', inDays(1));
    const late = await order('late', inDays(1));
    await shop.test.owner.query('update ordering.order_lines set promised_date = $2 where part_id = $1', [late.partId, inDays(-2)]);
    const silent = await order('silent', inDays(18));
    await shop.test.owner.query("update ordering.runs set ready_at = now() - interval '49 hours' where piece_id in (select id from ordering.pieces where part_id = $1)", [silent.partId]);
    await order('beyond', inDays(40));
    const board = await shop.boards.board(buyer, { mouldId });
    expect(Object.fromEntries(board.rows.map(({ partNo, lateness }) => [partNo, lateness]))).toEqual({ good: 'ON_TIME', tight: 'AT_RISK', late: 'LATE', silent: 'SILENT', beyond: 'ON_TIME' });
    expect(board.rows[0]).toMatchObject({ partNo: 'beyond', promisedDate: inDays(40) });
    expect(board.rows[0]!.slackDays).toBeLessThan(0);
    expect(board.rows.map(({ slackDays }) => slackDays)).toEqual([...board.rows.map(({ slackDays }) => slackDays)].sort((a, b) => a! - b!));
    expect(board.rows.find(({ partNo }) => partNo === 'silent')!.cells[0]).toMatchObject({ state: 'READY', quietHours: 49 });
    expect(board.slackDays).toBeLessThan(0);
    expect(board.forecastT1! > inDays(40)).toBe(true);
    expect(board.progressPercent).toBe(0);
  });

  it('shows the plan of parts that have no pieces yet, and no forecast before any order', async () => {
    const buyer = anActor();
    const part = await shop.aPart(buyer, { quantity: 2 });
    await shop.test.owner.query('delete from ordering.runs where piece_id in (select id from ordering.pieces where part_id = $1)', [part.partId]);
    await shop.test.owner.query('delete from ordering.pieces where part_id = $1', [part.partId]);
    expect(await shop.boards.board(buyer, { mouldId: part.mouldId })).toMatchObject({
      forecastT1: null, slackDays: null, progressPercent: 0,
      rows: [{ state: 'PLANNED', slackDays: null, promisedDate: null, cells: [{ seq: 10, state: 'PENDING', passed: 0, pieces: 2, doneById: buyer.companyId }, {}, {}] }],
    });
  });

  it('sums an operation up over pieces at two shops; the slowest gives its state', async () => {
    const [buyer, wang, he] = [anActor(), anActor(), anActor()];
    const part = await shop.aPart(buyer, { quantity: 3, steps: [{ seq: 10, process: 'CNC' }] });
    await shop.place(shop.anAward(buyer, wang, [{ part, quantity: 2 }]));
    await shop.place(shop.anAward(buyer, he, [{ part, quantity: 1 }]));
    await shop.finish(wang);
    const cell = async () => (await shop.boards.board(buyer, { mouldId: part.mouldId })).rows[0]!.cells[0];
    expect(await cell()).toMatchObject({ state: 'READY', passed: 2, pieces: 3, doneById: he.companyId, orderLineId: (await shop.read(he)).line.id, promisedDate: (await shop.read(he)).line.promisedDate, startedAt: expect.any(String), endedAt: expect.any(String) });
    await shop.finish(he);
    expect(await cell()).toMatchObject({ state: 'PASSED', passed: 3, pieces: 3, quietHours: null });
  });

  it('is its owner\'s alone', async () => {
    const { buyer, supplier, part } = await shop.anOrder();
    for (const actor of [supplier, anActor()]) await expect(shop.boards.board(actor, { mouldId: part.mouldId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(shop.boards.board(buyer, { mouldId: newId('mould') })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a traveller', () => {
  it('tells everybody what it stands for, and the two sides where the pieces are', async () => {
    const { buyer, supplier, order, line, part } = await shop.anOrder({ quantity: 2 });
    const read = (actor: typeof buyer) => shop.travellers.traveller(actor, line.travellerCode.toLowerCase());
    expect(await read(supplier)).toMatchObject({ code: line.travellerCode, itemNo: 'AC2507-405', revision: 'A', outdated: false, mayReport: true, partId: null, pieces: [{ runs: [{}, {}, {}] }, {}] });
    expect(await read(buyer)).toMatchObject({ mayReport: false, partId: part.partId, orderId: order.id, pieces: [{}, {}] });
    expect(await read(anActor())).toMatchObject({ name: 'Slide insert', mayReport: false, orderId: null, partId: null, pieces: [] });
    expect(await read({ ...supplier, roles: ['FINANCE'] })).toMatchObject({ mayReport: false });
    expect(await shop.travellers.traveller(supplier, 'NOSUCHCODE')).toBeNull();
    expect(await shop.travellers.traveller(supplier, line.id)).toMatchObject({ code: line.travellerCode, mayReport: true });
    expect(await shop.travellers.traveller(anActor(), line.id)).toBeNull();
    await shop.test.owner.query("insert into ordering.part_revisions (part_id, company_id, revision, definition) values ($1, $2, 'B', '{}')", [part.partId, part.ownerId]);
    expect(await read(supplier)).toMatchObject({ revision: 'A', outdated: true });
  });

  it('keeps its reports for ever: nobody changes or deletes them', async () => {
    const { supplier, pieces } = await shop.anOrder();
    await shop.report(supplier, [pieces[0]!.runs[0]!.id], 'START');
    for (const sql of ["update ordering.run_reports set note = 'x'", 'delete from ordering.run_reports', 'delete from ordering.inspections', "update ordering.measurements set value = 0"]) {
      await expect(shop.test.database.asHouse((tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
    }
  });
});
