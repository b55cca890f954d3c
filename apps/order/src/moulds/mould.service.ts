import { Injectable } from '@nestjs/common';
import { Problem, newId } from '#kernel';
import { denial, type Actor } from '#contracts';
import { createMould, mouldsRules, updateMould, type CreateMouldInput, type CreateMouldResult, type MouldState, type UpdateMouldInput, type UpdateMouldResult } from '#contracts/order-moulds';
import { Database, once, type Tx } from '#platform/database';
import { MouldEntity } from './mould.entity.js';
import { MouldReading } from './mould-reading.service.js';
import { decideMove, problemsOfMould, rolesOfMove, type MouldStanding } from './mould.policy.js';
import { lockMould, lockMouldByExternal } from './moulds.locks.js';
import { alreadyExists, inputRefused, stateRefused, versionConflict } from './moulds-refusals.view.js';
import { sentences, type Say } from './moulds-sentences.view.js';

/** Making moulds and moving them along their life. */
@Injectable()
export class MouldService {
  constructor(private readonly database: Database, private readonly reading: MouldReading) {}

  /** Makes a mould, or updates the one that has the same external name; FORBIDDEN for who may make moulds and not change them. */
  createMould(actor: Actor, input: CreateMouldInput): Promise<CreateMouldResult> {
    return this.database.asCompany(actor.companyId, (tx) => once<CreateMouldResult>(tx, actor, createMould.name, input.idempotencyKey, input, async () => {
      const say = sentences(actor.locale);
      const problems = problemsOfMould(input, say);
      if (problems.length > 0) return inputRefused(say, problems);
      const known = input.external ? await lockMouldByExternal(tx, actor.companyId, input.external.source, input.external.id) : null;
      return known === null ? this.make(tx, actor, input, say) : this.renew(tx, actor, known, input, say);
    }));
  }

  /** Changes facts of a mould, or moves it to another state, or both. */
  updateMould(actor: Actor, input: UpdateMouldInput): Promise<UpdateMouldResult> {
    return this.database.asCompany(actor.companyId, (tx) => once<UpdateMouldResult>(tx, actor, updateMould.name, input.idempotencyKey, input, async () => {
      const say = sentences(actor.locale);
      const mould = await lockMould(tx, actor.companyId, input.mouldId);
      if (mould.version !== input.version) return versionConflict(say, mould.version);
      const reason = input.reason?.trim() || null;
      const facts = { title: input.title ?? mould.title, t0Date: input.t0Date ?? mould.t0Date, t1Date: input.t1Date ?? mould.t1Date };
      const problems = problemsOfMould({ mouldNo: mould.mouldNo, ...facts }, say);
      if (problems.length > 0) return inputRefused(say, problems);
      const to = input.state ?? mould.state;
      let heldFrom = mould.heldFrom;
      if (to !== mould.state) {
        if (!rolesOfMove(mould.state, to).some((role) => actor.roles.includes(role))) throw new Problem('FORBIDDEN', 'This move is the manager\'s.');
        const decision = decideMove(await this.standing(tx, mould), to, reason, say);
        if (!decision.ok) return decision.refusal.code === 'STATE_REFUSED' ? stateRefused(decision.refusal.why, mould.state) : inputRefused(say, decision.refusal.problems);
        heldFrom = decision.value.heldFrom;
        await this.noteMove(tx, actor, mould, to, reason);
      }
      await tx.manager.update(MouldEntity, { id: mould.id }, { ...facts, title: facts.title.trim(), state: to, heldFrom, version: mould.version + 1 });
      return this.reading.view(tx, actor.companyId, mould.id);
    }));
  }

  private async make(tx: Tx, actor: Actor, input: CreateMouldInput, say: Say): Promise<CreateMouldResult> {
    const id = newId('mould');
    const facts = factsOf(input);
    // Two of the same number at once: the second waits here for the first and then is the one that exists.
    const { raw } = await tx.manager.createQueryBuilder().insert().into(MouldEntity)
      .values({ id, companyId: actor.companyId, ...facts, currency: input.currency ?? 'CNY', externalSource: input.external?.source ?? null, externalId: input.external?.id ?? null })
      .orIgnore().returning('id').execute() as { raw: object[] };
    if (raw.length > 0) return this.reading.view(tx, actor.companyId, id);
    const twin = input.external ? await lockMouldByExternal(tx, actor.companyId, input.external.source, input.external.id) : null;
    if (twin !== null) return this.renew(tx, actor, twin, input, say);
    return this.taken(tx, actor.companyId, facts.mouldNo, say);
  }

  private async renew(tx: Tx, actor: Actor, mould: MouldEntity, input: CreateMouldInput, say: Say): Promise<CreateMouldResult> {
    if (denial(mouldsRules[updateMould.name], actor) !== null) throw new Problem('FORBIDDEN', 'The mould of this external name exists already, and your roles do not allow to change it.');
    const facts = factsOf(input);
    if (facts.mouldNo !== mould.mouldNo && await tx.manager.existsBy(MouldEntity, { companyId: mould.companyId, mouldNo: facts.mouldNo })) {
      return this.taken(tx, mould.companyId, facts.mouldNo, say);
    }
    const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
    await tx.manager.update(MouldEntity, { id: mould.id }, { ...given, version: mould.version + 1 });
    return this.reading.view(tx, mould.companyId, mould.id);
  }

  private async taken(tx: Tx, companyId: string, mouldNo: string, say: Say): Promise<CreateMouldResult> {
    const holder = await tx.manager.findOneByOrFail(MouldEntity, { companyId, mouldNo });
    return alreadyExists(say.mouldNoTaken(mouldNo), holder.id);
  }

  private async standing(tx: Tx, mould: MouldEntity): Promise<MouldStanding> {
    const [counts] = await tx.query<{ parts: number; unmade: number; openPlacements: number }>(
      `select count(*)::int as parts,
              count(*) filter (where supply = 'MAKE' and state not in ('ACCEPTED', 'INSTALLED', 'CANCELLED'))::int as unmade,
              (select count(*)::int from ordering.placements l join ordering.parts q on q.id = l.part_id
                where q.mould_id = $1 and (l.state = 'SOURCING' or (l.state = 'ORDERED' and q.state not in ('ACCEPTED', 'INSTALLED', 'CANCELLED')))) as "openPlacements"
         from ordering.parts where mould_id = $1`, [mould.id]);
    return { state: mould.state, heldFrom: mould.heldFrom, ...counts! };
  }

  private async noteMove(tx: Tx, actor: Actor, mould: MouldEntity, to: MouldState, reason: string | null): Promise<void> {
    await tx.query(
      'insert into ordering.mould_moves (mould_id, company_id, version, from_state, to_state, reason, user_id) values ($1, $2, $3, $4, $5, $6, $7)',
      [mould.id, mould.companyId, mould.version + 1, mould.state, to, reason, actor.userId]);
  }
}

function factsOf(input: CreateMouldInput): Pick<MouldEntity, 'mouldNo' | 'title' | 'customerName' | 'cavities' | 'baseStandard' | 't0Date' | 't1Date'> {
  const worded = (text: string | null | undefined) => text?.trim() || null;
  return {
    mouldNo: input.mouldNo.trim(), title: input.title.trim(), customerName: worded(input.customerName), cavities: worded(input.cavities),
    baseStandard: worded(input.baseStandard), t0Date: input.t0Date ?? null, t1Date: input.t1Date ?? null,
  };
}

