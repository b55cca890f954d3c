const PAGE = 10;

/** The row that a key leads to from the present one (-1 for none); null when the key does not move. */
export function movedIndex(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  const bounded = (n: number) => Math.max(0, Math.min(count - 1, n));
  switch (key) {
    case 'ArrowDown':
    case 'j': return bounded(at + 1);
    case 'ArrowUp':
    case 'k': return bounded(at < 0 ? 0 : at - 1);
    case 'PageDown': return bounded(at + PAGE);
    case 'PageUp': return bounded(at - PAGE);
    case 'Home': return 0;
    case 'End': return count - 1;
    default: return null;
  }
}
