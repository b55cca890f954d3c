import type { SaveMachineInput } from '#contracts/quoting-capacity';
import type { MachineComplaint } from './capacity-sentences.view.js';

/** A machine as it is kept. Millimetres, kilograms, HRC, hours. */
export interface MachineState {
  version: number;
  name: string;
  processes: string[];
  lengthMm: string | null;
  widthMm: string | null;
  heightMm: string | null;
  diameterMm: string | null;
  maxMassKg: string | null;
  toleranceMm: string | null;
  maxHardnessHrc: string | null;
  hoursPerDay: string;
  active: boolean;
}

/** A machine of which nothing is said yet. */
export const blankMachine: MachineState = {
  version: 1, name: '', processes: [], lengthMm: null, widthMm: null, heightMm: null, diameterMm: null,
  maxMassKg: null, toleranceMm: null, maxHardnessHrc: null, hoursPerDay: '8', active: true,
};

const LARGEST_SIDE_MM = 100_000;
const LARGEST_MASS_KG = 1_000_000;
const COARSEST_MM = 10;
const HARDEST_HRC = 70;

/** The machine after a change; null leaves a value as it is. A given size replaces the whole size. */
export function changedMachine(before: MachineState, input: SaveMachineInput): MachineState {
  const size = input.maxSize;
  return {
    version: before.version,
    name: input.name ?? before.name,
    processes: input.processes ?? before.processes,
    lengthMm: size ? size.lengthMm ?? null : before.lengthMm,
    widthMm: size ? size.widthMm ?? null : before.widthMm,
    heightMm: size ? size.heightMm ?? null : before.heightMm,
    diameterMm: size ? size.diameterMm ?? null : before.diameterMm,
    maxMassKg: input.maxMassKg ?? before.maxMassKg,
    toleranceMm: input.toleranceMm ?? before.toleranceMm,
    maxHardnessHrc: input.maxHardnessHrc ?? before.maxHardnessHrc,
    hoursPerDay: input.hoursPerDay ?? before.hoursPerDay,
    active: input.active ?? before.active,
  };
}

/** What a machine breaks, by path of the input. Empty when it may be kept. */
export function complaintsAbout(machine: MachineState): { path: string; complaint: MachineComplaint }[] {
  const found: { path: string; complaint: MachineComplaint }[] = [];
  const outside = (text: string | null, largest: number): boolean => text !== null && !(Number(text) > 0 && Number(text) <= largest);
  if (machine.name === '') found.push({ path: 'name', complaint: 'NAME_NEEDED' });
  if (machine.processes.length === 0) found.push({ path: 'processes', complaint: 'PROCESSES_NEEDED' });
  for (const side of ['lengthMm', 'widthMm', 'heightMm', 'diameterMm'] as const) {
    if (outside(machine[side], LARGEST_SIDE_MM)) found.push({ path: `maxSize.${side}`, complaint: 'SIDE_TOO_LARGE' });
  }
  if (outside(machine.maxMassKg, LARGEST_MASS_KG)) found.push({ path: 'maxMassKg', complaint: 'MASS_TOO_LARGE' });
  if (outside(machine.toleranceMm, COARSEST_MM)) found.push({ path: 'toleranceMm', complaint: 'TOLERANCE_TOO_LARGE' });
  if (outside(machine.maxHardnessHrc, HARDEST_HRC)) found.push({ path: 'maxHardnessHrc', complaint: 'HARDNESS_TOO_LARGE' });
  if (outside(machine.hoursPerDay, 24)) found.push({ path: 'hoursPerDay', complaint: 'HOURS_TOO_LARGE' });
  return found;
}
