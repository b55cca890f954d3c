import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
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
import { FileAddresses } from './file-addresses.service.js';
import { CHUNK_BYTES } from './file-storage.port.js';
import { FileService } from './file.service.js';
import { FilesModule } from './files.module.js';
import { Housekeeping } from './housekeeping.service.js';
import { StoredFileEntity } from './stored-file.entity.js';
import { UploadService } from './upload.service.js';

let test: TestDatabase;
let app: NestFastifyApplication;
let uploads: UploadService;
let files: FileService;
let housekeeping: Housekeeping;
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
  housekeeping = app.get(Housekeeping);
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
  it('gives a ticket that ends with the session or key that asked, also between two chunks', async () => {
    const actor = anActor();
    const ticket = await ticketFor(actor, LIST);
    const other = await ticketFor({ ...actor, principalId: newId('session') }, LIST, { name: 'other.csv' });
    await test.owner.query('insert into ordering.ended_principals (principal_id) values ($1)', [actor.principalId]);
    expect(await put(ticket, LIST)).toMatchObject({ status: 401 });
    expect((await fetch(`http://127.0.0.1:${port}/files/${ticket.file.id}`, { method: 'HEAD', headers: { authorization: `Bearer ${ticket.token}` } })).status).toBe(401);
    expect(await put(ticket, LIST, { 'content-range': `bytes 0-${LIST.length - 1}/${LIST.length}` })).toMatchObject({ status: 401 });
    expect(await stateOf(ticket.file.id)).toBe('AWAITED');
    expect(await put(other, LIST)).toMatchObject({ status: 201 });
  });

  it('N47: keeps to what a company may fill, also when many ask at once', async () => {
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
    expect([own.status, own.headers.get('access-control-allow-origin'), own.headers.get('access-control-allow-methods')]).toEqual([204, 'http://web.example', 'GET, PUT, POST, HEAD']);
    expect((await preflight('http://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

/** A parts list of a little more than two chunks. */
const LONG = Buffer.concat([LIST, Buffer.alloc(CHUNK_BYTES, 0x61), Buffer.from('\n'), Buffer.alloc(CHUNK_BYTES, 0x62)]);
const chunk = (ticket: { file: { id: string }; token: string }, bytes: Buffer, no: number) => {
  const part = bytes.subarray(no * CHUNK_BYTES, (no + 1) * CHUNK_BYTES);
  return put(ticket, part, { 'content-range': `bytes ${no * CHUNK_BYTES}-${no * CHUNK_BYTES + part.length - 1}/${bytes.length}` });
};
const offset = async (ticket: { file: { id: string }; token: string }) => {
  const answer = await fetch(`http://127.0.0.1:${port}/files/${ticket.file.id}`, { method: 'HEAD', headers: { authorization: `Bearer ${ticket.token}` } });
  return [answer.status, answer.headers.get('upload-offset')];
};

describe('chunks', () => {
  it('make one file, whatever the number of requests and breaks', async () => {
    const actor = anActor();
    const ticket = await ticketFor(actor, LONG);
    expect(await offset(ticket)).toEqual([200, '0']);
    expect(await chunk(ticket, LONG, 0)).toMatchObject({ status: 202, body: { received: CHUNK_BYTES } });
    const sending = request({
      host: '127.0.0.1', port, path: `/files/${ticket.file.id}`, method: 'PUT',
      headers: { authorization: `Bearer ${ticket.token}`, 'content-length': CHUNK_BYTES, 'content-range': `bytes ${CHUNK_BYTES}-${2 * CHUNK_BYTES - 1}/${LONG.length}` },
    });
    sending.on('error', () => undefined);
    sending.write(randomBytes(500_000));
    await delay(100);
    sending.destroy();
    expect(await offset(ticket)).toEqual([200, String(CHUNK_BYTES)]);
    let next = await chunk(ticket, LONG, 1);
    for (let i = 0; i < 100 && next.status === 423; i += 1) { await delay(20); next = await chunk(ticket, LONG, 1); }
    expect(next).toMatchObject({ status: 202, body: { received: 2 * CHUNK_BYTES } });
    expect(await chunk(ticket, LONG, 2)).toMatchObject({ status: 201, body: { fileId: ticket.file.id, state: 'READY' } });
    expect(await offset(ticket)).toEqual([200, String(LONG.length)]);
    expect(Buffer.from((await files.contents(actor.companyId, ticket.file.id))!.bytes).equals(LONG)).toBe(true);
    expect(await chunk(ticket, LONG, 2)).toMatchObject({ status: 201 });
  });

  it('follow one another, and the refusal says where to go on', async () => {
    const ticket = await ticketFor(anActor(), LONG);
    const early = await chunk(ticket, LONG, 1);
    expect([early.status, early.body['code'], early.headers.get('upload-offset')]).toEqual([416, 'RANGE_REFUSED', '0']);
    expect(await put(ticket, LONG.subarray(0, 100), { 'content-range': `bytes 0-99/${LONG.length}` })).toMatchObject({ status: 416 });
    expect(await put(ticket, LONG.subarray(0, 100), { 'content-range': `bytes 0-99/100` })).toMatchObject({ status: 409 });
    expect(await put(ticket, LONG.subarray(0, 100), { 'content-range': 'bytes of mine' })).toMatchObject({ status: 416 });
  });

  it('leave nothing when the whole is not what was promised, and the right ones are taken afterwards', async () => {
    const before = left();
    const ticket = await ticketFor(anActor(), LONG);
    const wrong = Buffer.from(LONG);
    wrong[CHUNK_BYTES + 5] = 0x7a;
    await chunk(ticket, wrong, 0);
    await chunk(ticket, wrong, 1);
    expect(await chunk(ticket, wrong, 2)).toMatchObject({ status: 409 });
    expect(left()).toEqual(before);
    expect(await offset(ticket)).toEqual([200, '0']);
    expect(await put(ticket, LONG)).toMatchObject({ status: 201 });
  });

  it('are refused with the first when it begins no list', async () => {
    const bytes = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]), randomBytes(CHUNK_BYTES + 10)]);
    const before = left();
    const ticket = await ticketFor(anActor(), bytes);
    expect(await chunk(ticket, bytes, 0)).toMatchObject({ status: 415 });
    expect(await stateOf(ticket.file.id)).toBe('QUARANTINED');
    expect(left()).toEqual(before);
  });

  it('of a transfer that took too long are forgotten, the promise is not', async () => {
    const before = left();
    const ticket = await ticketFor(anActor(), LONG);
    await chunk(ticket, LONG, 0);
    expect(left().length).toBe(before.length + 1);
    await test.owner.query(`update ordering.files set transfer_ends = now() - interval '1 second' where id = $1`, [ticket.file.id]);
    expect(await chunk(ticket, LONG, 1)).toMatchObject({ status: 401 });
    await housekeeping.forget();
    expect(left()).toEqual(before);
    expect([await stateOf(ticket.file.id), await offset(ticket)]).toEqual(['AWAITED', [200, '0']]);
  });

  it('begin within a minute of the ticket', async () => {
    const ticket = await ticketFor(anActor(), LIST);
    const claims = { fileId: ticket.file.id, companyId: (await test.owner.query('select company_id from ordering.files where id = $1', [ticket.file.id])).rows[0].company_id as string };
    const late = await tickets.mint('file', { ...claims, beginBy: Math.floor(Date.now() / 1_000) - 1 }, 1_800);
    expect(await put({ file: ticket.file, token: late.token }, LIST)).toMatchObject({ status: 401 });
  });
});

describe('a form', () => {
  const post = async (ticket: { file: { id: string }; token: string }, form: FormData) => {
    const answer = await fetch(`http://127.0.0.1:${port}/files/${ticket.file.id}`, { method: 'POST', body: form, headers: { authorization: `Bearer ${ticket.token}` } });
    return { status: answer.status, body: await answer.json() as Record<string, unknown> };
  };

  it('brings one file', async () => {
    const actor = anActor();
    const ticket = await ticketFor(actor, LIST);
    const form = new FormData();
    form.set('file', new Blob([LIST]), '清单.csv');
    expect(await post(ticket, form)).toMatchObject({ status: 201, body: { fileId: ticket.file.id, state: 'READY' } });
    expect(Buffer.from((await files.contents(actor.companyId, ticket.file.id))!.bytes)).toEqual(LIST);
  });

  it('N43: with anything else is refused and leaves nothing', async () => {
    const before = left();
    const ticket = await ticketFor(anActor(), LIST);
    const form = new FormData();
    form.set('other', 'x');
    form.set('file', new Blob([LIST]), 'a.csv');
    expect(await post(ticket, form)).toMatchObject({ status: 400, body: { code: 'BAD_INPUT' } });
    const none = await fetch(`http://127.0.0.1:${port}/files/${ticket.file.id}`, { method: 'POST', body: 'x', headers: { authorization: `Bearer ${ticket.token}` } });
    expect(none.status).toBe(400);
    expect(left()).toEqual(before);
  });
});

describe('an address of a file', () => {
  const seen = async (url: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(url.replace('http://files.example', `http://127.0.0.1:${port}`), { headers });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  it('shows it whole or in part to whom it was made for, as something to be saved', async () => {
    const actor = anActor();
    const ticket = await ticketFor(actor, LIST);
    await put(ticket, LIST);
    const url = app.get(FileAddresses).of(ticket.file.id, actor);
    const whole = await seen(url);
    expect([whole.status, whole.bytes.equals(LIST), whole.headers.get('content-type'), whole.headers.get('content-disposition')]).toEqual([200, true, 'application/octet-stream', "attachment; filename*=UTF-8''AC2507.csv"]);
    const part = await seen(url, { range: 'bytes=3-9' });
    expect([part.status, part.bytes.equals(LIST.subarray(3, 10)), part.headers.get('content-range')]).toEqual([206, true, `bytes 3-9/${LIST.length}`]);
    expect((await seen(url, { range: 'bytes=999-' })).status).toBe(416);
  });

  it('N41: opens nothing when it was changed, ended, or is for another company', async () => {
    const actor = anActor();
    const ticket = await ticketFor(actor, LIST);
    await put(ticket, LIST);
    const addresses = app.get(FileAddresses);
    const url = addresses.of(ticket.file.id, actor);
    const rival = anActor();
    for (const wrong of [
      url.replace(/until=\d/, 'until=9'), url.replace(actor.companyId, rival.companyId), url.replace(/mark=../, 'mark=zz'), url.slice(0, url.indexOf('?')),
      addresses.of(ticket.file.id, actor, Date.now() - 21 * 60_000), addresses.of(ticket.file.id, rival), url.replace(ticket.file.id, newId('file')),
    ]) expect([wrong, (await seen(wrong)).status]).toEqual([wrong, 404]);
  });
});

describe('forgetting files', () => {
  it('holds rows and objects against each other', async () => {
    const actor = anActor();
    const [kept, lost] = [await ticketFor(actor, LIST), await ticketFor(actor, LIST)];
    await put(kept, LIST);
    await put(lost, LIST);
    await test.owner.query(`update ordering.files set created_at = now() - interval '2 hours' where id = $1`, [lost.file.id]);
    rmSync(join(folder, actor.companyId, lost.file.id));
    const orphan = join(folder, actor.companyId, newId('file'));
    writeFileSync(orphan, 'nobody');
    expect(await housekeeping.compare()).toMatchObject({ orphansRemoved: 0, lost: 1 });
    utimesSync(orphan, new Date(), new Date(Date.now() - 25 * 3_600_000));
    expect(await housekeeping.compare()).toMatchObject({ orphansRemoved: 1, lost: 1 });
    expect([await stateOf(lost.file.id), existsSync(orphan), existsSync(join(folder, actor.companyId, kept.file.id))]).toEqual(['READY', false, true]);
    await test.owner.query('delete from ordering.files where id = $1', [lost.file.id]);
  });

  it('drops promises that nobody kept and keeps the others', async () => {
    const actor = anActor();
    const [kept, old, young] = [await ticketFor(actor, LIST), await ticketFor(actor, LIST), await ticketFor(actor, LIST)];
    await put(kept, LIST);
    await test.owner.query(`update ordering.files set expires_at = now() - interval '1 second' where id = any($1)`, [[kept.file.id, old.file.id]]);
    await housekeeping.forget();
    expect([await stateOf(kept.file.id), await stateOf(old.file.id), await stateOf(young.file.id)]).toEqual(['READY', undefined, 'AWAITED']);
  });

  it('removes the bytes of a file that a reader refused', async () => {
    const actor = anActor();
    const ticket = await ticketFor(actor, LIST);
    await put(ticket, LIST);
    await test.database.asCompany(actor.companyId, (tx) => files.quarantine(tx, actor.companyId, ticket.file.id, 'ENCRYPTED'));
    const before = left().length;
    await housekeeping.forget();
    expect(left().length).toBe(before - 1);
    expect(await files.contents(actor.companyId, ticket.file.id)).toBeNull();
  });
});
