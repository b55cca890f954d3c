import type { SaveMachineInput, ShopMachineFragment } from '../../generated/types.js';

/** A machine as it is typed: text in the fields, so that nothing is lost while it is wrong. */
export interface MachineDraft {
  name: string;
  processes: readonly string[];
  lengthMm: string;
  widthMm: string;
  heightMm: string;
  massKg: string;
  toleranceMm: string;
  hardnessHrc: string;
  hoursPerDay: string;
  active: boolean;
}
export type DraftField = 'name' | 'processes' | 'lengthMm' | 'widthMm' | 'heightMm' | 'massKg' | 'toleranceMm' | 'hardnessHrc' | 'hoursPerDay';

/** Processes that one machine may have. */
export const MOST_PROCESSES = 10;
const NUMBERS = ['lengthMm', 'widthMm', 'heightMm', 'massKg', 'toleranceMm', 'hardnessHrc', 'hoursPerDay'] as const;

export function draftOf(machine: ShopMachineFragment | null): MachineDraft {
  const { maxSize, ...rest } = machine ?? { name: '', processes: [], maxSize: null, maxMassKg: null, toleranceMm: null, maxHardnessHrc: null, hoursPerDay: '8', active: true };
  return {
    name: rest.name, processes: rest.processes, lengthMm: maxSize?.lengthMm ?? '', widthMm: maxSize?.widthMm ?? '', heightMm: maxSize?.heightMm ?? '', massKg: rest.maxMassKg ?? '', toleranceMm: rest.toleranceMm ?? '',
    hardnessHrc: rest.maxHardnessHrc ?? '', hoursPerDay: rest.hoursPerDay, active: rest.active,
  };
}

/** A number as people type it on a phone, as the service takes it; null when it is none. */
export function decimalOf(text: string): string | null {
  const plain = text.normalize('NFKC').trim().replace(',', '.').replace(/^±/, '');
  return /^\d{1,8}(\.\d{1,6})?$/.test(plain) ? plain : null;
}

/** Fields that are plainly wrong before anything is sent; the service knows the limits. */
export function wrongFields(draft: MachineDraft): DraftField[] {
  return [
    ...(draft.name.trim() === '' ? ['name' as const] : []), ...(draft.processes.length === 0 ? ['processes' as const] : []),
    ...NUMBERS.filter((field) => (draft[field].trim() !== '' && decimalOf(draft[field]) === null) || (field === 'hoursPerDay' && draft[field].trim() === '')),
  ];
}

/** The input for a new machine, or for the changes of a known one; a field that is empty leaves what was known. */
export function inputOf(key: string, machine: ShopMachineFragment | null, draft: MachineDraft): SaveMachineInput {
  const number = (field: (typeof NUMBERS)[number]) => decimalOf(draft[field]);
  const size = { lengthMm: number('lengthMm'), widthMm: number('widthMm'), heightMm: number('heightMm') };
  return {
    idempotencyKey: key, machineId: machine?.id ?? null, version: machine?.version ?? null, name: draft.name.trim(), processes: [...draft.processes],
    maxSize: Object.values(size).every((side) => side === null) ? null : { ...size, diameterMm: machine?.maxSize.diameterMm ?? null },
    maxMassKg: number('massKg'), toleranceMm: number('toleranceMm'), maxHardnessHrc: number('hardnessHrc'), hoursPerDay: number('hoursPerDay'), active: draft.active,
  };
}

const FIELD_OF: Readonly<Record<string, DraftField>> = {
  name: 'name', processes: 'processes', 'maxSize.lengthMm': 'lengthMm', 'maxSize.widthMm': 'widthMm', 'maxSize.heightMm': 'heightMm', maxMassKg: 'massKg', toleranceMm: 'toleranceMm', maxHardnessHrc: 'hardnessHrc', hoursPerDay: 'hoursPerDay',
};

/** What the service says about a value, at its field; what has no field comes as `null`. */
export function problemsByField(problems: readonly { path: string; message: string }[]): { field: DraftField | null; message: string }[] {
  return problems.map(({ path, message }) => ({ field: FIELD_OF[path] ?? null, message }));
}
