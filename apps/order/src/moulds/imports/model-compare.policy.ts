import type { Doubts, Place } from './bom-problem.policy.js';
import type { ItemDraft } from './bom-row.policy.js';
import { matchModel, type ModelListItem } from './model-list.policy.js';
import { readQuantity } from './quantity.parser.js';

/** Tells what list and model say differently. `modelFrom` is the first record that is not of the list. */
export function compareModel(drafts: readonly ItemDraft[], model: readonly ModelListItem[], modelFrom: number, doubts: Doubts): void {
  if (model.length === 0) return;
  const hasList = drafts.some(({ rowNo }) => rowNo < modelFrom);
  if (!hasList) return;
  const matches = matchModel(drafts, model);
  drafts.forEach((draft, i) => {
    const item = matches[i];
    if (draft.action === 'SKIP') return;
    if (draft.rowNo >= modelFrom) doubts.tell(place(draft, null, draft.name ?? ''), 'MODEL_ONLY', { name: draft.name, pieces: draft.quantity });
    else if (item) compareQuantity(draft, item, doubts);
    // Bought parts and electrodes are seldom drawn.
    else if (draft.supply !== 'BUY' && !draft.tooling) doubts.tell(place(draft, draft.columns.name, draft.name ?? ''), 'NOT_IN_MODEL', {});
  });
}

function compareQuantity(draft: ItemDraft, item: ModelListItem, doubts: Doubts): void {
  if (draft.quantity === null || draft.quantity === item.quantity || draft.quantity + draft.spareQuantity === item.quantity) return;
  const reply = doubts.tell(place(draft, draft.columns.quantity, String(draft.quantity)), 'MODEL_QUANTITY_DIFFERS', { listed: draft.quantity, modelled: item.quantity }, [String(draft.quantity), String(item.quantity)]);
  if (reply.answer === null) return;
  const chosen = readQuantity(reply.answer);
  if (chosen.kind === 'PIECES' && chosen.pieces > 0) draft.quantity = chosen.pieces;
  else reply.unreadable();
}

function place(draft: ItemDraft, column: number | null, read: string): Place {
  return { rowNo: draft.rowNo, column, read };
}
