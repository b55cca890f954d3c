import { Injectable } from '@nestjs/common';
import type { ModelItemView } from '#contracts/order-models';
import { modelsOfParts, mould, partsByIds, revisionsOfParts, wholeModel, type MouldView, type PartRevisionView, type PartView, type WholeModelView } from '#contracts/order-moulds';
import { piecesOfParts } from '#contracts/order-progress';
import type { PieceView } from '#contracts/order-progress-views';
import { Rpc } from '#platform/rpc';
import { PerRequest, by } from '../per-request.loader.js';

/** Parts and pieces for many fields by one call each. */
@Injectable()
export class MouldLoader {
  readonly parts = new PerRequest<string, PartView>(async (ids, actor) => by((await this.rpc.call(partsByIds, actor, { ids: [...ids] })).parts, 'id'), 2_000);
  readonly pieces = new PerRequest<string, PieceView[]>(async (partIds, actor) => {
    const { parts } = await this.rpc.call(piecesOfParts, actor, { partIds: [...partIds] });
    return new Map(parts.map(({ partId, pieces }) => [partId, pieces]));
  }, 2_000);
  readonly revisions = new PerRequest<string, PartRevisionView[]>(async (ids, actor) => {
    const { parts } = await this.rpc.call(revisionsOfParts, actor, { ids: [...ids] });
    return new Map(parts.map(({ partId, revisions }) => [partId, revisions]));
  }, 2_000);
  readonly models = new PerRequest<string, ModelItemView>(async (ids, actor) => {
    const { parts } = await this.rpc.call(modelsOfParts, actor, { ids: [...ids] });
    return new Map(parts.map(({ partId, model }) => [partId, model]));
  }, 2_000);
  readonly wholes = new PerRequest<string, WholeModelView>(async (ids, actor) => {
    const answers = await Promise.all(ids.map(async (id) => [id, (await this.rpc.call(wholeModel, actor, { id })).model] as const));
    return new Map(answers.flatMap(([id, model]) => (model === null ? [] : [[id, model] as const])));
  });
  /** Parts of one response are of one mould or of few. */
  readonly moulds = new PerRequest<string, MouldView>(async (ids, actor) => {
    const answers = await Promise.all(ids.map((id) => this.rpc.call(mould, actor, { id })));
    return by(answers.flatMap((answer) => answer.mould ?? []), 'id');
  });

  constructor(private readonly rpc: Rpc) {}
}
