import { createPublicKey, verify } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#contracts';
import type { LotHead } from '#contracts/live.protocol';
import { headText } from '#contracts/lot-record';
import { signingKey } from '#platform/tickets';
import { TEST_SECRET } from '#testing';
import { AuctionFloor, aBid, type Desk } from '../../../../test/kit/auction-floor.js';
import { LiveFloor, type LiveGuest } from '../../../../test/kit/live-floor.js';

describe('the signed head at the closing', () => {
  let floor: AuctionFloor;
  let live: LiveFloor;
  let desk: Desk;
  let buyer: Actor;
  let wang: Actor;
  let guest: Actor;

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    [buyer, wang, guest] = await Promise.all([floor.company(), floor.company(), floor.company()]);
    [live, desk] = [await LiveFloor.open(floor), floor.desk()];
    await desk.closings.beat();
  }, 120_000);
  afterAll(async () => {
    await live.close();
    await floor.close();
  });

  const heads = (who: LiveGuest): LotHead[] => who.received.filter((text) => text.startsWith('["lot:head"')).map((text) => (JSON.parse(text) as [string, LotHead])[1]);
  const enter = async (actor: Actor, lotId: string) => {
    const who = await live.enter({ ...actor, roles: ['OWNER'] });
    await who.resume(lotId);
    return who;
  };

  it('reaches buyer and bidders over the line, also from the board of the tender, is what they read later, and bears the signature', async () => {
    const lotId = await floor.lot(buyer, [wang, guest], { closesIn: 1_200 });
    const { tender_id: tenderId } = (await floor.rows(lotId)).lot;
    const [b, w, g] = [await enter(buyer, lotId), await enter(wang, lotId), await enter(guest, lotId)];
    const board = await live.enter({ ...buyer, roles: ['OWNER'] });
    expect(await board.ask('tender:resume', { tenderId, lastSeqs: {} })).toMatchObject({ ok: true });
    expect((await w.bid(aBid(lotId, 400_000))).ok).toBe(true);
    await sleep(1_300);
    // Another process may be the one that closes.
    while (await desk.closings.closeDue() > 0);
    for (const who of [b, w, board]) await who.until(() => heads(who).length === 1, 'the head');
    const [head] = heads(w);
    expect([heads(b), heads(board)]).toEqual([[head], [head]]);
    expect(await desk.records.closingHeads(wang, [lotId])).toEqual([head]);
    const { publicJwk } = signingKey(head!.keyId === floor.receipts.keyId ? 'a secret of the specs, at least 32 characters' : TEST_SECRET);
    const bytes = Buffer.from(headText(lotId, head!.headHash), 'utf8');
    expect(verify(null, bytes, createPublicKey({ key: publicJwk as never, format: 'jwk' }), Buffer.from(head!.signature, 'base64url'))).toBe(true);
    expect((await floor.rows(lotId)).events.find((event) => event.type === 'CLOSED')!.hash).toBe(head!.headHash);
    // A guest who did not bid hears of the closing alone.
    await g.until(() => g.events.some(({ type }) => type === 'closed'), 'the closing');
    await sleep(100);
    expect([heads(g), await desk.records.closingHeads(guest, [lotId])]).toEqual([[], []]);
  }, 30_000);

  it('reaches those who bid on a lot that closes at its first bid', async () => {
    const lotId = await floor.lot(buyer, [wang], { rules: { closesAtFirstBid: true } });
    const [b, w] = [await enter(buyer, lotId), await enter(wang, lotId)];
    expect((await w.bid(aBid(lotId, 400_000))).ok).toBe(true);
    for (const who of [b, w]) await who.until(() => heads(who).length === 1, 'the head');
    expect(await desk.records.closingHeads(buyer, [lotId])).toEqual(heads(b));
  }, 30_000);
});
