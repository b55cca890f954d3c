import type { PartFactsFragment, PartGap, PartSupply, WorkbenchQuery } from '../../generated/types.js';
import type { Language } from '../../lib/words/words.js';

export type Part = PartFactsFragment;
export type Catalogue = WorkbenchQuery['catalogue'];
type Step = Part['route'][number];

export const workbenchTabs = ['all', 'outside', 'make', 'buy', 'gaps', 'ready'] as const;
export type WorkbenchTab = typeof workbenchTabs[number];
export interface WorkbenchFilter { tab: WorkbenchTab; words: string; material: string; process: string; gap: PartGap | '' }

/** The pseudo-operation of buying; no shop works on it. */
const BUYING = 'BUY';
/** Groups in the order in which people take a mould apart; a group that is not here comes after them. */
const GROUPS = ['forming', 'slide_lifter', 'mould_base', 'ejection', 'guide_align', 'feed_hotrunner', 'cooling', 'fastener_accessory', 'electrode'];
export const NO_GROUP = 'none';

/** True when a whole part or some of its operations are given to subcontractors. */
export function isOutside({ supply, route }: Pick<Part, 'supply' | 'route'>): boolean {
  return supply === 'OUTSIDE' || route.some(({ outside }) => outside);
}

/** True when a part can be put to tender once it is released: outside, nothing missing, and not on its way already. */
export function isReady(part: Part): boolean {
  return isOutside(part) && part.gaps.length === 0 && part.state === 'PLANNED';
}

/** True when something is missing; it stands in the way of a tender for a part that goes outside, and of the work for every other. */
export function hasGap(part: Part): boolean {
  return part.gaps.length > 0;
}

function inTab(part: Part, tab: WorkbenchTab): boolean {
  switch (tab) {
    case 'all': return true;
    case 'outside': return isOutside(part);
    case 'make': return part.supply === 'MAKE';
    case 'buy': return part.supply === 'BUY';
    case 'gaps': return hasGap(part);
    case 'ready': return isReady(part);
  }
}

/** The parts that a filter leaves; every word must be somewhere in number, names, material or kind. */
export function filteredParts(parts: readonly Part[], { tab, words, material, process, gap }: WorkbenchFilter, kindOf: (code: string | null) => string): Part[] {
  const needles = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return parts.filter((part) => {
    if (!inTab(part, tab)) return false;
    if (material !== '' && part.material !== material) return false;
    if (process !== '' && !part.route.some((step) => step.process === process)) return false;
    if (gap !== '' && !part.gaps.includes(gap)) return false;
    const text = `${part.partNo} ${part.name} ${part.nameEn ?? ''} ${part.material ?? ''} ${kindOf(part.category)}`.toLowerCase();
    return needles.every((needle) => text.includes(needle));
  });
}

/** How many parts each tab holds. */
export function tabCounts(parts: readonly Part[]): Record<WorkbenchTab, number> {
  const count = (tab: WorkbenchTab) => parts.filter((part) => inTab(part, tab)).length;
  return { all: parts.length, outside: count('outside'), make: count('make'), buy: count('buy'), gaps: count('gaps'), ready: count('ready') };
}

/** Values with the number of parts that have them, the most frequent first. */
export function tallied(parts: readonly Part[], valuesOf: (part: Part) => readonly (string | null)[]): [value: string, count: number][] {
  const counts = new Map<string, number>();
  for (const part of parts) for (const value of new Set(valuesOf(part))) if (value !== null && value !== BUYING) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

export interface Sum { parts: number; pieces: number; outside: number; outsidePieces: number }

export function summed(parts: readonly Part[]): Sum {
  const pieces = (some: readonly Part[]) => some.reduce((sum, { quantity }) => sum + quantity, 0);
  const outside = parts.filter(isOutside);
  return { parts: parts.length, pieces: pieces(parts), outside: outside.length, outsidePieces: pieces(outside) };
}

/** Parts in the branches of the tree of kinds; an electrode and whatever else belongs to a part stays in its own branch. */
export function branchesOf(parts: readonly Part[], { categories }: Catalogue): { id: string; rowIds: string[] }[] {
  const groupOf = new Map(categories.map(({ code, group }) => [code, group]));
  const rows = new Map<string, string[]>();
  for (const { id, category } of parts) {
    const group = category === null ? NO_GROUP : groupOf.get(category) ?? NO_GROUP;
    const known = rows.get(group);
    if (known) known.push(id);
    else rows.set(group, [id]);
  }
  const rank = (group: string) => (group === NO_GROUP ? 1_000 : GROUPS.indexOf(group) < 0 ? 999 : GROUPS.indexOf(group));
  return [...rows].sort(([a], [b]) => rank(a) - rank(b)).map(([id, rowIds]) => ({ id, rowIds }));
}

/** Names of kinds and processes in the language of the page. */
export function namesOf({ processes, categories }: Catalogue, language: Language): { kind: (code: string | null) => string; process: (code: string) => string } {
  const word = ({ nameZh, nameEn }: { nameZh: string; nameEn: string }) => (language === 'en' ? nameEn : nameZh);
  const kinds = new Map(categories.map((one) => [one.code, word(one)]));
  const works = new Map(processes.map((one) => [one.code, word(one)]));
  return { kind: (code) => (code === null ? '' : kinds.get(code) ?? code), process: (code) => works.get(code) ?? code };
}

/** The operations of a route as a person typed or picked them; a step that stays where it was keeps its minutes, its notes and what it waits for. */
export function routeInput(steps: readonly { process: string; outside: boolean }[], before: readonly Step[]): { seq: number; process: string; outside: boolean; dependsOn: number[] | null; plannedMinutes: number | null; inspect: boolean; note: string | null }[] {
  const same = steps.length === before.length && steps.every(({ process }, i) => process === before[i]!.process);
  return steps.map(({ process, outside }, i) => {
    const known = same ? before[i] : before.find((step) => step.process === process);
    return {
      seq: same ? known!.seq : (i + 1) * 10, process, outside: process !== BUYING && outside, dependsOn: same ? known!.dependsOn : null,
      plannedMinutes: known?.plannedMinutes ?? null, inspect: known?.inspect ?? false, note: known?.note ?? null,
    };
  });
}

/** The route that most parts of a kind have in this mould, with their number; null when none of them has one. */
export function usualRoute(parts: readonly Part[], category: string | null): { steps: { process: string; outside: boolean }[]; count: number } | null {
  const found = new Map<string, { steps: { process: string; outside: boolean }[]; count: number }>();
  for (const part of parts) {
    if (category === null || part.category !== category || !part.route.some(({ process }) => process !== BUYING)) continue;
    const steps = part.route.map(({ process, outside }) => ({ process, outside }));
    const key = JSON.stringify(steps);
    found.set(key, { steps, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count)[0] ?? null;
}

/** The route to take for a part without one: what its kind has in this mould, else what is usual in the trade; null for a part of no kind. */
export function proposedRoute(parts: readonly Part[], part: Pick<Part, 'category' | 'supply'>, { categories }: Catalogue): { process: string; outside: boolean }[] | null {
  const known = usualRoute(parts, part.category);
  const steps = known?.steps ?? categories.find(({ code }) => code === part.category)?.usualRoute.map((process) => ({ process, outside: true })) ?? [];
  return steps.length === 0 ? null : steps.map(({ process }) => ({ process, outside: part.supply === 'OUTSIDE' && process !== BUYING }));
}

/** Parts that lack a route and can be given one, those of one route together. */
export function routesToFill(all: readonly Part[], chosen: readonly Part[], catalogue: Catalogue): { parts: Part[]; steps: { process: string; outside: boolean }[] }[] {
  const found = new Map<string, { parts: Part[]; steps: { process: string; outside: boolean }[] }>();
  for (const part of chosen) {
    const steps = part.gaps.includes('ROUTE') ? proposedRoute(all, part, catalogue) : null;
    if (steps === null || !steps.some(({ process }) => process !== BUYING)) continue;
    const key = JSON.stringify(steps);
    const known = found.get(key);
    if (known) known.parts.push(part);
    else found.set(key, { parts: [part], steps });
  }
  return [...found.values()];
}

/** What brings changed parts back to what they were: values first, then routes, those of the same steps together. */
export function undoOf(before: readonly Part[], after: readonly Part[]): { patches: { partId: string; version: number; category: string; material: string; hardness: string; requirements: string; size: Part['size']; quantity: number; supply: PartSupply }[]; routes: { ids: string[]; route: Part['route'] }[] } {
  const now = new Map(after.map((part) => [part.id, part]));
  const facts = ({ category, material, hardness, requirements, size, quantity, supply }: Part) => ({ category: category ?? '', material: material ?? '', hardness: hardness ?? '', requirements: requirements ?? '', size, quantity, supply });
  const patches = before.flatMap((part) => {
    const changed = now.get(part.id);
    return changed === undefined || JSON.stringify(facts(part)) === JSON.stringify(facts(changed)) ? [] : [{ partId: part.id, version: changed.version, ...facts(part) }];
  });
  const routes = new Map<string, { ids: string[]; route: Part['route'] }>();
  for (const part of before) {
    const changed = now.get(part.id);
    if (changed === undefined || part.route.length === 0 || JSON.stringify(part.route) === JSON.stringify(changed.route)) continue;
    const key = JSON.stringify(part.route);
    const known = routes.get(key);
    if (known) known.ids.push(part.id);
    else routes.set(key, { ids: [part.id], route: part.route });
  }
  return { patches, routes: [...routes.values()] };
}

/** True when nothing frozen was touched, so that a change can be taken back without a trace. */
export function mayUndo(before: readonly Part[], after: readonly Part[]): boolean {
  const now = new Map(after.map((part) => [part.id, part]));
  return before.every((part) => now.get(part.id)?.revision === part.revision && now.get(part.id)?.released === part.released);
}

/** How the bodies of a model and the parts of its mould belong together; a body goes by its place in the model. */
export interface ModelLinks { readonly placeOf: ReadonlyMap<string, string>; readonly partOf: ReadonlyMap<string, string>; readonly nameOf: ReadonlyMap<string, string>; readonly bought: ReadonlySet<string> }

/** Joins bodies to parts; bodies of parts that are gone have no name. */
export function modelLinks(bodies: readonly { place: number; partId: string }[], parts: readonly { id: string; partNo: string; name: string; supply: string }[]): ModelLinks {
  const byId = new Map(parts.map((part) => [part.id, part]));
  const known = bodies.flatMap(({ place, partId }) => { const part = byId.get(partId); return part === undefined ? [] : [{ place: String(place), part }]; });
  return {
    placeOf: new Map(known.map(({ place, part }) => [part.id, place])), partOf: new Map(known.map(({ place, part }) => [place, part.id])),
    nameOf: new Map(known.map(({ place, part }) => [place, `${part.partNo} ${part.name}`])), bought: new Set(known.filter(({ part }) => part.supply === 'BUY').map(({ place }) => place)),
  };
}
