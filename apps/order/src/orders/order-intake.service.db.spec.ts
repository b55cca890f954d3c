import type { Actor } from '#contracts';
import type { PieceView } from '#contracts/order-progress-views';
import { anActor } from '#testing';
import { Workshop } from '../../../../test/kit/workshop.js';

let shop: Workshop;
beforeAll(async () => { shop = await Workshop.open(); });
afterAll(() => shop.close());

describe('an accepted award', () => {
  it('becomes an acknowledged order with its pieces and operations at the supplier', async () => {
    const { buyer, supplier, order, line, pieces } = await shop.anOrder({ quantity: 3 }, { minor: '100000' });
    expect(order).toMatchObject({
      revision: 1, mySide: 'SUPPLIER', state: 'ACKNOWLEDGED', buyerId: buyer.companyId, supplierId: supplier.companyId,
      total: { amountMinor: '100000', currency: 'CNY', taxIncluded: true, taxRate: '13' }, terms: { payment: '月结30天', inspectionDays: 3 },
    });
    expect(line).toMatchObject({
      lineNo: 10, state: 'ACKNOWLEDGED', lateness: 'ON_TIME', quantity: 3, delivered: 0, accepted: 0, amount: { amountMinor: '100000' }, unitPrice: { amountMinor: '33333' }, forecastDate: null,
      item: { itemNo: 'AC2507-405', revision: 'A', wholePart: true, processes: ['CNC', 'HT', 'WEDM'], materialSupply: 'SUPPLIER', mould: null },
    });
    expect(line.travellerCode).toMatch(/^[0-9A-Z]{12}$/);
    expect(pieces.map(({ serial, state, holderId, runs }) => [serial, state, holderId, runs.map((run) => `${run.seq} ${run.state}`)])).toEqual([1, 2, 3].map((no) =>
      [`AC2507-405#${no}`, 'ORDERED', supplier.companyId, ['10 READY', '20 PENDING', '30 PENDING']]));
    expect(pieces[0]!.runs[0]).toMatchObject({ doneById: supplier.companyId, orderLineId: line.id, minutes: 0, rework: false });
  });

  it('is an order once, however often the news of it comes', async () => {
    const [buyer, supplier] = [anActor(), anActor()];
    const award = shop.anAward(buyer, supplier, [{ part: await shop.aPart(buyer) }]);
    await shop.place(award);
    await Promise.all([shop.place(award), shop.place(award)]);
    const { edges } = await shop.orders.orders(supplier, { first: 20 });
    expect(edges.map(({ node }) => [node.lines.length, node.total.amountMinor, node.version])).toEqual([[1, '380000', 1]]);
    expect((await shop.facts('ordering.order.issued.v1')).filter((fact) => fact['supplierId'] === supplier.companyId)).toEqual([
      { orderId: edges[0]!.node.id, orderNo: edges[0]!.node.orderNo, awardIds: [award.awardId], buyerId: buyer.companyId, supplierId: supplier.companyId },
    ]);
  });

  it('joins the order of its tender, with an exact total, until work has begun on it', async () => {
    const [buyer, supplier] = [anActor(), anActor()];
    const tender = { tenderId: 'tnd_1' };
    const parts = await Promise.all(['1', '2', '3'].map((partNo) => shop.aPart(buyer, { partNo })));
    await Promise.all(parts.slice(0, 2).map((part, i) => shop.place(shop.anAward(buyer, supplier, [{ part }], { ...tender, minor: i === 0 ? '100001' : '200002' }))));
    const { order, pieces } = await shop.read(supplier);
    expect(order.lines.map(({ lineNo }) => lineNo)).toEqual([10, 20]);
    expect(order.total.amountMinor).toBe('300003');
    await shop.report(supplier, [pieces[0]!.runs[0]!.id], 'START');
    await shop.place(shop.anAward(buyer, supplier, [{ part: parts[2]! }], tender));
    expect((await shop.orders.orders(supplier, { first: 20 })).edges.map(({ node }) => node.lines.length).sort()).toEqual([1, 2]);
  });

  it('never shares an order between two suppliers, two tenders or two tax bases', async () => {
    const [buyer, wang, he] = [anActor(), anActor(), anActor()];
    const part = async (partNo: string) => ({ part: await shop.aPart(buyer, { partNo }) });
    await shop.place(shop.anAward(buyer, wang, [await part('1')], { tenderId: 'tnd_1' }));
    await shop.place(shop.anAward(buyer, he, [await part('2')], { tenderId: 'tnd_1' }));
    await shop.place(shop.anAward(buyer, he, [await part('3')], { tenderId: 'tnd_2' }));
    await shop.place(shop.anAward(buyer, he, [await part('4')], { tenderId: 'tnd_2', amount: { amountMinor: '5', currency: 'CNY', taxIncluded: false, taxRate: '13' } }));
    const { edges } = await shop.orders.orders(buyer, { first: 20, side: 'BUYER' });
    expect(edges).toHaveLength(4);
    expect(new Set(edges.map(({ node }) => node.orderNo)).size).toBe(4);
  });

  it('splits the amount of its lines without losing a unit when the shares named do not add up', async () => {
    const [buyer, supplier] = [anActor(), anActor()];
    const parts = await Promise.all(['1', '2', '3'].map(async (partNo) => ({ part: await shop.aPart(buyer, { partNo }) })));
    const award = shop.anAward(buyer, supplier, parts, { minor: '100' });
    await shop.place({ ...award, lines: award.lines.map((line) => ({ ...line, amount: { ...line.amount, amountMinor: '33' } })) });
    const { order } = await shop.read(supplier);
    expect(order.lines.map(({ amount }) => amount.amountMinor)).toEqual(['34', '33', '33']);
    expect(order.total.amountMinor).toBe('100');
  });

  it('gives single operations away and leaves the others with the owner', async () => {
    const { buyer, supplier, part, pieces } = await shop.anOrder({ quantity: 2 }, { seqs: [20] });
    expect(pieces.map(({ holderId, runs }) => [holderId, runs.map(({ seq }) => seq)])).toEqual([[buyer.companyId, [20]], [buyer.companyId, [20]]]);
    const [whole] = await shop.pieces.ofParts(buyer, [part.partId]);
    expect(whole!.pieces[0]!.runs.map(({ seq, doneById }) => [seq, doneById])).toEqual([[10, buyer.companyId], [20, supplier.companyId], [30, buyer.companyId]]);
  });

  it('divides a batch when two suppliers share it', async () => {
    const [buyer, wang, he] = [anActor(), anActor(), anActor()];
    const part = await shop.aPart(buyer, { quantity: 40 });
    await shop.place(shop.anAward(buyer, wang, [{ part, quantity: 15 }]));
    await shop.place(shop.anAward(buyer, he, [{ part, quantity: 25 }]));
    expect((await shop.read(wang)).pieces.map(({ serial, count }) => [serial, count])).toEqual([['AC2507-405#1', 15]]);
    expect((await shop.read(he)).pieces.map(({ serial, count }) => [serial, count])).toEqual([['AC2507-405#2', 25]]);
  });

  it('never makes more of a part than its lines ask for, whatever a batch is divided into and who takes which operations', async () => {
    const asked = [
      { quantity: 100, lines: [[30, 10], [100, 20]] }, { quantity: 40, lines: [[40, 10], [15, 20], [25, 20]] }, { quantity: 40, lines: [[25, 10], [10, 20], [15, 10], [30, 20], [40, 30]] },
      { quantity: 2, lines: [[5, 10], [5, 20], [3, 30]] },
    ];
    for (const { quantity, lines } of asked) {
      const [buyer, supplier] = [anActor(), anActor()];
      const part = await shop.aPart(buyer, { quantity });
      await shop.place(shop.anAward(buyer, supplier, lines.map(([of, seq]) => ({ part, quantity: of!, seqs: [seq!] }))));
      const articles = Math.max(quantity, ...[10, 20, 30].map((seq) => lines.filter(([, of]) => of === seq).reduce((sum, [of]) => sum + of!, 0)));
      const { rows: made } = await shop.test.owner.query('select sum(count)::int as count, count(distinct serial) = count(*) as told from ordering.pieces where part_id = $1', [part.partId]);
      expect(made).toEqual([{ count: articles, told: true }]);
      const { rows } = await shop.test.owner.query(
        `select l.id, l.quantity, sum(p.count)::int as of_pieces, sum(lp.count)::int as of_line, bool_and(lp.count = p.count and r.done_by = l.supplier_id) as given
           from ordering.order_lines l join ordering.line_pieces lp on lp.order_line_id = l.id join ordering.pieces p on p.id = lp.piece_id
           left join ordering.runs r on r.piece_id = p.id and r.order_line_id = l.id and r.seq = any(l.operation_seqs)
          where l.part_id = $1 group by l.id, l.quantity, l.line_no order by l.line_no`, [part.partId]);
      expect(rows.map(({ quantity: of, of_pieces, of_line, given }) => [of, of_pieces, of_line, given])).toEqual(lines.map(([of]) => [of, of, of, true]));
    }
  });

  it('opens the pieces that the mould does not have', async () => {
    const [buyer, supplier] = [anActor(), anActor()];
    const part = await shop.aPart(buyer, { quantity: 2 });
    await shop.place(shop.anAward(buyer, supplier, [{ part, quantity: 3 }]));
    const { pieces } = await shop.read(supplier);
    expect(pieces.map(({ serial, runs }) => [serial, runs.map(({ state }) => state)])).toEqual([1, 2, 3].map((no) => [`AC2507-405#${no}`, ['READY', 'PENDING', 'PENDING']]));
  });

  it('is taken together with others as it would be alone', async () => {
    const [buyer, other, wang, he] = [anActor(), anActor(), anActor(), anActor()];
    const tender = { tenderId: 'tnd_1' };
    const [slide, insert, batch] = [await shop.aPart(buyer, { partNo: '1' }), await shop.aPart(buyer, { partNo: '2' }), await shop.aPart(buyer, { partNo: '3', quantity: 40 })];
    const foreign = await shop.aPart(other, { partNo: '4' });
    const awards = [
      shop.anAward(buyer, wang, [{ part: slide, seqs: [10] }, { part: insert }], { ...tender, minor: '201' }),
      shop.anAward(buyer, he, [{ part: slide, seqs: [20, 30] }], tender),
      shop.anAward(buyer, wang, [{ part: batch, quantity: 15 }], { ...tender, minor: '300' }),
      shop.anAward(buyer, he, [{ part: batch, quantity: 25 }], tender),
      shop.anAward(other, wang, [{ part: foreign }], tender),
    ];
    await shop.placeTogether([...awards, awards[0]!]);
    const { edges } = await shop.orders.orders(buyer, { first: 20 });
    const ofWang = edges.find(({ node }) => node.supplierId === wang.companyId)!.node;
    const ofHe = edges.find(({ node }) => node.supplierId === he.companyId)!.node;
    expect(edges).toHaveLength(2);
    expect(ofWang).toMatchObject({ version: 1, total: { amountMinor: '501' } });
    expect(ofWang.lines.map(({ lineNo, item, amount }) => [lineNo, item.itemNo, amount.amountMinor])).toEqual([[10, '1', '101'], [20, '2', '100'], [30, '3', '300']]);
    const [[third], [shared, first]] = await Promise.all([[wang, [ofWang.lines[2]!]], [he, [ofHe.lines[1]!, ofHe.lines[0]!]]].map(async ([reader, lines]) =>
      (await shop.pieces.ofLines(reader as Actor, (lines as { id: string }[]).map(({ id }) => id))).map(({ pieces }) => pieces))) as [PieceView[][], PieceView[][]];
    expect([third, shared].map((pieces) => pieces!.map(({ serial, count }) => [serial, count]))).toEqual([[['3#1', 15]], [['3#2', 25]]]);
    expect(first!.map(({ serial, runs }) => [serial, runs.map(({ seq }) => seq)])).toEqual([['1#1', [20, 30]]]);
    expect((await shop.orders.orders(other, { first: 20 })).edges).toHaveLength(1);
    const facts = (await shop.facts('ordering.order.issued.v1')).filter(({ buyerId }) => buyerId === buyer.companyId);
    // Facts of two orders have no order among them.
    expect(facts).toHaveLength(2);
    expect(new Map(facts.map(({ orderId, awardIds }) => [orderId, awardIds]))).toEqual(new Map([[ofWang.id, [awards[0]!.awardId, awards[2]!.awardId]], [ofHe.id, [awards[1]!.awardId, awards[3]!.awardId]]]));
    await shop.placeTogether(awards);
    expect((await shop.orders.orders(buyer, { first: 20 })).edges.map(({ node }) => node.version)).toEqual([1, 1]);
  });

  it('undoes the whole company when one among them names a part that its buyer does not have', async () => {
    const [buyer, supplier] = [anActor(), anActor()];
    const good = shop.anAward(buyer, supplier, [{ part: await shop.aPart(buyer) }]);
    const foreign = shop.anAward(buyer, supplier, [{ part: await shop.aPart(anActor()) }]);
    await expect(shop.placeTogether([good, foreign])).rejects.toThrow(/does not have/);
    expect((await shop.orders.orders(supplier, { first: 20 })).edges).toEqual([]);
    await shop.place(good);
    expect((await shop.orders.orders(supplier, { first: 20 })).edges).toHaveLength(1);
  });

  it('never waits in a ring for others that are taken at the same moment', async () => {
    const buyer = anActor();
    const suppliers = Array.from({ length: 6 }, () => anActor());
    const tender = { tenderId: 'tnd_1' };
    const award = async (supplier: Actor, partNo: string) => shop.anAward(buyer, supplier, [{ part: await shop.aPart(buyer, { partNo }) }], tender);
    await shop.placeTogether(await Promise.all(suppliers.map((supplier, j) => award(supplier, `${j}`))));
    const batches = await Promise.all(Array.from({ length: 8 }, (_, i) => Promise.all((i % 2 === 0 ? suppliers : suppliers.toReversed()).map((supplier, j) => award(supplier, `${i}-${j}`)))));
    let attempts = 0;
    await Promise.all(batches.map((batch) => shop.test.database.asHouse((tx) => { attempts += 1; return shop.intake.placeAwards(tx, batch); })));
    // The database would have undone one of those that wait for each other, and it would have come again.
    expect(attempts).toBe(batches.length);
    const { edges } = await shop.orders.orders(buyer, { first: 20 });
    for (const { node } of edges) expect(node.lines.map(({ lineNo }) => lineNo)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
  });

  it('numbers orders beyond the thousandth of a day', async () => {
    const [buyer, supplier] = [anActor(), anActor()];
    await shop.test.owner.query(`insert into ordering.document_numbers (company_id, kind, day, last) values ($1, 'ORDER', (now() at time zone 'UTC')::date, 998)`, [buyer.companyId]);
    for (const partNo of ['1', '2', '3']) await shop.place(shop.anAward(buyer, supplier, [{ part: await shop.aPart(buyer, { partNo }) }]));
    expect((await shop.orders.orders(buyer, { first: 20 })).edges.map(({ node }) => node.orderNo.slice(10)).sort()).toEqual(['1000', '1001', '999']);
  });

  it('shows the part as ordered although the news of the published lot comes later', async () => {
    const { part } = await shop.anOrder();
    const { rows } = await shop.test.owner.query('select t.state, p.state as placed from ordering.parts t join ordering.placements p on p.part_id = t.id where t.id = $1', [part.partId]);
    expect(rows).toEqual([{ state: 'ORDERED', placed: 'ORDERED' }]);
  });

  it('is seen by its two sides and by nobody else', async () => {
    const { buyer, order, line } = await shop.anOrder();
    const stranger = anActor();
    expect((await shop.orders.order(buyer, order.id))?.mySide).toBe('BUYER');
    expect(await shop.orders.order(stranger, order.id)).toBeNull();
    expect((await shop.orders.orders(stranger, { first: 20 })).edges).toEqual([]);
    expect(await shop.pieces.ofLines(stranger, [line.id])).toEqual([{ orderLineId: line.id, pieces: [] }]);
    const bare = await shop.test.database.asCompany(stranger.companyId, (tx) => tx.query('select 1 from ordering.order_lines union all select 1 from ordering.line_pieces union all select 1 from ordering.runs'));
    expect(bare).toEqual([]);
  });
});

describe('the list of orders', () => {
  it('begins with the next promised day and goes on page by page', async () => {
    const [buyer, supplier] = [anActor(), anActor()];
    for (const [i, promisedDate] of ['2099-03-01', '2099-01-01', '2099-02-01'].entries()) {
      await shop.place(shop.anAward(buyer, supplier, [{ part: await shop.aPart(buyer, { partNo: `${i}` }) }], { promisedDate }));
    }
    const one = await shop.orders.orders(buyer, { first: 2 });
    const two = await shop.orders.orders(buyer, { first: 2, after: one.pageInfo.endCursor });
    expect([...one.edges, ...two.edges].map(({ node }) => node.lines[0]!.promisedDate)).toEqual(['2099-01-01', '2099-02-01', '2099-03-01']);
    expect([one.pageInfo.hasNextPage, two.pageInfo.hasNextPage]).toEqual([true, false]);
    await expect(shop.orders.orders(buyer, { first: 2, after: 'WyJ4Il0' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('shows the orders of a mould to its owner only', async () => {
    const { buyer, supplier, part } = await shop.anOrder();
    expect((await shop.orders.orders(buyer, { first: 5, mouldId: part.mouldId })).edges).toHaveLength(1);
    expect((await shop.orders.orders(supplier, { first: 5, mouldId: part.mouldId })).edges).toHaveLength(0);
    expect((await shop.orders.orders(buyer, { first: 5, side: 'SUPPLIER' })).edges).toHaveLength(0);
    expect((await shop.orders.orders(buyer, { first: 5, states: ['ACCEPTED'] })).edges).toHaveLength(0);
  });
});
