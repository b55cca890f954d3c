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
