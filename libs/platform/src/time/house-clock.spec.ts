import { derivedKey } from '#platform/config';
import { Tickets } from '#platform/tickets';
import { CallOpener, sealCall } from '../rpc/call-envelope.js';
import { HouseClock } from './house-clock.js';

const DATABASE = Date.parse('2026-11-28T08:00:00.000Z');

describe('the clock of the house', () => {
  let steady = 0;
  const clock = async (): Promise<HouseClock> => { const one = new HouseClock(() => steady); await one.setBy(async () => new Date(DATABASE)); return one; };
  beforeEach(() => { steady = 5_000; });

  it('is the calendar clock until it was set, and the database’s from then on, however the calendar clock is set', async () => {
    expect(Math.abs(new HouseClock().now() - Date.now())).toBeLessThan(50);
    const one = await clock();
    const real = Date.now;
    try {
      Date.now = () => real() + 3_600_000;
      steady += 1_234;
      expect(one.now()).toBe(DATABASE + 1_234);
    } finally {
      Date.now = real;
    }
  });

  it('takes an answer as of half-way, and none that was long on its way', async () => {
    const one = await clock();
    await one.setBy(async () => { steady += 200; return new Date(DATABASE + 60_000); });
    expect(one.now()).toBe(DATABASE + 60_100);
    await one.setBy(async () => { steady += 1_500; return new Date(DATABASE + 90_000); });
    expect(one.now()).toBe(DATABASE + 61_600);
    await expect(one.setBy(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(one.now()).toBe(DATABASE + 61_600);
  });
});

describe('a process whose calendar clock is five minutes off', () => {
  const SECRET = 'a secret of thirty-two characters';
  const real = Date.now;
  afterEach(() => { Date.now = real; });
  const rightClock = async (): Promise<HouseClock> => { const one = new HouseClock(); await one.setBy(async () => new Date(real())); return one; };

  it.each([['fast', 300_000], ['slow', -300_000]])('takes tickets of others and mints some that others take (%s)', async (_what, off) => {
    const [here, there] = [new Tickets(SECRET, await rightClock()), new Tickets(SECRET, await rightClock())];
    const { token } = await there.mint('live', { companyId: 'com_1' }, 60);
    Date.now = () => real() + off;
    expect(await here.verify('live', token)).toMatchObject({ companyId: 'com_1' });
    const { token: own } = await here.mint('live', { companyId: 'com_2' }, 60);
    Date.now = real;
    expect(await there.verify('live', own)).toMatchObject({ companyId: 'com_2' });
  });

  it.each([['fast', 300_000], ['slow', -300_000]])('takes calls of others (%s)', async (_what, off) => {
    const key = derivedKey(SECRET, 'rpc call');
    const clocks = [await rightClock(), await rightClock()] as const;
    Date.now = () => real() + off;
    const call = { operation: 'order.spec.echo', right: 'public' as const, actor: null, locale: 'en' as const, requestId: 'req_1', callId: 'req_2', issuedAt: clocks[0].now(), deadlineMs: 1_000, input: {} };
    expect(new CallOpener(key, () => clocks[1].now()).open(sealCall(key, call))).toEqual(call);
    expect(() => new CallOpener(key).open(sealCall(key, call))).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
  });
});
