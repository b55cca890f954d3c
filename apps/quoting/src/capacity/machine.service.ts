import { Injectable } from '@nestjs/common';
import { newId, Problem } from '#kernel';
import type { Actor } from '#contracts';
import { saveMachine, type MachineView, type SaveMachineInput, type SaveMachineResult } from '#contracts/quoting-capacity';
import { Database, once, type Tx } from '#platform/database';
import { capacitySentence, machineSentence, type MachineComplaint } from './capacity-sentences.view.js';
import { MachineEntity } from './machine.entity.js';
import { blankMachine, changedMachine, complaintsAbout } from './machine.policy.js';
import { machineView } from './machine.view.js';

const MOST_MACHINES = 500;

/** What a supplier records of its shop. */
@Injectable()
export class MachineService {
  constructor(private readonly database: Database) {}

  /** Machines of the own company by name, those out of use too. */
  async machines(actor: Actor): Promise<MachineView[]> {
    return this.database.asCompany(actor.companyId, async (tx) => {
      const rows = await tx.manager.find(MachineEntity, { where: { companyId: actor.companyId }, order: { name: 'ASC', id: 'ASC' }, take: MOST_MACHINES });
      return rows.map((row) => machineView(row.id, row));
    });
  }

  /** True for a machine of the own company, in use or not. */
  async owns(actor: Actor, machineId: string): Promise<boolean> {
    return (await this.database.read(actor.companyId, 'select 1 from quoting.machines where id = $1 and company_id = $2', [machineId, actor.companyId])).length === 1;
  }

  /** Adds a machine, or changes one. Refuses values that no machine has, and a version that is not the present one. */
  saveMachine(actor: Actor, input: SaveMachineInput): Promise<SaveMachineResult> {
    return this.database.asCompany(actor.companyId, (tx) =>
      once(tx, actor, saveMachine.name, input.idempotencyKey, input, () => (input.machineId ? this.change(tx, actor, input.machineId, input) : this.add(tx, actor, input))));
  }

  private async add(tx: Tx, actor: Actor, input: SaveMachineInput): Promise<SaveMachineResult> {
    const machine = changedMachine(blankMachine, input);
    const complaints = complaintsAbout(machine);
    if (complaints.length > 0) return refused(actor, complaints);
    if (await tx.manager.count(MachineEntity, { where: { companyId: actor.companyId } }) >= MOST_MACHINES) return refused(actor, [{ path: 'name', complaint: 'TOO_MANY' }]);
    const id = newId('machine');
    await tx.manager.insert(MachineEntity, { ...machine, id, companyId: actor.companyId });
    return machineView(id, machine);
  }

  private async change(tx: Tx, actor: Actor, id: string, input: SaveMachineInput): Promise<SaveMachineResult> {
    const before = await tx.manager.findOne(MachineEntity, { where: { id, companyId: actor.companyId }, lock: { mode: 'pessimistic_write' } });
    if (!before) throw Problem.notFound();
    if (input.version === null || input.version === undefined) return refused(actor, [{ path: 'version', complaint: 'VERSION_NEEDED' }]);
    if (input.version !== before.version) {
      return { __typename: 'VersionConflict', code: 'VERSION_CONFLICT', message: capacitySentence('VERSION', actor.locale), currentVersion: before.version };
    }
    const machine = changedMachine(before, input);
    const complaints = complaintsAbout(machine);
    if (complaints.length > 0) return refused(actor, complaints);
    machine.version += 1;
    await tx.manager.update(MachineEntity, { id }, machine);
    return machineView(id, machine);
  }
}

function refused(actor: Actor, complaints: { path: string; complaint: MachineComplaint }[]): SaveMachineResult {
  return {
    __typename: 'InputRefused',
    code: 'INPUT_REFUSED',
    message: capacitySentence('INPUT', actor.locale),
    problems: complaints.map(({ path, complaint }) => ({ path, message: machineSentence(complaint, actor.locale) })),
  };
}
