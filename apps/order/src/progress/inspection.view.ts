import type { Disposition, InspectionType, InspectionView, MeasurementView, NonconformanceState, NonconformanceView, PieceView } from '#contracts/order-progress-views';
import { plainDecimal } from './inspection.policy.js';

export interface NonconformanceRow {
  id: string;
  version: number;
  state: NonconformanceState;
  orderLineId: string | null;
  pieceId: string;
  disposition: Disposition;
  finding: string;
  correction: string | null;
  costBearer: 'BUYER' | 'SUPPLIER' | 'OPEN';
}

export interface InspectionRow {
  id: string;
  type: InspectionType;
  byId: string;
  decidedAt: Date;
  results: { pieceId: string; disposition: Disposition; nonconformance: NonconformanceRow | null }[];
  measurements: MeasurementView[];
}

type Pieces = ReadonlyMap<string, PieceView>;

function pieceOf(pieces: Pieces, id: string): PieceView {
  const piece = pieces.get(id);
  if (piece === undefined) throw new Error(`The piece ${id} was not read for its viewer.`);
  return piece;
}

export function nonconformanceView(row: NonconformanceRow, pieces: Pieces): NonconformanceView {
  const { pieceId, ...rest } = row;
  return { ...rest, piece: pieceOf(pieces, pieceId), deduction: null };
}

/** An inspection with its pieces as the viewer sees them. */
export function inspectionView(row: InspectionRow, pieces: Pieces): InspectionView {
  return {
    __typename: 'Inspection', id: row.id, type: row.type, byId: row.byId,
    results: row.results.map(({ pieceId, disposition, nonconformance }) => ({
      piece: pieceOf(pieces, pieceId), disposition, nonconformance: nonconformance === null ? null : nonconformanceView(nonconformance, pieces),
    })),
    measurements: row.measurements.map((measure) => ({
      ...measure, nominal: plainDecimal(measure.nominal), upper: plainDecimal(measure.upper), lower: plainDecimal(measure.lower), value: plainDecimal(measure.value),
    })),
    decidedAt: row.decidedAt.toISOString(),
  };
}
