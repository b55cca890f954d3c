import { createHash } from 'node:crypto';
import { ApiClient } from '../../tools/client/api-client.js';
import { LiveClient } from '../../tools/client/live-client.js';
import * as doc from '../../tools/demo/documents.js';
import { aPdf, chinese } from '../builders/pdf.js';
import { acceptNda, acceptOffers, aFactory, aShop, bidInput, placeBid, publish, SMALL_BOM, tenderSeen, type FactoryFloor, type Shop, type Tender } from '../journeys/trade.js';
import { Market, until } from './market.js';

interface FileSeen { id: string; name: string; purpose: string; grantedStage: string; sha256: string | null }
interface LotSeen { title: string; drawingStage: string; lines: { id: string; itemNo: string; name: string; mould: object | null; files: FileSeen[] }[] }
interface Asked { __typename: string; url: string; stage: string; grantedStage: string | null; missing: string | null; message: string }
interface Access { grants: { company: { id: string }; as: string; stage: string | null; hindrance: string | null; recall: { reason: string } | null }[]; openings: { company: { id: string }; companyName: string; personName: string; stage: string; page: number | null; outcome: string; why: string | null; times: number }[] }

const LOT = 'query Lot($id: ID!) { bidderLot(id: $id) { title drawingStage lines { id itemNo name mould { mouldNo title customerName } files { id name purpose grantedStage sha256 } thumbnailUrl } } }';
const ASK = `mutation Ask($input: RequestDownloadInput!) { requestDownload(input: $input) { __typename ... on DownloadTicket { url stage } ... on FileRefused { message grantedStage missing } } }`;
const SEEN = 'drawingAccess { grants { company { id } as stage hindrance recall { reason } } openings { company { id } companyName personName stage page outcome why times } }';
const OF_TENDER = `query Access($id: ID!) { tender(id: $id) { ${SEEN} } }`;
const OF_PART = `query Access($id: ID!) { part(id: $id) { ${SEEN} } }`;
const RECALL = 'mutation Recall($input: RecallDrawingsInput!) { recallDrawings(input: $input) { __typename ... on Refusal { message } } }';
const ATTACH = 'mutation Attach($input: UpdatePartsInput!) { updateParts(input: $input) { __typename ... on Refusal { message } } }';
const ORDERS = 'query Orders { orders(filter: { side: SUPPLIER }, first: 5) { edges { node { lines { item { mould { mouldNo title customerName } files { id name grantedStage } } } } } } }';

describe('a drawing', () => {
  let market: Market;
  let floor: FactoryFloor;
  let shops: [winner: Shop, loser: Shop, stranger: Shop];
  let tender: Tender;
  let fileId: string;
  const pdf = aPdf([{ content: chinese('滑块镶件', 100, 300, 24) }, { content: chinese('第二页', 100, 300, 24) }]);

  const ask = async ({ api }: Shop, id: string, stage?: string) => (await api.ask<{ requestDownload: Asked }>(ASK, { input: { fileId: id, stage } })).requestDownload;
  const open = (url: string, { api }: Shop) => fetch(url, { headers: { authorization: `Bearer ${api.bearer}` } });
  const lotOf = async ({ api }: Shop) => (await api.ask<{ bidderLot: LotSeen }>(LOT, { id: tender.lots[0]!.id })).bidderLot;
  const recall = (shop: Shop, recalled: boolean, reason: string) => floor.lin.ask(RECALL, { input: { idempotencyKey: ApiClient.key(), companyId: shop.companyId, tenderId: tender.id, recall: recalled, reason } });

  beforeAll(async () => {
    market = await Market.open();
    shops = [await aShop(market, 'wang'), await aShop(market, 'he'), await aShop(market, 'chen')];
    floor = await aFactory(market, Buffer.from(SMALL_BOM), 'M2611');
    const upload = { idempotencyKey: ApiClient.key(), purpose: 'DRAWING', name: 'M2611 某家电集团 M1-100.pdf', byteSize: String(pdf.length), sha256: createHash('sha256').update(pdf).digest('hex') };
    const { createUpload } = await floor.lin.ask<{ createUpload: { url: string; token: string; file: { id: string } } }>(doc.CREATE_UPLOAD, { input: upload });
    await fetch(createUpload.url, { method: 'PUT', body: new Uint8Array(pdf), headers: { authorization: `Bearer ${createUpload.token}` } });
    fileId = createUpload.file.id;
    const { id: partId, version } = floor.parts[0]!;
    const { updateParts } = await floor.lin.ask<{ updateParts: { __typename: string } }>(ATTACH, { input: { idempotencyKey: ApiClient.key(), parts: [{ partId, version, fileIds: [fileId] }] } });
    expect(updateParts.__typename).toBe('PartsChanged');
    await floor.lin.ask(doc.RELEASE, { input: { idempotencyKey: ApiClient.key(), parts: [{ partId, version: version + 1 }] } });
    tender = await publish(floor, [partId], [shops[0], shops[1]], { visibility: 'BEST_PRICE', closesInMs: 14_000, title: 'M2611' });
  }, 90_000);
  afterAll(() => market?.close(), 30_000);

  it('is known to bidders by a neutral name, and opens only after they have accepted the text', async () => {
    const before = await lotOf(shops[0]);
    expect(before).toMatchObject({ drawingStage: 'OUTLINE', lines: [{ itemNo: '1-1', mould: null, files: [{ name: expect.stringMatching(/^1-1_[A-Z]\.pdf$/) as string, sha256: null, grantedStage: 'OUTLINE' }] }] });
    expect(JSON.stringify(before)).not.toContain(fileId);
    expect(JSON.stringify(before)).not.toMatch(/M2611|家电|空调支架/);
    expect(await ask(shops[0], fileId)).toMatchObject({ __typename: 'FileRefused', grantedStage: 'OUTLINE', missing: 'NDA' });
    await expect(ask(shops[2], fileId)).rejects.toThrow('NOT_FOUND');
    for (const shop of [shops[0], shops[1]]) await acceptNda(shop, tender.lots[0]!.id);
    expect(await lotOf(shops[0])).toMatchObject({ drawingStage: 'VIEW', lines: [{ files: [{ grantedStage: 'VIEW' }] }] });
    expect(await ask(shops[0], fileId, 'DOWNLOAD')).toMatchObject({ missing: 'STAGE', grantedStage: 'VIEW' });
  });

  it('is shown page by page as marked pictures to the session that asked, each once', async () => {
    const { url } = await ask(shops[0], fileId);
    expect((await open(`${url}&page=1`, shops[1])).status).toBe(401);
    const page = await open(`${url}&page=1`, shops[0]);
    expect([page.status, page.headers.get('content-type'), page.headers.get('page-count')]).toEqual([200, 'image/webp', '2']);
    const [marked, again] = [Buffer.from(await page.arrayBuffer()), await open(`${url}&page=1`, shops[0])];
    expect(again.status).toBe(401);
    // The owner's own look bears no mark, so the two pictures differ, and the mark says who looked.
    const { requestDownload: own } = await floor.lin.ask<{ requestDownload: Asked }>(ASK, { input: { fileId, stage: 'VIEW' } });
    const plain = Buffer.from(await (await fetch(`${own.url}&page=1`, { headers: { authorization: `Bearer ${floor.lin.bearer}` } })).arrayBuffer());
    expect([marked.subarray(8, 12).toString(), plain.subarray(8, 12).toString(), marked.equals(plain)]).toEqual(['WEBP', 'WEBP', false]);
  });

  it('N41: is taken back within a second, also from an open page, and can be given again', async () => {
    const live = await LiveClient.connect(shops[1].api);
    const { url } = await ask(shops[1], fileId);
    expect((await open(`${url}&page=1`, shops[1])).status).toBe(200);
    const before = Date.now();
    await recall(shops[1], true, 'seen at a fair');
    const said = Date.now();
    expect((await open(`${url}&page=2`, shops[1])).status).toBe(404);
    await until(async () => live.companyEvents.filter(({ type, subjectId }) => type === 'drawings.recalled' && subjectId === tender.lots[0]!.id), (events) => events.length === 1, 1_000);
    const told = Date.now() - said;
    console.info(`recall: said in ${said - before} ms, open pages told ${told} ms later`);
    expect(told).toBeLessThan(1_000);
    expect(await ask(shops[1], fileId)).toMatchObject({ missing: 'RECALLED', grantedStage: null, message: expect.stringContaining('seen at a fair') as string });
    expect((await lotOf(shops[1])).lines[0]!.files).toEqual([]);
    expect((await ask(shops[0], fileId)).__typename).toBe('DownloadTicket');
    await recall(shops[1], false, 'cleared up');
    await until(async () => live.companyEvents.some(({ type }) => type === 'drawings.given'), Boolean, 1_000);
    expect((await open(`${(await ask(shops[1], fileId)).url}&page=2`, shops[1])).status).toBe(200);
    live.close();
  });

  it('goes as original to the supplier, whose order names the mould; the loser loses it after some days', async () => {
    for (const [i, shop] of [shops[0], shops[1]].entries()) expect((await placeBid(shop, bidInput(tender.lots[0]!.id, String(300_000 + i * 50_000)))).__typename).toBe('BidPlaced');
    const seen = await until(() => tenderSeen(floor, tender.id), ({ state }) => state === 'EVALUATING', 20_000);
    const picks = [{ lotId: tender.lots[0]!.id, bidId: seen.standings.find(({ rank }) => rank === 1)!.bidId }];
    const { proposeAwards } = await floor.lin.ask<{ proposeAwards: { __typename: string } }>(doc.PROPOSE, { input: { idempotencyKey: ApiClient.key(), tenderId: tender.id, version: seen.version, picks } });
    expect(proposeAwards.__typename).toBe('BuyerTender');
    await until(() => acceptOffers(shops[0]), (accepted) => accepted === 1);
    const lines = async () => (await shops[0].api.ask<{ orders: { edges: { node: { lines: { item: object }[] } }[] } }>(ORDERS)).orders.edges.flatMap(({ node }) => node.lines);
    expect(await until(lines, ({ length }) => length === 1)).toMatchObject([{ item: { mould: { mouldNo: 'M2611', title: '空调支架', customerName: '某家电集团' }, files: [{ id: fileId, name: 'M2611 某家电集团 M1-100.pdf', grantedStage: 'DOWNLOAD' }] } }]);
    const original = await open((await ask(shops[0], fileId)).url, shops[0]);
    expect(Buffer.from(await original.arrayBuffer()).equals(pdf)).toBe(true);
    expect((await ask(shops[1], fileId)).__typename).toBe('DownloadTicket');
    await market.owner.query(`update quoting.lots set closed_at = closed_at - interval '7 days' where id = $1`, [tender.lots[0]!.id]);
    expect(await ask(shops[1], fileId)).toMatchObject({ missing: 'ENDED', grantedStage: null });
  }, 60_000);

  it('has told its owner of every look and every refusal', async () => {
    const { grants, openings } = (await floor.lin.ask<{ tender: { drawingAccess: Access } }>(OF_TENDER, { id: tender.id })).tender.drawingAccess;
    expect(grants.map(({ company, as, stage, hindrance }) => [company.id, as, stage, hindrance])).toEqual(expect.arrayContaining([[shops[0].companyId, 'SUPPLIER', 'DOWNLOAD', null], [shops[1].companyId, 'BIDDER', null, 'ENDED']]) as unknown);
    const of = (shop: Shop) => openings.filter(({ company }) => company.id === shop.companyId).map(({ stage, page, outcome, why }) => [stage, page, outcome, why].join(' ')).reverse();
    expect(of(shops[0])).toEqual(['VIEW  REFUSED NDA', 'DOWNLOAD  REFUSED STAGE', 'VIEW 1 REFUSED TICKET', 'VIEW 1 OPENED ', 'DOWNLOAD  OPENED ']);
    // Another's session, and a page that was opened before.
    expect(openings.find(({ why }) => why === 'TICKET')!.times).toBe(2);
    expect(of(shops[1])).toEqual(['VIEW 1 OPENED ', 'VIEW 2 REFUSED RECALLED', 'VIEW  REFUSED RECALLED', 'VIEW 2 OPENED ', 'VIEW  REFUSED ENDED']);
    expect(openings[0]).toMatchObject({ companyName: 'he 加工厂', personName: 'he' });
    const { part } = await floor.lin.ask<{ part: { drawingAccess: Access } }>(OF_PART, { id: floor.parts[0]!.id });
    expect(part.drawingAccess.openings.length).toBeGreaterThan(openings.length);
    // Whoever was never invited is told that there is no such file; its owner is told who asked.
    expect(part.drawingAccess.openings).toContainEqual(expect.objectContaining({ company: { id: shops[2].companyId }, stage: 'VIEW', outcome: 'REFUSED', why: 'NONE', times: 1 }));
    expect(await shops[0].api.ask(OF_TENDER, { id: tender.id })).toEqual({ tender: null });
  });
});
