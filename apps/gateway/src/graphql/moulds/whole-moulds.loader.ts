import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { mould, partFields, partsOfTable, stepFields, type MouldView, type PartField, type PartView, type StepField } from '#contracts/order-moulds';
import { Problem } from '#kernel';
import { Rpc } from '#platform/rpc';
import type { EdgeContext } from '../edge-context.plugin.js';

/** A mould with the fields of its parts that somebody asked for. */
export type WholeMould = MouldView & { parts?: PartView[] | null };

interface Reading {
  readonly fields: Set<PartField>;
  readonly route: Set<StepField>;
  summary: boolean;
  sent: boolean;
  answer: Promise<WholeMould | null>;
}

/** What a field wants to know of a mould: fields of its parts, of the steps of their routes, and whether the counts over them. */
export interface MouldWish {
  readonly parts?: readonly string[];
  readonly steps?: readonly string[];
  readonly summary?: boolean;
}

/**
 * A mould with all its parts, for boards. The fields of one response that need it are answered by one call, which asks for what they
 * want together and no more: with hundreds of parts, what nobody shows is most of the work.
 */
@Injectable()
export class WholeMouldLoader {
  private readonly readings = new WeakMap<EdgeContext, Map<string, Reading>>();

  constructor(private readonly rpc: Rpc) {}

  /** The mould; null for a foreign or missing one. Names that are no fields of a part or of a step ask for nothing. */
  load(context: EdgeContext, mouldId: string, wish: MouldWish = {}): Promise<WholeMould | null> {
    const fields = partFields.filter((field) => wish.parts?.includes(field) || (field === 'mouldId' && wish.parts?.includes('mould')));
    const route = stepFields.filter((field) => wish.steps?.includes(field));
    const summary = wish.summary ?? false;
    const ofContext = this.readings.get(context) ?? new Map<string, Reading>();
    this.readings.set(context, ofContext);
    const known = ofContext.get(mouldId);
    if (known !== undefined && (!known.sent || (fields.every((field) => known.fields.has(field)) && route.every((field) => known.route.has(field)) && (known.summary || !summary)))) {
      for (const field of fields) known.fields.add(field);
      for (const field of route) known.route.add(field);
      known.summary ||= summary;
      return known.answer;
    }
    const reading: Reading = { fields: new Set(fields), route: new Set(route), summary, sent: false, answer: Promise.resolve(null) };
    reading.answer = this.read(context, mouldId, reading);
    ofContext.set(mouldId, reading);
    return reading.answer;
  }

  private async read({ actor }: EdgeContext, id: string, reading: Reading): Promise<WholeMould | null> {
    // Whoever answers another field of the same level has said by then what it wants.
    await nextTurn();
    reading.sent = true;
    if (actor === null) throw new Problem('UNAUTHENTICATED', 'Sign in first.');
    const { mould: found, parts } = await this.rpc.call(mould, actor, { id, withSummary: reading.summary, parts: { fields: [...reading.fields], route: [...reading.route] } });
    return found && { ...found, parts: parts && partsOfTable(parts) };
  }
}
