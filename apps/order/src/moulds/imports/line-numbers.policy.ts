import type { Doubts, Place } from './bom-problem.policy.js';
import type { ItemDraft } from './bom-row.policy.js';
import { cellText } from './cell-text.policy.js';
import { plainPartNo } from './line.policy.js';

const key = (partNo: string): string => partNo.toUpperCase();
const place = (draft: ItemDraft): Place => ({ rowNo: draft.rowNo, column: draft.columns.partNo, read: draft.partNoRead ?? '' });
const YES = /^(?:导入|是|另外的?|不同|import|yes|another|different)$/i;
const SPLIT = /^(?:拆分|分开|是|split|yes)$/i;

/**
 * Settles the part numbers of a whole list: the second of two equal lines is left out and never added up, one number on different lines
 * is a question on each of them, lines without a number get one that says its kind. Changes the drafts.
 */
export function settleNumbers(drafts: readonly ItemDraft[], doubts: Doubts, mouldNo: string | null): void {
  const used = new Set(drafts.flatMap(({ partNoRead }) => (partNoRead === null ? [] : [key(partNoRead)])));
  for (const group of grouped(drafts, ({ partNoRead }) => partNoRead)) if (group.length > 1) settleGroup(group, doubts, used);
  const open = doubts.openRows();
  for (const group of grouped(drafts, ({ partNo }) => partNo)) if (group.length > 1) settleTaken(group, doubts, used, open);
  generateNumbers(drafts.filter((draft) => draft.partNo === null && !draft.partNoLost && draft.action !== 'SKIP'), doubts, used, mouldNo);
  for (const draft of drafts) if (draft.split !== null && draft.action !== 'SKIP') proposeSplit(draft, doubts, used);
}

function grouped(drafts: readonly ItemDraft[], of: (draft: ItemDraft) => string | null): ItemDraft[][] {
  const groups = new Map<string, ItemDraft[]>();
  for (const draft of drafts) {
    const partNo = draft.action === 'SKIP' ? null : of(draft);
    if (partNo === null) continue;
    const group = groups.get(key(partNo));
    if (group) group.push(draft);
    else groups.set(key(partNo), [draft]);
  }
  return [...groups.values()];
}

function settleGroup(group: readonly ItemDraft[], doubts: Doubts, used: Set<string>): void {
  const byContent = new Map<string, ItemDraft>();
  for (const draft of group) {
    const twin = byContent.get(contentOf(draft));
    if (twin === undefined) byContent.set(contentOf(draft), draft);
    else leaveOut(draft, twin, doubts, used);
  }
  const distinct = [...byContent.values()];
  if (distinct.length < 2) return;
  const rows = distinct.slice(0, 6).map(({ rowNo }) => rowNo).join(', ') + (distinct.length > 6 ? ' …' : '');
  const effective = distinct.map((draft) => answeredNumber(draft, doubts) ?? draft.partNo!);
  const times = new Map<string, number>();
  for (const partNo of effective) times.set(key(partNo), (times.get(key(partNo)) ?? 0) + 1);
  distinct.forEach((draft, i) => {
    const isAnswered = doubts.answerTo(place(draft), 'PART_NO_CONFLICT') !== null;
    if (times.get(key(effective[i]!)) === 1 && !isAnswered) return;
    const free = nextFree(draft.partNoRead!, used);
    const suggestions = i === 0 ? [draft.partNoRead, free] : [free, draft.partNoRead];
    const reply = doubts.ask(place(draft), 'PART_NO_CONFLICT', { partNo: draft.partNoRead, rows }, suggestions);
    if (reply.answer === null) return;
    if (answeredNumber(draft, doubts) === null) reply.unreadable();
    else rename(draft, effective[i]!, used);
  });
}

function answeredNumber(draft: ItemDraft, doubts: Doubts): string | null {
  return validNumber(doubts.answerTo(place(draft), 'PART_NO_CONFLICT'));
}

/** Two lines that were answered into the same number: the later one is asked again. */
function settleTaken(group: readonly ItemDraft[], doubts: Doubts, used: Set<string>, open: ReadonlySet<number>): void {
  for (const draft of group.slice(1)) {
    if (open.has(draft.rowNo) || open.has(group[0]!.rowNo)) continue;
    const reply = doubts.ask(place(draft), 'PART_NO_TAKEN', { partNo: draft.partNo, rows: group[0]!.rowNo }, [nextFree(draft.partNo!, used)]);
    const chosen = validNumber(reply.answer);
    if (chosen !== null && !used.has(key(chosen))) rename(draft, chosen, used);
    else if (reply.answer !== null) reply.unreadable();
  }
}

function leaveOut(draft: ItemDraft, twin: ItemDraft, doubts: Doubts, used: Set<string>): void {
  const { answer } = doubts.tell(place(draft), 'DUPLICATE_LINE', { rowNo: twin.rowNo }, [nextFree(draft.partNoRead!, used)]);
  const chosen = validNumber(answer);
  if (chosen !== null && !used.has(key(chosen))) rename(draft, chosen, used);
  else skip(draft);
}

/** What two lines of one number must agree in to be one line written twice. */
function contentOf(draft: ItemDraft): string {
  return JSON.stringify([draft.name, draft.material, draft.sizeText, draft.quantity, draft.spareQuantity, draft.treatment, draft.hardness, draft.revision, draft.supply]);
}

/** `AC2507-EJP-01`: the mould, the kind, a counter. A list that repeats such a line with the same name and size is asked about it. */
function generateNumbers(drafts: readonly ItemDraft[], doubts: Doubts, used: Set<string>, mouldNo: string | null): void {
  const counters = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const draft of drafts) {
    const likeness = JSON.stringify([draft.name, draft.sizeText, draft.material, draft.hardness]);
    const earlier = seen.get(likeness);
    seen.set(likeness, earlier ?? draft.rowNo);
    const stem = [mouldNo?.slice(0, 40), draft.category ?? 'PART'].filter((part) => part !== undefined && part !== '').join('-');
    let counter = counters.get(stem) ?? 0;
    let partNo: string;
    do partNo = `${stem}-${String((counter += 1)).padStart(2, '0')}`; while (used.has(key(partNo)));
    counters.set(stem, counter);
    if (earlier !== undefined) {
      const again = doubts.ask({ ...place(draft), column: draft.columns.name }, 'UNNUMBERED_TWICE', { rowNo: earlier }, ['导入', '跳过']);
      if (again.answer !== null && !YES.test(again.answer)) again.unreadable();
    }
    const reply = doubts.tell(place(draft), 'PART_NO_GENERATED', { partNo }, [partNo]);
    const chosen = validNumber(reply.answer);
    const free = chosen !== null && chosen !== partNo && !used.has(key(chosen));
    if (reply.answer !== null && !free && chosen !== partNo) reply.unreadable();
    draft.partNoGenerated = !free;
    rename(draft, free ? chosen : partNo, used);
  }
}

function proposeSplit(draft: ItemDraft, doubts: Doubts, used: Set<string>): void {
  const mirrored = draft.split!.why === 'MIRRORED';
  const own = draft.partNo ?? draft.partNoRead;
  if (own === null) return;
  let second = `${own}${mirrored ? 'R' : 'F'}`;
  while (used.has(key(second))) second += '1';
  const where: Place = { rowNo: draft.rowNo, column: draft.columns.quantity, read: '' };
  const { answer } = doubts.tell(where, mirrored ? 'MIRRORED_PAIR' : 'ROUGH_AND_FINISH', { left: own, right: second }, ['拆分', '不拆']);
  const accepted = answer !== null && SPLIT.test(answer) && draft.quantity !== null && draft.quantity % 2 === 0;
  if (accepted) used.add(key(second));
  draft.split = { why: draft.split!.why, first: own, second, accepted };
}

/** The next number of the same form that the list does not use: after AC2507-218 comes AC2507-219. */
export function nextFree(partNo: string, used: ReadonlySet<string>): string | null {
  const found = /^(.*?)(\d{1,9})(\D*)$/.exec(partNo);
  if (!found) return null;
  const [, stem, digits, tail] = found;
  for (let number = Number(digits) + 1; number <= Number(digits) + 200; number += 1) {
    const candidate = `${stem}${String(number).padStart(digits!.length, '0')}${tail}`;
    if (!used.has(key(candidate))) return candidate;
  }
  return null;
}

/** A line that is left out makes no pieces. */
export function skip(draft: ItemDraft): void {
  draft.action = 'SKIP';
  draft.quantity = 0;
  draft.spareQuantity = 0;
  draft.split = null;
}

function rename(draft: ItemDraft, partNo: string, used: Set<string>): void {
  draft.partNo = partNo;
  used.add(key(partNo));
}

function validNumber(answer: string | null): string | null {
  const plain = answer === null ? null : plainPartNo(cellText(answer));
  return plain !== null && plain.length <= 60 ? plain : null;
}
