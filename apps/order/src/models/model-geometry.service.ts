import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#platform/database';
import { Logger } from '#platform/observability';
import { FileService, KeptFiles, type KeptFile, type Making } from '../files/index.js';
import type { ItemGeometry, ModelFrame } from './model-job.view.js';
import { ModelListeners } from './model-listeners.service.js';
import { ModelReader, type ModelEnd } from './model-reader.port.js';
import { writeMeasured, writeMissing, writeState } from './model-rows.storage.js';

/** A claim is renewed while the geometry is read: whoever lets it run out is dead. */
const CLAIM_SECONDS = 20;
/** A model whose readers died so often is not tried again. */
const ATTEMPTS = 2;
/** Pictures are told of together when they come faster than this. */
const FLUSH_MS = 400;

interface Claimed { fileId: string; companyId: string; attempts: number }
interface Drawn { geometry: ItemGeometry; mesh: Making; thumbnail: Making }

/** Sizes, volumes and pictures of the parts of models, as the kernel gives them. */
@Injectable()
export class ModelGeometry {
  private readonly working = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly files: FileService,
    private readonly kept: KeptFiles,
    private readonly reader: ModelReader,
    private readonly listeners: ModelListeners,
    private readonly logger: Logger,
  ) {}

  /** Takes up models that wait, as long as no more than so many are measured; answers how many it took. `onEnd` is called as each of them ends. */
  async begin(sideBySide: number, onEnd: () => void): Promise<number> {
    const free = sideBySide - this.working.size;
    if (free <= 0 || this.stopping.signal.aborted) return 0;
    const claimed = await this.claim(free);
    for (const each of claimed) void this.tracked(this.measure(each)).then(onEnd);
    return claimed.length;
  }

  /** Measures everything that waits now. */
  async measureWaiting(): Promise<number> {
    const claimed = await this.claim(100);
    await Promise.all(claimed.map((each) => this.tracked(this.measure(each))));
    return claimed.length;
  }

  /** Ends what is being read; its claim runs out and somebody else takes it up. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.working);
  }

  private claim(limit: number): Promise<Claimed[]> {
    return this.database.asHouse((tx) => tx.query<Claimed>(
      `update ordering.models set leased_until = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}), attempts = attempts + 1
        where file_id in (select file_id from ordering.models where state = 'MEASURING' and (leased_until is null or leased_until < clock_timestamp()) order by created_at limit $1 for update skip locked)
        returning file_id as "fileId", company_id as "companyId", attempts`, [limit]));
  }

  private async tracked(work: Promise<void>): Promise<void> {
    this.working.add(work);
    try {
      await work;
    } catch (error) {
      this.logger.error('Measuring a model failed.', error as Error, 'Models');
    } finally {
      this.working.delete(work);
    }
  }

  private async measure(claimed: Claimed): Promise<void> {
    const { fileId, companyId } = claimed;
    const file = claimed.attempts > ATTEMPTS ? null : await this.files.kept(companyId, fileId);
    if (file === null) return this.finish(claimed, 'STOPPED', false);
    const renewing = setInterval(() => {
      this.database.asHouse((tx) => tx.query(`update ordering.models set leased_until = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}) where file_id = $1 and attempts = $2 and state = 'MEASURING'`, [fileId, claimed.attempts]))
        .catch((error: unknown) => this.logger.warn('A claim was not renewed.', error as Error, 'Models'));
    }, (CLAIM_SECONDS * 1_000) / 3);
    try {
      await this.read(claimed, file);
    } finally {
      clearInterval(renewing);
    }
  }

  private async read(claimed: Claimed, file: KeptFile): Promise<void> {
    const begun = performance.now();
    let held: Drawn[] = [];
    let flushed = performance.now();
    let readable = true;
    const nothing: number[] = [];
    const flush = async () => {
      if (held.length > 0) await this.store(claimed, held);
      held = [];
      flushed = performance.now();
    };
    const end = await this.reader.read('GEOMETRY', () => file.open(), async (frame: ModelFrame, pictures) => {
      if (frame.kind === 'UNREADABLE') readable = false;
      if (frame.kind === 'NOTHING') nothing.push(frame.item);
      if (frame.kind === 'WHOLE') await this.keepWhole(claimed, await this.kept.put(claimed.companyId, pictures[0]!));
      if (frame.kind !== 'ITEM') return;
      const { kind: _kind, ...geometry } = frame;
      held.push({ geometry, mesh: await this.kept.put(claimed.companyId, pictures[0]!), thumbnail: await this.kept.put(claimed.companyId, pictures[1]!) });
      if (performance.now() - flushed > FLUSH_MS) await flush();
    }, this.stopping.signal);
    await flush();
    if (end === 'STOPPED') return;
    if (nothing.length > 0) await this.database.asCompany(claimed.companyId, (tx) => writeMissing(tx, claimed.companyId, claimed.fileId, nothing, 'NOTHING'));
    await this.finish(claimed, end, readable);
    this.logger.info('A model was measured.', { fileId: claimed.fileId, end, readable, seconds: Math.round((performance.now() - begun) / 100) / 10 }, 'Models');
  }

  private async keepWhole({ companyId, fileId, attempts }: Claimed, mesh: Making): Promise<void> {
    const isOurs = await this.database.asCompany(companyId, async (tx) => {
      const ours = await tx.query(`select from ordering.models where file_id = $1 and attempts = $2 and state = 'MEASURING' for update`, [fileId, attempts]);
      if (ours.length === 0) return false;
      await this.kept.enter(tx, { companyId, originId: fileId, purpose: 'MODEL', name: 'whole.glb' }, mesh, 'model/gltf-binary');
      await tx.query('update ordering.models set mesh_id = $3 where company_id = $1 and file_id = $2', [companyId, fileId, mesh.id]);
      await this.listeners.tell(tx, companyId, fileId, [], false);
      return true;
    });
    if (!isOurs) await this.kept.drop(companyId, [mesh.id]);
  }

  private async store({ companyId, fileId, attempts }: Claimed, drawn: readonly Drawn[]): Promise<void> {
    const isOurs = await this.database.asCompany(companyId, async (tx) => {
      const ours = await tx.query(`select from ordering.models where file_id = $1 and attempts = $2 and state = 'MEASURING' for update`, [fileId, attempts]);
      if (ours.length === 0) return false;
      for (const { geometry, mesh, thumbnail } of drawn) {
        await this.kept.enter(tx, { companyId, originId: fileId, purpose: 'MODEL', name: `${geometry.item + 1}.glb` }, mesh, 'model/gltf-binary');
        await this.kept.enter(tx, { companyId, originId: fileId, purpose: 'PHOTO', name: `${geometry.item + 1}.png` }, thumbnail, 'image/png');
      }
      const ids = await writeMeasured(tx, companyId, fileId, drawn.map(({ geometry, mesh, thumbnail }) => ({ geometry, meshId: mesh.id, thumbnailId: thumbnail.id })));
      await this.listeners.tell(tx, companyId, fileId, ids, false);
      return true;
    });
    if (!isOurs) await this.kept.drop(companyId, drawn.flatMap(({ mesh, thumbnail }) => [mesh.id, thumbnail.id]));
  }

  private async finish({ companyId, fileId, attempts }: Claimed, end: ModelEnd, readable: boolean): Promise<void> {
    await this.database.asCompany(companyId, async (tx) => {
      const ours = await tx.query(`select from ordering.models where file_id = $1 and attempts = $2 and state = 'MEASURING' for update`, [fileId, attempts]);
      if (ours.length === 0) return;
      const whole = end === 'DONE' && readable;
      await writeMissing(tx, companyId, fileId, 'REST', whole ? 'NOTHING' : 'STOPPED');
      await writeState(tx, companyId, fileId, whole ? 'READY' : 'PARTIAL', whole ? null : end === 'DONE' ? 'UNREADABLE' : end, null);
      await this.listeners.tell(tx, companyId, fileId, [], await hasFurtherShapes(tx, companyId, fileId));
    });
  }
}

/** True when names of a flat file stand for several parts: there are more items than its structure names. */
async function hasFurtherShapes(tx: Tx, companyId: string, fileId: string): Promise<boolean> {
  const found = await tx.query(`select 1 from ordering.model_items where company_id = $1 and file_id = $2 and product_id = '' and cardinality(shapes) > 1 limit 1`, [companyId, fileId]);
  return found.length > 0;
}
