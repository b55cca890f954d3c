import { StoredFileEntity } from '../files/stored-file.entity.js';
import { MouldEntity } from '../moulds/mould.entity.js';

/** Every table of the schema `ordering` that TypeORM maps. */
export const entities: Function[] = [MouldEntity, StoredFileEntity];
