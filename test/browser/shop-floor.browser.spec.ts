import { encode } from 'uqr';
import { ApiClient } from '../../tools/client/api-client.js';
import * as doc from '../../tools/demo/documents.js';
import { aPhoto } from '../builders/photo.js';
import { until } from '../e2e/market.js';
import { acceptOffers, tenderSeen } from '../journeys/trade.js';
import { Floor } from './kit/floor.js';
import { focusSeen } from './kit/rules.js';
import { Stage } from './kit/stage.js';
import { SEATED, type Visitor } from './kit/visitor.js';

const ORDERS = 'query Orders { orders(filter: { side: SUPPLIER }, first: 20) { edges { node { id lines { id travellerCode item { itemNo revision } pieces { runs { id process state reports { id action evidence { url file { byteSize } } } } } } } } } }';
interface Ordered { id: string; lines: { id: string; travellerCode: string; item: { itemNo: string; revision: string }; pieces: { runs: { id: string; process: string; state: string; reports: { id: string; action: string; evidence: { url: string; file: { byteSize: string } }[] }[] }[] }[] }[] }
const KEYED = 'query Tenders { tenders(first: 1) { edges { node { title } } } }';

describe('the shop', () => {
  let stage: Stage;
  let floor: Floor;

  beforeAll(async () => {
    stage = await Stage.enter();
    floor = await Floor.open(stage, { parts: 4, shops: 2 });
    const tender = await floor.tender({ lots: 2, closesInMs: 6_000 });
    for (const [i, { id }] of tender.lots.entries()) expect((await floor.bid(i, id, 900)).__typename).toBe('BidPlaced');
    const seen = await until(() => tenderSeen(floor.factory, tender.id), ({ state }) => state === 'EVALUATING', 30_000);
    const picks = seen.standings.map(({ lotId, bidId }) => ({ lotId, bidId }));
    const { proposeAwards } = await floor.factory.lin.ask<{ proposeAwards: { __typename: string } }>(doc.PROPOSE, { input: { idempotencyKey: ApiClient.key(), tenderId: tender.id, version: seen.version, picks, reason: null } });
    expect(proposeAwards.__typename).toBe('BuyerTender');
    await until(() => acceptOffers(floor.shops[1]!), (n) => n === 1);
  }, 180_000);
  afterEach(() => stage.everybodyLeaves());
  afterAll(() => stage?.close(), 30_000);

  const ordersOf = async (shop: number) => (await floor.shops[shop]!.api.ask<{ orders: { edges: { node: Ordered }[] } }>(ORDERS)).orders.edges.map(({ node }) => node);
  const orderOf = async (shop: number) => (await until(() => ordersOf(shop), (orders) => orders.length > 0))[0]!;

  it('17: an offer is taken on the phone, and the sheet that goes with the pieces carries the code that opens its report page', async () => {
    const phone = await stage.visitor({ as: floor.person(0), device: 'phone' });
    await phone.open('/m/work', '[data-testid="shop-offer"]');
    await phone.at('accept-offer').click();
    const order = await orderOf(0);
    const line = order.lines[0]!;
    const part = floor.factory.parts.find(({ partNo }) => partNo === line.item.itemNo)!;
    const desk = await stage.visitor({ as: floor.person('lin') });
    const { page } = desk;
    await page.addInitScript(() => { window.print = () => undefined; });
    await desk.open(`/buy/moulds/${floor.factory.mouldId}/parts/${part.id}`, '[data-testid="print-traveller"]');
    await desk.at('print-traveller').click();
    await page.waitForSelector('.traveller', { state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    const words = await page.locator('.traveller').innerText();
    for (const word of [line.item.itemNo, `版本 ${line.item.revision}`, 'CNC', 'HT', 'WEDM', line.travellerCode]) expect(words).toContain(word);
    // The squares of the code are those of the address of the report page, each in its place.
    const { data, size } = encode(`${stage.url}/m/t/${line.travellerCode}`, { border: 2 });
    const dark = await page.locator('.traveller .qr path').getAttribute('d');
    expect([...dark!.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => Number(y) * size + Number(x)).sort((a, b) => a - b)).toEqual(data.flatMap((row, y) => row.flatMap((on, x) => (on ? [y * size + x] : []))));
    // Nothing but the sheet goes on the paper, and it fits.
    expect(await page.locator('#root').isVisible()).toBe(false);
    const began = Date.now();
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(Date.now() - began).toBeLessThan(4_000);
    expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    const [, , width, height] = /\/MediaBox\s*\[\s*([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)/.exec(paper)!.slice(1).map(Number) as [number, number, number, number];
    expect([Math.round(width), Math.round(height)]).toEqual([595, 420]);
    await phone.open(`/m/t/${line.travellerCode}`, '[data-testid="shop-operation"]');
    expect(await phone.page.locator('h1').innerText()).toBe(part.name);
  }, 60_000);

  it('18: the camera on the page opens the report page of the code that it sees, with a reader of our own, and is off afterwards', async () => {
    const code = (await orderOf(0)).lines[0]!.travellerCode;
    const phone = await stage.visitor({ as: floor.person(0), device: 'phone' });
    const { page } = phone;
    const readers: string[] = [];
    page.on('request', (request) => { if (request.url().endsWith('.wasm')) readers.push(request.url()); });
    await page.addInitScript(() => {
      const tracks: MediaStreamTrack[] = [];
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (asked) => { const stream = await open(asked); tracks.push(...stream.getTracks()); return stream; };
      Object.assign(window, { tracksSeen: () => tracks.map(({ readyState }) => readyState) });
    });
    try {
      stage.cameraSees(`${stage.url}/t/${code}`);
      await phone.open('/m/work', '[data-testid="open-scan"]');
      const began = Date.now();
      await phone.at('open-scan').click();
      await phone.at('shop-operation').first().waitFor();
      console.info(`a code in sight of the camera is open after ${Date.now() - began} ms`);
      expect(new URL(page.url()).pathname).toBe(`/m/t/${code}`);
      expect(readers.map((url) => new URL(url)).map(({ origin, pathname }) => [origin, /zxing_reader/.test(pathname)])).toEqual([[stage.url, true]]);
      expect(await page.evaluate(() => (window as unknown as { tracksSeen: () => string[] }).tracksSeen())).toEqual(['ended']);
      // A code of another house is told and not followed; the number on the paper does the same as its code.
      stage.cameraSees(`https://elsewhere.example/t/${code}`);
      await phone.open('/m/scan', '[data-testid="scan"]');
      await page.getByText('这个码不是这里的流程卡').waitFor();
      await page.fill('#typed-code', code);
      await page.keyboard.press('Enter');
      await phone.at('shop-operation').first().waitFor();
    } finally {
      stage.cameraSees(null);
    }
  }, 60_000);

  it('the shop plans its operations back from the promise, and the buyer sees its plan', async () => {
    const line = (await orderOf(0)).lines[0]!;
    const phone = await stage.visitor({ as: floor.person(0), device: 'phone' });
    await phone.open(`/m/t/${line.travellerCode}`, '[data-testid="shop-plan"]');
    await phone.at('shop-plan').locator('summary').click();
    const days = await phone.at('plan-day').evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
    expect(days).toHaveLength(line.pieces[0]!.runs.length);
    expect([...days].sort()).toEqual(days);
    await phone.at('plan-day').first().fill('2020-01-01');
    await phone.page.getByText('不能早于前一道工序').waitFor();
    expect(await phone.at('plan-save').isDisabled()).toBe(true);
    await phone.at('plan-propose').click();
    await phone.at('plan-save').click();
    await phone.at('shop-plan').locator('summary').getByText('排到').waitFor();
    const desk = await stage.visitor({ as: floor.person('lin') });
    await desk.open(`/buy/moulds/${floor.factory.mouldId}/progress?tab=plan`, '.plan-table');
    expect(await desk.page.locator('.plan-table caption').innerText()).toContain(`加工厂排的 ${days.length} 道`);
  }, 60_000);

  it('20: a value outside its tolerance is told at once, needs a photograph, drafts the nonconformance, and lets nobody report the piece done', async () => {
    const line = (await orderOf(0)).lines[0]!;
    const phone = await stage.visitor({ as: floor.person(0), device: 'phone' });
    const { page } = phone;
    await phone.open(`/m/t/${line.travellerCode}`, '[data-testid="report-START"]');
    // A finger that taps twice means it once.
    await phone.at('report-START').evaluate((button: HTMLElement) => { button.click(); button.click(); });
    await phone.at('report-PAUSE').waitFor();
    await phone.at('report-measure').click();
    const row = phone.at('measure-row').last();
    const place = await phone.at('measure-row').count() - 1;
    for (const [field, text] of [['name', '62'], ['nominal', '62'], ['upper', '+0.02'], ['lower', '-0.02'], ['value', '61.99']] as const) await page.fill(`#measure-${place}-${field}`, text);
    expect(await row.getAttribute('data-verdict')).toBe('INSIDE');
    await page.fill(`#measure-${place}-value`, '61.97');
    expect(await row.getAttribute('data-verdict')).toBe('OUTSIDE');
    await row.getByText('超差').waitFor();
    expect(await phone.at('measure-out').isDisabled()).toBe(true);
    await page.locator('dialog[open] [data-testid="report-photo"]').setInputFiles({ name: 'gauge.png', mimeType: 'image/png', buffer: aPhoto() });
    await phone.at('measure-out').and(page.locator(':enabled')).click();
    const found = async () => (await floor.factory.lin.ask<{ nonconformances: { edges: { node: { finding: string; disposition: string } }[] } }>('query Nonconformances { nonconformances(first: 5) { edges { node { finding disposition } } } }', {})).nonconformances.edges.map(({ node }) => node);
    expect(await until(found, ({ length }) => length > 0, 10_000)).toEqual([{ finding: '超差: 62 +0.02/-0.02: 61.97', disposition: 'HOLD' }]);
    await page.getByText('已暂停，等甲方判定').waitFor();
    await until(() => phone.at('report-DONE').isDisabled(), (off) => off, 10_000);
    expect((await orderOf(0)).lines[0]!.pieces[0]!.runs[0]!.reports.map(({ action }) => action)).toEqual(['START']);
  }, 60_000);

  it('19: what is reported without a line outlives the page, is sent once and in order, and the buyer sees the cell and the photograph', async () => {
    const line = (await orderOf(1)).lines[0]!;
    const phone = await stage.visitor({ as: floor.person(1), device: 'phone' });
    const { page } = phone;
    phone.expectComplaints(/WebSocket connection to .* failed/, /ERR_INTERNET_DISCONNECTED/, /Failed to load resource/);
    await phone.open(`/m/t/${line.travellerCode}`, '[data-testid="report-START"]');
    await page.waitForSelector(SEATED);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const desk = await stage.visitor({ as: floor.person('lin') });
    await desk.open(`/buy/moulds/${floor.factory.mouldId}/progress`, '[data-testid="heat-state"]');
    await desk.page.waitForSelector(SEATED);
    const cell = desk.page.locator(`[data-testid="heat-row"]:has-text("${line.item.itemNo}") [data-testid="heat-state"]`).first();
    expect(await cell.getAttribute('data-state')).toBe('READY');

    await phone.context.setOffline(true);
    await phone.at('report-START').click();
    await page.locator('[data-testid="report-photo"]').setInputFiles({ name: 'IMG_2507.jpg', mimeType: 'image/jpeg', buffer: await largePhoto(page) });
    await page.locator('.photo-strip li').waitFor();
    await phone.at('report-DONE').click();
    await phone.at('confirm-done').click();
    await until(() => phone.at('waiting-report').count(), (n) => n === 2, 5_000);
    await page.reload();
    await phone.at('kept-reports').waitFor();
    expect(await phone.at('kept-reports').locator('li').allInnerTexts()).toEqual([expect.stringContaining('开工'), expect.stringContaining('完成')]);
    expect((await orderOf(1)).lines[0]!.pieces[0]!.runs[0]!.reports).toEqual([]);

    const back = Date.now();
    await phone.context.setOffline(false);
    // What a device does when its network comes back.
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await until(() => cell.getAttribute('data-state'), (state) => state === 'PASSED', 10_000);
    const arrivedMs = Date.now() - back;
    console.info(`two reports and a photograph are with the buyer ${arrivedMs} ms after the line is back`);
    expect(arrivedMs).toBeLessThan(4_000);
    const run = (await orderOf(1)).lines[0]!.pieces[0]!.runs[0]!;
    expect(run.reports.map(({ action }) => action)).toEqual(['START', 'DONE']);
    const [photo] = run.reports[1]!.evidence;
    expect(Number(photo!.file.byteSize)).toBeLessThanOrEqual(300_000);
    expect(Number(photo!.file.byteSize)).toBeGreaterThan(5_000);
    await until(() => phone.at('waiting-report').count(), (n) => n === 0, 5_000);
    // The buyer opens the part and sees what the shop saw; its shop does as well, and the address is good for nobody without it.
    await cell.click();
    const picture = desk.page.locator('[data-testid="evidence"] img').first();
    await picture.waitFor();
    await until(() => picture.evaluate((one) => (one as HTMLImageElement).naturalWidth), (width) => width > 600, 5_000);
    const bare = new URL(photo!.url);
    bare.search = '';
    expect((await fetch(bare)).status).toBe(401);
    const shown = await fetch(photo!.url);
    expect([shown.status, shown.headers.get('content-type'), shown.headers.get('cache-control')]).toEqual([200, 'image/jpeg', 'private, no-store']);
  }, 90_000);

  /** A photograph of four megabytes, as phones take them: noise, which no encoder makes small. */
  async function largePhoto(page: Visitor['page']): Promise<Buffer> {
    const base64 = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(4_000, 3_000);
      const pen = canvas.getContext('2d')!;
      const image = pen.createImageData(4_000, 3_000);
      let seed = 2_507;
      for (let i = 0; i < image.data.length; i += 4) {
        seed = (seed * 1_103_515_245 + 12_345) & 0x7f_ff_ff_ff;
        image.data[i] = i % 4_000 / 20; image.data[i + 1] = 90 + (seed >> 16) % 60; image.data[i + 2] = (i / 200_000) % 255; image.data[i + 3] = 255;
      }
      pen.putImageData(image, 0, 0);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer());
      let text = '';
      for (let i = 0; i < bytes.length; i += 8_192) text += String.fromCharCode(...bytes.subarray(i, i + 8_192));
      return btoa(text);
    });
    const photo = Buffer.from(base64, 'base64');
    expect(photo.length).toBeGreaterThan(3_000_000);
    return photo;
  }

  it('5: the heat map is walked cell by cell by keys alone, each cell is told, and Enter opens the part at its operation', async () => {
    const line = (await orderOf(1)).lines[0]!;
    const desk = await stage.visitor({ as: floor.person('lin') });
    const { page } = desk;
    await desk.open(`/buy/moulds/${floor.factory.mouldId}/progress?q=${line.item.itemNo}`, '[data-testid="heat-state"]');
    await page.locator('#track-filter').focus();
    for (let i = 0; i < 6 && !(await page.evaluate(() => document.activeElement?.getAttribute('data-testid') === 'heat')); i += 1) await page.keyboard.press('Tab');
    expect(await focusSeen(page)).toBe(true);
    const told = desk.at('heat-told');
    expect(await told.innerText()).toMatch(new RegExp(`^${line.item.itemNo} 10 `));
    await page.keyboard.press('ArrowRight');
    await told.getByText(/^20 |20 /).waitFor();
    expect(await told.innerText()).toContain('shop1 加工厂');
    await page.keyboard.press('Enter');
    const step = page.locator('.piece-runs [aria-current="step"]');
    await step.waitFor();
    expect(await step.innerText()).toMatch(/^20\s/);
    await page.keyboard.press('Escape');
    await step.waitFor({ state: 'detached' });
  }, 40_000);

  it('23: a key for a program is shown once, works where it may, and is kept nowhere in the page', async () => {
    const desk = await stage.visitor({ as: floor.person('lin') });
    const { page } = desk;
    await desk.open('/dev/keys', '[data-testid="key-form"]');
    await page.fill('#key-name', 'ERP');
    await page.locator('[data-testid="key-form"] button[type="submit"]').click();
    const secret = await desk.at('key-secret').locator('code').innerText();
    expect(secret).toMatch(/^\S{24,}$/);
    const ask = async (key: string) => (await fetch(`${stage.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` }, body: JSON.stringify({ query: KEYED }) })).json() as Promise<{ data?: { tenders: { edges: unknown[] } } | null }>;
    expect((await ask(secret)).data!.tenders.edges).toHaveLength(1);
    // GraphiQL is opened by the same person and asks with the key.
    const explorer = await desk.context.newPage();
    await explorer.goto(`${stage.url}/graphiql`);
    await explorer.waitForSelector('.graphiql-container');
    expect(await explorer.evaluate(async ([key, query]) => (await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` }, body: JSON.stringify({ query }) })).json(), [secret, KEYED] as const)).toMatchObject({ data: { tenders: { edges: [{ node: { title: '询价' } }] } } });
    await explorer.close();
    await page.reload();
    await desk.at('api-key').waitFor();
    const kept = await page.evaluate(() => JSON.stringify([document.documentElement.outerHTML, { ...localStorage }, { ...sessionStorage }, document.cookie]));
    expect(kept).not.toContain(secret);
    expect(await desk.at('api-key').innerText()).toContain(secret.slice(0, 8));
    await desk.at('api-key').getByRole('button', { name: '作废密钥' }).click();
    await desk.at('key-ask-confirm').click();
    await desk.at('api-key').getByText('已结束').waitFor();
    expect((await ask(secret)).data ?? null).toBeNull();
  }, 60_000);
});
