import type { Canvas } from '@napi-rs/canvas';
import type { SheetRefusal } from './sheet-job.view.js';

/** A page that was painted. */
export interface Sheet { readonly canvas: Canvas; readonly pages: number }

/** The file says no. */
export class Refused extends Error {
  constructor(readonly refused: SheetRefusal, readonly pages?: number) { super(refused); }
}
