export * from './decimal.js';
export * from './ids.js';
export * from './instant.js';
export * from './lifecycle.js';
export * from './money.js';
export * from './problem.js';
export * from './ratio.js';
export * from './result.js';
