import { Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import type { Tx } from '#platform/database';
import { arrayLiteral } from './array-literal.policy.js';
import { gapsOf } from './part-gaps.policy.js';
import type { PartRecord, PlannedStep } from './part-definition.policy.js';

const arrayText = (values: readonly (string | number)[]): string => `{${values.join(',')}}`;

/** Columns that a definition writes, with their types, in the order of the values below. */
const WRITTEN: readonly [name: string, type: string, of: (part: PartRecord) => string | number | boolean | null][] = [
  ['position', 'int', (p) => p.position],
  ['part_no', 'text', (p) => p.partNo],
  ['revision', 'text', (p) => p.revision],
  ['released', 'boolean', (p) => p.released],
  ['parent_id', 'text', (p) => p.parentId],
  ['name', 'text', (p) => p.name],
  ['name_en', 'text', (p) => p.nameEn],
  ['category', 'text', (p) => p.category],
  ['material', 'text', (p) => p.material],
  ['treatment', 'text', (p) => p.treatment],
  ['hardness', 'text', (p) => p.hardness],
  ['requirements', 'text', (p) => p.requirements],
  ['length_mm', 'numeric', (p) => p.size.lengthMm],
  ['width_mm', 'numeric', (p) => p.size.widthMm],
  ['height_mm', 'numeric', (p) => p.size.heightMm],
  ['diameter_mm', 'numeric', (p) => p.size.diameterMm],
  ['quantity', 'int', (p) => p.quantity],
  ['unit_mass_kg', 'numeric', (p) => p.unitMassKg],
  ['supply', 'text', (p) => p.supply],
  ['mirror_of_id', 'text', (p) => p.mirrorOfId],
  ['gaps', 'text[]', (p) => arrayText(gapsOf(p))],
  ['has_outside', 'boolean', (p) => p.route.some((step) => step.outside)],
  ['open_question', 'boolean', (p) => p.openQuestion],
  ['note', 'text', (p) => p.note],
  ['file_ids', 'text[]', (p) => arrayText(p.fileIds)],
  ['model_item_id', 'text', (p) => p.modelItemId ?? null],
];

const names = WRITTEN.map(([name]) => name);
const columnType = new Map(WRITTEN.map(([name, type]) => [name, type]));
/** Arrays of arrays do not unnest, so they travel as text and are cast on arrival. */
const travelling = (type: string) => (type.endsWith('[]') ? 'text' : type);
const arriving = (name: string) => (columnType.get(name)!.endsWith('[]') ? `n.${name}::${columnType.get(name)}` : `n.${name}`);

/** Writing many parts at once: one statement for the parts, whatever their number, and two for their routes. */
@Injectable()
export class PartRecords {
  /** Adds parts with their routes. Their versions start at 1. */
  async add(tx: Tx, companyId: string, parts: readonly PartRecord[]): Promise<void> {
    if (parts.length === 0) return;
    await tx.query(
      `insert into ordering.parts (id, company_id, mould_id, ${names.join(', ')})
       select n.id, $1, n.mould_id, ${names.map(arriving).join(', ')}
         from unnest($2::text[], $3::text[], ${this.parameters(4)}) as n (id, mould_id, ${names.join(', ')})`,
      [companyId, arrayLiteral(parts.map((p) => p.id)), arrayLiteral(parts.map((p) => p.mouldId)), ...this.values(parts)]);
    await this.insertRoutes(tx, companyId, parts);
  }

  /** Writes parts that the caller has locked and decided; each gets the next version. `rerouted` are those whose route changed too. */
  async change(tx: Tx, companyId: string, parts: readonly PartRecord[], rerouted: readonly PartRecord[]): Promise<void> {
    if (parts.length === 0) return;
    await tx.query(
      `update ordering.parts p set version = p.version + 1, ${names.map((name) => `${name} = ${arriving(name)}`).join(', ')}
         from unnest($2::text[], ${this.parameters(3)}) as n (id, ${names.join(', ')})
        where p.company_id = $1 and p.id = n.id`,
      [companyId, arrayLiteral(parts.map((p) => p.id)), ...this.values(parts)]);
    if (rerouted.length === 0) return;
    await tx.query('delete from ordering.operations where company_id = $1 and part_id = any($2)', [companyId, rerouted.map((p) => p.id)]);
    await this.insertRoutes(tx, companyId, rerouted);
  }

  private async insertRoutes(tx: Tx, companyId: string, parts: readonly PartRecord[]): Promise<void> {
    const steps = parts.flatMap((part) => part.route.map((step) => ({ partId: part.id, step })));
    if (steps.length === 0) return;
    const column = (of: (step: PlannedStep) => string | number | boolean | null) => arrayLiteral(steps.map(({ step }) => of(step)));
    await tx.query(
      `insert into ordering.operations (id, company_id, part_id, seq, process, outside, depends_on, planned_minutes, inspect, note)
       select n.id, $1, n.part_id, n.seq, n.process, n.outside, n.depends_on::int[], n.planned_minutes, n.inspect, n.note
         from unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::boolean[], $7::text[], $8::int[], $9::boolean[], $10::text[])
           as n (id, part_id, seq, process, outside, depends_on, planned_minutes, inspect, note)`,
      [
        companyId, arrayLiteral(steps.map(() => newId('operation'))), arrayLiteral(steps.map(({ partId }) => partId)), column((s) => s.seq), column((s) => s.process), column((s) => s.outside),
        column((s) => arrayText(s.dependsOn)), column((s) => s.plannedMinutes), column((s) => s.inspect), column((s) => s.note),
      ]);
  }

  private parameters(from: number): string {
    return WRITTEN.map(([, type], i) => `$${from + i}::${travelling(type)}[]`).join(', ');
  }

  private values(parts: readonly PartRecord[]): string[] {
    return WRITTEN.map(([, , of]) => arrayLiteral(parts.map(of)));
  }
}
