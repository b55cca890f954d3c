import { Injectable } from '@nestjs/common';
import { Problem, newId, type FieldProblem } from '#kernel';
import type { Actor } from '#contracts';
import type { FilePurpose } from '#contracts/order-files';
import {
  confirmImport, reviewImport, startImport,
  type ConfirmImportInput, type ConfirmImportResult, type ImportFileInput, type ReviewImportInput, type ReviewImportResult, type StartImportInput, type StartImportResult,
} from '#contracts/order-imports';
import { Database, once, type Tx } from '#platform/database';
import { Bell } from '#platform/messaging';
import { FileService } from '../../files/index.js';
import { MouldReading } from '../mould-reading.service.js';
import { MouldEntity } from '../mould.entity.js';
import { takesParts } from '../mould.lifecycle.js';
import { fileRefused, inputRefused, limitReached, stateRefused, versionConflict } from '../moulds-refusals.view.js';
import { sentences, type Say } from '../moulds-sentences.view.js';
import { lockMould, lockPartsOfMould } from '../moulds.locks.js';
import { PartRecords } from '../part-records.service.js';
import { recordOf } from '../part.view.js';
import type { FileAssignment } from './attachment.policy.js';
import { answersTo } from './bom-problem.policy.js';
import type { BomReading } from './bom-reading.policy.js';
import { ImportReading, packed, unpacked } from './import-reading.service.js';
import { ImportEntity } from './import.entity.js';
import { lockImport } from './import.locks.js';
import { importUnresolved } from './import.view.js';
import { ListReading, type Reread } from './list-reading.service.js';
import { intakeOf, noIntake, type Intake } from './intake.policy.js';
import { draftsOf, planImport, type ImportPlan } from './part-draft.policy.js';
import { WardrobeService } from './wardrobe.service.js';

const READABLE: ReadonlySet<FilePurpose> = new Set(['BOM', 'MODEL', 'DRAWING', 'ATTACHMENT', 'BUNDLE']);
/** What may join an import that is being looked at: files that nothing is read from. */
const JOINING: ReadonlySet<FilePurpose> = new Set(['DRAWING', 'ATTACHMENT']);
/** Imports of one company that may be read at the same time. */
const READ_AT_ONCE = 5;
/** The bell that says that a list waits to be read. */
export const IMPORTS_BELL = 'ordering_imports';

/** From uploaded lists to parts: start, look and correct, confirm or give up. */
@Injectable()
export class ImportService {
  constructor(
    private readonly database: Database,
    private readonly files: FileService,
    private readonly bell: Bell,
    private readonly reading: ImportReading,
    private readonly lists: ListReading,
    private readonly moulds: MouldReading,
    private readonly records: PartRecords,
    private readonly wardrobes: WardrobeService,
  ) {}

  /** Starts reading an uploaded list. The reading itself happens elsewhere and survives a restart. */
  startImport(actor: Actor, input: StartImportInput): Promise<StartImportResult> {
    return this.database.asCompany(actor.companyId, (tx) => once<StartImportResult>(tx, actor, startImport.name, input.idempotencyKey, input, async () => {
      const say = sentences(actor.locale);
      const mould = await lockMould(tx, actor.companyId, input.mouldId);
      if (!takesParts(mould.state)) return stateRefused(say.mouldTakesNoParts(mould.state), mould.state);
      const fileIds = [...new Set(input.fileIds)];
      const files = await this.files.views(tx, actor.companyId, fileIds);
      if (files.length < fileIds.length) throw Problem.notFound();
      if (!canBeRead(files.map(({ purpose }) => purpose))) return fileRefused(say.fileWrongPurpose());
      if (files.some(({ state }) => state !== 'READY')) return fileRefused(say.fileNotReady());
      const running = await tx.manager.countBy(ImportEntity, { companyId: actor.companyId, state: 'PARSING' });
      if (running >= READ_AT_ONCE) return limitReached(say.tooManyImports(READ_AT_ONCE), READ_AT_ONCE);
      const id = newId('import');
      await tx.manager.insert(ImportEntity, {
        id, companyId: actor.companyId, mouldId: mould.id, fileIds, intake: noIntake, assigned: [], counts: { import: 0, review: 0, skip: 0, layout: 0 }, startedBy: actor.userId,
      });
      await this.bell.ring(tx, IMPORTS_BELL, id);
      return this.reading.view(tx, await tx.manager.findOneByOrFail(ImportEntity, { id }), actor);
    }));
  }

  /** Corrects columns, answers problems, or gives the import up. */
  async reviewImport(actor: Actor, input: ReviewImportInput): Promise<ReviewImportResult> {
    // Reading anew takes a moment, so it is done before the transaction and thrown away when somebody was faster.
    const reread = input.reject ? null : await this.rereadAhead(actor, input);
    return this.database.asCompany(actor.companyId, (tx) => once<ReviewImportResult>(tx, actor, reviewImport.name, input.idempotencyKey, input, async () => {
      const say = sentences(actor.locale);
      const entity = await lockImport(tx, actor.companyId, input.importId);
      if (entity.version !== input.version) return versionConflict(say, entity.version);
      const mayReject = input.reject === true && entity.state === 'PARSING';
      if (entity.state !== 'REVIEW' && !mayReject) return stateRefused(say.importNotInReview(), entity.state);
      if (input.reject) return this.reject(tx, actor, entity);
      if (reread === null) throw new Problem('UNAVAILABLE', 'The list cannot be read again right now.', { retryAfterMs: 2_000 });
      if ('problems' in reread) return inputRefused(say, reread.problems);
      const assigned = assignedWith(entity.assigned, input.files ?? []);
      const intake = await this.joined(tx, entity, input);
      const misplaced = await this.misplaced(tx, entity, intake, input, reread.reading, say);
      if (misplaced.length > 0) return inputRefused(say, misplaced);
      await tx.manager.update(ImportEntity, { id: entity.id }, {
        assigned, intake, version: entity.version + 1, chosenColumns: reread.chosen, answers: reread.answers, counts: reread.reading.counts, result: await packed({ ok: true, reading: reread.reading, decided: null }),
      });
      return this.reading.view(tx, await tx.manager.findOneByOrFail(ImportEntity, { id: entity.id }), actor);
    }));
  }

  /** Adds or updates the parts in one step and remembers what the columns meant. */
  confirmImport(actor: Actor, input: ConfirmImportInput): Promise<ConfirmImportResult> {
    return this.database.asCompany(actor.companyId, (tx) => once<ConfirmImportResult>(tx, actor, confirmImport.name, input.idempotencyKey, input, async () => {
      const say = sentences(actor.locale);
      const mould = await this.lockMouldOf(tx, actor, input.importId);
      const entity = await lockImport(tx, actor.companyId, input.importId);
      if (entity.version !== input.version) return versionConflict(say, entity.version);
      if (entity.state !== 'REVIEW') return stateRefused(say.importNotInReview(), entity.state);
      if (!takesParts(mould.state)) return stateRefused(say.mouldTakesNoParts(mould.state), mould.state);
      const kept = await unpacked(entity.result);
      if (!kept?.ok) throw new Error(`The import ${entity.id} waits for review without a reading.`);
      const open = kept.reading.problems.filter((problem) => problem.blocking && problem.answer === null);
      if (open.length > 0) return importUnresolved(open, actor.locale, say);
      const parts = (await lockPartsOfMould(tx, actor.companyId, mould.id)).map(recordOf);
      const plan = planImport(kept.reading.rows, mould.id, parts, () => newId('part'), await this.wardrobes.of(tx, entity, parts));
      await this.records.add(tx, actor.companyId, plan.added);
      await this.records.change(tx, actor.companyId, plan.changed, plan.rerouted);
      await this.remember(tx, actor.companyId, kept.reading);
      await this.close(tx, entity, kept.reading, plan);
      return this.moulds.view(tx, actor.companyId, mould.id);
    }));
  }

  private async rereadAhead(actor: Actor, input: ReviewImportInput): Promise<Reread | { problems: FieldProblem[] } | null> {
    const entity = await this.database.asCompany(actor.companyId, (tx) => tx.manager.findOneBy(ImportEntity, { id: input.importId, companyId: actor.companyId }));
    if (entity === null || entity.state !== 'REVIEW' || entity.version !== input.version) return null;
    const kept = await unpacked(entity.result);
    if (!kept?.ok) return null;
    const problems = problemsOfReview(input, kept.reading, sentences(actor.locale));
    if (problems.length > 0) return { problems };
    const chosen = [...new Map([...entity.chosenColumns, ...(input.columns ?? [])].map((column) => [column.index, column])).values()];
    const { answers } = answersTo(kept.reading.problems, input.answers ?? [], entity.answers);
    return this.lists.reread(entity, { chosen, answers, before: kept.reading.problems });
  }

  /** The files of an import with those that a person has uploaded for its parts since. */
  private async joined(tx: Tx, entity: ImportEntity, { files }: ReviewImportInput): Promise<Intake> {
    const intake = intakeOf(entity.intake, entity.fileIds);
    const others = (files ?? []).flatMap(({ fileId, partNo }) => (intake.attachments.includes(fileId) || !partNo ? [] : [fileId]));
    if (others.length === 0) return intake;
    const found = await this.files.views(tx, entity.companyId, [...new Set(others)]);
    return { ...intake, attachments: [...intake.attachments, ...found.filter(({ state, purpose }) => state === 'READY' && JOINING.has(purpose)).map(({ id }) => id)] };
  }

  /** Files that a person put where nothing is. */
  private async misplaced(tx: Tx, entity: ImportEntity, { attachments }: Intake, { files }: ReviewImportInput, { rows }: BomReading, say: Say): Promise<FieldProblem[]> {
    if (!files || files.length === 0) return [];
    const own = new Set(attachments);
    const standing = await tx.query<{ partNo: string }>('select part_no as "partNo" from ordering.parts where company_id = $1 and mould_id = $2', [entity.companyId, entity.mouldId]);
    const numbers = new Set([...standing.map(({ partNo }) => partNo), ...draftsOf(rows).map(({ partNo }) => partNo)].map((partNo) => partNo.toUpperCase()));
    return files.flatMap(({ fileId, partNo }, i) => [
      ...(own.has(fileId) ? [] : [{ path: `files.${i}.fileId`, message: say.unknownImportFile() }]),
      ...(!partNo || numbers.has(partNo.toUpperCase()) ? [] : [{ path: `files.${i}.partNo`, message: say.unknownPartNo() }]),
    ]);
  }

  private async reject(tx: Tx, actor: Actor, entity: ImportEntity): Promise<ReviewImportResult> {
    await tx.manager.update(ImportEntity, { id: entity.id }, { state: 'REJECTED', version: entity.version + 1, progressPercent: 100, decidedAt: await tx.now() });
    return this.reading.view(tx, await tx.manager.findOneByOrFail(ImportEntity, { id: entity.id }), actor);
  }

  /** Locks are taken parent first, and only the import knows its mould. */
  private async lockMouldOf(tx: Tx, actor: Actor, importId: string): Promise<MouldEntity> {
    const entity = await tx.manager.findOne(ImportEntity, { select: { id: true, mouldId: true }, where: { id: importId, companyId: actor.companyId } });
    if (entity === null) throw Problem.notFound();
    return lockMould(tx, actor.companyId, entity.mouldId);
  }

  private async remember(tx: Tx, companyId: string, { headings }: BomReading): Promise<void> {
    await tx.query(
      `insert into ordering.header_memory (company_id, header_hash, meanings)
       select $1, n.hash, n.meanings::jsonb from unnest($2::text[], $3::text[]) as n (hash, meanings)
       on conflict on constraint header_memory_key do update set meanings = excluded.meanings, remembered_at = clock_timestamp()`,
      [companyId, headings.map((heading) => heading.hash), headings.map((heading) => JSON.stringify(heading.meanings))]);
  }

  private async close(tx: Tx, entity: ImportEntity, reading: BomReading, plan: ImportPlan): Promise<void> {
    const result = await packed({ ok: true, reading, decided: { changes: [...plan.changes], missing: plan.missing, differences: [...plan.differences], dressed: named(plan.dressed), items: [...plan.items].map(([rowNo, { id }]) => [rowNo, id]) } });
    await tx.manager.update(ImportEntity, { id: entity.id }, { state: 'CONFIRMED', version: entity.version + 1, result, decidedAt: await tx.now() });
  }
}

/** One list at most, or one bundle; models and drawings as many as they come. */
function canBeRead(purposes: readonly FilePurpose[]): boolean {
  const count = (purpose: FilePurpose): number => purposes.filter((each) => each === purpose).length;
  return purposes.length > 0 && purposes.every((purpose) => READABLE.has(purpose)) && count('BOM') <= 1 && count('BUNDLE') <= 1;
}

/** What was said of files before with what is said now. */
function assignedWith(before: readonly FileAssignment[], files: readonly ImportFileInput[]): FileAssignment[] {
  const all = new Map(before.map((each) => [each.fileId, each]));
  for (const { fileId, partNo } of files) all.set(fileId, { fileId, partNo: partNo ?? null });
  return [...all.values()];
}

/** What is kept of what files became; the parts themselves are in the mould. */
function named({ files, unmatched, aside, withoutDrawing }: ImportPlan['dressed']): ImportPlan['dressed'] {
  return { files, unmatched, aside, withoutDrawing };
}

function problemsOfReview(input: ReviewImportInput, reading: BomReading, say: Say): FieldProblem[] {
  const known = new Set(reading.columns.map((column) => column.index));
  const numbers = new Set(reading.problems.map((problem) => problem.no));
  return [
    ...(input.columns ?? []).flatMap(({ index }, i) => (known.has(index) ? [] : [{ path: `columns.${i}.index`, message: say.unknownColumn() }])),
    ...(input.answers ?? []).flatMap(({ no }, i) => (numbers.has(no) ? [] : [{ path: `answers.${i}.no`, message: say.unknownProblem() }])),
  ];
}
