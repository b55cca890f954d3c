interface Tender { id: string; lots: readonly { state: string; bidCount: number | null }[] }

/** Among open tenders whose bids may be seen the one with the most lots that take bids; a sealed one shows nothing to a newcomer. */
export function liveliest(tenders: readonly Tender[]): string | null {
  const open = ({ lots }: Tender) => lots.filter(({ state, bidCount }) => state === 'PUBLISHED' && bidCount !== null).length;
  const best = tenders.reduce<Tender | null>((a, b) => (open(b) > (a === null ? 0 : open(a)) ? b : a), null);
  return best?.id ?? null;
}
