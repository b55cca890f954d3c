import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor } from '#contracts';
import type { Visit } from '../accounts/index.js';
import { EdgeSettings } from './edge-settings.port.js';
import { draw, isForgettable, type Bucket } from './token-bucket.policy.js';

const SWEEP_AT = 10_000;
const HOUR_SECONDS = 3_600;

/**
 * Counts what everybody asks for: one point a root field, however many travel in one request. Counted in this process alone:
 * the limit guards its time, and what must not be guessed (passwords, codes) is counted in the database besides.
 */
@Injectable()
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly settings: EdgeSettings) {}

  /** Takes points and says in headers how many are left; RATE_LIMITED when there are too few. */
  take(actor: Actor | null, visit: Visit, points: number, tell: (name: string, value: string) => void): void {
    const { key, session, address } = this.settings.pointsPerHour;
    const [name, perHour] = actor === null ? [visit.address, address] as const : [actor.principalId, actor.scopes === null ? session : key] as const;
    if (perHour === 0) return;
    const now = performance.now();
    const { allowed, bucket, retryAfterMs } = draw(this.buckets.get(name), points, perHour, now);
    this.buckets.set(name, bucket);
    if (this.buckets.size > SWEEP_AT) this.sweep(now);
    tell('ratelimit-policy', `"points";q=${perHour};w=${HOUR_SECONDS}`);
    tell('ratelimit', `"points";r=${Math.floor(bucket.left)};t=${Math.ceil(((perHour - bucket.left) * HOUR_SECONDS) / perHour)}`);
    if (allowed) return;
    tell('retry-after', String(Math.ceil(retryAfterMs / 1_000)));
    throw new Problem('RATE_LIMITED', 'The budget of this hour is used up; see the header Retry-After.', { retryAfterMs });
  }

  private sweep(now: number): void {
    const smallest = Math.max(1, Math.min(...Object.values(this.settings.pointsPerHour).filter((points) => points > 0)));
    for (const [name, bucket] of this.buckets) if (isForgettable(bucket, smallest, now)) this.buckets.delete(name);
    // Whoever has so many names at hand is not slowed by forgetting; the memory of this process is worth more.
    for (const name of this.buckets.keys()) {
      if (this.buckets.size <= SWEEP_AT) break;
      this.buckets.delete(name);
    }
  }
}
