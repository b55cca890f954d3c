import { filesAsJson } from '../files/index.js';

const ROUTE = `(select coalesce(json_agg(json_build_object('id', o.id, 'seq', o.seq, 'process', o.process, 'outside', o.outside, 'dependsOn', o.depends_on,
    'plannedMinutes', o.planned_minutes, 'inspect', o.inspect, 'note', o.note) order by o.seq), '[]'::json)
  from ordering.operations o where o.part_id = p.id)`;

/** Columns of `ordering.parts p` as `PartRow` names them; the route and the files come along as JSON, so that a part is one statement. */
export const partColumns = `p.id, p.version, p.mould_id as "mouldId", p.position, p.part_no as "partNo", p.revision, p.released, p.parent_id as "parentId",
  p.name, p.name_en as "nameEn", p.category, p.material, p.treatment, p.hardness, p.requirements,
  trim_scale(p.length_mm)::text as "lengthMm", trim_scale(p.width_mm)::text as "widthMm", trim_scale(p.height_mm)::text as "heightMm",
  trim_scale(p.diameter_mm)::text as "diameterMm", p.quantity, trim_scale(p.unit_mass_kg)::text as "unitMassKg", p.supply, p.mirror_of_id as "mirrorOfId",
  p.state, p.gaps, p.open_question as "openQuestion", p.note, p.file_ids as "fileIds", p.external_source as "externalSource", p.external_id as "externalId",
  ${ROUTE} as route, ${filesAsJson('p.file_ids')} as files`;
