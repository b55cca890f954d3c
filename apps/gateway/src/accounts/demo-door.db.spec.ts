import { aGateway } from '../../../../test/kit/gateway-house.js';

const ENTER = 'mutation E($side: DemoSide!) { enterDemo(input: { side: $side }) { __typename ... on Session { accessToken viewer { user { email } company { name } } } ... on StateRefused { currentState } ... on LimitReached { limit } } }';
const REGISTER = 'mutation R($input: RegisterInput!) { register(input: $input) { __typename } }';

type House = Awaited<ReturnType<typeof aGateway>>;
const opened: House[] = [];
async function aHouse(environment: Record<string, string>, given = {}): Promise<House> {
  const house = await aGateway(given, environment);
  opened.push(house);
  return house;
}
afterAll(() => Promise.all(opened.map((house) => house.close())));

const settings = { DEMO_BUYER: 'lin@demo.example', DEMO_GUESTS: 'g1@demo.example, g2@demo.example' };
async function join(house: House, email: string): Promise<void> {
  const input = { idempotencyKey: `key-${email}`, name: 'Guest', email, password: 'a-long-demo-password', companyName: `Works of ${email.split('@')[0]}`, locale: 'en' };
  expect((await house.ask(REGISTER, { input })).data).toEqual({ register: { __typename: 'Session' } });
}
const enter = async (house: House, side: string) => (await house.ask(ENTER, { side })).data!.enterDemo as { __typename: string; accessToken: string; currentState?: string; viewer: { user: { email: string } } };

describe('the door to the demo market', () => {
  it('is no door where no demo runs', async () => {
    const house = await aHouse({});
    expect((await house.ask('{ demo { joinUrl } }')).data).toEqual({ demo: null });
    expect(await enter(house, 'BUYER')).toMatchObject({ __typename: 'StateRefused', currentState: 'NO_DEMO' });
  });

  it('is no door in production, whatever the settings name', async () => {
    const house = await aHouse({ ...settings, NODE_ENV: 'production', PUBLIC_URL: 'https://market.example' }, { production: true });
    await join(house, 'lin@demo.example');
    expect((await house.ask('{ demo { joinUrl } }')).data).toEqual({ demo: null });
    expect(await enter(house, 'BUYER')).toMatchObject({ __typename: 'StateRefused', currentState: 'NO_DEMO' });
  });

  it('lets visitors in as the buyer and as the guests in turn, as nobody else, and not without end', async () => {
    const house = await aHouse(settings);
    expect(await enter(house, 'BUYER')).toMatchObject({ __typename: 'StateRefused', currentState: 'NOT_READY' });
    await join(house, 'other@demo.example');
    await join(house, 'lin@demo.example');
    await join(house, 'g1@demo.example');
    await join(house, 'g2@demo.example');
    expect((await house.ask('{ demo { joinUrl } }')).data).toEqual({ demo: { joinUrl: 'http://127.0.0.1:3000/m/demo' } });
    const buyer = await enter(house, 'BUYER');
    expect(buyer.viewer.user.email).toBe('lin@demo.example');
    expect((await house.ask('{ viewer { company { name } } }', {}, buyer.accessToken)).data).toEqual({ viewer: { company: { name: 'Works of lin' } } });
    const guests = [await enter(house, 'SUPPLIER'), await enter(house, 'SUPPLIER'), await enter(house, 'SUPPLIER')].map(({ viewer }) => viewer.user.email);
    expect(guests).toEqual(['g1@demo.example', 'g2@demo.example', 'g1@demo.example']);
    for (let i = 0; i < 120; i += 1) await enter(house, 'BUYER');
    expect(await enter(house, 'BUYER')).toMatchObject({ __typename: 'LimitReached', limit: 120 });
  }, 30_000);
});
