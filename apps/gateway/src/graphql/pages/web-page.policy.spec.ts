import { belongsOnPhone, entryOf, pagePolicy, type Browser } from './web-page.policy.js';

const desk: Browser = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/143', mobileHint: undefined, accept: 'text/html,*/*' };
const phone: Browser = { ...desk, userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0' };

describe('the page of an address', () => {
  it('is the phone below /m and /t, the desk everywhere else', () => {
    expect(['/m', '/m/jobs/lot_1', '/t/7KQ2-9F4M'].map((path) => entryOf(path, desk))).toEqual(['m.html', 'm.html', 'm.html']);
    expect(['/', '/buy/tenders/tnd_1/live', '/moulds', '/team'].map((path) => entryOf(path, desk))).toEqual(Array(4).fill('index.html'));
  });

  it('is none for a file, and none for a program', () => {
    expect(entryOf('/robots.txt', desk)).toBeNull();
    expect(entryOf('/../package.json', desk)).toBeNull();
    expect(entryOf('/buy', { ...desk, accept: 'application/json' })).toBeNull();
  });

  it('sends a phone that comes to the front door to its own, unless it asks for the desk', () => {
    expect(belongsOnPhone('/', {}, phone)).toBe(true);
    expect(belongsOnPhone('/', {}, { ...desk, mobileHint: '?1' })).toBe(true);
    expect(belongsOnPhone('/', {}, { ...phone, mobileHint: '?0' })).toBe(false);
    expect(belongsOnPhone('/', {}, desk)).toBe(false);
    expect(belongsOnPhone('/', { desk: '' }, phone)).toBe(false);
    expect(belongsOnPhone('/buy', {}, phone)).toBe(false);
  });

  it('may load our own files and our own side doors, and runs no inline script', () => {
    for (const entry of ['index.html', 'm.html'] as const) {
      const policy = pagePolicy(entry, 'N0NCE', 'https://live.example', 'https://files.example');
      expect(policy).toMatch(entry === 'm.html' ? /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/ : /^default-src 'none'; script-src 'self';/);
      expect(policy).not.toMatch(/unsafe-(inline|eval|hashes)(?<!wasm-unsafe-eval)/);
      expect(policy).toContain("connect-src 'self' https://live.example wss://live.example https://files.example;");
      expect(policy.includes('nonce-N0NCE')).toBe(entry === 'index.html');
    }
  });
});
