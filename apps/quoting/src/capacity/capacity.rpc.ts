import { Controller } from '@nestjs/common';
import type { Actor, NoInput } from '#contracts';
import { machines, ownsMachine, saveMachine, type MachineView, type OwnsMachineInput, type SaveMachineInput, type SaveMachineResult } from '#contracts/quoting-capacity';
import { Serves } from '#platform/rpc';
import { MachineService } from './machine.service.js';

/** What the gateway asks of capacity. */
@Controller()
export class CapacityRpc {
  constructor(private readonly service: MachineService) {}

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
}
