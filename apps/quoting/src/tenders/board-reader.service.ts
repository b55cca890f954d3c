import { Injectable } from '@nestjs/common';
import type { Actor, Page } from '#contracts';
import type { BuyerTender } from '#contracts/quoting-bidding';
import type { BoardSelectionInput, TendersInput } from '#contracts/quoting-tenders';
import { Database } from '#platform/database';
import { boardStatement } from './board-rows.storage.js';
import { boardTenders, boardTenderView, type BoardRow } from './board.view.js';
import { pageOf } from './page.view.js';
import { placeOfTender, tendersPageValues } from './tender-rows.storage.js';

/** Reads tenders for boards: of each tender and lot what its own row says and the board shows, the market included. */
@Injectable()
export class BoardReader {
  constructor(private readonly database: Database) {}

  /** Tenders of the actor's company in the order of `TenderReader.tenders`, in one statement. */
  async boards(actor: Actor, input: TendersInput, only: BoardSelectionInput): Promise<Page<BuyerTender>> {
    const rows = await this.database.read<BoardRow>(actor.companyId, boardStatement(only, input.withLots), tendersPageValues(actor.companyId, input));
    return pageOf(boardTenders(rows), input.first, (tender) => boardTenderView(tender, only), ({ head }) => placeOfTender(head));
  }
}
