import { Inject, Injectable } from '@nestjs/common';
import { marketDay, Problem } from '#kernel';
import type { Actor } from '#contracts';
import {
  decideAwards, proposeAwards, type AwardedTender, type AwardRefused, type AwardRule, type DecideAwardsInput, type DecideAwardsResult, type ProposeAwardsInput, type ProposeAwardsResult,
} from '#contracts/quoting-awards';
import type { StateRefused, VersionConflict } from '#contracts';
import { Database, once, type Tx } from '#platform/database';
import { SupplierService } from '../capacity/index.js';
import { lockLots, lockTender, readAgreedLots, TenderReader, tenderState, type AgreedLot } from '../tenders/index.js';
import { fallenAwardStates, standingAwardStates } from './award.lifecycle.js';
import { decidePicks, needsManager, takeable, type Decided, type LotToAward, type PickRefusal } from './award.policy.js';
import { readTenderAwards } from './award-rows.storage.js';
import { acceptBy, AwardWriter, type AwardMove } from './award-writer.service.js';
import { awardView, type AwardRow } from './award.view.js';
import { awardRuleSentence, awardSentence } from './awards-sentences.view.js';
import { AwardBids } from './bids.port.js';
import { AWARD_LIMITS, type AwardLimits } from './limits.port.js';

/** The buyer decides. */
@Injectable()
export class AwardDecisionService {
  constructor(
    private readonly database: Database,
    private readonly bids: AwardBids,
    private readonly suppliers: SupplierService,
    private readonly reader: TenderReader,
    private readonly writer: AwardWriter,
    @Inject(AWARD_LIMITS) private readonly limits: AwardLimits,
  ) {}

  /** Decides for bids, all or none. What needs a manager waits for one, unless a manager decides here; all else is offered at once. */
  proposeAwards(actor: Actor, input: ProposeAwardsInput): Promise<ProposeAwardsResult> {
    return this.database.asHouse((tx) => once(tx, actor, proposeAwards.name, input.idempotencyKey, input, async () => {
      const tender = await lockTender(tx, actor.companyId, input.tenderId);
      if (tender.version !== input.version) return versionConflict(actor, tender.version);
      const lotIds = [...new Set(input.picks.map((pick) => pick.lotId))];
      const locked = await lockLots(tx, lotIds);
      if (locked.length !== lotIds.length || locked.some((lot) => lot.tenderId !== tender.id)) throw Problem.notFound();
      const awards = await readTenderAwards(tx, actor.companyId, tender.id);
      const standing = awards.filter((award) => standingAwardStates.includes(award.state));
      const agreed = await readAgreedLots(tx, [...lotIds, ...standing.map((award) => award.lotId)]);
      const ranked = await this.bids.ranked(tx, lotIds);
      const lots = new Map([...agreed.keys(), ...lotIds].map((lotId) => [lotId, lotToAward(lotId, agreed.get(lotId), locked, ranked.get(lotId) ?? [], awards)]));
      const stopped = await this.stopped(tx, actor.companyId, [...ranked.values()].flat().map((bid) => bid.companyId));
      const now = await tx.now();
      const reason = input.reason?.trim() || null;
      const decision = decidePicks(input.picks, lots, standing, stopped, reason, marketDay(now));
      if (!decision.ok) return refused(actor, decision.refusal);
      await this.record(tx, actor, tender.id, decision.value, agreed, reason, now);
      return this.answer(tx, actor, tender.id);
    }));
  }

  /** A manager offers what was proposed, or sends it back with a reason. What was proposed on a lot that has gone meanwhile is sent back by itself. */
  decideAwards(actor: Actor, input: DecideAwardsInput): Promise<DecideAwardsResult> {
    return this.database.asHouse((tx) => once(tx, actor, decideAwards.name, input.idempotencyKey, input, async () => {
      const tender = await lockTender(tx, actor.companyId, input.tenderId);
      if (tender.version !== input.version) return versionConflict(actor, tender.version);
      const awards = await readTenderAwards(tx, actor.companyId, tender.id);
      const wanted = input.awardIds ? input.awardIds.map((id) => awards.find((award) => award.id === id)) : awards.filter((award) => award.state === 'PROPOSED');
      if (wanted.some((award) => award === undefined)) throw Problem.notFound();
      const proposed = wanted as AwardRow[];
      const other = proposed.find((award) => award.state !== 'PROPOSED');
      if (proposed.length === 0 || other) return stateRefused(actor, 'NOTHING_PROPOSED', other?.state ?? await this.stateOf(tx, tender.id));
      const reason = input.reason?.trim() || null;
      if (!input.approve && reason === null) return ruleRefused(actor, proposed[0]!.lotId, 'REASON_MISSING');
      const locked = new Map((await lockLots(tx, proposed.map((award) => award.lotId))).map((lot) => [lot.id, lot.state]));
      const alive = input.approve ? proposed.filter((award) => locked.get(award.lotId) === 'EVALUATING') : [];
      if (input.approve && input.awardIds && alive.length < proposed.length) return stateRefused(actor, 'LOT_STATE', locked.get(proposed.find((award) => !alive.includes(award))!.lotId)!);
      const now = await tx.now();
      const broken = await this.brokenMeanwhile(tx, actor, alive, awards, marketDay(now));
      if (broken) return ruleRefused(actor, broken.lotId, broken.rule);
      const gone = proposed.filter((award) => !alive.includes(award));
      await this.settleProposed(tx, actor, tender.id, alive, gone, reason, now);
      return this.answer(tx, actor, tender.id);
    }));
  }

  private async record(tx: Tx, actor: Actor, tenderId: string, decided: readonly Decided[], agreed: ReadonlyMap<string, AgreedLot>, reason: string | null, now: Date): Promise<void> {
    const by = actor.userId ?? actor.principalId;
    const manager = isManager(actor);
    const awards = decided.map(({ lotId, bid, best }) => {
      const checked = needsManager(bid, best, this.limits.approvalMinor);
      return {
        lotId, bid, reason, standby: false, proposedBy: by, state: checked && !manager ? 'PROPOSED' as const : 'OFFERED' as const,
        approvedBy: checked && manager ? actor.userId : null, acceptWithinMinutes: agreed.get(lotId)!.rules.acceptWithinMinutes,
      };
    });
    const ids = await this.writer.write(tx, { tenderId, buyerId: actor.companyId, raiseVersion: true }, awards, now);
    const moves = awards.map(({ lotId, bid, state }, i): AwardMove => ({ awardId: ids[i]!, lotId, bidId: bid.bidId, state, lotState: state === 'OFFERED' ? 'AWARDED' : null }));
    await this.writer.announce(tx, moves, awards.map(({ bid, state }, i) => (state === 'OFFERED'
      ? { companyId: bid.companyId, type: 'award.offered', subjectId: ids[i]! } : { companyId: actor.companyId, type: 'award.proposed', subjectId: ids[i]! })));
  }

  private async settleProposed(tx: Tx, actor: Actor, tenderId: string, offered: readonly AwardRow[], gone: readonly AwardRow[], reason: string | null, now: Date): Promise<void> {
    const minutes = new Map([...await readAgreedLots(tx, offered.map((award) => award.lotId))].map(([lotId, lot]) => [lotId, lot.rules.acceptWithinMinutes]));
    await tx.query(
      `with offered as (
         update quoting.awards a set state = 'OFFERED', version = a.version + 1, approved_by = $2, offered_at = $3, accept_by = n.accept_by
           from unnest($4::text[], $5::timestamptz[]) as n (id, accept_by) where a.id = n.id
       ), moved as (
         update quoting.lots set state = 'AWARDED' where id = any ($6)
       ), gone as (
         update quoting.awards set state = 'REVOKED', version = version + 1, approved_by = $2, reason = coalesce($8, reason) where id = any ($7)
       )
       update quoting.tenders set version = version + 1 where id = $1`,
      [tenderId, actor.userId, now, offered.map((award) => award.id), offered.map((award) => acceptBy(now, minutes.get(award.lotId)!)), offered.map((award) => award.lotId), gone.map((award) => award.id), reason],
    );
    const moves = [
      ...offered.map((award): AwardMove => ({ awardId: award.id, lotId: award.lotId, bidId: award.bidId, state: 'OFFERED', lotState: 'AWARDED' })),
      ...gone.map((award): AwardMove => ({ awardId: award.id, lotId: award.lotId, bidId: award.bidId, state: 'REVOKED', lotState: null })),
    ];
    await this.writer.announce(tx, moves, offered.map((award) => ({ companyId: award.supplierId, type: 'award.offered', subjectId: award.id })));
  }

  /** What was proposed may have lost its bid or its supplier while it waited. */
  private async brokenMeanwhile(tx: Tx, actor: Actor, alive: readonly AwardRow[], awards: readonly AwardRow[], today: string): Promise<{ lotId: string; rule: AwardRule } | null> {
    if (alive.length === 0) return null;
    const ranked = await this.bids.ranked(tx, alive.map((award) => award.lotId));
    const stopped = await this.stopped(tx, actor.companyId, alive.map((award) => award.supplierId));
    for (const award of alive) {
      if (stopped.has(award.supplierId)) return { lotId: award.lotId, rule: 'SUPPLIER_STOPPED' };
      const open = takeable({ bids: ranked.get(award.lotId) ?? [], fallenBidIds: fallenOf(awards, award.lotId) }, today);
      if (!open.some((bid) => bid.bidId === award.bidId)) return { lotId: award.lotId, rule: 'BID_NOT_VALID' };
    }
    return null;
  }

  private async stopped(tx: Tx, buyerId: string, companyIds: readonly string[]): Promise<Set<string>> {
    const { suppliers } = await this.suppliers.byIds(tx, buyerId, [...new Set(companyIds)]);
    return new Set(suppliers.filter((one) => one.status === 'SUSPENDED' || one.status === 'TERMINATED').map((one) => one.companyId));
  }

  private async stateOf(tx: Tx, tenderId: string): Promise<string> {
    const rows = await tx.query<{ state: Parameters<typeof tenderState>[0][number] }>('select distinct state from quoting.lots where tender_id = $1', [tenderId]);
    return tenderState(rows.map((row) => row.state));
  }

  private async answer(tx: Tx, actor: Actor, tenderId: string): Promise<AwardedTender> {
    const tender = (await this.reader.tender(actor, tenderId, tx))!;
    return { ...tender, awards: (await readTenderAwards(tx, actor.companyId, tenderId)).map(awardView) };
  }
}

/** An owner may do all that a manager may. */
function isManager(actor: Actor): boolean {
  return actor.userId !== null && (actor.roles.includes('MANAGER') || actor.roles.includes('OWNER'));
}

function fallenOf(awards: readonly AwardRow[], lotId: string): string[] {
  return awards.filter((award) => award.lotId === lotId && fallenAwardStates.includes(award.state)).map((award) => award.bidId);
}

function lotToAward(lotId: string, agreed: AgreedLot | undefined, locked: readonly { id: string; state: LotToAward['state'] }[], bids: LotToAward['bids'], awards: readonly AwardRow[]): LotToAward {
  return {
    lotId, bids, fallenBidIds: fallenOf(awards, lotId), state: locked.find((lot) => lot.id === lotId)?.state ?? agreed!.state,
    parts: agreed?.lines.map((line) => ({ partId: line.partId, mirrorOfId: line.snapshot.mirrorOfId })) ?? [],
  };
}

function refused(actor: Actor, refusal: PickRefusal): AwardRefused | StateRefused {
  return refusal.code === 'RULE' ? ruleRefused(actor, refusal.lotId, refusal.rule) : stateRefused(actor, 'LOT_STATE', refusal.state);
}

function ruleRefused(actor: Actor, lotId: string, rule: AwardRule): AwardRefused {
  return { __typename: 'AwardRefused', code: 'AWARD_REFUSED', message: awardRuleSentence(rule, actor.locale), lotId, rule };
}

function stateRefused(actor: Actor, why: 'LOT_STATE' | 'NOTHING_PROPOSED', currentState: string): StateRefused {
  return { __typename: 'StateRefused', code: 'STATE_REFUSED', message: awardSentence(why, actor.locale), currentState };
}

function versionConflict(actor: Actor, currentVersion: number): VersionConflict {
  return { __typename: 'VersionConflict', code: 'VERSION_CONFLICT', message: awardSentence('VERSION', actor.locale), currentVersion };
}
