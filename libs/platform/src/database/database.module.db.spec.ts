import { Inject, Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId } from '#kernel';
import { aDatabase, everyDatabase, type TestDatabase } from '#testing';
import { Database } from './database.js';
import { databaseModule } from './database.module.js';
import { rooms, serviceNames } from './rooms.js';
import { tenantTable } from './tables.js';

@Entity({ schema: 'ordering', name: 'lamps' })
class LampEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'company_id' }) companyId!: string;
  @Column('bigint', { name: 'price_minor' }) priceMinor!: string;
  @Column('date', { name: 'promised_on', nullable: true }) promisedOn!: string | null;
}

@Injectable()
class LampShop {
  constructor(@Inject(Database) readonly database: Database) {}
}
@Module({ providers: [LampShop], exports: [LampShop] })
class ShopModule {}

let test: TestDatabase;
beforeAll(async () => {
  test = await aDatabase('order');
  await test.owner.query(`
    create table ordering.lamps (id text primary key, company_id text not null, price_minor bigint not null, promised_on date);
    ${tenantTable('ordering', 'lamps', "company_id = current_setting('app.company', true)")}`);
});
afterAll(() => test.close());

const boot = (url: string) => Test.createTestingModule({ imports: [databaseModule({ role: 'order', schema: 'ordering', entities: [LampEntity], url }), ShopModule] }).compile();

describe('the database module', () => {
  it('gives every module the door, with entities behind it, and lets go at shutdown', async () => {
    const app = await boot(test.url);
    const { database } = app.get(LampShop, { strict: false });
    const [a, b] = [newId('company'), newId('company')];
    const lamp = { id: 'lamp', companyId: a, priceMinor: '9007199254740993', promisedOn: '2026-11-23' };
    await database.asCompany(a, (tx) => tx.manager.getRepository(LampEntity).save({ ...lamp }));
    const find = (company: string) => database.asCompany(company, (tx) => tx.manager.getRepository(LampEntity).findOneBy({ id: 'lamp' }));
    expect(await find(a)).toEqual(lamp);
    expect(await find(b)).toBeNull();
    await expect(database.asCompany(a, (tx) => tx.manager.getRepository(LampEntity).findOneBy({ id: undefined as unknown as string }))).rejects.toThrow(/undefined/i);
    const { rows } = await test.owner.query(`select distinct application_name from pg_stat_activity where datname = current_database() and application_name like 'mouldshare-%'`);
    expect(rows).toEqual([{ application_name: 'mouldshare-order' }]);
    await app.close();
    // The server's process for a connection ends a moment after the connection.
    let left: number | null = null;
    for (const deadline = Date.now() + 5_000; left !== 0 && Date.now() < deadline; ) {
      left = (await test.owner.query(`select 1 from pg_stat_activity where datname = current_database() and application_name = 'mouldshare-order'`)).rowCount;
    }
    expect(left).toBe(0);
  });

  it('does not start as the owner of the database', async () => {
    await expect(boot(test.ownerUrl)).rejects.toThrow(/is a superuser/);
  });

  it('does not start over a table without a wall', async () => {
    await test.owner.query('create table ordering.open_to_all (id int)');
    await expect(boot(test.url)).rejects.toThrow(/ordering\.open_to_all has no forced row-level security/);
    await test.owner.query('drop table ordering.open_to_all');
  });
});

describe('the database of the whole house', () => {
  it('has every schema, and each service comes into its own only', async () => {
    const house = await everyDatabase();
    for (const service of serviceNames) {
      const module = await Test.createTestingModule({ imports: [databaseModule({ role: service, schema: rooms[service].schema, entities: [], url: house.urls[service] })] }).compile();
      const database = module.get(Database);
      expect(await database.readAsHouse('select current_user as me')).toEqual([{ me: rooms[service].role }]);
      await module.close();
    }
    await house.close();
  });
});
