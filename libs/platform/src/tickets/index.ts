export { signingKey, type SigningKey } from './signing-key.js';
export { Tickets, type TicketKind } from './tickets.js';
export { sealingKey, type SealingKey } from './sealing-key.js';
export { OFFER_KEY, RECEIPT_KEY, ticketsModule } from './tickets.module.js';
