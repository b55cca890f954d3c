/**
 * The door of tenders. Bidding and awards read tenders and lots through `TenderReader` (all views without the market) or `BoardReader`, take the course of a lot
 * from `lotLifecycle`, and give parts back with `LotRelease` when lots end without an order.
 */
export { BoardReader } from './board-reader.service.js';
export { holdingLotStates, lotLifecycle, openLotStates, tenderState } from './lot.lifecycle.js';
export { ID, pageOf, readCursor, WHOLE } from './page.view.js';
export { LotRelease } from './release.service.js';
export { usualLimits, type TenderLimits } from './tender-check.policy.js';
export { TenderReader, type BidderLotChoice } from './tender-reader.service.js';
export { AGREED_COLUMNS, readAgreedLots, type AgreedLot } from './tender-rows.storage.js';
export { lockLots, lockTender } from './tenders.locks.js';
export { TendersModule } from './tenders.module.js';
