import { newId } from '#kernel';
import type { Fact } from '#platform/messaging';
import { QuotingMarket } from '../../../../test/kit/quoting-market.js';
import { ProgressConsumer } from './progress.consumer.js';

let market: QuotingMarket;

beforeAll(async () => { market = await QuotingMarket.open(); }, 120_000);
afterAll(() => market.db.close());

it('N29: a company that drawings were taken back from learns of none of the owner’s other lots with the part', async () => {
  const buyer = await market.company({ processes: [] });
  const [guest, other] = [await market.company(), await market.company()];
  const lotFor = async (invite: typeof guest) => (await market.published(buyer, [market.part(buyer)], { invite: [invite] })).lots[0]!.id;
  const [own, foreign] = [await lotFor(guest), await lotFor(other)];
  const line = newId('orderLine');
  const fact = { type: 'ordering.drawings.recalled.v1', payload: { ownerId: buyer.companyId, companyId: guest.companyId, recalled: true, subjectIds: [foreign, own, line] } } as Fact<'ordering.drawings.recalled.v1'>;
  await market.db.database.asHouse((tx) => new ProgressConsumer().onRecalls([fact], tx));
  const { rows } = await market.db.owner.query(`select type, subject_id from quoting.company_events where company_id = $1 and type = 'drawings.recalled' order by seq`, [guest.companyId]);
  expect(rows).toEqual([{ type: 'drawings.recalled', subject_id: own }, { type: 'drawings.recalled', subject_id: line }]);
});
