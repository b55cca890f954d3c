import type { PartField, PartSelectionInput, StepField } from '#contracts/order-moulds';
import { filesAsJson } from '../files/index.js';

const STEP: Readonly<Record<StepField, string>> = {
  id: 'o.id', seq: 'o.seq', process: 'o.process', outside: 'o.outside', dependsOn: 'o.depends_on', plannedMinutes: 'o.planned_minutes', inspect: 'o.inspect', note: 'o.note',
};

function routeAsJson(fields: readonly StepField[]): string {
  const pairs = fields.map((field) => `'${field}', ${STEP[field]}`).join(', ');
  return `(select coalesce(json_agg(json_build_object(${pairs}) order by o.seq), '[]'::json) from ordering.operations o where o.part_id = p.id)`;
}

const THUMBNAIL = '(select i.thumbnail_id from ordering.model_items i where i.id = p.model_item_id)';
const measure = (column: string): string => `trim_scale(p.${column})::text`;
const SIZE = { lengthMm: measure('length_mm'), widthMm: measure('width_mm'), heightMm: measure('height_mm'), diameterMm: measure('diameter_mm') } as const;

/** Fields of a part that are one value, as `ordering.parts p` gives them. */
const VALUES: Readonly<Record<Exclude<PartField, 'size' | 'external' | 'route' | 'thumbnailUrl'>, string>> = {
  version: 'p.version', mouldId: 'p.mould_id', partNo: 'p.part_no', revision: 'p.revision', released: 'p.released', parentId: 'p.parent_id', name: 'p.name', nameEn: 'p.name_en',
  category: 'p.category', material: 'p.material', hardness: 'p.hardness', requirements: 'p.requirements', quantity: 'p.quantity', unitMassKg: measure('unit_mass_kg'), supply: 'p.supply',
  mirrorOfId: 'p.mirror_of_id', state: 'p.state', gaps: 'p.gaps', files: filesAsJson('p.file_ids'),
};

const named = (columns: Readonly<Record<string, string>>): string => Object.entries(columns).map(([name, column]) => `${column} as "${name}"`).join(', ');

/** Columns of `ordering.parts p` as `PartRow` names them; the route and the files come along as JSON, so that a part is one statement. */
export const partColumns = named({
  id: 'p.id', ...VALUES, ...SIZE, externalSource: 'p.external_source', externalId: 'p.external_id', position: 'p.position', treatment: 'p.treatment', openQuestion: 'p.open_question', note: 'p.note',
  fileIds: 'p.file_ids', modelItemId: 'p.model_item_id', thumbnailId: THUMBNAIL, route: routeAsJson(Object.keys(STEP) as StepField[]),
});

function valueOf(field: PartField, steps: readonly StepField[]): string {
  switch (field) {
    case 'size': return `json_build_object(${Object.entries(SIZE).map(([name, column]) => `'${name}', ${column}`).join(', ')})`;
    case 'external': return `case when p.external_source is not null and p.external_id is not null then json_build_object('source', p.external_source, 'id', p.external_id) end`;
    case 'route': return routeAsJson(steps);
    // The file; whoever answers makes an address of it.
    case 'thumbnailUrl': return THUMBNAIL;
    default: return VALUES[field];
  }
}

/** The rows of a `PartTable` for the column list of a select over `ordering.moulds m`. Names of fields come from closed lists. */
export function partTable({ fields, route }: PartSelectionInput): string {
  const values = ['p.id', ...fields.map((field) => valueOf(field, route))].join(', ');
  return `(select coalesce(json_agg(json_build_array(${values}) order by p.position, p.id)::text, '[]') from ordering.parts p where p.company_id = m.company_id and p.mould_id = m.id)`;
}
