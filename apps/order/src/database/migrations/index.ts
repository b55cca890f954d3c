import { KeepFiles1767000080000 } from './1767000080000-keep-files.js';
import { KeepMoulds1767000100000 } from './1767000100000-keep-moulds.js';
import { MakePieces1767000150000 } from './1767000150000-make-pieces.js';
import { PlaceOrders1767000200000 } from './1767000200000-place-orders.js';
import { TrackProgress1767000250000 } from './1767000250000-track-progress.js';
import { CountShopMinutes1767000300000 } from './1767000300000-count-shop-minutes.js';
import { TakeChunks1767000320000 } from './1767000320000-take-chunks.js';
import { KeepModels1767000340000 } from './1767000340000-keep-models.js';
import { LogOpenings1767000360000 } from './1767000360000-log-openings.js';
import { ShowWholeModels1767000380000 } from './1767000380000-show-whole-models.js';
import { GrantDrawings1767000460000 } from './1767000460000-grant-drawings.js';
import { FoldRefusals1767000490000 } from './1767000490000-fold-refusals.js';

/** Every deed on the schema `ordering`, in order. */
export const migrations = [
  KeepFiles1767000080000, KeepMoulds1767000100000, MakePieces1767000150000, PlaceOrders1767000200000, TrackProgress1767000250000, CountShopMinutes1767000300000, TakeChunks1767000320000,
  KeepModels1767000340000, LogOpenings1767000360000, ShowWholeModels1767000380000, GrantDrawings1767000460000, FoldRefusals1767000490000,
];
