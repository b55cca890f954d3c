import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '#contracts';
import { answerWorkload, machines, saveMachine, workload, type AnswerWorkloadInput, type SaveMachineInput } from '#contracts/quoting-capacity';
import { Rpc } from '#platform/rpc';
import { Asking } from '../edge-context.plugin.js';

/** Machines of a supplier, and how busy it says it is. */
@Resolver()
export class CapacityResolver {
  constructor(private readonly rpc: Rpc) {}

  @Query('machines')
  machines(@Asking() actor: Actor) { return this.rpc.call(machines, actor, {}); }

  @Mutation('saveMachine')
  saveMachine(@Asking() actor: Actor, @Args('input') input: SaveMachineInput) { return this.rpc.call(saveMachine, actor, input); }

  @Query('workload')
  workload(@Asking() actor: Actor) { return this.rpc.call(workload, actor, {}); }

  @Mutation('answerWorkload')
  answerWorkload(@Asking() actor: Actor, @Args('input') input: AnswerWorkloadInput) { return this.rpc.call(answerWorkload, actor, input); }
}
