import { LiveClient } from '../../../tools/client/live-client.js';
import { Cast, type Person } from '../house/story.js';
import { acceptNda, aFactory, aShop, bidInput, placeBid, publish, type Asked, type FactoryFloor, type Shop, type Taken, type Tender } from '../../journeys/trade.js';
import { until } from '../../e2e/market.js';
import type { Stage } from './stage.js';

/** A parts list of so many outside parts; `name` is what the parts are called. */
export function aBom(mouldNo: string, count: number, name = '镶件'): Buffer {
  const lines = Array.from({ length: count }, (_, i) => `${mouldNo}-${101 + i},${name}${i + 1},8407,${60 + (i % 90)}×34×72,1,HRC48-52,IT6,CNC>HT>WEDM,外协`);
  return Buffer.from(['件号,名称,材料,规格,数量,硬度,公差要求,工艺路线,自制/外协/外购', ...lines].join('\n'));
}

/** A factory and its workshops for one spec, so that what the specs do to the market does not meet. */
export class Floor {
  private next = 0;

  private constructor(readonly factory: FactoryFloor, readonly shops: readonly Shop[], private readonly cast: Cast) {}

  static async open(stage: Stage, given: { parts?: number; shops?: number; partName?: string } = {}): Promise<Floor> {
    const cast = new Cast(stage.url);
    const [factory, ...shops] = await Promise.all([
      aFactory(cast, aBom('B1', given.parts ?? 8, given.partName), 'B1'), ...Array.from({ length: given.shops ?? 3 }, (_, i) => aShop(cast, `shop${i}`)),
    ]);
    return new Floor(factory!, shops, cast);
  }

  /** With what a browser signs in: the buyer, or the n-th workshop. */
  person(who: 'lin' | number): Person {
    return this.cast.of(who === 'lin' ? 'lin' : `shop${who}`);
  }

  /** A tender of so many lots, open now; every workshop has accepted its non-disclosure text. */
  async tender(asked: Partial<Asked> & { lots?: number } = {}): Promise<Tender> {
    const { lots = 1, ...rest } = asked;
    const parts = this.factory.parts.slice(this.next, this.next += lots);
    if (parts.length < lots) throw new Error('The floor has no parts left; open it with more.');
    const tender = await publish(this.factory, parts.map(({ id }) => id), this.shops, { closesInMs: 3_600_000, title: '询价', ...rest });
    await Promise.all(this.shops.map((shop) => acceptNda(shop, tender.lots[0]!.id)));
    return tender;
  }

  /** A bid over the API, waiting out the pause that the market asks for between two bids of one workshop. */
  bid(shop: number, lotId: string, yuan: number): Promise<Taken> {
    return until(() => placeBid(this.shops[shop]!, bidInput(lotId, String(yuan * 100))), ({ __typename }) => __typename !== 'LimitReached', 5_000);
  }

  /** Lines of the workshops, for many bids in a short time. */
  lines(): Promise<LiveClient[]> {
    return Promise.all(this.shops.map(({ api }) => LiveClient.connect(api)));
  }

  /** How the buyer is told that a lot stands, asked afresh. */
  async standing(tenderId: string): Promise<LotSeen[]> {
    return (await this.factory.lin.ask<{ tender: { lots: LotSeen[] } }>('query Standing($id: ID!) { tender(id: $id) { lots { id state closesAt extensions bidCount liveSeq best { amountMinor } standings { rank } } } }', { id: tenderId })).tender.lots;
  }
}

export interface LotSeen { id: string; state: string; closesAt: string; extensions: number; bidCount: number | null; liveSeq: number; best: { amountMinor: string } | null; standings: { rank: number }[] | null }

/** `¥1,180` as pages write it. */
export function yuan(amount: number): string {
  return `¥${amount.toLocaleString('en-US')}`;
}
