import { Controller, Get, Header, Inject } from '@nestjs/common';
import { RECEIPT_KEY, type SigningKey } from '#platform/tickets';

/** Public keys with which anybody can check receipts of bids. */
@Controller('.well-known')
export class ReceiptKeysController {
  constructor(@Inject(RECEIPT_KEY) private readonly key: SigningKey) {}

  @Get('mouldshare-keys.json')
  @Header('cache-control', 'public, max-age=300')
  @Header('access-control-allow-origin', '*')
  keys(): { keys: SigningKey['publicJwk'][] } {
    return { keys: [this.key.publicJwk] };
  }
}
