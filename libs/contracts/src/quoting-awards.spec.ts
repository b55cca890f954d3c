import { readInput } from '#platform/rpc';
import { ProposeAwardsInput } from './quoting-awards.js';

describe('decisions for bids', () => {
  const input = (...lotIds: string[]) => ({ idempotencyKey: 'key-12345', tenderId: 'tnd_1', version: 1, picks: lotIds.map((lotId, i) => ({ lotId, bidId: `bid_${i}` })) });

  it('name every lot once', async () => {
    expect((await readInput(ProposeAwardsInput, input('lot_a', 'lot_b'))).picks).toHaveLength(2);
    await expect(readInput(ProposeAwardsInput, input('lot_a', 'lot_b', 'lot_a'))).rejects.toMatchObject({ code: 'BAD_INPUT', details: { problems: [{ path: 'picks', message: 'must not name a lot twice' }] } });
  });
});
