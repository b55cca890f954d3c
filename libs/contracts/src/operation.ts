import type { Role, Scope } from './actor.js';

export type ServiceName = 'gateway' | 'order' | 'quoting';

/** Class of an input; its class-validator decorators are what both sides hold each other to. */
export type InputClass<I> = new () => I;

/**
 * One thing a service can be asked, by name. Input and output are data; the output of a command is a union
 * discriminated by `__typename`, whose refusals carry `code` and the numbers the client needs.
 */
export interface Operation<I, O> {
  /** `<service>.<slice>.<verb-noun>`, for example `quoting.bidding.place-bid`. */
  readonly name: string;
  readonly service: ServiceName;
  readonly input: InputClass<I>;
  /** Carries the output type only; never present at run time. */
  readonly output?: O;
}

/** Who may call something; deny by default, one rule per operation. */
export type Rule =
  /** Nobody is signed in yet: sign-up, sign-in, reading the public catalogue. */
  | { readonly kind: 'public' }
  /** Any signed-in member of any company; an API key needs the scope. */
  | { readonly kind: 'member'; readonly scope: Scope | null }
  /** A member with one of the roles (OWNER always); an API key needs the scope too. Null: people only, never a key. */
  | { readonly kind: 'roles'; readonly roles: readonly Role[]; readonly scope: Scope | null }
  /** Only another service of the house, acting for the actor it names. */
  | { readonly kind: 'house' };

export function operation<I, O>(service: ServiceName, slice: string, verbNoun: string, input: InputClass<I>): Operation<I, O> {
  return { name: `${service}.${slice}.${verbNoun}`, service, input };
}

/** The input of operations that take nothing. */
export class NoInput {}
