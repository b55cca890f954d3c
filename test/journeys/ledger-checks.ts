import type pg from 'pg';

/** What must hold in the tables whatever happened; each query names the rows that break it. */
const checks: Record<string, string> = {
  'ledgers are gap-free and end at the lot': `
    select lot_id as id from quoting.lot_events group by lot_id having min(seq) <> 1 or max(seq) <> count(*)
    union select id from quoting.lots l where l.last_seq <> coalesce((select max(seq) from quoting.lot_events e where e.lot_id = l.id), 0)`,
  'hashes form a chain that ends at the lot': `
    select e.lot_id as id from quoting.lot_events e join quoting.lot_events p on p.lot_id = e.lot_id and p.seq = e.seq - 1 where e.prev_hash is distinct from p.hash
    union select l.id from quoting.lots l join quoting.lot_events e on e.lot_id = l.id and e.seq = l.last_seq where e.hash is distinct from l.head_hash`,
  'no bid stands after the closing': `
    select b.id from quoting.bids b join quoting.lot_events c on c.lot_id = b.lot_id and c.type = 'CLOSED' where b.seq > c.seq or b.decided_at >= c.at`,
  'a lot closes once': `select lot_id as id from quoting.lot_events where type = 'CLOSED' group by lot_id having count(*) > 1`,
  'a lot has one living award at most': `
    select lot_id as id from quoting.awards where state in ('PROPOSED', 'APPROVED', 'OFFERED', 'ACCEPTED', 'ORDERED') group by lot_id having count(*) > 1`,
  'every bid is in the ledger': `select b.id from quoting.bids b where not exists (select from quoting.lot_events e where e.lot_id = b.lot_id and e.seq = b.seq and e.type = 'BID_PLACED')`,
};

/** Names of the checks that fail, with the first rows that break them. Empty when all is well. */
export async function brokenPromises(owner: pg.Client): Promise<string[]> {
  const broken: string[] = [];
  for (const [promise, sql] of Object.entries(checks)) {
    const { rows } = await owner.query<{ id: string }>(sql);
    if (rows.length > 0) broken.push(`${promise}: ${rows.slice(0, 3).map(({ id }) => id).join(', ')}`);
  }
  return broken;
}
