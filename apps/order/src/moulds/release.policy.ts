import type { FieldProblem } from '#kernel';
import type { Say } from './moulds-sentences.view.js';
import { BUYING, type PartRecord } from './part-definition.policy.js';

/** What stands against freezing a part: one that is made, here or outside, needs operations for its pieces. Other gaps only keep it from a tender. */
export function releaseProblems(part: PartRecord, path: string, say: Say): FieldProblem[] {
  if (part.supply === 'BUY' || part.route.some((step) => step.process !== BUYING)) return [];
  return [{ path: `${path}.partId`, message: say.routeNeeded(part.partNo) }];
}
