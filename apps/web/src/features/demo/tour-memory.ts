import { TOUR, type TourStep } from './tour.view.js';

const KEPT = 'mouldshare.tour';

/** How far the tour has come on this device; over where it never began. */
export function rememberedStep(): TourStep {
  const kept = localStorage.getItem(KEPT);
  return TOUR.find((step) => step === kept) ?? 'OVER';
}

export function rememberStep(step: TourStep): void {
  localStorage.setItem(KEPT, step);
}

/** Begins the tour for somebody who enters the demo here for the first time; who has put it away is left in peace. */
export function beginTour(): void {
  if (localStorage.getItem(KEPT) === null) rememberStep('ROW');
}
