/** One allowed step of a lifecycle, with the word people use for it. */
export interface Move<S extends string> {
  from: S;
  to: S;
  /** What makes it happen, in the trade's words: `publish`, `clock`, `accept`. */
  by: string;
}

export interface Lifecycle<S extends string> {
  readonly name: string;
  readonly states: readonly S[];
  readonly initial: S;
  readonly moves: readonly Move<S>[];
  canMove(from: S, to: S): boolean;
  /** True when nothing leads out of the state. */
  isFinal(state: S): boolean;
  toMermaid(): string;
}

/**
 * Declares a state machine as data. Throws at import when a state cannot be reached from the initial one,
 * or a move names an unknown state: a table that lies never boots.
 */
export function defineLifecycle<S extends string>(name: string, initial: S, states: readonly S[], moves: readonly Move<S>[]): Lifecycle<S> {
  const known = new Set<string>(states);
  for (const move of moves) {
    if (!known.has(move.from) || !known.has(move.to)) throw new Error(`${name}: unknown state in ${move.from} -> ${move.to}`);
  }
  const reached = new Set<S>([initial]);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const move of moves) if (reached.has(move.from)) reached.add(move.to);
  }
  const lost = states.filter((state) => !reached.has(state));
  if (lost.length > 0) throw new Error(`${name}: no way leads to ${lost.join(', ')}`);
  const pairs = new Set(moves.map((move) => `${move.from}>${move.to}`));
  return {
    name, states, initial, moves,
    canMove: (from, to) => pairs.has(`${from}>${to}`),
    isFinal: (state) => !moves.some((move) => move.from === state),
    toMermaid: () => ['stateDiagram-v2', `  [*] --> ${initial}`, ...moves.map((m) => `  ${m.from} --> ${m.to}: ${m.by}`)].join('\n'),
  };
}
