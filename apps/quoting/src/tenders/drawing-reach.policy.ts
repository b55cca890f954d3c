import { DAY_MS } from '#kernel';
import type { DrawingReach } from '#contracts/quoting-drawings';
import type { LotState, TenderDisclosureView } from '#contracts/quoting-tender-terms';
import type { DrawingHindrance } from '#contracts/refusal';
import { openLotStates } from './lot.lifecycle.js';

/** What decides how far an invited company sees the drawings of a lot. */
export interface ReachFacts {
  disclosure: Pick<TenderDisclosureView, 'ndaRequired' | 'drawingStage' | 'accessDays'>;
  lotState: LotState;
  closesAt: Date;
  closedAt: Date | null;
  ndaAccepted: boolean;
  declined: boolean;
  /** True for a guest that the buyer has blocked or the house has stopped. */
  stopped?: boolean;
}

/**
 * How far an invited company sees the drawings of a lot. A lot that was taken back or declined shows nothing from that moment, and to a guest that was
 * blocked or stopped nothing either, without the reason; after the closing whoever did not
 * get it goes on seeing what it saw for the days that the tender gives, and then nothing.
 */
export function drawingReach({ disclosure, lotState, closesAt, closedAt, ndaAccepted, declined, stopped = false }: ReachFacts, now: Date): DrawingReach {
  const none = (hindrance: DrawingHindrance, until: Date): DrawingReach => ({ stage: null, hindrance, until: until.toISOString() });
  if (lotState === 'CANCELLED') return none('CANCELLED', closedAt ?? now);
  if (declined) return none('DECLINED', now);
  if (stopped) return none('ENDED', now);
  const end = openLotStates.includes(lotState) ? null : new Date((closedAt ?? closesAt).getTime() + disclosure.accessDays * DAY_MS);
  if (end !== null && end <= now) return none('ENDED', end);
  const until = end?.toISOString() ?? null;
  if (disclosure.ndaRequired && !ndaAccepted) return { stage: 'OUTLINE', hindrance: 'NDA', until };
  return { stage: disclosure.drawingStage, hindrance: disclosure.drawingStage === 'DOWNLOAD' ? null : 'STAGE', until };
}

const STAGES = [null, 'OUTLINE', 'VIEW', 'DOWNLOAD'] as const;

/** The reach that shows most; of equal ones the one that lasts longest. */
export function widest(reaches: readonly DrawingReach[]): DrawingReach | null {
  const rank = (reach: DrawingReach): number => STAGES.indexOf(reach.stage);
  return [...reaches].sort((a, b) => rank(b) - rank(a) || (b.until ?? '9').localeCompare(a.until ?? '9'))[0] ?? null;
}
