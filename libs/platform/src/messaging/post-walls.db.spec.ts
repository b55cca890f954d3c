import { openDatabase, serviceUrl } from '#platform/database';
import { TEST_SECRET } from '#testing';
import { announce, PostOffice, released, until } from '../../../../test/kit/post-office.js';
import { OldPost } from './old-post.clock.js';
import { Outbox } from './outbox.js';

let post: PostOffice;
beforeAll(async () => { post = await PostOffice.open(); });
afterAll(() => post.close());
beforeEach(() => post.clear());

describe('the walls of the post', () => {
  it('let a service write in its own name only', async () => {
    const asOther = new Outbox({ service: 'order', schema: 'ordering' });
    await expect(post.quoting.asHouse((tx) => asOther.add(tx, 'ordering.order.issued.v1', { orderId: 'o', orderNo: 'n', awardIds: [], buyerId: 'b', supplierId: 's' }))).rejects.toThrow(/row-level security/);
  });

  it('hide what is between two others, and what another has to work off', async () => {
    await post.quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('x'), 'a'));
    const gateway = await openDatabase({ url: serviceUrl(post.house.ownerUrl, 'gateway', TEST_SECRET), applicationName: 'spec-gateway', entities: [], poolSize: 2 });
    try {
      expect(await gateway.readAsHouse('select * from post.events')).toEqual([]);
      expect(await gateway.readAsHouse('select * from post.deliveries')).toEqual([]);
      expect(await post.quoting.readAsHouse('select event_id from post.deliveries')).toHaveLength(1);
      // The sender sees the delivery but cannot call it done.
      expect(await post.quoting.asHouse((tx) => tx.query('update post.deliveries set done_at = now() returning event_id'))).toEqual([]);
      expect(await post.quoting.asHouse((tx) => tx.query('delete from post.deliveries returning event_id'))).toEqual([]);
      await expect(post.quoting.asHouse((tx) => tx.query(`update post.events set payload = '{}'`))).rejects.toThrow(/permission denied/);
      await expect(post.quoting.asHouse((tx) => tx.query(`insert into post.events (id, type, producer, payload, occurred_at) values ('e', 't', 'quoting', '{}', now())`))).rejects.toThrow(/permission denied/);
      // Nobody attaches a delivery to another's event.
      const [{ id }] = (await post.house.owner.query('select id from post.events')).rows;
      await expect(gateway.asHouse((tx) => tx.query(`insert into post.deliveries (event_id, producer, consumer, type) values ($1, 'gateway', 'gateway', 'x')`, [id]))).rejects.toThrow(/foreign key/);
    } finally {
      await gateway.close();
    }
  });

  it('can be built twice without a change', async () => {
    const { postTables } = await import('./tables.js');
    await post.quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('x'), 'a'));
    await post.house.owner.query(postTables());
    expect((await post.house.owner.query('select 1 from post.events')).rowCount).toBe(1);
  });
});

describe('old post', () => {
  it('is dropped a week after its delivery, and never before it', async () => {
    const app = await post.aProcess();
    await post.quoting.asHouse((tx) => announce.addMany(tx, ['old', 'new'].map((note) => ({ type: 'quoting.lots.released.v1' as const, payload: released(note), subject: note }))));
    await until(async () => (await post.waiting()) === 0);
    await post.house.owner.query(`update post.deliveries set done_at = done_at - interval '8 days' where subject = 'old'`);
    await post.house.owner.query(`update post.events set occurred_at = occurred_at - interval '40 days'`);
    await app.get(OldPost).tick();
    const sender = new OldPost({ service: 'quoting', schema: 'quoting' }, post.quoting);
    // quoting has no inbox in this database, so only its events can be dropped.
    await sender.tick().catch((error: Error) => { if (!/inbox/.test(error.message)) throw error; });
    expect((await post.house.owner.query('select subject from post.deliveries')).rows).toEqual([{ subject: 'new' }]);
    expect((await post.house.owner.query('select subject from post.events')).rows).toEqual([{ subject: 'new' }]);
    await app.close();
  });
});
