export { HouseClock } from './house-clock.js';
export { timeModule } from './time.module.js';
