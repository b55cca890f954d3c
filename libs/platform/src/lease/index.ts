export * from './leased-clock.js';
