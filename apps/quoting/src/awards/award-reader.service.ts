import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor, Page } from '#contracts';
import type { AwardOffersInput, AwardOfferView, AwardView } from '#contracts/quoting-awards';
import { Database } from '#platform/database';
import { ID, pageOf, readCursor, WHOLE } from '../tenders/index.js';
import { AWARD_COLUMNS, readTenderAwards } from './award-rows.storage.js';
import { awardView, offerView, type AwardRow } from './award.view.js';

/** Reads awards for both sides. */
@Injectable()
export class AwardReader {
  constructor(private readonly database: Database) {}

  /** Awards of an own tender with their course. */
  async tenderAwards(actor: Actor, tenderId: string): Promise<AwardView[]> {
    const rows = await readTenderAwards(this.reads(actor), actor.companyId, tenderId);
    if (rows.length === 0) {
      const own = await this.reads(actor).query('select 1 from quoting.tenders where id = $1 and buyer_company_id = $2', [tenderId, actor.companyId]);
      if (own.length === 0) throw Problem.notFound();
    }
    return rows.map(awardView);
  }

  /** Awards that were offered to the actor's company, next deadline first; those that never were are not there. */
  async awardOffers(actor: Actor, input: AwardOffersInput): Promise<Page<AwardOfferView>> {
    const after = readCursor(input.after, [WHOLE, ID]);
    const rows = await this.reads(actor).query<AwardRow & { micros: string }>(
      `select ${AWARD_COLUMNS}, (extract(epoch from a.accept_by) * 1000000)::bigint::text as micros from quoting.awards a
        where a.supplier_company_id = $1 and a.offered_at is not null and ($2::text[] is null or a.state = any ($2))
          and ($3::bigint is null or ((extract(epoch from a.accept_by) * 1000000)::bigint, a.id) > ($3::bigint, $4::text))
        order by a.accept_by, a.id limit $5`,
      [actor.companyId, input.states ?? null, after?.[0] ?? null, after?.[1] ?? null, input.first + 1],
    );
    return pageOf(rows, input.first, offerView, (row) => [row.micros, row.id]);
  }

  private reads(actor: Actor) {
    return { query: <T extends object>(sql: string, params?: unknown[]) => this.database.read<T>(actor.companyId, sql, params) };
  }
}
