import { Injectable } from '@nestjs/common';
import type { Actor, Page } from '#contracts';
import type {
  BidderLot, BidderMarketView, BuyerLot, BuyerMarketView, BuyerTender, LedgerEntryView, LotLedgersInput,
} from '#contracts/quoting-bidding';
import type { BidderLotsInput, TendersInput } from '#contracts/quoting-tenders';
import type { BidderLotView, BuyerTenderView } from '#contracts/quoting-tender-views';
import { Database } from '#platform/database';
import { BoardReader, TenderReader, pageOf, readCursor } from '../tenders/index.js';
import { BidReader } from './bid-reader.service.js';
import { feedOf, type LotBook } from './lot-book.policy.js';
import { LotBooks } from './lot-books.service.js';
import { unpublishedLot } from './lot-state.policy.js';
import { bestForBuyer, bidCountForBuyer, buyerSees, ledgerForBuyer, standingsForBuyer, type BidWords } from './lot.view.js';
import { marketView, sealedMarket } from './market.view.js';
import { outReasons } from './offer.storage.js';
import { offerOf, type KeptOffer } from './offer.view.js';

const LEDGER_PLACE = /^\d{1,9}$/;

/** Tenders and lots as the API shows them: what tenders know of them, and what the market says. Each side gets its own. */
@Injectable()
export class MarketService {
  constructor(
    private readonly database: Database,
    private readonly tenders: TenderReader,
    private readonly boards: BoardReader,
    private readonly books: LotBooks,
    private readonly bids: BidReader,
  ) {}

  /** One tender of the actor's company; null for a foreign or missing one. */
  async tender(actor: Actor, tenderId: string): Promise<BuyerTender | null> {
    const tender = await this.tenders.tender(actor, tenderId);
    return tender === null ? null : (await this.withMarkets(actor, [tender]))[0]!;
  }

  /** Tenders of the actor's company, next closing first. */
  async tendersOf(actor: Actor, input: TendersInput): Promise<Page<BuyerTender>> {
    if (input.only) return this.boards.boards(actor, input, input.only);
    const page = await this.tenders.tenders(actor, input);
    const tenders = await this.withMarkets(actor, page.edges.map((edge) => edge.node));
    return { ...page, edges: page.edges.map((edge, i) => ({ ...edge, node: tenders[i]! })) };
  }

  /** What the market says of own lots; foreign and missing ones are left out. Two statements. */
  async buyerMarkets(actor: Actor, lotIds: readonly string[]): Promise<BuyerMarketView[]> {
    const books = [...(await this.books.read(lotIds)).values()].filter((book) => book.facts.buyerId === actor.companyId);
    const shown = books.filter((book) => buyerSees(book.state));
    const words = await this.words(shown.flatMap((book) => book.state.ranking.map((bidder) => bidder.bidId)));
    return books.map((book) => ({
      lotId: book.lotId, bidCount: bidCountForBuyer(book.state), best: bestForBuyer(book.state),
      liveSeq: feedOf(book, { audience: 'buyer' }).seq, standings: standingsForBuyer(book.state, words),
    }));
  }

  /** One lot that the actor's company is invited to; null for any other. */
  async bidderLot(actor: Actor, lotId: string): Promise<BidderLot | null> {
    const lot = await this.tenders.bidderLot(actor, lotId);
    return lot === null ? null : (await this.withOwnMarkets(actor, [lot]))[0]!;
  }

  /** Lots that the actor's company is invited to, best fit and next closing first. */
  async bidderLots(actor: Actor, input: BidderLotsInput): Promise<Page<BidderLot>> {
    const withMyBid = input.filter?.withMyBid ?? null;
    const bidOn = withMyBid === null ? [] : await this.bids.lotsBidOn(actor.companyId);
    const page = await this.tenders.bidderLots(actor, input.filter, input, withMyBid === null ? {} : withMyBid ? { among: bidOn } : { except: bidOn });
    const lots = await this.withOwnMarkets(actor, page.edges.map((edge) => edge.node));
    return { ...page, edges: page.edges.map((edge, i) => ({ ...edge, node: lots[i]! })) };
  }

  /** Lots that the actor's company is invited to, in the order asked for; others are left out. */
  async bidderLotsByIds(actor: Actor, lotIds: readonly string[]): Promise<BidderLot[]> {
    const lots = await this.tenders.bidderLotsByIds(actor.companyId, lotIds, actor.locale);
    return this.withOwnMarkets(actor, lotIds.flatMap((id) => lots.get(id) ?? []));
  }

  /** What the market says to the actor's company of lots that it is invited to; others are left out. */
  async bidderMarkets(actor: Actor, lotIds: readonly string[]): Promise<BidderMarketView[]> {
    const invited = await this.database.read<{ id: string }>(
      actor.companyId,
      `select l.id from quoting.lots l join quoting.invitations i on i.tender_id = l.tender_id and i.company_id = $1
        where l.id = any($2::text[]) and l.published_at is not null`, [actor.companyId, lotIds],
    );
    return this.ownMarkets(actor, invited.map((row) => row.id));
  }

  /** Ledgers of own lots, a page of each; null while a sealed lot is not opened. Foreign and missing lots are left out. */
  async ledgers(actor: Actor, input: LotLedgersInput): Promise<{ lotId: string; ledger: Page<LedgerEntryView> | null }[]> {
    const after = Number(readCursor(input.after, [LEDGER_PLACE])?.[0] ?? 0);
    const books = [...(await this.books.read(input.lotIds)).values()].filter((book) => book.facts.buyerId === actor.companyId);
    const reasons = await outReasons({ query: (sql, params) => this.database.readAsHouse(sql, params) }, books.filter((book) => buyerSees(book.state)).map((book) => book.lotId));
    return books.map((book) => {
      const entries = ledgerForBuyer(book.state, book.entries, reasons)?.slice(after, after + input.first + 1) ?? null;
      return { lotId: book.lotId, ledger: entries === null ? null : pageOf(entries, input.first, (entry) => entry, (entry) => [String(entry.seq)]) };
    });
  }

  private async withMarkets(actor: Actor, tenders: readonly BuyerTenderView[]): Promise<BuyerTender[]> {
    const published = tenders.flatMap((tender) => tender.lots.filter((lot) => lot.state !== 'DRAFT').map((lot) => lot.id));
    const markets = new Map((await this.buyerMarkets(actor, published)).map((market) => [market.lotId, market]));
    return tenders.map((tender) => {
      const lots = tender.lots.map((lot): BuyerLot => {
        const { bidCount, best, liveSeq, standings } = markets.get(lot.id) ?? { bidCount: null, best: null, liveSeq: 0, standings: null };
        return { ...lot, bidCount, best, liveSeq, standings };
      });
      return { ...tender, lots, standings: lots.flatMap((lot) => lot.standings ?? []) };
    });
  }

  private async withOwnMarkets(actor: Actor, lots: readonly BidderLotView[]): Promise<BidderLot[]> {
    const markets = new Map((await this.ownMarkets(actor, lots.map((lot) => lot.id))).map((market) => [market.lotId, market]));
    return lots.map((lot) => {
      // A lot that cannot be read is shown without its market.
      const { liveSeq, myBid, market, stateReason } = markets.get(lot.id) ?? { liveSeq: 0, myBid: null, market: sealedMarket(unpublishedLot(lot.id)), stateReason: null };
      return { ...lot, liveSeq, myBid, market, stateReason };
    });
  }

  /** The markets of lots whose invitation has been looked at. */
  private async ownMarkets(actor: Actor, lotIds: readonly string[]): Promise<BidderMarketView[]> {
    if (lotIds.length === 0) return [];
    const [books, present] = await Promise.all([this.books.read(lotIds), this.bids.presentOn(actor.companyId, lotIds)]);
    return lotIds.flatMap((lotId) => {
      const book: LotBook | undefined = books.get(lotId);
      return book === undefined ? [] : [{
        lotId, liveSeq: feedOf(book, { audience: 'bidder', companyId: actor.companyId }).seq, myBid: present.get(lotId) ?? null, market: marketView(book.state, actor.companyId), stateReason: book.state.reason,
      }];
    });
  }

  /** Breakdowns and notes of bids that the buyer may see. */
  private async words(bidIds: readonly string[]): Promise<(bidId: string) => BidWords> {
    const rows = bidIds.length === 0 ? [] : await this.database.readAsHouse<{ id: string } & KeptOffer>(
      `select id, amount_minor as "amountMinor", breakdown, note, nonce, offer_sealed as "offerSealed" from quoting.bids
        where id = any($1::text[]) and (breakdown is not null or note is not null or offer_sealed is not null)`, [bidIds],
    );
    const words = new Map(rows.map((row) => {
      const { breakdown, note } = offerOf(row.id, row, this.books.offers.open);
      return [row.id, { breakdown, note }];
    }));
    return (bidId) => words.get(bidId) ?? { breakdown: null, note: null };
  }
}
