import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import { UnsuccessfulService } from '../bidding/index.js';
import { appendLotEvents } from '../ledger/index.js';

/** Proposals that no manager decided before their lot ended: they are taken back with it. */
@Injectable()
export class ProposalEnd {
  constructor(endings: UnsuccessfulService) {
    endings.onEnd((tx, lotIds) => this.revoke(tx, lotIds));
  }

  private async revoke(tx: Tx, lotIds: readonly string[]): Promise<void> {
    const gone = await tx.query<{ awardId: string; lotId: string; bidId: string }>(
      `update quoting.awards set state = 'REVOKED', version = version + 1 where lot_id = any ($1) and state = 'PROPOSED' returning id as "awardId", lot_id as "lotId", bid_id as "bidId"`, [lotIds],
    );
    await appendLotEvents(tx, gone.map(({ lotId, awardId, bidId }) => ({ lotId, type: 'AWARDED' as const, payload: { awardId, bidId, state: 'REVOKED', lotState: null } })));
  }
}
