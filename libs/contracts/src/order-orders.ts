import type { Money } from '#kernel';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateIf, ValidateNested } from 'class-validator';
import { IsIdempotencyKey, IsInstant, IsPlainText } from './money-input.js';
import { operation, type Rule } from './operation.js';
import { PageInput, type Page } from './page.js';
import type { MouldNames, SizeView } from './part-snapshot.js';
import type { InputRefused, StateRefused, VersionConflict } from './refusal.js';

/** States of an order line, words of `enum OrderLineState`; an order's state is derived from its lines. */
export const orderLineStates = [
  'ISSUED', 'ACKNOWLEDGED', 'READY', 'IN_PROGRESS', 'FINISHED', 'PART_DELIVERED', 'DELIVERED', 'ACCEPTED', 'SETTLED', 'CLOSED',
  'CHANGE_PENDING', 'SUSPENDED', 'CANCELLED', 'TERMINATED',
] as const;
export type OrderLineState = (typeof orderLineStates)[number];

/** Whether something is late; silence is its own answer and never "on time". */
export const latenesses = ['ON_TIME', 'AT_RISK', 'LATE', 'SILENT'] as const;
export type Lateness = (typeof latenesses)[number];

export const tradeSides = ['BUYER', 'SUPPLIER'] as const;
export type TradeSide = (typeof tradeSides)[number];

/** GOODS 送货, FREE_ISSUE 来料, HANDOVER 转序, RETURN 退货. */
export const deliveryKinds = ['GOODS', 'FREE_ISSUE', 'HANDOVER', 'RETURN'] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

export const deliveryStates = ['DISPATCHED', 'SIGNED', 'COUNTED', 'STOCKED', 'PARTLY_REJECTED', 'REJECTED'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const receiptSteps = ['SIGN', 'COUNT'] as const;
export type ReceiptStep = (typeof receiptSteps)[number];

export type MaterialSupply = 'SUPPLIER' | 'BUYER';

/** Terms of trade as they were frozen with the tender. */
export interface TradeTermsView {
  payment: string;
  requiredDocuments: string[];
  subcontracting: string[];
  /** Working days that the buyer has to inspect. */
  inspectionDays: number;
  /** Deduction for lateness in percent of the line per day. */
  latePercentPerDay: string;
  note: string | null;
}

/** The frozen task of a line: the shape of `LotLine`, at the ordered revision. Files and thumbnail are asked for by the id, which is that of the lot's line. */
export interface OrderedItem {
  id: string;
  itemNo: string;
  name: string;
  category: string | null;
  revision: string;
  material: string | null;
  hardness: string | null;
  requirements: string | null;
  size: SizeView;
  /** Mass of one piece in kilograms. */
  unitMassKg: string | null;
  quantity: number;
  /** Process codes of the operations asked for, in order. */
  processes: string[];
  wholePart: boolean;
  requestedDate: string;
  materialSupply: MaterialSupply;
  /** For the two sides of the order; null in orders from before names were kept. */
  mould: MouldNames | null;
}

/** One line of an order; its pieces come from `piecesOfLines` of the progress contract. */
export interface OrderLineView {
  id: string;
  /** Place: 10, 20, 30. */
  lineNo: number;
  state: OrderLineState;
  lateness: Lateness;
  item: OrderedItem;
  quantity: number;
  /** Pieces delivered and counted by the receiver, less those that went back. */
  delivered: number;
  /** Pieces accepted, concessions included. */
  accepted: number;
  /** Price of one piece, rounded; the amount is what counts. */
  unitPrice: Money;
  /** The line's exact share of the award. */
  amount: Money;
  /** Promised day of what is still open; a rework may have moved it. */
  promisedDate: string;
  /** Expected day of delivery, null before work has begun. */
  forecastDate: string | null;
  travellerCode: string;
}

/** An order as either side sees it; cards of the two companies are filled in from accounts. */
export interface OrderView {
  __typename: 'Order';
  id: string;
  version: number;
  orderNo: string;
  revision: number;
  buyerId: string;
  supplierId: string;
  mySide: TradeSide;
  state: OrderLineState;
  lines: OrderLineView[];
  terms: TradeTermsView;
  /** Sum of the lines, exact. */
  total: Money;
  external: null;
  issuedAt: string;
}

/** Pieces of one order line in a delivery. */
export interface DeliveryLineView {
  orderLineId: string;
  /** Single pieces; empty for a batch. */
  pieceIds: string[];
  sent: number;
  counted: number | null;
}

export interface DeliveryView {
  __typename: 'Delivery';
  id: string;
  version: number;
  deliveryNo: string;
  kind: DeliveryKind;
  state: DeliveryState;
  fromId: string;
  toId: string;
  lines: DeliveryLineView[];
  carrier: string | null;
  expectedAt: string | null;
  files: never[];
  dispatchedAt: string;
  signedAt: string | null;
}

/** More pieces than can be: drawing parts are never over-delivered. `maximum` would pass. */
export interface QuantityRefused { __typename: 'QuantityRefused'; code: 'QUANTITY_REFUSED'; message: string; orderLineId: string; maximum: number }
/** Documents that the terms ask for are missing. */
export interface EvidenceMissing { __typename: 'EvidenceMissing'; code: 'EVIDENCE_MISSING'; message: string; documents: string[] }

/** An order by its id. */
export class OrderIdInput {
  @IsString() @MaxLength(40) id!: string;
}

/** Which orders, next promised day first. */
export class ListOrdersInput extends PageInput {
  /** Side of the own company; both when absent. */
  @IsOptional() @IsIn(tradeSides) side?: TradeSide | null;
  @IsOptional() @IsArray() @ArrayMaxSize(14) @IsIn(orderLineStates, { each: true }) states?: OrderLineState[] | null;
  /** Only orders with parts of this mould of the own company. */
  @IsOptional() @IsString() @MaxLength(40) mouldId?: string | null;
}

/** Which deliveries, newest first. */
export class ListDeliveriesInput extends PageInput {
  @IsOptional() @IsString() @MaxLength(40) orderId?: string | null;
  @IsOptional() @IsArray() @ArrayMaxSize(6) @IsIn(deliveryStates, { each: true }) states?: DeliveryState[] | null;
}

/** Pieces of one order line to send. */
export class DeliveryLineInput {
  @IsString() @MaxLength(40) orderLineId!: string;
  /** The pieces; absent for a batch or when any finished pieces will do. */
  @IsOptional() @IsArray() @ArrayMaxSize(500) @IsString({ each: true }) @MaxLength(40, { each: true }) pieceIds?: string[] | null;
  @IsInt() @Min(1) @Max(1_000_000) quantity!: number;
}

/** A delivery that leaves now. */
export class DispatchDeliveryInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsIn(deliveryKinds) kind: DeliveryKind = 'GOODS';
  /** Receiver; absent for the other side of the order. A HANDOVER names the next shop. */
  @IsOptional() @IsString() @MaxLength(40) toCompanyId?: string | null;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => DeliveryLineInput) lines!: DeliveryLineInput[];
  @IsOptional() @IsPlainText() @MaxLength(200) carrier?: string | null;
  @IsOptional() @IsInstant() expectedAt?: string | null;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(40, { each: true }) fileIds?: string[] | null;
}

/** Pieces counted of one order line. */
export class CountInput {
  @IsString() @MaxLength(40) orderLineId!: string;
  @IsInt() @Min(0) @Max(1_000_000) counted!: number;
}

/** A step of receiving: 签收 says "parcels arrived", 点数 says how many pieces. */
export class RecordReceiptInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(40) deliveryId!: string;
  @IsInt() @Min(1) version!: number;
  @IsIn(receiptSteps) step!: ReceiptStep;
  /** Needed for COUNT: one entry for every line of the delivery. */
  @ValidateIf((o: RecordReceiptInput) => o.step === 'COUNT' || (o.counts !== null && o.counts !== undefined))
  @IsArray() @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => CountInput) counts?: CountInput[] | null;
  @IsOptional() @IsPlainText() @MaxLength(1000) note?: string | null;
}

export type DispatchDeliveryResult = DeliveryView | QuantityRefused | EvidenceMissing | StateRefused | InputRefused;
export type RecordReceiptResult = DeliveryView | QuantityRefused | StateRefused | VersionConflict;

/** One order that the own company is a side of; null for a missing or foreign one. */
export const getOrder = operation<OrderIdInput, OrderView | null>('order', 'orders', 'get-order', OrderIdInput);
/** Orders of the own company, next promised day first. */
export const listOrders = operation<ListOrdersInput, Page<OrderView>>('order', 'orders', 'list-orders', ListOrdersInput);
/** Deliveries that the own company sends, receives or pays for, newest first. */
export const listDeliveries = operation<ListDeliveriesInput, Page<DeliveryView>>('order', 'orders', 'list-deliveries', ListDeliveriesInput);
/** Sends pieces to the other side, to the next shop, or back. Never more than are finished and not sent yet. */
export const dispatchDelivery = operation<DispatchDeliveryInput, DispatchDeliveryResult>('order', 'orders', 'dispatch-delivery', DispatchDeliveryInput);
/** The receiver signs for the parcels and counts the pieces; COUNT signs as well if nobody has. */
export const recordReceipt = operation<RecordReceiptInput, RecordReceiptResult>('order', 'orders', 'record-receipt', RecordReceiptInput);

/** Who may do what with orders; both sides of an order, and nobody else, find it at all. */
export const ordersRules: Record<string, Rule> = {
  [getOrder.name]: { kind: 'member', scope: 'ORDERS_READ' },
  [listOrders.name]: { kind: 'member', scope: 'ORDERS_READ' },
  [listDeliveries.name]: { kind: 'member', scope: 'ORDERS_READ' },
  [dispatchDelivery.name]: { kind: 'roles', roles: ['STORE', 'PLANNER', 'BUYER', 'SALES', 'SHOP_OPERATOR'], scope: 'ORDERS_WRITE' },
  [recordReceipt.name]: { kind: 'roles', roles: ['STORE', 'PLANNER', 'BUYER', 'QUALITY', 'SHOP_OPERATOR'], scope: 'ORDERS_WRITE' },
};
