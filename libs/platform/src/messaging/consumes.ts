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

/** A method that acts on a type of event. */
export interface Handling {
  readonly type: HouseEventType;
  readonly method: string;
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
    const known = (Reflect.getOwnMetadata(HANDLINGS, target.constructor) as Handling[] | undefined) ?? [];
    Reflect.defineMetadata(HANDLINGS, [...known, { type, method: String(key) }], target.constructor);
  };
}

/** The handlings that a class declares. */
export function handlingsOf(provider: object): readonly Handling[] {
  return (Reflect.getMetadata(HANDLINGS, provider) as Handling[] | undefined) ?? [];
}
