import type { ExternalRefView } from './order-parts.js';

/** Words of `enum MouldState`: 立项 … 结案, 暂停, 取消. */
export const mouldStates = [
  'DRAFT', 'DESIGN', 'RELEASED', 'MACHINING', 'ASSEMBLY', 'TRIAL', 'MODIFICATION', 'ACCEPTED', 'SHIPPED', 'CLOSED', 'ON_HOLD', 'CANCELLED',
] as const;
export type MouldState = (typeof mouldStates)[number];

/** Counts over the parts of a mould. */
export interface MouldSummaryView {
  parts: number;
  make: number;
  /** Parts given to subcontractors, whole or by operations. */
  outside: number;
  buy: number;
  /** Outside parts without gaps. */
  publishable: number;
  /** Outside parts with gaps. */
  incomplete: number;
  /** Parts accepted or installed. */
  accepted: number;
}

/** A mould of the own company. */
export interface MouldView {
  __typename: 'Mould';
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
  external: ExternalRefView | null;
  /** Null when it was not asked for. */
  summary: MouldSummaryView | null;
  createdAt: string;
}

/** A mould to look at: the address of the whole as GLB, and which part each of its bodies is. */
export interface WholeModelView {
  url: string;
  /** `place` is what `extras.part` of a node says. */
  bodies: { place: number; partId: string }[];
}
