import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { newId } from '#kernel';
import type { Actor } from '#contracts';
import { filesRules, type CreateUploadInput, type UploadTicketView } from '#contracts/order-files';
import { databaseModule } from '#platform/database';
import { observabilityModule } from '#platform/observability';
import { registerRules, rpcModule } from '#platform/rpc';
import { Tickets, ticketsModule } from '#platform/tickets';
import { TEST_SECRET, aDatabase, anActor, type TestDatabase } from '#testing';
import { FileService } from './file.service.js';
import { FilesModule } from './files.module.js';
import { StoredFileEntity } from './stored-file.entity.js';
import { UploadService } from './upload.service.js';

let test: TestDatabase;
let app: NestFastifyApplication;
let uploads: UploadService;
let files: FileService;
let tickets: Tickets;
let folder: string;
let port: number;

beforeAll(async () => {
  test = await aDatabase('order');
  folder = mkdtempSync(join(tmpdir(), 'files-spec-'));
  registerRules(filesRules);
  const module = await Test.createTestingModule({
    imports: [
      observabilityModule({ service: 'order', level: 'silent' }), rpcModule({ service: 'order', secret: TEST_SECRET, addresses: {} }), ticketsModule({ secret: TEST_SECRET }),
      databaseModule({ role: 'order', schema: 'ordering', entities: [StoredFileEntity], url: test.url, poolSize: 8 }),
      FilesModule.with({ storageDir: folder, publicUrl: 'http://files.example', webOrigins: ['http://web.example'] }),
    ],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ bodyLimit: 65_536 }), { logger: false });
  await app.init();
  await app.listen(0, '127.0.0.1');
  port = (app.getHttpServer().address() as AddressInfo).port;
  uploads = app.get(UploadService);
  files = app.get(FileService);
  tickets = app.get(Tickets);
});
afterAll(async () => {
  await app.close();
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

const LIST = Buffer.from('件号,名称,数量\nAC2507-405,滑块1镶件(左),1\n');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const wish = (bytes: Uint8Array, given: Partial<CreateUploadInput> = {}): CreateUploadInput => ({
  idempotencyKey: `key-${newId('request')}`, purpose: 'BOM', name: 'AC2507.csv', byteSize: String(bytes.length), sha256: sha256(bytes), ...given,
});

async function ticketFor(actor: Actor, bytes: Uint8Array, given: Partial<CreateUploadInput> = {}): Promise<UploadTicketView> {
  const result = await uploads.createUpload(actor, wish(bytes, given));
  if (result.__typename !== 'UploadTicket') throw new Error(JSON.stringify(result));
  return result;
}

async function put(ticket: { file: { id: string }; token: string }, bytes: Uint8Array | null, headers: Record<string, string> = {}): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const answer = await fetch(`http://127.0.0.1:${port}/files/${ticket.file.id}`, { method: 'PUT', body: bytes as never, headers: { authorization: `Bearer ${ticket.token}`, ...headers } });
  return { status: answer.status, body: await answer.json() as Record<string, unknown>, headers: answer.headers };
}

const left = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => entry.name);
const stateOf = async (id: string) => (await test.owner.query('select state from ordering.files where id = $1', [id])).rows[0]?.state as string | undefined;

describe('asking for an upload', () => {
  it('keeps to what a company may fill, also when many ask at once', async () => {
    const actor = anActor();
    await test.owner.query(
      `insert into ordering.files (id, company_id, purpose, name, byte_size, sha256, state, expires_at) values ($1, $2, 'BUNDLE', 'all', $3, $4, 'AWAITED', now() + interval '1 hour')`,
      [newId('file'), actor.companyId, 20n * 1024n ** 3n - 1_000n, '0'.repeat(64)]);
    const answers = await Promise.all(Array.from({ length: 8 }, () => uploads.createUpload(actor, wish(randomBytes(600)))));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([...Array.from({ length: 7 }, () => 'LimitReached'), 'UploadTicket']);
  });

  it('gives a ticket for a file that is awaited', async () => {
    const ticket = await ticketFor(anActor(), LIST, { name: '../../清单.csv' });
    expect(ticket).toMatchObject({ url: `http://files.example/files/${ticket.file.id}`, file: { state: 'AWAITED', name: '_.._清单.csv', byteSize: String(LIST.length), sha256: null, mediaType: null } });
    expect(Date.parse(ticket.expiresAt) - Date.now()).toBeLessThanOrEqual(60_000);
  });

  it('gives a repeat a fresh ticket for the same file', async () => {
    const actor = anActor();
    const input = wish(LIST);
    const [first, second] = [await uploads.createUpload(actor, input), await uploads.createUpload(actor, input)] as UploadTicketView[];
    expect(second!.file).toEqual(first!.file);
    const { rows } = await test.owner.query('select response::text from ordering.idempotency where key = $1', [input.idempotencyKey]);
    expect(rows[0].response).not.toContain(first!.token);
  });

  it('refuses an empty file and one that is larger than its purpose takes', async () => {
    const actor = anActor();
    expect(await uploads.createUpload(actor, wish(LIST, { byteSize: '0' }))).toMatchObject({ __typename: 'FileRefused', maxBytes: '20971520' });
    expect(await uploads.createUpload(actor, wish(LIST, { byteSize: '20971521' }))).toMatchObject({ __typename: 'FileRefused', maxBytes: '20971520' });
    expect(await uploads.createUpload(actor, wish(LIST, { byteSize: '20971521', purpose: 'MODEL' }))).toMatchObject({ __typename: 'UploadTicket' });
  });

  it('refuses more uploads in a day than a company has', async () => {
    const actor = anActor();
    await test.owner.query(
      `insert into ordering.files (id, company_id, purpose, name, byte_size, sha256, expires_at)
       select 'fil_' || lpad(i::text, 26, '0'), $1, 'BOM', 'x', 1, repeat('0', 64), now() from generate_series(1, 1000) i`, [actor.companyId]);
    expect(await uploads.createUpload(actor, wish(LIST))).toMatchObject({ __typename: 'LimitReached', limit: 1000 });
  });
});

describe('the side door', () => {
  it('takes the bytes, and a repeat answers the same', async () => {
    const actor = anActor();
    const ticket = await ticketFor(actor, LIST);
    expect(await put(ticket, LIST)).toMatchObject({ status: 201, body: { fileId: ticket.file.id, state: 'READY' } });
    expect(await put(ticket, LIST)).toMatchObject({ status: 201, body: { fileId: ticket.file.id, state: 'READY' } });
    expect(Buffer.from((await files.contents(actor.companyId, ticket.file.id))!.bytes)).toEqual(LIST);
    expect(await files.contents(anActor().companyId, ticket.file.id)).toBeNull();
    expect(await test.database.asCompany(actor.companyId, (tx) => files.views(tx, actor.companyId, [ticket.file.id]))).toMatchObject([{ state: 'READY', mediaType: 'text/csv', sha256: sha256(LIST) }]);
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'application/json', 'application/octet-stream', 'multipart/form-data'])('takes the bytes as they are, called %s', async (type) => {
    const ticket = await ticketFor(anActor(), LIST);
    expect(await put(ticket, LIST, { 'content-type': type })).toMatchObject({ status: 201, body: { fileId: ticket.file.id, state: 'READY' } });
  });

  it('does not take other bytes once it has the right ones', async () => {
    const actor = anActor();
    const ticket = await ticketFor(actor, LIST);
    await put(ticket, LIST);
    await put(ticket, Buffer.from(LIST).reverse());
    expect(Buffer.from((await files.contents(actor.companyId, ticket.file.id))!.bytes)).toEqual(LIST);
  });

  it.each([
    ['other bytes', Buffer.from(LIST).reverse()], ['fewer bytes', LIST.subarray(1)],
  ])('throws away %s than promised and then still takes the right ones', async (_, wrong) => {
    const before = left();
    const ticket = await ticketFor(anActor(), LIST);
    expect(await put(ticket, wrong)).toMatchObject({ status: 409, body: { code: 'CONTENT_MISMATCH', message: expect.any(String) } });
    expect(await stateOf(ticket.file.id)).toBe('AWAITED');
    expect(left()).toEqual(before);
    expect(await put(ticket, LIST)).toMatchObject({ status: 201 });
  });

  it('refuses more bytes than promised before reading them', async () => {
    const ticket = await ticketFor(anActor(), LIST);
    expect(await put(ticket, Buffer.concat([LIST, LIST]))).toMatchObject({ status: 413, body: { code: 'TOO_LARGE' } });
  });

  it('refuses bytes that no parts list begins with, for good', async () => {
    const bytes = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46]), randomBytes(500)]);
    const before = left();
    const ticket = await ticketFor(anActor(), bytes);
    expect(await put(ticket, bytes)).toMatchObject({ status: 415, body: { code: 'TYPE_REFUSED' } });
    expect(await stateOf(ticket.file.id)).toBe('QUARANTINED');
    expect(left()).toEqual(before);
    expect(await put(ticket, bytes)).toMatchObject({ status: 415 });
  });

  it('opens to a ticket of this very file only', async () => {
    const [mine, other] = [await ticketFor(anActor(), LIST), await ticketFor(anActor(), LIST)];
    expect(await put({ file: mine.file, token: other.token }, LIST)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(await put({ file: mine.file, token: 'forged.token.here' }, LIST)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    const live = await tickets.mint('live', { fileId: mine.file.id }, 60);
    expect(await put({ file: mine.file, token: live.token }, LIST)).toMatchObject({ status: 401 });
    const missing = newId('file');
    const forMissing = await tickets.mint('file', { fileId: missing, companyId: newId('company') }, 60);
    expect(await put({ file: { id: missing }, token: forMissing.token }, LIST)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });

  it('wants to know the length', async () => {
    const ticket = await ticketFor(anActor(), LIST);
    const status = await new Promise<number>((resolve, reject) => {
      const sending = request({ host: '127.0.0.1', port, path: `/files/${ticket.file.id}`, method: 'PUT', headers: { authorization: `Bearer ${ticket.token}`, 'transfer-encoding': 'chunked' } }, (answer) => { answer.resume(); resolve(answer.statusCode!); });
      sending.on('error', reject);
      sending.end(LIST);
    });
    expect(status).toBe(411);
  });

  it('leaves nothing behind when the sender goes away, and lets him come again', async () => {
    const bytes = Buffer.concat([LIST, Buffer.alloc(300_000, 0x61)]);
    const before = left();
    const ticket = await ticketFor(anActor(), bytes);
    const sending = request({ host: '127.0.0.1', port, path: `/files/${ticket.file.id}`, method: 'PUT', headers: { authorization: `Bearer ${ticket.token}`, 'content-length': bytes.length } });
    sending.on('error', () => undefined);
    sending.write(bytes.subarray(0, 100_000));
    for (let i = 0; i < 100 && left().length === before.length; i += 1) await delay(20);
    expect(left().length).toBe(before.length + 1);
    expect(await put(ticket, bytes)).toMatchObject({ status: 423, body: { code: 'NOT_READY' } });
    sending.destroy();
    for (let i = 0; i < 100 && left().length > before.length; i += 1) await delay(20);
    expect(left()).toEqual(before);
    let again = await put(ticket, bytes);
    for (let i = 0; i < 50 && again.status === 423; i += 1) { await delay(20); again = await put(ticket, bytes); }
    expect(again).toMatchObject({ status: 201 });
  });

  it('lets the web page in and no other', async () => {
    const preflight = (origin: string) => fetch(`http://127.0.0.1:${port}/files/${newId('file')}`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'PUT' } });
    const own = await preflight('http://web.example');
    expect([own.status, own.headers.get('access-control-allow-origin'), own.headers.get('access-control-allow-methods')]).toEqual([204, 'http://web.example', 'PUT']);
    expect((await preflight('http://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('forgetting files', () => {
  it('drops promises that nobody kept and keeps the others', async () => {
    const actor = anActor();
    const [kept, old, young] = [await ticketFor(actor, LIST), await ticketFor(actor, LIST), await ticketFor(actor, LIST)];
    await put(kept, LIST);
    await test.owner.query(`update ordering.files set expires_at = now() - interval '1 second' where id = any($1)`, [[kept.file.id, old.file.id]]);
    await files.forget();
    expect([await stateOf(kept.file.id), await stateOf(old.file.id), await stateOf(young.file.id)]).toEqual(['READY', undefined, 'AWAITED']);
  });

  it('removes the bytes of a file that a reader refused', async () => {
    const actor = anActor();
    const ticket = await ticketFor(actor, LIST);
    await put(ticket, LIST);
    await test.database.asCompany(actor.companyId, (tx) => files.quarantine(tx, actor.companyId, ticket.file.id, 'ENCRYPTED'));
    const before = left().length;
    await files.forget();
    expect(left().length).toBe(before - 1);
    expect(await files.contents(actor.companyId, ticket.file.id)).toBeNull();
  });
});
