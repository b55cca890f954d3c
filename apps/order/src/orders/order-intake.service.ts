import { Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import type { Tx } from '#platform/database';
import { Outbox } from '#platform/messaging';
import { freePieces, lockPartsOf, openOrders, recordLines, type NewLine, type PlacedOrder } from './intake-rows.storage.js';
import { choosePieces, firstLineNos, joiningsOf, lineNoOf, shareOut, sharesOf, wavesOf, type AcceptedAward, type FreeOfPart } from './intake.policy.js';
import { orderIssued } from './order.events.js';
import { PieceOpening } from './piece-opening.service.js';

/** Where the lines of an award go. */
interface Seat { order: PlacedOrder; firstLineNo: number }

/**
 * Makes orders of accepted awards. An award joins the order of the same buyer, supplier, tender and tax basis as long as no work has
 * begun on that one, else it opens the next; every award becomes an order exactly once.
 */
@Injectable()
export class OrderIntake {
  constructor(private readonly outbox: Outbox, private readonly opening: PieceOpening) {}

  /**
   * Takes accepted awards into orders, in the consumer's transaction, by the same few statements however many they are. A repeat does nothing.
   * Locks all parts first and then all orders, so that two who take awards at once never wait for each other in a ring.
   */
  async placeAwards(tx: Tx, awards: readonly AcceptedAward[]): Promise<void> {
    const placed = await lockPartsOf(tx, awards);
    const fresh = [...new Map(awards.map((award) => [award.awardId, award])).values()].filter(({ awardId }) => !placed.has(awardId));
    if (fresh.length === 0) return;
    const joinings = joiningsOf(fresh);
    const orders = await openOrders(tx, joinings);
    const seats = new Map<string, Seat>();
    joinings.forEach((joining, i) => {
      for (const [awardId, firstLineNo] of firstLineNos(joining, orders[i]!.lastLineNo)) seats.set(awardId, { order: orders[i]!, firstLineNo });
    });
    for (const wave of wavesOf(fresh)) await this.take(tx, wave, seats);
    await this.outbox.addMany(tx, joinings.map(({ buyerId, supplierId, awards: joined }, i) =>
      orderIssued({ orderId: orders[i]!.id, orderNo: orders[i]!.orderNo, awardIds: joined.map(({ awardId }) => awardId), buyerId, supplierId })));
  }

  /** Awards of which no two ask for the same part. */
  private async take(tx: Tx, wave: readonly AcceptedAward[], seats: ReadonlyMap<string, Seat>): Promise<void> {
    const free = await freePieces(tx, [...new Set(wave.flatMap(({ lines }) => lines.map(({ partId }) => partId)))]);
    const lines: NewLine[] = [];
    for (const award of wave) lines.push(...await this.linesOf(tx, award, seats.get(award.awardId)!, free.filter(({ companyId }) => companyId === award.buyerId)));
    await recordLines(tx, lines);
  }

  private async linesOf(tx: Tx, award: AcceptedAward, { order, firstLineNo }: Seat, free: FreeOfPart[]): Promise<NewLine[]> {
    const shares = sharesOf(award);
    const lines: NewLine[] = [];
    for (const [i, line] of award.lines.entries()) {
      const { taken, missing } = choosePieces(line, free);
      for (const rest of await this.opening.divide(tx, taken.filter(({ rest }) => rest > 0))) shareOut(rest, line, free, lines.map(({ pieces }) => pieces));
      const opened = missing > 0 ? await this.opening.openMissing(tx, award.buyerId, line.partId, missing) : [];
      free.push(...opened.map(({ pieceId, mouldId, serialNo, count }) => (
        { id: pieceId, partId: line.partId, mouldId, companyId: award.buyerId, serialNo, count, underWay: false, takenSeqs: [...line.operationSeqs] })));
      lines.push({
        id: newId('orderLine'), orderId: order.id, award, place: i + 1, lineNo: lineNoOf(firstLineNo, i), amountMinor: shares[i]!, line,
        mouldId: free.find(({ id }) => id === taken[0]?.pieceId)?.mouldId ?? opened[0]!.mouldId,
        pieces: [...taken.map(({ pieceId, take }) => ({ pieceId, count: take })), ...opened.map(({ pieceId, count }) => ({ pieceId, count }))],
      });
    }
    return lines;
  }
}
