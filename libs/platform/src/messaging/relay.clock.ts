import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { subscriptions, type HouseEventType } from '#contracts';
import { Database } from '#platform/database';
import { LeasedClock } from '#platform/lease';
import { Logger, Metrics } from '#platform/observability';
import { Bell } from './bell.js';
import { handlingsOf } from './consumes.js';
import { Deliveries, type Handler, type PostState } from './deliveries.js';
import { errandsOf } from './errand.policy.js';
import { MESSAGING_OPTIONS, postChannel, type MessagingOptions } from './outbox.js';

/** Looked at this often even if no bell was heard. */
const POLL_MS = 1_000;
const LOOK_MS = 5_000;
/** Subjects worked on at the same time; each holds one connection of the pool. */
const LANES = 4;
const BATCH = 128;
/** Deliveries of one transaction where facts are taken one by one: it should not be long, because it is undone and begun anew when one of them fails. */
const AT_ONCE = 8;
/** The same where consumers take many by one call: few large transactions cost least. */
const TOGETHER_AT_ONCE = 32;

/**
 * Works off what the other services sent to this one. Woken by the bell and by a timer; any number of processes may run it,
 * because every delivery is locked while it is worked on. Facts of one subject keep their order, subjects do not wait for each other.
 */
@Injectable()
export class Relay extends LeasedClock {
  private ending = false;
  private failing = false;
  private lookedAt = 0;
  private known: PostState = { lagSeconds: 0, waiting: 0, dead: 0 };
  private readonly deliveries: Deliveries;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    database: Database,
    private readonly bell: Bell,
    private readonly discovery: DiscoveryService,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {
    super(POLL_MS);
    this.deliveries = new Deliveries(options, database, logger, metrics);
  }

  /** What waits here, as of a few seconds ago. */
  get state(): PostState {
    return this.known;
  }

  override onApplicationBootstrap(): void {
    this.deliveries.handlers = this.discover();
    const missing = (Object.keys(subscriptions) as HouseEventType[])
      .filter((type) => subscriptions[type].includes(this.options.service) && !this.deliveries.handlers.has(type));
    if (missing.length > 0) this.logger.warn('Events without a consumer wait until a version has one.', { types: missing }, 'Relay');
    this.bell.on(postChannel(this.options.service), () => this.nudge(), () => this.nudge());
    super.onApplicationBootstrap();
  }

  override stop(): Promise<void> {
    this.ending = true;
    return super.stop();
  }

  /** Works until nothing is due any more. */
  async tick(): Promise<void> {
    try {
      while (!this.ending && (await this.round()));
      await this.look();
      this.failing = false;
    } catch (error) {
      // Not left to the clock, whose pauses grow: post should move within a second of the database's return.
      if (!this.failing && !this.ending) this.logger.warn('The post cannot be looked at; it is tried every second.', error as Error, 'Relay');
      this.failing = true;
    }
  }

  /**
   * One batch: different subjects side by side, one subject in order. Answers whether more may be due: when all that was due has come to its end,
   * whatever comes later rings the bell.
   */
  private async round(): Promise<boolean> {
    const due = await this.deliveries.due(BATCH);
    const count = due.reduce((sum, { eventIds }) => sum + eventIds.length, 0);
    const queuesOf = (together: boolean): string[][] => due.filter((queue) => queue.together === together).map(({ eventIds }) => eventIds);
    const errands = [...errandsOf(queuesOf(true), TOGETHER_AT_ONCE), ...errandsOf(queuesOf(false), AT_ONCE)];
    let worked = 0;
    const lane = async (): Promise<void> => {
      for (let errand = errands.shift(); errand !== undefined; errand = errands.shift()) {
        for (const eventIds of errand) {
          if (this.ending) return;
          const ended = await this.deliveries.workOff(eventIds);
          worked += ended;
          if (ended < eventIds.length) break;
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return worked > 0 && (count === BATCH || worked < count);
  }

  private async look(): Promise<void> {
    if (Date.now() - this.lookedAt < LOOK_MS) return;
    this.known = await this.deliveries.state();
    this.lookedAt = Date.now();
    this.metrics.outboxLag.set(this.known.lagSeconds);
    this.metrics.outboxWaiting.set(this.known.waiting);
    this.metrics.deadLetters.set(this.known.dead);
  }

  private discover(): Map<HouseEventType, Handler[]> {
    const handlers = new Map<HouseEventType, Handler[]>();
    const seen = new Set<unknown>();
    for (const { instance, metatype } of [...this.discovery.getProviders(), ...this.discovery.getControllers()]) {
      if (typeof metatype !== 'function' || instance === null || instance === undefined || seen.has(instance)) continue;
      seen.add(instance);
      for (const { type, method, together } of handlingsOf(metatype)) {
        if (!subscriptions[type].includes(this.options.service)) throw new Error(`${metatype.name}.${method} consumes ${type}, to which ${this.options.service} has not subscribed.`);
        handlers.set(type, [...(handlers.get(type) ?? []), { name: `${metatype.name}.${method}`, together, act: actOf(instance as object, method, together) }]);
      }
    }
    return handlers;
  }
}

/** A method as the deliveries call it. */
function actOf(instance: object, method: string, together: boolean): Handler['act'] {
  const act = ((instance as Record<string, unknown>)[method] as (...args: unknown[]) => Promise<unknown>).bind(instance);
  return together ? act : async (facts, tx) => { for (const { payload, event } of facts) await act(payload, tx, event); };
}
