/** Something with a number that counts up by one within its lane. */
export interface Numbered { seq: number }

/** The numbered facts of one lot: how far they were applied, and those that came too early. */
export interface Lane<T extends Numbered> { seq: number; held: T[] }

export interface Step<T extends Numbered> {
  lane: Lane<T>;
  /** Facts to apply now, in order. */
  apply: T[];
  /** True when something before the held ones is missing. */
  gap: boolean;
}

/** Takes one fact: the next one is applied with all held ones that follow it, an old one is dropped, an early one is held. */
export function take<T extends Numbered>(lane: Lane<T>, fact: T): Step<T> {
  if (fact.seq <= lane.seq) return { lane, apply: [], gap: lane.held.length > 0 };
  if (fact.seq === lane.seq + 1 && lane.held.length === 0) return { lane: { seq: fact.seq, held: [] }, apply: [fact], gap: false };
  const waiting = lane.held.some(({ seq }) => seq === fact.seq) ? lane.held : [...lane.held, fact].sort((a, b) => a.seq - b.seq);
  return release(lane.seq, waiting);
}

/** After a snapshot or a caught-up list the lane stands at its `seq`; held facts that follow are applied. */
export function standAt<T extends Numbered>(lane: Lane<T>, seq: number): Step<T> {
  return release(Math.max(seq, 0), lane.held);
}

function release<T extends Numbered>(from: number, waiting: readonly T[]): Step<T> {
  const apply: T[] = [];
  let seq = from;
  const held: T[] = [];
  for (const fact of waiting) {
    if (fact.seq <= seq) continue;
    if (fact.seq === seq + 1) {
      apply.push(fact);
      seq = fact.seq;
    } else {
      held.push(fact);
    }
  }
  return { lane: { seq, held }, apply, gap: held.length > 0 };
}
