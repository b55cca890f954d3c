import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor, Locale } from '#contracts';

/** What is known about the request that the running code serves. */
export interface RequestContext {
  /** Quoted to people when something broke; travels with every call between services. */
  readonly requestId: string;
  /** Filled in by an edge as soon as it knows. */
  actor: Actor | null;
  locale: Locale;
  /** When nobody waits for the answer any more, in milliseconds of this process' clock; null when nobody said. */
  readonly deadlineAt: number | null;
}

/** The request in hand, from the edge down to the last log line. Empty in clocks and at boot. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
