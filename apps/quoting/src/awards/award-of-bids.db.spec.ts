import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { Actor } from '#contracts';
import { Metrics, requestContext } from '#platform/observability';
import { TEST_SECRET } from '#testing';
import { aKey, QuotingMarket } from '../../../../test/kit/quoting-market.js';

/** The whole of quoting as it is wired, on a database of its own; only order is played. */
describe('awarding lots that were really bid on', () => {
  let market: QuotingMarket;
  let app: NestFastifyApplication;
  let buyer: Actor;
  let suppliers: Actor[];
  let desk: import('../bidding/index.js').BidDesk;
  let decisions: import('./award-decision.service.js').AwardDecisionService;
  let answers: import('./award-answer.service.js').AwardAnswerService;
  let reader: import('./award-reader.service.js').AwardReader;

  beforeAll(async () => {
    market = await QuotingMarket.open({ leastMs: 0 });
    // Settings are read when the modules are first imported.
    process.env['DATABASE_URL'] = market.db.url;
    process.env['MOULDSHARE_SECRET'] = TEST_SECRET;
    const { AppModule } = await import('../app.module.js');
    app = (await Test.createTestingModule({ imports: [AppModule] }).compile()).createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.init();
    desk = app.get((await import('../bidding/index.js')).BidDesk, { strict: false });
    decisions = app.get((await import('./award-decision.service.js')).AwardDecisionService, { strict: false });
    answers = app.get((await import('./award-answer.service.js')).AwardAnswerService, { strict: false });
    reader = app.get((await import('./award-reader.service.js')).AwardReader, { strict: false });
    buyer = await market.company({ name: 'Yonghe Mould', processes: [] });
    suppliers = await Promise.all(Array.from({ length: 4 }, () => market.company()));
  }, 120_000);
  afterAll(async () => {
    await app?.close();
    await market.db.close();
  });

  /** A tender on which the suppliers bid in the order of their ranks, closed by the clock. */
  const bidOn = async (lots: number, rules: Parameters<QuotingMarket['published']>[2]) => {
    const tender = await market.published(buyer, Array.from({ length: lots }, () => market.part(buyer)), { invite: suppliers, ...rules });
    const nda = (await market.reader.bidderLot(suppliers[0]!, tender.lots[0]!.id))!.ndaToAccept!;
    for (const supplier of suppliers) await market.guests.acceptNda(supplier, { idempotencyKey: aKey(), lotId: tender.lots[0]!.id, sha256: nda.sha256 });
    const outcomes = await Promise.all(tender.lots.flatMap((lot) => suppliers.map((supplier, i) => desk.place(supplier, {
      idempotencyKey: aKey(), lotId: lot.id, termsVersion: 1, amount: { amountMinor: String(400_000 - i * 10_000), currency: 'CNY', taxIncluded: true, taxRate: '13' }, promisedDate: '2026-12-05', confirmDrop: true,
    }))));
    expect(outcomes.map((one) => one.refusal)).toEqual(outcomes.map(() => null));
    return tender;
  };
  const untilCompared = async (tenderId: string) => {
    for (let i = 0; i < 100; i += 1) {
      const { rows } = await market.db.owner.query(`select 1 from quoting.lots where tender_id = $1 and state <> 'EVALUATING' limit 1`, [tenderId]);
      if (rows.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The clock did not close the lots.');
  };
  const closing = (inMs: number) => ({ input: { closesAt: new Date(Date.now() + inMs).toISOString() } });
  /** Statements that were sent because somebody asked; the clocks of the house tick meanwhile. */
  const asked = async () => {
    const metric = await app.get(Metrics, { strict: false }).registry.getSingleMetric('mouldshare_sql_statements_total')!.get();
    return metric.values.filter((one) => one.labels['kind'] === 'work' && one.labels['cause'] === 'asked').reduce((sum, one) => sum + one.value, 0);
  };
  const bidsOf = async (lotId: string) => (await market.db.owner.query('select id, company_id, state, final_rank, amount_minor from quoting.bids where lot_id = $1 order by final_rank', [lotId])).rows;

  it('tells every bidder its outcome and rank, and goes down the ranks at their own prices', async () => {
    const tender = await bidOn(1, closing(2_500));
    const lotId = tender.lots[0]!.id;
    await untilCompared(tender.id);
    const [first, second] = await bidsOf(lotId);
    const refused = await decisions.proposeAwards(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: tender.version, picks: [{ lotId, bidId: second.id }] });
    expect(refused).toMatchObject({ __typename: 'AwardRefused', rule: 'REASON_MISSING' });
    const decided = await decisions.proposeAwards(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: tender.version, picks: [{ lotId, bidId: first.id }] });
    expect(decided).toMatchObject({ __typename: 'BuyerTender', awards: [{ state: 'OFFERED', amount: { amountMinor: '370000' }, supplierId: suppliers[3]!.companyId }] });
    expect((await bidsOf(lotId)).map((bid) => [bid.state, bid.final_rank])).toEqual([['WON', 1], ['STANDBY', 2], ['STANDBY', 3], ['LOST', 4]]);

    const offer = (await reader.awardOffers(suppliers[3]!, { states: ['OFFERED'], first: 10 })).edges[0]!.node;
    await answers.answerAward(suppliers[3]!, { idempotencyKey: aKey(), awardId: offer.id, version: offer.version, accept: false, reason: 'CAPACITY' });
    expect((await bidsOf(lotId)).map((bid) => bid.state)).toEqual(['LOST', 'WON', 'STANDBY', 'STANDBY']);
    const next = (await reader.awardOffers(suppliers[2]!, { states: ['OFFERED'], first: 10 })).edges[0]!.node;
    expect(next).toMatchObject({ amount: { amountMinor: '380000' }, bidId: second.id, buyerId: buyer.companyId });
    expect(await answers.answerAward(suppliers[2]!, { idempotencyKey: aKey(), awardId: next.id, version: next.version, accept: true })).toMatchObject({ state: 'ACCEPTED' });
    const { rows } = await market.db.owner.query('select seq, type from quoting.lot_events where lot_id = $1 order by seq', [lotId]);
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, i) => i + 1));
    expect(rows.map((row) => row.type).slice(-7)).toEqual(['CLOSED', 'AWARDED', 'SETTLED', 'AWARDED', 'AWARDED', 'SETTLED', 'AWARDED']);
  });

  it('asks for a reason above the secret reserve', async () => {
    const tender = await bidOn(1, { ...closing(2_500), lot: { reserve: { amountMinor: '369999', currency: 'CNY', taxIncluded: true, taxRate: '13' } } });
    const lotId = tender.lots[0]!.id;
    await untilCompared(tender.id);
    const [best] = await bidsOf(lotId);
    const propose = (reason?: string) => decisions.proposeAwards(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: tender.version, picks: [{ lotId, bidId: best.id }], reason });
    expect(await propose()).toMatchObject({ __typename: 'AwardRefused', rule: 'REASON_MISSING' });
    expect(await propose('no time for another round')).toMatchObject({ state: 'AWARDED' });
  });

  it('opens sealed bids only to the decision', async () => {
    const tender = await bidOn(1, { ...closing(2_500), rules: { visibility: 'SEALED', showBidCount: false } });
    const lotId = tender.lots[0]!.id;
    const { rows: [any] } = await market.db.owner.query('select id from quoting.bids where lot_id = $1 limit 1', [lotId]);
    const early = await decisions.proposeAwards(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: tender.version, picks: [{ lotId, bidId: any.id }], reason: 'early' });
    const guessed = await decisions.proposeAwards(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: tender.version, picks: [{ lotId, bidId: 'bid_guess' }], reason: 'early' });
    expect(early).toMatchObject({ __typename: 'StateRefused', currentState: 'PUBLISHED' });
    expect(JSON.stringify(guessed)).toBe(JSON.stringify(early));
    await untilCompared(tender.id);
    const [best] = await bidsOf(lotId);
    expect(await decisions.proposeAwards(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: tender.version, picks: [{ lotId, bidId: best.id }] })).toMatchObject({ state: 'AWARDED' });
  });

  it('decides for 91 lots in a few statements', async () => {
    const tender = await bidOn(91, closing(6_000));
    await untilCompared(tender.id);
    const { rows: best } = await market.db.owner.query('select lot_id, id from quoting.bids where tender_id = $1 and final_rank = 1', [tender.id]);
    const picks = best.map((row) => ({ lotId: row.lot_id as string, bidId: row.id as string }));
    expect(picks).toHaveLength(91);
    const before = await asked();
    const value = await requestContext.run({ requestId: 'a spec', actor: buyer, locale: 'en', deadlineAt: null }, () =>
      decisions.proposeAwards(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: tender.version, picks }));
    expect(value).toMatchObject({ __typename: 'BuyerTender', state: 'AWARDED' });
    const statements = await asked() - before;
    expect(statements).toBeGreaterThan(10);
    expect(statements).toBeLessThanOrEqual(26);
  }, 60_000);
});
