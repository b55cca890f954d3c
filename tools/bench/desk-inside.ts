import { newId } from '#kernel';
import type { Actor } from '#contracts';
import type { PlaceBidInput } from '#contracts/quoting-bidding';
import { openDatabase, type Database } from '#platform/database';
import { Bell } from '#platform/messaging';
import { Logger } from '#platform/observability';
import { sealingKey, signingKey } from '#platform/tickets';
import type { BidDesk } from '../../apps/quoting/src/bidding/index.js';
import type { Stack } from './stack.js';
import type { Shop } from './trade.js';

/** The bid desk of the service inside this process, on a database door of its own; the pause that a bidder has to make between two bids is off. */
export interface DeskInside {
  readonly database: Database;
  readonly desk: BidDesk;
  place(actor: Actor, input: object): ReturnType<BidDesk['place']>;
  /** Makes the database count what this process has done. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export async function deskInside(stack: Stack, poolSize = 1): Promise<DeskInside> {
  // The modules of the service read its settings as soon as they are loaded.
  Object.assign(process.env, { MOULDSHARE_SECRET: stack.secret, DATABASE_URL: stack.serviceUrl('quoting') });
  const { BidDesk, BidReader, DeskBatch, LotBooks, usualBiddingLimits } = await import('../../apps/quoting/src/bidding/index.js');
  const database = await openDatabase({ url: stack.serviceUrl('quoting'), applicationName: 'mouldshare-bench', entities: [], poolSize });
  const bell = new Bell(database, new Logger('bench', 'warn'));
  const books = new LotBooks(database, bell, sealingKey(stack.secret));
  const limits = { ...usualBiddingLimits, betweenBidsMs: 0 };
  const desk = new BidDesk(new DeskBatch(database, books, signingKey(stack.secret), limits), new BidReader(database, books), limits);
  return {
    database, desk,
    place: (actor, input) => desk.place(actor, input as PlaceBidInput),
    async flush() {
      await database.pool.query('select pg_stat_force_next_flush()');
      await database.pool.query('select 1');
    },
    async close() {
      await desk.idle();
      await bell.onModuleDestroy();
      await database.close();
    },
  };
}

/** A seller of a workshop, as a session of its own. */
export function sellerOf(shop: Shop): Actor {
  return { companyId: shop.companyId, userId: newId('user'), principalId: newId('session'), roles: ['SALES'], scopes: null, locale: 'zh-CN' };
}
