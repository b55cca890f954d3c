import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '#platform/database';
import { RECEIPT_KEY, type SigningKey } from '#platform/tickets';

type PublicKey = SigningKey['publicJwk'];

/** Public keys of the house: the one that signs now, and those that signed before its secret changed. */
@Injectable()
export class ReceiptKeys implements OnApplicationBootstrap {
  constructor(private readonly database: Database, @Inject(RECEIPT_KEY) private readonly key: SigningKey) {}

  /** Keeps the key that signs now. */
  async onApplicationBootstrap(): Promise<void> {
    await this.database.asHouse((tx) => tx.query('insert into quoting.signing_keys (key_id, x) values ($1, $2) on conflict do nothing', [this.key.keyId, this.key.publicJwk.x]));
  }

  /** All of them, the present one first, then the newest. */
  async all(): Promise<PublicKey[]> {
    const rows = await this.database.readAsHouse<{ keyId: string; x: string }>('select key_id as "keyId", x from quoting.signing_keys where key_id <> $1 order by since desc, key_id', [this.key.keyId]);
    return [this.key.publicJwk, ...rows.map(({ keyId, x }) => ({ ...this.key.publicJwk, kid: keyId, x }))];
  }
}
