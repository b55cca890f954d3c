import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor, PartSnapshot } from '#contracts';
import { describeParts } from '#contracts/order-parts';
import { Rpc } from '#platform/rpc';

export interface AskedLine {
  partId: string;
  operationSeqs?: readonly number[] | null;
}

/** What order said of the parts, or why it did not; taken inside the transaction, so that a repeated command still gets its first answer. */
export interface Described {
  /** Snapshots in the order of the lines; throws the problem when there are none. */
  take(): PartSnapshot[];
  /** Index of the first line that names an operation which the part does not have. */
  unknownOperation: number | null;
}

const DEADLINE_MS = 6_000;
/** More than order takes; the draft policy refuses them too. */
const MOST_LINES = 2_000;

/** Asks order what the buyer's parts are. Never during an auction: what is published is frozen here. */
@Injectable()
export class PartService {
  constructor(private readonly rpc: Rpc) {}

  /** Describes lines of the actor's own parts; foreign ones make `take` throw NOT_FOUND. */
  async describe(actor: Actor, lines: readonly AskedLine[]): Promise<Described> {
    if (lines.length > MOST_LINES) return { take: () => { throw Problem.badInput([{ path: 'lots', message: `must not have more than ${MOST_LINES} lines` }]); }, unknownOperation: null };
    try {
      const input = { lines: lines.map((line) => ({ partId: line.partId, operationSeqs: line.operationSeqs ? [...line.operationSeqs] : null })) };
      const { parts } = await this.rpc.callAsHouse(describeParts, actor, input, { deadlineMs: DEADLINE_MS });
      if (parts.length !== lines.length) throw new Problem('INTERNAL', 'Order described another number of parts than it was asked for.');
      return { take: () => parts, unknownOperation: null };
    } catch (error) {
      const path = error instanceof Problem && error.code === 'BAD_INPUT' ? error.details.problems?.[0]?.path : undefined;
      const line = /^(?:input\.)?lines\.(\d+)/.exec(path ?? '')?.[1];
      return { take: () => { throw error; }, unknownOperation: line === undefined ? null : Number(line) };
    }
  }
}
