import { newId } from '#kernel';
import { ApiClient } from '../../tools/client/api-client.js';
import { LiveClient } from '../../tools/client/live-client.js';
import { acceptNda, aFactory, aShop, bidInput, placeBid, publish, SMALL_BOM, type FactoryFloor, type Shop } from '../journeys/trade.js';
import { MALFORMED, NO_IDS, TEXT } from './matrix/nasty-values.js';
import { differences, everyRow, type Rows } from './matrix/rows.js';
import { each, INSIDES } from './matrix/verdict.js';
import { Market, until } from './market.js';

const WRONG_SEQ = [-1, 1.5, 2 ** 31, 2 ** 53, '0', '1 OR 1', null, true, {}, [0], 1e300];
const NO_MESSAGES: unknown[] = [null, 5, 'x', true, [], [{}], {}];

describe('messages that are wrong', () => {
  let market: Market;
  let floor: FactoryFloor;
  let shop: Shop;
  let stranger: Shop;
  let lotId: string;
  let tenderId: string;
  let closedId: string;
  let client: LiveClient;
  let before: Rows;
  const said: string[] = [];

  beforeAll(async () => {
    // The pace of messages has specs of its own; here hundreds come from one connection.
    market = await Market.open({ NODE_ENV: 'production', LOG_LEVEL: 'warn', LIVE_MESSAGES_PER_SECOND: '100000', LIVE_RESUMES_PER_SECOND: '10000', LIVE_BIDS_PER_SECOND: '100000', LIVE_CONNECTIONS: '1000', BID_PAUSE_MS: '0' });
    [floor, shop, stranger] = await Promise.all([aFactory(market, Buffer.from(SMALL_BOM), 'L1'), aShop(market, 'wang'), aShop(market, 'stranger')]);
    const closing = await publish(floor, [floor.parts[1]!.id], [shop], { closesInMs: 6_500 });
    const tender = await publish(floor, [floor.parts[0]!.id], [shop], { visibility: 'OPEN', closesInMs: 3_600_000, rules: { improvementPercent: '0', improvementMinor: '1' } });
    [tenderId, lotId, closedId] = [tender.id, tender.lots[0]!.id, closing.lots[0]!.id];
    await Promise.all([acceptNda(shop, lotId), acceptNda(shop, closedId)]);
    if ((await placeBid(shop, bidInput(lotId, '500000'))).__typename !== 'BidPlaced') throw new Error('the first bid was not taken');
    await until(async () => (await market.owner.query<{ state: string }>('select state from quoting.lots where id = $1', [closedId])).rows[0]!.state, (state) => !['PUBLISHED', 'CLOSED'].includes(state), 20_000);
    await until(async () => (await market.owner.query('select type from post.deliveries where done_at is null')).rows, ({ length }) => length === 0, 20_000);
    client = await LiveClient.connect(shop.api);
    await client.emit('lot:resume', { lotId, lastSeq: 0 });
    before = await everyRow(market.owner);
  }, 120_000);
  afterAll(async () => {
    client?.close();
    await market?.close();
  }, 30_000);

  /** The code of what came back, and whether it was said in a way that tells nothing of us. */
  async function told(name: string, ...message: unknown[]): Promise<string> {
    const ack = await client.socket.timeout(10_000).emitWithAck(name, ...message) as { ok?: boolean; problem?: { code: string; requestId: string }; refusal?: { code: string } };
    if (ack.ok !== false) return 'TAKEN';
    said.push(JSON.stringify(ack));
    return ack.problem?.code ?? ack.refusal?.code ?? 'NOTHING';
  }

  const bid = (change: Record<string, unknown>) => ({ ...bidInput(lotId, '400000'), ...change });

  it('N21, N22, N23, N25, N32: are refused by name in every field of a bid', async () => {
    const amount = bidInput(lotId, '400000').amount as object;
    const asked: [string, unknown][] = [
      ...MALFORMED.MinorAmount!.map(({ value }): [string, unknown] => ['amountMinor', bid({ amount: { ...amount, amountMinor: value } })]),
      ...MALFORMED.Currency!.map(({ value }): [string, unknown] => ['currency', bid({ amount: { ...amount, currency: value } })]),
      ...MALFORMED.Decimal!.map(({ value }): [string, unknown] => ['taxRate', bid({ amount: { ...amount, taxRate: value } })]),
      ...MALFORMED.Boolean!.map(({ value }): [string, unknown] => ['taxIncluded', bid({ amount: { ...amount, taxIncluded: value } })]),
      ...NO_MESSAGES.filter((value) => JSON.stringify(value) !== '{}').map((value): [string, unknown] => ['amount', bid({ amount: value })]),
      ...MALFORMED.Date!.flatMap(({ value }): [string, unknown][] => [['promisedDate', bid({ promisedDate: value })], ['validUntil', bid({ validUntil: value })]]),
      ...MALFORMED.IdempotencyKey!.map(({ value }): [string, unknown] => ['idempotencyKey', bid({ idempotencyKey: value })]),
      ...[0, -1, 1.5, '1', null, {}, 2 ** 53].map((value): [string, unknown] => ['termsVersion', bid({ termsVersion: value })]),
      ...MALFORMED.MinorAmount!.filter(({ value }) => value !== null).map(({ value }): [string, unknown] => ['breakdown', bid({ breakdown: { materialMinor: value } })]),
      ...MALFORMED.Decimal!.map(({ value }): [string, unknown] => ['breakdown', bid({ breakdown: { machineHours: value } })]),
      ...TEXT.filter(({ what }) => !/characters/.test(what)).map(({ value }): [string, unknown] => ['note', bid({ note: value })]),
      ['note', bid({ note: 'x'.repeat(1_001) })], ['note', bid({ note: Buffer.from('binary') })],
      ...['companyId', 'state', 'submittedAt', 'rank', 'audience', 'constructor', 'prototype', 'bidId'].map((extra): [string, unknown] => [extra, bid({ [extra]: 'x' })]),
      ['__proto__', JSON.parse(`{"__proto__": {"companyId": "x"}, ${JSON.stringify(bid({})).slice(1)}`)],
      ...NO_MESSAGES.map((message): [string, unknown] => ['message', message]),
    ];
    expect(asked.length).toBeGreaterThan(150);
    const wrong: string[] = [];
    await each(asked, async ([what, message]) => {
      const code = await told('bid:place', message);
      if (code !== 'BAD_INPUT') wrong.push(`${what} ${JSON.stringify(message)?.slice(0, 200)}: ${code}`);
    });
    expect(wrong).toEqual([]);
    const refused: [object, string][] = [
      [bid({ amount: { ...amount, amountMinor: '0' } }), 'INPUT_REFUSED'], [bid({ amount: { ...amount, currency: 'EUR' } }), 'INPUT_REFUSED'], [bid({ promisedDate: '2020-01-01' }), 'INPUT_REFUSED'],
      [bid({ termsVersion: 2 }), 'TERMS_OUTDATED'], [bid({ lotId: closedId }), 'LOT_NOT_OPEN'], [bid({ amount: { ...amount, amountMinor: '600000' } }), 'BID_ABOVE_CEILING'],
    ];
    // The largest and the smallest that the form allows; what is decided together with others must not break for them.
    const edges = [{ amount: { ...amount, amountMinor: '1000000000000000' } }, { amount: { ...amount, taxRate: '0' } }, { termsVersion: 2_147_483_647 }, { promisedDate: '9999-12-31' }, { promisedDate: '0001-01-01' }, { validUntil: '9999-12-31' },
      { validUntil: '0001-01-01' }, { breakdown: { machineHours: '999999999999999.999999', materialMinor: '1000000000000000', freightMinor: '1000000000000000' } }, { note: '\u{1f6e0}'.repeat(500), termsVersion: 9 }, { idempotencyKey: '~'.repeat(128), termsVersion: 9 }];
    const codes = await Promise.all([...edges.map((edge) => told('bid:place', bid({ termsVersion: 2, ...edge }))), ...edges.map(() => told('bid:place', bid({ termsVersion: 2 })))]);
    expect([...new Set(codes)].filter((code) => !['INPUT_REFUSED', 'TERMS_OUTDATED', 'BID_ABOVE_CEILING', 'BAD_INPUT'].includes(code))).toEqual([]);
    for (const [message, code] of refused) expect([message, await told('bid:place', message)]).toEqual([message, code]);
  }, 60_000);

  it('S02, S05: are refused by name when they ask for lots that are none, from places that are none', async () => {
    const ids = [...NO_IDS.map(({ value }) => value), 'lot:*', `${lotId}:buyer`, [lotId], { lotId }, tenderId, shop.companyId, newId('lot'), client.socket.id];
    const wrong: string[] = [];
    for (const id of ids) {
      for (const [name, message] of [['lot:resume', { lotId: id, lastSeq: 0 }], ['tender:resume', { tenderId: id === tenderId ? lotId : id, lastSeqs: {} }], ['bid:place', bid({ lotId: id })], ['bid:confirm', { idempotencyKey: ApiClient.key(), bidId: id, termsVersion: 1 }]] as const) {
        const code = await told(name, message);
        if (!['BAD_INPUT', 'NOT_FOUND'].includes(code)) wrong.push(`${name} ${JSON.stringify(id).slice(0, 60)}: ${code}`);
      }
    }
    for (const lastSeq of WRONG_SEQ) {
      for (const [name, message] of [['lot:resume', { lotId, lastSeq }], ['company:resume', { lastSeq }], ['tender:resume', { tenderId, lastSeqs: { [lotId]: lastSeq } }]] as const) {
        const code = await told(name, message);
        if (!['BAD_INPUT', 'NOT_FOUND'].includes(code)) wrong.push(`${name} from ${JSON.stringify(lastSeq)}: ${code}`);
      }
    }
    for (const name of ['lot:resume', 'lot:leave', 'tender:resume', 'company:resume', 'time:ping', 'bid:confirm']) for (const message of NO_MESSAGES) if ((await told(name, message)) !== 'BAD_INPUT') wrong.push(`${name} ${JSON.stringify(message)}`);
    for (const given of [{ idempotencyKey: 'short' }, { termsVersion: 0 }, { termsVersion: '1' }, { termsVersion: 2 ** 53 }, { amount: '1' }, { companyId: shop.companyId }]) {
      if ((await told('bid:confirm', { idempotencyKey: ApiClient.key(), bidId: newId('bid'), termsVersion: 1, ...given })) !== 'BAD_INPUT') wrong.push(`bid:confirm ${JSON.stringify(given)}`);
    }
    // A place in the future is no place.
    if ((await told('lot:resume', { lotId, lastSeq: 1_000_000 })) !== 'BAD_INPUT') wrong.push('the future');
    expect(wrong).toEqual([]);
  }, 60_000);

  it('S02, S04: are refused by name when nobody knows what they are', async () => {
    for (const name of ['join', 'leave', 'subscribe', 'room', 'lot:join', 'lot:event', 'hello', '__proto__', 'constructor', 'toString', '', 'bid:place ', 'BID:PLACE', 'x'.repeat(1_000)]) {
      expect([name, await told(name, { lotId })]).toEqual([name, 'BAD_INPUT']);
    }
    expect(await told('lot:resume', { lotId, lastSeq: 0 }, { more: true })).toBe('BAD_INPUT');
  });

  it('answer to a stranger as to somebody who asks for nothing', async () => {
    const other = await LiveClient.connect(stranger.api);
    const problem = async (name: string, message: object) => { const { problem: { requestId: _id, ...rest } = {} as never } = await other.emit(name, message) as { problem?: { requestId: string; code: string } }; return rest; };
    for (const [name, make] of [['lot:resume', (id: string) => ({ lotId: id, lastSeq: 0 })], ['bid:place', (id: string) => bidInput(id, '400000')]] as [string, (id: string) => object][]) {
      expect(await problem(name, make(lotId))).toMatchObject({ code: 'NOT_FOUND' });
      expect(await problem(name, make(lotId))).toEqual(await problem(name, make(newId('lot'))));
    }
    expect(await problem('tender:resume', { tenderId, lastSeqs: {} })).toEqual(await problem('tender:resume', { tenderId: newId('tender'), lastSeqs: {} }));
    other.close();
  });

  it('S04: end their own connection when they cannot be read at all, and no other', async () => {
    const frames = ['42{"not": a packet', '42["disconnect",{}]', '42["connect",{}]', '451-["bid:place",{"_placeholder":true,"num":9}]', '4511-["x"]', '9', '42', '4', '42["lot:resume"', `42["lot:resume",{"lotId":"${'x'.repeat(17 * 1024)}","lastSeq":0}]`, '40/admin,', '\u0000'];
    for (const frame of frames) {
      const broken = await LiveClient.connect(shop.api);
      (broken.socket.io.engine as unknown as { write(text: string): void }).write(frame);
      // What cannot be read ends the connection; what can be read and means nothing may be passed over.
      await until(async () => broken.socket.disconnected || (await broken.emit('time:ping', { t0: 1 }, 500).catch(() => null)) !== null, (settled) => settled, 5_000);
      if (frame.length > 1_000) await until(async () => broken.socket.disconnected, (gone) => gone);
      broken.close();
      expect([frame.slice(0, 30), await client.emit('time:ping', { t0: 5 })]).toEqual([frame.slice(0, 30), { t0: 5, t: expect.stringMatching(/Z$/) }]);
    }
  }, 60_000);

  it('S01: do not get in without a ticket that opens', async () => {
    const { createLiveTicket } = await shop.api.ask<{ createLiveTicket: { token: string; url: string } }>('mutation T { createLiveTicket { ... on LiveTicket { token url } } }');
    const { url, token } = createLiveTicket;
    const [head, claims, proof] = token.split('.');
    for (const bad of [undefined, null, '', 5, {}, [token], 'x'.repeat(9_000), `${head}.${claims}.${proof!.slice(0, -4)}AAAA`, `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`, shop.api.bearer]) {
      await expect(LiveClient.withTicket(url, bad)).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
    }
    await expect(LiveClient.withTicket(url, token, { extraHeaders: { origin: 'https://elsewhere.example' } })).rejects.toMatchObject({ data: { code: 'FORBIDDEN' } });
    await expect(LiveClient.withTicket(url, token, { query: { ticket: token } })).rejects.toMatchObject({ data: { code: 'BAD_INPUT' } });
    await expect(LiveClient.withTicket(url, token, { auth: { ticket: token, protocol: 99 } })).rejects.toMatchObject({ data: { code: 'PROTOCOL_UNSUPPORTED' } });
    expect((await fetch(`${url}/live/?EIO=4&transport=polling`)).status).toBe(400);
    const once = await LiveClient.withTicket(url, token);
    once.close();
  }, 30_000);

  it('change nothing, tell nothing, and leave everybody at work', async () => {
    expect(said.length).toBeGreaterThan(300);
    expect(said.filter((text) => INSIDES.test(text)).map((text) => text.slice(0, 300))).toEqual([]);
    expect(market.logs.filter((line) => /"level":("error"|50|60|"fatal")/.test(line)).map((line) => line.slice(0, 400))).toEqual([]);
    // Tickets that were used are remembered until nobody could use them any more, and the numbers of the guests are drawn when the first one asks.
    const written = differences(before, await everyRow(market.owner)).filter((row) => !/^quoting\.(used_tickets|bidder_aliases) \+ /.test(row));
    expect(written.map((row) => row.slice(0, 300))).toEqual([]);
    expect(await client.emit('bid:place', { ...bidInput(lotId, '490000'), idempotencyKey: ApiClient.key() })).toMatchObject({ ok: true, versionNo: 2 });
    expect(client.ended).toBeNull();
  }, 30_000);
});
