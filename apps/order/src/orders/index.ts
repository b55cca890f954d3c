export { DeliveryRecords } from './delivery-records.service.js';
export { isRefusal, type Verdict } from './fulfilment.policy.js';
export { LATENESS_RULES } from './lateness-rules.port.js';
export {
  defaultLatenessRules, forecastDay, isSilent, latenessOf, plusWorkingDays, quietHours, remainingMinutes, slackDays, type LatenessRules, type OpenWork,
} from './lateness.policy.js';
export { lockPieces } from './order.locks.js';
export { OrdersModule } from './orders.module.js';
export { pageOf, placeOf } from './page.view.js';
export { PieceOpening } from './piece-opening.service.js';
export { countingRuns, hasBegun, hasPassed, hindrance, progressPercent, type Hindrance, type RunStanding } from './piece.policy.js';
export { StandingService } from './standing.service.js';
