import { newId } from '#kernel';
import type { Actor } from '#contracts';
import type { AnswerAwardResult, AwardedTender } from '#contracts/quoting-awards';
import type { Tx } from '#platform/database';
import type { Fact } from '#platform/messaging';
import { aKey, QuotingMarket } from '../../../../test/kit/quoting-market.js';
import { statementsOf } from '../../../../test/kit/statements.js';
import { AwardAnswerService } from './award-answer.service.js';
import { AwardDecisionService } from './award-decision.service.js';
import { AwardReader } from './award-reader.service.js';
import { AwardWriter } from './award-writer.service.js';
import type { RankedBid } from './award.policy.js';
import { AwardBids } from './bids.port.js';
import { OrderConsumer } from './order.consumer.js';

/** Bidding, played by a table. */
class TableOfBids extends AwardBids {
  readonly bids = new Map<string, RankedBid[]>();
  settled: { lotId: string; winnerBidId: string }[] = [];

  async ranked(_tx: Tx, lotIds: readonly string[]): Promise<Map<string, RankedBid[]>> {
    return new Map(lotIds.flatMap((id) => (this.bids.has(id) ? [[id, this.bids.get(id)!] as const] : [])));
  }

  async fall(_tx: Tx, fallen: readonly { lotId: string; bidId: string }[]): Promise<void> {
    for (const { lotId, bidId } of fallen) this.bids.set(lotId, this.bids.get(lotId)!.map((bid) => (bid.bidId === bidId ? { ...bid, state: 'LOST' } : bid)));
  }

  async dismiss(_tx: Tx, lotIds: readonly string[]): Promise<void> {
    for (const lotId of lotIds) this.bids.set(lotId, this.bids.get(lotId)!.map((bid) => (bid.state === 'STANDBY' ? { ...bid, state: 'LOST' } : bid)));
  }

  async settle(_tx: Tx, choices: readonly { lotId: string; winnerBidId: string }[]): Promise<void> {
    this.settled.push(...choices);
    for (const { lotId, winnerBidId } of choices) {
      let waiting = 0;
      this.bids.set(lotId, this.bids.get(lotId)!.map((bid) => ({ ...bid, state: bid.bidId === winnerBidId ? 'WON' : bid.state !== 'WON' && (waiting += 1) <= 2 ? 'STANDBY' : 'LOST' })));
    }
  }
}

describe('awards', () => {
  let market: QuotingMarket;
  let bids: TableOfBids;
  let decisions: AwardDecisionService;
  let answers: AwardAnswerService;
  let reader: AwardReader;
  let buyer: Actor;
  let suppliers: Actor[];

  beforeAll(async () => {
    market = await QuotingMarket.open();
    const { database } = market.db;
    bids = new TableOfBids();
    const writer = new AwardWriter(bids);
    const limits = { approvalMinor: new Map([['CNY', 5_000_000n]]) };
    decisions = new AwardDecisionService(database, bids, market.suppliers, market.reader, writer, limits);
    answers = new AwardAnswerService(database, bids, market.suppliers, writer, market.outbox, limits);
    reader = new AwardReader(database);
    buyer = await market.company({ name: 'Yonghe Mould', processes: [] });
    suppliers = await Promise.all(Array.from({ length: 4 }, () => market.company()));
  }, 120_000);
  afterAll(() => market.db.close());

  /** A tender whose lots are being compared, with bids of all suppliers in the order of their ranks. */
  const compared = async (count = 1, given: { amount?: number; validUntil?: string; part?: Parameters<QuotingMarket['part']>[1]; ranking?: Actor[] } = {}) => {
    const ranking = given.ranking ?? suppliers;
    const tender = await market.published(buyer, Array.from({ length: count }, () => market.part(buyer, given.part)), { invite: suppliers });
    await market.db.owner.query(`update quoting.lots set state = 'EVALUATING', closed_at = now() where tender_id = $1`, [tender.id]);
    for (const lot of tender.lots) {
      bids.bids.set(lot.id, ranking.map((supplier, i) => {
        const amountMinor = String((given.amount ?? 380_000) + i * 1_000);
        return {
          bidId: newId('bid'), lotId: lot.id, companyId: supplier.companyId, rank: i + 1, state: 'VALID' as const, amount: { amountMinor, currency: 'CNY', taxIncluded: true, taxRate: '13' },
          comparableMinor: amountMinor, aboveReserve: false, promisedDate: '2026-12-05', validUntil: given.validUntil ?? '2099-01-01',
        };
      }));
    }
    return { id: tender.id, version: tender.version, lotIds: tender.lots.map((lot) => lot.id), bid: (lot: number, rank: number) => bids.bids.get(tender.lots[lot]!.id)!.find((one) => one.rank === rank)! };
  };
  const propose = (actor: Actor, tender: { id: string; version: number }, picks: RankedBid[], reason?: string) => decisions.proposeAwards(actor, {
    idempotencyKey: aKey(), tenderId: tender.id, version: tender.version, picks: picks.map(({ lotId, bidId }) => ({ lotId, bidId })), reason,
  });
  const offered = async (tender: { id: string; version: number }, picks: RankedBid[], reason?: string): Promise<AwardedTender> => {
    const result = await propose(buyer, tender, picks, reason);
    if (result.__typename !== 'BuyerTender') throw new Error(JSON.stringify(result));
    return result;
  };
  const answer = (actor: Actor, awardId: string, accept: boolean, version = 1): Promise<AnswerAwardResult> =>
    answers.answerAward(actor, { idempotencyKey: aKey(), awardId, version, accept, reason: accept ? null : 'CAPACITY' });
  const lotState = async (lotId: string) => (await market.db.owner.query('select state from quoting.lots where id = $1', [lotId])).rows[0].state;
  const awardsOf = async (tenderId: string) => (await reader.tenderAwards(buyer, tenderId)).map((award) => [award.supplierId, award.state, award.amount.amountMinor]);
  const accepted = async (awardId: string) => (await market.db.owner.query(`select payload from post.events where type = 'quoting.award.accepted.v1' and subject = $1`, [awardId])).rows.map((row) => row.payload);

  it('go the way of the journey: decided against the rank with a reason, offered, accepted, ordered', async () => {
    const tender = await compared();
    const second = tender.bid(0, 2);
    const decided = await offered(tender, [second], 'three days earlier, the slide is on the critical path');
    expect(decided).toMatchObject({ version: tender.version + 1, state: 'AWARDED', awards: [{ lotId: second.lotId, state: 'OFFERED', amount: { amountMinor: '381000' }, supplierId: suppliers[1]!.companyId }] });
    const award = decided.awards[0]!;
    expect(new Date(award.acceptBy!).getTime()).toBeGreaterThan(Date.now() + 239 * 60_000);

    const { edges } = await reader.awardOffers(suppliers[1]!, { states: ['OFFERED'], first: 20 });
    expect(edges[0]!.node).toMatchObject({ id: award.id, version: 1, bidId: second.bidId, lotId: second.lotId, buyerId: buyer.companyId });
    expect(JSON.stringify(edges)).not.toContain('critical path');
    expect((await reader.awardOffers(suppliers[0]!, { first: 20 })).edges).toEqual([]);

    expect(await answer(suppliers[1]!, award.id, true)).toMatchObject({ __typename: 'AwardOffer', state: 'ACCEPTED', orderId: null, version: 2 });
    const [fact] = await accepted(award.id);
    expect(fact).toMatchObject({ awardId: award.id, supplierId: suppliers[1]!.companyId, amount: { amountMinor: '381000' }, lines: [{ itemNo: 'AC2507-CANARY', quantity: 1, operationSeqs: [10, 20, 30], amount: { amountMinor: '381000' } }], materialSupply: 'SUPPLIER', terms: { payment: '月结30天' } });

    const consumer = new OrderConsumer(answers);
    const issued = { orderId: newId('order'), orderNo: 'O-1', awardIds: [award.id], buyerId: buyer.companyId, supplierId: suppliers[1]!.companyId };
    const event = { id: newId('event'), occurredAt: new Date(), producer: 'order', subject: issued.orderId };
    for (let i = 0; i < 2; i += 1) await market.db.database.asHouse((tx) => consumer.ordersIssued([{ type: 'ordering.order.issued.v1', payload: issued, event }], tx));
    expect(await reader.tenderAwards(buyer, tender.id)).toMatchObject([{ state: 'ORDERED', orderId: issued.orderId, version: 3 }]);
    expect(await lotState(second.lotId)).toBe('COMPLETED');
    const { rows } = await market.db.owner.query(`select payload->>'state' as state from quoting.lot_events where lot_id = $1 and type = 'AWARDED' order by seq`, [second.lotId]);
    expect(rows.map((row) => row.state)).toEqual(['OFFERED', 'ACCEPTED', 'ORDERED']);
  });

  it('become orders together as they would alone, and a foreign or repeated fact among them changes nothing', async () => {
    const tender = await compared(2);
    const { awards } = await offered(tender, [tender.bid(0, 1), tender.bid(1, 2)], 'the second is nearer');
    const [first, second] = [awards.find(({ lotId }) => lotId === tender.lotIds[0])!, awards.find(({ lotId }) => lotId === tender.lotIds[1])!];
    await answer(suppliers[0]!, first.id, true);
    await answer(suppliers[1]!, second.id, true);
    const fact = (awardId: string, supplierId: string): Fact<'ordering.order.issued.v1'> => {
      const orderId = newId('order');
      return { type: 'ordering.order.issued.v1', payload: { orderId, orderNo: 'O-1', awardIds: [awardId], buyerId: buyer.companyId, supplierId }, event: { id: newId('event'), occurredAt: new Date(), producer: 'order', subject: orderId } };
    };
    const facts = [fact(second.id, suppliers[0]!.companyId), fact(first.id, suppliers[0]!.companyId), fact(second.id, suppliers[1]!.companyId)];
    for (let i = 0; i < 2; i += 1) await market.db.database.asHouse((tx) => new OrderConsumer(answers).ordersIssued([...facts, facts[1]!], tx));
    expect((await reader.tenderAwards(buyer, tender.id)).map(({ id, state, orderId, version }) => [id, state, orderId, version])).toEqual([
      [first.id, 'ORDERED', facts[1]!.payload.orderId, 3], [second.id, 'ORDERED', facts[2]!.payload.orderId, 3]]);
    expect(await Promise.all(tender.lotIds.map(lotState))).toEqual(['COMPLETED', 'COMPLETED']);
    const { rows } = await market.db.owner.query<{ company: string; subject: string }>(
      `select company_id as company, subject_id as subject from quoting.company_events where type = 'order.issued' and subject_id = any ($1)`, [facts.map(({ payload }) => payload.orderId)]);
    expect(rows.map(({ company, subject }) => `${company} ${subject}`).sort()).toEqual(
      facts.slice(1).flatMap(({ payload }) => [buyer.companyId, payload.supplierId].map((company) => `${company} ${payload.orderId}`)).sort());
  });

  it('N17: are one per lot, whoever is first of fifty', async () => {
    const tender = await compared();
    const results = await Promise.all(Array.from({ length: 50 }, (_, i) => propose(buyer, tender, [tender.bid(0, (i % 4) + 1)], 'a race')));
    expect(results.filter((one) => one.__typename === 'BuyerTender')).toHaveLength(1);
    expect(results.filter((one) => one.__typename === 'VersionConflict')).toHaveLength(49);
    const again = await propose(buyer, { ...tender, version: tender.version + 1 }, [tender.bid(0, 1)], 'again');
    expect(again).toMatchObject({ __typename: 'AwardRefused', rule: 'ALREADY_AWARDED', lotId: tender.lotIds[0] });
    const { rows } = await market.db.owner.query('select count(*)::int as count from quoting.awards where tender_id = $1', [tender.id]);
    expect(rows[0].count).toBe(1);
    await expect(market.db.owner.query(
      `insert into quoting.awards (id, lot_id, tender_id, buyer_company_id, supplier_company_id, bid_id, state, rank, amount_minor, currency, tax_included, tax_rate, promised_date, proposed_at)
       select 'awd_twice', lot_id, tender_id, buyer_company_id, supplier_company_id, bid_id, 'PROPOSED', 1, 1, 'CNY', true, 13, now(), now() from quoting.awards where tender_id = $1`, [tender.id],
    )).rejects.toThrow(/awards_one_active_per_lot/);
  });

  it('refuse all decisions when one breaks a rule', async () => {
    const tender = await compared(2);
    expect(await propose(buyer, tender, [tender.bid(0, 1), tender.bid(1, 2)])).toMatchObject({ __typename: 'AwardRefused', rule: 'REASON_MISSING', lotId: tender.lotIds[1] });
    expect(await propose(buyer, tender, [{ ...tender.bid(0, 1), bidId: tender.bid(1, 1).bidId }])).toMatchObject({ __typename: 'AwardRefused', rule: 'BID_NOT_VALID' });
    expect(await awardsOf(tender.id)).toEqual([]);
    const open = await market.published(buyer, [market.part(buyer)], { invite: suppliers });
    expect(await propose(buyer, open, [{ ...tender.bid(0, 1), lotId: open.lots[0]!.id }])).toMatchObject({ __typename: 'StateRefused', currentState: 'PUBLISHED' });
    await expect(propose(buyer, tender, [{ ...tender.bid(0, 1), lotId: open.lots[0]!.id }])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(propose(suppliers[0]!, tender, [tender.bid(0, 1)])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await reader.tenderAwards(suppliers[0]!, tender.id).catch((problem) => problem.code)).toBe('NOT_FOUND');
  });

  it('wait for a manager above the limit or against the rank, who offers them or sends them back', async () => {
    const clerk: Actor = { ...buyer, userId: newId('user'), roles: ['BUYER'] };
    const manager: Actor = { ...buyer, userId: newId('user'), roles: ['MANAGER'] };
    const tender = await compared(3, { amount: 4_999_000 });
    const decided = await propose(clerk, tender, [tender.bid(0, 1), tender.bid(1, 3), tender.bid(2, 2)], 'they know the part');
    expect(decided).toMatchObject({ __typename: 'BuyerTender', state: 'PARTIALLY_AWARDED', awards: [{ state: 'OFFERED', approvedById: null }, { state: 'PROPOSED', acceptBy: null }, { state: 'PROPOSED' }] });
    expect((await reader.awardOffers(suppliers[2]!, { states: null, first: 50 })).edges.filter((edge) => edge.node.lotId === tender.lotIds[1])).toEqual([]);
    const [, high, other] = (decided as AwardedTender).awards;
    await expect(answer(suppliers[2]!, high!.id, true)).rejects.toMatchObject({ code: 'NOT_FOUND' });

    const decide = (version: number, approve: boolean, awardIds: string[] | null, reason?: string) => decisions.decideAwards(manager, { idempotencyKey: aKey(), tenderId: tender.id, version, approve, awardIds, reason });
    expect(await decide(tender.version, true, null)).toMatchObject({ __typename: 'VersionConflict', currentVersion: tender.version + 1 });
    expect(await decide(tender.version + 1, false, [other!.id])).toMatchObject({ __typename: 'AwardRefused', rule: 'REASON_MISSING' });
    expect(await decide(tender.version + 1, false, [other!.id], 'take the first')).toMatchObject({ version: tender.version + 2, awards: [{}, {}, { state: 'REVOKED', reason: 'take the first' }] });
    expect(await decide(tender.version + 2, true, null)).toMatchObject({ awards: [{}, { state: 'OFFERED', approvedById: manager.userId, version: 2 }, { state: 'REVOKED' }] });
    expect(await decide(tender.version + 3, true, null)).toMatchObject({ __typename: 'StateRefused' });
    expect(await lotState(tender.lotIds[2]!)).toBe('EVALUATING');
    // Whoever may approve need not be asked.
    expect(await propose(manager, { ...tender, version: tender.version + 3 }, [tender.bid(2, 2)], 'my decision')).toMatchObject({ awards: [{}, {}, { state: 'REVOKED' }, { state: 'OFFERED', approvedById: manager.userId }] });
  });

  it('go to the standby at its own price when declined, and back to the buyer when nobody is left', async () => {
    const tender = await compared();
    let { id } = (await offered(tender, [tender.bid(0, 1)])).awards[0]!;
    for (const [i, supplier] of suppliers.slice(0, 3).entries()) {
      expect(await answers.answerAward(supplier, { idempotencyKey: aKey(), awardId: id, version: 1, accept: false })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'reason' }] });
      expect(await answer(supplier, id, false, 2)).toMatchObject({ __typename: 'VersionConflict', currentVersion: 1 });
      expect(await answer(supplier, id, false)).toMatchObject({ state: 'DECLINED' });
      expect(await answer(supplier, id, true, 2)).toMatchObject({ __typename: 'StateRefused', currentState: 'DECLINED' });
      const next = (await reader.tenderAwards(buyer, tender.id)).find((award) => award.state === 'OFFERED');
      if (i < 2) {
        expect(next).toMatchObject({ supplierId: suppliers[i + 1]!.companyId, amount: { amountMinor: String(381_000 + i * 1_000) } });
        expect(await lotState(tender.lotIds[0]!)).toBe('AWARDED');
        id = next!.id;
      } else {
        expect(next).toBeUndefined();
      }
    }
    expect(await lotState(tender.lotIds[0]!)).toBe('EVALUATING');
    expect(await propose(buyer, { ...tender, version: tender.version + 1 }, [tender.bid(0, 1)], 'ask again')).toMatchObject({ __typename: 'AwardRefused', rule: 'BID_NOT_VALID' });
    expect(await propose(buyer, { ...tender, version: tender.version + 1 }, [tender.bid(0, 4)])).toMatchObject({ state: 'AWARDED' });
  });

  it('lapse once when the time is over, whoever looks, and cannot be accepted any more', async () => {
    const tender = await compared();
    const { id } = (await offered(tender, [tender.bid(0, 1)])).awards[0]!;
    await market.db.owner.query(`update quoting.awards set accept_by = now() - interval '1 second' where id = $1`, [id]);
    expect(await answer(suppliers[0]!, id, true)).toMatchObject({ __typename: 'StateRefused', currentState: 'LAPSED' });
    expect(await accepted(id)).toEqual([]);
    const lapsed = await Promise.all([answers.lapseDue(), answers.lapseDue(), answers.lapseDue()]);
    const left = await answers.lapseDue();
    expect(lapsed.reduce((a, b) => a + b, 0) + left).toBe(1);
    expect(await awardsOf(tender.id)).toEqual([[suppliers[0]!.companyId, 'LAPSED', '380000'], [suppliers[1]!.companyId, 'OFFERED', '381000']]);
  });

  it('are accepted or declined, never both, when both come at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const tender = await compared();
      const { id } = (await offered(tender, [tender.bid(0, 1)])).awards[0]!;
      const results = await Promise.all([answer(suppliers[0]!, id, true), answer(suppliers[0]!, id, false), answer(suppliers[0]!, id, true)]);
      expect(results.filter((one) => one.__typename === 'AwardOffer')).toHaveLength(1);
      const [first] = await reader.tenderAwards(buyer, tender.id);
      expect((await accepted(id)).length).toBe(first!.state === 'ACCEPTED' ? 1 : 0);
    }
  });

  it('answer a stranger as if nothing were there', async () => {
    const tender = await compared();
    const { id } = (await offered(tender, [tender.bid(0, 1)])).awards[0]!;
    for (const stranger of [suppliers[1]!, buyer, await market.company()]) {
      await expect(answer(stranger, id, true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect((await reader.awardOffers(stranger, { states: ['OFFERED'], first: 100 })).edges.filter((edge) => edge.node.id === id)).toEqual([]);
    }
  });

  it('of 91 lots are a few statements, and each answer a few', async () => {
    const tender = await compared(91);
    const first = tender.lotIds.map((_, i) => tender.bid(i, 1));
    const proposed = await statementsOf(() => offered(tender, first));
    expect(proposed.value.awards).toHaveLength(91);
    // Twelve for the decision, and the beginning, end, key and answer that every command has.
    expect(proposed.statements).toBeGreaterThan(10);
    expect(proposed.statements).toBeLessThanOrEqual(20);
    const accepting = await statementsOf(() => answer(suppliers[0]!, proposed.value.awards[0]!.id, true));
    expect(accepting.value).toMatchObject({ state: 'ACCEPTED' });
    // Four, and the same.
    expect(accepting.statements).toBeGreaterThan(5);
    expect(accepting.statements).toBeLessThanOrEqual(8);
  });
});
