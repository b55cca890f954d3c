import { newId } from '#kernel';
import type { PartSnapshot } from '#contracts';
import type { PartField, PartTable } from '#contracts/order-moulds';

/** Words that no bidder may ever receive: they stand for the buyer, its mould and its customer. */
export const canaries = ['AC2507-CANARY', 'CANARY-NEIGHBOUR', 'CANARY-RESERVE-777777'];

/** A part as order would describe it: a hardened insert, cut, hardened and wire-cut. */
export function aPart(given: Partial<PartSnapshot> = {}): PartSnapshot {
  return {
    partId: newId('part'), mouldId: newId('mould'), partNo: 'AC2507-CANARY', name: '滑块镶件', nameEn: null, category: 'SLI', revision: 'A', released: true, material: '8407', hardness: 'HRC48-52',
    requirements: 'IT6; SPI B2', size: { lengthMm: '96', widthMm: '42', heightMm: '58', diameterMm: null }, unitMassKg: '1.83', quantity: 1, openQuantity: 1, supply: 'OUTSIDE', gaps: [],
    operations: [{ seq: 10, process: 'CNC', plannedMinutes: 240, inspect: false }, { seq: 20, process: 'HT', plannedMinutes: 600, inspect: false }, { seq: 30, process: 'WEDM', plannedMinutes: 360, inspect: true }],
    wholePart: true, mirrorOfId: null, currency: 'CNY', ...given,
  };
}

/** What order answers when a mould is asked for with its parts. */
export function aMouldWith(mould: { id: string; [field: string]: unknown }, parts: readonly ({ id: string } & Partial<Record<PartField, unknown>>)[], asked: { parts?: { fields: PartField[] } | null }): { mould: object; parts: PartTable | null } {
  const fields = asked.parts?.fields;
  return { mould, parts: fields ? { fields, rows: JSON.stringify(parts.map((part) => [part.id, ...fields.map((field) => part[field] ?? null)])) } : null };
}
