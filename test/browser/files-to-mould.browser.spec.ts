import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { aDrawing, aModelList, aMouldBundle, aMouldModel, modelParts } from '../builders/mould-model.js';
import { zipOf } from '../builders/zip.js';
import { until } from '../e2e/market.js';
import { Floor } from './kit/floor.js';
import { colours, hueIn } from './kit/picture.js';
import { Stage } from './kit/stage.js';
import type { Visitor } from './kit/visitor.js';

const zip = (buffer: Buffer) => ({ name: 'AC2507 资料.zip', mimeType: 'application/zip', buffer });
const CHUNK = 8 * 1024 * 1024;

describe('from files to a mould', () => {
  let stage: Stage;
  let floor: Floor;
  let blank: Page;

  beforeAll(async () => {
    stage = await Stage.enter();
    floor = await Floor.open(stage, { parts: 2, shops: 0 });
    blank = await stage.blank();
  }, 180_000);
  afterEach(() => stage.everybodyLeaves());
  afterAll(() => stage?.close(), 30_000);

  /** A new mould with its page for files open; answers its id. */
  async function aMould(desk: Visitor, mouldNo: string): Promise<string> {
    const { page } = desk;
    await desk.open('/buy/moulds/new', 'input[name="mouldNo"]');
    await page.fill('input[name="mouldNo"]', mouldNo);
    await page.fill('input[name="title"]', '后视镜壳');
    await desk.at('mould-create').click();
    await page.waitForSelector('.drop');
    return /(mld_[0-9a-z]+)/.exec(page.url())![1]!;
  }
  const filesOf = async (mouldId: string) => new Map((await floor.factory.lin.ask<{ mould: { parts: { partNo: string; revision: string; quantity: number; files: { name: string }[] }[] } }>(
    'query FilesOf($id: ID!) { mould(id: $id) { parts { partNo revision quantity files { name } } } }', { id: mouldId })).mould.parts.map((part) => [part.partNo, part]));

  it('4: a model of forty-eight solids is parts at once, boxes then, shapes at last, in one canvas that answers the list', async () => {
    const desk = await stage.visitor({ as: floor.person('lin') });
    const { page } = desk;
    await aMould(desk, 'AC2507');
    const began = Date.now();
    await page.setInputFiles('[data-testid="import-file"]', { name: 'AC2507.stp', mimeType: 'model/step', buffer: aMouldModel() });
    await desk.at('import-counts').waitFor({ timeout: 20_000 });
    const structureMs = Date.now() - began;
    await until(() => page.locator('[data-testid="import-models"] img').count(), (count) => count > 0, 30_000);
    console.info(`the parts of 48 solids shown ${structureMs} ms after the file was chosen, the first picture after ${Date.now() - began} ms`);
    expect(structureMs).toBeLessThan(8_000);
    await until(() => desk.at('model-measured').innerText(), (words) => words.includes('22 / 22'), 30_000);
    await desk.at('import-confirm').click();
    await page.waitForSelector('[data-testid="workbench-row"]');

    // On a slow line the list of contents is here long before the shapes are.
    const line = await page.context().newCDPSession(page);
    await line.send('Network.enable');
    await page.addInitScript(() => {
      const stages: string[] = [];
      Object.assign(window, { stages });
      new MutationObserver(() => { const now = document.querySelector<HTMLElement>('[data-testid="model-pane"]')?.dataset.stage; if (now !== undefined && stages.at(-1) !== now) stages.push(now); })
        .observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-stage'] });
    });
    const slow = { offline: false, latency: 20, downloadThroughput: 12_000, uploadThroughput: 100_000 };
    await page.route('**/files/fil_*', async (route) => { await line.send('Network.emulateNetworkConditions', slow); await route.continue(); }, { times: 1 });
    await page.reload();
    await page.waitForSelector('[data-stage="boxes"]', { timeout: 20_000 });
    const boxes = await page.locator('canvas').screenshot({ type: 'jpeg', quality: 90 });
    expect(await colours(blank, boxes)).toBeGreaterThan(2);
    await line.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    await page.waitForSelector('[data-stage="shapes"]', { timeout: 20_000 });
    expect(await page.evaluate(() => (window as unknown as { stages: string[] }).stages)).toEqual(['waiting', 'boxes', 'shapes']);
    expect(await page.locator('canvas').count()).toBe(1);
    expect(boxes.equals(await page.locator('canvas').screenshot({ type: 'jpeg', quality: 90 }))).toBe(false);

    // Pictures in the rows are pictures of something.
    const pictures = page.locator('[data-testid="workbench-row"] [data-testid="part-picture"]');
    await until(() => pictures.evaluateAll((all) => all.every((one) => { const image = one.querySelector('img'); return image !== null && image.complete && image.naturalWidth > 0; })), Boolean, 15_000);
    expect(await pictures.count()).toBeGreaterThan(10);
    for (const i of [0, 4, 9]) expect(await colours(blank, await pictures.nth(i).screenshot({ type: 'jpeg', quality: 95 }))).toBeGreaterThan(3);

    // The row under the pointer is lit in the model, another one elsewhere.
    const lit = async (): Promise<Awaited<ReturnType<typeof hueIn>>> => hueIn(blank, await page.locator('canvas').screenshot({ type: 'png' }), 'BLUE');
    await page.mouse.move(5, 5);
    await until(async () => (await lit()).share, (share) => share === 0, 5_000);
    const rows = desk.at('workbench-row');
    const places: { x: number; y: number }[] = [];
    for (const partNo of [modelParts[0]!, modelParts[17]!]) {
      await rows.filter({ hasText: partNo }).hover();
      const found = await until(lit, ({ share }) => share > 0.0005, 5_000);
      expect(found.share).toBeLessThan(0.2);
      places.push(found);
      expect(await page.locator('.model-name').innerText()).toContain(partNo);
    }
    expect(Math.hypot(places[0]!.x - places[1]!.x, places[0]!.y - places[1]!.y)).toBeGreaterThan(0.05);
  }, 120_000);

  it('one archive with list, model and drawings becomes a mould; what fits nothing is settled by one press', async () => {
    const desk = await stage.visitor({ as: floor.person('lin') });
    const { page } = desk;
    const mouldId = await aMould(desk, 'AC2508');
    await page.setInputFiles('[data-testid="import-file"]', zip(aMouldBundle()));
    await desk.at('import-files').waitFor({ timeout: 20_000 });
    // The name in GBK is read, and found by the name of its part.
    await desk.at('attached-files').locator('summary').click();
    expect(await desk.at('attached-file').filter({ hasText: '镶件11.pdf' }).innerText()).toContain(modelParts[10]);
    expect(await desk.at('skipped-files').innerText()).toContain('setup.exe');
    // The list says five, the model four: one press takes the model's word.
    const differing = desk.at('difference').filter({ hasText: modelParts[1]! });
    await differing.getByRole('button', { name: '按三维 2' }).click();
    await until(() => differing.getByRole('button', { name: '按三维 2' }).getAttribute('aria-pressed'), (pressed) => pressed === 'true', 10_000);
    await desk.at('import-differences').getByRole('button', { name: /显示全部/ }).click();
    expect(await page.locator('[data-testid="difference"][data-kind="LIST_ONLY"]').innerText()).toContain('AC2507-901');
    // A file that fits nothing, and a part without a drawing.
    expect(await desk.at('unmatched-file').allInnerTexts()).toEqual([expect.stringContaining('总装图.pdf')]);
    await desk.at('unmatched-file').locator('select').selectOption(modelParts[11]!);
    await until(() => desk.at('unmatched-file').count(), (count) => count === 0, 10_000);
    const bare = desk.at('bare-part').filter({ hasText: 'AC2507-901' });
    if (!await bare.isVisible()) await desk.at('bare-parts').locator('summary').click();
    await bare.locator('input[type="file"]').setInputFiles({ name: '铭牌.pdf', mimeType: 'application/pdf', buffer: aDrawing('plate') });
    await until(() => desk.at('bare-part').filter({ hasText: 'AC2507-901' }).count(), (count) => count === 0, 10_000);
    await until(() => desk.at('import-confirm').isEnabled(), Boolean, 10_000);
    await desk.at('import-confirm').click();
    await page.waitForSelector('[data-testid="workbench-row"]');
    const parts = await filesOf(mouldId);
    expect(['AC2507-201', modelParts[10]!, modelParts[11]!, 'AC2507-901'].map((partNo) => parts.get(partNo)!.files.map(({ name }) => name))).toEqual([['ac2507_201.pdf'], ['镶件11.pdf'], ['总装图.pdf'], ['铭牌.pdf']]);
    expect([parts.get(modelParts[1]!)!.quantity, parts.size]).toEqual([2, 23]);

    // Sent once more with one drawing changed, one thing is new.
    await desk.open(`/buy/moulds/${mouldId}/import`, '.drop');
    await page.setInputFiles('[data-testid="import-file"]', zip(aMouldBundle({ [modelParts[2]!]: 'moved a hole' })));
    await desk.at('import-files').waitFor({ timeout: 20_000 });
    await desk.at('attached-files').locator('summary').click();
    const outcomes = await desk.at('attached-file').allInnerTexts();
    expect(outcomes.filter((words) => words.includes('换新版'))).toEqual([expect.stringContaining('ac2507_203_B.pdf')]);
    expect(outcomes.filter((words) => words.includes('内容没变')).length).toBe(outcomes.length - 1);
  }, 90_000);

  it('several files go together; what cannot go along says why and holds nothing up', async () => {
    const desk = await stage.visitor({ as: floor.person('lin') });
    const { page } = desk;
    await aMould(desk, 'AC2509');
    const list = { name: 'AC2507.csv', mimeType: 'text/csv', buffer: Buffer.from(aModelList(4)) };
    await page.setInputFiles('[data-testid="import-file"]', [
      list, { name: 'other.csv', mimeType: 'text/csv', buffer: Buffer.from(aModelList(3)) }, { name: 'ac2507-202.pdf', mimeType: 'application/pdf', buffer: aDrawing('202') },
      { name: 'called.pdf', mimeType: 'application/pdf', buffer: Buffer.from([0x4d, 0x5a, 0, 1]) }, { name: 'drawings.rar', mimeType: 'application/x-rar', buffer: Buffer.from('Rar!\u001a\u0007\u0000') }, { name: 'nothing.stp', mimeType: 'model/step', buffer: Buffer.alloc(0) },
    ]);
    await until(() => page.locator('[data-testid="tray-file"][data-there="true"]').count(), (count) => count === 2, 15_000);
    const lines = await desk.at('tray-file').allInnerTexts();
    for (const words of [['other.csv', '一次只能导入一份清单'], ['called.pdf', '认不出'], ['drawings.rar', 'ZIP'], ['nothing.stp', '文件是空的']]) expect(lines.find((one) => one.includes(words[0]!))).toContain(words[1]);
    await desk.at('import-go').click();
    await desk.at('import-counts').waitFor({ timeout: 15_000 });
    expect(await desk.at('import-files').innerText()).toContain('新增 1');
  }, 60_000);

  it('a large archive goes on where its line broke', async () => {
    const desk = await stage.visitor({ as: floor.person('lin') });
    const { page } = desk;
    await aMould(desk, 'AC2510');
    desk.expectComplaints(/Failed to load resource/);
    const big = zipOf([{ name: 'AC2507.csv', bytes: Buffer.from(aModelList(3)) }, { name: 'ac2507-201.pdf', bytes: Buffer.concat([aDrawing('large'), randomBytes(2.5 * CHUNK)]), stored: true }]);
    const sent: string[] = [];
    await page.route('**/files/fil_*', (route) => {
      const range = route.request().headers()['content-range'];
      if (range === undefined) return route.continue();
      const again = sent.includes(range);
      sent.push(range);
      // The second chunk is cut off the first time.
      return range.startsWith(`bytes ${CHUNK}-`) && !again ? route.abort('connectionreset') : route.continue();
    });
    await page.setInputFiles('[data-testid="import-file"]', zip(big));
    await page.getByText('断线了').waitFor({ timeout: 20_000 });
    await desk.at('import-counts').waitFor({ timeout: 30_000 });
    expect(sent.map((range) => Number(/bytes (\d+)-/.exec(range)![1]) / CHUNK)).toEqual([0, 1, 1, 2]);
    expect(await desk.at('import-files').innerText()).toContain('新增 1');
  }, 60_000);
});
