import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { instantText } from '#kernel';
import type { Actor } from '#contracts';
import { createUpload, type CreateUploadInput } from '#contracts/order-files';
import { Rpc } from '#platform/rpc';
import { HouseClock } from '#platform/time';
import { Asking } from '../edge-context.plugin.js';

/** What belongs to no slice alone. */
@Resolver()
export class CommonResolver {
  constructor(private readonly rpc: Rpc, private readonly clock: HouseClock) {}

  @Query('serverTime')
  serverTime() { return instantText(new Date(this.clock.now())); }

  @Mutation('createUpload')
  createUpload(@Asking() actor: Actor, @Args('input') input: CreateUploadInput) { return this.rpc.call(createUpload, actor, input); }
}
