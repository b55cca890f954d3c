/** A piece of a part whose named operations nobody has yet. */
export interface FreePiece {
  id: string;
  serialNo: number;
  count: number;
  /** Some of its articles are under way with another line, so it is not divided now. */
  underWay: boolean;
}

/** What of a piece goes to the line; a batch that is larger than needed is divided and `rest` stays free. */
export interface Taken { pieceId: string; take: number; rest: number }

export interface Assignment {
  taken: Taken[];
  /** Articles for which no piece exists yet; they are opened anew. */
  missing: number;
}

/** Gives a line its articles: the lowest serial numbers first, a batch divided when it is larger than what is still needed. */
export function assign(quantity: number, free: readonly FreePiece[]): Assignment {
  const taken: Taken[] = [];
  let needed = quantity;
  for (const piece of [...free].sort((a, b) => a.serialNo - b.serialNo)) {
    if (needed === 0) break;
    if (piece.underWay && piece.count > needed) continue;
    const take = Math.min(piece.count, needed);
    taken.push({ pieceId: piece.id, take, rest: piece.count - take });
    needed -= take;
  }
  return { taken, missing: needed };
}
