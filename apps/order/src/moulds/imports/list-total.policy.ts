import type { Doubts } from './bom-problem.policy.js';
import type { ItemDraft } from './bom-row.policy.js';
import type { LineCells } from './line-kind.policy.js';
import { readQuantity } from './quantity.parser.js';

/** A total line of the list, with its cells by role. */
export interface TotalLine { readonly rowNo: number; readonly cells: LineCells; readonly column: number | null; readonly label: string }

/**
 * Compares the pieces that totals state with the wanted pieces above them (a subtotal with those since the one before) and says the
 * difference. Nothing is corrected: which of the two is wrong is for a person to find.
 */
export function compareTotals(totals: readonly TotalLine[], drafts: readonly ItemDraft[], doubts: Doubts): void {
  let since = 0;
  for (const total of totals) {
    const read = total.cells.QUANTITY?.find((text) => text !== '') ?? '';
    const stated = readQuantity(read);
    const isPart = /^(?:小\s*计|sub)/i.test(total.label);
    const counted = drafts.filter(({ rowNo }) => rowNo < total.rowNo && (!isPart || rowNo > since));
    if (isPart) since = total.rowNo;
    if (stated.kind !== 'PIECES') continue;
    const wanted = counted.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
    const withSpares = counted.reduce((sum, { spareQuantity }) => sum + spareQuantity, wanted);
    if (stated.pieces !== wanted && stated.pieces !== withSpares) {
      doubts.tell({ rowNo: total.rowNo, column: total.column, read }, 'TOTAL_DIFFERS', { listed: stated.pieces, counted: wanted });
    }
  }
}
