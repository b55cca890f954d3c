import type { Bench } from './bench.js';
export const loneBid: Bench = { name: 'bid', about: 'one bid alone', run: () => Promise.resolve([]) };
