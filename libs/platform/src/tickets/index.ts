export { signingKey, type SigningKey } from './signing-key.js';
export { Tickets, type TicketKind } from './tickets.js';
export { RECEIPT_KEY, ticketsModule } from './tickets.module.js';
