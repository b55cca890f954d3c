import { formatDecimal, parseDecimal } from '#kernel';
import type { MachineView } from '#contracts/quoting-capacity';
import type { MachineState } from './machine.policy.js';

/** A machine as its own company sees it; decimals are written as short as they can be. */
export function machineView(id: string, machine: MachineState): MachineView {
  return {
    __typename: 'Machine',
    id,
    version: machine.version,
    name: machine.name,
    processes: machine.processes,
    maxSize: {
      lengthMm: short(machine.lengthMm), widthMm: short(machine.widthMm), heightMm: short(machine.heightMm), diameterMm: short(machine.diameterMm),
    },
    maxMassKg: short(machine.maxMassKg),
    toleranceMm: short(machine.toleranceMm),
    maxHardnessHrc: short(machine.maxHardnessHrc),
    hoursPerDay: formatDecimal(parseDecimal(machine.hoursPerDay)),
    active: machine.active,
  };
}

function short(decimal: string | null): string | null {
  return decimal === null ? null : formatDecimal(parseDecimal(decimal));
}
