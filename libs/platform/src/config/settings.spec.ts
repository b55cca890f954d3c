import { writeEnvExample } from './env-example.js';
import { houseSettings, rpcSettings } from './pieces.js';
import { checkSettings } from './settings.js';
import { DEVELOPMENT_SECRET, amounts, currencyAndAmount, hostAndPort, hosts, origins, wholeNumber } from './validators.js';

const good = { NODE_ENV: 'production', MOULDSHARE_SECRET: '0123456789abcdef0123456789abcdef', DATABASE_URL: 'postgres://owner:pw@db:5432/mouldshare' };

describe('reading settings', () => {
  it('fills in defaults, and treats an empty value as none', () => {
    const { settings, errors } = checkSettings({ ...houseSettings, ...rpcSettings }, { ...good, LOG_LEVEL: '', WEB_ORIGINS: ' https://a.example , https://b.example/ ' });
    expect(errors).toEqual([]);
    expect(settings).toMatchObject({ LOG_LEVEL: 'info', ORDER_RPC_PORT: 3101, HOST: '127.0.0.1', WEB_ORIGINS: ['https://a.example', 'https://b.example'], DATABASE_POOL_SIZE: 16 });
  });

  it('tells everything that is wrong at once, in words, without the value of a secret', () => {
    const { errors } = checkSettings({ ...houseSettings, ...rpcSettings }, {
      NODE_ENV: 'staging', MOULDSHARE_SECRET: 'hunter2-too-short', DATABASE_URL: 'mysql://root:swordfish@db/x', ORDER_RPC_PORT: '70000', LOG_LEVEL: 'loud', PUBLIC_URL: 'https://x.example/path', RPC_TRANSPORT: 'nats', HOST: 'a b',
    });
    expect(errors).toEqual(expect.arrayContaining([
      'NODE_ENV must be one of development, test, production.',
      expect.stringContaining('MOULDSHARE_SECRET must be at least 32 random characters'),
      expect.stringContaining('DATABASE_URL must be a connection string'),
      'ORDER_RPC_PORT must be a whole number from 1 to 65535.',
      expect.stringContaining('LOG_LEVEL must be one of'), expect.stringContaining('PUBLIC_URL must be'), expect.stringContaining('RPC_TRANSPORT must be one of tcp'), expect.stringContaining('HOST must be'),
    ]));
    expect(errors).toHaveLength(8);
    expect(errors.join()).not.toMatch(/hunter2|swordfish/);
  });

  it('says what is missing and what it is for', () => {
    const { errors } = checkSettings(houseSettings, { NODE_ENV: 'production' });
    expect(errors).toEqual([expect.stringMatching(/^MOULDSHARE_SECRET is missing: The secret of the house/), expect.stringMatching(/^DATABASE_URL is missing: PostgreSQL/)]);
  });

  it('has a secret of its own for development and refuses it in production, also when it is spelled out', () => {
    const development = checkSettings(houseSettings, { ...good, NODE_ENV: 'development', MOULDSHARE_SECRET: undefined });
    expect(development.settings.MOULDSHARE_SECRET).toBe(DEVELOPMENT_SECRET);
    expect(checkSettings(houseSettings, { ...good, MOULDSHARE_SECRET: DEVELOPMENT_SECRET }).errors).toHaveLength(1);
    // A forgotten NODE_ENV is no licence for the public secret.
    expect(checkSettings(houseSettings, { ...good, NODE_ENV: undefined, MOULDSHARE_SECRET: undefined }).errors).toHaveLength(1);
    expect(checkSettings(houseSettings, { ...good, MOULDSHARE_SECRET: 'a'.repeat(64) }).errors).toHaveLength(1);
  });

  it('takes former secrets with commas between them, or as a list where one holds a comma, and tells none back', () => {
    const [one, two] = ['first secret of thirty-two letters', 'second, with a comma, of forty letters'];
    const former = (text: string) => checkSettings(houseSettings, { ...good, MOULDSHARE_FORMER_SECRETS: text });
    expect(former(`${one}, ${good.MOULDSHARE_SECRET}`).settings.MOULDSHARE_FORMER_SECRETS).toEqual([one, good.MOULDSHARE_SECRET]);
    expect(former(JSON.stringify([two, one])).settings.MOULDSHARE_FORMER_SECRETS).toEqual([two, one]);
    expect(checkSettings(houseSettings, good).settings.MOULDSHARE_FORMER_SECRETS).toEqual([]);
    for (const wrong of ['swordfish', `${one},swordfish`, '["swordfish"]', '[swordfish', '{"a":"swordfish"}']) {
      expect(former(wrong).errors).toEqual([expect.stringMatching(/^MOULDSHARE_FORMER_SECRETS must be secrets/)]);
      expect(former(wrong).errors.join()).not.toContain('swordfish');
    }
  });

  it('reads whole numbers exactly or not at all', () => {
    const table = { N: wholeNumber(1, 10)({ default: 3 }) };
    for (const bad of ['0', '11', '1.5', '1e1', '0x5', ' 5', '５', 'NaN', '']) {
      const { settings, errors } = checkSettings(table, { N: bad });
      if (bad === '') expect(settings.N).toBe(3);
      else expect(errors).toHaveLength(1);
    }
    expect(checkSettings(table, { N: '10' }).settings.N).toBe(10);
  });

  it('takes addresses for CORS without paths, accounts or other schemes only', () => {
    for (const bad of ['*', 'https://a.example/x', 'ftp://a.example', 'https://user@a.example', 'javascript:alert(1)', 'https://a.example,nonsense']) {
      expect(checkSettings({ O: origins({ default: [] }) }, { O: bad }).errors).toHaveLength(1);
    }
  });

  it('takes one host for calls or several, with ports of their own where they have some', () => {
    const read = (text: string) => checkSettings({ H: hosts({ default: ['127.0.0.1'] }) }, { H: text });
    const addresses = (text: string) => (read(text).settings.H).map((item) => hostAndPort(item, 3102));
    expect(addresses('quoting')).toEqual([{ host: 'quoting', port: 3102 }]);
    expect(addresses('127.0.0.1:4001, ::1,[fe80::1]:4002,quoting-b.house')).toEqual([{ host: '127.0.0.1', port: 4001 }, { host: '::1', port: 3102 }, { host: 'fe80::1', port: 4002 }, { host: 'quoting-b.house', port: 3102 }]);
    for (const bad of ['a,,b', 'a b', 'a:0', 'a:65536', 'http://a', 'a/b:1']) expect([bad, read(bad).errors.length]).toEqual([bad, 1]);
  });

  it('reads amounts by currency, each currency once', () => {
    const read = (text: string) => checkSettings({ A: amounts({ default: [] }) }, { A: text });
    expect(read(' USD=700000, JPY=0').settings.A.map(currencyAndAmount)).toEqual([['USD', 700_000n], ['JPY', 0n]]);
    expect(read('').settings.A).toEqual([]);
    for (const bad of ['usd=1', 'USD', 'USD=-1', 'USD=1.5', 'USD=1,USD=2', 'USD=1;JPY=2']) expect([bad, read(bad).errors.length]).toEqual([bad, 1]);
  });

  it('cannot be changed afterwards', () => {
    expect(() => { (checkSettings(houseSettings, good).settings as { HOST: string }).HOST = 'x'; }).toThrow(TypeError);
  });
});

describe('the example file', () => {
  it('has every setting once, with its default or a word that it must be set, and no secret', () => {
    const text = writeEnvExample([{ title: 'All', table: houseSettings }, { title: 'Calls', table: { ...houseSettings, ...rpcSettings } }]);
    for (const name of Object.keys({ ...houseSettings, ...rpcSettings })) expect(text.match(new RegExp(`^#? ?${name}=`, 'gm'))).toHaveLength(1);
    expect(text).toContain('\n# ORDER_RPC_PORT=3101\n');
    expect(text).toContain('\nDATABASE_URL=\n');
    expect(text).not.toContain(DEVELOPMENT_SECRET);
  });
});
