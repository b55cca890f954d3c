import { OpenAccounts1767000100000 } from './1767000100000-open-accounts.js';

/** Migrations of the gateway in order. */
export const migrations = [OpenAccounts1767000100000];
