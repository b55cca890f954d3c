import type { BuyerLot, BuyerTender } from '#contracts/quoting-bidding';
import type { BoardSelectionInput } from '#contracts/quoting-tenders';
import type { BoardRow } from './board-rows.storage.js';
import { tenderState } from './lot.lifecycle.js';
import { lotMoney, type LotMoney } from './lot.view.js';

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
    if (field === 'ceiling') view.ceiling = lotMoney(row as LotMoney, row.ceilingMinor!);
    else if (field === 'reserve') view.reserve = lotMoney(row as LotMoney, row.reserveMinor!);
    else if (field === 'best') view.best = lotMoney(row as LotMoney, row.bestMinor!);
    else if (field === 'closesAt') view.closesAt = row.lotClosesAt!.toISOString();
    else if (field === 'title') view.title = row.lotTitle;
    else if (field === 'state') view.state = row.lotState;
    else view[field] = row[field];
  }
  return view as unknown as BuyerLot;
}
