import type { Actor } from '#contracts';
import { AmendLotInput } from '#contracts/quoting-amendments';
import { TradeTermsInput } from '#contracts/quoting-tender-terms';
import { lotStates, type LotState } from '#contracts/quoting-tender-terms';
import { aKey, aTender, QuotingMarket } from '../../../../test/kit/quoting-market.js';
import { LotAmendmentService } from './lot-amendment.service.js';
import { tenderState } from './lot.lifecycle.js';
import { SuspensionService } from './suspension.service.js';
import { DERIVED_STATE } from './tender-rows.storage.js';

describe('the course of a tender', () => {
  let market: QuotingMarket;
  let buyer: Actor;
  let guest: Actor;

  beforeAll(async () => {
    market = await QuotingMarket.open({ openQuestions: 3 });
    buyer = await market.company({ processes: [] });
    guest = await market.company();
  }, 120_000);
  afterAll(() => market.db.close());

  const facts = async (type: string, subject: string) => (await market.db.owner.query('select payload from post.events where type = $1 and subject = $2', [type, subject])).rows.map((row) => row.payload);
  const ledger = async (lotId: string) => (await market.db.owner.query('select type, payload from quoting.lot_events where lot_id = $1 order by seq', [lotId])).rows;

  describe('changing a draft', () => {
    it('replaces what is given, keeps what is null, and names a stale version', async () => {
      const [first, second] = [market.part(buyer), market.part(buyer)];
      const draft = await market.draft(buyer, [first], { invite: [guest], lot: { title: 'kept', ceiling: { amountMinor: '420000', currency: 'CNY', taxIncluded: true, taxRate: '13' } } });
      const renamed = await market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: draft.id, version: 1, title: 'renamed' });
      expect(renamed).toMatchObject({ version: 2, title: 'renamed', lots: [{ id: draft.lots[0]!.id, title: 'kept', ceiling: { amountMinor: '420000' } }] });
      const replaced = await market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: draft.id, version: 2, lots: aTender([second, first]).lots });
      expect(replaced).toMatchObject({ version: 3, title: 'renamed', lots: [{ lotNo: 1, partIds: [second.partId] }, { lotNo: 2, partIds: [first.partId] }], check: { invitees: 1 } });
      expect(await market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: draft.id, version: 2, title: 'late' })).toMatchObject({ __typename: 'VersionConflict', currentVersion: 3 });
      expect(await market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: draft.id, version: 3, closesAt: new Date(0).toISOString() })).toMatchObject({ __typename: 'InputRefused' });
    });

    it('lets a draft be dropped without anybody hearing of it', async () => {
      const draft = await market.draft(buyer, [market.part(buyer)], { invite: [guest] });
      expect(await market.cancellations.cancelLots(buyer, { idempotencyKey: aKey(), tenderId: draft.id, version: 1, reason: 'a slip' })).toMatchObject({ state: 'CANCELLED', version: 2 });
      expect(await ledger(draft.lots[0]!.id)).toEqual([]);
      expect(await facts('quoting.lots.released.v1', draft.id)).toEqual([]);
      expect(await market.publications.publishTender(buyer, { idempotencyKey: aKey(), tenderId: draft.id, version: 2 })).toMatchObject({ __typename: 'StateRefused', currentState: 'CANCELLED' });
    });
  });

  describe('amending what is published', () => {
    it('raises the terms version before the first bid, and writes it down', async () => {
      const tender = await market.published(buyer, [market.part(buyer)], { invite: [guest] });
      const closesAt = new Date(Date.now() + 90 * 60_000).toISOString();
      const terms = Object.assign(new TradeTermsInput(), { payment: '月结60天' });
      const amended = await market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: 2, terms, closesAt });
      expect(amended).toMatchObject({ version: 3, closesAt, lots: [{ termsVersion: 2, closesAt }] });
      expect((await market.reader.bidderLot(guest, tender.lots[0]!.id))!).toMatchObject({ termsVersion: 2, terms: { payment: '月结60天' } });
      expect((await ledger(tender.lots[0]!.id)).map((entry) => [entry.type, entry.payload.terms?.termsVersion ?? entry.payload.termsVersion])).toEqual([['PUBLISHED', 1], ['AMENDED', 2]]);
      expect(await market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: 3, lots: aTender([market.part(buyer)]).lots })).toMatchObject({ __typename: 'StateRefused', currentState: 'PUBLISHED' });
    });

    it('leaves the closing of a lot that has its own where it was moved to, in the row and in the ledger', async () => {
      const { database, owner } = market.db;
      const closesAt = new Date(Date.now() + 30 * 60_000).toISOString();
      const tender = await market.published(buyer, [market.part(buyer), market.part(buyer)], { invite: [guest], lot: { closesAt } });
      const [amended, stopped] = [tender.lots[0]!.id, tender.lots[1]!.id];
      await new LotAmendmentService(database, {} as never).amendLot(buyer, Object.assign(new AmendLotInput(), { idempotencyKey: aKey(), lotId: amended, termsVersion: 1, closesAt: new Date(Date.now() + 60 * 60_000).toISOString(), note: 'more time' }));
      const suspend = (stop: boolean) => new SuspensionService(database).suspendLots(buyer, { idempotencyKey: aKey(), lotIds: [stopped], suspend: stop, reason: 'a file' });
      await suspend(true);
      await owner.query(`update quoting.lots set suspended_at = suspended_at - interval '20 minutes' where id = $1`, [stopped]);
      const { version } = await suspend(false) as { version: number };
      const terms = Object.assign(new TradeTermsInput(), { payment: '月结60天' });
      expect(await market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version, terms, closesAt: new Date(Date.now() + 45 * 60_000).toISOString() })).toMatchObject({ __typename: 'BuyerTender' });
      for (const lotId of [amended, stopped]) {
        const { rows: [row] } = await owner.query('select closes_at from quoting.lots where id = $1', [lotId]);
        expect((row.closes_at as Date).getTime()).toBeGreaterThan(Date.parse(closesAt));
        expect((await ledger(lotId)).at(-1)).toMatchObject({ type: 'AMENDED', payload: { terms: { closesAt: row.closes_at.toISOString() } } });
      }
    });

    it('speaks of no mould of the tender that bidders may not know, also not in the note of an amendment or in answers', async () => {
      const moulds = [{ mouldNo: 'AC2507', title: null, customerName: 'LG' }, { mouldNo: 'AC2508', title: null, customerName: 'GE' }];
      const other = await market.company();
      const tender = await market.published(buyer, moulds.map((mould) => market.part(buyer, { mould })), { invite: [guest, other], input: { terms: Object.assign(new TradeTermsInput(), { note: 'for LG and GE' }) } });
      const lotId = tender.lots[0]!.id;
      expect((await market.reader.bidderLot(guest, lotId))!.terms.note).toBe('for ··· and ···');
      const asked = await market.questions.askQuestion(guest, { idempotencyKey: aKey(), lotId, text: 'as AC2508?' }) as { id: string };
      await market.questions.answerQuestion(buyer, { idempotencyKey: aKey(), questionId: asked.id, answer: 'yes, GE wants it' });
      expect((await market.reader.lotQuestions(other, { lotId, first: 5 })).edges.map(({ node }) => [node.text, node.answer])).toEqual([['as ···?', 'yes, ··· wants it']]);
      await new LotAmendmentService(market.db.database, {} as never).amendLot(buyer, Object.assign(new AmendLotInput(), { idempotencyKey: aKey(), lotId, termsVersion: 1, closesAt: new Date(Date.now() + 180 * 60_000).toISOString(), note: 'AC2508 waits for GE' }));
      expect((await ledger(lotId)).at(-1)).toMatchObject({ type: 'AMENDED', payload: { note: '··· waits for ···' } });
    });

    it('is refused when the closing of a lot has passed, also while nobody has written it', async () => {
      const tender = await market.published(buyer, [market.part(buyer)], { invite: [guest] });
      await market.db.owner.query(`update quoting.lots set closes_at = clock_timestamp() - interval '1 second' where tender_id = $1`, [tender.id]);
      expect(await market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: 2, terms: new TradeTermsInput() })).toMatchObject({ __typename: 'StateRefused', currentState: 'CLOSED' });
    });

    it('N13: is refused after the first bid, and in a sealed tender always, so that the refusal tells nothing', async () => {
      const live = await market.published(buyer, [market.part(buyer)], { invite: [guest] });
      await market.db.owner.query(
        `insert into quoting.lot_events (lot_id, seq, turn, type, payload, at, prev_hash, hash) values ($1, 2, 2, 'BID_PLACED', '{}', now(), '', '')`, [live.lots[0]!.id],
      );
      const terms = new TradeTermsInput();
      expect(await market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: live.id, version: 2, terms })).toMatchObject({ __typename: 'StateRefused' });
      expect(await market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: live.id, version: 2, title: 'only the name' })).toMatchObject({ __typename: 'BuyerTender', version: 3 });
      const sealed = await market.published(buyer, [market.part(buyer)], { invite: [guest], rules: { visibility: 'SEALED', showBidCount: false } });
      const refusal = await market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: sealed.id, version: 2, terms });
      expect(refusal).toMatchObject({ __typename: 'StateRefused', currentState: 'PUBLISHED' });
      // Nor while a lot that goes live later is sealed: with a bid and without, to the byte.
      const beginning = await market.published(buyer, [market.part(buyer)], { invite: [guest], rules: { sealedMinutes: 10 } });
      const change = (closesAt?: string) => market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: beginning.id, version: 2, ...(closesAt ? { closesAt } : { terms }) });
      expect([await change(), await change(new Date(0).toISOString())]).toEqual([refusal, refusal]);
    });
  });

  describe('cancelling', () => {
    it('gives the parts back, writes the reason, and tells every guest', async () => {
      const tender = await market.published(buyer, [market.part(buyer), market.part(buyer)], { invite: [guest] });
      const [first, second] = tender.lots;
      const once = await market.cancellations.cancelLots(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: 2, lotIds: [first!.id], reason: 'the customer stopped' });
      expect(once).toMatchObject({ version: 3, state: 'PUBLISHED', lots: [{ state: 'CANCELLED' }, { state: 'PUBLISHED' }] });
      expect(await facts('quoting.lots.released.v1', tender.id)).toEqual([{ tenderId: tender.id, buyerId: buyer.companyId, lotIds: [first!.id], why: 'CANCELLED' }]);
      expect((await ledger(first!.id)).at(-1)).toMatchObject({ type: 'CANCELLED', payload: { reason: 'the customer stopped' } });
      const { rows } = await market.db.owner.query(`select company_id from quoting.company_events where type = 'lot.cancelled' and subject_id = $1 order by company_id`, [first!.id]);
      expect(rows.map((row) => row.company_id)).toEqual([buyer.companyId, guest.companyId].sort());

      expect(await market.cancellations.cancelLots(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: 3, lotIds: [first!.id, second!.id], reason: 'x' })).toMatchObject({ __typename: 'StateRefused', currentState: 'CANCELLED' });
      expect(await market.cancellations.cancelLots(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: 2, reason: 'x' })).toMatchObject({ __typename: 'VersionConflict', currentVersion: 3 });
      expect(await market.cancellations.cancelLots(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: 3, reason: 'the rest' })).toMatchObject({ state: 'CANCELLED' });
    });

    it('leaves decided lots alone', async () => {
      const tender = await market.published(buyer, [market.part(buyer)], { invite: [guest] });
      await market.db.owner.query(`update quoting.lots set state = 'AWARDED' where tender_id = $1`, [tender.id]);
      expect(await market.cancellations.cancelLots(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: 2, reason: 'x' })).toMatchObject({ __typename: 'StateRefused', currentState: 'AWARDED' });
    });
  });

  describe('questions', () => {
    it('are answered to everybody without naming the asker', async () => {
      const other = await market.company();
      const tender = await market.published(buyer, [market.part(buyer)], { invite: [guest, other] });
      const lotId = tender.lots[0]!.id;
      const asked = await market.questions.askQuestion(guest, { idempotencyKey: aKey(), lotId, text: 'May the corner have R0.5?' });
      if (asked.__typename !== 'Question') throw new Error(JSON.stringify(asked));
      expect(asked).toMatchObject({ mine: true, answer: null });
      expect((await market.reader.lotQuestions(other, { lotId, first: 10 })).edges).toEqual([]);
      expect((await market.reader.tender(buyer, tender.id))!.lots[0]!.openQuestions).toBe(1);
      expect((await market.reader.tenderQuestions(buyer, { tenderId: tender.id, first: 10 })).edges[0]!.node).toMatchObject({ id: asked.id, mine: false });
      await expect(market.questions.answerQuestion(other, { idempotencyKey: aKey(), questionId: asked.id, answer: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await market.questions.answerQuestion(buyer, { idempotencyKey: aKey(), questionId: asked.id, answer: 'Yes.' })).toMatchObject({ answer: 'Yes.', mine: false });
      const seen = (await market.reader.lotQuestions(other, { lotId, first: 10 })).edges;
      expect(seen[0]!.node).toMatchObject({ answer: 'Yes.', mine: false });
      expect(JSON.stringify(seen)).not.toContain(guest.companyId);
      expect(await market.questions.answerQuestion(buyer, { idempotencyKey: aKey(), questionId: asked.id, answer: 'No.' })).toMatchObject({ __typename: 'StateRefused' });
      expect((await ledger(lotId)).map((entry) => [entry.type, entry.payload.open ?? null])).toEqual([['PUBLISHED', null], ['QUESTION_ASKED', 1], ['QUESTION_ANSWERED', 0]]);
    });

    it('end with the enquiry and at the limit', async () => {
      const tender = await market.published(buyer, [market.part(buyer)], { invite: [guest] });
      const lotId = tender.lots[0]!.id;
      for (let i = 0; i < 3; i += 1) expect(await market.questions.askQuestion(guest, { idempotencyKey: aKey(), lotId, text: `${i}?` })).toMatchObject({ __typename: 'Question' });
      expect(await market.questions.askQuestion(guest, { idempotencyKey: aKey(), lotId, text: 'one more?' })).toMatchObject({ __typename: 'LimitReached', limit: 3 });
      const late = await market.published(buyer, [market.part(buyer)], { invite: [guest], input: { enquiryEndsAt: new Date(Date.now() - 1_000).toISOString() } });
      expect(await market.questions.askQuestion(guest, { idempotencyKey: aKey(), lotId: late.lots[0]!.id, text: '?' })).toMatchObject({ __typename: 'StateRefused', currentState: 'PUBLISHED' });
    });
  });

  describe('what guests answer', () => {
    it('is noted on the invitation: seen, accepted, declined', async () => {
      const tender = await market.published(buyer, [market.part(buyer), market.part(buyer)], { invite: [guest] });
      const [first, second] = tender.lots.map((lot) => lot.id);
      const state = async () => (await market.reader.invitations(buyer, tender.id))[0]!;
      await market.reader.bidderLot({ ...guest, userId: null }, first!);
      expect((await state()).state).toBe('SENT');
      const lot = (await market.reader.bidderLot(guest, first!))!;
      expect((await state()).state).toBe('SEEN');
      expect(await market.guests.acceptNda(guest, { idempotencyKey: aKey(), lotId: first!, sha256: 'f'.repeat(64) })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'sha256' }] });
      await market.guests.acceptNda(guest, { idempotencyKey: aKey(), lotId: first!, sha256: lot.ndaToAccept!.sha256 });
      // One acceptance opens the drawings of every lot of the tender.
      expect((await market.reader.bidderLot(guest, second!))!).toMatchObject({ drawingStage: 'VIEW', ndaToAccept: null });
      expect((await state()).state).toBe('NDA_ACCEPTED');
      await market.guests.declineLot(guest, { idempotencyKey: aKey(), lotId: first!, reason: 'MACHINE' });
      expect(await state()).toMatchObject({ state: 'NDA_ACCEPTED', declines: ['MACHINE'] });
      expect((await market.reader.bidderLots(guest, null, { first: 100 })).edges.map((edge) => edge.node.id)).not.toContain(first);
      await market.guests.declineLot(guest, { idempotencyKey: aKey(), lotId: second!, reason: 'DATE' });
      expect(await state()).toMatchObject({ state: 'DECLINED', declines: ['MACHINE', 'DATE'] });
      await market.db.owner.query(`update quoting.lots set state = 'EVALUATING' where id = $1`, [second]);
      expect(await market.guests.declineLot(guest, { idempotencyKey: aKey(), lotId: second!, reason: 'DATE' })).toMatchObject({ __typename: 'StateRefused', currentState: 'EVALUATING' });
    });
  });

  describe('the list of tenders', () => {
    it('pages without gap or repeat, running ones first, and filters by state and part', async () => {
      const owner = await market.company({ processes: [] });
      const parts = Array.from({ length: 7 }, () => market.part(owner));
      const made: Awaited<ReturnType<typeof market.published>>[] = [];
      for (const [i, part] of parts.entries()) made.push(await market.published(owner, [part], { invite: [guest], input: { closesAt: new Date(Date.now() + (60 - i) * 60_000).toISOString() } }));
      await market.db.owner.query(`update quoting.lots set state = 'COMPLETED' where tender_id = any ($1)`, [[made[1]!.id, made[3]!.id]]);
      const ids: string[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof market.reader.tenders>> = await market.reader.tenders(owner, { first: 2, after, withLots: false });
        ids.push(...page.edges.map((edge) => edge.node.id));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);
      expect(ids).toEqual([6, 5, 4, 2, 0, 1, 3].map((i) => made[i]!.id));
      const only = (filter: Parameters<typeof market.reader.tenders>[1]['filter']) => market.reader.tenders(owner, { first: 10, withLots: true, filter }).then((page) => page.edges.map((edge) => edge.node.id));
      expect(await only({ states: ['COMPLETED'] })).toEqual([made[1]!.id, made[3]!.id]);
      expect(await only({ mouldId: parts[4]!.mouldId })).toEqual([made[4]!.id]);
      await expect(market.reader.tenders(owner, { first: 2, after: 'bm9uc2Vuc2U', withLots: true })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    });

    it('derives the state in the database as the lifecycle does', async () => {
      const pairs = lotStates.flatMap((a) => lotStates.map((b): LotState[] => [a, b]));
      for (const states of pairs) {
        const { rows } = await market.db.owner.query(`select ${DERIVED_STATE} as state from (select $1::text[] as states) listed`, [states]);
        expect([states, rows[0].state]).toEqual([states, tenderState(states)]);
      }
    });
  });
});
