import type { Tx } from '#platform/database';
import type { ProgressCellChange } from '#contracts/live.protocol';

/** Channel on which every process hears which companies have news. The payload is ids of companies. */
export const COMPANIES_CHANNEL = 'companies';
const COMPANIES_PER_RING = 200;

/** One thin piece of news: a name of the catalogue, such as `lot.invited`, and the id of what it is about. Never a price, a name or a rival. */
export interface CompanyNews {
  companyId: string;
  type: string;
  subjectId: string;
  cell?: ProgressCellChange;
}

/**
 * Tells companies on their live streams, within the transaction that makes it true: every piece of news gets its gap-free number in the
 * company's stream, and open sockets hear of it after the commit. One statement, however many companies.
 */
export async function tellCompanies(tx: Tx, news: readonly CompanyNews[]): Promise<void> {
  if (news.length === 0) return;
  const companies = [...new Set(news.map((n) => n.companyId))].sort();
  const rings: string[] = [];
  for (let i = 0; i < companies.length; i += COMPANIES_PER_RING) rings.push(companies.slice(i, i + COMPANIES_PER_RING).join(','));
  await tx.query(
    `with told as (
       select * from unnest($1::text[], $2::text[], $3::text[], $4::jsonb[]) with ordinality as t (company_id, type, subject_id, cell, place)
     ), counted as (
       select company_id, count(*)::int as pieces from told group by company_id
     ), moved as (
       insert into quoting.company_streams as stream (company_id, last_seq)
       select company_id, pieces from counted order by company_id
       on conflict (company_id) do update set last_seq = stream.last_seq + excluded.last_seq
       returning company_id, last_seq
     ), written as (
       insert into quoting.company_events (company_id, seq, type, subject_id, cell, at)
       select t.company_id, m.last_seq - c.pieces + row_number() over (partition by t.company_id order by t.place), t.type, t.subject_id, t.cell, clock_timestamp()
         from told t join moved m using (company_id) join counted c using (company_id)
     )
     select pg_notify('${COMPANIES_CHANNEL}', ring) from unnest($5::text[]) as ring`,
    [news.map((n) => n.companyId), news.map((n) => n.type), news.map((n) => n.subjectId), news.map((n) => (n.cell ? JSON.stringify(n.cell) : null)), rings],
  );
}
