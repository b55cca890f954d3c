import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor, PartSnapshot } from '#contracts';
import type { ModelItemView } from '#contracts/order-models';
import type { DescribePartsInput, PartRevisionView, PartView, PartsOfMouldInput } from '#contracts/order-moulds';
import { Database, type Tx } from '#platform/database';
import { FileAddresses, filesAsJson, type Viewer } from '../files/index.js';
import { itemColumns, modelItemView, type ModelItemRow } from '../models/index.js';
import { partColumns } from './part-row.entity.js';
import { partView, revisionView, snapshotOf, type DescribedRow, type PartRow, type RevisionRow } from './part.view.js';

/** Reading parts: one statement each. */
@Injectable()
export class PartReading {
  constructor(private readonly database: Database, private readonly addresses: FileAddresses) {}

  /** One own part; null when it is missing or foreign. */
  async part(actor: Actor, id: string): Promise<PartView | null> {
    return (await this.partsByIds(actor, [id]))[0] ?? null;
  }

  /** Own parts by id; foreign and missing ones are absent. */
  async partsByIds(actor: Actor, ids: readonly string[]): Promise<PartView[]> {
    const rows = await this.database.read<PartRow>(actor.companyId,
      `select ${partColumns} from ordering.parts p where p.company_id = $1 and p.id = any($2) order by p.mould_id, p.position, p.id`, [actor.companyId, ids]);
    return rows.map((row) => partView(row, this.urls(actor)));
  }

  /** Parts of a mould in tree order. */
  async partsOfMould(actor: Actor, { mouldId, filter }: PartsOfMouldInput): Promise<PartView[]> {
    const rows = await this.database.read<PartRow>(actor.companyId,
      `select ${partColumns} from ordering.parts p
        where p.company_id = $1 and p.mould_id = $2
          and ($3::text[] is null or p.supply = any($3)) and ($4::boolean is null or (cardinality(p.gaps) = 0) = $4) and ($5::text[] is null or p.id = any($5))
        order by p.position, p.id`,
      [actor.companyId, mouldId, filter?.supplies ?? null, filter?.complete ?? null, filter?.ids ?? null]);
    if (rows.length === 0) await this.mustBeOwn(actor.companyId, mouldId);
    return rows.map((row) => partView(row, this.urls(actor)));
  }

  /** Frozen revisions of own parts, the newest first. */
  async revisionsOf(actor: Actor, ids: readonly string[]): Promise<{ partId: string; revisions: PartRevisionView[] }[]> {
    const rows = await this.database.read<RevisionRow>(actor.companyId,
      `select r.part_id as "partId", r.revision, r.definition, r.released_at as "releasedAt", ${filesAsJson('x.ids')} as files
         from ordering.part_revisions r cross join lateral (select array(select jsonb_array_elements_text(coalesce(r.definition->'fileIds', '[]'))) as ids) x
        where r.company_id = $1 and r.part_id = any($2) order by r.part_id, length(r.revision) desc, r.revision desc`, [actor.companyId, ids]);
    const byPart = new Map<string, PartRevisionView[]>();
    for (const row of rows) byPart.set(row.partId, [...byPart.get(row.partId) ?? [], revisionView(row)]);
    return [...byPart].map(([partId, revisions]) => ({ partId, revisions }));
  }

  /** Views of parts inside a transaction, in the order of the ids. */
  async inOrder(tx: Tx, actor: Viewer, ids: readonly string[]): Promise<PartView[]> {
    const rows = await tx.query<PartRow>(
      `select ${partColumns} from ordering.parts p where p.company_id = $1 and p.id = any($2) order by array_position($2, p.id)`, [actor.companyId, ids]);
    return rows.map((row) => partView(row, this.urls(actor)));
  }

  /** What a tender may know of own parts, one snapshot per line. NOT_FOUND for a foreign part, BAD_INPUT for a step that the route does not have. */
  async describe(actor: Actor, input: DescribePartsInput): Promise<PartSnapshot[]> {
    const ids = [...new Set(input.lines.map((line) => line.partId))];
    const rows = await this.database.read<DescribedRow>(actor.companyId,
      `with moulds as (
         select q.mould_id, coalesce(bool_or(f.purpose = 'DRAWING'), false) as drawings, bool_or(q.model_item_id is not null or f.purpose is not distinct from 'MODEL') as models
           from ordering.parts q left join ordering.files f on f.id = any(q.file_ids)
          where q.company_id = $1 and q.mould_id in (select mould_id from ordering.parts where company_id = $1 and id = any($2)) and (cardinality(q.file_ids) > 0 or q.model_item_id is not null)
          group by q.mould_id)
       select ${partColumns}, m.currency, m.mould_no as "mouldNo", m.title as "mouldTitle", m.customer_name as "customerName", coalesce(w.drawings, false) as "mouldHasDrawings", coalesce(w.models, false) as "mouldHasModels",
              (select coalesce(json_agg(json_build_object('quantity', l.quantity, 'seqs', l.operation_seqs)), '[]'::json)
                 from ordering.placements l where l.part_id = p.id and l.state <> 'RELEASED') as placements
         from ordering.parts p join ordering.moulds m on m.id = p.mould_id left join moulds w on w.mould_id = p.mould_id
        where p.company_id = $1 and p.id = any($2)`, [actor.companyId, ids]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return input.lines.map((line, i) => {
      const row = byId.get(line.partId);
      if (!row) throw Problem.notFound();
      const snapshot = snapshotOf(row, line);
      if (snapshot === null) throw Problem.badInput([{ path: `lines.${i}.operationSeqs`, message: `must be steps of the route of ${row.partNo} on which a shop works` }]);
      return snapshot;
    });
  }

  /** What models show of own parts; parts without one are absent. */
  async modelsOf(actor: Actor, ids: readonly string[]): Promise<{ partId: string; model: ModelItemView }[]> {
    const rows = await this.database.read<ModelItemRow & { partId: string }>(actor.companyId,
      `select p.id as "partId", ${itemColumns} from ordering.parts p join ordering.model_items i on i.id = p.model_item_id where p.company_id = $1 and p.id = any($2)`, [actor.companyId, ids]);
    return rows.map(({ partId, ...row }) => ({ partId, model: modelItemView(row, this.urls(actor)) }));
  }

  private urls(viewer: Viewer): (fileId: string) => string {
    return (fileId) => this.addresses.of(fileId, viewer);
  }

  private async mustBeOwn(companyId: string, mouldId: string): Promise<void> {
    const found = await this.database.read(companyId, 'select 1 from ordering.moulds where company_id = $1 and id = $2', [companyId, mouldId]);
    if (found.length === 0) throw Problem.notFound();
  }
}
