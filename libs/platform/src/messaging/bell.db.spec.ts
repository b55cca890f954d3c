import { Logger } from '#platform/observability';
import { aDatabase, type TestDatabase } from '#testing';
import { Bell } from './bell.js';

describe('the bell', () => {
  let house: TestDatabase;
  let bell: Bell;
  const silent = new Logger('spec', 'silent');
  beforeAll(async () => {
    house = await aDatabase('order');
    bell = new Bell(house.database, silent);
  });
  afterAll(async () => {
    await bell.onModuleDestroy();
    await house.close();
  });

  async function until(holds: () => boolean): Promise<void> {
    for (const end = Date.now() + 10_000; Date.now() < end && !holds();) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(holds()).toBe(true);
  }

  it('is heard after the commit, by every listener of the channel and no other', async () => {
    const heard: string[] = [];
    let begun = 0;
    const other = new Bell(house.database, silent);
    bell.on('lots', (payload) => heard.push(`one ${payload}`), () => { begun += 1; });
    other.on('lots', (payload) => heard.push(`two ${payload}`), () => { begun += 1; });
    bell.on('orders', (payload) => heard.push(`other ${payload}`), () => { begun += 1; });
    await until(() => begun === 3);
    await house.database.asHouse(async (tx) => {
      await bell.ring(tx, 'lots', 'lot_1');
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(heard).toEqual([]);
    });
    await expect(house.database.asHouse(async (tx) => { await bell.ring(tx, 'lots', 'never'); throw new Error('no'); })).rejects.toThrow('no');
    await until(() => heard.length === 2);
    expect(heard.sort()).toEqual(['one lot_1', 'two lot_1']);
    await other.onModuleDestroy();
  });

  it('tells of the gap after its connection was lost, and hears again', async () => {
    const heard: string[] = [];
    let gaps = 0;
    bell.on('again', (payload) => heard.push(payload), () => { gaps += 1; });
    await until(() => gaps === 1);
    await house.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen %'`);
    await until(() => gaps === 2);
    await house.database.asHouse((tx) => bell.ring(tx, 'again', 'here'));
    await until(() => heard.length === 1);
  });

  it('keeps ringing for the others when one listener fails', async () => {
    const heard: string[] = [];
    let begun = 0;
    bell.on('faulty', () => { throw new Error('deaf'); }, () => { begun += 1; });
    bell.on('faulty', (payload) => heard.push(payload), () => { begun += 1; });
    await until(() => begun >= 2);
    await house.database.asHouse((tx) => bell.ring(tx, 'faulty', 'x'));
    await until(() => heard.length === 1);
  });

  it('carries ids, not cargo', async () => {
    await expect(house.database.asHouse((tx) => bell.ring(tx, 'lots', '模'.repeat(2_700)))).rejects.toThrow(RangeError);
    await expect(house.database.asHouse((tx) => bell.ring(tx, 'lots; drop', 'x'))).rejects.toThrow('channel');
  });
});
