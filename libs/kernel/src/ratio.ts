/** An exact fraction. One arithmetic for shares, percentages and tax; rounding is named where it happens. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export function ratio(numerator: bigint, denominator: bigint): Ratio {
  if (denominator <= 0n) throw new RangeError('A ratio needs a positive denominator.');
  return { numerator, denominator };
}

/** Multiplies an integer by a ratio and rounds half away from zero, the commercial way. */
export function timesRounded(value: bigint, by: Ratio): bigint {
  const product = value * by.numerator;
  const half = by.denominator / 2n;
  return product >= 0n ? (product + half) / by.denominator : -((-product + half) / by.denominator);
}

/** Multiplies and rounds down: what may still be asked for under a limit. */
export function timesFloor(value: bigint, by: Ratio): bigint {
  const product = value * by.numerator;
  const quotient = product / by.denominator;
  return product % by.denominator !== 0n && product < 0n ? quotient - 1n : quotient;
}
