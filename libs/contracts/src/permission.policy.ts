import type { Actor } from './actor.js';
import type { Rule } from './operation.js';

export type Denial = 'UNAUTHENTICATED' | 'FORBIDDEN';

/**
 * May this actor use something with this rule? Null means yes.
 * An owner may do all that members may, platform staff only what names them; an API key never exceeds its scopes.
 */
export function denial(rule: Rule | undefined, actor: Actor | null): Denial | null {
  if (rule === undefined) return 'FORBIDDEN';
  if (rule.kind === 'public') return null;
  if (actor === null) return 'UNAUTHENTICATED';
  if (rule.kind === 'house') return 'FORBIDDEN';
  if (actor.scopes !== null && (rule.scope === null || !actor.scopes.includes(rule.scope))) return 'FORBIDDEN';
  if (rule.kind === 'member') return null;
  if (actor.roles.includes('OWNER') && !rule.roles.every((role) => role === 'PLATFORM_OPERATOR')) return null;
  return rule.roles.some((role) => actor.roles.includes(role)) ? null : 'FORBIDDEN';
}
