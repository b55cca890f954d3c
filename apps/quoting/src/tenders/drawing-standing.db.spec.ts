import { newId } from '#kernel';
import type { Actor } from '#contracts';
import { TenderDisclosureInput } from '#contracts/quoting-tender-terms';
import { aKey, QuotingMarket } from '../../../../test/kit/quoting-market.js';
import { DrawingStandings } from './drawing-standing.service.js';

let market: QuotingMarket;
let standings: DrawingStandings;
let buyer: Actor;

beforeAll(async () => {
  market = await QuotingMarket.open();
  standings = new DrawingStandings(market.db.database);
  buyer = await market.company({ processes: [] });
}, 120_000);
afterAll(() => market.db.close());

async function aTenderFor(guests: readonly Actor[], disclosure: Partial<TenderDisclosureInput> = {}, pieces = 1) {
  const parts = Array.from({ length: pieces }, () => market.part(buyer));
  const tender = await market.published(buyer, parts, { invite: guests, input: { disclosure: Object.assign(new TenderDisclosureInput(), disclosure) } });
  return { tender, parts, lots: tender.lots, lineIds: tender.lots.map((lot) => lot.lines[0]!.id) };
}
const accept = async (guest: Actor, lotId: string) => {
  const lot = (await market.reader.bidderLot(guest, lotId))!;
  return market.guests.acceptNda(guest, { idempotencyKey: aKey(), lotId, sha256: lot.ndaToAccept!.sha256 });
};
const stages = async (actor: Actor, lineIds: string[]) => (await standings.of(actor, { lineIds })).map(({ stage, hindrance }) => [stage, hindrance]);

describe('what a tender lets companies see of drawings', () => {
  it('follows the acceptance, a refusal of one lot and the end of another at once', async () => {
    const [guest, other] = [await market.company(), await market.company()];
    const { tender, lots, lineIds } = await aTenderFor([guest, other], {}, 3);
    expect(await stages(guest, lineIds)).toEqual([['OUTLINE', 'NDA'], ['OUTLINE', 'NDA'], ['OUTLINE', 'NDA']]);
    await accept(guest, lots[0]!.id);
    expect(await stages(guest, lineIds)).toEqual([['VIEW', 'STAGE'], ['VIEW', 'STAGE'], ['VIEW', 'STAGE']]);
    expect((await stages(other, lineIds))[0]).toEqual(['OUTLINE', 'NDA']);
    await market.guests.declineLot(guest, { idempotencyKey: aKey(), lotId: lots[1]!.id, reason: 'PRICE' });
    await market.cancellations.cancelLots(buyer, { idempotencyKey: aKey(), tenderId: tender.id, version: tender.version, lotIds: [lots[2]!.id], reason: 'a slip' });
    expect(new Map((await standings.of(guest, { lineIds })).map(({ lotNo, stage, hindrance }) => [lotNo, [stage, hindrance]]))).toEqual(new Map([[1, ['VIEW', 'STAGE']], [2, [null, 'DECLINED']], [3, [null, 'CANCELLED']]]));
    expect((await market.reader.bidderLot(guest, lots[1]!.id))!.drawingStage).toBe('OUTLINE');
  });

  it('is refused lot by lot: a closed lot with a bid stays open to a guest that declined the rest, and an invitation or a bid takes a refusal back', async () => {
    const guest = await market.company();
    const { tender, lots, lineIds } = await aTenderFor([guest], { ndaRequired: false }, 3);
    const byLot = async () => new Map((await standings.of(guest, { lineIds })).map(({ lotNo, hindrance }) => [lotNo, hindrance]));
    await market.db.owner.query(`update quoting.lots set state = 'EVALUATING' where id = $1`, [lots[0]!.id]);
    for (const lot of [lots[1]!, lots[2]!]) await market.guests.declineLot(guest, { idempotencyKey: aKey(), lotId: lot.id, reason: 'PRICE' });
    expect((await market.reader.invitations(buyer, tender.id))[0]).toMatchObject({ state: 'DECLINED', declines: ['PRICE', 'PRICE'] });
    expect(await byLot()).toEqual(new Map([[1, 'STAGE'], [2, 'DECLINED'], [3, 'DECLINED']]));
    await market.publications.inviteSuppliers(buyer, { idempotencyKey: aKey(), tenderId: tender.id, companyIds: [guest.companyId] });
    expect((await market.reader.invitations(buyer, tender.id))[0]).toMatchObject({ state: 'SEEN', declines: [] });
    expect(await byLot()).toEqual(new Map([[1, 'STAGE'], [2, 'STAGE'], [3, 'STAGE']]));
    expect((await market.reader.bidderLots(guest, null, { first: 100 })).edges.map(({ node }) => node.id)).toEqual(expect.arrayContaining([lots[1]!.id, lots[2]!.id]));
    await market.guests.declineLot(guest, { idempotencyKey: aKey(), lotId: lots[1]!.id, reason: 'PRICE' });
    await market.db.owner.query(
      `insert into quoting.bids (id, lot_id, tender_id, company_id, seq, version_no, state, amount_minor, currency, tax_included, tax_rate, promised_date, valid_until, terms_version, receipt_no, commitment, nonce,
         signature, key_id, placed_by, received_at, decided_at) values ($1, $2, $3, $4, 900, 1, 'VALID', 100, 'CNY', true, 13, current_date, current_date, 1, 'x', 'x', 'x', 'x', 'x', 'x', now(), now())`, [newId('bid'), lots[1]!.id, tender.id, guest.companyId]);
    expect(await byLot()).toEqual(new Map([[1, 'STAGE'], [2, 'STAGE'], [3, 'STAGE']]));
    // The buyer still reads the refusal, and nothing of a bid.
    expect((await market.reader.invitations(buyer, tender.id))[0]).toMatchObject({ declines: ['PRICE'] });
  });

  it('is nothing to a guest that was blocked or stopped, until that ends', async () => {
    const guest = await market.company();
    const { tender, lineIds } = await aTenderFor([guest], { ndaRequired: false });
    const relate = (relation: string) => market.db.owner.query(
      `insert into quoting.relations (owner_id, company_id, relation, version) values ($1, $2, $3, 1) on conflict on constraint relations_once do update set relation = excluded.relation`, [buyer.companyId, guest.companyId, relation]);
    const status = (value: string) => market.db.owner.query('update quoting.supplier_profiles set status = $2 where company_id = $1', [guest.companyId, value]);
    for (const [stop, go] of [[() => relate('BLOCKED'), () => relate('NONE')], [() => status('SUSPENDED'), () => status('OPEN')]] as const) {
      await stop();
      expect(await stages(guest, lineIds)).toEqual([[null, 'ENDED']]);
      expect(await standings.guests(buyer, { tenderId: tender.id })).toMatchObject([{ stage: null, hindrance: 'ENDED' }]);
      await go();
      expect(await stages(guest, lineIds)).toEqual([['VIEW', 'STAGE']]);
    }
  });

  it('is summed up by state, not by lot, and says the most that any lot shows', async () => {
    const [guest, other] = [await market.company(), await market.company()];
    const { tender, lots } = await aTenderFor([guest, other], { ndaRequired: false }, 3);
    await market.guests.declineLot(guest, { idempotencyKey: aKey(), lotId: lots[0]!.id, reason: 'PRICE' });
    const stagesOf = async () => new Map((await standings.guests(buyer, { tenderId: tender.id }))!.map(({ companyId, stage, hindrance }) => [companyId, [stage, hindrance]]));
    expect(await stagesOf()).toEqual(new Map([[guest.companyId, ['VIEW', 'STAGE']], [other.companyId, ['VIEW', 'STAGE']]]));
    await market.db.owner.query(`update quoting.lots set state = 'COMPLETED', closed_at = now() - interval '300 days', closes_at = now() - interval '300 days' where id = any ($1)`, [[lots[1]!.id, lots[2]!.id]]);
    expect(await stagesOf()).toEqual(new Map([[guest.companyId, [null, expect.stringMatching(/ENDED|DECLINED/)]], [other.companyId, ['VIEW', 'STAGE']]]));
  });

  it('ends some days after the closing', async () => {
    const guest = await market.company();
    const { lots, lineIds } = await aTenderFor([guest], { drawingStage: 'DOWNLOAD', ndaRequired: false, accessDays: 3 });
    const closed = (ago: string) => market.db.owner.query(`update quoting.lots set state = 'COMPLETED', closed_at = now() - $2::interval where id = $1`, [lots[0]!.id, ago]);
    await closed('2 days 23 hours');
    expect(await stages(guest, lineIds)).toEqual([['DOWNLOAD', null]]);
    await closed('3 days');
    expect(await standings.of(guest, { lineIds })).toMatchObject([{ stage: null, hindrance: 'ENDED', until: expect.any(String) as string }]);
  });

  it('N29: is nothing to a company that was not invited, by line or part', async () => {
    const [guest, stranger] = [await market.company(), await market.company()];
    const { lineIds, parts } = await aTenderFor([guest]);
    expect(await standings.of(stranger, { lineIds, partIds: [parts[0]!.partId] })).toEqual([]);
    expect(await standings.of(guest, { partIds: [parts[0]!.partId] })).toMatchObject([{ lineId: lineIds[0], buyerId: buyer.companyId, revision: 'A', lotNo: 1, lineNo: 1 }]);
    expect(await standings.of(guest, {})).toEqual([]);
  });

  it('is listed for the buyer, with the version of the text that was accepted', async () => {
    const [guest, other] = [await market.company(), await market.company()];
    const { tender, parts, lots } = await aTenderFor([guest, other], {}, 2);
    await accept(guest, lots[0]!.id);
    const guests = await standings.guests(buyer, { tenderId: tender.id });
    expect(guests).toHaveLength(2);
    expect(guests).toContainEqual(expect.objectContaining({ companyId: guest.companyId, stage: 'VIEW', hindrance: 'STAGE', ndaVersion: '2026-11', ndaAcceptedAt: expect.any(String) as string }));
    expect(guests).toContainEqual(expect.objectContaining({ companyId: other.companyId, stage: 'OUTLINE', hindrance: 'NDA', ndaVersion: null }));
    expect(await standings.guests(buyer, { partId: parts[0]!.partId })).toHaveLength(2);
    expect(await standings.guests(guest, { tenderId: tender.id })).toBeNull();
    expect(await standings.guests(guest, { partId: parts[0]!.partId })).toEqual([]);
  });
});
