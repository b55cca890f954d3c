import { accountsEntities } from '../accounts/index.js';

/** Every table of the schema `accounts` that TypeORM maps. */
export const entities: Function[] = [...accountsEntities];
