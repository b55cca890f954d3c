import { newId } from '#kernel';
import { QuotingMarket } from '../../../../test/kit/quoting-market.js';

let market: QuotingMarket;

beforeAll(async () => { market = await QuotingMarket.open(); }, 120_000);
afterAll(() => market.db.close());

it('whoever is offered an award reads buyer and mould, the other guests do not, and a declined offer hides them again', async () => {
  const buyer = await market.company({ processes: [] });
  const [winner, loser] = [await market.company(), await market.company()];
  const part = market.part(buyer, { mould: { mouldNo: 'AC2507', title: '空调面板模', customerName: 'Polar Home' } });
  const { id: tenderId, lots: [lot] } = await market.published(buyer, [part], { invite: [winner, loser], lot: { title: 'AC2507 slides' } });
  const named = async (guest: typeof winner) => {
    const seen = [await market.reader.bidderLot(guest, lot!.id), (await market.reader.bidderLotsByIds(guest.companyId, [lot!.id], 'en')).get(lot!.id)];
    expect(seen[0]).toEqual(seen[1]);
    return [seen[0]!.title, seen[0]!.buyerId, seen[0]!.lines[0]!.mould?.customerName ?? null];
  };
  const [hidden, shown] = [['··· slides', null, null], ['AC2507 slides', buyer.companyId, 'Polar Home']];
  expect(await named(winner)).toEqual(hidden);
  await market.db.owner.query(
    `insert into quoting.awards (id, lot_id, tender_id, buyer_company_id, supplier_company_id, bid_id, state, rank, amount_minor, currency, tax_included, tax_rate, promised_date, proposed_at, accept_by)
     values ($1, $2, $3, $4, $5, $6, 'OFFERED', 1, 380000, 'CNY', true, 13, current_date, now(), now() + interval '1 day')`, [newId('award'), lot!.id, tenderId, buyer.companyId, winner.companyId, newId('bid')]);
  expect([await named(winner), await named(loser)]).toEqual([shown, hidden]);
  await market.db.owner.query(`update quoting.awards set state = 'DECLINED' where lot_id = $1`, [lot!.id]);
  expect(await named(winner)).toEqual(hidden);
});
