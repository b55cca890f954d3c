export { Logger, logLevels, type LogLevelName } from './logger.js';
export { Metrics } from './metrics.js';
export { problemOf } from './problem-of.js';
export { isError, safeError, safeText, safeValue } from './redaction.js';
export { requestContext, type RequestContext } from './request-context.js';
export { observabilityModule } from './observability.module.js';
