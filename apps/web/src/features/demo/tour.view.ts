/** Steps of the way to the first award, in order. */
export const TOUR = ['ROW', 'COURSE', 'PHONE', 'AWARD', 'CHOOSE'] as const;
export type TourStep = (typeof TOUR)[number] | 'OVER';

/** Where a visitor is, as far as a hint depends on it. */
export interface TourPlace {
  board: boolean;
  award: boolean;
  lotOpen: boolean;
}

/** The place of an address. */
export function tourPlace(path: string, lot: string | undefined): TourPlace {
  const [, page] = /^\/buy\/tenders\/[^/]+\/(live|award)\/?$/.exec(path) ?? [];
  return { board: page === 'live', award: page === 'award', lotOpen: page === 'live' && lot !== undefined };
}

/** The step after what the visitor did by itself: opened a lot, closed it, went to award and came away. Steps are never taken back. */
export function movedOn(step: TourStep, place: TourPlace): TourStep {
  if (step !== 'OVER' && place.award) return 'CHOOSE';
  if (step === 'ROW' && place.lotOpen) return 'COURSE';
  // Only an open lot leads to its course, so no open lot means that it was closed again.
  if (step === 'COURSE' && !place.lotOpen) return 'PHONE';
  return step;
}

/** The step after one that was read and understood. */
export function afterStep(step: TourStep): TourStep {
  const at = step === 'OVER' ? -1 : TOUR.indexOf(step);
  return at < 0 ? 'OVER' : TOUR[at + 1] ?? 'OVER';
}

/** True when the hint of a step has something to stand beside. `toAward` tells that a lot waits for the visitor's decision. */
export function isShown(step: TourStep, place: TourPlace, toAward: boolean): boolean {
  switch (step) {
    case 'ROW': return place.board && !place.lotOpen;
    case 'COURSE': return place.lotOpen;
    case 'PHONE': return !place.award;
    case 'AWARD': return toAward && !place.award;
    case 'CHOOSE': return place.award;
    case 'OVER': return false;
  }
}

interface Tender { id: string; lots: readonly { state: string; bidCount: number | null }[] }

/** The tender with the most lots that wait for an award; null while there is none. */
export function mostToAward(tenders: readonly Tender[]): string | null {
  const waiting = ({ lots }: Tender) => lots.filter(({ state, bidCount }) => state === 'EVALUATING' && (bidCount ?? 0) > 0).length;
  const best = tenders.reduce<Tender | null>((a, b) => (waiting(b) > (a === null ? 0 : waiting(a)) ? b : a), null);
  return best?.id ?? null;
}

export interface Box { left: number; top: number; right: number; bottom: number }

/** Where a card of this size stands beside a control: below it, else above it, else inside its lower edge; never outside the window. */
export function beside(control: Box, card: { width: number; height: number }, window: { width: number; height: number }): { left: number; top: number } {
  const GAP = 10;
  const below = control.bottom + GAP;
  const above = control.top - GAP - card.height;
  const top = below + card.height <= window.height ? below : above >= 0 ? above : window.height - card.height - GAP;
  const left = Math.min(Math.max(control.left, GAP), window.width - card.width - GAP);
  return { left: Math.max(left, GAP), top: Math.max(top, GAP) };
}
