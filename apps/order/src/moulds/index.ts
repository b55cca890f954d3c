export { MouldsModule } from './moulds.module.js';
export { PartReading } from './part-reading.service.js';
export { PartRecords } from './part-records.service.js';
export { PartStandings } from './part-standings.service.js';
export { Placements } from './placement.service.js';
export { standingOf, type StandingFacts } from './part-standing.policy.js';
