export * from './actor.js';
export * from './clock.js';
export * from './database.js';
export { TEST_SECRET } from './template.js';
