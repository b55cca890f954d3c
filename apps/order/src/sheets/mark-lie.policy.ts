/** How a mark lies on its page. */
export interface MarkLie {
  /** Angle of its lines in radians, upwards: 21 to 31 degrees. */
  readonly rise: number;
  /** How far the grid is moved, in steps of its own: 0 to less than 1. */
  readonly across: number;
  readonly down: number;
  /** Share of the letters' colour: 0.26 to 0.34. */
  readonly strength: number;
}

/**
 * The lie of a mark follows from its lines: the same lines lie the same, those of another request elsewhere, so that one page cannot be wiped with the grid of another,
 * nor two pages of a colleague be laid over each other to find what both share.
 */
export function lieOf(lines: readonly string[]): MarkLie {
  const next = numbersFrom(lines.join('\n'));
  return { rise: -(21 + 10 * next()) * (Math.PI / 180), across: next(), down: next(), strength: 0.26 + 0.08 * next() };
}

/** Numbers from 0 to less than 1 out of a text: FNV-1a for the seed, xorshift for those that follow. Nothing here is secret. */
function numbersFrom(text: string): () => number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  state ||= 1;
  const turn = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  // Texts that differ in their last letters begin alike.
  for (let i = 0; i < 4; i += 1) turn();
  return turn;
}
