import { CreateCapacityAndTenders1767000100000 } from './1767000100000-create-capacity-and-tenders.js';

/** In the order of their timestamps. */
export const migrations = [CreateCapacityAndTenders1767000100000];
