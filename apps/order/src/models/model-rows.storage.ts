import type { Tx } from '#platform/database';
import { newId } from '#kernel';
import type { ItemGeometry } from './model-job.view.js';
import type { ModelFacts } from './model.view.js';
import type { StepItem } from './step-structure.parser.js';

/** Columns of `ordering.model_items i` as `ModelItemRow` names them. */
export const itemColumns = `i.id, i.file_id as "fileId", i.position, i.product_id as "productId", i.name, i.revision, i.quantity, i.used_in as "usedIn", i.state,
  trim_scale(i.length_mm)::text as "lengthMm", trim_scale(i.width_mm)::text as "widthMm", trim_scale(i.height_mm)::text as "heightMm", trim_scale(i.diameter_mm)::text as "diameterMm",
  i.volume_mm3 as "volumeMm3", i.counted, i.shapes, i.same_as as "sameAs", i.thumbnail_id as "thumbnailId", i.mesh_id as "meshId"`;

/** A measured item with the files of its pictures. */
export interface MeasuredItem { geometry: ItemGeometry; thumbnailId: string; meshId: string }

/** Writes the items of a model whose structure was read. Whoever was first has written them; nothing is written twice. */
export async function insertItems(tx: Tx, companyId: string, fileId: string, items: readonly StepItem[]): Promise<void> {
  const rows = items.map((item, position) => ({
    id: newId('modelItem'), position, product_id: item.productId.slice(0, 200), name: item.name.slice(0, 200), revision: item.revision, quantity: item.quantity, used_in: item.usedIn.slice(0, 20),
  }));
  await tx.query(
    `insert into ordering.model_items (id, company_id, file_id, position, product_id, name, revision, quantity, used_in)
     select n.id, $1, $2, n.position, n.product_id, n.name, n.revision, n.quantity, array(select jsonb_array_elements_text(n.used_in))
       from jsonb_to_recordset($3::jsonb) as n (id text, position int, product_id text, name text, revision text, quantity int, used_in jsonb)
     on conflict on constraint model_items_place do nothing`, [companyId, fileId, JSON.stringify(rows)]);
}

/**
 * Gives further shapes under one name an item each: `镶件 (2)`. Answers the places of all measured shapes, the first ones at those of their items,
 * whose pieces are those of their shape from now on.
 */
async function placesOf(tx: Tx, companyId: string, fileId: string, measured: readonly MeasuredItem[]): Promise<number[]> {
  const places = measured.map(({ geometry }) => geometry.item);
  for (const [i, { geometry: { item, variant, counted, shapes } }] of measured.entries()) {
    if (shapes.length < 2) continue;
    if (variant === 0) await tx.query('update ordering.model_items set quantity = least(quantity, $4) where company_id = $1 and file_id = $2 and position = $3', [companyId, fileId, item, counted]);
    else {
      const [made] = await tx.query<{ position: number }>(
        `insert into ordering.model_items (id, company_id, file_id, position, product_id, name, revision, quantity, used_in)
         select $4, $1, $2, (select max(position) + 1 from ordering.model_items where file_id = $2), '', left(o.name, 190) || ' (' || $5 || ')', o.revision, $6, o.used_in
           from ordering.model_items o where o.company_id = $1 and o.file_id = $2 and o.position = $3 returning position`, [companyId, fileId, item, newId('modelItem'), String(variant + 1), counted]);
      places[i] = made!.position;
    }
  }
  return places;
}

/** Writes what was measured; answers the ids of the items. */
export async function writeMeasured(tx: Tx, companyId: string, fileId: string, measured: readonly MeasuredItem[]): Promise<string[]> {
  const places = await placesOf(tx, companyId, fileId, measured);
  const rows = measured.map(({ geometry: { size, volumeMm3, bodies, counted, shapes, sameAs }, thumbnailId, meshId }, i) => ({
    position: places[i]!, l: size.lengthMm, w: size.widthMm, h: size.heightMm, d: size.diameterMm, volume: volumeMm3, bodies, counted, shapes, same_as: sameAs, thumbnail_id: thumbnailId, mesh_id: meshId,
  }));
  const written = await tx.query<{ id: string }>(
    `update ordering.model_items i set state = 'READY', length_mm = n.l, width_mm = n.w, height_mm = n.h, diameter_mm = n.d, volume_mm3 = n.volume, bodies = n.bodies, counted = n.counted,
            shapes = array(select jsonb_array_elements_text(n.shapes)::int), same_as = n.same_as, thumbnail_id = n.thumbnail_id, mesh_id = n.mesh_id
       from jsonb_to_recordset($3::jsonb) as n (position int, l numeric, w numeric, h numeric, d numeric, volume float8, bodies int, counted int, shapes jsonb, same_as int, thumbnail_id text, mesh_id text)
      where i.company_id = $1 and i.file_id = $2 and i.position = n.position returning i.id`, [companyId, fileId, JSON.stringify(rows)]);
  return written.map(({ id }) => id);
}

/** Items that got no geometry. */
export async function writeMissing(tx: Tx, companyId: string, fileId: string, positions: readonly number[] | 'REST', state: 'NOTHING' | 'STOPPED'): Promise<void> {
  await tx.query(
    `update ordering.model_items set state = $4 where company_id = $1 and file_id = $2 and state = 'WAITING' and ($3::int[] is null or position = any($3))`,
    [companyId, fileId, positions === 'REST' ? null : positions, state]);
}

/** Says how far a model has come. */
export async function writeState(tx: Tx, companyId: string, fileId: string, state: string, why: string | null, facts: ModelFacts | null): Promise<void> {
  await tx.query(
    `update ordering.models set state = $3, why = $4, facts = coalesce($5::jsonb, facts), leased_until = null where company_id = $1 and file_id = $2`,
    [companyId, fileId, state, why, facts === null ? null : JSON.stringify(facts)]);
}
