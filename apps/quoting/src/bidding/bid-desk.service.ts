import { setImmediate as nextLoop } from 'node:timers/promises';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { Problem, canonicalJson, instantText } from '#kernel';
import type { Actor } from '#contracts';
import type { BidBreakdownInput, BidBreakdownView, BidRefused, PlaceBidInput, QualificationGap } from '#contracts/quoting-bidding';
import { asProblem, codeOf, isOutage } from '#platform/database';
import { Metrics } from '#platform/observability';
import { HouseClock } from '#platform/time';
import { WITHOUT_FAULT } from '../capacity/index.js';
import { BidReader } from './bid-reader.service.js';
import { deskBusy } from './bidding-sentences.view.js';
import type { DeskAnswer, KeptAnswer, Taken, Waiting } from './desk-answer.view.js';
import { DeskBatch } from './desk-batch.service.js';
import { BIDDING_LIMITS, type BiddingLimits } from './limits.policy.js';
import { plainMoney } from './receipt.policy.js';

/** What came of a bid. */
export type BidOutcome = { readonly taken: Taken; readonly refusal: null } | { readonly taken: null; readonly refusal: BidRefused };

interface Queued extends Waiting {
  readonly answer: (answer: DeskAnswer) => void;
  readonly fail: (error: unknown) => void;
}

/** Another process has written the same key, or the database undid the batch for others' sake: nothing was kept, and a second reading sees why. */
const TRY_AGAIN = new Set(['23505', '40001', '40P01']);
const ATTEMPTS = 3;
const COME_AGAIN_MS = 1_000;

/**
 * The one place where bids are taken, whichever road they came. What arrives while a batch commits is decided together, in the order of
 * arrival. The queue is bounded: who finds it full is told at once when to come again, and was not judged.
 */
@Injectable()
export class BidDesk {
  private readonly queue: Queued[] = [];
  private working: Promise<void> | null = null;

  constructor(
    private readonly batches: DeskBatch,
    private readonly bids: BidReader,
    @Inject(BIDDING_LIMITS) private readonly limits: BiddingLimits,
    @Optional() metrics?: Metrics,
    @Optional() private readonly clock: HouseClock = new HouseClock(),
  ) {
    metrics?.gauge('desk_waiting_bids', 'Bids that wait to be decided.', () => this.queue.length);
  }

  /**
   * Places a bid: its outcome is final and on disk when this returns. A repeat of the key gives the first outcome. Throws NOT_FOUND,
   * IDEMPOTENCY_MISMATCH, or UNAVAILABLE when nobody knows what came of it; then repeat with the same key. `provenAt` is when a
   * long-lived connection proved its session.
   */
  async place(actor: Actor, input: PlaceBidInput, provenAt: Date | null = null): Promise<BidOutcome> {
    if (this.queue.length >= this.limits.deskQueue) {
      return { taken: null, refusal: deskBusy(this.limits.deskQueue, instantText(new Date(this.clock.now() + COME_AGAIN_MS)), actor.locale) };
    }
    const answer = await new Promise<DeskAnswer>((resolve, reject) => {
      this.queue.push({ ...waitingOf(actor, input, provenAt, (text) => this.bids.fingerprints(text)), answer: resolve, fail: reject });
      this.working ??= this.work();
    });
    switch (answer.kind) {
      case 'taken': return { taken: answer.taken, refusal: null };
      case 'woken': throw new Error('A bid was taken for a call to wake.');
      case 'refused': return { taken: null, refusal: answer.refusal };
      case 'problem': throw answer.problem;
      case 'repeat': return isTaken(answer.kept) ? { taken: await this.bids.takenAgain(actor.companyId, answer.kept), refusal: null } : { taken: null, refusal: answer.kept };
    }
  }

  /**
   * Lets those who are bid for automatically on a lot look at it, in the queue like any bid. Answers with what the company lacks for bidding.
   * Throws NOT_FOUND for a lot that it may not see, and UNAVAILABLE when the queue is full.
   */
  async wake(actor: Actor, lotId: string): Promise<readonly QualificationGap[]> {
    if (this.queue.length >= this.limits.deskQueue) {
      throw new Problem('UNAVAILABLE', 'The desk has more to do than it can answer in time. Repeat with the same idempotency key.', { retryAfterMs: COME_AGAIN_MS });
    }
    const answer = await new Promise<DeskAnswer>((resolve, reject) => {
      this.queue.push({ ...wakingOf(actor, lotId), answer: resolve, fail: reject });
      this.working ??= this.work();
    });
    if (answer.kind === 'woken') return answer.gaps;
    throw answer.kind === 'problem' ? answer.problem : Problem.notFound();
  }

  /** Resolves when nobody waits any more. */
  async idle(): Promise<void> {
    while (this.working !== null) await this.working;
  }

  private async work(): Promise<void> {
    try {
      while (this.queue.length > 0) await this.batch(this.queue.splice(0, this.limits.deskBatch));
    } finally {
      this.working = null;
      if (this.queue.length > 0) this.working = this.work();
    }
  }

  /** Decides a batch. One that fails for its own sake is taken apart, so that one bad bid, or one lot that somebody holds, harms no other. */
  private async batch(batch: readonly Queued[], attempt = 1): Promise<void> {
    let done: Awaited<ReturnType<DeskBatch['run']>>;
    try {
      done = await this.batches.run(batch);
    } catch (error) {
      return this.afterFailure(batch, error, attempt);
    }
    batch.forEach((queued, i) => queued.answer(done.answers[i]!));
    // Those who bid hear of it first; and what has arrived meanwhile comes into the next batch.
    await nextLoop();
    done.announce();
  }

  private async afterFailure(batch: readonly Queued[], error: unknown, attempt: number): Promise<void> {
    const code = codeOf(error);
    if (code !== null && TRY_AGAIN.has(code) && attempt < ATTEMPTS) return this.batch(batch, attempt + 1);
    const groups = isOutage(error) && !HELD.has(code ?? '') ? [] : apart(batch);
    if (groups.length < 2) {
      const problem = asProblem(error);
      for (const queued of batch) queued.fail(problem);
      return;
    }
    for (const group of groups) await this.batch(group);
  }
}

/** A lock or a statement took too long: one lot that somebody holds. From a database that is away, taking the batch apart would only ask more often. */
const HELD = new Set(['55P03', '57014']);

/** First lot by lot, then bid by bid. */
function apart(batch: readonly Queued[]): Queued[][] {
  const lots = [...new Set(batch.map((queued) => queued.lotId))];
  return lots.length > 1 ? lots.map((lotId) => batch.filter((queued) => queued.lotId === lotId)) : batch.map((queued) => [queued]);
}

function isTaken(kept: KeptAnswer | BidRefused): kept is KeptAnswer {
  return kept.__typename === 'BidTaken';
}

function waitingOf(actor: Actor, input: PlaceBidInput, provenAt: Date | null, fingerprints: (text: string) => [present: string, ...former: string[]]): Waiting {
  const amount = plainMoney(input.amount);
  const breakdown = breakdownOf(input.breakdown);
  const { lotId, termsVersion, promisedDate } = input;
  const validUntil = input.validUntil ?? null;
  const note = input.note ?? null;
  const confirmDrop = input.confirmDrop ?? false;
  if (note !== null && !note.isWellFormed()) throw Problem.badInput([{ path: 'note', message: 'must be well-formed text' }]);
  // Keyed: a plain hash could be tried out amount by amount while the bid is sealed.
  const [bodySha256, ...formerSha256] = fingerprints(canonicalJson({ lotId, termsVersion, amount, promisedDate, validUntil, breakdown, note, confirmDrop }));
  return {
    actor, lotId, breakdown, note, key: input.idempotencyKey,
    // The quality is known when the lot is locked.
    attempt: { companyId: actor.companyId, termsVersion, amount, promisedDate, validUntil, confirmDrop, quality: WITHOUT_FAULT },
    bodySha256, formerSha256, arrivedAt: performance.now(), provenAt,
  };
}

/** A call that brings no bid; its key is nobody's, so it is never taken for a repeat, nor kept. */
function wakingOf(actor: Actor, lotId: string): Waiting {
  const attempt = { companyId: actor.companyId, termsVersion: 0, amount: { amountMinor: '0', currency: 'CNY', taxIncluded: true, taxRate: '0' }, promisedDate: '2000-01-01', validUntil: null, confirmDrop: false, quality: WITHOUT_FAULT };
  return { actor, lotId, attempt, breakdown: null, note: null, key: '', bodySha256: '', formerSha256: [], arrivedAt: performance.now(), provenAt: null, wakes: true };
}

function breakdownOf(given: BidBreakdownInput | null | undefined): BidBreakdownView | null {
  if (given === null || given === undefined) return null;
  const { materialMinor, machineHours, machiningMinor, treatmentMinor, freightMinor } = given;
  return {
    materialMinor: materialMinor ?? null, machineHours: machineHours ?? null, machiningMinor: machiningMinor ?? null,
    treatmentMinor: treatmentMinor ?? null, freightMinor: freightMinor ?? null,
  };
}
