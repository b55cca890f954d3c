import { Floor, yuan } from './kit/floor.js';
import { PAGES } from './kit/pages.js';
import { focusSeen } from './kit/rules.js';
import { Stage } from './kit/stage.js';
import { SEATED, type Visitor } from './kit/visitor.js';

const HOSTILE = '<img src=x onerror=window.broken=1><b>fett</b>';

describe('how pages behave', () => {
  let stage: Stage;
  let floor: Floor;

  beforeAll(async () => {
    stage = await Stage.enter();
    floor = await Floor.open(stage, { parts: 16, partName: '<script>window.broken=2</script>' });
  }, 180_000);
  afterEach(() => stage.everybodyLeaves());
  afterAll(() => stage?.close(), 30_000);

  const online = (visitor: Visitor) => visitor.page.waitForSelector(SEATED);

  it('5: the board is worked by keys alone, and where one is can be seen', async () => {
    const { page, ...desk } = await keyboardDesk();
    await page.keyboard.press('/');
    await page.keyboard.type('B1-102');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="board-row"]').length === 1);
    // In a field keys are letters.
    await page.keyboard.type(' R');
    expect(await page.inputValue('#board-filter')).toBe('B1-102 R');
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="board-row"]').length === 4);
    for (let i = 0; i < 12 && !(await page.evaluate(() => document.activeElement?.getAttribute('data-testid') === 'board')); i += 1) {
      expect(await focusSeen(page)).toBe(true);
      await page.keyboard.press('Tab');
    }
    expect(await focusSeen(page)).toBe(true);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const active = page.locator('[data-testid="board-row"][aria-selected="true"]');
    expect(await active.getAttribute('aria-rowindex')).toBe('4');
    expect(await page.getAttribute('[data-testid="board"]', 'aria-activedescendant')).toBe(await active.getAttribute('id'));
    await page.keyboard.press('Enter');
    const title = page.locator('.ant-drawer-title');
    await title.getByText('B1-103').waitFor();
    await page.keyboard.press(']');
    await title.getByText('B1-104').waitFor();
    await page.keyboard.press('[');
    await title.getByText('B1-103').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForSelector('.lot-detail', { state: 'hidden' });
    expect(new URL(page.url()).searchParams.has('lot')).toBe(false);
    expect(desk.context.pages()).toHaveLength(1);
  }, 40_000);

  let keyed: string | null = null;
  async function keyboardDesk(): Promise<Visitor> {
    keyed ??= (await floor.tender({ lots: 4, title: HOSTILE })).id;
    const desk = await stage.visitor({ as: floor.person('lin') });
    await desk.open(`/buy/tenders/${keyed}/live?tab=all&sort=lot`, '[data-testid="board-row"]');
    await online(desk);
    return desk;
  }

  it('5: somebody comes in by keys alone, from the first page to Today', async () => {
    const { email, password } = stage.story.people.newcomer;
    const visitor = await stage.visitor({ language: 'en' });
    const { page } = visitor;
    await visitor.open('/sign-in', 'input[type="email"]');
    await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'email');
    await page.keyboard.type(email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/buy');
    await page.waitForSelector('.today');
    await page.keyboard.press('Tab');
    await page.getByText('Skip to content').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'page');
  }, 30_000);

  it('24: keys that an input method is using are not the page’s', async () => {
    const { page } = await keyboardDesk();
    const composing = (key: string) => page.evaluate((of) => dispatchEvent(new KeyboardEvent('keydown', { key: of, isComposing: true, bubbles: true, cancelable: true })), key);
    await composing('/');
    expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('board-filter');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('board-filter');
  }, 30_000);

  it('24: what people wrote is shown as they wrote it and never becomes part of a page', async () => {
    const desk = await keyboardDesk();
    const phone = await stage.visitor({ as: floor.person(0), device: 'phone' });
    await desk.page.locator('h1').getByText(HOSTILE).waitFor();
    await desk.page.locator('[data-testid="board-row"]').first().getByText('<script>window.broken=2</script>').waitFor();
    await desk.open('/buy', '.today');
    await desk.page.getByText(HOSTILE).first().waitFor();
    await desk.open('/buy/tenders', '.tenders-table tbody tr');
    await phone.open('/m', '[data-testid="job-card"]');
    await phone.page.getByText('<script>window.broken=2</script>').first().waitFor();
    for (const { page } of [desk, phone]) {
      expect(await page.evaluate(() => 'broken' in window)).toBe(false);
      expect(await page.locator('#root img, #root script').count()).toBe(0);
    }
  }, 30_000);

  it('24: language and light change at once, everywhere on the page, and are kept', async () => {
    const visitor = await stage.visitor({ as: 'lin' });
    const { page } = visitor;
    await visitor.open('/buy', '.today-moulds tbody tr');
    await visitor.at('language').click();
    await page.getByRole('heading', { name: /^Today/ }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await page.waitForFunction(() => document.title.startsWith('Today'));
    const before = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await visitor.at('theme').click();
    await page.waitForFunction((old) => document.documentElement.dataset.theme === 'dark' && getComputedStyle(document.body).backgroundColor !== old, before);
    await visitor.open('/buy/tenders', '.tenders-table tbody tr');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
    await visitor.at('language').click();
    await page.getByRole('heading', { name: '询价' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
  }, 30_000);

  it('24: the market’s own sentences come in the language of the page as well', async () => {
    const { lotId } = stage.story;
    for (const [language, sentence] of [['en', 'offered, no machine recorded'], ['zh-CN', '工艺符合，未登记机床']] as const) {
      const phone = await stage.visitor({ as: 'ruifeng', device: 'phone', language });
      await phone.open(`/m/jobs/${lotId}`, '[data-testid="bid-bar"]');
      await phone.page.locator('.facts li').first().getByText(sentence).waitFor();
    }
  }, 30_000);

  it('24: the live line follows the language without being made anew', async () => {
    const tender = await floor.tender();
    const phone = await stage.visitor({ as: floor.person(0), device: 'phone' });
    const { page } = phone;
    let lines = 0;
    page.on('websocket', () => { lines += 1; });
    await phone.open('/m/me', '.facts');
    await online(phone);
    const refused = async () => {
      await page.fill('#bid', '900');
      await page.fill('#bid-day', '2020-01-01');
      await page.click('[data-testid="bid-send"]');
      return phone.at('bid-refused').innerText();
    };
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Jobs' }).click();
    await page.locator(`[data-testid="job-card"][data-id="${tender.lots[0]!.id}"]`).click();
    await phone.at('bid-bar').waitFor();
    expect(await refused()).not.toMatch(/[\u3400-\u9fff]/);
    expect(lines).toBe(1);
  }, 30_000);

  it('24: English pages of people with English names hold no Chinese', async () => {
    for (const { as, device, path, ready } of PAGES.filter((page) => page.as === null || page.as === 'newcomer' || page.as === 'idle')) {
      const visitor = await stage.visitor({ as, device, language: 'en' });
      await visitor.open(path(stage.story), ready);
      const text = await visitor.page.evaluate(() => [document.title, document.body.innerText, ...[...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((one) => ['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name) ?? ''))].join('\n'));
      expect(text.replaceAll(/模享|中文/g, '')).not.toMatch(/[\u3400-\u9fff]/);
    }
  }, 60_000);

  it('24: nothing moves for people who asked for stillness; for others a changed price lights up', async () => {
    const tender = await floor.tender();
    const lotId = tender.lots[0]!.id;
    const [still, lively] = await Promise.all([true, false].map(async (calm) => {
      const desk = await stage.visitor({ as: floor.person('lin'), calm });
      await desk.open(`/buy/tenders/${tender.id}/live?tab=all`, '[data-testid="board-row"]');
      await online(desk);
      return desk;
    })) as [Visitor, Visitor];
    await floor.bid(0, lotId, 900);
    const names = await Promise.all([still, lively].map(async ({ page }) => {
      await page.getByTestId('board-best').getByText(yuan(900)).waitFor();
      return page.getByTestId('board-best').evaluate((one) => `${one.className} ${getComputedStyle(one).animationName}`);
    }));
    expect(names).toEqual(['flash none', 'flash flash']);
  }, 30_000);

  it('10: the countdown is the server’s, whatever the clock of the device says', async () => {
    const tender = await floor.tender({ closesInMs: 25_000 });
    const lotId = tender.lots[0]!.id;
    const closesAt = Date.parse((await floor.standing(tender.id))[0]!.closesAt);
    await Promise.all([90_000, -86_400_000].map(async (skew, i) => {
      const phone = await stage.visitor({ as: floor.person(i), device: 'phone' });
      await phone.context.addInitScript((ms) => {
        const now = Date.now.bind(Date);
        Date.now = () => now() + ms;
      }, skew);
      await phone.open(`/m/jobs/${lotId}`, '[data-testid="bid-bar"]');
      await online(phone);
      expect(Math.abs(await phone.page.evaluate(() => Date.now()) - Date.now() - skew)).toBeLessThan(2_000);
      // In the last ten seconds the clock shows tenths; on this machine the server's time is also this process's.
      const shown = await phone.page.waitForFunction(() => {
        const text = document.querySelector('.job-clock [role="timer"]')?.textContent ?? '';
        return /^00:0[2-8]\.\d$/.test(text) ? [Number(text.slice(3)), performance.timeOrigin + performance.now()] as const : null;
      }, undefined, { timeout: 30_000, polling: 30 });
      const [seconds, at] = (await shown.jsonValue())!;
      expect(Math.abs(seconds * 1_000 - (closesAt - at))).toBeLessThan(450);
      expect(await phone.page.title()).toMatch(/^00:0\d/);
    }));
  }, 60_000);

  it('25: the phone shows a job soon and without jumping, on a slow processor and a slow line', async () => {
    const phone = await stage.visitor({ as: 'ruifeng', device: 'phone' });
    const device = await phone.context.newCDPSession(phone.page);
    await device.send('Network.enable');
    await device.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 });
    await device.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await phone.context.addInitScript(() => {
      const seen = { lcp: 0, cls: 0 };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.lcp = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
      new PerformanceObserver((list) => { for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) if (!entry.hadRecentInput) seen.cls += entry.value; }).observe({ type: 'layout-shift', buffered: true });
    });
    await phone.open(`/m/jobs/${stage.story.lotId}`, '[data-testid="bid-bar"]');
    await online(phone);
    const { lcp, cls } = await phone.page.evaluate(() => (window as unknown as { seen: { lcp: number; cls: number } }).seen);
    console.info(`job on a slow phone: largest paint after ${Math.round(lcp)} ms, shift ${cls.toFixed(3)}`);
    expect(cls).toBeLessThanOrEqual(0.05);
    // 2.5 s where nothing else runs; the other half is for what shares the machine with a test.
    expect(lcp).toBeLessThanOrEqual(5_000);
  }, 60_000);
});
