import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';

/** Hears that a model went on: which of its items were measured just now, in the transaction that says so, and whether there are more of them than before. */
export type ModelListener = (tx: Tx, companyId: string, fileId: string, itemIds: readonly string[], isSplit: boolean) => Promise<void>;

/** Who wants to know how models go on. The slices above say so themselves; this one does not know them. */
@Injectable()
export class ModelListeners {
  private readonly listeners: ModelListener[] = [];

  on(listener: ModelListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: Tx, companyId: string, fileId: string, itemIds: readonly string[], isSplit: boolean): Promise<void> {
    for (const listener of this.listeners) await listener(tx, companyId, fileId, itemIds, isSplit);
  }
}
