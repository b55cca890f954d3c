import type { FieldProblem } from '#kernel';
import { processOf } from '#contracts/catalogue';
import type { OperationInput, PartSupply } from '#contracts/order-moulds';
import type { Say } from './moulds-sentences.view.js';
import { BUYING, type PlannedStep } from './part-definition.policy.js';

/** Rules that a route breaks: known processes, places once each, steps that wait only for earlier ones. */
export function problemsOfRoute(operations: readonly OperationInput[], say: Say): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const seqs = new Set<number>();
  operations.forEach((operation, i) => {
    const at = (field: string, message: string) => problems.push({ path: `operations.${i}.${field}`, message });
    if (operation.seq < 1 || operation.seq > 9999) at('seq', say.seqRange());
    else if (seqs.has(operation.seq)) at('seq', say.seqTwice(operation.seq));
    seqs.add(operation.seq);
    if (processOf(operation.process) === null) at('process', say.unknownProcess(operation.process));
    const minutes = operation.plannedMinutes ?? null;
    if (minutes !== null && (minutes < 1 || minutes > 1_000_000)) at('plannedMinutes', say.minutesRange());
    for (const before of operation.dependsOn ?? []) {
      if (before >= operation.seq || !operations.some((other) => other.seq === before)) at('dependsOn', say.dependsOnEarlier(before));
    }
  });
  return problems;
}

/** The route in order, every step with the steps it waits for: the one before unless the planner says otherwise. */
export function plannedRoute(operations: readonly OperationInput[]): PlannedStep[] {
  const ordered = [...operations].sort((a, b) => a.seq - b.seq);
  return ordered.map((operation, i) => ({
    seq: operation.seq,
    process: operation.process,
    outside: operation.process !== BUYING && (operation.outside ?? false),
    dependsOn: operation.dependsOn ? [...new Set(operation.dependsOn)].sort((a, b) => a - b) : i === 0 ? [] : [ordered[i - 1]!.seq],
    plannedMinutes: operation.plannedMinutes ?? null,
    inspect: operation.inspect ?? false,
    note: operation.note ?? null,
  }));
}

/** A route from the codes of a list, in tens. Of an outside part every step is given away but the buying of its steel. */
export function routeOfCodes(codes: readonly string[], supply: PartSupply): PlannedStep[] {
  return plannedRoute(codes.slice(0, 40).map((process, i) => ({ seq: (i + 1) * 10, process, outside: supply === 'OUTSIDE' && process !== BUYING })));
}

/** The route after the part was given away or taken back: a whole outside part has every step outside, a made one none. */
export function withSupply(route: readonly PlannedStep[], before: PartSupply, after: PartSupply): PlannedStep[] {
  if (before === after) return [...route];
  if (after === 'OUTSIDE' && route.some((step) => step.outside)) return [...route];
  return route.map((step) => ({ ...step, outside: after === 'OUTSIDE' && step.process !== BUYING }));
}

/** True when the two routes plan the same steps. */
export function sameRoute(a: readonly PlannedStep[], b: readonly PlannedStep[]): boolean {
  const facts = (route: readonly PlannedStep[]) => JSON.stringify(route.map((s) => [s.seq, s.process, s.outside, s.dependsOn, s.plannedMinutes, s.inspect, s.note]));
  return facts(a) === facts(b);
}
