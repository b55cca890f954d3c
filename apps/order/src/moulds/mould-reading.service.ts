import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor, Page } from '#contracts';
import type { MouldInput, MouldView, MouldsInput, PartField, PartTable, WholeModelView } from '#contracts/order-moulds';
import { Database, SELECTION, type Tx } from '#platform/database';
import { FileAddresses, type Viewer } from '../files/index.js';
import { cursorOf, mouldView, placeOf, type MouldRow } from './mould.view.js';
import { partTable } from './part-row.entity.js';

const MILESTONE = "coalesce(m.t1_date, date '9999-12-31')";

const mouldColumns = `m.id, m.version, m.mould_no as "mouldNo", m.title, m.customer_name as "customerName", m.state, m.cavities,
    m.base_standard as "baseStandard", m.t0_date::text as "t0Date", m.t1_date::text as "t1Date", m.currency,
    m.external_source as "externalSource", m.external_id as "externalId", m.created_at as "createdAt"`;

const SUMMARY = `(select json_build_object('parts', count(*), 'make', count(*) filter (where p.supply = 'MAKE'),
      'outside', count(*) filter (where p.supply = 'OUTSIDE' or p.has_outside), 'buy', count(*) filter (where p.supply = 'BUY'),
      'publishable', count(*) filter (where (p.supply = 'OUTSIDE' or p.has_outside) and cardinality(p.gaps) = 0),
      'incomplete', count(*) filter (where (p.supply = 'OUTSIDE' or p.has_outside) and cardinality(p.gaps) > 0),
      'accepted', count(*) filter (where p.state in ('ACCEPTED', 'INSTALLED')))
     from ordering.parts p where p.mould_id = m.id)`;

/** A mould with its counts in one statement. */
const mouldSelect = `select ${mouldColumns}, ${SUMMARY} as summary from ordering.moulds m`;

/** Reading moulds: one statement each, whatever is asked for with them. */
@Injectable()
export class MouldReading {
  constructor(private readonly database: Database, private readonly addresses: FileAddresses) {}

  /** One own mould, with its parts if they are asked for; null when it is missing or foreign. */
  async mould(actor: Actor, { id, withSummary, parts }: MouldInput): Promise<{ mould: MouldView | null; parts: PartTable | null }> {
    // Counting goes over every part, which whoever shows no counts need not pay for.
    const [row] = await this.database.read<MouldRow & { partRows: string }>(actor.companyId,
      `${SELECTION} select ${mouldColumns}, ${withSummary === false ? 'null' : SUMMARY} as summary, ${parts ? partTable(parts) : 'null'} as "partRows"
         from ordering.moulds m where m.company_id = $1 and m.id = $2`, [actor.companyId, id]);
    if (!row) return { mould: null, parts: null };
    return { mould: mouldView(row), parts: parts ? { fields: parts.fields, rows: this.withAddresses(actor, parts.fields, row.partRows) } : null };
  }

  /** The rows of a table with addresses in the place of files, for those who asked for pictures. Everybody else's rows pass untouched. */
  private withAddresses(viewer: Viewer, fields: readonly PartField[], rows: string): string {
    const at = fields.indexOf('thumbnailUrl') + 1;
    if (at === 0) return rows;
    const table = JSON.parse(rows) as (string | null)[][];
    for (const row of table) if (row[at] !== null) row[at] = this.addresses.of(row[at]!, viewer);
    return JSON.stringify(table);
  }

  /** A page of own moulds, next milestone first. BAD_INPUT for a cursor that no page gave. */
  async moulds(actor: Actor, input: MouldsInput): Promise<Page<MouldView>> {
    const place = input.after ? placeOf(input.after) : null;
    if (input.after && place === null) throw Problem.badInput([{ path: 'after', message: 'must be a cursor of an earlier page' }]);
    const words = input.filter?.search?.trim() || null;
    const rows = await this.database.read<MouldRow>(actor.companyId,
      `${mouldSelect}
        where m.company_id = $1
          and ($2::text is null or m.mould_no ilike $2 or m.title ilike $2)
          and ($3::text[] is null or m.state = any($3))
          and ($4::date is null or (${MILESTONE}, m.id) > ($4::date, $5::text))
        order by ${MILESTONE}, m.id limit $6`,
      [actor.companyId, words === null ? null : `%${words.replace(/[\\%_]/g, '\\$&')}%`, input.filter?.states ?? null, place?.day ?? null, place?.id ?? null, input.first + 1]);
    const shown = rows.slice(0, input.first);
    return {
      edges: shown.map((row) => ({ cursor: cursorOf(row), node: mouldView(row) })),
      pageInfo: { hasNextPage: rows.length > input.first, endCursor: shown.length > 0 ? cursorOf(shown.at(-1)!) : null },
    };
  }

  /** The model that shows most parts of an own mould, with its bodies; null before one was measured. */
  async wholeModel(actor: Actor, mouldId: string): Promise<WholeModelView | null> {
    const [row] = await this.database.read<{ meshId: string; bodies: WholeModelView['bodies'] }>(actor.companyId,
      `select w.mesh_id as "meshId", json_agg(json_build_object('place', i.position, 'partId', p.id) order by i.position) as bodies
         from ordering.parts p join ordering.model_items i on i.id = p.model_item_id join ordering.models w on w.file_id = i.file_id
        where p.company_id = $1 and p.mould_id = $2 and w.mesh_id is not null group by w.file_id, w.mesh_id order by count(*) desc, w.file_id desc limit 1`, [actor.companyId, mouldId]);
    return row === undefined ? null : { url: this.addresses.of(row.meshId, actor), bodies: row.bodies };
  }

  /** A mould inside a transaction that has it already, without its parts. */
  async view(tx: Tx, companyId: string, id: string): Promise<MouldView> {
    const [row] = await tx.query<MouldRow>(`${mouldSelect} where m.company_id = $1 and m.id = $2`, [companyId, id]);
    if (!row) throw Problem.notFound();
    return mouldView(row);
  }
}
