// The door of the catalogue opens onto pure files only, so that rules of other slices may walk through it.
export * from './categories.policy.js';
export * from './find-category.policy.js';
export * from './find-material.policy.js';
export * from './find-process.policy.js';
export * from './materials.policy.js';
export * from './processes.policy.js';
export * from './trade-key.policy.js';
