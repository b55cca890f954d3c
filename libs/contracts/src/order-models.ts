import type { FileView } from './order-files.js';
import type { SizeView } from './part-snapshot.js';

/** How far the reading of a model has come; words of `enum ModelState`. */
export const modelStates = ['READING', 'MEASURING', 'READY', 'PARTIAL', 'FAILED'] as const;
export type ModelState = (typeof modelStates)[number];

/** What became of the geometry of one part in a model; words of `enum GeometryState`. */
export const geometryStates = ['WAITING', 'READY', 'NOTHING', 'STOPPED'] as const;
export type GeometryState = (typeof geometryStates)[number];

/** A part as a model has it. */
export interface ModelItemView {
  id: string;
  name: string;
  productId: string | null;
  revision: string | null;
  /** Pieces by the structure of the file. */
  quantity: number;
  geometry: GeometryState;
  /** Smallest box or bar that it fits in, rounded up to a tenth of a millimetre; null until it is measured. */
  size: SizeView | null;
  /** Volume of one piece, in cubic millimetres. */
  volumeMm3: string | null;
  thumbnailUrl: string | null;
  meshUrl: string | null;
}

/** Something about a model that a person should know. */
export interface ModelProblemView { code: string; message: string }

/** A STEP file as it was read. */
export interface ModelView {
  file: FileView;
  state: ModelState;
  /** Parts whose geometry is done, and all of them. */
  measured: number;
  items: ModelItemView[];
  problems: ModelProblemView[];
}
