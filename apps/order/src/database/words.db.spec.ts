import { filePurposes, fileStates } from '#contracts/order-files';
import { importStates, mouldStates, partStates, partSupplies } from '#contracts/order-moulds';
import { aDatabase, type TestDatabase } from '#testing';

let test: TestDatabase;
beforeAll(async () => { test = await aDatabase('order'); });
afterAll(() => test.close());

describe('the words that the tables take', () => {
  it.each<[string, readonly string[]]>([
    ['moulds_state_known', mouldStates], ['parts_state_known', partStates], ['parts_supply_known', partSupplies], ['pieces_state_known', partStates],
    ['imports_state_known', importStates], ['files_state_known', fileStates], ['files_purpose_known', filePurposes],
  ])('%s are those of the contract', async (name, words) => {
    const { rows } = await test.owner.query<{ definition: string }>('select pg_get_constraintdef(oid) as definition from pg_constraint where conname = $1', [name]);
    expect([...rows[0]!.definition.matchAll(/'([A-Z_]+)'/g)].map(([, word]) => word)).toEqual([...words]);
  });

  it('never reach beyond a company: every table of this schema forces row-level security', async () => {
    const { rows } = await test.owner.query(
      `select relname from pg_class where relnamespace = 'ordering'::regnamespace and relkind = 'r' and not (relrowsecurity and relforcerowsecurity) and relname <> 'migrations'`);
    expect(rows).toEqual([]);
  });
});
