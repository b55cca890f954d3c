import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Bundles, FileService, type SkippedFile } from '../../files/index.js';
import { ModelStructures } from '../../models/index.js';
import type { ImportEntity } from './import.entity.js';
import { sortModels, type Intake, type IntakeRefusal, type ReadModel } from './intake.policy.js';
import type { ModelListItem } from './model-list.policy.js';

/** STEP files of one import whose structure is read; the rest goes to parts by name alone. */
const MODELS_READ = 500;
const STEP = 'model/step';

/** Files that an import may read, before anybody has looked into the lists. */
export interface Gathered extends Omit<Intake, 'list'> {
  /** Spreadsheets, one of which is the list. */
  readonly lists: readonly { id: string; name: string }[];
}

/** What the uploaded files of an import are, bundles unpacked and models looked into. */
@Injectable()
export class IntakeService {
  constructor(private readonly database: Database, private readonly files: FileService, private readonly bundles: Bundles, private readonly structures: ModelStructures) {}

  /** Sorts the files. `progress` is told a share in percent now and then. Refuses a bundle that is not to be trusted, and a model that is none when there is nothing else. */
  async gather(entity: ImportEntity, progress: (percent: number) => Promise<void>): Promise<{ ok: true; value: Gathered } | { ok: false; why: IntakeRefusal; fileId: string }> {
    const lists: { id: string; name: string }[] = [];
    const steps: { id: string; name: string }[] = [];
    const attachments: string[] = [];
    const skipped: SkippedFile[] = [];
    const sort = (file: { id: string; name: string; purpose: string }, mediaType: string | null) => {
      if (file.purpose === 'BOM') lists.push(file);
      else if (file.purpose === 'MODEL' && (mediaType === null || mediaType === STEP) && steps.length < MODELS_READ) steps.push(file);
      else attachments.push(file.id);
    };
    for (const id of entity.fileIds) {
      const file = await this.files.kept(entity.companyId, id);
      if (file === null) continue;
      if (file.purpose !== 'BUNDLE') sort(file, file.mediaType);
      else {
        const unpacked = await this.bundles.unpack(entity.companyId, id);
        if (!unpacked.ok) return { ok: false, why: unpacked.why, fileId: id };
        for (const each of unpacked.files) sort(each, each.purpose === 'MODEL' ? (await this.files.kept(entity.companyId, each.id))?.mediaType ?? STEP : null);
        skipped.push(...unpacked.skipped);
      }
    }
    await progress(30);
    const models: ReadModel[] = [];
    for (const [i, { id, name }] of steps.entries()) {
      const { model, items } = await this.structures.of(entity.companyId, id);
      models.push({ fileId: id, name, parts: model.state === 'FAILED' ? null : items.length });
      if (i % 10 === 9) await progress(30 + Math.round((40 * i) / steps.length));
    }
    const sorted = sortModels(models, lists.length > 0 || await this.hasParts(entity));
    const value = { lists, models: sorted.models, attachments: [...sorted.attachments, ...attachments], skipped: [...skipped, ...sorted.skipped] };
    if (lists.length + value.models.length + value.attachments.length > 0) return { ok: true, value };
    return { ok: false, why: models.length > 0 ? 'MODEL_UNREADABLE' : 'BUNDLE_EMPTY', fileId: models[0]?.fileId ?? entity.fileIds[0]! };
  }

  private async hasParts(entity: ImportEntity): Promise<boolean> {
    return (await this.database.read(entity.companyId, 'select 1 from ordering.parts where company_id = $1 and mould_id = $2 limit 1', [entity.companyId, entity.mouldId])).length > 0;
  }

  /** The parts of the models that list the mould. */
  async listed(companyId: string, { models }: Pick<Intake, 'models'>): Promise<ModelListItem[]> {
    const found = await this.structures.find(companyId, models);
    return found.flatMap(({ items }) => items.map(({ id, productId, name, revision, quantity }) => ({ id, productId, name, revision, quantity })));
  }
}
