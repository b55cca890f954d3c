export { Bell } from './bell.js';
export { Consumes, ConsumesTogether, type EventFacts, type Fact } from './consumes.js';
export type { PostState } from './deliveries.js';
export { messagingModule } from './messaging.module.js';
export { Outbox, type Announcement, type MessagingOptions } from './outbox.js';
export { Relay } from './relay.clock.js';
export { inboxTable, postTables } from './tables.js';
