import type { Actor, Role, Scope } from './actor.js';
import type { Rule } from './operation.js';
import { denial } from './permission.policy.js';

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

  it('keeps house operations inside the house', () => {
    expect(denial({ kind: 'house' }, person('OWNER'))).toBe('FORBIDDEN');
  });
});
