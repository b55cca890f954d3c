import type { MouldState, MouldSummaryView, MouldView } from '#contracts/order-moulds';
import { isDay } from '#kernel';

/** A mould with its counts as the one reading statement gives it; days come as text. */
export interface MouldRow {
  id: string;
  version: number;
  mouldNo: string;
  title: string;
  customerName: string | null;
  state: MouldState;
  cavities: string | null;
  baseStandard: string | null;
  t0Date: string | null;
  t1Date: string | null;
  currency: string;
  externalSource: string | null;
  externalId: string | null;
  createdAt: Date;
  summary: MouldSummaryView | null;
}

/** A mould as its own company sees it. */
export function mouldView(row: MouldRow): MouldView {
  return {
    __typename: 'Mould', id: row.id, version: row.version, mouldNo: row.mouldNo, title: row.title, customerName: row.customerName, state: row.state,
    cavities: row.cavities, baseStandard: row.baseStandard, t0Date: row.t0Date, t1Date: row.t1Date, currency: row.currency,
    external: row.externalSource !== null && row.externalId !== null ? { source: row.externalSource, id: row.externalId } : null,
    summary: row.summary, createdAt: row.createdAt.toISOString(),
  };
}

/** The place of a mould in the list of next milestones: its T1 day (none sorts last) and its id. */
export interface MouldPlace { day: string; id: string }

/** Where moulds without a T1 day are. */
const NO_DAY = '9999-12-31';
const PLACE = /^(\d{4}-\d{2}-\d{2})\/(mld_[0-9a-z]{26})$/;

export function cursorOf(row: Pick<MouldRow, 't1Date' | 'id'>): string {
  return btoa(`${row.t1Date ?? NO_DAY}/${row.id}`);
}

/** The place that a cursor names; null for a text that is none. */
export function placeOf(cursor: string): MouldPlace | null {
  let text: string;
  try {
    text = atob(cursor);
  } catch {
    return null;
  }
  const found = PLACE.exec(text);
  return found && (found[1] === NO_DAY || isDay(found[1]!)) ? { day: found[1]!, id: found[2]! } : null;
}
