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

  /** Takes points from every budget that they concern and says in headers how many the narrowest has left; RATE_LIMITED when one has too few. */
  take(actor: Actor | null, visit: Visit, points: number, tell: (name: string, value: string) => void): void {
    const now = performance.now();
    const budgets = this.budgetsOf(actor, visit).filter(({ perHour }) => perHour > 0);
    const draws = budgets.map(({ name, perHour }) => ({ name, perHour, ...draw(this.buckets.get(name), points, perHour, now) }));
    // What one budget refuses costs the others nothing.
    const refused = draws.filter(({ allowed }) => !allowed).sort((a, b) => b.retryAfterMs - a.retryAfterMs)[0];
    for (const { name, bucket, allowed } of draws) if (refused === undefined || !allowed) this.buckets.set(name, bucket);
    if (this.buckets.size > SWEEP_AT) this.sweep(now);
    const told = refused ?? draws[0];
    if (told === undefined) return;
    tell('ratelimit-policy', `"points";q=${told.perHour};w=${HOUR_SECONDS}`);
    tell('ratelimit', `"points";r=${Math.floor(told.bucket.left)};t=${Math.ceil(((told.perHour - told.bucket.left) * HOUR_SECONDS) / told.perHour)}`);
    if (refused === undefined) return;
    tell('retry-after', String(Math.ceil(refused.retryAfterMs / 1_000)));
    throw new Problem('RATE_LIMITED', 'The budget of this hour is used up; see the header Retry-After.', { retryAfterMs: refused.retryAfterMs });
  }

  /** The budgets that a question draws on, the narrowest first: a session's within its person's within its company's, or the address of somebody unknown. */
  private budgetsOf(actor: Actor | null, visit: Visit): { name: string; perHour: number }[] {
    const { key, session, member, company, address } = this.settings.pointsPerHour;
    if (actor === null) return [{ name: visit.address, perHour: address }];
    return [
      { name: actor.principalId, perHour: actor.scopes === null ? session : key },
      ...(actor.userId === null ? [] : [{ name: actor.userId, perHour: member }]),
      { name: actor.companyId, perHour: company },
    ];
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
