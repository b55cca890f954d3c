import type { Actor, Role, Scope } from './actor.js';
import type { Rule } from './operation.js';
import { denial, missingRight } from './permission.policy.js';

const person = (...roles: Role[]): Actor => ({ companyId: 'com_1', userId: 'usr_1', principalId: 'ses_1', roles, scopes: null, locale: 'en' });
const key = (roles: Role[], ...scopes: Scope[]): Actor => ({ ...person(...roles), userId: null, principalId: 'key_1', scopes });
const buyers: Rule = { kind: 'roles', roles: ['BUYER'], scope: 'TENDERS_WRITE' };

describe('permission', () => {
  it('is denied where no rule is written', () => {
    expect(denial(undefined, person('OWNER'))).toBe('FORBIDDEN');
  });

  it('asks strangers to sign in, except for what is public', () => {
    expect(denial(buyers, null)).toBe('UNAUTHENTICATED');
    expect(denial({ kind: 'member', scope: null }, null)).toBe('UNAUTHENTICATED');
    expect(denial({ kind: 'public' }, null)).toBeNull();
  });

  it('goes by role, and an owner may do what members may', () => {
    expect(denial(buyers, person('BUYER'))).toBeNull();
    expect(denial(buyers, person('OWNER'))).toBeNull();
    expect(denial(buyers, person('SHOP_OPERATOR', 'SALES'))).toBe('FORBIDDEN');
  });

  it('keeps platform duties from owners of companies', () => {
    expect(denial({ kind: 'roles', roles: ['PLATFORM_OPERATOR'], scope: null }, person('OWNER'))).toBe('FORBIDDEN');
  });

  it('holds a key to its scopes even when its roles would do', () => {
    expect(denial(buyers, key(['OWNER'], 'TENDERS_READ'))).toBe('FORBIDDEN');
    expect(denial(buyers, key(['OWNER'], 'TENDERS_WRITE'))).toBeNull();
    expect(denial({ kind: 'member', scope: null }, key(['OWNER'], 'COMPANY_READ'))).toBe('FORBIDDEN');
  });

  it('says what is missing: the scope to a key, the roles to a person', () => {
    const staff: Rule = { kind: 'roles', roles: ['PLATFORM_OPERATOR'], scope: null };
    expect(missingRight({ kind: 'member', scope: 'TENDERS_READ' }, key(['OWNER'], 'COMPANY_READ'))).toBe('This key lacks the scope TENDERS_READ.');
    expect(missingRight(staff, key(['OWNER'], 'COMPANY_READ'))).toBe('Only a person can do this, not an API key.');
    expect(missingRight(buyers, key(['SALES'], 'TENDERS_WRITE'))).toBe('The roles of this key do not allow this; it needs one of the roles BUYER, OWNER.');
    expect(missingRight(buyers, person('SALES'))).toBe('Your roles do not allow this; it needs one of the roles BUYER, OWNER.');
    expect(missingRight(staff, person('OWNER'))).toBe('Your roles do not allow this; it needs the role PLATFORM_OPERATOR.');
    expect(missingRight({ kind: 'house' }, person('OWNER'))).toBe('This is not open to clients.');
    expect(missingRight(undefined, person('OWNER'))).toBe('This is not open to clients.');
  });

  it('keeps house operations inside the house', () => {
    expect(denial({ kind: 'house' }, person('OWNER'))).toBe('FORBIDDEN');
  });
});
