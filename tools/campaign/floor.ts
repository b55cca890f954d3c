/** How a tender of the campaign is run, by its turn. */
export interface Mode { readonly name: string; readonly rules: object; readonly sealed: boolean; readonly lots: number; readonly seconds: readonly [first: number, last: number]; readonly ceilingMinor?: string; readonly direct?: boolean }

const SOFT = { windowSeconds: 3, extendSeconds: 3, triggerRank: 3, maxExtensions: 3, hardCloseMinutes: 2, scope: 'TRIGGERED_LOT' };
const PRICE = { improvementPercent: '0', improvementMinor: '1', confirmDropPercent: '100' };

export const MODES: readonly Mode[] = [
  { name: 'best price, soft close', rules: { ...PRICE, visibility: 'BEST_PRICE', softClose: SOFT }, sealed: false, lots: 5, seconds: [18, 44] },
  { name: 'sealed', rules: { ...PRICE, visibility: 'SEALED', showBidCount: false, softClose: null }, sealed: true, lots: 4, seconds: [20, 42] },
  { name: 'open, all lots move', rules: { ...PRICE, visibility: 'OPEN', softClose: { ...SOFT, scope: 'ALL_LOTS' } }, sealed: false, lots: 4, seconds: [24, 36] },
  { name: 'rank only', rules: { ...PRICE, visibility: 'RANK_ONLY', softClose: SOFT }, sealed: false, lots: 4, seconds: [18, 40] },
  { name: 'beat the leader', rules: { ...PRICE, visibility: 'BEST_PRICE', improvementBase: 'BEST_BID', softClose: SOFT }, sealed: false, lots: 4, seconds: [20, 44] },
  { name: 'sealed, then live', rules: { ...PRICE, visibility: 'BEST_PRICE', sealedMinutes: 1, softClose: SOFT }, sealed: true, lots: 2, seconds: [75, 90] },
  { name: 'fixed price', rules: { ...PRICE, visibility: 'BEST_PRICE', closesAtFirstBid: true, softClose: SOFT }, sealed: false, lots: 2, seconds: [18, 30], ceilingMinor: '90000000' },
  { name: 'direct', rules: { ...PRICE, visibility: 'BEST_PRICE', direct: true, softClose: SOFT }, sealed: false, lots: 1, seconds: [16, 26], direct: true },
];

/** A lot that is or was put to tender, as everybody on the floor knows it. */
export interface Lot {
  readonly id: string;
  readonly tenderId: string;
  readonly buyer: string;
  readonly mode: Mode;
  readonly invited: ReadonlySet<string>;
  readonly opensAt: number;
  closesAt: number;
  /** Version of its terms as far as anybody was told. */
  termsVersion: number;
  over: boolean;
}

/** All lots of a run and the amounts that were thought of for them. */
export class Floor {
  readonly lots = new Map<string, Lot>();
  private amounts = 0;

  add(lot: Lot): void {
    this.lots.set(lot.id, lot);
  }

  clock(lotId: string, closesAt: string | null): void {
    const lot = this.lots.get(lotId);
    if (lot === undefined) return;
    if (closesAt === null) lot.over = true;
    else lot.closesAt = Date.parse(closesAt);
  }

  /** Somebody was told the version of a lot's terms. */
  terms(lotId: string, version: number): void {
    const lot = this.lots.get(lotId);
    if (lot !== undefined) lot.termsVersion = Math.max(lot.termsVersion, version);
  }

  open(companyId: string): Lot[] {
    return [...this.lots.values()].filter((lot) => !lot.over && lot.invited.has(companyId));
  }

  /** Sealed while its amounts are secret; a sealed beginning is over when its time is. */
  isSealed(lot: Lot): boolean {
    return lot.mode.sealed && !(lot.mode.name === 'sealed, then live' && Date.now() > lot.opensAt + 58_000);
  }

  /** The next amount for a lot: of one run no two are the same, and each is below the one before. Sealed ones are words of their own kind. */
  amount(lot: Lot): string {
    this.amounts += 1;
    // Far apart, so that what may be told of one bid, such as the amount that would beat it, is never the word of another.
    return this.isSealed(lot) ? String(799_999_999_999 - this.amounts * 1_000_000 - Math.floor(Math.random() * 900_000)) : String(80_000_000 - this.amounts * 500 - Math.floor(Math.random() * 400));
  }
}
