import { CreateCapacityAndTenders1767000100000 } from './1767000100000-create-capacity-and-tenders.js';
import { KeepLedgersAndBids1767000200000 } from './1767000200000-keep-ledgers-and-bids.js';
import { CreateAwards1767000300000 } from './1767000300000-create-awards.js';
import { KnowMouldsOfLines1767000400000 } from './1767000400000-know-moulds-of-lines.js';
import { KeepWorkloads1767000500000 } from './1767000500000-keep-workloads.js';

/** In the order of their timestamps. */
export const migrations = [CreateCapacityAndTenders1767000100000, KeepLedgersAndBids1767000200000, CreateAwards1767000300000, KnowMouldsOfLines1767000400000, KeepWorkloads1767000500000];
