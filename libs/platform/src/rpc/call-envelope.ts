import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from '#kernel';
import type { Actor, Locale } from '#contracts';

/** In whose right a call is made. */
export type CallRight = 'actor' | 'public' | 'house';

/** Everything a service is told with a call; signed as one text, so that no part can be taken from another call. */
export interface Call {
  readonly operation: string;
  readonly right: CallRight;
  readonly actor: Actor | null;
  readonly locale: Locale;
  readonly requestId: string;
  /** Unique per attempt; a call is taken once. */
  readonly callId: string;
  /** Milliseconds since 1970 by the clock of the house, as the caller has it. */
  readonly issuedAt: number;
  /** How long the caller waits, in milliseconds. */
  readonly deadlineMs: number;
  readonly input: object;
}

/** The form on the wire: the call as text and the proof over exactly these bytes. */
export interface CallEnvelope {
  readonly call: string;
  readonly proof: string;
}

/** A call is taken up to this age. */
export const FRESH_MS = 30_000;
/** What two processes take for the time of the house may differ by this much. */
const SKEW_MS = 5_000;

/** Wraps a call with its proof. */
export function sealCall(key: Buffer, call: Call): CallEnvelope {
  const text = JSON.stringify(call);
  return { call: text, proof: proofOf(key, text) };
}

/** Opens the calls that reach one process: proof, freshness, and each call only once. */
export class CallOpener {
  private seen = new Set<string>();
  private seenBefore = new Set<string>();
  private turnedAt = 0;

  constructor(private readonly key: Buffer, private readonly now: () => number = Date.now) {}

  /** The call inside; UNAUTHENTICATED when it was not made by this house, is stale, or was taken before. */
  open(packet: unknown): Call {
    const { call: text, proof } = (packet ?? {}) as Partial<CallEnvelope>;
    if (typeof text !== 'string' || typeof proof !== 'string') throw unproven();
    const expected = Buffer.from(proofOf(this.key, text));
    const given = Buffer.from(proof);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw unproven();
    const call = JSON.parse(text) as Call;
    const age = this.now() - call.issuedAt;
    if (!(age <= FRESH_MS && age >= -SKEW_MS)) throw unproven();
    this.takeOnce(call.callId);
    return call;
  }

  private takeOnce(callId: string): void {
    const now = this.now();
    // Two generations, each longer than a call can be fresh: what was forgotten is stale by then.
    if (now - this.turnedAt > FRESH_MS + SKEW_MS) {
      this.seenBefore = now - this.turnedAt > 2 * (FRESH_MS + SKEW_MS) ? new Set() : this.seen;
      this.seen = new Set();
      this.turnedAt = now;
    }
    if (this.seen.has(callId) || this.seenBefore.has(callId)) throw unproven();
    this.seen.add(callId);
  }
}

function proofOf(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

function unproven(): Problem {
  return new Problem('UNAUTHENTICATED', 'The call does not come from a service of this house.');
}
