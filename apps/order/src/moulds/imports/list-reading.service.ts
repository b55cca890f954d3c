import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { ImportColumnInput, ImportMeaning } from '#contracts/order-imports';
import { Database } from '#platform/database';
import { Outbox } from '#platform/messaging';
import { Logger } from '#platform/observability';
import { FileService, type SkippedFile } from '../../files/index.js';
import type { BomAnswer, BomProblem } from './bom-problem.policy.js';
import type { BomAsked, BomReading } from './bom-reading.policy.js';
import { BomReader } from './bom-reader.port.js';
import { refused } from './bom-grid.policy.js';
import { packed } from './import-reading.service.js';
import { ImportEntity } from './import.entity.js';
import { importProgressed } from './import.events.js';
import { claimUnread, renewClaim } from './import.locks.js';
import type { KeptReading } from './import.view.js';
import { intakeOf, noIntake, type Intake } from './intake.policy.js';
import { IntakeService } from './intake.service.js';

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
/** Spreadsheets of one bundle that are looked into to find the list among them. */
const LISTS_TRIED = 8;
/** Refusals that say nothing about the file itself, so that its bytes stay. */
const NOT_THE_FILE = new Set<string>(['READING_TOO_LONG', 'READING_TOO_BIG', 'READING_STOPPED', 'COMPANY_FULL']);

const stopped: KeptReading = { ok: false, refusal: { code: 'READING_STOPPED' } };

/** What a person changed about a reading. */
export interface Corrections { chosen: ImportColumnInput[]; answers: BomAnswer[]; before: readonly BomProblem[] }
export interface Reread extends Corrections { reading: BomReading }
/** A first reading: what was understood, what the files are for, and the file that is to blame for a refusal. */
interface FirstReading { kept: KeptReading; intake: Intake; blamed: string | null }

/** Reading lists, models and bundles, in processes of their own and outside every transaction. */
@Injectable()
export class ListReading {
  /** Imports that are being read again. */
  private readonly rereading = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly files: FileService,
    private readonly intakes: IntakeService,
    private readonly reader: BomReader,
    private readonly outbox: Outbox,
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
      const read = await this.read(entity, intakeOf(entity.intake, entity.fileIds), { chosen: corrections.chosen, answers: corrections.answers, before: corrections.before });
      return read.ok ? { ...corrections, reading: read.reading } : null;
    } finally {
      this.rereading.delete(entity.id);
    }
  }

  private async readOne(entity: ImportEntity): Promise<void> {
    const first = await this.attempt(entity);
    if (first === null) return;
    const { kept, intake, blamed } = first;
    await this.database.asCompany(entity.companyId, async (tx) => {
      // Another reader may have taken over, or a person may have given the import up.
      const stored = await tx.query(
        `update ordering.imports set state = $3, version = version + 1, progress_percent = 100, leased_until = null, result = $4,
                counts = coalesce($5::jsonb, counts), intake = $6, decided_at = case when $3 = 'FAILED' then clock_timestamp() end
          where id = $1 and attempts = $2 and state = 'PARSING' returning id`,
        [entity.id, entity.attempts, kept.ok ? 'REVIEW' : 'FAILED', await packed(kept), kept.ok ? JSON.stringify(kept.reading.counts) : null, JSON.stringify(intake)]);
      if (stored.length === 0) return;
      if (!kept.ok && blamed !== null && !NOT_THE_FILE.has(kept.refusal.code)) await this.files.quarantine(tx, entity.companyId, blamed, kept.refusal.code);
      await this.outbox.addMany(tx, [importProgressed(entity.companyId, entity.id)]);
    });
    this.logger.info('A list was read.', { importId: entity.id, outcome: kept.ok ? 'REVIEW' : kept.refusal.code }, 'Imports');
  }

  /** A reading or the reason why there is none; null when a later attempt may bring one. */
  private async attempt(entity: ImportEntity): Promise<FirstReading | null> {
    const failed: FirstReading = { kept: stopped, intake: noIntake, blamed: null };
    if (entity.attempts > ATTEMPTS) return failed;
    try {
      return await this.holding(entity, () => this.readFirst(entity));
    } catch (error) {
      this.logger.error('Reading a list failed.', error as Error, 'Imports');
      if (entity.attempts >= ATTEMPTS) return failed;
      await this.database.asHouse((tx) => renewClaim(tx, entity, PAUSE_SECONDS));
      return null;
    }
  }

  private async readFirst(entity: ImportEntity): Promise<FirstReading> {
    const gathered = await this.intakes.gather(entity, (percent) => this.tell(entity, percent));
    if (!gathered.ok) return { kept: refused(gathered.why), intake: noIntake, blamed: gathered.fileId };
    const { lists, ...rest } = gathered.value;
    const found = await this.listAmong(entity, lists);
    // A list that cannot be read is the whole answer when somebody sent it, and a line among the rest when it lay in a bundle.
    if (found.refusal !== null && (entity.fileIds.includes(found.refusal.id) || rest.models.length + rest.attachments.length === 0)) return { kept: found.refusal.kept, intake: noIntake, blamed: found.refusal.id };
    const intake: Intake = { ...rest, list: found.list, skipped: [...rest.skipped, ...found.skipped] };
    return { kept: rest.models.length === 0 && found.kept !== null ? found.kept : await this.read(entity, intake, {}), intake, blamed: null };
  }

  /** The list among spreadsheets: the one with most parts. One that somebody sent as the list is it, also when a person must say what its columns mean. */
  private async listAmong(entity: ImportEntity, lists: readonly { id: string; name: string }[]): Promise<{ list: string | null; kept: KeptReading | null; skipped: SkippedFile[]; refusal: { kept: KeptReading; id: string } | null }> {
    const skipped: SkippedFile[] = lists.slice(LISTS_TRIED).map(({ name }) => ({ name, why: 'OTHER_LIST' }));
    const read: { id: string; name: string; kept: KeptReading; parts: number }[] = [];
    for (const { id, name } of lists.slice(0, LISTS_TRIED)) {
      const kept = await this.read(entity, { models: [], list: id }, {});
      read.push({ id, name, kept, parts: kept.ok ? kept.reading.counts.import + kept.reading.counts.review : -1 });
    }
    const best = [...read].sort((a, b) => b.parts - a.parts)[0];
    const chosen = best && (best.parts > 0 || (best.parts === 0 && entity.fileIds.includes(best.id))) ? best : null;
    for (const each of read) if (each !== chosen) skipped.push({ name: each.name, why: !each.kept.ok ? 'FILE_BROKEN' : each.parts > 0 ? 'OTHER_LIST' : 'NO_LIST' });
    const broken = chosen === null ? read.find(({ kept }) => !kept.ok) : undefined;
    return { list: chosen?.id ?? null, kept: chosen?.kept ?? null, skipped, refusal: broken ? { kept: broken.kept, id: broken.id } : null };
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

  private async tell(entity: ImportEntity, percent: number): Promise<void> {
    await this.database.asCompany(entity.companyId, async (tx) => {
      const told = await tx.query(`update ordering.imports set progress_percent = $3 where id = $1 and attempts = $2 and state = 'PARSING' returning id`, [entity.id, entity.attempts, percent]);
      if (told.length > 0) await this.outbox.addMany(tx, [importProgressed(entity.companyId, entity.id)]);
    });
  }

  private async read(entity: ImportEntity, intake: Pick<Intake, 'list' | 'models'>, asked: Pick<BomAsked, 'chosen' | 'answers' | 'before'>): Promise<KeptReading> {
    const file = intake.list === null ? null : await this.files.contents(entity.companyId, intake.list);
    if (intake.list !== null && file === null) return stopped;
    const model = await this.intakes.listed(entity.companyId, intake);
    const read = await this.reader.read(file?.bytes ?? null, { ...asked, model, mouldNo: await this.mouldNoOf(entity), remembered: await this.rememberedOf(entity.companyId) });
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
