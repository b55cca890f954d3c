import { Injectable, Logger } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor, Page } from '#contracts';
import { bidStates, type BidState, type BidView, type MyBidsInput } from '#contracts/quoting-bidding';
import { Database } from '#platform/database';
import { ID, pageOf, readCursor } from '../tenders/index.js';
import { BID_COLUMNS, BID_STATE, ownBid, type BidWithLotRow } from './bid-rows.storage.js';
import type { KeptAnswer, Taken } from './desk-answer.view.js';
import { LotBooks } from './lot-books.service.js';
import { fold, unpublishedLot } from './lot-state.policy.js';
import { sealedMarket } from './market.view.js';

const SHOWN_BY_THEMSELVES: readonly BidState[] = bidStates.filter((state) => state !== 'REPLACED');

/** A company's own bids. Row-level security shows it no others. */
@Injectable()
export class BidReader {
  private readonly log = new Logger(BidReader.name);

  constructor(private readonly database: Database, private readonly books: LotBooks) {}

  /** Own bids, newest first. On one lot with all versions, else without those that newer ones replaced. One that cannot be read is left out. */
  async myBids(actor: Actor, input: MyBidsInput): Promise<Page<BidView>> {
    const after = readCursor(input.after, [ID]);
    const lotId = input.filter?.lotId ?? null;
    const states = input.filter?.states ?? (lotId === null ? SHOWN_BY_THEMSELVES : bidStates);
    const rows = await this.database.read<BidWithLotRow>(
      actor.companyId,
      `select ${BID_COLUMNS} from quoting.bids b join quoting.lots l on l.id = b.lot_id
        where b.company_id = $1 and ($2::text is null or b.lot_id = $2) and ${BID_STATE} = any ($3::text[]) and ($4::text is null or b.id < $4)
        order by b.id desc limit $5`,
      [actor.companyId, lotId, states, after?.[0] ?? null, input.first + 1],
    );
    const page = pageOf(rows, input.first, (row) => this.readable(row), (row) => [row.id]);
    return { ...page, edges: page.edges.flatMap(({ node, ...edge }) => (node === null ? [] : [{ ...edge, node }])) };
  }

  /** Own bids by id, in the order asked for; what is not there, or another's, is left out. */
  async byIds(companyId: string, ids: readonly string[]): Promise<BidView[]> {
    const rows = await this.database.read<BidWithLotRow>(
      companyId, `select ${BID_COLUMNS} from quoting.bids b join quoting.lots l on l.id = b.lot_id where b.company_id = $1 and b.id = any ($2::text[])`, [companyId, ids],
    );
    const byId = new Map(rows.map((row) => [row.id, this.own(row)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** Present bids of a company on lots, by lot; one that cannot be read is left out. */
  async presentOn(companyId: string, lotIds: readonly string[]): Promise<Map<string, BidView>> {
    if (lotIds.length === 0) return new Map();
    const rows = await this.database.read<BidWithLotRow>(
      companyId,
      `select distinct on (b.lot_id) ${BID_COLUMNS} from quoting.bids b join quoting.lots l on l.id = b.lot_id
        where b.company_id = $1 and b.lot_id = any ($2::text[]) order by b.lot_id, b.seq desc`,
      [companyId, lotIds],
    );
    return new Map(rows.flatMap((row) => {
      const bid = this.readable(row);
      return bid === null ? [] : [[row.lotId, bid] as const];
    }));
  }

  /** Lots on which the company has ever bid. */
  async lotsBidOn(companyId: string): Promise<string[]> {
    const rows = await this.database.read<{ lot_id: string }>(companyId, 'select distinct lot_id from quoting.bids where company_id = $1', [companyId]);
    return rows.map((row) => row.lot_id);
  }

  /** Tells texts of commands apart without keeping anything of them. */
  fingerprints(text: string): [present: string, ...former: string[]] {
    return [this.books.offers.fingerprint(text), ...this.books.offers.formerFingerprints(text)];
  }

  private own(row: BidWithLotRow): BidView {
    return ownBid(row, this.books.offers.open);
  }

  /** A bid whose seal cannot be opened keeps no other from being shown. */
  private readable(row: BidWithLotRow): BidView | null {
    try {
      return this.own(row);
    } catch (error) {
      this.log.error(`Bid ${row.id} cannot be read.`, error);
      return null;
    }
  }

  /** What a bidder was told when this bid was taken, for a repeat of its key: the same bytes, whatever has happened since. */
  async takenAgain(companyId: string, kept: KeptAnswer): Promise<Taken> {
    const [now] = await this.byIds(companyId, [kept.bidId]);
    if (now === undefined) throw Problem.notFound();
    // A confirmation since then is another answer.
    const [first] = await this.database.read<{ termsVersion: number; validUntil: string }>(companyId, 'select terms_version as "termsVersion", valid_until as "validUntil" from quoting.bids where id = $1', [kept.bidId]);
    const bid: BidView = { ...now, ...first!, state: 'VALID', finalRank: null, gapPercent: null, outReason: null, confirmation: null };
    let { market } = kept;
    if (market === null) {
      const { entries } = (await this.books.readOne(bid.lotId))!;
      const state = fold(unpublishedLot(bid.lotId), entries.slice(0, 1 + entries.findIndex((entry) => entry.type === 'BID_PLACED' && entry.payload.bidId === bid.id)));
      market = sealedMarket(state);
    }
    return { bid, market, closesAt: kept.closesAt, seq: kept.seq };
  }
}
