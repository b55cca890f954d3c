export { Health, type HealthOptions, type Readiness } from './health.js';
export { healthModule } from './health.module.js';
