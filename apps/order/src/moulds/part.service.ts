import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '#kernel';
import type { Actor, InputRefused, StateRefused, VersionConflict } from '#contracts';
import { releaseParts, setRoutes, updateParts, type ChangePartsResult, type ReleasePartsInput, type SetRoutesInput, type UpdatePartsInput } from '#contracts/order-moulds';
import { Database, once, type Tx } from '#platform/database';
import { Outbox } from '#platform/messaging';
import { densityOf } from '../catalogue/index.js';
import { PieceMaker } from '../pieces/index.js';
import { takesParts } from './mould.lifecycle.js';
import { inputRefused, stateRefused, versionConflict } from './moulds-refusals.view.js';
import { sentences, type Say } from './moulds-sentences.view.js';
import { lockParts, type LockedParts } from './moulds.locks.js';
import { patched, problemsOfPatch } from './part-change.policy.js';
import { revised, type PartRecord } from './part-definition.policy.js';
import { massOf } from './part-mass.policy.js';
import { PartReading } from './part-reading.service.js';
import { PartRecords } from './part-records.service.js';
import { recordOf } from './part.view.js';
import { plannedRoute, problemsOfRoute, sameRoute } from './route.policy.js';
import { releaseProblems } from './release.policy.js';

type No = InputRefused | StateRefused | VersionConflict;
interface At { partId: string; version: number }

/** Changing, routing and releasing parts, up to 500 at a time: all of them or none. */
@Injectable()
export class PartService {
  constructor(
    private readonly database: Database,
    private readonly reading: PartReading,
    private readonly records: PartRecords,
    private readonly pieces: PieceMaker,
    private readonly outbox: Outbox,
  ) {}

  /** Writes new values into parts. */
  updateParts(actor: Actor, input: UpdatePartsInput): Promise<ChangePartsResult> {
    return this.inOneStep(actor, updateParts.name, input, input.parts, async (tx, { parts }, say) => {
      const usable = await this.usableFiles(tx, actor.companyId, input.parts.flatMap((patch) => patch.fileIds ?? []));
      const problems = input.parts.flatMap((patch, i) => problemsOfPatch(patch, `parts.${i}`, usable, say));
      if (problems.length > 0) return inputRefused(say, problems);
      const before = parts.map(recordOf);
      const after = before.map((part, i) => patched(part, input.parts[i]!, (changed) => massOf(changed.size, densityOf(changed.material ?? ''))));
      await this.records.change(tx, actor.companyId, after, after.filter((part, i) => !sameRoute(part.route, before[i]!.route)));
      return null;
    });
  }

  /** Gives parts one route. */
  setRoutes(actor: Actor, input: SetRoutesInput): Promise<ChangePartsResult> {
    return this.inOneStep(actor, setRoutes.name, input, input.parts, async (tx, { parts }, say) => {
      const problems = problemsOfRoute(input.operations, say);
      if (problems.length > 0) return inputRefused(say, problems);
      const route = plannedRoute(input.operations);
      const before = parts.map(recordOf);
      const after = before.map((part) => revised(part, { ...part, route }));
      await this.records.change(tx, actor.companyId, after, after.filter((_, i) => !sameRoute(route, before[i]!.route)));
      return null;
    });
  }

  /** Freezes the present revision of parts and makes their pieces; a part that is frozen already stays as it is. */
  releaseParts(actor: Actor, input: ReleasePartsInput): Promise<ChangePartsResult> {
    return this.inOneStep(actor, releaseParts.name, input, input.parts, async (tx, { parts, moulds }, say) => {
      if ([...moulds.values()].some((mould) => mould.state === 'ON_HOLD')) return stateRefused(say.mouldOnHold(), 'ON_HOLD');
      const drafts = parts.map(recordOf);
      const problems: FieldProblem[] = drafts.flatMap((part, i) => releaseProblems(part, `parts.${i}`, say));
      if (problems.length > 0) return inputRefused(say, problems);
      const released = drafts.filter((part) => !part.released).map((part) => ({ ...part, released: true }));
      await this.records.change(tx, actor.companyId, released, []);
      await this.freeze(tx, actor, released);
      await this.tellSuppliers(tx, actor, released);
      await this.pieces.makePieces(tx, released.map((part) => ({
        partId: part.id, mouldId: part.mouldId, companyId: actor.companyId, partNo: part.partNo, revision: part.revision,
        quantity: part.quantity, supply: part.supply, route: part.route,
      })));
      return null;
    });
  }

  /** The frame of the three: once per key, parts locked, versions and states looked at first, the changed parts answered in the order asked. */
  private inOneStep(
    actor: Actor, operation: string, input: { idempotencyKey: string }, asked: readonly At[],
    change: (tx: Tx, locked: LockedParts, say: Say) => Promise<No | null>,
  ): Promise<ChangePartsResult> {
    return this.database.asCompany(actor.companyId, (tx) => once<ChangePartsResult>(tx, actor, operation, input.idempotencyKey, input, async () => {
      const say = sentences(actor.locale);
      const ids = asked.map((at) => at.partId);
      const repeated = asked.flatMap((at, i) => (ids.indexOf(at.partId) < i ? [{ path: `parts.${i}.partId`, message: say.twice() }] : []));
      if (repeated.length > 0) return inputRefused(say, repeated);
      const locked = await lockParts(tx, actor.companyId, ids);
      const no = refusalBefore(locked, asked, say) ?? await change(tx, locked, say);
      return no ?? { __typename: 'PartsChanged', parts: await this.reading.inOrder(tx, actor, ids) };
    }));
  }

  private async usableFiles(tx: Tx, companyId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await tx.query<{ id: string }>(
      `select id from ordering.files where company_id = $1 and id = any($2) and state = 'READY' and purpose in ('MODEL', 'DRAWING', 'ATTACHMENT')`, [companyId, [...new Set(ids)]]);
    return new Set(rows.map((row) => row.id));
  }

  /** Keeps the frozen definition for ever, whatever becomes of the part. */
  private async freeze(tx: Tx, actor: Actor, parts: readonly PartRecord[]): Promise<void> {
    if (parts.length === 0) return;
    await tx.query(
      `insert into ordering.part_revisions (part_id, company_id, revision, definition, released_by)
       select n.part_id, $1, n.revision, n.definition::jsonb, $2 from unnest($3::text[], $4::text[], $5::text[]) as n (part_id, revision, definition)
       on conflict on constraint part_revisions_key do nothing`,
      [actor.companyId, actor.userId, parts.map((p) => p.id), parts.map((p) => p.revision), parts.map((p) => JSON.stringify(p))]);
  }

  /** Whoever works to an earlier revision loses its drawings with this one: its open pages hear of it. */
  private async tellSuppliers(tx: Tx, actor: Actor, parts: readonly PartRecord[]): Promise<void> {
    const followed = await tx.query<{ companyId: string; subjectIds: string[] }>(
      `select l.supplier_id as "companyId", array_agg(l.id order by l.id) as "subjectIds"
         from ordering.order_lines l join unnest($2::text[], $3::text[]) as n (part_id, revision) on n.part_id = l.part_id and (length(n.revision), n.revision) > (length(l.revision), l.revision)
        where l.buyer_id = $1 and l.supplier_id <> $1 and l.state <> 'CANCELLED' group by l.supplier_id order by l.supplier_id`, [actor.companyId, parts.map(({ id }) => id), parts.map(({ revision }) => revision)]);
    await this.outbox.addMany(tx, followed.map(({ companyId, subjectIds }) => (
      { type: 'ordering.drawings.recalled.v1', payload: { ownerId: actor.companyId, companyId, recalled: true, subjectIds }, subject: companyId })));
  }
}

function refusalBefore({ parts, moulds }: LockedParts, asked: readonly At[], say: Say): No | null {
  for (const mould of moulds.values()) {
    if (!takesParts(mould.state)) return stateRefused(say.mouldTakesNoParts(mould.state), mould.state);
  }
  const cancelled = parts.find((part) => part.state === 'CANCELLED');
  if (cancelled) return stateRefused(say.partCancelled(cancelled.partNo), cancelled.state);
  const stale = parts.find((part, i) => part.version !== asked[i]!.version);
  return stale ? versionConflict(say, stale.version) : null;
}
