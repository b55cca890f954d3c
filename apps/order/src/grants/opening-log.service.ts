import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor } from '#contracts';
import type { FileOpeningView } from '#contracts/order-grants';
import type { DrawingStage } from '#contracts/quoting-tender-terms';
import type { DrawingHindrance } from '#contracts/refusal';
import { Database, type Tx } from '#platform/database';
import { requestContext } from '#platform/observability';

/** Entries that one answer holds. */
const SHOWN = 500;
/** Pages and ranges that one ticket opens. */
const MOST_OF_ONE = 200;

/** Whoever opens a file, as the log keeps it. */
export interface Opener { companyId: string; userId: string | null; principalId: string; companyName: string; name: string }

/** What is opened or refused; `ticket` makes it happen once. */
export interface Opening {
  ownerId: string;
  fileId: string;
  stage: DrawingStage;
  partId?: string | null;
  tenderId?: string | null;
  page?: number | null;
  fromByte?: number;
  ticket?: string | null;
}

const COLUMNS = `o.id::text, o.file_id as "fileId", o.viewer_id as "companyId", o.company_name as "companyName", o.person_name as "personName", o.user_id as "userId", o.user_id is null as "byKey",
  o.stage, o.page, o.outcome, o.why, o.times, o.opened_at as "openedAt"`;

type OpeningRow = Omit<FileOpeningView, 'openedAt'> & { openedAt: Date };

const WRITTEN = 'company_id, file_id, viewer_id, user_id, principal_id, company_name, person_name, stage, part_id, tender_id, page, from_byte, ticket, request_id, why';
const PLACES = '$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::int, $12::bigint, $13, $14, $15';

/** Ranges of one file by one ticket are one look. */
const TOLD = `not (o.outcome = 'OPENED' and o.page is null and exists (select from ordering.file_openings f where f.ticket = o.ticket and f.outcome = 'OPENED' and f.id < o.id))`;

/** Who looked at which file, page by page, and who wanted to. Written before the bytes go out, never changed but for the count of refusals that say the same. */
@Injectable()
export class OpeningLog {
  constructor(private readonly database: Database) {}

  /** False when this ticket has opened the page before, or the session or key behind it has ended: asked before work is done for it. Only `opened` decides. */
  async mayOpen({ principalId }: Opener, { ticket, page, fromByte }: Opening): Promise<boolean> {
    const found = await this.database.readAsHouse(
      `select from ordering.file_openings where ticket = $1 and coalesce(page, 0) = coalesce($2::int, 0) and coalesce(from_byte, 0) = coalesce($3::bigint, 0) and outcome = 'OPENED'
       union all select from ordering.ended_principals where principal_id = $4`, [ticket ?? null, page ?? null, fromByte ?? null, principalId]);
    return found.length === 0;
  }

  /** Notes that a file or page is opened; false when this ticket has opened it or too much before, or the session or key behind it has ended. */
  async opened(opener: Opener, opening: Opening): Promise<boolean> {
    const made = await this.database.asHouse((tx) => tx.query(
      `insert into ordering.file_openings (${WRITTEN}, outcome) select ${PLACES}, 'OPENED'
        where not exists (select from ordering.ended_principals e where e.principal_id = $5)
          and (select count(*) from ordering.file_openings o where o.ticket = $13 and o.outcome = 'OPENED') < ${MOST_OF_ONE}
       on conflict (ticket, (coalesce(page, 0)), (coalesce(from_byte, 0))) where outcome = 'OPENED' and ticket is not null do nothing returning 1`, valuesOf(opener, opening, null)));
    return made.length > 0;
  }

  /** Notes that sessions or keys have ended. No ticket lives longer than that of an upload, 31 minutes, so what ended long ago is forgotten. */
  async ended(tx: Tx, principalIds: readonly string[]): Promise<void> {
    await tx.query(`with old as (delete from ordering.ended_principals where ended_at < clock_timestamp() - interval '45 minutes')
      insert into ordering.ended_principals (principal_id) select distinct unnest($1::text[]) on conflict (principal_id) do nothing`, [principalIds]);
  }

  /**
   * Notes a refusal. Equal ones of one ticket are one entry that counts, and so are those that one person or key gets of one file within an hour of the clock: whoever is
   * refused may ask as often as it likes without filling the log.
   */
  async refused(opener: Opener, opening: Opening, why: DrawingHindrance): Promise<void> {
    await this.database.asHouse((tx) => tx.query(
      `insert into ordering.file_openings as o (${WRITTEN}, outcome, fold) select ${PLACES}, 'REFUSED',
              concat_ws(' ', $2::text, $3::text, coalesce($4::text, $5), $8::text, $15::text, coalesce($13::text, date_trunc('hour', clock_timestamp(), 'UTC')::text))
       on conflict (fold) where fold is not null do update set times = o.times + 1`, valuesOf(opener, opening, why)));
  }

  /** Who opened an own file, newest first; `before` is an entry, and older ones are told. */
  async ofFile(actor: Actor, fileId: string, before: string | null = null): Promise<FileOpeningView[]> {
    const own = await this.database.read(actor.companyId, 'select 1 from ordering.files where company_id = $1 and id = $2', [actor.companyId, fileId]);
    if (own.length === 0) throw Problem.notFound();
    return viewsOf(await this.database.read<OpeningRow>(actor.companyId,
      `select ${COLUMNS} from ordering.file_openings o where o.company_id = $1 and o.file_id = $2 and o.id < coalesce($3::bigint, 9223372036854775807) and ${TOLD} order by o.id desc limit ${SHOWN}`,
      [actor.companyId, fileId, before]));
  }

  /** Who opened drawings of an own part in any revision, newest first. */
  ofPart(actor: Actor, partId: string): Promise<FileOpeningView[]> {
    return this.read(actor, `(o.part_id = $2 or (o.part_id is null and o.file_id in (select unnest(p.file_ids) from ordering.parts p where p.id = $2)))`, partId);
  }

  /** Who opened drawings by an own tender or its orders, newest first. */
  ofTender(actor: Actor, tenderId: string): Promise<FileOpeningView[]> {
    return this.read(actor, 'o.tender_id = $2', tenderId);
  }

  /** What there is too much of is cut from whoever has most, so that no company's looks push out another's. */
  private async read(actor: Actor, which: string, id: string): Promise<FileOpeningView[]> {
    return viewsOf(await this.database.read<OpeningRow>(actor.companyId,
      `select ${COLUMNS} from ordering.file_openings o join (
         select s.id from (select o.id, row_number() over (partition by o.viewer_id order by o.id desc) as nth from ordering.file_openings o where o.company_id = $1 and ${which} and ${TOLD}) s
          order by s.nth, s.id desc limit ${SHOWN}) shared on shared.id = o.id order by o.id desc`, [actor.companyId, id]));
  }
}

/** The log is the owner's; whoever opens is somebody else, so the house writes it. */
function valuesOf(opener: Opener, { ownerId, fileId, stage, partId, tenderId, page, fromByte, ticket }: Opening, why: DrawingHindrance | null): unknown[] {
  return [ownerId, fileId, opener.companyId, opener.userId, opener.principalId, opener.companyName, opener.name, stage, partId ?? null, tenderId ?? null, page ?? null, fromByte ?? null, ticket ?? null,
    requestContext.getStore()?.requestId ?? null, why];
}

function viewsOf(rows: readonly OpeningRow[]): FileOpeningView[] {
  return rows.map((row) => ({ ...row, openedAt: row.openedAt.toISOString() }));
}
