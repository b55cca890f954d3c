import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Person } from '../house/story.js';

export type Device = 'desk' | 'phone';
export type Language = 'zh-CN' | 'en';
export type Theme = 'light' | 'dark';
export interface Visit { as: Person | null; device?: Device; language?: Language; theme?: Theme; calm?: boolean }

export const SIZES: Readonly<Record<Device, { width: number; height: number }>> = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
/** The chip of a page whose line to the market is there; on a busy machine it is a slow one. */
export const SEATED = '[data-testid="connection"]:is([data-state="ONLINE"], [data-state="SLOW"])';
const SIGN_IN = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { __typename } }';

/** One device with one page, and everything on it that should not have happened. */
export class Visitor {
  private readonly seen: string[] = [];
  private readonly forgiven: RegExp[] = [];

  private constructor(readonly context: BrowserContext, readonly page: Page, private readonly url: string) {}

  static async arrive(browser: Browser, url: string, { as, device = 'desk', language = 'zh-CN', theme = 'light', calm = true }: Visit): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: SIZES[device], locale: language === 'en' ? 'en-GB' : 'zh-CN', colorScheme: theme, reducedMotion: calm ? 'reduce' : 'no-preference', timezoneId: 'Asia/Shanghai',
      ...(device === 'phone' ? { hasTouch: true, isMobile: true, deviceScaleFactor: 1 } : {}),
    });
    context.setDefaultTimeout(10_000);
    if (as !== null) {
      const answer = await context.request.post(`${url}/graphql`, { data: { query: SIGN_IN, variables: { input: as } } });
      const { data } = await answer.json() as { data?: { signIn: { __typename: string } } };
      if (data?.signIn.__typename !== 'Session') throw new Error(`sign-in of ${as.email}: ${await answer.text()}`);
    }
    const visitor = new Visitor(context, await context.newPage(), url);
    await visitor.watch();
    return visitor;
  }

  private async watch(): Promise<void> {
    await this.context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    });
    this.context.on('console', (message) => { if (message.type() === 'error') this.seen.push(`console: ${message.text()}`); });
    this.context.on('weberror', (error) => this.seen.push(`error: ${error.error().stack ?? String(error.error())}`));
    this.context.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (!['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1') this.seen.push(`asked elsewhere: ${request.url()}`);
    });
    this.page.on('websocket', (socket) => { if (new URL(socket.url()).hostname !== '127.0.0.1') this.seen.push(`line to elsewhere: ${socket.url()}`); });
  }

  /** Errors that a test brings about itself, such as those of a network that it cut. */
  expectComplaints(...of: readonly RegExp[]): void {
    this.forgiven.push(...of);
  }

  /** Goes to a page and waits for what it is for. */
  async open(path: string, ready: string): Promise<void> {
    await this.page.goto(`${this.url}${path}`, { waitUntil: 'domcontentloaded' });
    await this.page.waitForSelector(ready);
  }

  /** By the name that the page's authors gave. */
  at(testId: string) {
    return this.page.locator(`[data-testid="${testId}"]`);
  }

  async leave(): Promise<string[]> {
    const complaints = this.seen.filter((line) => !this.forgiven.some((pattern) => pattern.test(line)));
    await this.context.close().catch(() => undefined);
    return complaints;
  }
}
