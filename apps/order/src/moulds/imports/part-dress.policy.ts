import { densityOf } from '../../catalogue/index.js';
import { sizeOfItem, type ModelItemRow } from '../../models/model.view.js';
import { massOfVolume } from '../../models/stock-size.policy.js';
import { noSize, revised, type PartRecord } from '../part-definition.policy.js';
import { attachmentsOf, withFiles, type Attached, type Attachments, type FileAssignment, type PartFile } from './attachment.policy.js';
import { matchModel, type ModelListItem } from './model-list.policy.js';

/** Everything that an import brings for parts besides their lines. */
export interface Wardrobe {
  readonly mouldNo: string | null;
  /** Files that go to parts, and what is known of the files that parts have. */
  readonly files: readonly PartFile[];
  readonly known: ReadonlyMap<string, PartFile>;
  readonly assigned: readonly FileAssignment[];
  /** Parts of the models that list the mould. */
  readonly items: readonly ModelItemRow[];
  /** Models of one part, by their file. */
  readonly singles: ReadonlyMap<string, ModelItemRow>;
  /** Marks of the geometry behind parts of models, by id: two with a mark in common show the same. */
  readonly marks: ReadonlyMap<string, readonly string[]>;
}

export const noWardrobe: Wardrobe = { mouldNo: null, files: [], known: new Map(), assigned: [], items: [], singles: new Map(), marks: new Map() };

/** What becomes of a file. */
export interface DressedFile { readonly fileId: string; readonly partNo: string; readonly by: Attached['by']; readonly revision: string | null; readonly outcome: 'ADD' | 'REPLACE' | 'SAME' }

/** Parts with what an import brings for them. */
export interface Dressed {
  readonly parts: readonly PartRecord[];
  readonly files: readonly DressedFile[];
  readonly unmatched: readonly string[];
  readonly aside: readonly string[];
  /** Numbers of parts that somebody makes and that have no drawing. */
  readonly withoutDrawing: readonly string[];
  /** The part of a model behind each part, by the part's number. */
  readonly items: ReadonlyMap<string, ModelItemRow>;
}

/** A part as it will be, and as it stands; null for a new one. */
export interface Planned { readonly after: PartRecord; readonly before: PartRecord | null }

/**
 * Gives parts their files and models: files by number, the model by number or name. Size and mass come from the model where nobody has given them and
 * the part is not frozen. Changed content, also of the model, makes a new revision of a frozen part; the same content changes nothing.
 */
export function dress(planned: readonly Planned[], wardrobe: Wardrobe): Dressed {
  const sorted: Attachments = attachmentsOf(wardrobe.files, planned.map(({ after }) => after), wardrobe.mouldNo, wardrobe.assigned);
  const byPart = new Map<string, Attached[]>();
  for (const each of sorted.attached) byPart.set(each.partNo, [...byPart.get(each.partNo) ?? [], each]);
  const listed = matchModel(planned.map(({ after }) => after), wardrobe.items.map((row): ModelListItem => row));
  const itemById = new Map([...wardrobe.items, ...wardrobe.singles.values()].map((item) => [item.id, item]));
  const files: DressedFile[] = [];
  const items = new Map<string, ModelItemRow>();
  const parts = planned.map(({ after, before }, i) => {
    const attached = byPart.get(after.partNo) ?? [];
    const single = attached.flatMap(({ file }) => wardrobe.singles.get(file.id) ?? [])[0];
    const item = single ?? (listed[i] ? itemById.get(listed[i].id) : undefined);
    if (item) items.set(after.partNo, item);
    const shown = item && before?.released && showsTheSame(before.modelItemId, item.id, wardrobe) ? undefined : item;
    if (attached.length === 0 && !shown) return after;
    const change = withFiles(after.fileIds.flatMap((id) => wardrobe.known.get(id) ?? []), attached);
    for (const { file, by, revision } of attached) files.push({ fileId: file.id, partNo: after.partNo, by, revision, outcome: change.outcome.get(file.id) ?? 'SAME' });
    const kept = after.fileIds.filter((id) => !wardrobe.known.has(id));
    return settled({ ...after, fileIds: attached.length === 0 ? after.fileIds : [...kept, ...change.fileIds] }, before, change.revision, shown);
  });
  return {
    parts, files, items, unmatched: sorted.unmatched.map(({ id }) => id), aside: sorted.aside.map(({ id }) => id),
    withoutDrawing: parts.filter((part) => part.supply !== 'BUY' && !hasDrawing(part, wardrobe)).map(({ partNo }) => partNo),
  };
}

function showsTheSame(a: string | null | undefined, b: string, { marks }: Wardrobe): boolean {
  const ours = (a && marks.get(a)) || [];
  return a === b || (marks.get(b) ?? []).some((mark) => ours.includes(mark));
}

function settled(next: PartRecord, before: PartRecord | null, letter: string | null, item: ModelItemRow | undefined): PartRecord {
  const shown = item ? measuredBy({ ...next, modelItemId: item.id }, item, before?.released ?? false) : next;
  if (before === null) return letter !== null && shown.revision === 'A' ? { ...shown, revision: letter } : shown;
  return revised(before, shown, letter ?? (shown.revision === before.revision ? null : shown.revision));
}

/** The part with size and mass of its model where it has none. A frozen part is what was frozen. */
export function measuredBy(part: PartRecord, item: Pick<ModelItemRow, 'state' | 'lengthMm' | 'widthMm' | 'heightMm' | 'diameterMm' | 'volumeMm3'>, frozen = part.released): PartRecord {
  const size = sizeOfItem(item);
  if (frozen || size === null) return part;
  const isBare = Object.values(part.size).every((side) => side === null);
  const mass = part.unitMassKg ?? massOfVolume(item.volumeMm3, part.material === null ? null : densityOf(part.material));
  return { ...part, size: isBare ? { ...noSize, ...size } : part.size, unitMassKg: mass };
}

function hasDrawing(part: PartRecord, { known, files }: Wardrobe): boolean {
  return part.fileIds.some((id) => (known.get(id) ?? files.find((file) => file.id === id))?.purpose === 'DRAWING');
}
