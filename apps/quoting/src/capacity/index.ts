export { CapacityModule } from './capacity.module.js';
export { fitSentences } from './capacity-sentences.view.js';
export { distanceKm, type Place } from './distance.policy.js';
export { demandsOf, fitOf, type Ability, type Demand, type Fit, type FitReason, type MachineAbility } from './fit.policy.js';
export { SupplierService, type Supplier, type SupplierSearch } from './supplier.service.js';
export { WITHOUT_FAULT } from './quality.policy.js';
export { SupplierRecords } from './supplier-record.service.js';
