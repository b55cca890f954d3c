import { ApiClient } from '../../tools/client/api-client.js';
import * as doc from '../../tools/demo/documents.js';
import { until } from '../e2e/market.js';
import { tenderSeen, type Asked, type Tender, type TenderSeen } from '../journeys/trade.js';
import { Floor, yuan } from './kit/floor.js';
import { Stage } from './kit/stage.js';
import { SEATED, type Visitor } from './kit/visitor.js';

const OFFERS = 'query Offers { awardOffers(states: [OFFERED], first: 50) { edges { node { id version lot { id } } } } }';
interface Offers { awardOffers: { edges: { node: { id: string; version: number; lot: { id: string } } }[] } }
const DECLINE = 'mutation Decline($input: AnswerAwardInput!) { answerAward(input: $input) { __typename ... on Refusal { code message } } }';

/** For each lot the yuan of each workshop, null for none. */
interface Bids { bids: readonly (readonly (number | null)[])[]; asked?: Partial<Asked> }
interface Decidable { tender: Tender; seen: TenderSeen }
/** One tender for each test; all of them close together, so that the tests wait once. */
const BIDS = {
  summed: { bids: [[900, 950, 1_000], [500, 480, null], [700, 690, 650]] }, keys: { bids: [[900, 950], [500, 480]] }, wished: { bids: [[900, 950], [500, 480]], asked: { reserveMinor: '60000' } },
  raced: { bids: [[900, 950], [500, 480]] }, refused: { bids: [[900, 950], [500, 480]] }, declined: { bids: [[900, 950, 1_000]] },
} satisfies Record<string, Bids>;

describe('deciding', () => {
  let stage: Stage;
  let floor: Floor;
  let over: Readonly<Record<keyof typeof BIDS, Decidable>>;

  beforeAll(async () => {
    stage = await Stage.enter();
    floor = await Floor.open(stage, { parts: 16 });
    over = Object.fromEntries(await Promise.all(Object.entries(BIDS).map(async ([name, bids]) => [name, await decidable(bids)]))) as typeof over;
  }, 180_000);
  afterEach(() => stage.everybodyLeaves());
  afterAll(() => stage?.close(), 30_000);

  /** A tender that is over, with these bids. */
  async function decidable({ bids, asked }: Bids): Promise<Decidable> {
    const tender = await floor.tender({ lots: bids.length, closesInMs: 8_000, ...asked });
    for (const [lot, prices] of bids.entries()) {
      for (const [shop, price] of prices.entries()) if (price !== null) expect((await floor.bid(shop, tender.lots[lot]!.id, price)).__typename).toBe('BidPlaced');
    }
    return { tender, seen: await until(() => tenderSeen(floor.factory, tender.id), ({ state }) => state === 'EVALUATING', 40_000) };
  }
  async function theDesk(tenderId: string): Promise<Visitor> {
    const desk = await stage.visitor({ as: floor.person('lin') });
    await desk.open(`/buy/tenders/${tenderId}/award?tab=all`, '[data-testid="award-matrix-row"]');
    await desk.page.waitForSelector(SEATED);
    return desk;
  }
  const row = ({ page }: Visitor, lotId: string) => page.locator(`[data-testid="award-matrix-row"][data-id="${lotId}"]`);
  const cell = (desk: Visitor, lotId: string, amount: number) => row(desk, lotId).locator('[data-testid="award-matrix-cell"]').filter({ hasText: yuan(amount) });

  const bidOf = (seen: TenderSeen, lotId: string, rank: number) => seen.standings.find((one) => one.lotId === lotId && one.rank === rank)!.bidId;
  async function send(desk: Visitor, reason: string | null): Promise<void> {
    await desk.at('award-send').click();
    if (reason !== null) await desk.page.fill('[data-testid="award-reason"]', reason);
    await desk.at('award-ask-confirm').click();
  }

  it('16: every choice is added up and priced at once, and the sum is that of the cells', async () => {
    const { tender } = over.summed;
    const desk = await theDesk(tender.id);
    const { page } = desk;
    const [first, second] = tender.lots.map(({ id }) => id) as [string, string];
    const summed = async () => {
      const chosen = await page.locator('[data-testid="award-matrix-cell"][aria-selected="true"]').evaluateAll((cells) => cells.map((one) => [one.getAttribute('data-column')!, Number(/¥([\d,]+)/.exec(one.querySelector('.price')!.textContent!)![1]!.replaceAll(',', ''))] as const));
      return { total: chosen.reduce((sum, [, amount]) => sum + amount, 0), suppliers: new Set(chosen.map(([column]) => column)).size };
    };
    const says = async () => ({ total: Number((await desk.at('award-total').innerText()).replaceAll(/[¥,]/g, '')), suppliers: Number(/\d+/.exec(await desk.at('award-suppliers').innerText())![0]) });
    expect(await says()).toEqual({ total: 900 + 480 + 650, suppliers: 3 });
    expect(await summed()).toEqual(await says());
    // A pointer over a cell is told what the wish would cost before anything is chosen.
    await cell(desk, first, 950).hover();
    await desk.at('award-wish').getByText('+¥50 (+5.6%)').waitFor({ timeout: 1_000 });
    await desk.at('award-wish').getByText('供应商 3 → 2 家').waitFor();
    expect(await says()).toEqual({ total: 2_030, suppliers: 3 });
    const toldAfterMs = await page.evaluate((text) => new Promise<number>((resolve, reject) => {
      const began = performance.now();
      const total = document.querySelector('[data-testid="award-total"]')!;
      const given = setTimeout(() => reject(new Error(`the sum stays ${total.textContent}`)), 2_000);
      new MutationObserver(() => { if (total.textContent === text) { clearTimeout(given); resolve(performance.now() - began); } }).observe(total, { subtree: true, characterData: true, childList: true });
      [...document.querySelectorAll<HTMLElement>('[data-testid="award-matrix-cell"]')].find((one) => one.textContent!.includes('¥950'))!.click();
    }), yuan(2_080));
    expect(toldAfterMs).toBeLessThan(200);
    expect(await says()).toEqual({ total: 2_080, suppliers: 2 });
    expect(await summed()).toEqual(await says());
    await desk.at('award-own').getByText('我的方案，改 1 项').waitFor();
    // Who did not bid cannot be chosen, and the wish says so.
    const none = row(desk, second).locator('[data-testid="award-matrix-cell"][aria-disabled="true"]');
    await none.hover();
    await desk.at('award-wish').getByText('没有报这一项').waitFor();
    await none.click({ force: true });
    expect(await says()).toEqual({ total: 2_080, suppliers: 2 });
    await desk.at('award-plan-cheapest').click();
    expect(await says()).toEqual({ total: 2_030, suppliers: 3 });
    expect(await summed()).toEqual(await says());
  }, 60_000);

  it('5: a tender is awarded by keys alone, from its own page to the orders that go out', async () => {
    const { tender } = over.keys;
    const desk = await stage.visitor({ as: floor.person('lin') });
    const { page } = desk;
    await desk.open(`/buy/tenders/${tender.id}`, '[data-testid="tender-lot"]');
    const focused = (selector: string) => page.evaluate((of) => document.activeElement?.matches(of) ?? false, selector);
    const reach = async (selector: string) => {
      for (let i = 0; i < 40; i += 1) {
        if (await focused(selector)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`forty steps of Tab do not reach ${selector}`);
    };
    await reach(`a[href="/buy/tenders/${tender.id}/award"]`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-testid="award-matrix-row"]');
    await reach('[data-testid="award-matrix"]');
    // It begins at the choice of the first lot; one step to the side is the other bid, and what it would cost is said.
    expect(await page.getAttribute('[data-testid="award-matrix"]', 'aria-activedescendant')).toBe(await page.locator('[data-testid="award-matrix-cell"].here').getAttribute('id'));
    await page.keyboard.press('Home');
    const here = page.locator('[data-testid="award-matrix-cell"].here');
    if (!(await here.innerText()).includes('¥950')) await page.keyboard.press('ArrowRight');
    await desk.at('award-wish').getByText('+¥50 (+5.6%)').waitFor();
    await page.keyboard.press('Enter');
    await until(() => here.getAttribute('aria-selected'), (selected) => selected === 'true', 2_000);
    await until(() => desk.at('award-total').innerText(), (text) => text === yuan(1_430), 2_000);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('[data-testid="award-ask"][open]');
    // The first place was passed over: without a reason nothing goes out.
    expect(await desk.at('award-ask-confirm').isDisabled()).toBe(true);
    await reach('[data-testid="award-reason"]');
    await page.keyboard.type('交期更早');
    await reach('[data-testid="award-ask-confirm"]');
    await page.keyboard.press('Enter');
    await desk.at('award-done').getByText('已定标 2 项').waitFor();
    const { awards } = await tenderSeen(floor.factory, tender.id);
    const shop1 = floor.shops[1]!.companyId;
    expect(awards.map(({ state, supplier, reason }) => ({ state, supplier: supplier.id, reason }))).toEqual(Array(2).fill({ state: 'OFFERED', supplier: shop1, reason: '交期更早' }));
  }, 60_000);

  it('asks why a bid above the own wish is taken, with both numbers, and sends nothing without an answer', async () => {
    const { tender } = over.wished;
    const desk = await theDesk(tender.id);
    await desk.at('award-send').click();
    await desk.at('award-ask').getByText(`${yuan(900)} > ${yuan(600)}`).waitFor();
    expect(await desk.at('award-ask-confirm').isDisabled()).toBe(true);
    expect((await tenderSeen(floor.factory, tender.id)).awards).toEqual([]);
    await desk.page.fill('[data-testid="award-reason"]', '没有更低的');
    await desk.at('award-ask-confirm').click();
    await desk.at('award-done').waitFor();
    expect((await tenderSeen(floor.factory, tender.id)).awards.map(({ state }) => state)).toEqual(['OFFERED', 'OFFERED']);
  }, 60_000);

  /** The page goes on with what it has read: what happens meanwhile does not reach it. */
  async function unaware({ page }: Visitor): Promise<() => Promise<void>> {
    await page.route('**/graphql', (route) => (route.request().postData()!.includes('query AwardPage') ? new Promise<void>(() => undefined) : route.continue()));
    return () => page.unroute('**/graphql');
  }

  it('keeps what was chosen when somebody else was faster, and shows what they decided', async () => {
    const { tender, seen } = over.raced;
    const [first, second] = tender.lots.map(({ id }) => id) as [string, string];
    const desk = await theDesk(tender.id);
    const { page } = desk;
    await cell(desk, second, 500).click();
    const aware = await unaware(desk);
    const picks = [{ lotId: first, bidId: bidOf(seen, first, 1) }];
    const { proposeAwards } = await floor.factory.lin.ask<{ proposeAwards: { __typename: string } }>(doc.PROPOSE, { input: { idempotencyKey: ApiClient.key(), tenderId: tender.id, version: seen.version, picks, reason: null } });
    expect(proposeAwards.__typename).toBe('BuyerTender');
    await send(desk, '质量更稳');
    await desk.at('award-trouble').getByText('内容已被他人修改').waitFor();
    await aware();
    await page.reload();
    await row(desk, first).getByText('待接单').waitFor();
    expect((await tenderSeen(floor.factory, tender.id)).awards).toHaveLength(1);
    await cell(desk, second, 500).click();
    await send(desk, '质量更稳');
    await desk.at('award-done').getByText('已定标 1 项').waitFor();
  }, 60_000);

  it('tells a decision that the rules refuse in the row of its lot', async () => {
    const { tender } = over.refused;
    const [first] = tender.lots.map(({ id }) => id) as [string];
    const desk = await theDesk(tender.id);
    await cell(desk, first, 950).click();
    // The reason is lost on the way; the market has the last word, whatever the page knew.
    await desk.page.route('**/graphql', (route) => {
      const asked = route.request().postDataJSON() as { query: string; variables: { input: { reason: string | null } } };
      if (asked.query.includes('mutation ProposeAwards')) asked.variables.input.reason = null;
      return route.continue({ postData: JSON.stringify(asked) });
    });
    await send(desk, '质量更稳');
    await row(desk, first).locator('[role="alert"]').getByText('必须说明理由').waitFor();
    await desk.at('award-trouble').getByText('看这一项').click();
    await until(() => desk.page.getAttribute('[data-testid="award-matrix"]', 'aria-activedescendant'), (id) => id !== null, 2_000);
    expect((await tenderSeen(floor.factory, tender.id)).awards).toEqual([]);
    expect(await cell(desk, first, 950).getAttribute('aria-selected')).toBe('true');
  }, 60_000);

  it('says of a declined offer who stands in, and refuses to take the bid that fell', async () => {
    const { tender, seen } = over.declined;
    const lotId = tender.lots[0]!.id;
    const desk = await theDesk(tender.id);
    await send(desk, null);
    await row(desk, lotId).getByText('待接单').waitFor();
    const offered = await until(async () => (await floor.shops[0]!.api.ask<Offers>(OFFERS)).awardOffers.edges.find(({ node }) => node.lot.id === lotId), (found) => found !== undefined);
    const { node } = offered!;
    const { answerAward } = await floor.shops[0]!.api.ask<{ answerAward: { __typename: string } }>(DECLINE, { input: { idempotencyKey: ApiClient.key(), awardId: node.id, version: node.version, accept: false, reason: 'CAPACITY' } });
    expect(answerAward.__typename).toBe('AwardOffer');
    // The next one is asked at its own price, and the page tells it without being asked.
    await row(desk, lotId).getByText('候补接替').waitFor();
    await cell(desk, lotId, 900).getByText('拒单').waitFor();
    const { awards } = await tenderSeen(floor.factory, tender.id);
    expect(awards.map(({ state, supplier }) => [state, supplier.id]).sort()).toEqual([['DECLINED', floor.shops[0]!.companyId], ['OFFERED', floor.shops[1]!.companyId]].sort());
    expect(await cell(desk, lotId, 900).getAttribute('aria-disabled')).toBe('true');
    expect(seen.standings).toHaveLength(3);
  }, 60_000);
});
