import type { Actor } from '#contracts';
import { sealingKey } from '#platform/tickets';
import { fen } from '../../../../test/builders/lots.js';
import { AuctionFloor, aBid } from '../../../../test/kit/auction-floor.js';
import { Seals } from './seals.service.js';

const BEFORE = 'a secret of the specs, at least 32 characters';
const NEXT = 'the next secret of the house, as long as the first';

describe('seals of lots that take bids', () => {
  let floor: AuctionFloor;
  let buyer: Actor;
  let wang: Actor;
  beforeAll(async () => {
    floor = await AuctionFloor.open();
    [buyer, wang] = await Promise.all([floor.company(), floor.company()]);
  }, 120_000);
  afterAll(() => floor.close());

  const starting = (secret: string, former: string[] = []) => new Seals(floor.db.database, sealingKey(secret, 'offers', former)).onApplicationBootstrap();
  const over = (lotId: string) => floor.db.owner.query(`update quoting.lots set state = 'CANCELLED' where id = $1`, [lotId]);

  it('keep quoting from starting with a secret that does not open them, bids and floors alike, named and from before keys had names', async () => {
    await starting(NEXT);
    const sealed = await floor.lot(buyer, [wang], { rules: { visibility: 'SEALED', showBidCount: false } });
    await floor.desk().desk.place(wang, aBid(sealed, 380_000));
    await expect(starting(NEXT)).rejects.toThrow(new RegExp(`The lot ${sealed} takes bids.*MOULDSHARE_FORMER_SECRETS`));
    await Promise.all([starting(BEFORE), starting(NEXT, [BEFORE])]);
    await floor.db.owner.query('alter table quoting.bids disable trigger user');
    await floor.db.owner.query(`update quoting.bids set offer_sealed = split_part(offer_sealed, '.', 2) where lot_id = $1`, [sealed]);
    await expect(starting(NEXT)).rejects.toThrow(/no configured secret opens/);
    await starting(NEXT, [BEFORE]);
    // What is only damaged has its key, and keeps nobody else from being served.
    await floor.db.owner.query(`update quoting.bids set offer_sealed = $2 || '.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' where lot_id = $1`, [sealed, floor.offers.seal('x', 'y').split('.')[0]]);
    await floor.db.owner.query('alter table quoting.bids enable trigger user');
    await starting(BEFORE);
    await over(sealed);
    await starting(NEXT);

    const live = await floor.lot(buyer, [wang]);
    const { termsVersion, promisedDate } = aBid(live, 1);
    await floor.desk().proxies.setProxyBid(wang, { idempotencyKey: 'a-floor-of-seals-1', lotId: live, termsVersion, floor: fen(300_000), stepMinor: '1000', promisedDate });
    await expect(starting(NEXT)).rejects.toThrow(new RegExp(`The lot ${live} takes bids`));
    await over(live);
    await starting(NEXT);
  });
});
