import { setTimeout as sleep } from 'node:timers/promises';
import { AuctionFloor } from '../../../../test/kit/auction-floor.js';
import { lockLedgers, writeLotEvents } from './index.js';

describe('the ledgers of lots', () => {
  let floor: AuctionFloor;
  let lotIds: string[];
  beforeAll(async () => {
    floor = await AuctionFloor.open();
    const buyer = await floor.company();
    lotIds = [await floor.lot(buyer, []), await floor.lot(buyer, [])].sort();
  }, 120_000);
  afterAll(() => floor.close());

  it('are locked together and dated by one instant, which is behind the last lock', async () => {
    let [holding, freed] = [(): void => {}, 0];
    const held = new Promise<void>((resolve) => { holding = resolve; });
    const other = floor.db.database.asHouse(async (tx) => {
      await lockLedgers(tx, [lotIds[1]!]);
      holding();
      await sleep(300);
      freed = (await tx.now()).getTime();
    });
    await held;
    await floor.db.database.asHouse(async (tx) => {
      const locked = await lockLedgers(tx, [...lotIds].reverse());
      expect(locked.map(({ id }) => id)).toEqual(lotIds);
      expect(new Set(locked.map(({ at }) => at.getTime())).size).toBe(1);
      expect(locked[0]!.at.getTime()).toBeGreaterThanOrEqual(freed);
      const entries = await writeLotEvents(tx, locked, lotIds.map((lotId) => ({ lotId, type: 'SUSPENDED' as const, payload: { reason: 'a file' } })));
      expect(entries.map(({ at }) => at)).toEqual(locked.map(({ at }) => at.toISOString()));
    });
    await other;
  });
});
