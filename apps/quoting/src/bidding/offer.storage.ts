import type { Tx } from '#platform/database';
import { offerOf, type KeptOffer, type Opens } from './offer.view.js';

/** The nonce of a bid, which salts what the ledger binds of it. The caller has the right to the bid. */
export async function nonceOf(tx: Pick<Tx, 'query'>, bidId: string, opens: Opens): Promise<string> {
  const [row] = await tx.query<KeptOffer>('select amount_minor as "amountMinor", breakdown, note, nonce, offer_sealed as "offerSealed" from quoting.bids where id = $1', [bidId]);
  return offerOf(bidId, row!, opens).nonce;
}

/** Why bids of these lots left, by bid, for the buyer of the lots. */
export async function outReasons(reads: Pick<Tx, 'query'>, lotIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await reads.query<{ id: string; reason: string }>('select id, out_reason as reason from quoting.bids where lot_id = any ($1) and out_reason is not null', [lotIds]);
  return new Map(rows.map(({ id, reason }) => [id, reason]));
}
