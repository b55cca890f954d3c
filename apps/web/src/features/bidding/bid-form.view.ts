import { placesOf } from '../../lib/format/format.view.js';

/** So many percent below, rounded down to whole yuan or whatever the currency's unit is, and never above what would be taken. Null when nothing would be left. */
export function lowered(fromMinor: string, percent: number, ceilingMinor: string | null, currency: string): string | null {
  return capped((BigInt(fromMinor) * BigInt(Math.round((100 - percent) * 100))) / 10_000n, ceilingMinor, currency);
}

/** The next price below the best one; whoever ties came later and does not lead. */
export function leading(bestMinor: string, ceilingMinor: string | null, currency: string): string | null {
  return capped(BigInt(bestMinor) - 1n, ceilingMinor, currency);
}

/** Nobody bids fen. */
function capped(minor: bigint, ceilingMinor: string | null, currency: string): string | null {
  const unit = 10n ** BigInt(placesOf(currency));
  const most = ceilingMinor === null || minor < BigInt(ceilingMinor) ? minor : BigInt(ceilingMinor);
  const whole = (most / unit) * unit;
  return whole > 0n ? whole.toString() : null;
}

export type Advice =
  | { kind: 'FINE' }
  | { kind: 'NO_AMOUNT' }
  /** It is the own bid as it stands. */
  | { kind: 'SAME' }
  | { kind: 'ABOVE_CEILING'; ceilingMinor: string }
  | { kind: 'BIG_DROP'; percent: string }
  | { kind: 'TIE' };

export interface Standing { ceilingMinor: string | null; bestMinor: string | null; ownMinor: string | null; confirmDropPercent: string }

/** What to say of an amount before it is sent. The server judges; this keeps a slip of the thumb from getting there. */
export function adviceOn(minor: string | null, { ceilingMinor, bestMinor, ownMinor, confirmDropPercent }: Standing): Advice {
  if (minor === null) return { kind: 'NO_AMOUNT' };
  if (minor === ownMinor) return { kind: 'SAME' };
  const amount = BigInt(minor);
  if (ceilingMinor !== null && amount > BigInt(ceilingMinor)) return { kind: 'ABOVE_CEILING', ceilingMinor };
  const base = ownMinor ?? ceilingMinor;
  const drop = base === null ? 0 : (1 - Number(amount) / Number(base)) * 100;
  if (drop > Number(confirmDropPercent)) return { kind: 'BIG_DROP', percent: drop.toFixed(0) };
  return bestMinor !== null && amount === BigInt(bestMinor) ? { kind: 'TIE' } : { kind: 'FINE' };
}

/** How far the own bid is above the best one, in percent and in the amount that would be enough to lead; null where the rules show no best price. */
export function gapToLead(ownMinor: string | null, bestMinor: string | null, currency: string): { percent: string; minor: string } | null {
  if (ownMinor === null || bestMinor === null || BigInt(ownMinor) <= BigInt(bestMinor)) return null;
  const target = leading(bestMinor, null, currency);
  return { percent: ((Number(ownMinor) / Number(bestMinor) - 1) * 100).toFixed(1), minor: String(BigInt(ownMinor) - BigInt(target ?? '0')) };
}
