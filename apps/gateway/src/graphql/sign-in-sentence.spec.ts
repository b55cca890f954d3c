import { shownBy, unauthenticated } from './sign-in-sentence.view.js';

describe('a request that nobody stands behind', () => {
  it('is told to sign in when it showed nothing', () => {
    expect(unauthenticated(shownBy(null, 'msk_'))).toBe('Sign in first.');
  });

  it('is told how to go on when its access token is over', () => {
    expect(unauthenticated(shownBy('eyJhbGciOiJFZERTQSJ9.e30.x', 'msk_'))).toBe('This access token is over; get a new one with refreshSession.');
  });

  it('learns nothing about which keys exist', () => {
    expect(unauthenticated(shownBy('msk_never', 'msk_'))).toBe('This key was revoked, has expired or never existed.');
  });
});
