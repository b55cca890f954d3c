import { Inject, Injectable, Optional } from '@nestjs/common';
import { Problem, newId, type ProblemCode, type ProblemDetails } from '#kernel';
import { denial, missingRight, type Actor, type Operation, type ServiceName } from '#contracts';
import { Logger, Metrics, problemOf, requestContext } from '#platform/observability';
import { HouseClock } from '#platform/time';
import { derivedKey } from '../config/secret.js';
import { CallOpener, type Call } from './call-envelope.js';
import { ruleOf } from './rules.js';
import type { RpcAddress } from './transport.js';
import { readInput } from './validation.js';

/** What comes back over the wire: the value, or the problem in plain data. */
export type Answer<O> =
  | { ok: true; value: O }
  | { ok: false; problem: { code: ProblemCode; message: string; details: ProblemDetails } };

export type Serve<I, O> = (actor: Actor | null, input: I) => Promise<O>;

/** Token of the options below. */
export const RPC_OPTIONS = Symbol('rpc options');

export interface RpcOptions {
  /** The service this process is. */
  readonly service: ServiceName;
  /** The secret of the house; calls are proven with a key derived from it. */
  readonly secret: string;
  /** Where the other services listen; one after the other is asked where one is away. */
  readonly addresses: Readonly<Partial<Record<ServiceName, readonly RpcAddress[]>>>;
}

const LINGER_MS = 300;

/** Name of the key that proves calls. */
export const CALL_KEY = 'rpc call';

/**
 * The one door through which other services come in: proof, rule, input, then the handler inside the request's context,
 * then the answer. Also knows how many are inside, for a stop that loses nobody.
 */
@Injectable()
export class Door {
  private readonly opener: CallOpener;
  private inside = 0;
  private closing = false;
  private onEmpty: (() => void) | null = null;

  constructor(
    @Inject(RPC_OPTIONS) options: RpcOptions,
    private readonly logger: Logger,
    @Optional() private readonly metrics?: Metrics,
    @Optional() clock: HouseClock = new HouseClock(),
  ) {
    this.opener = new CallOpener(derivedKey(options.secret, CALL_KEY), () => clock.now());
  }

  /** Answers one packet; never throws. */
  async answer<I extends object, O>(op: Operation<I, O>, packet: unknown, serve: Serve<I, O>): Promise<Answer<O>> {
    if (this.closing) return refusal(new Problem('UNAVAILABLE', 'The service is stopping; the call was not begun.', { retryAfterMs: 200 }), true);
    this.inside += 1;
    const startedAt = process.hrtime.bigint();
    let outcome = 'ok';
    try {
      const answer = await this.handle(op, packet, serve);
      if (!answer.ok) outcome = answer.problem.code;
      return answer;
    } finally {
      this.metrics?.rpcServed.observe({ operation: op.name, outcome }, Number(process.hrtime.bigint() - startedAt) / 1e9);
      this.inside -= 1;
      if (this.inside === 0) this.onEmpty?.();
    }
  }

  /**
   * Takes no more calls and waits for those inside, at most this long; true when all have their answer. Lingers a moment after the last:
   * its answer has to leave, and callers that are just sending must hear that their call was not begun, instead of losing the connection.
   */
  async drain(atMostMs: number): Promise<boolean> {
    this.closing = true;
    if (this.inside > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, atMostMs);
        this.onEmpty = () => { clearTimeout(timer); resolve(); };
      });
    }
    await new Promise((resolve) => { setTimeout(resolve, Math.min(LINGER_MS, atMostMs)); });
    return this.inside === 0;
  }

  private async handle<I extends object, O>(op: Operation<I, O>, packet: unknown, serve: Serve<I, O>): Promise<Answer<O>> {
    let call: Call;
    try {
      call = this.opener.open(packet);
    } catch (error) {
      this.logger.warn('A call without a valid proof was refused.', { operation: op.name }, 'Door');
      return refusal(problemOf(error, this.logger, 'Door'));
    }
    const context = {
      requestId: call.requestId || newId('request'), actor: call.actor, locale: call.actor?.locale ?? call.locale,
      deadlineAt: Date.now() + call.deadlineMs,
    };
    return requestContext.run(context, async () => {
      try {
        if (call.operation !== op.name) throw new Problem('UNAUTHENTICATED', 'The call was made for another operation.');
        admit(op.name, call);
        const value = await serve(call.actor, await readInput(op.input, call.input));
        this.tellRefusal(op.name, value);
        return { ok: true, value };
      } catch (error) {
        return refusal(problemOf(error, this.logger, op.name));
      }
    });
  }

  private tellRefusal(operation: string, value: unknown): void {
    const code = (value as { code?: unknown } | null | undefined)?.code;
    if (typeof code === 'string' && this.logger.writes('debug')) this.logger.debug('Refused', { operation, refusal: code }, 'Door');
  }
}

/** The rule of the operation, held against the right in which the call was made. Deny by default. */
function admit(name: string, call: Call): void {
  const rule = ruleOf(name);
  if (call.right === 'house') {
    if (rule?.kind === 'house') return;
    throw new Problem('FORBIDDEN', 'The right of the house opens only what has a house rule.');
  }
  const actor = call.right === 'actor' ? call.actor : null;
  const why = denial(rule, actor);
  if (why === 'UNAUTHENTICATED') throw new Problem('UNAUTHENTICATED', 'Sign in first.');
  if (why === 'FORBIDDEN') throw new Problem('FORBIDDEN', missingRight(rule, actor));
}

/** `notBegun` marks a call that was not begun, so that the caller may send it again. */
function refusal(problem: Problem, notBegun = false): Answer<never> & { notBegun?: true } {
  return {
    ok: false, problem: { code: problem.code, message: problem.message, details: problem.details },
    ...(notBegun ? { notBegun: true as const } : {}),
  };
}
