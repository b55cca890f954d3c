import { Injectable } from '@nestjs/common';
import type { Actor, InputRefused, Page, StateRefused } from '#contracts';
import {
  dispatchDelivery, recordReceipt,
  type DeliveryLineInput, type DeliveryView, type DispatchDeliveryInput, type DispatchDeliveryResult, type ListDeliveriesInput, type RecordReceiptInput, type RecordReceiptResult,
} from '#contracts/order-orders';
import { Problem, newId, type FieldProblem } from '#kernel';
import { Database, once, type Tx } from '#platform/database';
import { chooseArticles, type SendRefusal, type SentPiece } from './delivery.policy.js';
import { DeliveryRecords } from './delivery-records.service.js';
import { directionOf, missingDocuments } from './direction.policy.js';
import { lockDelivery, lockLines, type LineToMove, type LockedDelivery } from './order.locks.js';
import { orderSentences, type OrderSentences } from './orders-sentences.view.js';
import { StandingService } from './standing.service.js';

/** Sends pieces and receives them. */
@Injectable()
export class DeliveryService {
  constructor(private readonly database: Database, private readonly records: DeliveryRecords, private readonly standing: StandingService) {}

  /** Sends pieces on their way. Refuses more than can be, open operations, missing papers, and directions that do not fit. */
  dispatch(actor: Actor, input: DispatchDeliveryInput): Promise<DispatchDeliveryResult> {
    return this.database.asHouse((tx) => once<DispatchDeliveryResult>(tx, actor, dispatchDelivery.name, input.idempotencyKey, input, () => this.dispatchOnce(tx, actor, input)));
  }

  /** Signs for a delivery, or counts it, which signs as well if nobody has. */
  receive(actor: Actor, input: RecordReceiptInput): Promise<RecordReceiptResult> {
    return this.database.asHouse((tx) => once<RecordReceiptResult>(tx, actor, recordReceipt.name, input.idempotencyKey, input, () => this.receiveOnce(tx, actor, input)));
  }

  /** Deliveries that the own company sends, receives or pays for, newest first. */
  deliveries(actor: Actor, input: ListDeliveriesInput): Promise<Page<DeliveryView>> {
    return this.records.page(actor, input);
  }

  private async dispatchOnce(tx: Tx, actor: Actor, input: DispatchDeliveryInput): Promise<DispatchDeliveryResult> {
    const say = orderSentences(actor.locale);
    const problems = twiceNamed(input.lines, say);
    if (problems.length > 0) return inputRefused(say, problems);
    const lines = await lockLines(tx, actor.companyId, input.lines.map((line) => line.orderLineId));
    if (lines.length < input.lines.length) throw Problem.notFound();
    const direction = directionOf(input.kind, actor.companyId, input.toCompanyId ?? null, lines);
    if (!direction.ok) return inputRefused(say, [directionProblem(direction.refusal.code, say)]);
    const resting = input.kind === 'RETURN' ? undefined : lines.find((line) => ['SUSPENDED', 'CANCELLED', 'TERMINATED', 'SETTLED', 'CLOSED'].includes(line.state));
    if (resting) return stateRefused(say.lineResting(), resting.state);
    const purposes = await this.records.purposesOf(tx, actor.companyId, input.fileIds ?? []);
    if (purposes.length < new Set(input.fileIds ?? []).size) return inputRefused(say, [{ path: 'fileIds', message: say.unknownFile() }]);
    const missing = input.kind === 'GOODS' || input.kind === 'HANDOVER' ? missingDocuments([...new Set(lines.flatMap((line) => line.requiredDocuments))], purposes) : [];
    if (missing.length > 0) return { __typename: 'EvidenceMissing', code: 'EVIDENCE_MISSING', message: say.documentsMissing(), documents: missing };
    const sent: SentPiece[] = [];
    for (const [i, wanted] of input.lines.entries()) {
      const line = lines.find(({ id }) => id === wanted.orderLineId)!;
      const chosen = chooseArticles(input.kind, { orderLineId: line.id, pieceIds: wanted.pieceIds ?? null, quantity: wanted.quantity }, line.pieces);
      if (!chosen.ok) return sendRefused(chosen.refusal, line, i, say);
      sent.push(...chosen.value);
    }
    if (input.kind === 'HANDOVER' && !await this.records.isNextShop(tx, direction.value.toId, sent)) return inputRefused(say, [{ path: 'toCompanyId', message: say.wrongReceiver() }]);
    const id = newId('delivery');
    await this.records.dispatched(tx, { id, ...direction.value, actor, input, sent, at: await tx.now() });
    await this.standing.refresh(tx, distinct(sent));
    return this.records.view(tx, id);
  }

  private async receiveOnce(tx: Tx, actor: Actor, input: RecordReceiptInput): Promise<RecordReceiptResult> {
    const say = orderSentences(actor.locale);
    const delivery = await lockDelivery(tx, actor.companyId, input.deliveryId);
    if (delivery === undefined) throw Problem.notFound();
    if (delivery.toId !== actor.companyId) throw new Problem('FORBIDDEN', 'Only the receiver signs for a delivery and counts it.');
    if (delivery.version !== input.version) return { __typename: 'VersionConflict', code: 'VERSION_CONFLICT', message: say.versionConflict(), currentVersion: delivery.version };
    if (delivery.state !== 'DISPATCHED' && (input.step === 'SIGN' || delivery.state !== 'SIGNED')) return stateRefused(say.stepDone(), delivery.state);
    const sent = await this.records.sentPieces(tx, delivery.id);
    // Counts that nobody would read must not look as if they had been taken.
    if (input.step === 'SIGN' && input.counts?.length) throw Problem.badInput([{ path: 'counts', message: 'belongs to the step COUNT' }]);
    const counts = input.step === 'COUNT' ? countsByLine(input, sent) : null;
    for (const [orderLineId, counted] of counts ?? []) {
      const maximum = sent.filter((piece) => piece.orderLineId === orderLineId).reduce((sum, piece) => sum + piece.sent, 0);
      if (counted > maximum) return { __typename: 'QuantityRefused', code: 'QUANTITY_REFUSED', message: say.tooManyCounted(maximum), orderLineId, maximum };
    }
    await this.receiveSteps(tx, actor, delivery, input, sent, counts);
    await this.standing.refresh(tx, distinct(sent));
    return this.records.view(tx, delivery.id);
  }

  private async receiveSteps(tx: Tx, actor: Actor, delivery: LockedDelivery, input: RecordReceiptInput, sent: readonly SentPiece[], counts: Map<string, number> | null): Promise<void> {
    const at = await tx.now();
    if (delivery.state === 'DISPATCHED') await this.records.signed(tx, delivery, actor, at, input.note ?? null);
    if (counts !== null) await this.records.counted(tx, delivery, actor, at, input.note ?? null, sent, counts);
  }
}

function distinct(sent: readonly SentPiece[]): string[] {
  return [...new Set(sent.map(({ pieceId }) => pieceId))];
}

function twiceNamed(lines: readonly DeliveryLineInput[], say: OrderSentences): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const ids = lines.map((line) => line.orderLineId);
  lines.forEach((line, i) => {
    if (ids.indexOf(line.orderLineId) < i) problems.push({ path: `lines.${i}.orderLineId`, message: say.lineTwice() });
    (line.pieceIds ?? []).forEach((pieceId, j, all) => {
      if (all.indexOf(pieceId) < j) problems.push({ path: `lines.${i}.pieceIds.${j}`, message: say.pieceTwice() });
    });
  });
  return problems;
}

function directionProblem(code: 'NOT_ONE_DIRECTION' | 'WRONG_RECEIVER' | 'RECEIVER_NEEDED', say: OrderSentences): FieldProblem {
  if (code === 'NOT_ONE_DIRECTION') return { path: 'lines', message: say.notOneDirection() };
  return { path: 'toCompanyId', message: code === 'RECEIVER_NEEDED' ? say.receiverNeeded() : say.wrongReceiver() };
}

function sendRefused(refusal: SendRefusal, line: LineToMove, index: number, say: OrderSentences): DispatchDeliveryResult {
  switch (refusal.code) {
    case 'QUANTITY_REFUSED':
      return { __typename: 'QuantityRefused', code: 'QUANTITY_REFUSED', message: say.tooMany(refusal.maximum), orderLineId: refusal.orderLineId, maximum: refusal.maximum };
    case 'OPERATIONS_OPEN':
      return stateRefused(say.operationsOpen(), line.state);
    case 'PIECE_NOT_OF_LINE':
      return inputRefused(say, [{ path: `lines.${index}.pieceIds.${refusal.index}`, message: say.pieceNotOfLine() }]);
    case 'QUANTITY_MISMATCH':
      return inputRefused(say, [{ path: `lines.${index}.quantity`, message: say.quantityMismatch(refusal.pieces) }]);
  }
}

/** The counts by line; one is needed for every line of the delivery, and no other. */
function countsByLine(input: RecordReceiptInput, sent: readonly SentPiece[]): Map<string, number> {
  const lines = new Set(sent.map(({ orderLineId }) => orderLineId));
  const counts = new Map<string, number>();
  (input.counts ?? []).forEach(({ orderLineId, counted }, i) => {
    if (!lines.has(orderLineId) || counts.has(orderLineId)) throw Problem.badInput([{ path: `counts.${i}.orderLineId`, message: 'must be a line of the delivery, each once' }]);
    counts.set(orderLineId, counted);
  });
  if (counts.size < lines.size) throw Problem.badInput([{ path: 'counts', message: 'must count every line of the delivery' }]);
  return counts;
}

function stateRefused(message: string, currentState: string): StateRefused {
  return { __typename: 'StateRefused', code: 'STATE_REFUSED', message, currentState };
}

function inputRefused(say: OrderSentences, problems: FieldProblem[]): InputRefused {
  return { __typename: 'InputRefused', code: 'INPUT_REFUSED', message: say.fieldsWrong(), problems };
}
