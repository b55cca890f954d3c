import { until } from '../e2e/market.js';
import { violations } from './kit/rules.js';
import { Stage } from './kit/stage.js';
import { SEATED } from './kit/visitor.js';

describe('what pages say and keep', () => {
  let stage: Stage;

  beforeAll(async () => { stage = await Stage.enter(); }, 180_000);
  afterEach(() => stage.everybodyLeaves());
  afterAll(() => stage?.close(), 30_000);

  it('shows a fault with its number and a way to try again, and keeps what is on the page while it asks', async () => {
    const visitor = await stage.visitor({ as: 'lin', language: 'en' });
    visitor.expectComplaints(/status of 500/);
    const { page } = visitor;
    let broken = true;
    await page.route('**/graphql', (route) => (broken && route.request().postData()!.includes('query Today')
      ? route.fulfill({ status: 500, json: { errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL', requestId: 'req_8f2' } }] } }) : route.continue()));
    await visitor.open('/buy', '[role="alert"]');
    expect(await page.locator('[role="alert"]').innerText()).toContain('req_8f2');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page)).toEqual([]);
    }
    broken = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForSelector('.today-moulds tbody tr');
    const moulds = await page.locator('.today-moulds tbody tr').count();
    broken = true;
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    expect(await page.locator('.today-moulds tbody tr').count()).toBe(moulds);
  }, 30_000);

  it('tells a refusal beside its field and keeps the form', async () => {
    const visitor = await stage.visitor();
    const { page } = visitor;
    await visitor.open('/sign-up', '#email');
    for (const [field, text] of [['companyName', '新公司'], ['name', '小李'], ['email', 'li@people.example'], ['password', 'short']] as const) await page.fill(`#${field}`, text);
    await page.keyboard.press('Enter');
    await page.locator('.ant-form-item', { has: page.locator('#password') }).getByText(/12/).nth(1).waitFor();
    for (const [field, text] of [['companyName', '新公司'], ['name', '小李'], ['email', 'li@people.example'], ['password', 'short']] as const) expect(await page.inputValue(`#${field}`)).toBe(text);
    expect(new URL(page.url()).pathname).toBe('/sign-up');
    await visitor.open('/sign-in', '#email');
    await page.fill('#email', stage.story.people.idle.email);
    await page.fill('#password', 'wrong-password-here');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.ant-form-item-explain-error');
    expect(await page.inputValue('#email')).toBe(stage.story.people.idle.email);
  }, 30_000);

  it('runs no script that it did not bring, and keeps no token where a script can read it', async () => {
    const desk = await stage.visitor({ as: 'lin' });
    const { page } = desk;
    await desk.open('/buy', '.today-moulds tbody tr');
    desk.expectComplaints(/^console: (policy: |.*Content Security Policy|.*violates the following)/);
    await page.evaluate(() => {
      for (const [name, source] of [['text', 'window.planted = 1'], ['src', 'data:text/javascript,window.planted=2']] as const) {
        const script = document.createElement('script');
        if (name === 'text') script.textContent = source; else script.src = source;
        document.head.append(script);
      }
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.planted = 3');
      document.body.append(button);
      button.click();
    });
    expect(await page.evaluate(() => 'planted' in window)).toBe(false);
    const response = await page.request.get(page.url(), { headers: { accept: 'text/html' } });
    expect(response.headers()['content-security-policy']).toMatch(/default-src 'none'; script-src 'self';/);
    expect(response.headers()['content-security-policy']).not.toContain('unsafe');
    const kept = await page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.toMatch(/eyJ|mouldshare-refresh/);
    const [cookie] = await desk.context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: expect.stringMatching(/Strict|Lax/) });
  }, 30_000);

  it('sends whoever is not signed in to the door, and back to the page they came for', async () => {
    const { tenders, people } = stage.story;
    const visitor = await stage.visitor({ language: 'en' });
    const { page } = visitor;
    await visitor.open(`/buy/tenders/${tenders.open}/live?tab=one`, '#email');
    await page.fill('#email', people.lin.email);
    await page.fill('#password', people.lin.password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-testid="board-row"]');
    expect(page.url()).toContain(`/buy/tenders/${tenders.open}/live?tab=one`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForSelector('[data-testid="try-it"]');
    await until(() => page.context().cookies(), (cookies) => cookies.every(({ value }) => value === ''));
  }, 30_000);

  it('goes back to own pages only, and to none that the other entry serves', async () => {
    const { email, password } = stage.story.people.lin;
    for (const [i, from] of [`//${new URL(stage.url).host}.elsewhere.example/buy`, 'https://elsewhere.example', 'javascript:window.broken=3', '/m/bids'].entries()) {
      const { page, open } = await stage.visitor().then((visitor) => ({ page: visitor.page, open: visitor.open.bind(visitor) }));
      await open(`/sign-in?from=${encodeURIComponent(from)}`, '#email');
      await page.fill('#email', email);
      await page.fill('#password', password);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.today');
      expect([i, new URL(page.url()).origin, new URL(page.url()).pathname]).toEqual([i, stage.url, '/buy']);
    }
  }, 60_000);

  it('reads an address for the words that it knows, whatever is written into it', async () => {
    const { tenders, mouldId, lotId } = stage.story;
    const desk = await stage.visitor({ as: 'lin' });
    const { page } = desk;
    await desk.open('/buy/suppliers?q=207&relation=nobody', '.notice');
    expect(await page.locator('[type="search"]').inputValue()).toBe('207');
    for (const [path, ready] of [
      [`/buy/tenders/${tenders.open}/live?tab=constructor&sort=7&q=213`, '[data-testid="board-row"], .notice'], [`/buy/tenders/${tenders.open}?tab=nothing&lot=[]`, '[data-testid="tender-tab-lots"][aria-pressed="true"]'],
      [`/buy/moulds/${mouldId}/progress?tab=%7B%7D&view=1&part=1&op=x`, '[data-testid="heat-state"]'], [`/buy/moulds/${mouldId}/parts?tab=nothing`, '[role="treegrid"] [role="row"]:nth-child(3)'], ['/buy/moulds?tab=null', '#page table tbody tr'], ['/buy/orders?view=0', '#page table tbody tr'],
      [`/buy/tenders/${tenders.compared}/award?tab=true&view=7`, '[data-testid="award-matrix"]'], ['/company?tab=', '[data-testid="company-form"]'],
    ] as const) await desk.open(path, ready);
    await desk.open('/buy/nowhere/at/all', '.notice');
    await page.getByText('没有这个页面').waitFor();
    const phone = await stage.visitor({ as: 'ruifeng', device: 'phone' });
    await phone.open(`/m/jobs/${lotId}?q=[1]&from=//x`, '[data-testid="bid-bar"]');
  }, 60_000);

  it('leaves every tab when one of them signs out, and nothing of the company stays on screen', async () => {
    const desk = await stage.visitor({ as: 'idle' });
    await desk.open('/buy', '.today');
    await desk.page.waitForSelector(SEATED);
    const other = await desk.context.newPage();
    await other.goto(`${stage.url}/company`);
    await other.waitForSelector('[data-testid="company-form"]');
    await other.waitForSelector(SEATED);
    await desk.page.getByRole('button', { name: '退出' }).click();
    await desk.page.waitForSelector('[data-testid="try-it"]');
    await other.waitForSelector('#email', { timeout: 15_000 });
    expect(await other.locator('body').innerText()).not.toContain('Idle Machining');
    await other.goBack().catch(() => null);
    await other.waitForTimeout(500);
    expect(await other.locator('body').innerText()).not.toContain('Idle Machining');
  }, 60_000);
});
