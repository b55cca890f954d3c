import { StoredFileEntity } from '../files/stored-file.entity.js';
import { ImportEntity } from '../moulds/imports/import.entity.js';
import { MouldEntity } from '../moulds/mould.entity.js';

/** Every table of the schema `ordering` that TypeORM maps. */
export const entities: Function[] = [ImportEntity, MouldEntity, StoredFileEntity];
