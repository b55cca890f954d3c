import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { aGateway } from '../../../../../test/kit/gateway-house.js';
import { WebFile } from './web-app.storage.js';

const HTML = '<html><head><meta property="csp-nonce" nonce="__NONCE__"></head><body><script type="module" src="/assets/desk-1.js"></script></body></html>';
const files = new Map([
  ['index.html', new WebFile('text/html; charset=utf-8', Buffer.from(HTML))],
  ['m.html', new WebFile('text/html; charset=utf-8', Buffer.from('<html>phone</html>'))],
  ['assets/desk-1.js', new WebFile('text/javascript; charset=utf-8', Buffer.from('export const here = 1;'.repeat(50)))],
  ['phone-worker.js', new WebFile('text/javascript; charset=utf-8', Buffer.from('self.x = 1;'))],
  ['favicon.svg', new WebFile('image/svg+xml', Buffer.from('<svg/>'))],
]);
const AS_BROWSER = { accept: 'text/html,application/xhtml+xml,*/*' };

let house: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => { house = await aGateway({ liveUrl: 'http://127.0.0.1:3002', filesUrl: 'http://127.0.0.1:3001' }, {}, files); });
afterAll(() => house.close());

const get = (path: string, headers: Record<string, string> = AS_BROWSER) => fetch(`${house.url}${path}`, { headers, redirect: 'manual' });

/** As a client that does not tidy up its address asks. */
function raw(path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(house.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers: AS_BROWSER }, (answer) => {
      let body = '';
      answer.on('data', (part) => { body += String(part); }).on('end', () => resolve({ status: answer.statusCode!, body }));
    }).on('error', reject).end();
  });
}

describe('the pages', () => {
  it('come under every address that is nobody else’s, and are never kept', async () => {
    for (const path of ['/', '/buy', '/buy/tenders/tnd_1/live?view=all', '/sign-in']) {
      const answer = await get(path);
      expect([path, answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([path, 200, 'text/html; charset=utf-8', 'no-store']);
      expect(await answer.text()).toContain('/assets/desk-1.js');
    }
    expect(await (await get('/m/jobs/lot_1')).text()).toBe('<html>phone</html>');
    expect(await (await get('/m/')).text()).toBe('<html>phone</html>');
  });

  it('run our scripts only, load from our addresses only, and use a new number for styles each time', async () => {
    const [first, second] = [await get('/'), await get('/')];
    const policy = first.headers.get('content-security-policy')!;
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).not.toMatch(/unsafe-|\*|https:\/\//);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("connect-src 'self' http://127.0.0.1:3002 ws://127.0.0.1:3002 http://127.0.0.1:3001;");
    const nonce = /'nonce-([^']+)'/.exec(policy)![1]!;
    const html = await first.text();
    expect(html).toContain(`nonce="${nonce}"`);
    expect(html).not.toMatch(/__NONCE__|<script>|onload=|javascript:/);
    expect(second.headers.get('content-security-policy')).not.toContain(nonce);
    expect(first.headers.get('x-content-type-options')).toBe('nosniff');
    expect(first.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('send a phone that comes to the front door to its own', async () => {
    const answer = await get('/', { ...AS_BROWSER, 'user-agent': 'Mozilla/5.0 (iPhone) Mobile' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/m/']);
    expect((await get('/?desk', { ...AS_BROWSER, 'user-agent': 'Mozilla/5.0 (iPhone) Mobile' })).status).toBe(200);
  });

  it('leave the doors of programs as they are', async () => {
    expect((await get('/healthz')).headers.get('content-type')).toContain('application/json');
    expect(await (await get('/graphiql')).text()).toContain('GraphiQL');
    expect((await house.ask('{ serverTime }')).data).toHaveProperty('serverTime');
    expect((await get('/nowhere', { accept: 'application/json' })).status).toBe(404);
    expect((await fetch(`${house.url}/buy`, { method: 'POST', headers: AS_BROWSER })).status).toBe(404);
  });
});

describe('the files', () => {
  it('with a hash in their name are kept for ever, others for an hour', async () => {
    const script = await get('/assets/desk-1.js', { accept: '*/*', 'accept-encoding': 'identity' });
    expect([script.status, script.headers.get('content-type'), script.headers.get('cache-control'), script.headers.get('x-content-type-options')])
      .toEqual([200, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable', 'nosniff']);
    expect((await get('/favicon.svg')).headers.get('cache-control')).toBe('public, max-age=3600');
  });

  it('among them the phone’s worker, which may load our own files only and is asked for anew every time', async () => {
    const { headers, status } = await get('/phone-worker.js', { accept: '*/*' });
    expect([status, headers.get('content-type'), headers.get('cache-control'), headers.get('content-security-policy')])
      .toEqual([200, 'text/javascript; charset=utf-8', 'no-cache', "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"]);
    expect((await get('/assets/desk-1.js')).headers.get('content-security-policy')).not.toContain('connect-src');
  });

  it('travel packed to whom can unpack them', async () => {
    const { hostname, port } = new URL(house.url);
    const body = await new Promise<Buffer>((resolve) => {
      request({ hostname, port, path: '/assets/desk-1.js', headers: { 'accept-encoding': 'gzip' } }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts)));
      }).end();
    });
    expect(gunzipSync(body).toString()).toContain('export const here');
  });

  it.each([
    '/../package.json', '/assets/../../package.json', '/assets/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/etc/passwd', '/assets/%2e%2e/index.html', '/..%5c..%5cpackage.json',
    '//etc/passwd.txt', '/assets/desk-1.js%00.css', '/.vite/manifest.json', '/assets/missing-2.js', '/index.html', '/m.html',
  ])('are only those of the build: %s is not there', async (path) => {
    const { status, body } = await raw(path);
    expect([path, status >= 400 && status < 500]).toEqual([path, true]);
    expect(body).not.toMatch(/"name": "mouldshare"|root:|<html>/);
  });
});
