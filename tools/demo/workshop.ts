import { ApiClient } from '../client/api-client.js';
import type { DemoSupplier } from './cast.js';
import { ANSWER, DISPATCH, MY_ORDERS, OFFERS, REPORT } from './documents.js';
import { dice } from './pricing.js';

interface Run { id: string; state: string }
interface OrderLine {
  id: string; state: string; quantity: number; delivered: number; item: { revision: string };
  pieces: { id: string; count: number; state: string; runs: Run[] }[];
}
type Orders = { orders: { edges: { node: { id: string; lines: OrderLine[] } }[] } };

/** The shop floor behind a bidder: takes what is offered, works one step at a time, sends what is done. */
export class Workshop {
  private readonly roll: () => number;

  constructor(private readonly supplier: DemoSupplier, private readonly api: ApiClient) {
    this.roll = dice(`${supplier.key} floor`);
  }

  /** One look around: at most one step per line, so that progress is seen to go on. */
  async turn(): Promise<void> {
    await this.acceptOffers();
    const { orders } = await this.api.ask<Orders>(MY_ORDERS);
    for (const line of orders.edges.flatMap(({ node }) => node.lines)) {
      if (this.roll() < 0.45) await this.step(line);
    }
  }

  private async acceptOffers(): Promise<void> {
    const { awardOffers } = await this.api.ask<{ awardOffers: { edges: { node: { id: string; version: number } }[] } }>(OFFERS);
    for (const { node } of awardOffers.edges) {
      await this.api.ask(ANSWER, { input: { idempotencyKey: ApiClient.key(), awardId: node.id, version: node.version, accept: true } });
    }
  }

  private async step(line: OrderLine): Promise<void> {
    for (const piece of line.pieces) {
      const run = piece.runs.find(({ state }) => ['READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED'].includes(state));
      if (run) {
        await this.report(run, line.item.revision);
        return;
      }
    }
    const done = line.pieces.filter((piece) => piece.runs.every(({ state }) => ['PASSED', 'SKIPPED', 'FAILED'].includes(state)) && piece.state === 'IN_PROCESS');
    if (done.length > 0 && line.delivered < line.quantity) {
      const lines = [{ orderLineId: line.id, pieceIds: done.map(({ id }) => id), quantity: Math.min(done.reduce((sum, { count }) => sum + count, 0), line.quantity - line.delivered) }];
      await this.api.ask(DISPATCH, { input: { idempotencyKey: ApiClient.key(), lines, carrier: '自送' } });
    }
  }

  private async report(run: Run, revision: string): Promise<void> {
    const { troubleOneIn } = this.supplier.manner;
    const trouble = run.state === 'RUNNING' && troubleOneIn > 0 && this.roll() < 1 / troubleOneIn;
    const action = trouble ? 'PAUSE' : run.state === 'RUNNING' ? 'DONE' : 'START';
    await this.api.ask(REPORT, {
      input: {
        idempotencyKey: ApiClient.key(), runIds: [run.id], action, revision, happenedAt: new Date().toISOString(),
        ...(trouble ? { pauseReason: this.roll() < 0.5 ? 'TOOL' : 'WAITING_ELECTRODE' } : {}),
      },
    });
  }
}
