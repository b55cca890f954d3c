import type { LiveBoardQuery } from '../../generated/types.js';
import { seeded, type LotRecord } from '../../lib/live/lot-record.view.js';

type Tender = NonNullable<LiveBoardQuery['tender']>;

/** What does not change about a lot while it is open. */
export interface BoardLot { id: string; lotNo: number; partNo: string; name: string; material: string | null; quantity: number; targetMinor: string | null; thumbnailUrl: string | null }
export type Attention = 'NO_BID' | 'ONE_BID' | 'ABOVE_TARGET' | 'CLOSING' | 'QUESTION';
export const boardTabs = ['attention', 'all', 'closing', 'none', 'one', 'above'] as const;
export type BoardTab = typeof boardTabs[number];
export const boardOrders = ['closing', 'target', 'bids', 'lot'] as const;
export type BoardOrder = typeof boardOrders[number];

export const CLOSING_MS = 180_000;

/** The wished amount, or where the buyer gave none, nothing: a ceiling is no wish. */
export function boardLots({ lots }: Tender): BoardLot[] {
  return lots.map(({ id, lotNo, title, parts, reserve }) => ({
    id, lotNo, partNo: parts[0]?.partNo ?? String(lotNo), name: parts.length === 1 ? parts[0]!.name : title, material: parts.length === 1 ? parts[0]!.material : null,
    quantity: parts.reduce((sum, { quantity }) => sum + quantity, 0), targetMinor: reserve?.amountMinor ?? null, thumbnailUrl: parts[0]?.thumbnailUrl ?? null,
  }));
}

/** Where the page's data stand; live facts go on from each lot's number. */
export function boardSeeds(tender: Tender): LotRecord[] {
  return tender.lots.map((lot) => seeded({
    lotId: lot.id, audience: 'buyer', seq: lot.liveSeq, state: lot.state, closesAt: lot.closesAt, extensions: lot.extensions, maxExtensions: tender.rules.softClose?.maxExtensions ?? null,
    termsVersion: lot.termsVersion, bidCount: lot.bidCount, best: lot.best, openQuestions: lot.openQuestions, standings: tender.standings.filter(({ lotId }) => lotId === lot.id).sort((a, b) => a.rank - b.rank),
  }));
}

export function isOpen({ state }: LotRecord): boolean {
  return state === 'PUBLISHED';
}

/** Why a lot needs somebody before it closes; empty for one that runs by itself, and for one that is over. */
export function attentionOf(record: LotRecord, targetMinor: string | null, nowMs: number | null): Attention[] {
  const found: Attention[] = [];
  if (record.openQuestions > 0) found.push('QUESTION');
  if (!isOpen(record)) return found;
  if (record.bidCount === 0) found.push('NO_BID');
  if (record.bidCount === 1) found.push('ONE_BID');
  if (record.best !== null && targetMinor !== null && BigInt(record.best.amountMinor) > BigInt(targetMinor)) found.push('ABOVE_TARGET');
  if (nowMs !== null && Date.parse(record.closesAt) - nowMs < CLOSING_MS) found.push('CLOSING');
  return found;
}

export interface BoardSum {
  /** Best amounts added up, in minor units; null while there is none. */
  bestMinor: string | null;
  /** Change against the wishes of the same lots in percent; null without wishes. */
  againstTarget: number | null;
  enough: number;
  lots: number;
  /** Next closing among open lots; null when all are over. */
  nextClosing: string | null;
  counts: Readonly<Record<BoardTab, number>>;
}

/** The numbers over the board. Three bids are enough to speak of a market. */
export function boardSum(lots: readonly BoardLot[], recordOf: (id: string) => LotRecord | undefined, nowMs: number | null): BoardSum {
  let best = 0n;
  let known = 0;
  let compared = 0n;
  let wished = 0n;
  let enough = 0;
  let nextClosing: string | null = null;
  const counts: Record<BoardTab, number> = { attention: 0, all: lots.length, closing: 0, none: 0, one: 0, above: 0 };
  for (const lot of lots) {
    const record = recordOf(lot.id);
    if (record === undefined) continue;
    if (record.best !== null) {
      best += BigInt(record.best.amountMinor);
      known += 1;
      if (lot.targetMinor !== null) {
        compared += BigInt(record.best.amountMinor);
        wished += BigInt(lot.targetMinor);
      }
    }
    if ((record.bidCount ?? 0) >= 3) enough += 1;
    if (isOpen(record) && (nextClosing === null || record.closesAt < nextClosing)) nextClosing = record.closesAt;
    const attention = attentionOf(record, lot.targetMinor, nowMs);
    if (attention.length > 0) counts.attention += 1;
    for (const one of attention) if (one !== 'QUESTION') counts[TAB_OF[one]] += 1;
  }
  return {
    bestMinor: known === 0 ? null : String(best), againstTarget: wished === 0n ? null : (Number(compared - wished) / Number(wished)) * 100, enough, lots: lots.length, nextClosing, counts,
  };
}

const TAB_OF = { NO_BID: 'none', ONE_BID: 'one', ABOVE_TARGET: 'above', CLOSING: 'closing' } as const satisfies Partial<Record<Attention, BoardTab>>;

/** Ids in the order in which they are wanted on screen: those of the tab whose number or name holds the words. */
export function boardIds(lots: readonly BoardLot[], recordOf: (id: string) => LotRecord | undefined, tab: BoardTab, order: BoardOrder, words: string, nowMs: number | null): string[] {
  const needle = words.trim().toLowerCase();
  const kept = lots.filter((lot) => {
    const record = recordOf(lot.id);
    if (record === undefined) return false;
    if (needle !== '' && !`${lot.partNo} ${lot.name} ${lot.material ?? ''}`.toLowerCase().includes(needle)) return false;
    if (tab === 'all') return true;
    const attention = attentionOf(record, lot.targetMinor, nowMs);
    return tab === 'attention' ? attention.length > 0 : attention.some((one) => one !== 'QUESTION' && TAB_OF[one] === tab);
  });
  const value = (lot: BoardLot): number => {
    const record = recordOf(lot.id)!;
    switch (order) {
      // What is over comes last.
      case 'closing': return Date.parse(record.closesAt) + (isOpen(record) ? 0 : 1e15);
      case 'bids': return record.bidCount ?? -1;
      case 'target': return record.best === null || lot.targetMinor === null ? 1e9 : -(Number(record.best.amountMinor) / Number(lot.targetMinor));
      case 'lot': return lot.lotNo;
    }
  };
  const sortable = kept.map((lot) => ({ lot, at: value(lot) }));
  return sortable.sort((a, b) => a.at - b.at || a.lot.lotNo - b.lot.lotNo).map(({ lot }) => lot.id);
}

/** Rows that stand elsewhere than wanted, or should not be there, or are missing. */
export function orderChanges(shown: readonly string[], wanted: readonly string[]): number {
  const place = new Map(wanted.map((id, i) => [id, i]));
  const moved = shown.filter((id, i) => place.get(id) !== i).length;
  const present = new Set(shown);
  return moved + wanted.filter((id) => !present.has(id)).length;
}
