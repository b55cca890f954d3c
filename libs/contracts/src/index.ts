export * from './actor.js';
export * from './events.js';
export * from './operation.js';
export * from './page.js';
export * from './part-snapshot.js';
export * from './permission.policy.js';
export * from './refusal.js';
export * from './money-input.js';
