import type { PartField, PartSelectionInput, StepField } from '#contracts/order-moulds';
import { filesAsJson } from '../files/index.js';

const STEP: Readonly<Record<StepField, string>> = {
  id: 'o.id', seq: 'o.seq', process: 'o.process', outside: 'o.outside', dependsOn: 'o.depends_on', plannedMinutes: 'o.planned_minutes', inspect: 'o.inspect', note: 'o.note',
};

function routeAsJson(fields: readonly StepField[]): string {
  const pairs = fields.map((field) => `'${field}', ${STEP[field]}`).join(', ');
  return `(select coalesce(json_agg(json_build_object(${pairs}) order by o.seq), '[]'::json) from ordering.operations o where o.part_id = p.id)`;
}

const plain = (name: string, column = name): string => `p.${column} as "${name}"`;
const measure = (name: string, column: string): string => `trim_scale(p.${column})::text as "${name}"`;

/** What each field of a part is read from. A thumbnail is not computed yet. */
const COLUMNS: Readonly<Record<Exclude<PartField, 'route' | 'thumbnailUrl'>, string>> = {
  version: plain('version'), mouldId: plain('mouldId', 'mould_id'), partNo: plain('partNo', 'part_no'), revision: plain('revision'), released: plain('released'),
  parentId: plain('parentId', 'parent_id'), name: plain('name'), nameEn: plain('nameEn', 'name_en'), category: plain('category'), material: plain('material'),
  hardness: plain('hardness'), requirements: plain('requirements'),
  size: [measure('lengthMm', 'length_mm'), measure('widthMm', 'width_mm'), measure('heightMm', 'height_mm'), measure('diameterMm', 'diameter_mm')].join(', '),
  quantity: plain('quantity'), unitMassKg: measure('unitMassKg', 'unit_mass_kg'), supply: plain('supply'), mirrorOfId: plain('mirrorOfId', 'mirror_of_id'), state: plain('state'),
  gaps: plain('gaps'), files: `${filesAsJson('p.file_ids')} as files`, external: `${plain('externalSource', 'external_source')}, ${plain('externalId', 'external_id')}`,
};

/** Columns of `ordering.parts p` as `PartRow` names them; the route and the files come along as JSON, so that a part is one statement. */
export const partColumns = [
  plain('id'), ...Object.values(COLUMNS), plain('position'), plain('treatment'), plain('openQuestion', 'open_question'), plain('note'), plain('fileIds', 'file_ids'),
  `${routeAsJson(Object.keys(STEP) as StepField[])} as route`,
].join(', ');

/** Only the columns that a reader asks for. Names of fields come from closed lists. */
export function selectedColumns({ fields, route }: PartSelectionInput): string {
  const columns = fields.flatMap((field) => (field === 'thumbnailUrl' ? [] : field === 'route' ? [`${routeAsJson(route)} as route`] : [COLUMNS[field]]));
  return [plain('id'), ...columns].join(', ');
}
