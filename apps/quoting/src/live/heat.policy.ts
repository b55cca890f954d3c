/** Facts of a lot for one audience in the present second and in the one before it; seconds of a steady clock. */
export interface Heat { readonly second: number; readonly now: number; readonly before: number }

/** From so many facts a second on a lot is hot for an audience: one message for each would only fill the wires of those who watch. */
export const HOT_FACTS_PER_SECOND = 20;
/** How long the facts of a hot lot are gathered. */
export const TICK_MS = 25;

/** The heat after further facts; `now` in milliseconds of a steady clock. */
export function warmed(heat: Heat | undefined, facts: number, now: number): Heat {
  const second = Math.floor(now / 1_000);
  if (heat === undefined || second > heat.second + 1) return { second, now: facts, before: 0 };
  return second === heat.second ? { ...heat, now: heat.now + facts } : { second, now: facts, before: heat.now };
}

/** Is the lot hot? Counted over the last second, of which the earlier part is taken to have been even. */
export function isHot({ second, now: facts, before }: Heat, now: number): boolean {
  const begun = Math.min(1, Math.max(0, now / 1_000 - second));
  return facts + before * (1 - begun) >= HOT_FACTS_PER_SECOND;
}
