import type { DynamicModule } from '@nestjs/common';
import { signingKey } from './signing-key.js';
import { Tickets } from './tickets.js';

/** Token of the `SigningKey` for receipts. */
export const RECEIPT_KEY = Symbol('receipt signing key');

class TicketsModule {}

/** Tickets for the side doors and the key that signs receipts. */
export function ticketsModule(options: { secret: string }): DynamicModule {
  return {
    module: TicketsModule, global: true,
    providers: [
      { provide: Tickets, useFactory: () => new Tickets(options.secret) },
      { provide: RECEIPT_KEY, useFactory: () => signingKey(options.secret, 'receipts') },
    ],
    exports: [Tickets, RECEIPT_KEY],
  };
}
