import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { newId } from '#kernel';
import type { Actor } from '#contracts';
import { createUpload, type UploadTicketView } from '#contracts/order-files';
import { confirmImport, createMould, importOf, partsOfMould, startImport, type ImportView, type MouldView } from '#contracts/order-moulds';
import { houseRules } from '#contracts/policy-table';
import { databaseModule } from '#platform/database';
import { messagingModule } from '#platform/messaging';
import { observabilityModule } from '#platform/observability';
import { Rpc, registerRules, rpcModule, serverOptions } from '#platform/rpc';
import { ticketsModule } from '#platform/tickets';
import { TEST_SECRET, aDatabase, anActor, type TestDatabase } from '#testing';
import { entities } from '../database/entities.js';
import { FilesModule } from '../files/index.js';
import { MouldsModule } from './index.js';

let test: TestDatabase;
let app: NestFastifyApplication;
let rpc: Rpc;
let folder: string;
let port: number;

async function boot(): Promise<void> {
  const rpcPort = 20_000 + Math.floor(Math.random() * 20_000);
  const module = await Test.createTestingModule({
    imports: [
      observabilityModule({ service: 'order', level: 'silent' }), ticketsModule({ secret: TEST_SECRET }),
      rpcModule({ service: 'order', secret: TEST_SECRET, addresses: { order: [{ host: '127.0.0.1', port: rpcPort }] } }),
      databaseModule({ role: 'order', schema: 'ordering', entities, url: test.url, poolSize: 8 }), messagingModule({ service: 'order', schema: 'ordering' }),
      FilesModule.with({ storageDir: folder, publicUrl: 'http://files.example', webOrigins: [] }), MouldsModule,
    ],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ bodyLimit: 65_536 }), { logger: false });
  app.connectMicroservice(serverOptions({ host: '127.0.0.1', port: rpcPort }));
  await app.init();
  await app.startAllMicroservices();
  await app.listen(0, '127.0.0.1');
  port = (app.getHttpServer().address() as AddressInfo).port;
  rpc = app.get(Rpc);
}

beforeAll(async () => {
  for (const rules of houseRules) registerRules(rules);
  test = await aDatabase('order');
  folder = mkdtempSync(join(tmpdir(), 'moulds-spec-'));
  await boot();
});
afterAll(async () => {
  await app.close();
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

const key = () => `key-${newId('request')}`;
const sample = readFileSync(new URL('../../../../test/fixtures/bom/ok/sample-bom.csv', import.meta.url));

async function upload(actor: Actor, bytes: Uint8Array): Promise<string> {
  const ticket = await rpc.call(createUpload, actor, {
    idempotencyKey: key(), purpose: 'BOM', name: 'list.csv', byteSize: String(bytes.length), sha256: createHash('sha256').update(bytes).digest('hex'),
  }) as UploadTicketView;
  const answer = await fetch(`http://127.0.0.1:${port}/files/${ticket.file.id}`, { method: 'PUT', body: bytes as never, headers: { authorization: `Bearer ${ticket.token}` } });
  expect(answer.status).toBe(201);
  return ticket.file.id;
}

const aMould = async (actor: Actor) => await rpc.call(createMould, actor, { idempotencyKey: key(), mouldNo: 'AC2507', title: 'Door trim' }) as MouldView;

async function untilRead(actor: Actor, id: string): Promise<ImportView> {
  for (let i = 0; i < 300; i += 1) {
    const { import: seen } = await rpc.call(importOf, actor, { id });
    if (seen!.state !== 'PARSING') return seen!;
    await delay(50);
  }
  throw new Error('The list was not read in time.');
}

/** The sample again and again under other numbers, until it has so many lines. */
function longList(lines: number): Buffer {
  const [heading, ...items] = sample.toString('utf8').replace(/\r/g, '').trimEnd().split('\n');
  return Buffer.from([heading, ...Array.from({ length: lines }, (_, i) => items[i % items.length]!.replace(/AC2507-\w+/, (no) => `${no}-${i}`))].join('\n'));
}

describe('a list from the side door to the mould', () => {
  it('is read in a process of its own within two seconds of its start and becomes parts', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const fileId = await upload(actor, sample);
    const began = performance.now();
    const started = await rpc.call(startImport, actor, { idempotencyKey: key(), mouldId: mould.id, fileIds: [fileId] }) as ImportView;
    const seen = await untilRead(actor, started.id);
    console.log(`210 lines previewed in ${Math.round(performance.now() - began)} ms`);
    expect(seen).toMatchObject({ state: 'REVIEW', counts: { import: 210, review: 0 } });
    expect(await rpc.call(confirmImport, actor, { idempotencyKey: key(), importId: seen.id, version: seen.version })).toMatchObject({ __typename: 'Mould', summary: { parts: 210, publishable: 91 } });
    expect((await rpc.call(partsOfMould, actor, { mouldId: mould.id, filter: { supplies: ['OUTSIDE'], complete: true } })).parts).toHaveLength(91);
  }, 30_000);

  it('goes on after the service stopped in the middle of reading it', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const fileId = await upload(actor, sample);
    const { importId } = (await test.owner.query(
      `insert into ordering.imports (id, company_id, mould_id, file_ids, attempts, leased_until) values ($1, $2, $3, $4, 1, now() - interval '1 second') returning id as "importId"`,
      [newId('import'), actor.companyId, mould.id, [fileId]])).rows[0] as { importId: string };
    await app.close();
    await boot();
    expect(await untilRead(actor, importId)).toMatchObject({ state: 'REVIEW', counts: { import: 210 } });
  }, 30_000);

  it('refuses a workbook with a password by name and leaves no bytes', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const words = [...Buffer.from('EncryptedPackage')].flatMap((letter) => [letter, 0]);
    const fileId = await upload(actor, Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array<number>(500).fill(0), ...words]));
    const started = await rpc.call(startImport, actor, { idempotencyKey: key(), mouldId: mould.id, fileIds: [fileId] }) as ImportView;
    expect(await untilRead(actor, started.id)).toMatchObject({ state: 'FAILED', problems: [{ code: 'FILE_ENCRYPTED' }], files: [{ state: 'QUARANTINED' }] });
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('arriving/'))).toEqual([]);
  }, 30_000);

  it('may have ten thousand lines', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const fileId = await upload(actor, longList(9_999));
    const times = [performance.now()];
    const started = await rpc.call(startImport, actor, { idempotencyKey: key(), mouldId: mould.id, fileIds: [fileId] }) as ImportView;
    const seen = await untilRead(actor, started.id);
    times.push(performance.now());
    expect(seen).toMatchObject({ state: 'REVIEW', counts: { import: 9_999, review: 0 } });
    const confirmed = await rpc.call(confirmImport, actor, { idempotencyKey: key(), importId: seen.id, version: seen.version });
    times.push(performance.now());
    expect(confirmed).toMatchObject({ __typename: 'Mould', summary: { parts: 9_999 } });
    console.log(`9,999 lines: read and shown in ${Math.round(times[1]! - times[0]!)} ms, confirmed in ${Math.round(times[2]! - times[1]!)} ms`);
  }, 60_000);
});
