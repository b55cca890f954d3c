import { MachineEntity } from '../capacity/machine.entity.js';

/** Every table of the schema `quoting` that TypeORM maps. */
export const entities: Function[] = [MachineEntity];
