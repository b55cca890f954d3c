import { Inject, Injectable, Optional, type OnApplicationShutdown } from '@nestjs/common';
import type { ClientProxy } from '@nestjs/microservices';
import { Problem, newId } from '#kernel';
import type { Actor, Locale, Operation, ServiceName } from '#contracts';
import { Metrics, requestContext } from '#platform/observability';
import { HouseClock } from '#platform/time';
import { derivedKey } from '../config/secret.js';
import { sealCall, type Call, type CallEnvelope } from './call-envelope.js';
import { CALL_KEY, RPC_OPTIONS, type Answer, type RpcOptions } from './door.js';
import { clientFor, neverSent } from './transport.js';

/** How long a caller waits when nobody said. */
const DEADLINE_MS = 10_000;
/** How long a call that may be made again is, while its service is just starting. */
const PATIENCE_MS = 3_000;
/** The same for a service that said that it leaves: it is being replaced, and will be back. */
const REPLACED_MS = 8_000;

export interface CallOptions {
  /** How long to wait for the answer, in milliseconds; never longer than what is left of the request in hand. */
  readonly deadlineMs?: number;
}

/** What is under way on one connection, and when it last brought an answer, in milliseconds of this process' steady clock. */
interface Line { open: number; heardAt: number }

/** What became of one attempt: an answer; refused by a service that leaves; never sent; or sent on a line that broke. */
type Fate = 'answered' | 'leaving' | 'away' | 'lost';

/**
 * Asks other services. Throws the Problem they answered; UNAVAILABLE when a service is away or too slow
 * (then nobody knows whether a command was done: repeat it with the same idempotency key). What was not begun, and a command that
 * carries such a key, is sent again by itself while the service is away only for a moment.
 * A connection is made on the first call and made again after it was lost. Of several addresses of a service one is asked for as long as it answers.
 */
@Injectable()
export class Rpc implements OnApplicationShutdown {
  private readonly key: Buffer;
  private readonly clients = new Map<ServiceName, ClientProxy>();
  private readonly lines = new Map<ClientProxy, Line>();
  /** Which of the addresses of a service is asked, by their order. */
  private readonly turns = new Map<ServiceName, number>();
  /** Until when callers wait for a service that takes no calls; absent while it does. */
  private readonly awaitedUntil = new Map<ServiceName, number>();

  constructor(@Inject(RPC_OPTIONS) private readonly options: RpcOptions, @Optional() private readonly metrics?: Metrics, @Optional() private readonly clock: HouseClock = new HouseClock()) {
    this.key = derivedKey(options.secret, CALL_KEY);
  }

  /** Asks for an actor, who must be allowed to by the operation's rule. */
  call<I extends object, O>(op: Operation<I, O>, actor: Actor, input: I, options: CallOptions = {}): Promise<O> {
    return this.send(op, { right: 'actor', actor, locale: actor.locale }, input, options);
  }

  /** Asks for somebody who is not signed in; only for operations with a public rule. */
  callPublic<I extends object, O>(op: Operation<I, O>, input: I, locale: Locale, options: CallOptions = {}): Promise<O> {
    return this.send(op, { right: 'public', actor: null, locale }, input, options);
  }

  /** Asks as a service of the house, acting for the actor it names; the only way to operations with a house rule. */
  callAsHouse<I extends object, O>(op: Operation<I, O>, actor: Actor, input: I, options: CallOptions = {}): Promise<O> {
    return this.send(op, { right: 'house', actor, locale: actor.locale }, input, options);
  }

  /** After clocks and consumers have come to their end, which may still have asked somebody. */
  onApplicationShutdown(): void {
    for (const client of this.clients.values()) void client.close();
    this.clients.clear();
  }

  private async send<I extends object, O>(op: Operation<I, O>, who: Pick<Call, 'right' | 'actor' | 'locale'>, input: I, options: CallOptions): Promise<O> {
    const startedAt = Date.now();
    const context = requestContext.getStore();
    const wished = startedAt + (options.deadlineMs ?? DEADLINE_MS);
    const endsAt = Math.min(wished, context?.deadlineAt ?? wished);
    const stop = this.metrics?.rpcCalled.startTimer({ operation: op.name });
    let outcome = 'ok';
    try {
      const answer = await this.insist(op, { ...who, operation: op.name, requestId: context?.requestId ?? newId('request'), input }, endsAt);
      if (answer.ok) return answer.value;
      outcome = answer.problem.code;
      throw new Problem(answer.problem.code, answer.problem.message, answer.problem.details);
    } catch (error) {
      if (outcome === 'ok') outcome = error instanceof Problem ? error.code : 'INTERNAL';
      throw error;
    } finally {
      stop?.({ outcome });
    }
  }

  /** Sends again what was never begun, or what has one effect however often it is sent, as long as the service has been away only for a moment. */
  private async insist<I extends object, O>(op: Operation<I, O>, call: Omit<Call, 'callId' | 'issuedAt' | 'deadlineMs'>, endsAt: number): Promise<Answer<O>> {
    for (let pause = 50; ; pause = Math.min(pause * 2, 400)) {
      const { fate, answer } = await this.attempt(op, call, endsAt);
      if (fate === 'answered') {
        this.awaitedUntil.delete(op.service);
        return answer;
      }
      const now = Date.now();
      const known = this.awaitedUntil.get(op.service) ?? now + PATIENCE_MS;
      const until = fate === 'leaving' ? Math.max(known, now + REPLACED_MS) : known;
      this.awaitedUntil.set(op.service, until);
      if ((fate === 'lost' && !hasOneEffect(call.input)) || now + pause > Math.min(endsAt, until)) return answer;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  private async attempt<I extends object, O>(op: Operation<I, O>, call: Omit<Call, 'callId' | 'issuedAt' | 'deadlineMs'>, endsAt: number): Promise<{ fate: Fate; answer: Answer<O> }> {
    const deadlineMs = endsAt - Date.now();
    if (deadlineMs <= 0) return { fate: 'answered', answer: away(`${op.service} did not answer in time.`) };
    const client = this.client(op.service);
    const line = this.lineOf(client);
    const askedAt = performance.now();
    line.open += 1;
    const envelope = sealCall(this.key, { ...call, callId: newId('request'), issuedAt: this.clock.now(), deadlineMs });
    try {
      const answer = await exchange<O>(client, op.name, envelope, deadlineMs);
      if (answer === LATE) {
        // One slow answer among others is no reason to leave; an address that has said nothing since may take calls and serve none.
        if (line.heardAt < askedAt) this.turnFrom(op.service, client);
        return { fate: 'answered', answer: away(`${op.service} did not answer in time.`) };
      }
      line.heardAt = performance.now();
      if (!('notBegun' in answer)) return { fate: 'answered', answer };
      // The next attempt makes a connection of its own, while this one still brings what is under way.
      this.turnFrom(op.service, client);
      return { fate: 'leaving', answer };
    } catch (error) {
      if (typeof error === 'string') {
        line.heardAt = performance.now();
        // The carrier answers in a plain string when nobody serves the pattern: the two versions do not fit.
        return { fate: 'answered', answer: { ok: false, problem: { code: 'UNAVAILABLE', message: `${op.service} does not know ${op.name}.`, details: {} } } };
      }
      this.turnFrom(op.service, client);
      if (neverSent(error)) return { fate: 'away', answer: away(`${op.service} is not there.`) };
      return { fate: 'lost', answer: away(`The connection to ${op.service} was lost.`) };
    } finally {
      line.open -= 1;
      this.closeIfLeft(op.service, client, line);
    }
  }

  private lineOf(client: ClientProxy): Line {
    let line = this.lines.get(client);
    if (line === undefined) this.lines.set(client, line = { open: 0, heardAt: -Infinity });
    return line;
  }

  /** A connection that the calls have turned from brings what is under way on it, and ends. */
  private closeIfLeft(service: ServiceName, client: ClientProxy, { open }: Line): void {
    if (open > 0 || this.clients.get(service) === client) return;
    this.lines.delete(client);
    void client.close();
  }

  /** The next call goes to the next address, unless another call that failed has seen to that. */
  private turnFrom(service: ServiceName, client: ClientProxy): void {
    if (this.clients.get(service) !== client) return;
    this.clients.delete(service);
    this.turns.set(service, (this.turns.get(service) ?? 0) + 1);
  }

  private client(service: ServiceName): ClientProxy {
    let client = this.clients.get(service);
    if (client === undefined) {
      const addresses = this.options.addresses[service] ?? [];
      if (addresses.length === 0) throw new Error(`No address for calls to ${service} is configured.`);
      client = clientFor(addresses[(this.turns.get(service) ?? 0) % addresses.length]!);
      this.clients.set(service, client);
    }
    return client;
  }
}

const LATE = Symbol('late');

/** A command with its key is done once, however often it comes. */
function hasOneEffect(input: object): boolean {
  return typeof (input as { idempotencyKey?: unknown }).idempotencyKey === 'string';
}

function exchange<O>(client: ClientProxy, pattern: string, envelope: CallEnvelope, deadlineMs: number): Promise<Answer<O> | typeof LATE> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => { wire.unsubscribe(); resolve(LATE); }, deadlineMs);
    const wire = client.send<Answer<O>, CallEnvelope>(pattern, envelope).subscribe({
      next: (answer) => { clearTimeout(timer); resolve(answer); },
      error: (error: unknown) => { clearTimeout(timer); reject(error as Error); },
      complete: () => { clearTimeout(timer); reject(new Error('No answer came.')); },
    });
  });
}

function away(message: string): Answer<never> {
  return { ok: false, problem: { code: 'UNAVAILABLE', message: `${message} Try again in a few seconds with the same idempotency key.`, details: { retryAfterMs: 1_000 } } };
}
