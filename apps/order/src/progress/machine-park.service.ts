import { Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import { ownsMachine } from '#contracts/quoting-capacity';
import { Rpc } from '#platform/rpc';
import { MachinePark } from './machines.port.js';

const DEADLINE_MS = 4_000;
const MOST_KEPT = 10_000;

/**
 * Asks quoting, where machines are kept, once for each machine: one that was there stays known, because machines are put out of use and
 * never taken away. So a shop whose machines are known reports on while the market is down.
 */
@Injectable()
export class AskedMachinePark extends MachinePark {
  private readonly known = new Set<string>();

  constructor(private readonly rpc: Rpc) {
    super();
  }

  async has(actor: Actor, machineId: string): Promise<boolean> {
    const key = `${actor.companyId}/${machineId}`;
    if (this.known.has(key)) return true;
    const { owns } = await this.rpc.callAsHouse(ownsMachine, actor, { machineId }, { deadlineMs: DEADLINE_MS });
    if (!owns) return false;
    if (this.known.size >= MOST_KEPT) this.known.clear();
    this.known.add(key);
    return true;
  }
}
