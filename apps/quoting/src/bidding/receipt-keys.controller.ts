import { Controller, Get, Header } from '@nestjs/common';
import { ReceiptKeys } from './receipt-keys.service.js';

/** Public keys with which anybody can check receipts of bids and records of lots, also those from before the house changed its secret. */
@Controller('.well-known')
export class ReceiptKeysController {
  constructor(private readonly receiptKeys: ReceiptKeys) {}

  @Get('mouldshare-keys.json')
  @Header('cache-control', 'public, max-age=300')
  @Header('access-control-allow-origin', '*')
  async keys(): Promise<{ keys: Awaited<ReturnType<ReceiptKeys['all']>> }> {
    return { keys: await this.receiptKeys.all() };
  }
}
