import type { Actor } from '#contracts';
import { newId } from '#kernel';

/** Somebody signed in: an owner of a company of his own, unless the spec says otherwise. */
export function anActor(given: Partial<Actor> = {}): Actor {
  return {
    companyId: newId('company'), userId: newId('user'), principalId: newId('session'), roles: ['OWNER'], scopes: null, locale: 'en', ...given,
  };
}

/** An API key of a company with the given scopes. */
export function anApiKey(given: Partial<Actor> = {}): Actor {
  return anActor({ userId: null, principalId: newId('apiKey'), roles: ['OWNER'], scopes: [], ...given });
}
