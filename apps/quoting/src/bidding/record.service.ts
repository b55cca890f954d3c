import { Inject, Injectable } from '@nestjs/common';
import { canonicalJson, formatDecimal, parseDecimal } from '#kernel';
import type { Actor } from '#contracts';
import { recordBody, type RecordOpening, type SignedHead } from '#contracts/lot-record';
import type { ClosingHeadView, LotRecordView } from '#contracts/quoting-bidding';
import { Database } from '#platform/database';
import { RECEIPT_KEY, type SigningKey } from '#platform/tickets';
import { sha256 } from '../ledger/index.js';
import { entryNoncesOf } from './bid-rows.storage.js';
import { readHeads } from './closing-heads.storage.js';
import type { LotBook } from './lot-book.policy.js';
import { LotBooks } from './lot-books.service.js';
import { shutForBuyer } from './lot.view.js';
import { offerOf, type KeptOffer } from './offer.view.js';
import { ReceiptKeys } from './receipt-keys.service.js';
import { bidderText } from './receipt.policy.js';
import { recordOf } from './record.view.js';

interface OpeningRow extends KeptOffer {
  id: string; seq: number; companyId: string; versionNo: number; termsVersion: number; currency: string; taxIncluded: boolean; taxRate: string; promisedDate: string; quality: number;
}

/** Records of closed lots, for those who took part. */
@Injectable()
export class RecordService {
  constructor(private readonly database: Database, private readonly books: LotBooks, @Inject(RECEIPT_KEY) private readonly key: SigningKey, private readonly keys: ReceiptKeys) {}

  /**
   * The signed record of a lot whose bidding has ended; null for everybody who took no part, and where bids were never opened: even their
   * number would tell of them.
   */
  async lotRecord(actor: Actor, lotId: string): Promise<LotRecordView | null> {
    const book = await this.books.readOne(lotId);
    if (book === undefined || !tookPart(book, actor.companyId) || book.state.closedAt === null || !book.state.unsealed) return null;
    const reads = { query: <T extends object>(sql: string, params?: unknown[]) => this.database.readAsHouse<T>(sql, params) };
    const head = (await readHeads(reads, [lotId])).get(lotId);
    if (head === undefined) return null;
    const buyer = book.facts.buyerId === actor.companyId;
    const record = recordOf(lotId, book.entries, {
      viewer: buyer ? 'BUYER' : 'BIDDER', openings: await this.openings(book, buyer ? null : actor.companyId), entryNonces: await entryNoncesOf(reads, lotId, buyer ? null : actor.companyId), reserve: buyer ? await this.reserve(lotId) : null, head, key: this.key.publicJwk,
      ...(head.keyId === this.key.keyId ? {} : { headKey: (await this.keys.all()).find(({ kid }) => kid === head.keyId) }),
    });
    return { lotId, headHash: head.headHash, signature: head.signature, keyId: head.keyId, document: canonicalJson({ ...record, signature: this.key.sign(recordBody(record)) }) };
  }

  /** Signed heads of closed lots for those who took part; all others are left out. A head says nothing of how many bids there were. */
  async closingHeads(actor: Actor, lotIds: readonly string[]): Promise<ClosingHeadView[]> {
    const books = [...(await this.books.read(lotIds)).values()].filter((book) => book.state.closedAt !== null && tookPart(book, actor.companyId));
    if (books.length === 0) return [];
    const heads = await readHeads({ query: (sql, params) => this.database.readAsHouse(sql, params) }, books.map((book) => book.lotId));
    return [...heads].map(([lotId, head]) => ({ lotId, ...head }));
  }

  /** Signed heads of closed lots by lot, for whoever tells those who took part: `tookPart` says who did. */
  headsOf(lotIds: readonly string[]): Promise<Map<string, SignedHead>> {
    return readHeads({ query: (sql, params) => this.database.readAsHouse(sql, params) }, lotIds);
  }

  private async openings(book: LotBook, companyId: string | null): Promise<RecordOpening[]> {
    const rows = await this.database.readAsHouse<OpeningRow>(
      `select id, seq, company_id as "companyId", version_no as "versionNo", terms_version as "termsVersion", amount_minor as "amountMinor", currency, tax_included as "taxIncluded", tax_rate as "taxRate",
              promised_date as "promisedDate", quality, nonce, breakdown, note, offer_sealed as "offerSealed"
         from quoting.bids where lot_id = $1 and ($2::text is null or company_id = $2) order by seq`, [book.lotId, companyId],
    );
    const shut = companyId === null ? shutForBuyer(book.state, book.entries) : new Set();
    return rows.filter((row) => !shut.has(row.id)).map((row) => {
      const { amountMinor, nonce } = offerOf(row.id, row, this.books.offers.open);
      const amount = { amountMinor, currency: row.currency, taxIncluded: row.taxIncluded, taxRate: formatDecimal(parseDecimal(row.taxRate)) };
      return {
        seq: row.seq, bidId: row.id, companyId: row.companyId, versionNo: row.versionNo, termsVersion: row.termsVersion, amount, promisedDate: row.promisedDate, nonce,
        ...(boundAlone(book, row, nonce) ? {} : { quality: row.quality }),
      };
    });
  }

  private async reserve(lotId: string): Promise<{ amountMinor: string; nonce: string } | null> {
    const [row] = await this.database.readAsHouse<{ amountMinor: string | null; nonce: string }>('select reserve_minor as "amountMinor", reserve_nonce as nonce from quoting.lots where id = $1', [lotId]);
    return row === undefined || row.amountMinor === null ? null : { amountMinor: row.amountMinor, nonce: row.nonce };
  }
}

/** Is the company of a bid bound without a quality: where the tender weighs none, and in ledgers from before there was one? */
function boundAlone(book: LotBook, { seq, companyId }: OpeningRow, nonce: string): boolean {
  const entry = book.entries[seq - 1];
  return entry?.type === 'BID_PLACED' && entry.payload.bidder === sha256(bidderText(companyId, nonce, null));
}

/** Did a company take part in a lot: as its buyer, or with a bid. */
export function tookPart(book: LotBook, companyId: string): boolean {
  return book.facts.buyerId === companyId || book.state.bidders.has(companyId);
}
