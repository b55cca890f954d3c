import type { FilePurpose, FileState } from '#contracts/order-files';
import type { OrderLineState } from '#contracts/order-orders';
import type { Database } from '#platform/database';
import type { Recall } from './grant.policy.js';

/** A file that shows a part. */
export interface PaperFile { id: string; name: string; purpose: FilePurpose; mediaType: string | null; byteSize: string; sha256: string; createdAt: string }

/** What shows one part in one revision: its drawings and models, the model of the part alone, its picture; and what was taken back from the one who asks. */
export interface Papers {
  partId: string;
  revision: string;
  files: PaperFile[];
  /** A model of the part alone, without names or neighbours. */
  mesh: PaperFile | null;
  thumbnailId: string | null;
  /** True when the one who asks has an order by this revision, and a later one was released. */
  isFollowed: boolean;
  recalls: Recall[];
}

/** A line of an order that the company is a side of. */
export interface OrderedLine {
  orderLineId: string;
  lineId: string;
  partId: string;
  revision: string;
  tenderId: string;
  buyerId: string;
  supplierId: string;
  state: OrderLineState;
  acceptedAt: Date | null;
  superseded: boolean;
  now: Date;
}

/** Whose file it is, and the parts and revisions that it shows. */
export interface FileOwner { companyId: string; state: FileState; name: string; mediaType: string | null; parts: { partId: string; revision: string }[] }

const FILE = `json_build_object('id', f.id, 'name', f.name, 'purpose', f.purpose, 'mediaType', f.media_type, 'byteSize', f.byte_size::text, 'sha256', f.sha256,
  'createdAt', to_char(f.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

/** The active recalls of a guest as JSON; `guest` and `owner` are SQL. */
const RECALLS = (guest: string, owner: string): string => `(select coalesce(json_agg(json_build_object('tenderId', r.tender_id, 'partId', r.part_id, 'reason', r.reason,
  'recalledAt', to_char(r.recalled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]'::json) from ordering.drawing_recalls r where r.guest_id = ${guest} and r.company_id = ${owner} and r.given_at is null)`;

/**
 * Papers of parts in their revisions, whoever they belong to: the caller has found out what the guest may see. A released revision is what was frozen, whatever the
 * part's own row says since; only a revision that was not released is read from that.
 */
export function readPapers(database: Database, guestId: string, parts: readonly { partId: string; revision: string }[]): Promise<Papers[]> {
  return database.readAsHouse<Papers>(
    `select p.id as "partId", n.revision, i.thumbnail_id as "thumbnailId", ${RECALLS('$3', 'p.company_id')} as recalls,
            exists (select from ordering.order_lines l where l.part_id = p.id and l.supplier_id = $3 and l.revision = n.revision)
              and exists (select from ordering.part_revisions w where w.part_id = p.id and (length(w.revision), w.revision) > (length(n.revision), n.revision)) as "isFollowed",
            (select ${FILE} from ordering.files f where f.id = i.mesh_id and f.company_id = p.company_id and f.state = 'READY') as mesh,
            (select coalesce(json_agg(${FILE} order by array_position(d.file_ids, f.id)), '[]'::json) from ordering.files f
              where f.id = any(d.file_ids) and f.company_id = p.company_id and f.state = 'READY' and f.purpose in ('DRAWING', 'MODEL')) as files
       from (select distinct * from unnest($1::text[], $2::text[]) as n (part_id, revision)) n
       join ordering.parts p on p.id = n.part_id
       left join ordering.part_revisions v on v.part_id = p.id and v.revision = n.revision
       cross join lateral (select case when v.part_id is null and p.revision = n.revision then p.file_ids else array(select jsonb_array_elements_text(v.definition -> 'fileIds')) end as file_ids,
                                  case when v.part_id is null and p.revision = n.revision then p.model_item_id else v.definition ->> 'modelItemId' end as item_id) d
       left join ordering.model_items i on i.id = d.item_id`, [parts.map(({ partId }) => partId), parts.map(({ revision }) => revision), guestId]);
}

/** Order lines of a company by the lines of lots that they came from, or by part. */
export function readOrderedLines(database: Database, companyId: string, lineIds: readonly string[], partIds: readonly string[]): Promise<OrderedLine[]> {
  return database.readAsHouse<OrderedLine>(
    `select l.id as "orderLineId", l.lot_line_id as "lineId", l.part_id as "partId", l.revision, o.tender_id as "tenderId", l.buyer_id as "buyerId", l.supplier_id as "supplierId", l.state,
            l.accepted_at as "acceptedAt", clock_timestamp() as now,
            exists (select from ordering.part_revisions v where v.part_id = l.part_id and (length(v.revision), v.revision) > (length(l.revision), l.revision)) as superseded
       from ordering.order_lines l join ordering.orders o on o.id = l.order_id where (l.lot_line_id = any($2) or l.part_id = any($3)) and $1 in (l.supplier_id, l.buyer_id) order by l.id`, [companyId, lineIds, partIds]);
}

/** Whose file it is and what it shows; null when there is no such file. */
export async function readFileOwner(database: Database, fileId: string): Promise<FileOwner | null> {
  const [file] = await database.readAsHouse<FileOwner>(
    `select f.company_id as "companyId", f.state, f.name, f.media_type as "mediaType", (
       select coalesce(json_agg(json_build_object('partId', u.id, 'revision', u.revision)), '[]'::json) from (
         select p.id, p.revision from ordering.parts p where p.file_ids @> array[f.id]
         union select v.part_id, v.revision from ordering.part_revisions v where v.definition -> 'fileIds' ? f.id
         union select p.id, p.revision from ordering.model_items i join ordering.parts p on p.model_item_id = i.id where i.mesh_id = f.id or i.thumbnail_id = f.id
         union select v.part_id, v.revision from ordering.model_items i join ordering.part_revisions v on v.definition ->> 'modelItemId' = i.id where i.mesh_id = f.id or i.thumbnail_id = f.id) u) as parts
       from ordering.files f where f.id = $1`, [fileId]);
  return file ?? null;
}
