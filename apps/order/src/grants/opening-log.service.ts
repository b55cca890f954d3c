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
  o.stage, o.page, o.outcome, o.why, o.opened_at as "openedAt"`;

/** Who looked at which file, page by page, and who wanted to. Written before the bytes go out, never changed. */
@Injectable()
export class OpeningLog {
  constructor(private readonly database: Database) {}

  /** Notes that a file or page is opened; false when this ticket has opened it before, or the session or key behind it has ended. */
  async opened(opener: Opener, opening: Opening): Promise<boolean> {
    return (await this.write(opener, opening, null)).length > 0;
  }

  /** Notes that sessions or keys have ended. No ticket lives longer than that of an upload, 31 minutes, so what ended long ago is forgotten. */
  async ended(tx: Tx, principalIds: readonly string[]): Promise<void> {
    await tx.query(`with old as (delete from ordering.ended_principals where ended_at < clock_timestamp() - interval '45 minutes')
      insert into ordering.ended_principals (principal_id) select distinct unnest($1::text[]) on conflict (principal_id) do nothing`, [principalIds]);
  }

  /** Notes a refusal. */
  async refused(opener: Opener, opening: Opening, why: DrawingHindrance): Promise<void> {
    await this.write(opener, opening, why);
  }

  /** Who opened an own file, newest first. */
  async ofFile(actor: Actor, fileId: string): Promise<FileOpeningView[]> {
    const own = await this.database.read(actor.companyId, 'select 1 from ordering.files where company_id = $1 and id = $2', [actor.companyId, fileId]);
    if (own.length === 0) throw Problem.notFound();
    return this.read(actor, 'o.file_id = $2', fileId);
  }

  /** Who opened drawings of an own part in any revision, newest first. */
  ofPart(actor: Actor, partId: string): Promise<FileOpeningView[]> {
    return this.read(actor, `(o.part_id = $2 or (o.part_id is null and o.file_id in (select unnest(p.file_ids) from ordering.parts p where p.id = $2)))`, partId);
  }

  /** Who opened drawings by an own tender or its orders, newest first. */
  ofTender(actor: Actor, tenderId: string): Promise<FileOpeningView[]> {
    return this.read(actor, 'o.tender_id = $2', tenderId);
  }

  private async read(actor: Actor, which: string, id: string): Promise<FileOpeningView[]> {
    const rows = await this.database.read<Omit<FileOpeningView, 'openedAt'> & { openedAt: Date }>(actor.companyId,
      `select ${COLUMNS} from ordering.file_openings o where o.company_id = $1 and ${which} order by o.id desc limit ${SHOWN}`, [actor.companyId, id]);
    return rows.map((row) => ({ ...row, openedAt: row.openedAt.toISOString() }));
  }

  /** The log is the owner's; whoever opens is somebody else, so the house writes it. */
  private write(opener: Opener, { ownerId, fileId, stage, partId, tenderId, page, fromByte, ticket }: Opening, why: DrawingHindrance | null): Promise<object[]> {
    return this.database.asHouse((tx) => tx.query(
      `insert into ordering.file_openings (company_id, file_id, viewer_id, user_id, principal_id, company_name, person_name, stage, part_id, tender_id, page, from_byte, ticket, request_id, why, outcome)
       select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::int, $12::bigint, $13, $14, $15, case when $15::text is null then 'OPENED' else 'REFUSED' end
        where $15::text is not null or not exists (select from ordering.ended_principals e where e.principal_id = $5)
       on conflict (ticket, (coalesce(page, 0)), (coalesce(from_byte, 0))) where outcome = 'OPENED' and ticket is not null do nothing returning 1`,
      [ownerId, fileId, opener.companyId, opener.userId, opener.principalId, opener.companyName, opener.name, stage, partId ?? null, tenderId ?? null, page ?? null, fromByte ?? null, ticket ?? null,
        requestContext.getStore()?.requestId ?? null, why]));
  }
}
