import { Injectable } from '@nestjs/common';
import type { Locale } from '#contracts';
import type { FileView } from '#contracts/order-files';
import type { ModelItemView, ModelView } from '#contracts/order-models';
import type { Tx } from '#platform/database';
import { FileAddresses, FileService, type Viewer } from '../../files/index.js';
import { modelItemView, modelView, ModelStructures, type ModelItemRow } from '../../models/index.js';
import type { PartRecord } from '../part-definition.policy.js';
import type { PartFile } from './attachment.policy.js';
import type { ImportEntity } from './import.entity.js';
import { intakeOf } from './intake.policy.js';
import type { Wardrobe } from './part-dress.policy.js';

/** What the files of an import bring for parts, and how people see it. */
@Injectable()
export class WardrobeService {
  constructor(private readonly files: FileService, private readonly structures: ModelStructures, private readonly addresses: FileAddresses) {}

  /** Files and models of an import with everything known of the files that parts have. */
  async of(tx: Tx, entity: ImportEntity, parts: readonly PartRecord[]): Promise<Wardrobe> {
    const intake = intakeOf(entity.intake, entity.fileIds);
    const [mould] = await tx.query<{ mouldNo: string }>('select mould_no as "mouldNo" from ordering.moulds where company_id = $1 and id = $2', [entity.companyId, entity.mouldId]);
    const ids = [...new Set([...intake.attachments, ...parts.flatMap(({ fileIds }) => fileIds)])];
    const views = ids.length === 0 ? [] : await this.files.views(tx, entity.companyId, ids);
    const known = new Map(views.map(({ id, name, purpose, mediaType, sha256 }): [string, PartFile] => [id, { id, name, purpose, mediaType, sha256 }]));
    const models = await this.structures.findIn(tx, entity.companyId, [...intake.models, ...intake.attachments.filter((id) => known.get(id)?.mediaType === 'model/step')]);
    const listing = new Set(intake.models);
    const itemIds = [...models.flatMap(({ items }) => items), ...parts.flatMap(({ modelItemId }) => (modelItemId ? [{ id: modelItemId }] : []))].map(({ id }) => id);
    return {
      mouldNo: mould?.mouldNo ?? null, known, assigned: entity.assigned,
      files: intake.attachments.flatMap((id) => known.get(id) ?? []),
      items: models.filter(({ model }) => listing.has(model.fileId)).flatMap(({ items }) => items),
      singles: new Map(models.filter(({ model }) => !listing.has(model.fileId)).flatMap(({ model, items }) => (items[0] ? [[model.fileId, items[0]] as const] : []))),
      marks: await this.marks(tx, entity.companyId, itemIds),
    };
  }

  /** The bytes of the mesh, where it was made, and the place in the bytes of the model: the same place in the same file shows the same before it is measured, too. */
  private async marks(tx: Tx, companyId: string, itemIds: readonly string[]): Promise<Map<string, string[]>> {
    if (itemIds.length === 0) return new Map();
    const rows = await tx.query<{ id: string; marks: string[] }>(
      `select i.id, array_remove(array[m.sha256::text, f.sha256 || ' ' || i.position], null) as marks
         from ordering.model_items i join ordering.files f on f.id = i.file_id left join ordering.files m on m.id = i.mesh_id where i.company_id = $1 and i.id = any($2)`, [companyId, itemIds]);
    return new Map(rows.map(({ id, marks }) => [id, marks]));
  }

  /** Models of an import for people: those that list the mould. */
  async models(tx: Tx, entity: ImportEntity, viewer: Viewer, locale: Locale): Promise<ModelView[]> {
    const { models } = intakeOf(entity.intake, entity.fileIds);
    if (models.length === 0) return [];
    const found = await this.structures.findIn(tx, entity.companyId, models);
    const files = new Map((await this.files.views(tx, entity.companyId, models)).map((file) => [file.id, file]));
    return found.flatMap(({ model, items }) => { const file = files.get(model.fileId); return file ? [modelView(file, model, items, locale, (id) => this.addresses.of(id, viewer))] : []; });
  }

  /** Views of the files that an import speaks of, by id. */
  async views(tx: Tx, entity: ImportEntity): Promise<Map<string, FileView>> {
    const { attachments } = intakeOf(entity.intake, entity.fileIds);
    return new Map((attachments.length === 0 ? [] : await this.files.views(tx, entity.companyId, attachments)).map((file) => [file.id, file]));
  }

  /** A part of a model for people. */
  item(row: ModelItemRow, viewer: Viewer): ModelItemView {
    return modelItemView(row, (id) => this.addresses.of(id, viewer));
  }

  /** Parts of models by id. */
  async items(tx: Tx, companyId: string, ids: readonly string[]): Promise<Map<string, ModelItemRow>> {
    return new Map((ids.length === 0 ? [] : await this.structures.itemsIn(tx, companyId, ids)).map((row) => [row.id, row]));
  }
}
