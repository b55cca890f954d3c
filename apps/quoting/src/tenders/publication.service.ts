import { Inject, Injectable } from '@nestjs/common';
import { newId, Problem } from '#kernel';
import type { Actor } from '#contracts';
import {
  inviteSuppliers, publishTender, type InviteSuppliersInput, type InviteSuppliersResult, type PublishTenderInput, type PublishTenderResult,
} from '#contracts/quoting-tenders';
import { Database, once, type Tx } from '#platform/database';
import { Outbox } from '#platform/messaging';
import { demandsOf, SupplierRecords, SupplierService, type Fit } from '../capacity/index.js';
import { tellCompanies } from '../company-feed/index.js';
import { appendLotEvents } from '../ledger/index.js';
import { chooseInvited, MOST_INVITATIONS } from './audience.policy.js';
import { TenderCheckService, type Weighed } from './check.service.js';
import { TENDER_LIMITS } from './limits.port.js';
import { openLotStates } from './lot.lifecycle.js';
import { PartService } from './part.service.js';
import { inputRefused, limitReached, stateRefused, versionConflict } from './refusals.view.js';
import { askedPieces, type TenderLimits } from './tender-check.policy.js';
import type { Complaint } from './tender-rules.policy.js';
import { readTender, type TenderWithLots } from './tender-rows.storage.js';
import { buyerTenderView } from './tender.view.js';
import { lotsPublished, termsOfLot } from './tenders.events.js';
import { lockPublishing, lockTender } from './tenders.locks.js';
import { tenderSentence } from './tenders-sentences.view.js';

/** One invitation to be written. */
interface Guest {
  companyId: string;
  byName: boolean;
}

/** Drafts go out, and companies are asked in. The number of statements does not depend on that of lots or companies. */
@Injectable()
export class PublicationService {
  constructor(
    private readonly database: Database,
    private readonly parts: PartService,
    private readonly checks: TenderCheckService,
    private readonly suppliers: SupplierService,
    private readonly records: SupplierRecords,
    private readonly outbox: Outbox,
    @Inject(TENDER_LIMITS) private readonly limits: TenderLimits,
  ) {}

  /** Publishes a draft: freezes rules and parts, invites, begins the ledgers. Refuses while something blocks, or warnings go without a reason. */
  async publishTender(actor: Actor, input: PublishTenderInput): Promise<PublishTenderResult> {
    const read = await readTender({ query: (sql, params) => this.database.read(actor.companyId, sql, params) }, actor.companyId, input.tenderId);
    if (!read) throw Problem.notFound();
    const described = read.tender.publishedAt === null ? await this.parts.describe(actor, read.lots.flatMap((lot) => lot.lines)) : null;
    return this.database.asHouse((tx) => once(tx, actor, publishTender.name, input.idempotencyKey, input, async () => {
      const tender = await lockTender(tx, actor.companyId, input.tenderId);
      if (tender.version !== input.version || tender.version !== read.tender.version) return versionConflict(actor, tender.version);
      await lockPublishing(tx, actor.companyId);
      const draft = { tender, lots: read.lots };
      if (tender.publishedAt !== null || described === null || read.lots.some((lot) => lot.state !== 'DRAFT')) return stateRefused(actor, 'NOT_DRAFT', buyerTenderView(tender, read.lots).state);
      const weighed = await this.checks.weigh(tx, actor, tender, read.lots, described.take());
      if (weighed.buyer && weighed.buyer.status !== 'OPEN' && weighed.buyer.status !== 'PENDING') return stateRefused(actor, 'STOPPED', weighed.buyer.status);
      const reason = input.acceptWarnings?.trim() ?? '';
      if (weighed.blocking.length > 0 || (weighed.warnings.length > 0 && reason === '')) {
        const message = tenderSentence(weighed.blocking.length > 0 ? 'INCOMPLETE' : 'WARNINGS', actor.locale);
        return { __typename: 'TenderIncomplete', code: 'TENDER_INCOMPLETE', message, check: weighed.check };
      }
      if (await this.openLots(tx, actor.companyId) + read.lots.length > this.limits.openLots) return limitReached(actor, 'OPEN_LOTS', this.limits.openLots);
      await this.record(tx, actor, draft, weighed, described.take(), reason === '' ? null : reason);
      await this.announce(tx, draft, weighed, described.take());
      const { tender: after, lots } = (await readTender(tx, actor.companyId, tender.id))!;
      return buyerTenderView(after, lots);
    }));
  }

  /** Invites further companies by name while at least one lot takes bids. Those who are invited already stay so; what they declined is theirs again, and they are told. */
  async inviteSuppliers(actor: Actor, input: InviteSuppliersInput): Promise<InviteSuppliersResult> {
    return this.database.asHouse((tx) => once(tx, actor, inviteSuppliers.name, input.idempotencyKey, input, async () => {
      const named = input.companyIds ?? [];
      const tender = await lockTender(tx, actor.companyId, input.tenderId);
      const { lots } = (await readTender(tx, actor.companyId, tender.id))!;
      const open = lots.filter((lot) => openLotStates.includes(lot.state));
      if (open.length === 0) return stateRefused(actor, 'NOT_OPEN', buyerTenderView(tender, lots).state);
      if (tender.rules.direct) return inputRefused(actor, [{ path: 'companyIds', code: 'DIRECT_ASKS_ONE' }]);
      if (named.length === 0) return inputRefused(actor, [{ path: 'companyIds', code: 'NOBODY_NAMED' }]);
      const found = await this.suppliers.byIds(tx, actor.companyId, named);
      const audience = { trusted: false, withinKm: null, companyIds: named, excludedIds: tender.audience.excludedIds };
      const choice = chooseInvited({ companyId: actor.companyId, registrationNo: found.buyer?.registrationNo ?? null }, audience,
        found.suppliers.map((one) => ({ ...one, distanceKm: null, fits: false, score: 0 })));
      const invited = new Set(choice.invited.map((one) => one.companyId));
      const known = new Set(found.suppliers.map((one) => one.companyId));
      const complaints = named.flatMap((id, i): Complaint[] => (invited.has(id) ? [] : [{
        path: `companyIds.${i}`, code: id === actor.companyId ? 'OWN_COMPANY' : known.has(id) ? 'NOT_INVITABLE' : 'UNKNOWN_COMPANY',
      }]));
      if (complaints.length > 0) return inputRefused(actor, complaints);
      const before = await tx.query<{ id: string }>('select company_id as id from quoting.invitations where tender_id = $1', [tender.id]);
      const fresh = choice.invited.filter(({ companyId }) => !before.some((row) => row.id === companyId));
      if (before.length + fresh.length > MOST_INVITATIONS) return limitReached(actor, 'INVITATIONS', MOST_INVITATIONS);
      const demands = lots.map((lot) => ({ lotId: lot.id, demands: lot.lines.flatMap((line) => demandsOf(line.snapshot)) }));
      const fits = await this.checks.fits(found, demands, tender.terms.subcontracting);
      await this.invite(tx, { tender, lots: open }, fresh, fits, await tx.now());
      await tellCompanies(tx, await takeRefusalsBack(tx, tender.id, open.map(({ id }) => id), choice.invited.map(({ companyId }) => companyId)));
      return buyerTenderView(tender, lots);
    }));
  }

  private async openLots(tx: Tx, buyerId: string): Promise<number> {
    const [row] = await tx.query<{ count: number }>('select count(*)::int as count from quoting.lots where buyer_company_id = $1 and state = any ($2)', [buyerId, openLotStates]);
    return row!.count;
  }

  private async record(tx: Tx, actor: Actor, { tender, lots }: TenderWithLots, weighed: Weighed, parts: Parameters<typeof lotsPublished>[2], reason: string | null): Promise<void> {
    const lines = lots.flatMap((lot) => lot.lines).map((line, i) => ({
      id: line.id, quantity: askedPieces({ quantity: line.quantity, part: parts[i]! }), revision: parts[i]!.revision,
      processes: parts[i]!.operations.map((operation) => operation.process), snapshot: parts[i]!,
    }));
    // Lots that take bids as they go out leave nothing to do for the clock that opens others.
    await tx.query(
      `with tender as (
         update quoting.tenders set version = version + 1, published_at = $2, published_by = $3, warnings_accepted = $4,
           buyer_registration_no = (select replace(p.registration_no, '-', '') from quoting.supplier_profiles p where p.company_id = buyer_company_id) where id = $1
       ), lots as (
         update quoting.lots set state = 'PUBLISHED', published_at = $2, rules = $5, bidding_opened = opens_at <= $2,
           unseals_at = opens_at + make_interval(mins => ($5::jsonb ->> 'sealedMinutes')::int) where tender_id = $1
       )
       update quoting.lot_lines line set quantity = n.quantity, revision = n.revision, processes = n.processes, snapshot = n.snapshot
         from jsonb_to_recordset($6::jsonb) as n (id text, quantity int, revision text, processes text[], snapshot jsonb) where line.id = n.id`,
      [tender.id, weighed.now, actor.userId ?? actor.principalId, reason, JSON.stringify(tender.rules), JSON.stringify(lines)],
    );
  }

  private async announce(tx: Tx, draft: TenderWithLots, weighed: Weighed, parts: Parameters<typeof lotsPublished>[2]): Promise<void> {
    await appendLotEvents(tx, draft.lots.map((lot) => ({ lotId: lot.id, type: 'PUBLISHED' as const, payload: termsOfLot(draft.tender, lot) })));
    await this.invite(tx, draft, weighed.choice.invited, weighed.fits, weighed.now, [{ companyId: draft.tender.buyerId, type: 'tender.published', subjectId: draft.tender.id }]);
    await this.outbox.add(tx, 'quoting.lots.published.v1', lotsPublished(draft.tender, draft.lots, parts), draft.tender.id);
  }

  /** Writes invitations and fits, and tells every guest of the lots that fit it; a guest whom nothing fits was named, and is told of all. */
  private async invite(tx: Tx, { tender, lots }: TenderWithLots, guests: readonly Guest[], fits: ReadonlyMap<string, ReadonlyMap<string, Fit>>, now: Date, besides: Parameters<typeof tellCompanies>[1] = []): Promise<void> {
    if (guests.length > 0) {
      // Frozen with the invitation: what bids are weighed by, and which companies are one house, must not change while they are made.
      const qualities = await this.records.qualities(tx, guests.map(({ companyId }) => companyId));
      const rows = guests.flatMap(({ companyId }) => [...fits.get(companyId)!].map(([lotId, fit]) => ({ companyId, lotId, fit })));
      await tx.query(
        `with guests as (
           insert into quoting.invitations (id, tender_id, buyer_company_id, company_id, by_name, invited_at, quality, registration_no)
           select n.id, $1, $2, n.company_id, n.by_name, $3, n.quality,
                  (select replace(p.registration_no, '-', '') from quoting.supplier_profiles p where p.company_id = n.company_id)
             from unnest($4::text[], $5::text[], $6::boolean[], $12::int[]) as n (id, company_id, by_name, quality)
         )
         insert into quoting.lot_fits (lot_id, tender_id, buyer_company_id, company_id, fits, score, reasons)
         select n.lot_id, $1, $2, n.company_id, n.fits, n.score, n.reasons from unnest($7::text[], $8::text[], $9::boolean[], $10::int[], $11::jsonb[]) as n (lot_id, company_id, fits, score, reasons)`,
        [
          tender.id, tender.buyerId, now, guests.map(() => newId('invitation')).sort(), guests.map((guest) => guest.companyId), guests.map((guest) => guest.byName),
          rows.map((row) => row.lotId), rows.map((row) => row.companyId), rows.map((row) => row.fit.fits), rows.map((row) => row.fit.score), rows.map((row) => JSON.stringify(row.fit.reasons)),
          guests.map(({ companyId }) => qualities.get(companyId)!),
        ],
      );
    }
    const news = guests.flatMap(({ companyId }) => {
      const fitting = lots.filter((lot) => fits.get(companyId)!.get(lot.id)!.fits);
      return (fitting.length > 0 ? fitting : lots).map((lot) => ({ companyId, type: 'lot.invited', subjectId: lot.id }));
    });
    await tellCompanies(tx, [...besides, ...news]);
  }
}

/** Takes back what companies said no to among these lots, and returns the news for them. Their acceptances of the non-disclosure text stand. */
async function takeRefusalsBack(tx: Tx, tenderId: string, lotIds: readonly string[], companyIds: readonly string[]): Promise<{ companyId: string; type: string; subjectId: string }[]> {
  const taken = await tx.query<{ companyId: string; subjectId: string }>(
    'delete from quoting.declines where tender_id = $1 and lot_id = any ($2) and company_id = any ($3) returning company_id as "companyId", lot_id as "subjectId"', [tenderId, lotIds, companyIds]);
  await tx.query(
    `update quoting.invitations set state = case when nda_accepted_at is null then 'SEEN' else 'NDA_ACCEPTED' end where tender_id = $1 and state = 'DECLINED' and company_id = any ($2)`,
    [tenderId, [...new Set(taken.map(({ companyId }) => companyId))]]);
  return taken.map((one) => ({ ...one, type: 'lot.invited' }));
}
