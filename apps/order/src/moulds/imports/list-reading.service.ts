import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { ImportColumnInput, ImportMeaning } from '#contracts/order-imports';
import { Database } from '#platform/database';
import { Logger } from '#platform/observability';
import { FileService } from '../../files/index.js';
import type { BomAnswer, BomProblem } from './bom-problem.policy.js';
import type { BomAsked, BomReading } from './bom-reading.policy.js';
import { BomReader } from './bom-reader.port.js';
import { packed } from './import-reading.service.js';
import { ImportEntity } from './import.entity.js';
import { claimUnread, renewClaim } from './import.locks.js';
import type { KeptReading } from './import.view.js';

/** Lists read side by side; each has a process of its own. */
const SIDE_BY_SIDE = 2;
/** Lists read again at a person's word, waiting ones included: each holds its bytes in memory. */
const REREAD_AT_ONCE = 8;
/** A claim is renewed while the reading goes on: whoever lets it run out is dead. */
const CLAIM_SECONDS = 15;
/** A list whose readers failed so often is not tried again. */
const ATTEMPTS = 3;
/** Pause before the next attempt. */
const PAUSE_SECONDS = 2;
/** Refusals that say nothing about the file itself, so that its bytes stay. */
const NOT_THE_FILE = new Set<string>(['READING_TOO_LONG', 'READING_TOO_BIG', 'READING_STOPPED']);

const stopped: KeptReading = { ok: false, refusal: { code: 'READING_STOPPED' } };

/** What a person changed about a reading. */
export interface Corrections { chosen: ImportColumnInput[]; answers: BomAnswer[]; before: readonly BomProblem[] }
export interface Reread extends Corrections { reading: BomReading }

/** Reading lists, in a process of their own and outside every transaction. */
@Injectable()
export class ListReading {
  /** Imports that are being read again. */
  private readonly rereading = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly files: FileService,
    private readonly reader: BomReader,
    private readonly logger: Logger,
  ) {}

  /** Reads what waits to be read; answers how many imports it took. */
  async readWaiting(): Promise<number> {
    const claimed = await this.database.asHouse((tx) => claimUnread(tx, SIDE_BY_SIDE, CLAIM_SECONDS));
    await Promise.all(claimed.map((entity) => this.readOne(entity)));
    return claimed.length;
  }

  /**
   * Reads a list again with what a person said about it. Null when it cannot be read now; RATE_LIMITED while it is being read again
   * already, or too many are.
   */
  async reread(entity: ImportEntity, corrections: Corrections): Promise<Reread | null> {
    if (this.rereading.has(entity.id) || this.rereading.size >= REREAD_AT_ONCE) {
      throw new Problem('RATE_LIMITED', 'Lists are being read again at this moment. Try again in two seconds.', { retryAfterMs: 2_000 });
    }
    this.rereading.add(entity.id);
    try {
      const read = await this.read(entity, { chosen: corrections.chosen, answers: corrections.answers, before: corrections.before });
      return read.ok ? { ...corrections, reading: read.reading } : null;
    } finally {
      this.rereading.delete(entity.id);
    }
  }

  private async readOne(entity: ImportEntity): Promise<void> {
    const kept = await this.attempt(entity);
    if (kept === null) return;
    await this.database.asCompany(entity.companyId, async (tx) => {
      // Another reader may have taken over, or a person may have given the import up.
      const stored = await tx.query(
        `update ordering.imports set state = $3, version = version + 1, progress_percent = 100, leased_until = null, result = $4,
                counts = coalesce($5::jsonb, counts), decided_at = case when $3 = 'FAILED' then clock_timestamp() end
          where id = $1 and attempts = $2 and state = 'PARSING' returning id`,
        [entity.id, entity.attempts, kept.ok ? 'REVIEW' : 'FAILED', await packed(kept), kept.ok ? JSON.stringify(kept.reading.counts) : null]);
      if (stored.length > 0 && !kept.ok && !NOT_THE_FILE.has(kept.refusal.code)) await this.files.quarantine(tx, entity.companyId, entity.fileIds[0]!, kept.refusal.code);
    });
    this.logger.info('A list was read.', { importId: entity.id, outcome: kept.ok ? 'REVIEW' : kept.refusal.code }, 'Imports');
  }

  /** A reading or the reason why there is none; null when a later attempt may bring one. */
  private async attempt(entity: ImportEntity): Promise<KeptReading | null> {
    if (entity.attempts > ATTEMPTS) return stopped;
    try {
      return await this.holding(entity, () => this.read(entity, {}));
    } catch (error) {
      this.logger.error('Reading a list failed.', error as Error, 'Imports');
      if (entity.attempts >= ATTEMPTS) return stopped;
      await this.database.asHouse((tx) => renewClaim(tx, entity, PAUSE_SECONDS));
      return null;
    }
  }

  /** Keeps the claim alive while work goes on. */
  private async holding<T>(entity: ImportEntity, work: () => Promise<T>): Promise<T> {
    const renewing = setInterval(() => {
      this.database.asHouse((tx) => renewClaim(tx, entity, CLAIM_SECONDS)).catch((error: unknown) => this.logger.warn('A claim was not renewed.', error as Error, 'Imports'));
    }, (CLAIM_SECONDS * 1_000) / 3);
    try {
      return await work();
    } finally {
      clearInterval(renewing);
    }
  }

  private async read(entity: ImportEntity, asked: Pick<BomAsked, 'chosen' | 'answers' | 'before'>): Promise<KeptReading> {
    const file = await this.files.contents(entity.companyId, entity.fileIds[0]!);
    if (file === null) return stopped;
    const read = await this.reader.read(file.bytes, { ...asked, mouldNo: await this.mouldNoOf(entity), remembered: await this.rememberedOf(entity.companyId) });
    return read.ok ? { ok: true, reading: read.value, decided: null } : { ok: false, refusal: read.refusal };
  }

  private async mouldNoOf(entity: ImportEntity): Promise<string | null> {
    const [row] = await this.database.read<{ mouldNo: string }>(entity.companyId, 'select mould_no as "mouldNo" from ordering.moulds where company_id = $1 and id = $2', [entity.companyId, entity.mouldId]);
    return row?.mouldNo ?? null;
  }

  /** What this company's columns meant in lists that it confirmed, newest first. */
  private async rememberedOf(companyId: string): Promise<Record<string, ImportMeaning[]>> {
    const rows = await this.database.read<{ hash: string; meanings: ImportMeaning[] }>(companyId,
      'select header_hash as hash, meanings from ordering.header_memory where company_id = $1 order by remembered_at desc limit 500', [companyId]);
    return Object.fromEntries(rows.map(({ hash, meanings }) => [hash, meanings]));
  }
}
