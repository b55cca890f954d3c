import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '#contracts';
import { categories, processes } from '#contracts/catalogue';
import {
  confirmImport, createMould, importOf, importsOfMould, mould, moulds, part, partsOfMould, releaseParts, reviewImport, setRoutes, startImport, updateMould, updateParts,
  type ConfirmImportInput, type CreateMouldInput, type MouldView, type MouldsInput, type PartFilterInput, type PartView, type ReleasePartsInput,
  type ReviewImportInput, type SetRoutesInput, type StartImportInput, type UpdateMouldInput, type UpdatePartsInput,
} from '#contracts/order-moulds';
import { mouldProgress } from '#contracts/order-progress';
import { routeTemplate } from '#contracts/usual-routes';
import { Rpc } from '#platform/rpc';
import { Asking, EdgeContext } from '../edge-context.plugin.js';
import { selectedAt, selects } from '../selection.plugin.js';
import { MouldLoader } from './moulds.loader.js';
import { WholeMouldLoader, type WholeMould } from './whole-moulds.loader.js';

const kinds = categories.map((kind) => ({ ...kind, usualRoute: routeTemplate(kind.code) }));

/** Moulds, their parts, and how lists become parts. */
@Resolver()
export class MouldsResolver {
  constructor(private readonly rpc: Rpc, private readonly whole: WholeMouldLoader) {}

  @Query('catalogue')
  catalogue() { return { processes, categories: kinds }; }

  @Query('mould')
  async mould(@Asking() actor: Actor, @Context() context: EdgeContext, @Args('id') id: string, @Info() info: GraphQLResolveInfo) {
    const summary = selects(info, 'summary');
    if (!selects(info, 'parts')) return (await this.rpc.call(mould, actor, { id, withSummary: summary })).mould;
    return this.whole.load(context, id, { parts: selectedAt(info, 'parts'), steps: selectedAt(info, 'parts.route'), summary });
  }

  @Query('moulds')
  moulds(@Asking() actor: Actor, @Args() args: MouldsInput) { return this.rpc.call(moulds, actor, args); }

  @Query('part')
  async part(@Asking() actor: Actor, @Args('id') id: string) { return (await this.rpc.call(part, actor, { id })).part; }

  @Query('import')
  async import(@Asking() actor: Actor, @Args('id') id: string) { return (await this.rpc.call(importOf, actor, { id })).import; }

  @Mutation('createMould')
  createMould(@Asking() actor: Actor, @Args('input') input: CreateMouldInput) { return this.rpc.call(createMould, actor, input); }

  @Mutation('updateMould')
  updateMould(@Asking() actor: Actor, @Args('input') input: UpdateMouldInput) { return this.rpc.call(updateMould, actor, input); }

  @Mutation('startImport')
  startImport(@Asking() actor: Actor, @Args('input') input: StartImportInput) { return this.rpc.call(startImport, actor, input); }

  @Mutation('reviewImport')
  reviewImport(@Asking() actor: Actor, @Args('input') input: ReviewImportInput) { return this.rpc.call(reviewImport, actor, input); }

  @Mutation('confirmImport')
  confirmImport(@Asking() actor: Actor, @Args('input') input: ConfirmImportInput) { return this.rpc.call(confirmImport, actor, input); }

  @Mutation('updateParts')
  updateParts(@Asking() actor: Actor, @Args('input') input: UpdatePartsInput) { return this.rpc.call(updateParts, actor, input); }

  @Mutation('setRoutes')
  setRoutes(@Asking() actor: Actor, @Args('input') input: SetRoutesInput) { return this.rpc.call(setRoutes, actor, input); }

  @Mutation('releaseParts')
  releaseParts(@Asking() actor: Actor, @Args('input') input: ReleasePartsInput) { return this.rpc.call(releaseParts, actor, input); }
}

@Resolver('Mould')
export class MouldResolver {
  constructor(private readonly rpc: Rpc, private readonly loader: MouldLoader) {}

  @ResolveField('parts')
  async parts(@Asking() actor: Actor, @Parent() parent: WholeMould, @Args('filter') filter?: PartFilterInput | null) {
    return !filter && parent.parts ? parent.parts : (await this.rpc.call(partsOfMould, actor, { mouldId: parent.id, filter })).parts;
  }

  @ResolveField('imports')
  async imports(@Asking() actor: Actor, @Parent() { id }: MouldView, @Info() info: GraphQLResolveInfo) {
    return (await this.rpc.call(importsOfMould, actor, { mouldId: id, withLines: selects(info, 'rows') || selects(info, 'problems') })).imports;
  }

  @ResolveField('modelUrl')
  async modelUrl(@Context() context: EdgeContext, @Parent() { id }: MouldView) { return (await this.loader.wholes.load(context, id))?.url ?? null; }

  @ResolveField('modelBodies')
  async modelBodies(@Context() context: EdgeContext, @Parent() { id }: MouldView) { return (await this.loader.wholes.load(context, id))?.bodies ?? []; }

  @ResolveField('progress')
  progress(@Asking() actor: Actor, @Parent() { id }: MouldView) { return this.rpc.call(mouldProgress, actor, { mouldId: id }); }
}

@Resolver('Part')
export class PartResolver {
  constructor(private readonly loader: MouldLoader) {}

  @ResolveField('mould')
  mould(@Context() context: EdgeContext, @Parent() { mouldId }: PartView) { return this.loader.moulds.load(context, mouldId); }

  @ResolveField('model')
  model(@Context() context: EdgeContext, @Parent() { id }: PartView) { return this.loader.models.load(context, id); }

  @ResolveField('revisions')
  async revisions(@Context() context: EdgeContext, @Parent() { id }: PartView) { return await this.loader.revisions.load(context, id) ?? []; }

  @ResolveField('pieces')
  async pieces(@Context() context: EdgeContext, @Parent() { id }: PartView) { return await this.loader.pieces.load(context, id) ?? []; }
}
