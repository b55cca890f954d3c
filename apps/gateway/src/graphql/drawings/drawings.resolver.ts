import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '#contracts';
import {
  drawingAccess, fileOpenings, recallDrawings, requestDownload, type DrawingGrantView, type FileOpeningView, type RecallDrawingsInput, type RequestDownloadInput,
} from '#contracts/order-grants';
import { Rpc } from '#platform/rpc';
import { Faces } from '../../accounts/index.js';
import { CompanyLoader } from '../companies/companies.loader.js';
import { Asking, EdgeContext } from '../edge-context.plugin.js';
import { DrawingLoader } from './drawings.loader.js';

/** Who sees which drawing, and who has looked. */
@Resolver()
export class DrawingsResolver {
  constructor(private readonly rpc: Rpc, private readonly faces: Faces) {}

  @Query('fileOpenings')
  async fileOpenings(@Asking() actor: Actor, @Args('fileId') fileId: string, @Args('before') before?: string | null) {
    return (await this.rpc.call(fileOpenings, actor, { fileId, before })).openings;
  }

  /** What the watermark says, and what must be shown again at the door, the gateway alone knows. */
  @Mutation('requestDownload')
  async requestDownload(@Asking() actor: Actor, @Context() context: EdgeContext, @Args('input') { fileId, stage }: Omit<RequestDownloadInput, 'asker'>) {
    return this.rpc.call(requestDownload, actor, { fileId, stage, asker: { ...await this.faces.of(actor), proof: context.proof } });
  }

  @Mutation('recallDrawings')
  recallDrawings(@Asking() actor: Actor, @Args('input') input: RecallDrawingsInput) { return this.rpc.call(recallDrawings, actor, input); }
}

@Resolver('Part')
export class PartDrawingsResolver {
  constructor(private readonly rpc: Rpc) {}

  @ResolveField('drawingAccess')
  drawingAccess(@Asking() actor: Actor, @Parent() { id }: { id: string }) { return this.rpc.call(drawingAccess, actor, { partId: id }); }
}

@Resolver('BuyerTender')
export class TenderDrawingsResolver {
  constructor(private readonly rpc: Rpc) {}

  @ResolveField('drawingAccess')
  drawingAccess(@Asking() actor: Actor, @Parent() { id }: { id: string }) { return this.rpc.call(drawingAccess, actor, { tenderId: id }); }
}

@Resolver('LotLine')
export class LotLineResolver {
  constructor(private readonly loader: DrawingLoader) {}

  @ResolveField('files')
  async files(@Context() context: EdgeContext, @Parent() { id }: { id: string }) { return (await this.loader.papers.load(context, id))?.files ?? []; }

  @ResolveField('thumbnailUrl')
  async thumbnailUrl(@Context() context: EdgeContext, @Parent() { id }: { id: string }) { return (await this.loader.papers.load(context, id))?.thumbnailUrl ?? null; }
}

@Resolver('DrawingGrant')
export class DrawingGrantResolver {
  constructor(private readonly companies: CompanyLoader) {}

  @ResolveField('company')
  company(@Context() context: EdgeContext, @Parent() { companyId }: DrawingGrantView) { return this.companies.cards.load(context, companyId); }
}

@Resolver('FileOpening')
export class FileOpeningResolver {
  constructor(private readonly companies: CompanyLoader) {}

  @ResolveField('company')
  company(@Context() context: EdgeContext, @Parent() { companyId }: FileOpeningView) { return this.companies.cards.load(context, companyId); }
}
