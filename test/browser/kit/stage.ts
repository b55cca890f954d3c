import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser } from 'playwright-core';
import { ApiClient } from '../../../tools/client/api-client.js';
import { bidInput, placeBid, type Shop } from '../../journeys/trade.js';
import { moving } from '../house/camera.js';
import type { Opened } from '../house/main.js';
import type { Person, Persona, Story } from '../house/story.js';
import { Visitor, type Visit } from './visitor.js';

const ACCEPTABLE = 'query Acceptable($id: ID!) { bidderLot(id: $id) { market { highestAcceptable { amountMinor } } } }';

/** A workshop bids on one lot every two seconds at most. */
const BETWEEN_BIDS_MS = 2_100;

/** The product with its story and a browser, as a spec has them: one of each for the run, everything a spec opens closed by it. */
export class Stage {
  private readonly visitors: Visitor[] = [];

  private constructor(readonly url: string, readonly story: Story, private readonly browser: Browser, private readonly camera: string) {}

  static async enter(): Promise<Stage> {
    const house = process.env.TEST_BROWSER_HOUSE;
    if (!house) throw new Error('TEST_BROWSER_HOUSE is not set: run this spec in the project browser, which starts the product.');
    const answer = await fetch(house);
    if (!answer.ok) throw new Error(await answer.text());
    const { url, browser, story, camera } = await answer.json() as Opened;
    return new Stage(url, story, await chromium.connect(browser), camera);
  }

  /** Somebody at a device of their own, signed in unless they are nobody. */
  async visitor(visit: Omit<Visit, 'as'> & { as?: Persona | Person | null } = {}): Promise<Visitor> {
    const { as = null, ...rest } = visit;
    const visitor = await Visitor.arrive(this.browser, this.url, { ...rest, as: typeof as === 'string' ? this.story.people[as] : as });
    this.visitors.push(visitor);
    return visitor;
  }

  /** What the cameras of all devices see from the next time that they are opened: a square code, or a grey wall. */
  cameraSees(text: string | null): void {
    writeFileSync(this.camera, moving(text));
  }

  /** One of the story at the public API. */
  async api(persona: Persona): Promise<ApiClient> {
    const { email, password } = this.story.people[persona];
    const api = new ApiClient(this.url, email, password);
    if (!await api.signIn()) throw new Error(`${persona} could not sign in`);
    return api;
  }

  /** Two workshops go below the best price on nine lots of the open tender, as they would all day; where one must not go lower, it is another lot's turn. */
  async someBids(): Promise<void> {
    const shops = await Promise.all((['jianda', 'taian'] as const).map((name) => this.api(name)));
    const answers: string[] = [];
    for (const [i, lotId] of this.story.openLots.slice(2, 22).entries()) {
      const api = shops[i % shops.length]!;
      const { bidderLot } = await api.ask<{ bidderLot: { market: { highestAcceptable: { amountMinor: string } | null } } }>(ACCEPTABLE, { id: lotId });
      const most = bidderLot.market.highestAcceptable?.amountMinor;
      const bid = async (): Promise<string> => (most ? (await placeBid({ api } as Shop, bidInput(lotId, String(Math.floor((Number(most) * (1 - (i % 4) / 200)) / 100) * 100)))).__typename : 'no ceiling');
      let answer = await bid();
      if (answer === 'LimitReached') {
        await sleep(BETWEEN_BIDS_MS);
        answer = await bid();
      }
      answers.push(answer);
      if (answers.filter((answer) => answer === 'BidPlaced').length === 9) return;
    }
    throw new Error(`too few of the lots took a bid: ${answers.join(', ')}`);
  }

  /** Ends every visit; throws when a page said something on its console, asked elsewhere, or broke its policy. After each test. */
  async everybodyLeaves(): Promise<void> {
    const complaints = (await Promise.all(this.visitors.splice(0).map((visitor) => visitor.leave()))).flat();
    if (complaints.length > 0) throw new Error(`What no page may do:\n${[...new Set(complaints)].join('\n')}`);
  }

  /** A page of nobody, to measure pictures on. */
  async blank() {
    const context = await this.browser.newContext();
    return context.newPage();
  }

  async close(): Promise<void> {
    await this.everybodyLeaves().finally(() => this.browser.close());
  }
}
