import { isId } from '#kernel';
import type { Actor } from '#contracts';
import { reserveText } from '#contracts/lot-ledger';
import { TenderRulesInput } from '#contracts/quoting-tender-terms';
import { canaries } from '../../../../test/builders/parts.js';
import { aKey, aTender, QuotingMarket } from '../../../../test/kit/quoting-market.js';
import { statementsOf } from '../../../../test/kit/statements.js';
import { sha256 } from '../ledger/index.js';
import { BoardReader } from './board-reader.service.js';

describe('publishing a tender', () => {
  let market: QuotingMarket;
  let buyer: Actor;

  beforeAll(async () => {
    market = await QuotingMarket.open();
    buyer = await market.company({ name: 'Yonghe Mould CANARY-NEIGHBOUR', processes: [], registrationNo: '91330001' });
  }, 120_000);
  afterAll(() => market.db.close());

  it('goes the way of the journey: draft without blocking findings, then published to two suppliers', async () => {
    const wang = await market.company();
    const he = await market.company();
    const draft = await market.draft(buyer, [market.part(buyer)], {
      invite: [wang, he], lot: { ceiling: { amountMinor: '420000', currency: 'CNY', taxIncluded: true, taxRate: '13' } },
      rules: { softClose: { windowSeconds: 180, extendSeconds: 180, triggerRank: 1, maxExtensions: 10, hardCloseMinutes: 120, scope: 'TRIGGERED_LOT' as const } },
    });
    expect(draft).toMatchObject({ state: 'DRAFT', check: { invitees: 2, blocking: [] }, lots: [{ ceiling: { amountMinor: '420000', taxRate: '13' } }] });
    const [match] = await market.checks.matches(buyer, draft.id);
    expect(match).toMatchObject({ lotId: draft.lots[0]!.id, fitting: 2 });
    expect(match!.companies.map((one) => [one.companyId, one.invited, one.fits]).sort()).toEqual([wang, he].map((one) => [one.companyId, true, true]).sort());
    const result = await market.publications.publishTender(buyer, { idempotencyKey: aKey(), tenderId: draft.id, version: draft.version, acceptWarnings: 'two invited shops are enough' });
    expect(result).toMatchObject({ __typename: 'BuyerTender', state: 'PUBLISHED', version: draft.version + 1 });
    expect(await market.checks.matches(buyer, draft.id)).toEqual([]);
    expect((await market.reader.invitations(buyer, draft.id)).map((one) => one.state)).toEqual(['SENT', 'SENT']);

    const { edges } = await market.reader.bidderLots(wang, null, { first: 20 });
    expect(edges[0]!.node).toMatchObject({ id: draft.lots[0]!.id, state: 'PUBLISHED', termsVersion: 1, drawingStage: 'OUTLINE', buyerId: null, lines: [{ itemNo: '1-1', material: '8407', quantity: 1, processes: ['CNC', 'HT', 'WEDM'] }] });
    const nda = edges[0]!.node.ndaToAccept!;
    const accepted = await market.guests.acceptNda(wang, { idempotencyKey: aKey(), lotId: draft.lots[0]!.id, sha256: nda.sha256 });
    expect(accepted).toMatchObject({ __typename: 'BidderLot', drawingStage: 'VIEW', ndaToAccept: null });
    expect((await market.reader.bidderLot(he, draft.lots[0]!.id))!.drawingStage).toBe('OUTLINE');
  });

  it('publishes 91 lots to 14 suppliers in at most 30 statements', async () => {
    const owner = await market.company({ name: 'Ninety-one', processes: [] });
    const guests = await Promise.all(Array.from({ length: 14 }, (_, i) => market.company({ processes: i % 2 ? ['CNC', 'HT', 'WEDM'] : ['CNC', 'WEDM'] })));
    for (const guest of guests) await market.db.database.asHouse((tx) => market.suppliers.takeRelation(tx, { ownerId: owner.companyId, companyId: guest.companyId, relation: 'TRUSTED', version: 1 }));
    const parts = Array.from({ length: 91 }, (_, i) => market.part(owner, { partNo: `P-${i}` }));
    const draft = await market.draft(owner, parts);
    expect(draft.check!.invitees).toBe(14);

    const input = { idempotencyKey: aKey(), tenderId: draft.id, version: draft.version, acceptWarnings: 'a measured one' };
    const counted = await statementsOf(() => market.publications.publishTender(owner, input));
    expect(counted.value).toMatchObject({ __typename: 'BuyerTender', state: 'PUBLISHED' });
    expect(counted.statements).toBeGreaterThan(10);
    expect(counted.statements).toBeLessThanOrEqual(30);

    const { rows } = await market.db.owner.query(
      `select (select count(*)::int from quoting.invitations where tender_id = $1) as invitations, (select count(*)::int from quoting.lot_fits where tender_id = $1) as fits,
              (select count(*)::int from quoting.lots where tender_id = $1 and state = 'PUBLISHED' and last_seq = 1 and rules is not null) as lots,
              (select count(*)::int from quoting.company_events e join quoting.invitations i on i.company_id = e.company_id where i.tender_id = $1 and e.type = 'lot.invited') as told,
              (select count(*)::int from post.events where subject = $1 and type = 'quoting.lots.published.v1') as facts`, [draft.id],
    );
    expect(rows[0]).toEqual({ invitations: 14, fits: 14 * 91, lots: 91, told: 14 * 91, facts: 1 });

    const again = await market.publications.publishTender(owner, input);
    expect(JSON.stringify(again)).toBe(JSON.stringify(counted.value));

    let seen = 0;
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof market.reader.bidderLots>> = await market.reader.bidderLots(guests[0]!, null, { first: 40, after });
      seen += page.edges.length;
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toBe(91);
  });

  it('freezes what was asked: a later change of the part changes no lot', async () => {
    const guest = await market.company();
    const part = market.part(buyer);
    const tender = await market.published(buyer, [part], { invite: [guest] });
    market.parts.set(part.partId, { ownerId: buyer.companyId, part: { ...part, revision: 'B', material: 'S136' } });
    expect((await market.reader.tender(buyer, tender.id))!.lots[0]!.lines[0]).toMatchObject({ revision: 'A', material: '8407' });
  });

  it('blocks parts that are not ready, warns of the rest, and wants a reason', async () => {
    const guest = await market.company();
    const raw = await market.draft(buyer, [market.part(buyer, { released: false, gaps: ['DRAWING', 'ROUTE'] })], { invite: [guest] });
    const refused = await market.publications.publishTender(buyer, { idempotencyKey: aKey(), tenderId: raw.id, version: raw.version, acceptWarnings: 'whatever' });
    expect(refused).toMatchObject({ __typename: 'TenderIncomplete', code: 'TENDER_INCOMPLETE' });
    expect('check' in refused && refused.check!.blocking.map((one) => one.code)).toEqual(['NO_DRAWING', 'NO_ROUTE', 'NOT_RELEASED']);

    const draft = await market.draft(buyer, [market.part(buyer)], { invite: [guest] });
    const silent = await market.publications.publishTender(buyer, { idempotencyKey: aKey(), tenderId: draft.id, version: draft.version });
    expect(silent).toMatchObject({ __typename: 'TenderIncomplete', check: { blocking: [], warnings: [{ code: 'FEW_MATCHES' }] } });
    const stale = await market.publications.publishTender(buyer, { idempotencyKey: aKey(), tenderId: draft.id, version: draft.version + 1, acceptWarnings: 'x' });
    expect(stale).toMatchObject({ __typename: 'VersionConflict', currentVersion: draft.version });
    const twice = await Promise.all([1, 2, 3].map(() => market.publications.publishTender(buyer, { idempotencyKey: aKey(), tenderId: draft.id, version: draft.version, acceptWarnings: 'x' })));
    expect(twice.map((one) => one.__typename).sort()).toEqual(['BuyerTender', 'VersionConflict', 'VersionConflict']);
  });

  it('places a piece once, also when two tenders go out in the same moment', async () => {
    const guest = await market.company();
    const part = market.part(buyer);
    const drafts = await Promise.all([1, 2].map(() => market.draft(buyer, [part], { invite: [guest] })));
    const results = await Promise.all(drafts.map((draft) => market.publications.publishTender(buyer, { idempotencyKey: aKey(), tenderId: draft.id, version: 1, acceptWarnings: 'x' })));
    expect(results.map((one) => one.__typename).sort()).toEqual(['BuyerTender', 'TenderIncomplete']);
    const refused = results.find((one) => one.__typename === 'TenderIncomplete')!;
    expect('check' in refused && refused.check!.blocking.map((one) => one.code)).toEqual(['ALREADY_PLACED']);
    const first = results.find((one) => one.__typename === 'BuyerTender')! as { id: string };
    await market.cancellations.cancelLots(buyer, { idempotencyKey: aKey(), tenderId: first.id, version: 2, reason: 'the other one' });
    const other = drafts.find((draft) => draft.id !== first.id)!;
    expect(await market.publications.publishTender(buyer, { idempotencyKey: aKey(), tenderId: other.id, version: 1, acceptWarnings: 'x' })).toMatchObject({ state: 'PUBLISHED' });
  });

  it('never invites the blocked, the stopped, the excluded, or the buyer under another roof', async () => {
    const blocked = await market.company();
    const stopped = await market.company({ status: 'SUSPENDED' });
    const sister = await market.company({ registrationNo: '91330001' });
    const good = await market.company();
    await market.db.database.asHouse((tx) => market.suppliers.takeRelation(tx, { ownerId: buyer.companyId, companyId: blocked.companyId, relation: 'BLOCKED', version: 1 }));
    const tender = await market.published(buyer, [market.part(buyer)], { invite: [blocked, stopped, sister, good] });
    expect((await market.reader.invitations(buyer, tender.id)).map((one) => one.companyId)).toEqual([good.companyId]);

    const more = (companyIds: string[]) => market.publications.inviteSuppliers(buyer, { idempotencyKey: aKey(), tenderId: tender.id, companyIds });
    expect(await more([blocked.companyId, buyer.companyId])).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'companyIds.0' }, { path: 'companyIds.1' }] });
    const late = await market.company();
    expect(await more([late.companyId, good.companyId])).toMatchObject({ __typename: 'BuyerTender' });
    expect((await market.reader.bidderLots(late, null, { first: 5 })).edges).toHaveLength(1);
  });

  it('finds neighbours by kilometres and machines by envelope', async () => {
    const owner = await market.company({ processes: [], latitude: '28.65', longitude: '121.26' });
    const near = await market.company({ processes: ['WEDM'], latitude: '28.70', longitude: '121.30' });
    const far = await market.company({ processes: ['WEDM'], latitude: '23.02', longitude: '113.75' });
    const small = await market.company({ processes: ['WEDM'], latitude: '28.66', longitude: '121.27' });
    await market.machines.saveMachine(small, { idempotencyKey: aKey(), name: '1号慢走丝', processes: ['WEDM'], maxSize: { lengthMm: '60', widthMm: '40', heightMm: '30' } });
    const part = market.part(owner);
    const input = aTender([part], { input: { audience: { trusted: false, withinKm: 50, companyIds: [], excludedIds: [] } } });
    input.lots[0]!.lines[0]!.operationSeqs = [30];
    // The wire cutting is the whole of what is asked; whoever may not give it on must be able to do it.
    input.terms.subcontracting = [];
    const draft = await market.drafts.createTender(owner, input);
    if (draft.__typename !== 'BuyerTender') throw new Error(JSON.stringify(draft));
    await market.publications.publishTender(owner, { idempotencyKey: aKey(), tenderId: draft.id, version: draft.version, acceptWarnings: 'near ones' });
    expect((await market.reader.invitations(owner, draft.id)).map((one) => one.companyId)).toEqual([near.companyId]);
    expect(far.companyId).not.toBe(near.companyId);
  });

  it('shows a bidder nothing of buyer, mould, part number or secret, whatever it reads', async () => {
    const guest = await market.company();
    const tender = await market.published(buyer, [market.part(buyer)], { invite: [guest], lot: { reserve: { amountMinor: '777777', currency: 'CNY', taxIncluded: true, taxRate: '13' } } });
    const lotId = tender.lots[0]!.id;
    expect(tender.lots[0]!.reserve).toMatchObject({ amountMinor: '777777' });
    const seen = JSON.stringify([
      await market.reader.bidderLots(guest, null, { first: 100 }), await market.reader.bidderLot(guest, lotId),
      await market.guests.acceptNda(guest, { idempotencyKey: aKey(), lotId, sha256: (await market.reader.bidderLot(guest, lotId))!.ndaToAccept!.sha256 }),
      await market.guests.declineLot(guest, { idempotencyKey: aKey(), lotId, reason: 'CAPACITY' }),
      await market.questions.askQuestion(guest, { idempotencyKey: aKey(), lotId, text: 'Is the radius free?' }), await market.reader.lotQuestions(guest, { lotId, first: 10 }),
    ]);
    for (const canary of [...canaries, '777777', buyer.companyId, 'Yonghe', 'prt_', 'mld_']) expect(seen).not.toContain(canary);
  });

  it('binds the buyer to its reserve in the ledger without telling it', async () => {
    const reserve = { amountMinor: '777777', currency: 'CNY', taxIncluded: true, taxRate: '13' };
    const tender = await market.published(buyer, [market.part(buyer)], { invite: [await market.company()], lot: { reserve } });
    const without = await market.published(buyer, [market.part(buyer)], { invite: [await market.company()] });
    await market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: tender.version, closesAt: new Date(Date.now() + 5_400_000).toISOString() });
    const lotId = tender.lots[0]!.id;
    const { rows: [lot] } = await market.db.owner.query('select reserve_nonce from quoting.lots where id = $1', [lotId]);
    const { rows } = await market.db.owner.query('select type, payload from quoting.lot_events where lot_id = $1 order by seq', [lotId]);
    const commitment = sha256(reserveText(lotId, '777777', lot.reserve_nonce));
    expect(rows.map((row) => [row.type, (row.payload.terms ?? row.payload).reserveCommitment])).toEqual([['PUBLISHED', commitment], ['AMENDED', commitment]]);
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`777777|${lot.reserve_nonce}`));
    const { rows: [plain] } = await market.db.owner.query('select payload from quoting.lot_events where lot_id = $1', [without.lots[0]!.id]);
    expect(Object.keys(plain.payload)).not.toContain('reserveCommitment');
  });

  it('asks one company directly, without a warning, and lets nobody in besides', async () => {
    const [guest, other] = [await market.company(), await market.company()];
    const rules = { direct: true };
    expect(await market.drafts.createTender(buyer, aTender([market.part(buyer)], { invite: [guest, other], rules }))).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'rules.direct' }] });
    const draft = await market.draft(buyer, [market.part(buyer)], { invite: [guest], rules });
    expect(draft.check).toMatchObject({ blocking: [], warnings: [], invitees: 1 });
    const tender = await market.publications.publishTender(buyer, { idempotencyKey: aKey(), tenderId: draft.id, version: draft.version });
    expect(tender).toMatchObject({ __typename: 'BuyerTender', rules: { direct: true } });
    expect(await market.publications.inviteSuppliers(buyer, { idempotencyKey: aKey(), tenderId: draft.id, companyIds: [other.companyId] })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'companyIds' }] });
  });

  it('keeps when a sealed beginning ends, which must be before every closing and cannot be changed', async () => {
    const guest = await market.company();
    const refused = await market.drafts.createTender(buyer, aTender([market.part(buyer)], { invite: [guest], rules: { sealedMinutes: 41 } }));
    expect(refused).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'rules.sealedMinutes' }] });
    const tender = await market.published(buyer, [market.part(buyer)], { invite: [guest], rules: { sealedMinutes: 10 } });
    const { rows: [lot] } = await market.db.owner.query('select extract(epoch from unseals_at - opens_at)::int as seconds from quoting.lots where tender_id = $1', [tender.id]);
    expect(lot.seconds).toBe(600);
    const boards = await new BoardReader(market.db.database).boards(buyer, { first: 100, withLots: true }, { tender: [], lots: ['bidCount'] });
    expect(boards.edges.find(({ node }) => node.id === tender.id)!.node.lots.map((one) => one.bidCount)).toEqual([null]);
    const changed = Object.assign(new TenderRulesInput(), { sealedMinutes: 20 });
    expect(await market.drafts.updateTender(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: tender.version, rules: changed })).toMatchObject({ __typename: 'StateRefused', currentState: 'PUBLISHED' });
  });

  it('freezes with the invitations which companies are one house, in the order in which they were named', async () => {
    const guests = [await market.company({ registrationNo: '9133-0281-HOUSE' }), await market.company(), await market.company({ registrationNo: '91330281HOUSE' })];
    const invite = [guests[2]!, guests[0]!, guests[1]!];
    const tender = await market.published(buyer, [market.part(buyer)], { invite });
    await market.db.owner.query(`update quoting.supplier_profiles set registration_no = '91330281OTHER' where company_id = $1`, [guests[1]!.companyId]);
    const { rows } = await market.db.owner.query('select company_id, registration_no from quoting.invitations where tender_id = $1 order by invited_at, id', [tender.id]);
    expect(rows).toEqual(invite.map(({ companyId }) => ({ company_id: companyId, registration_no: companyId === guests[1]!.companyId ? null : '91330281HOUSE' })));
  });

  it('answers a stranger as if nothing were there', async () => {
    const guest = await market.company();
    const stranger = await market.company();
    const tender = await market.published(buyer, [market.part(buyer)], { invite: [guest] });
    const lotId = tender.lots[0]!.id;
    expect(await market.reader.tender(stranger, tender.id)).toBeNull();
    expect(await market.reader.tender(guest, tender.id)).toBeNull();
    expect(await market.reader.bidderLot(stranger, lotId)).toBeNull();
    expect(await market.reader.bidderLot(buyer, lotId)).toBeNull();
    expect((await market.reader.bidderLots(stranger, { states: null }, { first: 100 })).edges).toEqual([]);
    const key = { idempotencyKey: aKey() };
    const attempts: [string, () => Promise<unknown>][] = [
      ['publish', () => market.publications.publishTender(stranger, { ...key, tenderId: tender.id, version: 2 })],
      ['invite', () => market.publications.inviteSuppliers(stranger, { ...key, tenderId: tender.id, companyIds: [stranger.companyId] })],
      ['cancel', () => market.cancellations.cancelLots(stranger, { ...key, tenderId: tender.id, version: 2, reason: 'x' })],
      ['update', () => market.drafts.updateTender(stranger, { ...key, tenderId: tender.id, version: 2, title: 'x' })],
      ['nda', () => market.guests.acceptNda(stranger, { ...key, lotId, sha256: '0'.repeat(64) })],
      ['decline', () => market.guests.declineLot(stranger, { ...key, lotId, reason: 'PRICE' })],
      ['ask', () => market.questions.askQuestion(stranger, { ...key, lotId, text: 'x' })],
      ['invitations', () => market.reader.invitations(stranger, tender.id)],
      ['check', () => market.checks.check(stranger, tender.id)],
      ['matches', () => market.checks.matches(stranger, tender.id)],
      ['questions', () => market.reader.tenderQuestions(stranger, { tenderId: tender.id, first: 5 })],
      ['foreign part', () => market.drafts.createTender(stranger, aTender([market.part(buyer)]))],
    ];
    for (const [, attempt] of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses input that no tender can have, with its path', async () => {
    const problems = async (given: Parameters<typeof aTender>[1]) => {
      const result = await market.drafts.createTender(buyer, aTender([market.part(buyer)], given));
      return result.__typename === 'InputRefused' ? result.problems.map((one) => one.path) : result.__typename;
    };
    expect(await problems({ rules: { visibility: 'SEALED' } })).toEqual(['rules.showBidCount']);
    expect(await problems({ rules: { visibility: 'RANK_ONLY', improvementBase: 'BEST_BID' } })).toEqual(['rules.improvementBase']);
    expect(await problems({ rules: { priceWeight: 60, dateWeight: 30 } })).toEqual(['rules.priceWeight']);
    expect(await problems({ rules: { closesAtFirstBid: true } })).toEqual(['lots.0.ceiling']);
    expect(await problems({ lot: { ceiling: { amountMinor: '100', currency: 'EUR', taxIncluded: true, taxRate: '13' } } })).toEqual(['lots.0.ceiling.currency']);
    expect(await problems({ lot: { ceiling: { amountMinor: '0', currency: 'CNY', taxIncluded: true, taxRate: '13' } } })).toEqual(['lots.0.ceiling.amountMinor']);
    expect(await problems({ input: { closesAt: new Date(Date.now() - 5_000).toISOString() } })).toEqual(['closesAt']);
    expect(await problems({ input: { closesAt: '2036-01-01T00:00:00Z' } })).toEqual(['closesAt']);
    expect(await problems({ input: { priorTenderId: 'tnd_nobody' } })).toEqual(['priorTenderId']);
    const unknown = aTender([market.part(buyer)]);
    unknown.lots[0]!.lines[0]!.operationSeqs = [10, 77];
    unknown.audience.companyIds = ['com_nobody'];
    expect(await market.drafts.createTender(buyer, unknown)).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'lots.0.lines.0.operationSeqs' }, { path: 'audience.companyIds.0' }] });
  });

  it('follows on what is over only: no draft, no tender that takes bids, none of another company', async () => {
    const prior = await market.draft(buyer, [market.part(buyer)], { invite: [await market.company()] });
    const follow = async (who = buyer) => {
      const result = await market.drafts.createTender(who, aTender([market.part(who)], { input: { priorTenderId: prior.id } }));
      return result.__typename === 'InputRefused' ? result.problems.map((one) => [one.path, one.message]) : result.__typename;
    };
    const notOver = [['priorTenderId', expect.stringMatching(/not over|尚未发布/)]];
    expect(await follow()).toEqual(notOver);
    await market.publications.publishTender(buyer, { idempotencyKey: aKey(), tenderId: prior.id, version: prior.version, acceptWarnings: 'x' });
    expect(await follow()).toEqual(notOver);
    await market.cancellations.cancelLots(buyer, { idempotencyKey: aKey(), tenderId: prior.id, version: prior.version + 1, reason: 'once more, with another steel' });
    expect(await follow()).toBe('BuyerTender');
    expect(await follow(await market.company())).toEqual([['priorTenderId', expect.not.stringMatching(/not over|尚未发布/)]]);
  });

  it('repeats its first answer, and knows another body under the same key', async () => {
    const input = aTender([market.part(buyer)], { invite: [await market.company()] });
    const [a, b] = await Promise.all([market.drafts.createTender(buyer, input), market.drafts.createTender(buyer, input)]);
    expect(a).toEqual(b);
    expect(a.__typename === 'BuyerTender' && isId(a.id, 'tender')).toBe(true);
    await expect(market.drafts.createTender(buyer, { ...input, title: 'another' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });
});
