import type { SizeView } from '#contracts';
import type { Locale } from '#contracts';
import type { FileView } from '#contracts/order-files';
import type { GeometryState, ModelItemView, ModelProblemView, ModelState, ModelView } from '#contracts/order-models';
import { sentences } from './models-sentences.view.js';
import type { StepDamage } from './step-structure.parser.js';

/** What is kept of the structure of a model besides its items. */
export interface ModelFacts {
  schema: string | null;
  encoding: string;
  unitMm: number | null;
  assemblies: number;
  solids: number;
  damages: readonly StepDamage[];
  /** Bodies that the kernel found; null before it has. */
  bodies: number | null;
}

/** A model as its row says. `why` is a code: of the refusal when FAILED, of what stopped the geometry when PARTIAL. */
export interface ModelRow { fileId: string; state: ModelState; why: string | null; facts: ModelFacts | null }

/** A part of a model as its row says. */
export interface ModelItemRow {
  id: string;
  fileId: string;
  position: number;
  productId: string;
  name: string;
  revision: string | null;
  quantity: number;
  usedIn: string[];
  state: GeometryState;
  lengthMm: string | null;
  widthMm: string | null;
  heightMm: string | null;
  diameterMm: string | null;
  volumeMm3: number | null;
  counted: number | null;
  shapes: number[] | null;
  sameAs: number | null;
  thumbnailId: string | null;
  meshId: string | null;
}

/** The size of an item; null until it is measured. */
export function sizeOfItem({ state, lengthMm, widthMm, heightMm, diameterMm }: Pick<ModelItemRow, 'state' | 'lengthMm' | 'widthMm' | 'heightMm' | 'diameterMm'>): SizeView | null {
  return state === 'READY' ? { lengthMm, widthMm, heightMm, diameterMm } : null;
}

/** A part of a model for people; `urlOf` makes addresses for the one who asks. */
export function modelItemView(row: ModelItemRow, urlOf: (fileId: string) => string): ModelItemView {
  return {
    id: row.id, name: row.name, productId: row.productId === '' || row.productId === row.name ? null : row.productId, revision: row.revision, quantity: row.quantity,
    geometry: row.state, size: sizeOfItem(row), volumeMm3: row.volumeMm3 === null ? null : String(Math.round(row.volumeMm3)),
    thumbnailUrl: row.thumbnailId === null ? null : urlOf(row.thumbnailId), meshUrl: row.meshId === null ? null : urlOf(row.meshId),
  };
}

/** A model for people, with everything that its structure and its bodies say differently. */
export function modelView(file: FileView, row: ModelRow, items: readonly ModelItemRow[], locale: Locale, urlOf: (fileId: string) => string): ModelView {
  return {
    file, state: row.state, measured: items.filter(({ state }) => state !== 'WAITING').length,
    items: items.map((item) => modelItemView(item, urlOf)), problems: problemsOf(row, items, locale),
  };
}

function problemsOf({ state, why, facts }: ModelRow, items: readonly ModelItemRow[], locale: Locale): ModelProblemView[] {
  const say = sentences(locale);
  const problems: ModelProblemView[] = (facts?.damages ?? []).map((damage) => ({ code: damage.code, message: say.damage(damage) }));
  if (state === 'FAILED') problems.push({ code: why ?? 'FAILED', message: say.failed(why) });
  if (state === 'PARTIAL') problems.push({ code: why ?? 'STOPPED', message: say.stopped(why, items.filter((item) => item.state === 'STOPPED').length) });
  for (const item of items) {
    if (item.state === 'NOTHING') problems.push({ code: 'NO_BODY', message: say.noBody(item.name) });
    if (item.state !== 'READY') continue;
    if (item.shapes !== null && item.shapes.length > 1 && item.productId !== '') problems.push({ code: 'SEVERAL_SHAPES', message: say.severalShapes(item.name, item.shapes) });
    else if (item.counted !== null && item.counted !== item.quantity) problems.push({ code: 'COUNT_DIFFERS', message: say.countDiffers(item.name, item.quantity, item.counted) });
    const twin = item.sameAs === null ? undefined : items.find(({ position }) => position === item.sameAs);
    if (twin) problems.push({ code: 'SAME_SHAPE', message: say.sameShape(item.name, twin.name) });
  }
  return problems;
}
