import type { ItemDraft } from './bom-row.policy.js';

/**
 * Finds what belongs together: a right-hand part mirrors the left one of the same name, size and material; an electrode serves the part
 * that its note names (用于201). Changes the drafts.
 */
export function findKin(drafts: readonly ItemDraft[]): void {
  const kept = drafts.filter(({ action, partNo }) => action !== 'SKIP' && partNo !== null);
  const lefts = new Map<string, ItemDraft>();
  for (const draft of kept) {
    const side = sided(draft);
    if (side?.side === 'LEFT' && !lefts.has(side.likeness)) lefts.set(side.likeness, draft);
  }
  for (const draft of kept) {
    const side = sided(draft);
    const left = side?.side === 'RIGHT' ? lefts.get(side.likeness) : undefined;
    if (left !== undefined) draft.mirrorOf = left.partNo;
  }
  const byTail = new Map<string, string>();
  for (const { partNo } of kept) {
    const tail = partNo!.split('-').at(-1)!.toUpperCase();
    if (!byTail.has(tail)) byTail.set(tail, partNo!);
  }
  for (const draft of kept.filter(({ tooling, note }) => tooling && note !== null)) {
    // 用于207-210 is a range of numbers, 用于AC2507-207 one number with its mould: the first one is served.
    const served = /(?:用于|用在|for)\s*(?:[A-Za-z]+\d*-)?([A-Za-z]?\d+)/.exec(draft.note!)?.[1]?.toUpperCase();
    const parent = byTail.get(served ?? '');
    if (parent !== undefined && parent !== draft.partNo) draft.parentPartNo = parent;
  }
}

function sided(draft: ItemDraft): { side: 'LEFT' | 'RIGHT'; likeness: string } | null {
  const name = draft.name ?? '';
  const found = /左(?!右)|(?<!左)右|\b(?:LH|RH)\b|[(\s](?:L|R)\)?$/.exec(name);
  if (!found) return null;
  const side = /左|L/.test(found[0]) ? 'LEFT' : 'RIGHT';
  const likeness = [name.slice(0, found.index), name.slice(found.index + found[0].length), draft.sizeText, draft.material, draft.quantity, draft.category].join('|');
  return { side, likeness };
}
