/** The door of the live side door; nobody but the application enters. */
export { LiveModule } from './live.module.js';
export { usualLiveLimits, type LiveLimits } from './live-limits.policy.js';
