import { refreshCookieFor } from './refresh-cookie.policy.js';

describe('the cookie of the refresh token', () => {
  it('is bound to the host and to TLS wherever there is TLS, and always in production', () => {
    const bound = { name: '__Host-mouldshare-refresh', secure: true };
    expect(refreshCookieFor('https://market.example', true)).toEqual(bound);
    expect(refreshCookieFor('https://market.example', false)).toEqual(bound);
    expect(refreshCookieFor('http://market.example', true)).toEqual(bound);
  });

  it('is a plain one on http in development, which a phone in the workshop takes as well, one for each port', () => {
    expect(refreshCookieFor('http://192.168.1.20:3000', false)).toEqual({ name: 'mouldshare-refresh-3000', secure: false });
    expect(refreshCookieFor('http://127.0.0.1:3010', false).name).not.toBe(refreshCookieFor('http://127.0.0.1:3000', false).name);
  });
});
