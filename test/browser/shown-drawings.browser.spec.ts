import { ApiClient } from '../../tools/client/api-client.js';
import * as doc from '../../tools/demo/documents.js';
import { publish, type FactoryFloor, type Shop, type Tender } from '../journeys/trade.js';
import { until } from '../e2e/market.js';
import { Stage } from './kit/stage.js';
import { SEATED } from './kit/visitor.js';

const PART = 'query Part($id: ID!) { part(id: $id) { id version released } }';
const RECALL = 'mutation Recall($input: RecallDrawingsInput!) { recallDrawings(input: $input) { __typename } }';

describe('drawings that a buyer shows', () => {
  let stage: Stage;
  let lin: ApiClient;
  let tender: Tender;
  let guest: string;
  beforeAll(async () => {
    stage = await Stage.enter();
    lin = await stage.api('lin');
    guest = (await (await stage.api('ruifeng')).ask<{ viewer: { company: { id: string } } }>(doc.VIEWER)).viewer.company.id;
    // Bidders are shown what was released.
    const { part } = await lin.ask<{ part: { id: string; version: number; released: boolean } }>(PART, { id: stage.story.drawn.partId });
    if (!part.released) await lin.ask(doc.RELEASE, { input: { idempotencyKey: ApiClient.key(), parts: [{ partId: part.id, version: part.version }] } });
    tender = await publish({ lin } as FactoryFloor, [stage.story.drawn.partId], [{ companyId: guest } as Shop], { visibility: 'SEALED', closesInMs: 3_600_000, title: 'MB-30' });
  }, 180_000);
  afterEach(() => stage.everybodyLeaves());
  afterAll(() => stage?.close(), 30_000);

  it('open on the phone after the text is accepted, and leave the screen within a second when they are taken back at the desk', async () => {
    const [phone, desk] = [await stage.visitor({ as: 'ruifeng', device: 'phone' }), await stage.visitor({ as: 'lin' })];
    await phone.open(`/m/jobs/${tender.lots[0]!.id}`, '[data-testid="papers"]');
    await phone.page.waitForSelector(SEATED);
    expect(await phone.at('paper-open').count()).toBe(0);
    expect(await phone.at('papers').textContent()).not.toMatch(/MB-30|标准模架/);
    await phone.at('accept-nda').tap();
    await phone.at('paper-open').first().tap();
    await phone.page.locator('.sheet-picture img').first().waitFor();

    await desk.open(`/buy/tenders/${tender.id}?tab=drawings`, '[data-testid="drawing-looks"]');
    await desk.page.locator(`[data-company="${guest}"]`).getByTestId('drawing-recall').click();
    await desk.at('recall-reason').fill('试过了');
    const before = Date.now();
    await desk.at('recall-confirm').click();
    await phone.at('sheet-viewer').waitFor({ state: 'detached' });
    expect(Date.now() - before).toBeLessThan(1_000);
    await phone.page.locator('.papers-closed').waitFor();
    await phone.at('paper-open').first().waitFor({ state: 'detached' });
    await desk.page.locator('.drawing-access .tag', { hasText: '已收回' }).waitFor();
  }, 60_000);

  it('come back when they are given again, and turn in the hand without their names', async () => {
    await lin.ask(RECALL, { input: { idempotencyKey: ApiClient.key(), companyId: guest, tenderId: tender.id, recall: false, reason: '已澄清' } });
    const phone = await stage.visitor({ as: 'ruifeng', device: 'phone' });
    await phone.open(`/m/jobs/${tender.lots[0]!.id}`, '[data-testid="turn-it"]');
    await phone.at('turn-it').tap();
    await phone.page.waitForSelector('[data-testid="turntable"][data-stage="there"]');
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }, 60_000);

  it('show their part on the card of the job, and jobs without a picture have no place for one', async () => {
    const phone = await stage.visitor({ as: 'ruifeng', device: 'phone' });
    await phone.open('/m', '[data-testid="job-card"]');
    const picture = phone.page.locator(`[data-testid="job-card"][data-id="${tender.lots[0]!.id}"] [data-testid="part-picture"]`);
    const room = await picture.boundingBox();
    await picture.scrollIntoViewIfNeeded();
    await until(() => picture.locator('img').evaluate((one) => (one as HTMLImageElement).naturalWidth), (width) => width > 0, 10_000);
    // The picture came into a place that was there before.
    expect([(await picture.boundingBox())!.width, (await picture.boundingBox())!.height]).toEqual([room!.width, room!.height]);
    expect(await phone.at('part-picture').count()).toBeLessThan(await phone.at('job-card').count());
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }, 60_000);
});
