/**
 * The door of the ledger. Every slice of quoting writes here what happens to a lot, in the transaction that makes it happen:
 * `await appendLotEvents(tx, [{ lotId, type: 'CANCELLED', payload: { reason } }])`. The transaction must see the lots.
 * What can happen, and what the ledger keeps of it, is in `#contracts/lot-ledger`: outsiders recompute a lot's record from it.
 */
export {
  LOTS_CHANNEL, appendLotEvents, chainEntries, entryColumns, insertEntriesSql, lockLedgers, lotRings, readLotRing, sha256, writeLotEvents, type LedgerHead, type LockedLot,
} from './lot-ledger.service.js';
export type { LedgerEntry, LotEventDraft, LotEventPayloads, LotEventType, LotTerms } from '#contracts/lot-ledger';
