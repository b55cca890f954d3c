/** Places on a strip from the lowest to the highest amount; the wished amount takes part in the scale. */
export function stripMarks(amounts: readonly number[], target: number | null, width: number, pad: number): { best: number | null; others: number[]; mark: number | null } {
  const all = target === null ? amounts : [...amounts, target];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const place = (amount: number) => Math.round((pad + (high === low ? 0 : (amount - low) / (high - low)) * (width - 2 * pad)) * 10) / 10;
  const sorted = [...amounts].sort((a, b) => a - b);
  return { best: sorted.length === 0 ? null : place(sorted[0]!), others: sorted.slice(1).map(place), mark: target === null ? null : place(target) };
}
