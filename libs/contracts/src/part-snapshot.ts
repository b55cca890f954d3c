import type { Money } from '#kernel';

/** Outer size in millimetres as exact decimals; round parts have diameter and height (their length). */
export interface SizeView {
  lengthMm: string | null;
  widthMm: string | null;
  heightMm: string | null;
  diameterMm: string | null;
}

/** One operation asked for, with what matching and progress need. */
export interface SnapshotOperation {
  seq: number;
  /** Process code of the catalogue, such as WEDM. */
  process: string;
  plannedMinutes: number | null;
  inspect: boolean;
}

/** Drawing and model of a part. EXPECTED says that it has none although other parts of its mould have. */
export interface PartPapers {
  drawing: 'THERE' | 'EXPECTED' | 'NONE';
  model: 'THERE' | 'EXPECTED' | 'NONE';
  /** Letter in the names of its drawings that is not that of its revision; null when they agree or name none. */
  otherRevision: string | null;
}

/** What a mould is called, and for whom it is made; null hides a name or says that there is none. */
export interface MouldNames { mouldNo: string | null; title: string | null; customerName: string | null }

/**
 * A part as the order service describes it for a tender: everything a bidder may learn, and the ids by which its buyer finds it again.
 * No neighbour. Frozen by quoting at publication.
 */
export interface PartSnapshot {
  partId: string;
  /** For the buyer's own lists; in no view of a bidder. */
  mouldId: string;
  /** For the buyer and the awarded supplier, and so that bidders' texts can be kept free of them; absent in snapshots of before. */
  mould?: MouldNames;
  /** Known to the buyer; shown to bidders only as far as the tender's disclosure allows. */
  partNo: string;
  name: string;
  nameEn: string | null;
  category: string | null;
  revision: string;
  released: boolean;
  material: string | null;
  hardness: string | null;
  requirements: string | null;
  size: SizeView;
  /** Mass of one piece in kilograms. */
  unitMassKg: string | null;
  /** Pieces of the part in one mould. */
  quantity: number;
  /** Pieces not placed with a tender or order yet, for the operations asked for. */
  openQuantity: number;
  supply: 'MAKE' | 'OUTSIDE' | 'BUY';
  /** What it lacks before a tender, words of `enum PartGap`. */
  gaps: string[];
  /** What shows it besides its sizes; absent in snapshots of before. */
  papers?: PartPapers;
  /** The operations asked for, in order; the full route for a whole part. */
  operations: SnapshotOperation[];
  wholePart: boolean;
  /** The part that is its mirror image, to be made by the same supplier. */
  mirrorOfId: string | null;
  currency: string;
}

/** The agreed line that becomes an order line. */
export interface AwardedLine {
  lotLineId: string;
  partId: string;
  revision: string;
  /** Number shown to the two sides. */
  itemNo: string;
  name: string;
  quantity: number;
  operationSeqs: number[];
  wholePart: boolean;
  /** Day on which the buyer wanted it; the promised day stands in when an older sender left it out. */
  requestedDate?: string;
  /** This line's exact share of the lot's amount. */
  amount: Money;
  snapshot: PartSnapshot;
}
