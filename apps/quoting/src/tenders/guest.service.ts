import { Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import { acceptNda, declineLot, type AcceptNdaInput, type AcceptNdaResult, type DeclineLotInput, type DeclineLotResult } from '#contracts/quoting-tenders';
import { Database, once, type Tx } from '#platform/database';
import { sha256 } from '../ledger/index.js';
import { openLotStates } from './lot.lifecycle.js';
import { isPresentNda, ndaVersion } from './nda.view.js';
import { inputRefused, stateRefused } from './refusals.view.js';
import { TenderReader } from './tender-reader.service.js';
import { lockInvitation } from './tenders.locks.js';

/** What an invited company answers besides bids. */
@Injectable()
export class GuestService {
  constructor(private readonly database: Database, private readonly reader: TenderReader) {}

  /** Accepts the present non-disclosure text for the whole tender. Accepting again changes nothing. */
  acceptNda(actor: Actor, input: AcceptNdaInput): Promise<AcceptNdaResult> {
    return this.database.asCompany(actor.companyId, (tx) => once(tx, actor, acceptNda.name, input.idempotencyKey, input, async () => {
      const invitation = await lockInvitation(tx, actor.companyId, input.lotId);
      if (invitation.ndaAcceptedAt === null) {
        if (!openLotStates.includes(invitation.lotState)) return stateRefused(actor, 'NOT_OPEN', invitation.lotState);
        if (!isPresentNda(input.sha256, sha256)) return inputRefused(actor, [{ path: 'sha256', code: 'NDA_TEXT_DIFFERS' }]);
        await tx.query(
          `update quoting.invitations set state = 'NDA_ACCEPTED', seen_at = coalesce(seen_at, clock_timestamp()), nda_sha256 = $2, nda_version = $3,
             nda_accepted_at = clock_timestamp(), nda_accepted_by = $4 where id = $1`,
          [invitation.id, input.sha256, ndaVersion, actor.userId ?? actor.principalId],
        );
      }
      return this.lot(tx, actor, input.lotId);
    }));
  }

  /** Says no to a lot that takes bids; a second reason replaces the first. With every open lot declined the invitation is. */
  declineLot(actor: Actor, input: DeclineLotInput): Promise<DeclineLotResult> {
    return this.database.asCompany(actor.companyId, (tx) => once(tx, actor, declineLot.name, input.idempotencyKey, input, async () => {
      const invitation = await lockInvitation(tx, actor.companyId, input.lotId);
      if (!openLotStates.includes(invitation.lotState)) return stateRefused(actor, 'NOT_OPEN', invitation.lotState);
      await tx.query(
        `insert into quoting.declines (lot_id, tender_id, buyer_company_id, company_id, reason) values ($1, $2, $3, $4, $5)
         on conflict (lot_id, company_id) do update set reason = excluded.reason, declined_at = clock_timestamp()`,
        [input.lotId, invitation.tenderId, invitation.buyerId, actor.companyId, input.reason],
      );
      await tx.query(
        `update quoting.invitations set state = 'DECLINED', seen_at = coalesce(seen_at, clock_timestamp()) where id = $1 and not exists (
           select 1 from quoting.lots l where l.tender_id = $2 and l.state = any ($3)
              and not exists (select 1 from quoting.declines d where d.lot_id = l.id and d.company_id = $4))`,
        [invitation.id, invitation.tenderId, openLotStates, actor.companyId],
      );
      return this.lot(tx, actor, input.lotId);
    }));
  }

  private async lot(tx: Tx, actor: Actor, lotId: string) {
    return (await this.reader.bidderLotsByIds(actor.companyId, [lotId], actor.locale, { reads: tx })).get(lotId)!;
  }
}
