import { isId } from '#kernel';
import type { HouseEvents } from '#contracts';
import type { ProgressCellChange } from '#contracts/live.protocol';

interface News { companyId: string; type: string; subjectId: string; cell?: ProgressCellChange }

const STARTED = new Set(['SETUP', 'RUNNING']);

/** What buyer and supplier are told when operations moved; mould and part are told to the buyer only. */
export function newsOfProgress(fact: HouseEvents['ordering.progress.changed.v1']): News[] {
  const { buyerId, supplierId, orderLineId, mouldId, partId, seq, state, passed, pieces } = fact;
  const type = STARTED.has(state) ? 'operation.started' : state === 'PAUSED' ? 'operation.paused' : 'operation.done';
  const cell = { orderLineId, seq, state, passed, pieces };
  const news: News[] = [{ companyId: buyerId, type, subjectId: orderLineId ?? partId, cell: { mouldId, partId, ...cell } }];
  if (supplierId !== null && supplierId !== buyerId && orderLineId !== null) news.push({ companyId: supplierId, type, subjectId: orderLineId, cell });
  return news;
}

/** What buyer and supplier are told when a line of an order moved. */
export function newsOfLine(fact: HouseEvents['ordering.line.changed.v1']): News[] {
  const { buyerId, supplierId, orderId, orderLineId, state } = fact;
  const [type, subjectId] = state === 'ACCEPTED' ? ['line.accepted', orderLineId] : ['order.changed', orderId];
  return [...new Set([buyerId, supplierId])].map((companyId) => ({ companyId, type, subjectId }));
}

/**
 * A company is told that drawings were taken back from it or given again, for each place where it may have them open: its order lines, and of the owner's lots
 * those that it was invited to (`invitedTo`); what else is on the market with the same part is none of its business.
 */
export function newsOfRecall({ companyId, recalled, subjectIds }: HouseEvents['ordering.drawings.recalled.v1'], invitedTo: ReadonlySet<string>): News[] {
  const known = subjectIds.filter((id) => !isId(id, 'lot') || invitedTo.has(id));
  return known.map((subjectId) => ({ companyId, type: recalled ? 'drawings.recalled' : 'drawings.given', subjectId }));
}

/** A company is told of an import once, however often it moved in the same moment. */
export function newsOfImport(facts: readonly HouseEvents['ordering.import.progressed.v1'][]): News[] {
  return [...new Map(facts.map(({ companyId, importId }) => [importId, { companyId, type: 'import.progress', subjectId: importId }])).values()];
}
