import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import { denial, missingRight, type Actor, type Rule } from '#contracts';
import { bidderLot, biddingRules, buyerTender } from '#contracts/quoting-bidding';
import { Database } from '#platform/database';
import type { Listener } from '../bidding/index.js';

/** Who may listen to what. Asked anew at every resume; nothing of it is kept. */
@Injectable()
export class LotRights {
  constructor(private readonly database: Database) {}

  /** As whom the actor hears of a published lot. NOT_FOUND when not at all, just as for a lot that does not exist. */
  async listener(actor: Actor, lotId: string): Promise<Listener> {
    const [lot] = await this.database.readAsHouse<{ own: boolean; invited: boolean }>(
      `select l.buyer_company_id = $2 as own, exists (select 1 from quoting.invitations i where i.tender_id = l.tender_id and i.company_id = $2) as invited
         from quoting.lots l where l.id = $1 and l.published_at is not null`, [lotId, actor.companyId],
    );
    if (lot?.own) return allowed(actor, buyerTender.name, { audience: 'buyer' });
    if (lot?.invited) return allowed(actor, bidderLot.name, { audience: 'bidder', companyId: actor.companyId });
    if (lot !== undefined && actor.scopes === null && actor.roles.includes('PLATFORM_OPERATOR')) return { audience: 'observer' };
    throw Problem.notFound();
  }

  /** The published lots of an own tender; NOT_FOUND for a foreign or missing one. */
  async lotsOfTender(actor: Actor, tenderId: string): Promise<string[]> {
    const lots = await this.database.readAsHouse<{ id: string }>(
      'select id from quoting.lots where tender_id = $1 and buyer_company_id = $2 and published_at is not null order by lot_no limit 500', [tenderId, actor.companyId],
    );
    if (lots.length === 0) throw Problem.notFound();
    return allowed(actor, buyerTender.name, lots.map((lot) => lot.id));
  }
}

function allowed<T>(actor: Actor, operation: string, value: T): T {
  const rule: Rule | undefined = biddingRules[operation];
  if (denial(rule, actor) !== null) throw new Problem('FORBIDDEN', missingRight(rule, actor));
  return value;
}
