import { newId } from '#kernel';
import { aDatabase, anActor, anApiKey, type TestDatabase } from '#testing';
import { canonical, once } from './once.js';
import { tenantTable } from './tables.js';
import type { Tx } from './database.js';

const OPERATION = 'quoting.bidding.place-bid';
let test: TestDatabase;

beforeAll(async () => {
  test = await aDatabase('quoting', { poolSize: 12 });
  await test.owner.query(`
    create table quoting.effects (n bigint generated always as identity primary key, company_id text not null, what text not null);
    ${tenantTable('quoting', 'effects', "company_id = current_setting('app.company', true)")}`);
});
afterAll(() => test.close());
beforeEach(() => test.owner.query('truncate quoting.effects, quoting.idempotency'));

type Answer = { __typename: string; n?: string; note?: string; at?: Date };
const effects = async () => (await test.owner.query('select 1 from quoting.effects')).rowCount;

function command(actor = anActor(), key = 'key-12345', input: object = { lotId: 'l', amount: '100' }, answer: (n: string) => Answer = (n) => ({ __typename: 'BidPlaced', n })) {
  return test.database.asCompany(actor.companyId, (tx: Tx) => once<Answer>(tx, actor, OPERATION, key, input, async () => {
    const [row] = await tx.query<{ n: string }>('insert into quoting.effects (company_id, what) values ($1, $2) returning n', [actor.companyId, key]);
    return answer(row!.n);
  }));
}

describe('a command with an idempotency key', () => {
  it('has one effect and gives every repeat the first answer, byte for byte', async () => {
    const actor = anActor();
    const withOddities = (n: string): Answer => ({ note: 'z\u0000 模享 1.0', __typename: 'BidPlaced', n, at: new Date(0) });
    const first = await command(actor, 'key-12345', { b: 1, a: { y: 1, x: 2 } }, withOddities);
    const repeat = await command(actor, 'key-12345', { a: { x: 2, y: 1, z: undefined }, b: 1 }, withOddities);
    expect(JSON.stringify(repeat)).toBe(JSON.stringify(first));
    expect(first.at).toBe('1970-01-01T00:00:00.000Z');
    expect(await effects()).toBe(1);
  });

  it('stores a refusal as an answer too', async () => {
    const actor = anActor();
    const refused = () => ({ __typename: 'LotClosed' });
    expect(await command(actor, 'key-12345', {}, refused)).toEqual({ __typename: 'LotClosed' });
    expect(await command(actor, 'key-12345', {})).toEqual({ __typename: 'LotClosed' });
  });

  it('is IDEMPOTENCY_MISMATCH with another input, whichever comes first', async () => {
    const actor = anActor();
    await command(actor, 'key-12345', { amount: '100' });
    await expect(command(actor, 'key-12345', { amount: '99' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect(await effects()).toBe(1);
  });

  it('stores nothing when the work throws, so that the next attempt does it', async () => {
    const actor = anActor();
    await expect(command(actor, 'key-12345', {}, () => { throw new Error('lamp went out'); })).rejects.toThrow('lamp went out');
    expect(await command(actor, 'key-12345', {})).toMatchObject({ __typename: 'BidPlaced' });
    expect(await effects()).toBe(1);
  });

  it('gives fifty callers at once one effect and one answer', async () => {
    const actor = anActor();
    const answers = await Promise.all(Array.from({ length: 50 }, () => command(actor)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await effects()).toBe(1);
  });

  it('waits for the first caller and then does the work itself when that one fails', async () => {
    const actor = anActor();
    let begun!: () => void;
    const started = new Promise<void>((resolve) => { begun = resolve; });
    const first = test.database.asCompany(actor.companyId, (tx) => once(tx, actor, OPERATION, 'key-12345', {}, async () => {
      begun();
      await tx.query('select pg_sleep(0.1)');
      throw new Error('fell over');
    }));
    const failed = expect(first).rejects.toThrow('fell over');
    await started;
    expect(await command(actor, 'key-12345', {})).toMatchObject({ __typename: 'BidPlaced' });
    await failed;
    expect(await effects()).toBe(1);
  });

  it('N08: is its own for each company, person, API key and operation', async () => {
    const person = anActor();
    const colleague = anActor({ companyId: person.companyId });
    for (const actor of [person, colleague, anApiKey({ companyId: person.companyId }), anActor(), anActor({ userId: person.userId })]) await command(actor);
    expect(await effects()).toBe(5);
    await test.database.asCompany(person.companyId, (tx) => once(tx, person, 'quoting.bidding.withdraw-bid', 'key-12345', {}, async () => ({})));
  });

  it('stays the person\'s own over a new sign-in', async () => {
    const person = anActor();
    const first = await command(person);
    expect(await command({ ...person, principalId: newId('session') })).toEqual(first);
  });

  it('refuses a key of the wrong length and an operation of no service', async () => {
    await expect(command(anActor(), 'short')).rejects.toThrow(/idempotency_key_length/);
    const actor = anActor();
    await expect(test.database.asCompany(actor.companyId, (tx) => once(tx, actor, 'nobody.x.y', 'key-12345', {}, async () => ({})))).rejects.toThrow(/names no service/);
  });

  it('is forgotten after 72 hours by the purge, and not before', async () => {
    const actor = anActor();
    await command(actor, 'key-old-one');
    await command(actor, 'key-young-one');
    await test.owner.query(`update quoting.idempotency set created_at = now() - interval '72 hours 1 minute' where key = 'key-old-one'`);
    const [row] = await test.database.asHouse((tx) => tx.query('select quoting.purge_idempotency() as gone'));
    expect(row).toEqual({ gone: '1' });
    expect((await test.owner.query('select key from quoting.idempotency')).rows).toEqual([{ key: 'key-young-one' }]);
  });
});

describe('the canonical text of an input', () => {
  it('does not depend on the order of fields but on that of lists, and keeps values apart from their text', () => {
    expect(canonical({ b: [1, 2], a: { d: null, c: 'x' } })).toBe(canonical({ a: { c: 'x', d: null }, b: [1, 2] }));
    expect(canonical({ a: [1, 2] })).not.toBe(canonical({ a: [2, 1] }));
    expect(canonical({ a: 1 })).not.toBe(canonical({ a: '1' }));
    expect(canonical({ a: null })).not.toBe(canonical({}));
  });
});
