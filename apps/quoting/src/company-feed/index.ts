/**
 * The door of the company streams. Whoever makes something true for a company tells it here, in the same transaction:
 * `await tellCompanies(tx, [{ companyId, type: 'lot.invited', subjectId: lotId }])`. Types are names of the webhook catalogue.
 */
export { CompanyFeedModule } from './company-feed.module.js';
export { COMPANIES_CHANNEL, tellCompanies, type CompanyNews } from './company-news.service.js';
export { CompanyStreams } from './company-stream.service.js';
export { upTo } from './resumed.policy.js';
