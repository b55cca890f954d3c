import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '#platform/database';
import { Bell, Outbox } from '#platform/messaging';
import { itemColumns, ModelListeners, type ModelItemRow } from '../models/index.js';
import { importProgressed } from './imports/import.events.js';
import { IMPORTS_BELL } from './imports/import.service.js';
import { measuredBy } from './imports/part-dress.policy.js';
import { PartRecords } from './part-records.service.js';
import { partColumns } from './part-row.entity.js';
import { recordOf, type PartRow } from './part.view.js';

/** Models are measured while people go on: parts that are in the mould by then get their sizes, and imports that show the model say that it went on. */
@Injectable()
export class ModelSizes implements OnModuleInit {
  constructor(private readonly listeners: ModelListeners, private readonly records: PartRecords, private readonly outbox: Outbox, private readonly bell: Bell) {}

  onModuleInit(): void {
    this.listeners.on((tx, companyId, fileId, itemIds, isSplit) => this.measured(tx, companyId, fileId, itemIds, isSplit));
  }

  async measured(tx: Tx, companyId: string, fileId: string, itemIds: readonly string[], isSplit: boolean): Promise<void> {
    if (itemIds.length > 0) await this.fill(tx, companyId, itemIds);
    if (isSplit) await this.readAgain(tx, companyId, fileId);
    const shown = await tx.query<{ id: string }>(
      `select id from ordering.imports where company_id = $1 and state in ('PARSING', 'REVIEW', 'CONFIRMED') and intake->'models' ? $2 order by created_at desc limit 5`, [companyId, fileId]);
    await this.outbox.addMany(tx, shown.map(({ id }) => importProgressed(companyId, id)));
  }

  /** A model has more parts than its text names: imports that show it are read once more, unless a person has begun to answer. */
  private async readAgain(tx: Tx, companyId: string, fileId: string): Promise<void> {
    const again = await tx.query<{ id: string }>(
      `update ordering.imports set state = 'PARSING', version = version + 1, attempts = 0, leased_until = null, progress_percent = 80
        where company_id = $1 and state = 'REVIEW' and intake->'models' ? $2 and answers = '[]' and chosen_columns = '[]' and assigned = '[]' returning id`, [companyId, fileId]);
    for (const { id } of again) await this.bell.ring(tx, IMPORTS_BELL, id);
  }

  /** Fills in what nobody has given. Whoever holds a part locked is not waited for: he writes what he knows, and the size is in the model. */
  private async fill(tx: Tx, companyId: string, itemIds: readonly string[]): Promise<void> {
    const rows = await tx.query<PartRow>(
      `select ${partColumns} from ordering.parts p where p.company_id = $1 and p.model_item_id = any($2) and not p.released and p.state = 'PLANNED' order by p.id for update of p skip locked`, [companyId, itemIds]);
    if (rows.length === 0) return;
    const items = await tx.query<ModelItemRow>(`select ${itemColumns} from ordering.model_items i where i.company_id = $1 and i.id = any($2)`, [companyId, itemIds]);
    const byId = new Map(items.map((item) => [item.id, item]));
    const changed = rows.map(recordOf).flatMap((part) => {
      const after = measuredBy(part, byId.get(part.modelItemId!)!);
      return JSON.stringify([after.size, after.unitMassKg]) === JSON.stringify([part.size, part.unitMassKg]) ? [] : [after];
    });
    await this.records.change(tx, companyId, changed, []);
  }
}
