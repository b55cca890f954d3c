import 'reflect-metadata';
import type { HouseEvents, HouseEventType } from '#contracts';
import type { Tx } from '#platform/database';

/** What is known about an event beside what it says. */
export interface EventFacts {
  readonly id: string;
  readonly occurredAt: Date;
  readonly producer: string;
  readonly subject: string | null;
}

/** One of several facts that are acted on together. */
export type Fact<K extends HouseEventType = HouseEventType> = {
  [T in K]: { readonly type: T; readonly payload: HouseEvents[T]; readonly event: EventFacts };
}[K];

/** A method that acts on a type of event. */
export interface Handling {
  readonly type: HouseEventType;
  readonly method: string;
  /** Takes all that come in a row at once. */
  readonly together: boolean;
}

const HANDLINGS = Symbol('events consumed');

/**
 * Makes a provider's method `(payload, tx, event) => Promise` act on a fact of another service, exactly once:
 * the effect, the note that it was done, and the end of the delivery are one transaction (`tx`, with the rights of the house).
 * Throw to have it delivered again later; after 25 attempts a person has to look. Do nothing outside `tx`.
 */
export function Consumes<K extends HouseEventType>(type: K) {
  return <M extends (payload: HouseEvents[K], tx: Tx, event: EventFacts) => Promise<unknown>>(
    target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    void descriptor;
    declare(target, { type, method: String(key), together: false });
  };
}

/**
 * The same for a method `(facts, tx) => Promise` that acts on several facts at once, in their order, so that it can lock what they touch in one order
 * and write by few statements, however many. They are one transaction: when it fails they come again one by one, each as a list of one.
 */
export function ConsumesTogether<K extends HouseEventType>(...types: K[]) {
  return <M extends (facts: readonly Fact<K>[], tx: Tx) => Promise<unknown>>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<M>): void => {
    void descriptor;
    for (const type of types) declare(target, { type, method: String(key), together: true });
  };
}

function declare(target: object, handling: Handling): void {
  const known = (Reflect.getOwnMetadata(HANDLINGS, target.constructor) as Handling[] | undefined) ?? [];
  Reflect.defineMetadata(HANDLINGS, [...known, handling], target.constructor);
}

/** The handlings that a class declares. */
export function handlingsOf(provider: object): readonly Handling[] {
  return (Reflect.getMetadata(HANDLINGS, provider) as Handling[] | undefined) ?? [];
}
