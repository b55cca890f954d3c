import type { Actor, Role } from './actor.js';
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

/** What is missing where `denial` said FORBIDDEN, in words: the scope of a key, or the roles that would do. */
export function missingRight(rule: Rule | undefined, actor: Actor | null): string {
  if (actor === null || rule === undefined || rule.kind === 'house' || rule.kind === 'public') return 'This is not open to clients.';
  if (actor.scopes !== null && rule.scope === null) return 'Only a person can do this, not an API key.';
  if (actor.scopes !== null && rule.scope !== null && !actor.scopes.includes(rule.scope)) return `This key lacks the scope ${rule.scope}.`;
  const needed = rule.kind === 'roles' ? rule.roles : [];
  const open = needed.every((role) => role === 'PLATFORM_OPERATOR') ? needed : [...new Set<Role>([...needed, 'OWNER'])];
  return `${actor.scopes === null ? 'Your roles do' : 'The roles of this key do'} not allow this; it needs ${open.length === 1 ? 'the role' : 'one of the roles'} ${open.join(', ')}.`;
}
