import { Controller } from '@nestjs/common';
import type { Actor, NoInput } from '#contracts';
import {
  answerWorkload, machines, ownsMachine, saveMachine, workload, type AnswerWorkloadInput, type AnswerWorkloadResult, type MachineView, type OwnsMachineInput, type SaveMachineInput,
  type SaveMachineResult, type WorkloadView,
} from '#contracts/quoting-capacity';
import { Serves } from '#platform/rpc';
import { MachineService } from './machine.service.js';
import { WorkloadService } from './workload.service.js';

/** What the gateway asks of capacity. */
@Controller()
export class CapacityRpc {
  constructor(private readonly service: MachineService, private readonly workloads: WorkloadService) {}

  @Serves(machines)
  machines(actor: Actor, _input: NoInput): Promise<MachineView[]> {
    return this.service.machines(actor);
  }

  @Serves(ownsMachine)
  async ownsMachine(actor: Actor, input: OwnsMachineInput): Promise<{ owns: boolean }> {
    return { owns: await this.service.owns(actor, input.machineId) };
  }

  @Serves(saveMachine)
  saveMachine(actor: Actor, input: SaveMachineInput): Promise<SaveMachineResult> {
    return this.service.saveMachine(actor, input);
  }

  @Serves(workload)
  workload(actor: Actor, _input: NoInput): Promise<WorkloadView | null> {
    return this.workloads.workload(actor);
  }

  @Serves(answerWorkload)
  answerWorkload(actor: Actor, input: AnswerWorkloadInput): Promise<AnswerWorkloadResult> {
    return this.workloads.answer(actor, input);
  }
}
