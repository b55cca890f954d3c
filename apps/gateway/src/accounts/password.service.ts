import { Algorithm, hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import { composedPassword } from './password.policy.js';

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const COST = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const AT_ONCE = 2;
const WAITING = 32;
const RETRY_MS = 1_000;

/**
 * Hashes passwords, two at a time: hashing is made to be dear, so whoever asks for it without end must meet a queue,
 * not an empty machine. Beyond 32 in the queue the answer is RATE_LIMITED.
 */
@Injectable()
export class Passwords {
  private busy = 0;
  private readonly queue: (() => void)[] = [];
  private decoy: Promise<string> | null = null;

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(composedPassword(password), COST));
  }

  /** Null as hash takes as long as any other: an unknown person must not answer sooner than a known one. */
  async matches(password: string, kept: string | null): Promise<boolean> {
    this.decoy ??= hash('a password that nobody has', COST);
    const against = kept ?? await this.decoy;
    const same = await this.inTurn(() => verify(against, composedPassword(password)));
    return same && kept !== null;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.busy >= AT_ONCE) {
      if (this.queue.length >= WAITING) throw new Problem('RATE_LIMITED', 'Too many people sign in at this moment; try again in a second.', { retryAfterMs: RETRY_MS });
      await new Promise<void>((resolve) => this.queue.push(resolve));
    } else this.busy += 1;
    try {
      return await work();
    } finally {
      // The place is handed on, so that nobody new slips in between.
      const next = this.queue.shift();
      if (next === undefined) this.busy -= 1;
      else next();
    }
  }
}
