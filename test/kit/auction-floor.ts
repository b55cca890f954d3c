import { instantText, newId, type Money } from '#kernel';
import type { Actor, PartSnapshot } from '#contracts';
import type { DescribePartsInput } from '#contracts/order-parts';
import type { PlaceBidInput } from '#contracts/quoting-bidding';
import type { LotTerms } from '#contracts/lot-ledger';
import type { TenderRulesView } from '#contracts/quoting-tender-terms';
import { Bell, Outbox } from '#platform/messaging';
import { Logger } from '#platform/observability';
import type { Rpc } from '#platform/rpc';
import { HouseClock } from '#platform/time';
import { sealingKey, signingKey, type SealingKey, type SigningKey } from '#platform/tickets';
import { aDatabase, anActor, type TestDatabase } from '#testing';
import { aPart } from '../builders/parts.js';
import { fen, termsWith } from '../builders/lots.js';
import { BidDesk } from '../../apps/quoting/src/bidding/bid-desk.service.js';
import { BidReader } from '../../apps/quoting/src/bidding/bid-reader.service.js';
import { DeskBatch } from '../../apps/quoting/src/bidding/desk-batch.service.js';
import { usualBiddingLimits, type BiddingLimits } from '../../apps/quoting/src/bidding/limits.policy.js';
import { LotBooks } from '../../apps/quoting/src/bidding/lot-books.service.js';
import { BidOutcomes } from '../../apps/quoting/src/bidding/bid-outcome.service.js';
import { ConfirmationService } from '../../apps/quoting/src/bidding/confirmation.service.js';
import { DisqualificationService } from '../../apps/quoting/src/bidding/disqualification.service.js';
import { ClosingService } from '../../apps/quoting/src/bidding/closing.service.js';
import { WithdrawalService } from '../../apps/quoting/src/bidding/withdrawal.service.js';
import { MarketService } from '../../apps/quoting/src/bidding/market.service.js';
import { ProxyService } from '../../apps/quoting/src/bidding/proxy.service.js';
import { ReceiptKeys } from '../../apps/quoting/src/bidding/receipt-keys.service.js';
import { RecordService } from '../../apps/quoting/src/bidding/record.service.js';
import { UnsuccessfulService } from '../../apps/quoting/src/bidding/unsuccessful.service.js';
import { BoardReader } from '../../apps/quoting/src/tenders/board-reader.service.js';
import { LotRelease } from '../../apps/quoting/src/tenders/release.service.js';
import { SuspensionService } from '../../apps/quoting/src/tenders/suspension.service.js';
import { LotAmendmentService } from '../../apps/quoting/src/tenders/lot-amendment.service.js';
import { PartService } from '../../apps/quoting/src/tenders/part.service.js';
import { TenderReader } from '../../apps/quoting/src/tenders/tender-reader.service.js';
import { appendLotEvents } from '../../apps/quoting/src/ledger/index.js';

/** One process of quoting as far as bids go: its own books and desk. */
export interface Desk {
  readonly bell: Bell;
  readonly clock: HouseClock;
  readonly books: LotBooks;
  readonly desk: BidDesk;
  readonly reader: BidReader;
  readonly closings: ClosingService;
  readonly outcomes: BidOutcomes;
  readonly market: MarketService;
  readonly withdrawals: WithdrawalService;
  readonly confirmations: ConfirmationService;
  readonly amendments: LotAmendmentService;
  readonly disqualifications: DisqualificationService;
  readonly endings: UnsuccessfulService;
  readonly suspensions: SuspensionService;
  readonly records: RecordService;
  readonly proxies: ProxyService;
}

let keys = 0;

/** Lots with their ledgers on a real database, and any number of desks that take bids on them. */
export class AuctionFloor {
  static readonly secret = 'a secret of the specs, at least 32 characters';
  readonly receipts: SigningKey = signingKey(AuctionFloor.secret);
  readonly offers: SealingKey = sealingKey(AuctionFloor.secret);
  /** What order says of parts when it is asked anew. */
  readonly parts = new Map<string, PartSnapshot>();
  private readonly desks: Desk[] = [];
  private lots = 0;

  constructor(readonly db: TestDatabase) {}

  static async open(poolSize = 12): Promise<AuctionFloor> {
    return new AuctionFloor(await aDatabase('quoting', { poolSize }));
  }

  async close(): Promise<void> {
    for (const { desk, bell } of this.desks) {
      await desk.idle();
      await bell.onModuleDestroy();
    }
    await this.db.close();
  }

  /** A desk; a second one plays another process. Pace is off unless it is what the spec is about; `offers` seals as another secret of the house does. */
  desk(limits: Partial<BiddingLimits> = {}, offers: SealingKey = this.offers): Desk {
    const bell = new Bell(this.db.database, new Logger('spec', 'silent'));
    const books = new LotBooks(this.db.database, bell, offers);
    const held = { ...usualBiddingLimits, betweenBidsMs: 0, ...limits };
    const reader = new BidReader(this.db.database, books);
    const clock = new HouseClock();
    const desk = new BidDesk(new DeskBatch(this.db.database, books, this.receipts, held), reader, held, undefined, clock);
    const releases = new LotRelease(new Outbox({ service: 'quoting', schema: 'quoting' }));
    const market = new MarketService(this.db.database, new TenderReader(this.db.database), new BoardReader(this.db.database), books, reader);
    const one = {
      market, disqualifications: new DisqualificationService(this.db.database, books, new TenderReader(this.db.database), desk), confirmations: new ConfirmationService(this.db.database, books, desk, reader, market, this.receipts),
      amendments: new LotAmendmentService(this.db.database, new PartService({ callAsHouse: (_op: unknown, _actor: Actor, { lines }: DescribePartsInput) => Promise.resolve({ parts: lines.map(({ partId }) => this.parts.get(partId)!) }) } as unknown as Rpc)),
      bell, clock, books, desk, reader, outcomes: new BidOutcomes(books), withdrawals: new WithdrawalService(this.db.database, books, reader, desk),
      closings: new ClosingService(this.db.database, books, releases, this.receipts), endings: new UnsuccessfulService(this.db.database, books, releases, new TenderReader(this.db.database)),
      suspensions: new SuspensionService(this.db.database), records: new RecordService(this.db.database, books, this.receipts, new ReceiptKeys(this.db.database, this.receipts)),
      proxies: new ProxyService(this.db.database, books, desk, market),
    };
    this.desks.push(one);
    return one;
  }

  /** A company that quoting has heard of, and somebody of it. */
  async company(given: { status?: string; processes?: string[]; registrationNo?: string } = {}): Promise<Actor> {
    const actor = anActor();
    await this.db.database.asHouse((tx) => tx.query(
      `insert into quoting.supplier_profiles (company_id, name, status, processes, registration_no, version) values ($1, 'Shop', $2, $3, $4, 1)`,
      [actor.companyId, given.status ?? 'OPEN', given.processes ?? ['CNC', 'WEDM'], given.registrationNo ?? null],
    ));
    return actor;
  }

  /** A published lot to which these companies are invited, their papers signed. Times count from now, in milliseconds. */
  async lot(buyer: Actor, invited: readonly Actor[], given: {
    rules?: Partial<TenderRulesView>; terms?: Partial<LotTerms>; opensIn?: number; closesIn?: number; nda?: boolean; processes?: string[]; tenderId?: string;
  } = {}): Promise<string> {
    const [{ now }] = (await this.db.database.readAsHouse<{ now: Date }>(`select date_trunc('milliseconds', clock_timestamp()) as now`)) as [{ now: Date }];
    const at = (ms: number): string => instantText(new Date(now.getTime() + ms));
    const terms = termsWith({ opensAt: at(given.opensIn ?? -1_000), closesAt: at(given.closesIn ?? 3_600_000), wantedDate: at(12 * 86_400_000).slice(0, 10), ...given.terms }, given.rules);
    const tenderId = given.tenderId ?? newId('tender');
    const [lotId, partId] = [newId('lot'), newId('part')];
    this.lots += 1;
    await this.db.database.asHouse(async (tx) => {
      await tx.query(
        `insert into quoting.tenders (id, buyer_company_id, tender_no, title, rules, audience, disclosure, terms, currency, tax_included, tax_rate, opens_at, closes_at, created_by, published_at, buyer_registration_no)
         values ($1, $2, $3, 'Slides', $4, '{}', '{"buyerName":false,"mouldName":false,"customerName":false,"ndaRequired":true,"drawingStage":"VIEW","accessDays":7}', '{"subcontracting":["HT"]}', $5, $6, $7, $8, $9, 'spec', clock_timestamp(), (select replace(p.registration_no, '-', '') from quoting.supplier_profiles p where p.company_id = $2))
         on conflict do nothing`,
        [tenderId, buyer.companyId, `T-${tenderId}`, JSON.stringify(terms.rules), terms.basis.currency, terms.basis.taxIncluded, terms.basis.taxRate, terms.opensAt, terms.closesAt],
      );
      await tx.query(
        `insert into quoting.lots (id, tender_id, buyer_company_id, lot_no, title, state, currency, tax_included, tax_rate, ceiling_minor, opens_at, closes_at, planned_closes_at, part_ids, rules, published_at, unseals_at)
         values ($1, $2, $3, $4, 'Slide', 'PUBLISHED', $5, $6, $7, $8, $9, $10, $10, $12, $11, clock_timestamp(), $9::timestamptz + make_interval(mins => ($11::jsonb ->> 'sealedMinutes')::int))`,
        [lotId, tenderId, buyer.companyId, this.lots, terms.basis.currency, terms.basis.taxIncluded, terms.basis.taxRate, terms.ceilingMinor, terms.opensAt, terms.closesAt, JSON.stringify(terms.rules), partId],
      );
      await tx.query(
        `insert into quoting.lot_lines (id, lot_id, tender_id, buyer_company_id, line_no, part_id, quantity, requested_date, material_supply, revision, processes, snapshot)
         values ($1, $2, $3, $4, 1, $5, 1, $6, 'SUPPLIER', 'A', $7, $8)`,
        [newId('lotLine'), lotId, tenderId, buyer.companyId, partId, terms.wantedDate, given.processes ?? ['CNC', 'HT', 'WEDM'], JSON.stringify(aPart())],
      );
      await tx.query(
        `insert into quoting.invitations (id, tender_id, buyer_company_id, company_id, state, nda_accepted_at, registration_no)
         select i.id, $1, $2, i.company_id, 'SENT', case when $5 then clock_timestamp() end, (select replace(p.registration_no, '-', '') from quoting.supplier_profiles p where p.company_id = i.company_id) from unnest($3::text[], $4::text[]) as i (id, company_id) on conflict do nothing`,
        [tenderId, buyer.companyId, invited.map(() => newId('invitation')).sort(), invited.map((guest) => guest.companyId), given.nda ?? true],
      );
      await appendLotEvents(tx, [{ lotId, type: 'PUBLISHED', payload: terms }]);
    });
    return lotId;
  }

  /** What the database keeps of a lot, seen by its owner. */
  async rows(lotId: string): Promise<{ lot: Record<string, unknown>; events: { seq: number; turn: number; type: string; payload: Record<string, unknown>; at: Date; hash: string; prev_hash: string }[]; bids: Record<string, unknown>[] }> {
    const one = async (sql: string): Promise<Record<string, unknown>[]> => (await this.db.owner.query(sql, [lotId])).rows as Record<string, unknown>[];
    return {
      lot: (await one('select * from quoting.lots where id = $1'))[0]!,
      events: (await one('select * from quoting.lot_events where lot_id = $1 order by seq')) as never,
      bids: await one('select * from quoting.bids where lot_id = $1 order by seq'),
    };
  }
}

/** A bid in fen with 13 % tax included, promised for the day before the usual wish, with a key of its own. */
export function aBid(lotId: string, amount: number | Money, given: Partial<PlaceBidInput> = {}): PlaceBidInput {
  keys += 1;
  return {
    idempotencyKey: `a-bid-of-a-spec-${keys}`, lotId, termsVersion: 1, amount: typeof amount === 'number' ? fen(amount) : amount,
    promisedDate: new Date(Date.now() + 11 * 86_400_000).toISOString().slice(0, 10), validUntil: null, breakdown: null, note: null, confirmDrop: true, ...given,
  };
}
