/** A refusal is data: the trade said no, and the numbers say what would pass. */
export interface RefusalLike {
  readonly code: string;
}

/** Either a value or a refusal; never thrown. */
export type Result<T, R extends RefusalLike> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R };

export function accept<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** Refuses with a code and the numbers that the caller needs to do better. */
export function refuse<C extends string, D extends object>(code: C, details?: D): { ok: false; refusal: { code: C } & D } {
  return { ok: false, refusal: { code, ...(details ?? ({} as D)) } };
}

/** Makes a switch over a union exhaustive: adding a member breaks the build here. */
export function exhaustive(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
