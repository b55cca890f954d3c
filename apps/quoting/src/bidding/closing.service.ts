import { randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { instantText, newId, type Problem } from '#kernel';
import type { LotEventDraft } from '#contracts/lot-ledger';
import { Database, codeOf, type Tx } from '#platform/database';
import { RECEIPT_KEY, type SigningKey } from '#platform/tickets';
import { tellCompanies, type CompanyNews } from '../company-feed/index.js';
import { appendLotEvents, lockLedgers, writeLotEvents } from '../ledger/index.js';
import { LotRelease } from '../tenders/index.js';
import { shortestValidity } from './bid.policy.js';
import { signHeads } from './closing-heads.storage.js';
import { closeIfDue, goLiveIfDue } from './closing.policy.js';
import { LotBooks } from './lot-books.service.js';
import { lotProjection } from './lot-projection.policy.js';
import { LotsAside, isAway } from './lots-aside.policy.js';
import { LOT_COLUMNS, projectLotsSql, valuesOf } from './lot-rows.storage.js';
import { fold, rankOf, type LotState } from './lot-state.policy.js';
import { outageAt, resumeAfterOutage, type Stretch } from './resume-after-outage.policy.js';

/** Lots of one transaction. */
const AT_ONCE = 200;
/** A lot that is overdue by so much is waited for: somebody may hold it again and again. */
const PATIENCE_MS = 1_000;
/** And so long each time, in milliseconds: nothing else is closed meanwhile. */
const WAIT_MS = 300;
/** Longest silence of a process that still counts as service, in seconds; a beat comes twice a second. */
const GAP_SECONDS = 5;
/** Another process may be alive this long after its last beat, in milliseconds: two beats. */
const NEXT_BEAT_MS = 1_000;

/** What falls due when, and how it is found: the longest overdue first. */
const OPENING = { column: 'opens_at', where: `state = 'PUBLISHED' and not bidding_opened and opens_at <= clock_timestamp()` };
const UNSEALING = { column: 'unseals_at', where: `state = 'PUBLISHED' and unseals_at <= clock_timestamp()` };
const CLOSING = { column: 'closes_at', where: `state = 'PUBLISHED' and closes_at <= clock_timestamp()` };
const CLAIMED = `id, date_trunc('milliseconds', clock_timestamp()) as now`;

interface DueRow { id: string; now: Date }
type Work = (tx: Tx, due: readonly DueRow[]) => Promise<number>;

/**
 * Opens and closes lots when their time has come. Bids are judged by the clock behind the lock, so being late here never lets one in;
 * this only writes down what time has done. Two processes doing it are harmless: a lot is claimed by its row.
 */
@Injectable()
export class ClosingService {
  private stretch = this.newStretch();
  private readonly aside = new LotsAside();
  private readonly log = new Logger(ClosingService.name);

  constructor(private readonly database: Database, private readonly books: LotBooks, private readonly releases: LotRelease, @Inject(RECEIPT_KEY) private readonly key: SigningKey) {}

  /** Says that this process serves. After a silence a new stretch begins, so that what fell into the silence is known. */
  async beat(): Promise<void> {
    await this.database.asHouse(async (tx) => {
      const going = await tx.query(
        `update quoting.desk_beats set beat_at = clock_timestamp() where process_id = $1 and beat_at > clock_timestamp() - make_interval(secs => $2) returning 1 as going`, [this.stretch, GAP_SECONDS],
      );
      if (going.length > 0) return;
      this.stretch = this.newStretch();
      await tx.query(
        `with old as (delete from quoting.desk_beats where beat_at < clock_timestamp() - interval '30 days')
         insert into quoting.desk_beats (process_id, since, beat_at) select $1, now, now from (select clock_timestamp() as now) as clock`, [this.stretch],
      );
    });
  }

  /** Writes the opening of lots that were published before it. Returns how many were due. */
  openDue(): Promise<number> {
    return this.together(OPENING, async (tx, due) => {
      const lots = await this.books.statesIn(tx, due.map((row) => row.id));
      const drafts = [...lots.values()].filter(({ state }) => !state.opened)
        .map(({ state }): LotEventDraft => ({ lotId: state.lotId, type: 'BIDDING_OPENED', payload: { closesAt: instantText(new Date(state.closesAt)) } }));
      await appendLotEvents(tx, drafts);
      await tx.query('update quoting.lots set bidding_opened = true where id = any($1::text[])', [due.map((row) => row.id)]);
      return due.length;
    });
  }

  /** Ends sealed beginnings: from then on the lots are live. Returns how many were due. */
  unsealDue(): Promise<number> {
    return this.together(UNSEALING, async (tx, due) => {
      const lots = await this.books.statesIn(tx, due.map((row) => row.id));
      const entries = await appendLotEvents(tx, due.flatMap(({ id, now }) => (lots.has(id) ? goLiveIfDue(lots.get(id)!.state, now.getTime()) : [])));
      const after = [...lots.values()].map(({ state }) => fold(state, entries.filter((entry) => entry.lotId === state.lotId)));
      await tx.query(projectLotsSql(1), valuesOf(after.map(lotProjection), LOT_COLUMNS));
      // One whose closing has passed meanwhile is left to the closing.
      return entries.length;
    });
  }

  /** Closes what is due, 200 lots in one transaction. Returns how many were; as long as there are any, call again. */
  closeDue(): Promise<number> {
    return this.together(CLOSING, (tx, due) => this.close(tx, due), async (tx) => {
      await tx.query(`set local lock_timeout = ${WAIT_MS}`);
      // Locked in the order of ids, like everybody who waits.
      return tx.query<DueRow>(
        `with late as materialized (
           select id from quoting.lots where ${CLOSING.where} and closes_at <= clock_timestamp() - make_interval(secs => $1) and id <> all($2::text[]) order by id limit 20 for update
         ) select ${CLAIMED} from late`, [PATIENCE_MS / 1_000, this.aside.all()],
      );
    });
  }

  /** What there is to do: lots to open, to take live, to close, and milliseconds until the next of these; null when none is known. One statement. */
  async look(): Promise<{ toOpen: boolean; toUnseal: boolean; toClose: boolean; nextInMs: number | null }> {
    const [row] = await this.database.readAsHouse<{ toOpen: boolean; toUnseal: boolean; toClose: boolean; nextInMs: number | null }>(
      `select opening <= now as "toOpen", unsealing <= now as "toUnseal", closing <= now as "toClose", extract(epoch from least(opening, unsealing, closing) - now)::float8 * 1000 as "nextInMs"
         from (select (select min(opens_at) from quoting.lots where state = 'PUBLISHED' and not bidding_opened and id <> all($1::text[])) as opening,
                      (select min(unseals_at) from quoting.lots where state = 'PUBLISHED' and unseals_at is not null and id <> all($1::text[])) as unsealing,
                      (select min(closes_at) from quoting.lots where state = 'PUBLISHED' and id <> all($1::text[])) as closing, clock_timestamp() as now) as soonest`,
      [this.aside.waiting(performance.now())],
    );
    return { toOpen: row?.toOpen ?? false, toUnseal: row?.toUnseal ?? false, toClose: row?.toClose ?? false, nextInMs: row?.nextInMs ?? null };
  }

  /** Does in one transaction what is due together. If that fails for the sake of one lot, each is done for itself, and one that fails again is put aside. */
  private async together(due: typeof CLOSING, work: Work, patiently?: (tx: Tx) => Promise<DueRow[]>): Promise<number> {
    let rows: DueRow[] = [];
    try {
      const done = await this.database.asHouse(async (tx) => {
        rows = await tx.query<DueRow>(`select ${CLAIMED} from quoting.lots where ${due.where} and id <> all($2::text[]) order by ${due.column}, id limit $1 for update skip locked`, [AT_ONCE, this.aside.all()]);
        if (rows.length === 0 && patiently !== undefined) rows = await patiently(tx);
        return rows.length > 0 ? work(tx, rows) : 0;
      });
      if (done > 0) return done;
    } catch (error) {
      if (rows.length > 0 && !isAway(error)) return this.oneByOne(rows.map((row) => row.id), due, work);
      if (rows.length > 0 || !isHeld(error)) throw error;
    }
    return this.oneByOne(this.aside.ripe(performance.now()), due, work);
  }

  private async oneByOne(lotIds: readonly string[], due: typeof CLOSING, work: Work): Promise<number> {
    let done = 0;
    for (const lotId of lotIds) {
      try {
        const one = await this.database.asHouse(async (tx) => {
          const rows = await tx.query<DueRow>(`select ${CLAIMED} from quoting.lots where id = $1 and ${due.where} for update skip locked`, [lotId]);
          return rows.length > 0 ? work(tx, rows) : 0;
        });
        if (one > 0) this.aside.succeeded(lotId);
        done += one;
      } catch (error) {
        if (isAway(error)) throw error;
        this.log.error(`What was due of ${lotId} cannot be done; the next attempt is in ${this.aside.failed(lotId, performance.now())} ms.`, error);
      }
    }
    return done;
  }

  private async close(tx: Tx, due: readonly DueRow[]): Promise<number> {
    const stretches = await this.stretches(tx);
    const lots = await this.books.statesIn(tx, due.map((row) => row.id));
    const locked = await lockLedgers(tx, due.map((row) => row.id));
    const drafts = locked.flatMap(({ id, at: now }): LotEventDraft[] => {
      const lot = lots.get(id)?.state;
      const closing = lot === undefined ? null : closeIfDue(lot, now.getTime());
      if (lot === undefined || closing === null) return [];
      const outage = outageAt(lot.closesAt, stretches);
      if (outage === null) return closing.events.map(salted);
      const closesAt = instantText(new Date(resumeAfterOutage(lot, outage, now.getTime())));
      return [{ lotId: id, type: 'EXTENDED', payload: { closesAt, extensions: lot.extensions, maxExtensions: lot.rules.softClose?.maxExtensions ?? 0, why: 'OUTAGE' } }];
    });
    const entries = drafts.length === 0 ? [] : await writeLotEvents(tx, locked.filter(({ id }) => drafts.some((draft) => draft.lotId === id)), drafts);
    // A row that is due while its ledger is not is brought up to its ledger, too, or it would be due for ever.
    const all = [...lots.values()].filter(({ state }) => state.seq > 0).map(({ state }) => fold(state, entries.filter((entry) => entry.lotId === state.lotId)));
    await tx.query(projectLotsSql(1), valuesOf(all.map(lotProjection), LOT_COLUMNS));
    const after = all.filter((lot) => lot.seq > lots.get(lot.lotId)!.state.seq);
    const moved = after.filter((lot) => lot.closedAt === null);
    if (moved.length > 0) {
      await tx.query('update quoting.lots lot set planned_closes_at = now.at from unnest($1::text[], $2::timestamptz[]) as now (id, at) where lot.id = now.id', [moved.map((lot) => lot.lotId), moved.map((lot) => new Date(lot.plannedClosesAt))]);
    }
    await signHeads(tx, this.key, after.filter((lot) => lot.closedAt !== null));
    await this.tellBids(tx, after);
    await this.releases.release(tx, after.filter((lot) => lot.phase === 'UNSUCCESSFUL').map((lot) => lot.lotId), 'UNSUCCESSFUL');
    await tellCompanies(tx, after.flatMap((lot) => newsOf(lot, lots.get(lot.lotId)!.facts.buyerId)));
    return all.length;
  }

  /**
   * Who served when. This process serves at this very moment, so its stretch reaches to now and not only to its last beat: a closing between a beat
   * and this look is no outage. A process that was stopped in between has been silent for longer than a gap, and its stretch ends where it ended.
   */
  private async stretches(tx: Tx): Promise<Stretch[]> {
    const rows = await tx.query<{ process_id: string; since: Date; beat_at: Date; now: Date }>('select process_id, since, beat_at, clock_timestamp() as now from quoting.desk_beats');
    return rows.map(({ process_id: processId, since, beat_at: beatAt, now }) => {
      const silentMs = now.getTime() - beatAt.getTime();
      const alive = processId === this.stretch && silentMs <= GAP_SECONDS * 1_000;
      return { since: since.getTime(), until: alive ? now.getTime() : beatAt.getTime() + Math.min(Math.max(silentMs, 0), NEXT_BEAT_MS) };
    });
  }

  /**
   * Ranks become final; bids of unsuccessful lots are over. Those that count bind for as long after the closing as the tender's rules say, also
   * where a suspension, an outage or late bids have moved it since they were made.
   */
  private async tellBids(tx: Tx, lots: readonly LotState[]): Promise<void> {
    const bids = lots.filter((lot) => lot.closedAt !== null).flatMap((lot) => [...lot.bidders.values()].filter((bidder) => bidder.state === 'VALID' || bidder.state === 'LOST' || bidder.state === 'EXPIRED')
      .map((bidder) => ({ id: bidder.bidId, state: bidder.state, rank: lot.unsealed ? rankOf(lot, bidder.companyId) : null, until: bidder.state === 'VALID' ? shortestValidity(lot) : null })));
    if (bids.length === 0) return;
    await tx.query(
      `update quoting.bids bid set state = now.state, final_rank = now.rank,
              confirmed_until = case when now.until > coalesce(bid.confirmed_until, bid.valid_until) then now.until else bid.confirmed_until end
         from unnest($1::text[], $2::text[], $3::int[], $4::date[]) as now (id, state, rank, until) where bid.id = now.id`,
      [bids.map((bid) => bid.id), bids.map((bid) => bid.state), bids.map((bid) => bid.rank), bids.map((bid) => bid.until)],
    );
  }

  private newStretch(): string {
    return newId('event');
  }
}

/** A closing with the salt of its entry: the head that is signed then tells nothing of what is not opened. */
function salted(draft: LotEventDraft): LotEventDraft {
  return draft.type === 'CLOSED' ? { ...draft, payload: { ...draft.payload, salt: randomBytes(16).toString('hex') } } : draft;
}

/** What buyer and bidders are told when a lot was closed, or extended after an outage. */
function newsOf(lot: LotState, buyerId: string): CompanyNews[] {
  const type = lot.closedAt === null ? 'lot.extended' : lot.phase === 'UNSUCCESSFUL' ? 'lot.unsuccessful' : 'lot.closed';
  return [buyerId, ...lot.bidders.keys()].map((companyId) => ({ companyId, type, subjectId: lot.lotId }));
}

/** Did somebody hold what was waited for? */
function isHeld(error: unknown): boolean {
  return isAway(error) && codeOf((error as Problem).cause) === '55P03';
}
