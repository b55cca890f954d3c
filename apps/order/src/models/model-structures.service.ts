import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#platform/database';
import { Bell } from '#platform/messaging';
import { FileService } from '../files/index.js';
import type { ModelFrame } from './model-job.view.js';
import { ModelReader } from './model-reader.port.js';
import { insertItems, itemColumns, writeState } from './model-rows.storage.js';
import type { ModelFacts, ModelItemRow, ModelRow } from './model.view.js';

/** The bell that says that a model waits to be measured. */
export const MODELS_BELL = 'ordering_models';
/** Bytes of a file whose geometry is read; larger ones give their structure only. */
const GEOMETRY_BYTES = 60 * 1024 * 1024;

/** A model with its parts. */
export interface ModelWithItems { model: ModelRow; items: ModelItemRow[] }

/** What models are made of, read from their text. */
@Injectable()
export class ModelStructures {
  constructor(private readonly database: Database, private readonly files: FileService, private readonly reader: ModelReader, private readonly bell: Bell) {}

  /** The structure of a stored model, read now if it was not before; its geometry is asked for. A file that is no model gives one that FAILED. */
  async of(companyId: string, fileId: string): Promise<ModelWithItems> {
    const known = await this.find(companyId, [fileId]);
    if (known[0] && known[0].model.state !== 'READING') return known[0];
    await this.database.asCompany(companyId, (tx) => tx.query(
      `insert into ordering.models (file_id, company_id) values ($2, $1) on conflict on constraint models_key do nothing`, [companyId, fileId]));
    await this.read(companyId, fileId);
    return (await this.find(companyId, [fileId]))[0]!;
  }

  /** Models of own files with their items, as far as they were read; in the order of the ids. */
  find(companyId: string, fileIds: readonly string[]): Promise<ModelWithItems[]> {
    return found((sql, values) => this.database.read(companyId, sql, values), companyId, fileIds);
  }

  /** The same inside a transaction. */
  findIn(tx: Tx, companyId: string, fileIds: readonly string[]): Promise<ModelWithItems[]> {
    return found((sql, values) => tx.query(sql, values), companyId, fileIds);
  }

  /** Single parts of own models. */
  itemsIn(tx: Tx, companyId: string, ids: readonly string[]): Promise<ModelItemRow[]> {
    return tx.query<ModelItemRow>(`select ${itemColumns} from ordering.model_items i where i.company_id = $1 and i.id = any($2)`, [companyId, ids]);
  }

  private async read(companyId: string, fileId: string): Promise<void> {
    const file = await this.files.kept(companyId, fileId);
    const told: ModelFrame[] = [];
    const end = file === null ? 'STOPPED' : await this.reader.read('STRUCTURE', () => file.open(), (frame) => { told.push(frame); return Promise.resolve(); });
    const structure = told.find((frame) => frame.kind === 'STRUCTURE')?.reading ?? null;
    await this.database.asCompany(companyId, async (tx) => {
      const [row] = await tx.query<{ state: string }>('select state from ordering.models where company_id = $1 and file_id = $2 for update', [companyId, fileId]);
      if (row?.state !== 'READING') return;
      if (structure === null || !structure.ok) return writeState(tx, companyId, fileId, 'FAILED', structure === null ? end : structure.why, null);
      const { items, ...facts } = structure.structure;
      await insertItems(tx, companyId, fileId, items);
      const kept: ModelFacts = { ...facts, bodies: null };
      if (Number(file!.byteSize) > GEOMETRY_BYTES) {
        await tx.query(`update ordering.model_items set state = 'STOPPED' where company_id = $1 and file_id = $2`, [companyId, fileId]);
        return writeState(tx, companyId, fileId, 'PARTIAL', 'FILE_TOO_LARGE', kept);
      }
      await writeState(tx, companyId, fileId, 'MEASURING', null, kept);
      return this.bell.ring(tx, MODELS_BELL, fileId);
    });
  }
}

type Query = <T extends object>(sql: string, values: unknown[]) => Promise<T[]>;

async function found(query: Query, companyId: string, fileIds: readonly string[]): Promise<ModelWithItems[]> {
  if (fileIds.length === 0) return [];
  const models = await query<ModelRow>(`select file_id as "fileId", state, why, facts from ordering.models where company_id = $1 and file_id = any($2)`, [companyId, fileIds]);
  const items = await query<ModelItemRow>(`select ${itemColumns} from ordering.model_items i where i.company_id = $1 and i.file_id = any($2) order by i.file_id, i.position`, [companyId, fileIds]);
  const byFile = new Map<string, ModelItemRow[]>();
  for (const item of items) {
    const own = byFile.get(item.fileId);
    if (own) own.push(item);
    else byFile.set(item.fileId, [item]);
  }
  const byId = new Map(models.map((model) => [model.fileId, model]));
  return fileIds.flatMap((id) => { const model = byId.get(id); return model ? [{ model, items: byFile.get(id) ?? [] }] : []; });
}
