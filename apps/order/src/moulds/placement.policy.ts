/** Pieces of a part that lots or orders have taken, for some operations or for all. */
export interface Placement {
  quantity: number;
  /** Empty when the whole part is placed. */
  seqs: number[];
}

/**
 * Pieces that can still be placed for the operations asked for. Each operation of each piece is given away once,
 * so the busiest of the operations decides; an empty list asks for the whole part, which every placement touches.
 */
export function openQuantity(quantity: number, placements: readonly Placement[], seqs: readonly number[]): number {
  const asked = seqs.length > 0 ? seqs : [...new Set(placements.flatMap((p) => p.seqs))];
  const takenOf = (seq: number | null) => placements.filter((p) => p.seqs.length === 0 || (seq !== null && p.seqs.includes(seq))).reduce((sum, p) => sum + p.quantity, 0);
  const taken = Math.max(takenOf(null), ...asked.map(takenOf));
  return Math.max(0, quantity - taken);
}
