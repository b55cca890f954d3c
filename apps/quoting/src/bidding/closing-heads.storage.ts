import { headText, type SignedHead } from '#contracts/lot-record';
import type { Tx } from '#platform/database';
import type { SigningKey } from '#platform/tickets';
import type { LotState } from './lot-state.policy.js';

/** Signs the heads of ledgers in the transaction that ends the bidding: what was true then cannot be written anew later. One statement. */
export async function signHeads(tx: Pick<Tx, 'query'>, key: SigningKey, lots: readonly LotState[]): Promise<void> {
  if (lots.length === 0) return;
  await tx.query(
    `insert into quoting.lot_heads (lot_id, head_hash, signature, key_id, signed_at)
     select n.lot_id, n.head_hash, n.signature, $4, clock_timestamp() from unnest($1::text[], $2::text[], $3::text[]) as n (lot_id, head_hash, signature)`,
    [lots.map((lot) => lot.lotId), lots.map((lot) => lot.headHash), lots.map((lot) => key.sign(headText(lot.lotId, lot.headHash!))), key.keyId],
  );
}

/** Reads signed heads by lot; the caller has decided who may see them. */
export async function readHeads(reads: Pick<Tx, 'query'>, lotIds: readonly string[]): Promise<Map<string, SignedHead>> {
  const rows = await reads.query<{ lotId: string; headHash: string; signature: string; keyId: string; signedAt: Date }>(
    `select lot_id as "lotId", head_hash as "headHash", signature, key_id as "keyId", signed_at as "signedAt" from quoting.lot_heads where lot_id = any ($1)`, [lotIds],
  );
  return new Map(rows.map(({ lotId, signedAt, ...head }) => [lotId, { ...head, signedAt: signedAt.toISOString() }]));
}
