import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '#platform/database';
import { OFFER_KEY, type SealingKey } from '#platform/tickets';

/** One seal of every key by lot, of bids and of floors; those from before keys had names are of the key ''. `$1` says whether of lots that take bids, or of those that are over. */
const SEALS = `
  select distinct on (lot_id, key) lot_id as "lotId", about, sealed from (
    select b.lot_id, b.id as about, b.offer_sealed as sealed, case when b.offer_sealed like '%.%' then split_part(b.offer_sealed, '.', 1) else '' end as key
      from quoting.bids b join quoting.lots l on l.id = b.lot_id where b.offer_sealed is not null and (l.state in ('PUBLISHED', 'SUSPENDED')) = $1
    union all
    select p.lot_id, p.lot_id || ' ' || p.company_id, p.sealed, case when p.sealed like '%.%' then split_part(p.sealed, '.', 1) else '' end
      from quoting.proxy_bids p join quoting.lots l on l.id = p.lot_id where $1 and l.state in ('PUBLISHED', 'SUSPENDED')
  ) as seals order by lot_id, key`;

/** Looks before anybody is served whether what was sealed can be opened: a lot whose bids cannot would be neither closed nor bid on. */
@Injectable()
export class Seals implements OnApplicationBootstrap {
  private readonly log = new Logger(Seals.name);

  constructor(private readonly database: Database, @Inject(OFFER_KEY) private readonly key: SealingKey) {}

  /** Throws, so that the process does not start, when a lot that takes bids holds a seal of an unknown key; of lots that are over it is said. */
  async onApplicationBootstrap(): Promise<void> {
    const open = await this.unknown(true);
    if (open.length > 0) {
      throw new Error(`${open.length === 1 ? `The lot ${open[0]} takes bids and holds` : `${open.length} lots take bids and hold`} offers that no configured secret opens. Name the secret that the house had before in MOULDSHARE_FORMER_SECRETS.`);
    }
    const over = await this.unknown(false);
    if (over.length > 0) this.log.warn(`Offers on lots that take no more bids (${over.length}) cannot be opened with the configured secrets: their records and lists fail. MOULDSHARE_FORMER_SECRETS takes the secrets from before.`);
  }

  /** Lots with seals of unknown keys. One seal that does not open may be damaged, which is no reason to serve nobody; that none without a name opens is the key. */
  private async unknown(open: boolean): Promise<string[]> {
    const seals = await this.database.readAsHouse<{ lotId: string; about: string; sealed: string }>(SEALS, [open]);
    const nameless = seals.filter(({ sealed }) => this.key.knows(sealed) === null);
    const known = nameless.some(({ about, sealed }) => this.opens(sealed, about));
    return [...new Set(seals.filter(({ sealed }) => !(this.key.knows(sealed) ?? known)).map(({ lotId }) => lotId))];
  }

  private opens(sealed: string, about: string): boolean {
    try {
      this.key.open(sealed, about);
      return true;
    } catch {
      return false;
    }
  }
}
