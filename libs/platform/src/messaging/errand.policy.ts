/**
 * Cuts queues of events into errands for workers that go side by side. Short queues travel together up to the size,
 * a long one is an errand of its own, worked off portion by portion: no queue is ever in two errands, so its order holds.
 */
export function errandsOf(queues: readonly (readonly string[])[], size: number): string[][][] {
  const errands: string[][][] = [];
  let open: string[] = [];
  for (const queue of queues) {
    if (queue.length > size) {
      errands.push(Array.from({ length: Math.ceil(queue.length / size) }, (_, i) => queue.slice(i * size, (i + 1) * size)));
      continue;
    }
    if (open.length + queue.length > size) {
      errands.push([open]);
      open = [];
    }
    open.push(...queue);
  }
  if (open.length > 0) errands.push([open]);
  return errands;
}

/** Cuts a list into runs of neighbours with the same key; what has none (null) stands alone. Nothing changes its place. */
export function runsOf<T>(list: readonly T[], keyOf: (one: T) => string | null): T[][] {
  const runs: T[][] = [];
  let before: string | null = null;
  for (const one of list) {
    const key = keyOf(one);
    if (key !== null && key === before) runs.at(-1)!.push(one);
    else runs.push([one]);
    before = key;
  }
  return runs;
}
