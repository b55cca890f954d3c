import { Injectable, Logger } from '@nestjs/common';
import { canonicalJson, instantText } from '#kernel';
import type { Actor } from '#contracts';
import { setProxyBid, type BidRefused, type ProxyBidView, type SetProxyBidInput, type SetProxyBidResult } from '#contracts/quoting-bidding';
import type { StateRefused } from '#contracts';
import { Database, once, type Tx } from '#platform/database';
import { lockLots } from '../tenders/index.js';
import { BidDesk } from './bid-desk.service.js';
import { faultsOf, shortestValidity } from './bid.policy.js';
import { bidRefused, bidderSentence } from './bidding-sentences.view.js';
import { highestAcceptable } from './improvement.policy.js';
import { LotBooks } from './lot-books.service.js';
import { comparableOn, highestWorth, phaseAt } from './lot-state.policy.js';
import { LotsAside, isAway } from './lots-aside.policy.js';
import { MarketService } from './market.service.js';
import { allowsProxies, canAct } from './proxy.policy.js';
import { proxyOf, proxyText, type ProxyRow } from './proxy-rows.storage.js';
import { plainMoney } from './receipt.policy.js';

type Kept = { __typename: 'ProxySet'; active: boolean } | Exclude<SetProxyBidResult, { __typename: 'ProxySet' }>;

/** The house looks after proxies that nobody woke: the lot itself has moved. */
const houseOf = (companyId: string): Actor => ({ companyId, userId: null, principalId: '', roles: [], scopes: null, locale: 'en' });

/** Companies that are bid for automatically. What they would go down to is kept sealed, and is in no ledger, answer or log. */
@Injectable()
export class ProxyService {
  /** Up to which entry of a lot its proxies have looked, as far as this process knows. */
  private readonly looked = new Map<string, number>();
  private readonly aside = new LotsAside();
  private readonly log = new Logger(ProxyService.name);

  constructor(private readonly database: Database, private readonly books: LotBooks, private readonly desk: BidDesk, private readonly market: MarketService) {}

  /** Sets or ends automatic bidding on a live lot; set, it bids at once if it can lead. NOT_FOUND for a lot that the company may not see. */
  async setProxyBid(actor: Actor, input: SetProxyBidInput): Promise<SetProxyBidResult> {
    const gaps = await this.desk.wake(actor, input.lotId);
    if (gaps.length > 0 && input.floor) return bidRefused({ code: 'NOT_QUALIFIED', missing: [...gaps] }, actor.locale) as Extract<BidRefused, { __typename: 'NotQualified' }>;
    // The floor is in no answer that is kept, and of the command only a keyed print is.
    const print = { ...input, floor: input.floor ? this.books.offers.fingerprint(canonicalJson({ ...plainMoney(input.floor), step: input.stepMinor })) : null, stepMinor: null };
    const kept = await this.database.asHouse((tx) => once<Kept>(tx, actor, setProxyBid.name, input.idempotencyKey, print, () => this.set(tx, actor, input)));
    if (kept.__typename !== 'ProxySet') return kept;
    if (kept.active) await this.desk.wake(actor, input.lotId);
    const [lot] = await this.market.bidderLotsByIds(actor, [input.lotId]);
    return { __typename: 'ProxySet', active: kept.active, lot: lot! };
  }

  /** Automatic bidding of the own company on lots, as it was set; lots without it are left out. Its seal names lot and company, so no other row opens as one's own. */
  async own(actor: Actor, lotIds: readonly string[]): Promise<ProxyBidView[]> {
    const rows = await this.database.readAsHouse<ProxyRow & { now: Date }>('select lot_id, company_id, sealed, set_by, clock_timestamp() as now from quoting.proxy_bids where company_id = $1 and lot_id = any ($2::text[])', [actor.companyId, lotIds]);
    if (rows.length === 0) return [];
    const books = await this.books.read(rows.map((row) => row.lot_id));
    return rows.flatMap((row) => {
      const lot = books.get(row.lot_id)?.state;
      if (lot === undefined) return [];
      const { floor, step, promisedDate, termsVersion } = proxyOf(row, this.books.offers.open);
      return [{ lotId: row.lot_id, floor, stepMinor: step.toString(), promisedDate, termsVersion, active: lot.phase === 'PUBLISHED' && canAct(lot, { termsVersion, promisedDate }, row.now.getTime()) }];
    });
  }

  /**
   * Lets proxies look at lots that have moved since they last did: a lot that goes on after a suspension, or one on which a process ended before it
   * woke them. Returns how many lots were looked at.
   */
  async wakeAsleep(): Promise<number> {
    const lots = await this.database.readAsHouse<{ id: string; buyerId: string; lastSeq: number }>(
      `select id, buyer_company_id as "buyerId", last_seq as "lastSeq" from quoting.lots
        where proxies > 0 and state = 'PUBLISHED' and opens_at <= clock_timestamp() and closes_at > clock_timestamp() and id <> all ($1::text[])`, [this.aside.waiting(performance.now())],
    );
    const live = new Set(lots.map(({ id }) => id));
    for (const id of this.looked.keys()) if (!live.has(id)) this.looked.delete(id);
    const asleep = lots.filter(({ id, lastSeq }) => this.looked.get(id) !== lastSeq);
    for (const { id, buyerId, lastSeq } of asleep) {
      try {
        await this.desk.wake(houseOf(buyerId), id);
        this.looked.set(id, lastSeq);
        this.aside.succeeded(id);
      } catch (error) {
        if (isAway(error)) throw error;
        this.log.error(`The proxies of ${id} cannot be woken; the next attempt is in ${this.aside.failed(id, performance.now())} ms.`, error);
      }
    }
    return asleep.length;
  }

  private async set(tx: Tx, actor: Actor, input: SetProxyBidInput): Promise<Kept> {
    await lockLots(tx, [input.lotId]);
    const now = (await tx.now()).getTime();
    const lot = (await this.books.statesIn(tx, [input.lotId])).get(input.lotId)!.state;
    if (!input.floor) {
      await tx.query('with gone as (delete from quoting.proxy_bids where lot_id = $1 and company_id = $2 returning 1) update quoting.lots set proxies = proxies - (select count(*)::int from gone) where id = $1', [input.lotId, actor.companyId]);
      return { __typename: 'ProxySet', active: false };
    }
    const refuse = (refusal: Parameters<typeof bidRefused>[0]): Kept => bidRefused(refusal, actor.locale) as Kept;
    const phase = phaseAt(lot, now);
    const at = (ms: number): string => instantText(new Date(ms));
    if (phase !== 'PUBLISHED' || now < lot.opensAt) return refuse({ code: 'LOT_NOT_OPEN', state: phase, opensAt: at(lot.opensAt), closesAt: at(lot.closesAt), decidedAt: at(now) });
    if (!lot.unsealed || lot.rules.closesAtFirstBid) return notLive(actor, lot.rules.closesAtFirstBid ? 'FIRST_BID' : 'SEALED');
    if (!allowsProxies(lot.rules)) return notLive(actor, lot.rules.visibility);
    if (lot.bidders.get(actor.companyId)?.out === true) return refuse({ code: 'NOT_QUALIFIED', missing: ['OUT_OF_LOT'] });
    if (input.termsVersion !== lot.termsVersion) return refuse({ code: 'TERMS_OUTDATED', termsVersion: lot.termsVersion });
    const floor = plainMoney(input.floor);
    const faults = faultsOf(lot, { amount: floor, promisedDate: input.promisedDate, validUntil: null }, shortestValidity(lot), now);
    if (faults.length > 0) return refuse({ code: 'INPUT_REFUSED', faults });
    const highest = highestAcceptable(lot, actor.companyId);
    if (highest !== null && comparableOn(lot, floor) > highest) return refuse({ code: 'BID_ABOVE_CEILING', highestAcceptable: highestWorth(lot, highest, floor) });
    const sealed = this.books.offers.seal(proxyText({ floor, stepMinor: input.stepMinor, promisedDate: input.promisedDate, termsVersion: input.termsVersion }), `${input.lotId} ${actor.companyId}`);
    await tx.query(
      `with written as (
         insert into quoting.proxy_bids (lot_id, company_id, sealed, set_by, set_at) values ($1, $2, $3, $4, clock_timestamp())
         on conflict (lot_id, company_id) do update set sealed = excluded.sealed, set_by = excluded.set_by, set_at = excluded.set_at returning (xmax = 0) as fresh
       ) update quoting.lots set proxies = proxies + (select count(*)::int from written where fresh) where id = $1`, [input.lotId, actor.companyId, sealed, actor.userId ?? actor.principalId],
    );
    return { __typename: 'ProxySet', active: true };
  }
}

function notLive(actor: Actor, currentState: string): StateRefused {
  return { __typename: 'StateRefused', code: 'STATE_REFUSED', message: bidderSentence('NOT_LIVE', actor.locale), currentState };
}
