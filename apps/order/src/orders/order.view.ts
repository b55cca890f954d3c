import type { Lateness, OrderedItem, OrderLineState, OrderLineView, OrderView, TradeTermsView } from '#contracts/order-orders';
import type { AwardedLine } from '#contracts';
import { dayText, type Money } from '#kernel';
import { forecastDay, remainingMinutes, type LatenessRules } from './lateness.policy.js';
import { outlookOf } from './outlook.policy.js';

/** One operation of a line over its living pieces, as the database sums it up. */
export interface LineWork {
  seq: number;
  minutes: number | null;
  /** Articles that have not passed it. */
  open: number;
  /** Latest word about the quietest piece that is being worked on, and about the one that waits longest to be begun. */
  runningSince: string | null;
  readySince: string | null;
}

export interface LineRow {
  id: string;
  lineNo: number;
  state: OrderLineState;
  item: Omit<OrderedItem, 'mould'> & Partial<Pick<OrderedItem, 'mould'>>;
  quantity: number;
  delivered: number;
  accepted: number;
  arrived: number;
  unitPriceMinor: string;
  amountMinor: string;
  promisedDate: string;
  /** Earliest day promised for a piece that has to come again. */
  repromisedDate: string | null;
  travellerCode: string;
  begun: boolean;
  work: LineWork[];
}

export interface OrderRow {
  id: string;
  version: number;
  orderNo: string;
  revision: number;
  buyerId: string;
  supplierId: string;
  currency: string;
  taxIncluded: boolean;
  taxRate: string;
  totalMinor: string;
  state: OrderLineState;
  terms: TradeTermsView;
  issuedAt: Date;
  lines: LineRow[];
  /** Sorting day of the list. */
  nextDay: string;
}

const RESTING: ReadonlySet<OrderLineState> = new Set(['ACCEPTED', 'SETTLED', 'CLOSED', 'SUSPENDED', 'CANCELLED', 'TERMINATED']);

/** The frozen task of an order line, from the line that was awarded. */
export function orderedItem(line: AwardedLine, materialSupply: 'SUPPLIER' | 'BUYER', promisedDate: string): OrderedItem {
  const { snapshot } = line;
  return {
    id: line.lotLineId, itemNo: line.itemNo, name: line.name, category: snapshot.category, revision: line.revision, material: snapshot.material,
    hardness: snapshot.hardness, requirements: snapshot.requirements, size: snapshot.size, unitMassKg: snapshot.unitMassKg, quantity: line.quantity,
    processes: snapshot.operations.filter(({ seq }) => line.wholePart || line.operationSeqs.includes(seq)).map(({ process }) => process),
    wholePart: line.wholePart, requestedDate: line.requestedDate ?? promisedDate, materialSupply, mould: snapshot.mould ?? null,
  };
}

function money(amountMinor: string, order: OrderRow): Money {
  return { amountMinor, currency: order.currency, taxIncluded: order.taxIncluded, taxRate: order.taxRate };
}

function instant(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/** When a line is expected, null before work has begun and after it has arrived, and whether that is late. */
function lineOutlook(line: LineRow, now: Date, rules: LatenessRules): { lateness: Lateness; forecastDate: string | null } {
  const today = dayText(now);
  const arrived = line.arrived >= line.quantity;
  const work = line.work.map((entry) => ({ ...entry, orderLineId: line.id, runningSince: instant(entry.runningSince), readySince: instant(entry.readySince) }));
  const promised = { orderLineId: line.id, promisedDate: line.repromisedDate ?? line.promisedDate, arrived, resting: RESTING.has(line.state) };
  const minutes = remainingMinutes(work.map((entry) => ({ minutes: entry.minutes ?? rules.unplannedMinutes, articles: entry.open })));
  return { lateness: outlookOf(work, [promised], now, today, rules).lateness, forecastDate: line.begun && !arrived ? forecastDay(today, minutes, rules) : null };
}

function lineView(line: LineRow, order: OrderRow, now: Date, rules: LatenessRules): OrderLineView {
  return {
    id: line.id, lineNo: line.lineNo, state: line.state, ...lineOutlook(line, now, rules), item: { ...line.item, mould: line.item.mould ?? null }, quantity: line.quantity,
    delivered: line.delivered, accepted: line.accepted, unitPrice: money(line.unitPriceMinor, order), amount: money(line.amountMinor, order),
    promisedDate: line.repromisedDate ?? line.promisedDate, travellerCode: line.travellerCode,
  };
}

/** An order as one of its two sides sees it. */
export function orderView(order: OrderRow, viewerId: string, now: Date, rules: LatenessRules): OrderView {
  return {
    __typename: 'Order', id: order.id, version: order.version, orderNo: order.orderNo, revision: order.revision, buyerId: order.buyerId,
    supplierId: order.supplierId, mySide: order.buyerId === viewerId ? 'BUYER' : 'SUPPLIER', state: order.state,
    lines: order.lines.map((line) => lineView(line, order, now, rules)), terms: order.terms, total: money(order.totalMinor, order), external: null,
    issuedAt: order.issuedAt.toISOString(),
  };
}
