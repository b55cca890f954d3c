import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { requestContext } from './request-context.js';

/**
 * The numbers of one process, in Prometheus' form. Labels are names of operations and codes from closed lists:
 * never ids, never amounts.
 */
@Injectable()
export class Metrics implements OnModuleDestroy {
  readonly registry = new Registry();
  private readonly loop: IntervalHistogram = monitorEventLoopDelay({ resolution: 10 });

  /** Seconds from taking a call to its answer, by operation and outcome (`ok` or the problem's code). */
  readonly rpcServed = new Histogram({
    name: 'rpc_served_seconds', help: 'Time to answer a call of another service.', labelNames: ['operation', 'outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers: [this.registry],
  });
  /** Seconds a caller waited, by operation and outcome. */
  readonly rpcCalled = new Histogram({
    name: 'rpc_called_seconds', help: 'Time a call to another service took, as its caller saw it.', labelNames: ['operation', 'outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers: [this.registry],
  });
  /** Events handled, by type and outcome (`done`, `repeated`, `failed`, `dead`). */
  readonly eventsHandled = new Counter({
    name: 'events_handled_total', help: 'Deliveries of events by outcome.', labelNames: ['type', 'outcome'], registers: [this.registry],
  });
  /** Age in seconds of the oldest event that is due here and not handled. */
  readonly outboxLag = new Gauge({ name: 'outbox_lag_seconds', help: 'Age of the oldest event waiting for this service.', registers: [this.registry] });
  /** Events waiting for this service. */
  readonly outboxWaiting = new Gauge({ name: 'outbox_waiting', help: 'Events waiting for this service.', registers: [this.registry] });
  /** Events given up after too many attempts; anything above zero needs a person. */
  readonly deadLetters = new Gauge({ name: 'outbox_dead_letters', help: 'Events this service gave up on.', registers: [this.registry] });

  private readonly statements = new Counter({
    name: 'mouldshare_sql_statements_total', labelNames: ['kind', 'cause'], registers: [this.registry],
    help: 'Statements sent to the database: the work and its brackets (begin, commit, scope), by whether somebody asked or a clock looked.',
  });
  private readonly countedStatements = {
    work: { asked: this.statements.labels('work', 'asked'), clock: this.statements.labels('work', 'clock') },
    bracket: { asked: this.statements.labels('bracket', 'asked'), clock: this.statements.labels('bracket', 'clock') },
  };

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: '' });
    this.loop.enable();
    const loop = this.loop;
    new Gauge({
      name: 'event_loop_delay_p99_seconds', help: 'How late timers fire, 99th percentile since the last look.', registers: [this.registry],
      collect() {
        this.set(loop.percentile(99) / 1e9);
        loop.reset();
      },
    });
  }

  /** Counts a statement to the database. Requests and the events they cause run in a context; what has none is a clock's. */
  countStatement(kind: 'work' | 'bracket'): void {
    this.countedStatements[kind][requestContext.getStore() === undefined ? 'clock' : 'asked'].inc();
  }

  /** A number that is read when somebody looks. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({ name, help, registers: [this.registry], collect() { this.set(read()); } });
  }

  onModuleDestroy(): void {
    this.loop.disable();
    this.registry.clear();
  }
}
