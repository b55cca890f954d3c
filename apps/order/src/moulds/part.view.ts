import type { PartPapers, PartSnapshot, SizeView } from '#contracts';
import type { FileView } from '#contracts/order-files';
import type { OperationView, PartGap, PartLineInput, PartRevisionView, PartState, PartSupply, PartView } from '#contracts/order-moulds';
import { revisionOfFile } from './imports/file-match.policy.js';
import { BUYING, type PartDefinition, type PartRecord } from './part-definition.policy.js';
import { openQuantity, type Placement } from './placement.policy.js';

/** A part as the one reading statement gives it. */
export interface PartRow {
  id: string;
  version: number;
  mouldId: string;
  position: number;
  partNo: string;
  revision: string;
  released: boolean;
  parentId: string | null;
  name: string;
  nameEn: string | null;
  category: string | null;
  material: string | null;
  treatment: string | null;
  hardness: string | null;
  requirements: string | null;
  lengthMm: string | null;
  widthMm: string | null;
  heightMm: string | null;
  diameterMm: string | null;
  quantity: number;
  unitMassKg: string | null;
  supply: PartSupply;
  mirrorOfId: string | null;
  state: PartState;
  gaps: PartGap[];
  openQuestion: boolean;
  note: string | null;
  fileIds: string[];
  modelItemId: string | null;
  thumbnailId: string | null;
  externalSource: string | null;
  externalId: string | null;
  route: OperationView[];
  files: FileView[];
}

/** A part's row with what a tender asks besides. */
export type DescribedRow = PartRow & { currency: string; mouldNo: string; mouldTitle: string; customerName: string | null; placements: Placement[]; mouldHasDrawings: boolean; mouldHasModels: boolean };

/** A frozen revision as it is kept. */
export interface RevisionRow { partId: string; revision: string; definition: PartDefinition; releasedAt: Date; files: FileView[] }

/** What was frozen, as people compare it. */
export function revisionView({ revision, definition, releasedAt, files }: RevisionRow): PartRevisionView {
  const { material, hardness, requirements, size, quantity, route } = definition;
  return { revision, material, hardness, requirements, size, quantity, route: route.map(({ process }) => process), files, releasedAt: releasedAt.toISOString() };
}

function sizeOf(row: PartRow): SizeView {
  return { lengthMm: row.lengthMm, widthMm: row.widthMm, heightMm: row.heightMm, diameterMm: row.diameterMm };
}

/** A part as its own company sees it; `urlOf` makes addresses for the one who asks. */
export function partView(row: PartRow, urlOf: (fileId: string) => string): PartView {
  return {
    id: row.id, version: row.version, mouldId: row.mouldId, partNo: row.partNo, revision: row.revision, released: row.released,
    parentId: row.parentId, name: row.name, nameEn: row.nameEn, category: row.category, material: row.material, hardness: row.hardness,
    requirements: row.requirements, size: sizeOf(row), quantity: row.quantity, unitMassKg: row.unitMassKg, supply: row.supply,
    mirrorOfId: row.mirrorOfId, state: row.state, gaps: row.gaps, route: row.route, files: row.files, thumbnailUrl: row.thumbnailId === null ? null : urlOf(row.thumbnailId),
    external: row.externalSource !== null && row.externalId !== null ? { source: row.externalSource, id: row.externalId } : null,
  };
}

/** The part as the rules work on it. */
export function recordOf(row: PartRow): PartRecord {
  return {
    id: row.id, mouldId: row.mouldId, version: row.version, position: row.position, modelItemId: row.modelItemId, partNo: row.partNo, revision: row.revision, released: row.released,
    parentId: row.parentId, name: row.name, nameEn: row.nameEn, category: row.category, material: row.material, treatment: row.treatment,
    hardness: row.hardness, requirements: row.requirements, size: sizeOf(row), quantity: row.quantity, unitMassKg: row.unitMassKg, supply: row.supply,
    mirrorOfId: row.mirrorOfId, note: row.note, fileIds: row.fileIds, openQuestion: row.openQuestion,
    route: row.route.map(({ seq, process, outside, dependsOn, plannedMinutes, inspect, note }) => ({ seq, process, outside, dependsOn, plannedMinutes, inspect, note })),
  };
}

/** What shows a part besides its sizes. A drawing whose name has another letter than the part is either old or not yet released. */
export function papersOf({ files, modelItemId, mouldHasDrawings, mouldHasModels, partNo, revision }: Pick<DescribedRow, 'files' | 'modelItemId' | 'mouldHasDrawings' | 'mouldHasModels' | 'partNo' | 'revision'>): PartPapers {
  const drawings = files.filter(({ purpose }) => purpose === 'DRAWING');
  const hasModel = modelItemId !== null || files.some(({ purpose }) => purpose === 'MODEL');
  const letters = drawings.flatMap(({ name }) => revisionOfFile(name, partNo) ?? []);
  return {
    drawing: drawings.length > 0 ? 'THERE' : mouldHasDrawings ? 'EXPECTED' : 'NONE', model: hasModel ? 'THERE' : mouldHasModels ? 'EXPECTED' : 'NONE',
    otherRevision: letters.includes(revision) ? null : letters[0] ?? null,
  };
}

/** A line of a tender as bidders may see it; null when the line names a step that the route does not have. Buying is never part of a task. */
export function snapshotOf(row: DescribedRow, line: PartLineInput): PartSnapshot | null {
  const work = row.route.filter((step) => step.process !== BUYING);
  const wanted = line.operationSeqs ? new Set(line.operationSeqs) : null;
  if (wanted && [...wanted].some((seq) => !work.some((step) => step.seq === seq))) return null;
  const operations = wanted ? work.filter((step) => wanted.has(step.seq)) : work;
  const wholePart = operations.length === work.length;
  return {
    partId: row.id, mouldId: row.mouldId, mould: { mouldNo: row.mouldNo, title: row.mouldTitle, customerName: row.customerName }, partNo: row.partNo, name: row.name, nameEn: row.nameEn, category: row.category, revision: row.revision, released: row.released,
    material: row.material, hardness: row.hardness, requirements: row.requirements, size: sizeOf(row), unitMassKg: row.unitMassKg,
    quantity: row.quantity, openQuantity: openQuantity(row.quantity, row.placements, operations.map((step) => step.seq)),
    supply: row.supply, gaps: row.gaps, papers: papersOf(row), wholePart, mirrorOfId: row.mirrorOfId, currency: row.currency,
    operations: operations.map(({ seq, process, plannedMinutes, inspect }) => ({ seq, process, plannedMinutes, inspect })),
  };
}
