import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { Problem, newId } from '#kernel';
import type { Actor, Locale } from '#contracts';
import type { ImportsOfMouldInput, ImportView } from '#contracts/order-imports';
import { Database, type Tx } from '#platform/database';
import { FileService, type Viewer } from '../../files/index.js';
import { sentences } from '../moulds-sentences.view.js';
import { partColumns } from '../part-row.entity.js';
import { recordOf, type PartRow } from '../part.view.js';
import { ImportEntity } from './import.entity.js';
import { importView, type ImportBelongings, type KeptReading } from './import.view.js';
import { planImport, type ImportPlan } from './part-draft.policy.js';
import { WardrobeService } from './wardrobe.service.js';

const nothingDressed: ImportPlan['dressed'] = { files: [], unmatched: [], aside: [], withoutDrawing: [] };
/** Lines of many imports that one answer may hold. */
const LINES_AT_ONCE = 50_000;

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** What is kept of a reading, as it is stored. */
export async function packed(kept: KeptReading): Promise<Buffer> {
  return pack(JSON.stringify(kept), { level: 1 });
}

/** What was stored of a reading; null while there is none. */
export async function unpacked(result: Buffer | null): Promise<KeptReading | null> {
  return result === null ? null : JSON.parse((await unpack(result)).toString('utf8')) as KeptReading;
}

/** Looking at imports. */
@Injectable()
export class ImportReading {
  constructor(private readonly database: Database, private readonly files: FileService, private readonly wardrobes: WardrobeService) {}

  /** One own import with all its lines; null when it is missing or foreign. */
  importOf(actor: Actor, id: string): Promise<ImportView | null> {
    return this.database.asCompany(actor.companyId, async (tx) => {
      const found = await tx.manager.findOneBy(ImportEntity, { id, companyId: actor.companyId });
      return found === null ? null : this.view(tx, found, actor);
    });
  }

  /** Imports into an own mould, newest first. QUERY_TOO_COSTLY when their lines are asked for and are too many for one answer. */
  importsOfMould(actor: Actor, input: ImportsOfMouldInput): Promise<ImportView[]> {
    return this.database.asCompany(actor.companyId, async (tx) => {
      const own = await tx.query('select 1 from ordering.moulds where company_id = $1 and id = $2', [actor.companyId, input.mouldId]);
      if (own.length === 0) throw Problem.notFound();
      const found = await tx.manager.find(ImportEntity, { where: { mouldId: input.mouldId, companyId: actor.companyId }, order: { createdAt: 'DESC', id: 'DESC' }, take: 100 });
      const lines = found.reduce((sum, { counts }) => sum + counts.import + counts.review + counts.skip + counts.layout, 0);
      if ((input.withLines ?? true) && lines > LINES_AT_ONCE) {
        throw new Problem('QUERY_TOO_COSTLY', `The imports of this mould have ${lines} lines; ask for the lines of one import at a time.`);
      }
      const views: ImportView[] = [];
      for (const each of found) views.push(await this.view(tx, each, actor, input.withLines ?? true));
      return views;
    });
  }

  /** An import inside a transaction. What a line would do is told against the mould as it is now, and as it was once it is confirmed. */
  async view(tx: Tx, entity: ImportEntity, viewer: Viewer & { locale: Locale }, withLines = true): Promise<ImportView> {
    const kept = await unpacked(entity.result);
    const files = await this.files.views(tx, entity.companyId, entity.fileIds);
    const plan = withLines && kept?.ok ? await this.planOf(tx, entity, kept) : null;
    const lines = plan === null ? null : { ...plan, items: new Map([...plan.items].map(([rowNo, item]) => [rowNo, this.wardrobes.item(item, viewer)])) };
    const belongings: ImportBelongings | null = plan === null ? null
      : { models: await this.wardrobes.models(tx, entity, viewer, viewer.locale), files: await this.wardrobes.views(tx, entity), dressed: plan.dressed, skipped: entity.intake.skipped };
    return importView(entity, files, kept, lines, belongings, viewer.locale, sentences(viewer.locale));
  }

  private async planOf(tx: Tx, entity: ImportEntity, kept: Extract<KeptReading, { ok: true }>): Promise<Pick<ImportPlan, 'changes' | 'missing' | 'differences' | 'dressed' | 'items'>> {
    const { decided } = kept;
    if (decided !== null) {
      const items = await this.wardrobes.items(tx, entity.companyId, (decided.items ?? []).map(([, id]) => id));
      return {
        changes: new Map(decided.changes), missing: decided.missing, differences: new Map(decided.differences ?? []), dressed: decided.dressed ?? nothingDressed,
        items: new Map((decided.items ?? []).flatMap(([rowNo, id]) => { const item = items.get(id); return item ? [[rowNo, item] as const] : []; })),
      };
    }
    const rows = await tx.query<PartRow>(`select ${partColumns} from ordering.parts p where p.company_id = $1 and p.mould_id = $2 order by p.position`, [entity.companyId, entity.mouldId]);
    const parts = rows.map(recordOf);
    return planImport(kept.reading.rows, entity.mouldId, parts, () => newId('part'), await this.wardrobes.of(tx, entity, parts));
  }
}
