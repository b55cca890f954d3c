import { OpenAccounts1767000100000 } from './1767000100000-open-accounts.js';
import { ProveAddresses1767000200000 } from './1767000200000-prove-addresses.js';
import { HoldRegistrations1767000300000 } from './1767000300000-hold-registrations.js';

/** Migrations of the gateway in order. */
export const migrations = [OpenAccounts1767000100000, ProveAddresses1767000200000, HoldRegistrations1767000300000];
