import type { BuyerLot, BuyerTender } from '#contracts/quoting-bidding';
import type { BoardSelectionInput } from '#contracts/quoting-tenders';
import type { LotState } from '#contracts/quoting-tender-terms';
import { tenderState } from './lot.lifecycle.js';
import { lotAmount, type LotMoney } from './lot.view.js';
import type { ListedTender, TenderRow } from './tender.view.js';

/**
 * One row for each lot of a page of tenders, one with a null `lotId` for a tender without lots. What the tender's own row says stands
 * only in the first row of each tender; fields of either that nobody asked for are absent.
 */
export interface BoardRow extends ListedTender, Partial<Omit<TenderRow, 'id' | 'buyerId' | 'taxRate'>>, Partial<LotMoney> {
  lotId: string | null;
  lotNo?: number;
  lotTitle?: string;
  lotState?: LotState;
  termsVersion?: number;
  /** Ids of the parts behind the lines, in order, with commas between. */
  partIds?: string;
  /** Milliseconds since 1970. */
  lotClosesAt?: number;
  extensions?: number;
  openQuestions?: number;
  bidCount?: number | null;
  bestMinor?: string | null;
}

/** A tender as a board reads it: first row, and a row for each lot. */
export interface BoardTender {
  head: BoardRow;
  lots: BoardRow[];
}

/** Tenders in the order of their rows. */
export function boardTenders(rows: readonly BoardRow[]): BoardTender[] {
  const tenders: BoardTender[] = [];
  for (const row of rows) {
    const last = tenders.at(-1);
    if (last?.head.id !== row.id) tenders.push({ head: row, lots: row.lotId === null ? [] : [row] });
    else last.lots.push(row);
  }
  return tenders;
}

/** Of a tender only what a board asked for; the rest is absent, whatever the type says. */
export function boardTenderView({ head, lots }: BoardTender, only: BoardSelectionInput): BuyerTender {
  const view: Partial<Record<keyof BuyerTender, unknown>> = {
    __typename: 'BuyerTender', id: head.id, state: tenderState(head.states), lots: lots.map((row) => boardLotView(row, only.lots)), standings: [],
  };
  for (const field of only.tender) {
    const value = head[field];
    view[field] = value instanceof Date ? value.toISOString() : value;
  }
  return view as BuyerTender;
}

function boardLotView(row: BoardRow, fields: BoardSelectionInput['lots']): BuyerLot {
  const view: Partial<Record<keyof BuyerLot, unknown>> = { id: row.lotId };
  for (const field of fields) {
    if (field === 'ceiling') view.ceiling = lotAmount(row as LotMoney, row.ceilingMinor!);
    else if (field === 'reserve') view.reserve = lotAmount(row as LotMoney, row.reserveMinor!);
    else if (field === 'best') view.best = lotAmount(row as LotMoney, row.bestMinor!);
    else if (field === 'closesAt') view.closesAt = new Date(row.lotClosesAt!).toISOString();
    else if (field === 'partIds') view.partIds = row.partIds!.split(',');
    else if (field === 'title') view.title = row.lotTitle;
    else if (field === 'state') view.state = row.lotState;
    else view[field] = row[field];
  }
  return view as unknown as BuyerLot;
}
