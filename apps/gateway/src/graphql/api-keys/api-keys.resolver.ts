import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '#contracts';
import { CreateApiKeyInput, RevokeApiKeyInput } from '#contracts/gateway-accounts';
import { readInput } from '#platform/rpc';
import { ApiKeys } from '../../accounts/index.js';
import { Asking } from '../edge-context.plugin.js';

/** Keys for programs. */
@Resolver()
export class ApiKeysResolver {
  constructor(private readonly keys: ApiKeys) {}

  @Query('apiKeys')
  list(@Asking() actor: Actor) { return this.keys.list(actor); }

  @Mutation('createApiKey')
  async create(@Asking() actor: Actor, @Args('input') input: object) { return this.keys.create(actor, await readInput(CreateApiKeyInput, input)); }

  @Mutation('revokeApiKey')
  async revoke(@Asking() actor: Actor, @Args('input') input: object) { return this.keys.revoke(actor, await readInput(RevokeApiKeyInput, input)); }
}
