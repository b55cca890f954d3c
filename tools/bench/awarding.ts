import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../client/api-client.js';
import { ANSWER, OFFERS, PROPOSE, STANDINGS } from '../demo/documents.js';
import type { Bench, Ground } from './bench.js';
import { between, type Statements } from './statements.js';
import { unexpected, type Shop, type TenderLots } from './trade.js';

const LOTS = 91;
const ROUNDS = 3;
/** Time to bid on all lots before they close. */
const CLOSES_IN_MS = 12_000;

interface Standings { version: number; standings: { lotId: string; bidId: string; rank: number }[] }

/** Awarding 91 lots into confirmed orders: the buyer decides, fourteen workshops answer, and all order lines exist. */
export const awarding: Bench = {
  name: 'award', about: `awarding ${LOTS} lots into confirmed orders of 14 suppliers: seconds and statements`,
  async run(ground) {
    const { stack, say } = ground;
    const decided: number[] = [];
    const confirmed: number[] = [];
    const statements: Statements[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      say(`award: round ${round} of ${ROUNDS}`);
      const tender = await closedTender(ground);
      await stack.quiet();
      const before = await stack.statements();
      const { decidedAt, confirmedAt } = await award(ground, tender);
      const spent = between(before, await stack.statements());
      if (round === 0) continue;
      decided.push(decidedAt);
      confirmed.push(confirmedAt);
      statements.push(spent);
      stack.assertWhole();
    }
    return [
      { name: 'award', what: `${LOTS} lots: proposeAwards, 14 suppliers accept each, orders exist`, values: confirmed, unit: 's', goal: { of: 'value', most: 1 } },
      { name: 'award', what: 'of this the decision, proposeAwards', values: decided, unit: 's' },
      { name: 'award', what: 'SQL statements in all services', values: statements.map((one) => one.work + one.clocks), unit: 'statements', note: `begin, commit and row scopes apart: ${statements.map((one) => one.brackets).join(', ')}` },
    ];
  },
};

async function closedTender({ trade }: Ground): Promise<TenderLots> {
  const { parts } = await trade.mould();
  const draft = await trade.draft(parts.slice(0, LOTS), CLOSES_IN_MS);
  await trade.publish(draft);
  await trade.bid(await trade.lots(draft.id), 1);
  return trade.untilClosed(draft.id);
}

async function award({ stack, trade }: Ground, { id, version, lots }: TenderLots): Promise<{ decidedAt: number; confirmedAt: number }> {
  const { tender } = await trade.buyer.ask<{ tender: Standings }>(STANDINGS, { id });
  const picks = tender.standings.filter(({ rank }) => rank === 1).map(({ lotId, bidId }) => ({ lotId, bidId }));
  if (picks.length !== lots.length) throw new Error(`Only ${picks.length} of ${lots.length} lots have a best bid.`);
  const startedAt = performance.now();
  const { proposeAwards } = await trade.buyer.ask<{ proposeAwards: { __typename: string } }>(PROPOSE, { input: { idempotencyKey: ApiClient.key(), tenderId: id, version, picks } });
  if (proposeAwards.__typename !== 'BuyerTender') throw unexpected('proposeAwards', proposeAwards);
  const decidedAt = (performance.now() - startedAt) / 1_000;
  await Promise.all(trade.shops.map(acceptAll));
  for (const until = Date.now() + 20_000; Date.now() < until; await sleep(5)) {
    const { lines } = await stack.one<{ lines: number }>('select count(distinct a.lot_id)::int as lines from ordering.order_awards a join ordering.order_lines l using (award_id) where a.lot_id = any ($1)', [lots.map((lot) => lot.id)]);
    if (lines >= lots.length) return { decidedAt, confirmedAt: (performance.now() - startedAt) / 1_000 };
  }
  throw new Error('Not every award became an order line within 20 s.');
}

/** A workshop looks at what it was offered and accepts every single award. */
async function acceptAll({ api }: Shop): Promise<void> {
  const { awardOffers } = await api.ask<{ awardOffers: { edges: { node: { id: string; version: number } }[] } }>(OFFERS);
  await Promise.all(awardOffers.edges.map(async ({ node }) => {
    const input = { idempotencyKey: ApiClient.key(), awardId: node.id, version: node.version, accept: true };
    const { answerAward } = await api.ask<{ answerAward: { __typename: string } }>(ANSWER, { input });
    if (answerAward.__typename !== 'AwardOffer') throw unexpected('answerAward', answerAward);
  }));
}
