import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { ApiClient } from '../../tools/client/api-client.js';
import { acceptNda } from '../journeys/trade.js';
import { until } from '../e2e/market.js';
import { Floor } from './kit/floor.js';
import { focusSeen } from './kit/rules.js';
import { Stage } from './kit/stage.js';
import type { Visitor } from './kit/visitor.js';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/bom/ok/${name}`, import.meta.url));
const TRUST = 'mutation Trust($input: SetSupplierRelationInput!) { setSupplierRelation(input: $input) { __typename } }';

describe('from a list to a tender', () => {
  let stage: Stage;
  let floor: Floor;

  beforeAll(async () => {
    stage = await Stage.enter();
    floor = await Floor.open(stage, { parts: 6, shops: 2, partName: '空调支架 镶件' });
    for (const { companyId } of floor.shops) await floor.factory.lin.ask(TRUST, { input: { idempotencyKey: ApiClient.key(), companyId, relation: 'TRUSTED' } });
  }, 180_000);
  afterEach(() => stage.everybodyLeaves());
  afterAll(() => stage?.close(), 30_000);

  /** Makes a mould and drops a list on its page, as hands do. */
  async function dropped(desk: Visitor, mouldNo: string, name: string): Promise<void> {
    const { page } = desk;
    await desk.open('/buy/moulds/new', 'input[name="mouldNo"]');
    await page.fill('input[name="mouldNo"]', mouldNo);
    await page.fill('input[name="title"]', '空调支架');
    await desk.at('mould-create').click();
    await page.waitForSelector('.drop');
    const bytes = readFileSync(fixture(name)).toString('base64');
    const files = await page.evaluateHandle(({ base64, fileName }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], fileName, { type: 'text/csv' }));
      return transfer;
    }, { base64: bytes, fileName: name });
    for (const event of ['dragover', 'drop']) await page.dispatchEvent('.drop', event, { dataTransfer: files });
  }
  /** Numbers by the word below them. */
  const numbers = ({ page }: Visitor, testId: string) => page.locator(`[data-testid="${testId}"] > div`).evaluateAll((all) => Object.fromEntries(all.map((one) => [one.querySelector('dt')!.textContent!, one.querySelector('dd')!.textContent!])));

  it('2: a list in a Chinese encoding is read without a template, and no line of it is lost', async () => {
    const desk = await stage.visitor({ as: floor.person('lin') });
    const { page } = desk;
    await dropped(desk, 'AC2507', 'sample-bom-messy.csv');
    const began = Date.now();
    await desk.at('import-counts').waitFor({ timeout: 15_000 });
    const readMs = Date.now() - began;
    console.info(`a list of fifty lines read ${readMs} ms after it was dropped`);
    expect(readMs).toBeLessThan(6_000);
    expect(await numbers(desk, 'import-counts')).toMatchObject({ 读懂: '29', 待确认: '9', 跳过: '2', 文件: 'sample-bom-messy.csv' });
    expect(await page.locator('body').innerText()).not.toContain('\ufffd');
    // The headings say what the columns are; nobody had to.
    const meanings = await page.locator('.import-columns select').evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value));
    for (const meaning of ['PART_NO', 'NAME', 'MATERIAL', 'LENGTH', 'WIDTH', 'HEIGHT', 'QUANTITY']) expect(meanings).toContain(meaning);
    const date = page.locator('[data-testid="doubt"]', { hasText: '第 46 行' });
    expect(await date.innerText()).toContain('1月8日');
    // One press answers, by hand or by key.
    const open = async () => Number(/\d+/.exec(await page.locator('#doubts-title').innerText())![0]);
    const before = await open();
    await date.getByRole('button', { name: '1/8', exact: true }).click();
    await until(open, (left) => left === before - 1, 5_000);
    await page.locator('#doubts-title').click();
    await page.keyboard.press('n');
    await page.keyboard.press('1');
    await until(open, (left) => left < before - 1, 5_000);
    expect(await desk.at('import-confirm').isDisabled()).toBe(await open() > 0);
    const lines = (parse(new TextDecoder('gb18030').decode(readFileSync(fixture('sample-bom-messy.csv'))), { relax_column_count: true, skip_empty_lines: true }) as unknown[]).length;
    // Every line of the file has its outcome, those that are no parts as well.
    expect(await page.getAttribute('[data-testid="import-lines"]', 'aria-rowcount')).toBe(String(lines + 1));
  }, 60_000);

  it('3: two hundred and ten parts are imported with one press and open at once, most of them out of the page', async () => {
    const desk = await stage.visitor({ as: floor.person('lin') });
    const { page } = desk;
    await dropped(desk, 'AC2508', 'sample-bom.csv');
    await desk.at('import-confirm').waitFor({ timeout: 15_000 });
    await until(() => desk.at('import-confirm').isEnabled(), Boolean, 10_000);
    const began = Date.now();
    await desk.at('import-confirm').click();
    await page.waitForSelector('[data-testid="workbench-row"]');
    const usableMs = Date.now() - began;
    console.info(`210 parts imported and shown after ${usableMs} ms`);
    expect(usableMs).toBeLessThan(6_000);
    expect(await numbers(desk, 'workbench-sum')).toMatchObject({ 零件数: '210' });
    const tabs = await page.locator('.workbench .tools .tabs').first().innerText();
    for (const words of ['外购 98', '外协 91', '自制 21']) expect(tabs.replaceAll(/\s+/g, ' ')).toContain(words);
    const branches = Number(await page.getAttribute('[data-testid="workbench"]', 'aria-rowcount')) - 1 - 210;
    expect(branches).toBeGreaterThan(3);
    expect(branches).toBeLessThan(12);
    expect(await page.locator('[data-testid="workbench"] [role="row"]').count()).toBeLessThan(80);
  }, 60_000);

  it('5: parts are found, chosen and put to tender by keys alone', async () => {
    const desk = await stage.visitor({ as: floor.person('lin') });
    const { page } = desk;
    await desk.open(`/buy/moulds/${floor.factory.mouldId}/parts`, '[data-testid="workbench-row"]');
    const began = Date.now();
    await page.keyboard.press('/');
    expect(await slowestKey(desk, '#part-filter', '镶件')).toBeLessThan(200);
    await page.keyboard.press('Enter');
    const seen: boolean[] = [await focusSeen(page)];
    // From the branch down to its first two parts, and on to the third with everything between.
    for (const key of ['j', 'x', 'j', 'j', 'Shift+X']) await page.keyboard.press(key);
    seen.push(await focusSeen(page));
    await desk.at('bulk-bar').getByText('选中 3 项 3 件').waitFor();
    const chosen = await page.locator('[data-testid="workbench-row"][aria-selected="true"] b').allInnerTexts();
    expect(chosen).toEqual(['B1-101', 'B1-102', 'B1-103']);
    await page.keyboard.press('p');
    await page.waitForSelector('[data-testid="publish-lot"]');
    expect(Date.now() - began).toBeLessThan(15_000);
    expect(await page.locator('[data-testid="publish-lot"] b').allInnerTexts()).toEqual(chosen);
    expect(seen).toEqual([true, true]);
  }, 40_000);

  it('6: what the buyer is shown of a job is what the workshop reads, and the rules stand once it is out', async () => {
    const desk = await stage.visitor({ as: floor.person('lin') });
    const { page } = desk;
    const phone = await stage.visitor({ as: floor.person(0), device: 'phone' });
    await phone.open('/m', '.notice');
    const [, , , fourth] = floor.factory.parts;
    await desk.open(`/buy/tenders/new?mould=${floor.factory.mouldId}&parts=${fourth!.id}`, '[data-testid="publish-rules"]');
    // Rules are sentences with choices in them, and what is chosen is what is shown.
    expect(await page.locator('[data-rule="mode"]').evaluate((one) => one.textContent)).toContain('这次是');
    await page.selectOption('[data-testid="rule-mode"]', 'BEST_PRICE');
    await page.selectOption('[data-testid="rule-bands"]', 'yes');
    await page.selectOption('[data-testid="rule-ties"]', 'PRICE/FIRST_COME');
    await desk.at('publish-save').click();
    await until(() => desk.at('publish-open').isEnabled().catch(() => false), Boolean, 10_000);
    await page.locator('.preview-card .fit').waitFor();
    // The mould is called as its parts are: its name goes from the preview as it goes from the phone, and comes back where it is shown.
    const title = page.locator('.preview-card h2');
    expect(await title.innerText()).toContain('··· 镶件4');
    expect(await desk.at('preview-parts').innerText()).toBe('1-1 ··· 镶件4');
    await page.selectOption('[data-testid="rule-mould-name"]', 'yes');
    await until(() => title.innerText(), (words) => words.includes('空调支架 镶件4'), 10_000);
    expect(await desk.at('preview-mould').innerText()).toBe('B1 · 空调支架');
    await page.selectOption('[data-testid="rule-mould-name"]', 'no');
    await until(() => title.innerText(), (words) => words.includes('··· 镶件4'), 10_000);
    expect(await desk.at('preview-mould').count()).toBe(0);
    await until(() => desk.at('publish-open').isEnabled(), Boolean, 10_000);
    await page.locator('.preview-card .fit').waitFor();
    const preview = await face(page.locator('.preview-card'));
    await desk.at('publish-open').click();
    if (await desk.at('publish-reason').count() > 0) await page.fill('[data-testid="publish-reason"]', '就这两家');
    const began = Date.now();
    await desk.at('publish-ask-confirm').click();
    await phone.at('job-card').first().waitFor({ timeout: 10_000 });
    const onPhoneMs = Date.now() - began;
    console.info(`a published job is on the phone after ${onPhoneMs} ms`);
    expect(onPhoneMs).toBeLessThan(5_000);
    expect(preview).not.toBe('');
    expect(await face(phone.at('job-card').first())).toBe(preview);
    await page.waitForURL('**/live?**');
    const tenderId = /tenders\/([^/]+)/.exec(page.url())![1]!;
    const lotId = (await phone.at('job-card').first().getAttribute('data-id'))!;
    await acceptNda(floor.shops[0]!, lotId);
    expect((await floor.bid(0, lotId, 900)).__typename).toBe('BidPlaced');
    await desk.open(`/buy/tenders/${tenderId}?tab=rules`, '.rules-in-words');
    const rules = await page.locator('.rules-in-words').innerText();
    for (const words of ['自 1000.00 CNY 起为1% 与 20.00 CNY 中的较大者', '同分时依次：价格低者、先报价者']) expect(rules).toContain(words);
    await desk.open(`/buy/tenders/${tenderId}/edit`, '.notice');
    await page.getByText('已经发布，规则不再改动').waitFor();
    expect(await page.locator('[data-testid="publish-rules"]').count()).toBe(0);
  }, 60_000);

  /** Types into a field and says for the slowest letter how many milliseconds passed until the page with it was painted. */
  async function slowestKey({ page }: Visitor, field: string, letters: string): Promise<number> {
    await page.evaluate((of) => {
      const took: number[] = [];
      Object.assign(window, { took });
      document.querySelector(of)!.addEventListener('input', () => { const began = performance.now(); requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - began))); });
    }, field);
    for (const [i, letter] of [...letters].entries()) {
      await page.keyboard.insertText(letter);
      await page.waitForFunction((n) => (window as unknown as { took: number[] }).took.length >= n, i + 1);
    }
    return page.evaluate(() => Math.max(...(window as unknown as { took: number[] }).took));
  }

  /** The words on a job's face, without the clock that runs. */
  async function face(card: ReturnType<Visitor['at']>): Promise<string> {
    return card.evaluate((one) => {
      const copy = one.cloneNode(true) as Element;
      copy.querySelectorAll('[role="timer"]').forEach((clock) => clock.remove());
      return copy.textContent!.replaceAll(/\s+/g, ' ').trim();
    });
  }
});
