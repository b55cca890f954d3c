import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { newId, Problem } from '#kernel';
import type { Actor, Operation } from '#contracts';
import { grantsRules, type DownloadTicketView } from '#contracts/order-grants';
import { filesRules } from '#contracts/order-files';
import { drawingGuests, type DrawingStandingsInput, type DrawingStandingView } from '#contracts/quoting-drawings';
import { databaseModule } from '#platform/database';
import { Outbox } from '#platform/messaging';
import { observabilityModule } from '#platform/observability';
import { registerRules, Rpc, rpcModule } from '#platform/rpc';
import { Tickets, ticketsModule } from '#platform/tickets';
import { HouseClock } from '#platform/time';
import { TEST_SECRET, anActor } from '#testing';
import { statementsOf } from '../../../../test/kit/statements.js';
import { Workshop, type APart } from '../../../../test/kit/workshop.js';
import { FileAddresses, FilesModule } from '../files/index.js';
import { SheetPages } from '../sheets/index.js';
import { GrantService } from './grant.service.js';
import { GrantsModule } from './grants.module.js';
import { OpeningLog } from './opening-log.service.js';
import { RecallService } from './recall.service.js';

const PDF = Buffer.from('%PDF-1.4 of the drawing, as its owner uploaded it');
const GLB = Buffer.from('glTF of one part alone');
const sha = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

let shop: Workshop;
let app: NestFastifyApplication;
let grants: GrantService;
let recalls: RecallService;
let log: OpeningLog;
let folder: string;
let door: string;
/** What quoting says of lines, by line and company. */
const standings = new Map<string, Map<string, DrawingStandingView>>();
/** What was burnt into the last page. */
let burnt: readonly string[] | null = null;
/** Pages that were painted, and what happens while one is. */
let painted = 0;
let meanwhile: (() => Promise<unknown>) | null = null;

@Global()
@Module({ providers: [{ provide: Outbox, useValue: new Outbox({ service: 'order', schema: 'ordering' }) }, { provide: HouseClock, useValue: new HouseClock() }], exports: [Outbox, HouseClock] })
class House {}

beforeAll(async () => {
  shop = await Workshop.open();
  folder = mkdtempSync(join(tmpdir(), 'grants-spec-'));
  registerRules(filesRules);
  registerRules(grantsRules);
  const module = await Test.createTestingModule({
    imports: [
      observabilityModule({ service: 'order', level: 'silent' }), rpcModule({ service: 'order', secret: TEST_SECRET, addresses: {} }), ticketsModule({ secret: TEST_SECRET }), House,
      databaseModule({ role: 'order', schema: 'ordering', entities: [], url: shop.test.url, poolSize: 8 }),
      FilesModule.with({ storageDir: folder, publicUrl: 'http://files.example', webOrigins: [] }), GrantsModule.with({ claimDays: 90 }),
    ],
  }).overrideProvider(SheetPages).useValue({
    page: async (_file: unknown, page: number, mark: readonly string[] | null) => {
      burnt = mark;
      painted++;
      await meanwhile?.();
      return page > 2 || page < 1 ? { refused: 'NO_SUCH_PAGE' } : { webp: Buffer.from(`page ${page}`), pages: 2 };
    },
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  const rpc = app.get(Rpc, { strict: false });
  rpc.callAsHouse = (<I, O>(op: Operation<never, unknown>, actor: Actor, input: I): Promise<O> => {
    const ofCompany = [...standings.values()].flatMap((byCompany) => [...byCompany].map(([companyId, standing]) => ({ companyId, ...standing })));
    if (op.name === drawingGuests.name) {
      const { tenderId, partId } = input as { tenderId: string | null; partId: string | null };
      const guests = ofCompany.filter((each) => each.buyerId === actor.companyId && (each.tenderId === tenderId || each.partId === partId));
      return Promise.resolve({ guests: tenderId !== null && guests.length === 0 ? null : guests.map((guest) => ({ ...guest, ndaAcceptedAt: null, ndaVersion: null })) } as O);
    }
    const { lineIds, partIds } = input as DrawingStandingsInput;
    return Promise.resolve(ofCompany.filter((each) => each.companyId === actor.companyId && (lineIds?.includes(each.lineId) || partIds?.includes(each.partId))) as O);
  }) as typeof rpc.callAsHouse;
  await app.init();
  await app.listen(0, '127.0.0.1');
  door = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  [grants, recalls, log] = [app.get(GrantService), app.get(RecallService), app.get(OpeningLog)];
});
afterAll(async () => {
  await app.close();
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The bearer token of an actor's session. */
const bearerOf = (actor: Actor): string => `token.of.${actor.principalId}`;
const asker = (actor: Actor) => ({ proof: sha(bearerOf(actor)), companyName: 'Jianda EDM', name: 'Wang Lei' });
const ask = (actor: Actor, fileId: string, stage?: 'VIEW' | 'DOWNLOAD') => grants.requestDownload(actor, { fileId, stage, asker: asker(actor) });

async function aFile(owner: Actor, bytes: Buffer, given: { name?: string; purpose?: string; mediaType?: string; originId?: string | null } = {}): Promise<string> {
  const id = newId('file');
  const path = join(folder, owner.companyId, id);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  await shop.test.owner.query(
    `insert into ordering.files (id, company_id, purpose, name, byte_size, sha256, media_type, state, storage_key, origin_id, expires_at) values ($1, $2, $3, $4, $5, $6, $7, 'READY', $2 || '/' || $1, $8, now())`,
    [id, owner.companyId, given.purpose ?? 'DRAWING', given.name ?? 'AC2507-405 Haier.pdf', bytes.length, sha(bytes), given.mediaType ?? 'application/pdf', given.originId ?? null]);
  return id;
}

interface Drawn { buyer: Actor; part: APart; drawingId: string; meshId: string; thumbnailId: string }

/** A part with a drawing, a model and a picture, in revision A. */
async function aDrawnPart(buyer = anActor()): Promise<Drawn> {
  const part = await shop.aPart(buyer);
  const drawingId = await aFile(buyer, PDF);
  const stepId = await aFile(buyer, Buffer.from('ISO-10303-21; the whole mould'), { purpose: 'MODEL', mediaType: 'model/step', name: 'AC2507 whole.step' });
  const meshId = await aFile(buyer, GLB, { purpose: 'ATTACHMENT', mediaType: 'model/gltf-binary', name: 'AC2507-405.glb', originId: stepId });
  const thumbnailId = await aFile(buyer, Buffer.from('webp'), { purpose: 'PHOTO', mediaType: 'image/webp', name: 'AC2507-405.webp', originId: stepId });
  const itemId = newId('modelItem');
  await shop.test.owner.query(`insert into ordering.models (file_id, company_id, state) values ($1, $2, 'READY')`, [stepId, buyer.companyId]);
  await shop.test.owner.query(
    `insert into ordering.model_items (id, company_id, file_id, position, product_id, name, quantity, state, thumbnail_id, mesh_id) values ($1, $2, $3, 0, 'x', 'x', 1, 'READY', $4, $5)`, [itemId, buyer.companyId, stepId, thumbnailId, meshId]);
  await shop.test.owner.query('update ordering.parts set file_ids = $2, model_item_id = $3 where id = $1', [part.partId, [drawingId], itemId]);
  await shop.test.owner.query(`update ordering.part_revisions set definition = $2 where part_id = $1`, [part.partId, JSON.stringify({ fileIds: [drawingId], modelItemId: itemId })]);
  return { buyer, part, drawingId, meshId, thumbnailId };
}

/** The part in a lot, as quoting tells it of one guest. */
function invited({ buyer, part }: Drawn, guest: Actor, given: Partial<DrawingStandingView> = {}): DrawingStandingView {
  const standing: DrawingStandingView = {
    lineId: newId('lotLine'), lotId: newId('lot'), lotNo: 3, lineNo: 2, tenderId: newId('tender'), buyerId: buyer.companyId, partId: part.partId, revision: 'A', stage: 'VIEW', hindrance: 'STAGE', until: null, ...given,
  };
  standings.set(standing.lineId, (standings.get(standing.lineId) ?? new Map<string, DrawingStandingView>()).set(guest.companyId, standing));
  return standing;
}

async function aTicket(actor: Actor, fileId: string, stage?: 'VIEW' | 'DOWNLOAD'): Promise<DownloadTicketView> {
  const ticket = await ask(actor, fileId, stage);
  if (ticket.__typename !== 'DownloadTicket') throw new Error(JSON.stringify(ticket));
  return ticket;
}

const open = (url: string, actor: Actor | null, headers: Record<string, string> = {}) =>
  fetch(url.replace('http://files.example', door), { headers: { ...(actor ? { authorization: `Bearer ${bearerOf(actor)}` } : {}), ...headers } });
const status = async (url: string, actor: Actor | null) => (await open(url, actor)).status;
const entries = async (drawn: Drawn) => (await log.ofPart(drawn.buyer, drawn.part.partId)).map(({ companyId, stage, page, outcome, why }) => ({ companyId, stage, page, outcome, why }));

describe('a bidder', () => {
  it('sees pages with its name burnt in, and the model of the part alone, under neutral names', async () => {
    const drawn = await aDrawnPart();
    const bidder = anActor();
    const { lineId } = invited(drawn, bidder);
    const [papers] = await grants.papers(bidder, [lineId]);
    expect(papers!.files).toMatchObject([
      { id: drawn.drawingId, name: '3-2_A.pdf', purpose: 'DRAWING', sha256: null, grantedStage: 'VIEW' }, { id: drawn.meshId, name: '3-2_A.glb', purpose: 'MODEL', grantedStage: 'VIEW' },
    ]);
    expect(JSON.stringify(papers)).not.toMatch(/2507|haier/i);
    const { url, stage } = await aTicket(bidder, drawn.drawingId);
    expect(stage).toBe('VIEW');
    for (const page of [1, 2]) {
      const answer = await open(`${url}&page=${page}`, bidder);
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('page-count'), answer.headers.get('cache-control'), await answer.text()]).toEqual([200, 'image/webp', '2', 'private, no-store', `page ${page}`]);
    }
    expect(burnt!.slice(0, 4)).toEqual(['Jianda EDM', bidder.companyId, 'Wang Lei', expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/)]);
    const model = await open((await aTicket(bidder, drawn.meshId)).url, bidder);
    expect([model.headers.get('content-disposition'), Buffer.from(await model.arrayBuffer()).equals(GLB)]).toEqual([`inline; filename*=UTF-8''3-2_A.glb`, true]);
    expect(await entries(drawn)).toEqual([
      { companyId: bidder.companyId, stage: 'VIEW', page: null, outcome: 'OPENED', why: null }, { companyId: bidder.companyId, stage: 'VIEW', page: 2, outcome: 'OPENED', why: null },
      { companyId: bidder.companyId, stage: 'VIEW', page: 1, outcome: 'OPENED', why: null },
    ]);
  });

  it('is told what is missing, and the owner reads that it tried', async () => {
    const drawn = await aDrawnPart();
    const [noNda, viewer] = [anActor(), anActor()];
    invited(drawn, noNda, { stage: 'OUTLINE', hindrance: 'NDA' });
    invited(drawn, viewer);
    expect(await ask(noNda, drawn.drawingId)).toMatchObject({ __typename: 'FileRefused', grantedStage: 'OUTLINE', missing: 'NDA' });
    expect(await ask(viewer, drawn.drawingId, 'DOWNLOAD')).toMatchObject({ __typename: 'FileRefused', grantedStage: 'VIEW', missing: 'STAGE' });
    expect(await entries(drawn)).toEqual([
      { companyId: viewer.companyId, stage: 'DOWNLOAD', page: null, outcome: 'REFUSED', why: 'STAGE' }, { companyId: noNda.companyId, stage: 'VIEW', page: null, outcome: 'REFUSED', why: 'NDA' },
    ]);
  });

  it('reads before the text is accepted how many files of which kind there are, and nothing by which it would know one again', async () => {
    const drawn = await aDrawnPart();
    const bidder = anActor();
    const lines = [invited(drawn, bidder, { stage: 'OUTLINE', hindrance: 'NDA' }), invited(drawn, bidder, { stage: 'OUTLINE', hindrance: 'NDA' })].map(({ lineId }) => lineId);
    const papers = await grants.papers(bidder, lines);
    expect(papers.map(({ files }) => files.map(({ name, purpose, grantedStage }) => [name, purpose, grantedStage]))).toEqual(lines.map(() => [['3-2_A.pdf', 'DRAWING', 'OUTLINE'], ['3-2_A.glb', 'MODEL', 'OUTLINE']]));
    expect(new Set(papers.flatMap(({ files }) => files.map(({ id }) => id))).size).toBe(4);
    expect(papers.flatMap(({ files }) => files.map(({ byteSize, sha256, createdAt }) => [byteSize, sha256, createdAt]))).toEqual(Array.from({ length: 4 }, () => ['0', null, '1970-01-01T00:00:00.000Z']));
    for (const id of [drawn.drawingId, drawn.meshId]) expect(JSON.stringify(papers)).not.toContain(id);
    await expect(ask(bidder, papers[0]!.files[0]!.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('opens a drawing that shows more parts than it is asked for at a time', async () => {
    const drawn = await aDrawnPart();
    const bidder = anActor();
    await shop.test.owner.query(
      `insert into ordering.part_revisions (part_id, company_id, revision, definition)
       select $1, $2, chr(66 + n / 26) || chr(65 + n % 26), $3 from generate_series(0, 599) n`, [drawn.part.partId, drawn.buyer.companyId, JSON.stringify({ fileIds: [drawn.drawingId] })]);
    invited(drawn, bidder, { revision: 'XA' });
    expect(await ask(bidder, drawn.drawingId)).toMatchObject({ __typename: 'DownloadTicket' });
  });

  it('gets the original where the tender says so, under a neutral name', async () => {
    const drawn = await aDrawnPart();
    const bidder = anActor();
    invited(drawn, bidder, { stage: 'DOWNLOAD', hindrance: null });
    const answer = await open((await aTicket(bidder, drawn.drawingId)).url, bidder);
    expect([answer.headers.get('content-disposition'), Buffer.from(await answer.arrayBuffer()).equals(PDF)]).toEqual([`attachment; filename*=UTF-8''3-2_A.pdf`, true]);
  });

  it('takes few statements for a page', async () => {
    const drawn = await aDrawnPart();
    const bidder = anActor();
    invited(drawn, bidder);
    const { url } = await aTicket(bidder, drawn.drawingId);
    const { value, statements } = await statementsOf(() => open(`${url}&page=1`, bidder));
    expect(value.status).toBe(200);
    // The order, the papers with what was taken back, the file, whether it was opened before; order and papers once more after painting; and one transaction for the log.
    expect(statements).toBeLessThanOrEqual(9);
  });
});

describe('N41: whoever may not', () => {
  it('N29: learns nothing of a file that was never shown to it, of another tender, or of none', async () => {
    const [drawn, other] = [await aDrawnPart(), await aDrawnPart()];
    const bidder = anActor();
    invited(drawn, bidder);
    for (const id of [other.drawingId, other.meshId, newId('file')]) await expect(ask(bidder, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    // Its owner learns who asked, and how often.
    await expect(ask(bidder, other.drawingId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(ask(bidder, other.drawingId, 'DOWNLOAD')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await log.ofPart(other.buyer, other.part.partId)).map(({ companyId, fileId, stage, why, times }) => [companyId, fileId, stage, why, times])).toEqual([
      [bidder.companyId, other.drawingId, 'DOWNLOAD', 'NONE', 1], [bidder.companyId, other.meshId, 'VIEW', 'NONE', 1], [bidder.companyId, other.drawingId, 'VIEW', 'NONE', 2],
    ]);
    expect((await log.ofFile(other.buyer, other.drawingId)).map(({ times }) => times)).toEqual([1, 2]);
    for (const id of [other.drawingId, newId('file')]) await expect(log.ofFile(bidder, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { url } = await aTicket(bidder, drawn.drawingId);
    expect(await status(url.replace(drawn.drawingId, other.drawingId), bidder)).toBe(404);
  });

  it('opens nothing with the ticket of another person or another session, and the owner reads that it tried', async () => {
    const drawn = await aDrawnPart();
    const bidder = anActor();
    invited(drawn, bidder);
    const { url } = await aTicket(bidder, drawn.drawingId);
    const [colleague, again] = [anActor({ companyId: bidder.companyId }), { ...bidder, principalId: newId('session') }];
    for (const thief of [colleague, again, anActor(), null]) expect(await status(url, thief)).toBe(401);
    expect(await status(url, bidder)).toBe(200);
    expect((await log.ofPart(drawn.buyer, drawn.part.partId)).filter(({ why }) => why === 'TICKET').map(({ times }) => times)).toEqual([4]);
  });

  it('is painted no page for a ticket that is used up', async () => {
    const drawn = await aDrawnPart();
    const bidder = anActor();
    invited(drawn, bidder);
    const { url } = await aTicket(bidder, drawn.drawingId);
    painted = 0;
    expect([await status(`${url}&page=1`, bidder), await status(`${url}&page=1`, bidder), painted]).toEqual([200, 401, 1]);
    await shop.test.database.asHouse((tx) => log.ended(tx, [bidder.principalId]));
    expect([await status(`${url}&page=2`, bidder), painted]).toEqual([401, 1]);
  });

  it('opens nothing once the session behind the ticket has ended', async () => {
    const drawn = await aDrawnPart();
    const bidder = anActor();
    invited(drawn, bidder);
    const { url } = await aTicket(bidder, drawn.drawingId);
    expect(await status(`${url}&page=1`, bidder)).toBe(200);
    await shop.test.database.asHouse((tx) => log.ended(tx, [bidder.principalId, bidder.principalId]));
    expect(await status(`${url}&page=2`, bidder)).toBe(401);
  });

  it('opens nothing with an address that was used, edited, raised or has ended', async () => {
    const drawn = await aDrawnPart();
    const bidder = anActor();
    invited(drawn, bidder);
    const { url } = await aTicket(bidder, drawn.drawingId);
    expect([await status(`${url}&page=1`, bidder), await status(`${url}&page=1`, bidder), await status(url, bidder), await status(`${url}&page=2`, bidder)]).toEqual([200, 401, 401, 200]);
    const token = new URL(url).searchParams.get('ticket')!;
    const [head, body, mark] = token.split('.') as [string, string, string];
    const raised = Buffer.from(Buffer.from(body, 'base64url').toString().replace('"VIEW"', '"DOWNLOAD"')).toString('base64url');
    for (const bad of [`${head}.${raised}.${mark}`, `${token}x`, '', 'x.y.z']) expect(await status(url.replace(token, bad), bidder)).toBe(401);
    for (const page of ['0', '-1', '1e3', '1 or 1', '99999', '3']) expect(await status(`${(await aTicket(bidder, drawn.drawingId)).url}&page=${page}`, bidder)).toBe(422);
    const late = new Tickets(TEST_SECRET, { now: () => Date.now() - 61_000 } as HouseClock);
    const claims = { fileId: drawn.drawingId, stage: 'VIEW', lineId: [...standings.keys()].at(-1), proof: sha(bearerOf(bidder)), opener: { ...bidder, companyName: 'x', name: 'x' }, locale: 'en' };
    expect(await status(url.replace(token, (await late.mint('drawing', claims, 60)).token), bidder)).toBe(401);
    for (const kind of ['file', 'evidence', 'live'] as const) expect(await status(url.replace(token, (await new Tickets(TEST_SECRET).mint(kind, claims, 60)).token), bidder)).toBe(401);
    // A stage that somebody could mint is no right either: it is looked up at the door.
    expect(await status(url.replace(token, (await new Tickets(TEST_SECRET).mint('drawing', { ...claims, stage: 'DOWNLOAD' }, 60)).token), bidder)).toBe(404);
  });

  it('opens nothing once the tender says no: lost, declined, cancelled, over', async () => {
    for (const [hindrance, until] of [['ENDED', new Date().toISOString()], ['DECLINED', null], ['CANCELLED', null]] as const) {
      const drawn = await aDrawnPart();
      const bidder = anActor();
      const standing = invited(drawn, bidder);
      const { url } = await aTicket(bidder, drawn.drawingId);
      const [papers] = await grants.papers(bidder, [standing.lineId]);
      expect(await status(papers!.thumbnailUrl!, null)).toBe(200);
      standings.get(standing.lineId)!.set(bidder.companyId, { ...standing, stage: null, hindrance, until });
      expect([await status(url, bidder), await status(papers!.thumbnailUrl!, null)]).toEqual([404, 404]);
      expect(await ask(bidder, drawn.drawingId)).toMatchObject({ __typename: 'FileRefused', grantedStage: null, missing: hindrance });
      expect(await grants.papers(bidder, [standing.lineId])).toEqual([]);
      expect((await entries(drawn)).map(({ why }) => why)).toEqual([hindrance, hindrance]);
    }
  });

  it('N48: sees no thumbnail of yesterday, of another viewer, by another line, or of a file that is none', async () => {
    const [drawn, other] = [await aDrawnPart(), await aDrawnPart()];
    const [bidder, stranger] = [anActor(), anActor()];
    const { lineId } = invited(drawn, bidder);
    const addresses = app.get(FileAddresses);
    const good = addresses.of(drawn.thumbnailId, bidder, Date.now(), lineId);
    const answer = await open(good, null);
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('content-disposition')]).toEqual([200, 'private, no-store', `inline; filename*=UTF-8''part.webp`]);
    const bad = [
      addresses.of(drawn.thumbnailId, bidder, Date.now() - 86_400_000, lineId), addresses.of(drawn.thumbnailId, stranger, Date.now(), lineId), addresses.of(drawn.thumbnailId, bidder),
      addresses.of(other.thumbnailId, bidder, Date.now(), lineId), addresses.of(drawn.drawingId, bidder, Date.now(), lineId), addresses.of(drawn.meshId, bidder, Date.now(), lineId),
      good.replace(bidder.companyId, stranger.companyId), good.replace(lineId, newId('lotLine')), good.replace(`via=${lineId}&`, ''),
    ];
    for (const url of bad) expect(await status(url, bidder)).toBe(404);
  });

  it('opens nothing while nobody can tell', async () => {
    const drawn = await aDrawnPart();
    const bidder = anActor();
    invited(drawn, bidder);
    const { url } = await aTicket(bidder, drawn.drawingId);
    const rpc = app.get(Rpc, { strict: false });
    const heard = rpc.callAsHouse;
    rpc.callAsHouse = () => Promise.reject(new Problem('UNAVAILABLE', 'quoting is not there.'));
    try {
      expect(await status(url, bidder)).toBe(503);
    } finally {
      rpc.callAsHouse = heard;
    }
  });
});

describe('a supplier', () => {
  it('has the originals of the ordered revision under their own names, without asking quoting', async () => {
    const drawn = await aDrawnPart();
    const supplier = anActor();
    const award = shop.anAward(drawn.buyer, supplier, [{ part: drawn.part }]);
    await shop.place(award);
    const [papers] = await grants.papers(supplier, [award.lines[0]!.lotLineId]);
    expect(papers!.files[0]).toMatchObject({ name: 'AC2507-405 Haier.pdf', sha256: sha(PDF), grantedStage: 'DOWNLOAD' });
    const answer = await open((await aTicket(supplier, drawn.drawingId)).url, supplier, { range: 'bytes=0-3' });
    expect([answer.status, await answer.text()]).toEqual([206, '%PDF']);
    expect(await grants.papers(drawn.buyer, [award.lines[0]!.lotLineId])).toMatchObject([{ files: [{ grantedStage: 'DOWNLOAD' }, {}] }]);
    expect(await grants.papers(anActor(), [award.lines[0]!.lotLineId])).toEqual([]);
  });

  it('makes no part by a revision that was followed by another, also not as the bidder that it was', async () => {
    const drawn = await aDrawnPart();
    const supplier = anActor();
    const { lineId } = invited(drawn, supplier, { stage: 'DOWNLOAD', hindrance: null });
    const award = shop.anAward(drawn.buyer, supplier, [{ part: drawn.part }]);
    award.lines[0]!.lotLineId = lineId;
    await shop.place(award);
    const { url } = await aTicket(supplier, drawn.drawingId);
    const again = invited(drawn, supplier, { stage: 'DOWNLOAD', hindrance: null });
    const newDrawing = await aFile(drawn.buyer, Buffer.from('%PDF-1.4 revision B'));
    await shop.test.owner.query(`insert into ordering.part_revisions (part_id, company_id, revision, definition) values ($1, $2, 'B', $3)`, [drawn.part.partId, drawn.buyer.companyId, JSON.stringify({ fileIds: [newDrawing] })]);
    await shop.test.owner.query(`update ordering.parts set revision = 'B', file_ids = $2 where id = $1`, [drawn.part.partId, [newDrawing]]);
    expect(await status(url, supplier)).toBe(404);
    expect(await ask(supplier, drawn.drawingId)).toMatchObject({ __typename: 'FileRefused', missing: 'SUPERSEDED', grantedStage: 'OUTLINE' });
    expect(await grants.papers(supplier, [again.lineId])).toMatchObject([{ files: expect.arrayContaining([expect.objectContaining({ grantedStage: 'OUTLINE' })]) as unknown }]);
    await expect(ask(supplier, newDrawing)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    // Its owner keeps both.
    for (const id of [drawn.drawingId, newDrawing]) expect(await status((await aTicket(drawn.buyer, id)).url, drawn.buyer)).toBe(200);
  });

  it('sees of a released revision what was frozen, whatever the part itself shows since', async () => {
    const [drawn, other] = [await aDrawnPart(), await aDrawnPart()];
    const [bidder, supplier] = [anActor(), anActor()];
    const { lineId } = invited(drawn, bidder);
    const award = shop.anAward(drawn.buyer, supplier, [{ part: drawn.part }]);
    await shop.place(award);
    const newDrawing = await aFile(drawn.buyer, Buffer.from('%PDF-1.4 slipped in'));
    const newMesh = await aFile(drawn.buyer, Buffer.from('glTF of another shape'), { purpose: 'ATTACHMENT', mediaType: 'model/gltf-binary' });
    const step = await aFile(drawn.buyer, Buffer.from('ISO-10303-21; another'), { purpose: 'MODEL', mediaType: 'model/step' });
    const itemId = newId('modelItem');
    await shop.test.owner.query(`insert into ordering.models (file_id, company_id, state) values ($1, $2, 'READY')`, [step, drawn.buyer.companyId]);
    await shop.test.owner.query(
      `insert into ordering.model_items (id, company_id, file_id, position, product_id, name, quantity, state, mesh_id) values ($1, $2, $3, 0, 'x', 'x', 1, 'READY', $4)`, [itemId, drawn.buyer.companyId, step, newMesh]);
    await shop.test.owner.query('update ordering.parts set file_ids = $2, model_item_id = $3 where id = $1', [drawn.part.partId, [newDrawing], itemId]);
    for (const [actor, line] of [[bidder, lineId], [supplier, award.lines[0]!.lotLineId]] as const) {
      const [papers] = await grants.papers(actor, [line]);
      expect(papers!.files.map(({ id }) => id)).toEqual([drawn.drawingId, drawn.meshId]);
      expect(papers!.thumbnailUrl).toContain(drawn.thumbnailId);
      for (const id of [newDrawing, newMesh, other.drawingId]) await expect(ask(actor, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('loses them when its line is cancelled, and when claims are over', async () => {
    const drawn = await aDrawnPart();
    const supplier = anActor();
    const award = shop.anAward(drawn.buyer, supplier, [{ part: drawn.part }]);
    await shop.place(award);
    const set = (values: string) => shop.test.owner.query(`update ordering.order_lines set ${values} where lot_line_id = $1`, [award.lines[0]!.lotLineId]);
    await set(`state = 'ACCEPTED', accepted_at = now() - interval '89 days'`);
    expect(await ask(supplier, drawn.drawingId)).toMatchObject({ __typename: 'DownloadTicket' });
    await set(`accepted_at = now() - interval '91 days'`);
    expect(await ask(supplier, drawn.drawingId)).toMatchObject({ missing: 'ENDED' });
    await set(`state = 'CANCELLED', accepted_at = null`);
    expect(await ask(supplier, drawn.drawingId)).toMatchObject({ missing: 'CANCELLED' });
  });
});

describe('taking drawings back', () => {
  const recall = (buyer: Actor, companyId: string, given: object) => recalls.recall(buyer, { idempotencyKey: `key-${newId('request')}`, companyId, recall: true, reason: 'seen elsewhere', ...given });

  it('holds from the moment it is said, for tickets that are out and pictures in lists, and can be undone', async () => {
    const drawn = await aDrawnPart();
    const [bidder, other] = [anActor(), anActor()];
    const { lineId, tenderId } = invited(drawn, bidder);
    invited(drawn, other, { tenderId });
    for (const which of [{ partId: drawn.part.partId }, { tenderId }]) {
      const { url } = await aTicket(bidder, drawn.drawingId);
      const [papers] = await grants.papers(bidder, [lineId]);
      const answer = await recall(drawn.buyer, bidder.companyId, which);
      const told = Date.now();
      expect(answer).toMatchObject({ __typename: 'DrawingAccess', grants: expect.arrayContaining([expect.objectContaining({ companyId: bidder.companyId, stage: null, hindrance: 'RECALLED', recall: { reason: 'seen elsewhere', recalledAt: expect.any(String) } })]) as unknown });
      expect([await status(url, bidder), await status(papers!.thumbnailUrl!, null)]).toEqual([404, 404]);
      expect(await ask(bidder, drawn.drawingId)).toMatchObject({ missing: 'RECALLED', grantedStage: null, message: expect.stringContaining('seen elsewhere') as string });
      expect(Date.now() - told).toBeLessThan(1_000);
      expect(await ask(other, drawn.drawingId)).toMatchObject({ __typename: 'DownloadTicket' });
      await recall(drawn.buyer, bidder.companyId, { ...which, recall: false, reason: 'cleared up' });
      expect(await status((await aTicket(bidder, drawn.drawingId)).url, bidder)).toBe(200);
    }
  });

  it('holds for a page that waits or is painted meanwhile, as whatever else is said then', async () => {
    for (const [why, said] of [
      ['RECALLED', (drawn: Drawn, bidder: Actor) => recall(drawn.buyer, bidder.companyId, { partId: drawn.part.partId })],
      ['DECLINED', (drawn: Drawn, bidder: Actor) => { invited(drawn, bidder, { ...[...standings.values()].at(-1)!.get(bidder.companyId)!, stage: null, hindrance: 'DECLINED' }); return Promise.resolve(); }],
      ['NONE', (_drawn: Drawn, bidder: Actor) => { [...standings.values()].at(-1)!.delete(bidder.companyId); return Promise.resolve(); }],
    ] as const) {
      const drawn = await aDrawnPart();
      const bidder = anActor();
      invited(drawn, bidder);
      const { url } = await aTicket(bidder, drawn.drawingId);
      meanwhile = () => said(drawn, bidder);
      try {
        const answer = await open(`${url}&page=1`, bidder);
        expect([answer.status, (await answer.text()).includes('page 1')]).toEqual([404, false]);
      } finally {
        meanwhile = null;
      }
      expect(await entries(drawn)).toEqual([{ companyId: bidder.companyId, stage: 'VIEW', page: 1, outcome: 'REFUSED', why }]);
    }
  });

  it('is told once to the market, which leaves out lots that the company was not invited to, and to nobody who has nothing', async () => {
    const drawn = await aDrawnPart();
    const bidder = anActor();
    invited(drawn, bidder);
    const lotId = newId('lot');
    await shop.test.owner.query(`insert into ordering.placements (lot_id, line_no, tender_id, company_id, part_id, quantity, operation_seqs) values ($1, 1, $2, $3, $4, 1, '{10}')`, [lotId, newId('tender'), drawn.buyer.companyId, drawn.part.partId]);
    await recall(drawn.buyer, bidder.companyId, { partId: drawn.part.partId });
    await recall(drawn.buyer, bidder.companyId, { partId: drawn.part.partId });
    const { rows } = await shop.test.owner.query(`select payload from post.events where type = 'ordering.drawings.recalled.v1' and subject = $1`, [bidder.companyId]);
    expect(rows).toEqual([{ payload: { ownerId: drawn.buyer.companyId, companyId: bidder.companyId, recalled: true, subjectIds: [lotId] } }]);
    expect(await recall(drawn.buyer, anActor().companyId, { partId: drawn.part.partId })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'companyId' }] });
    expect(await recall(drawn.buyer, bidder.companyId, { partId: drawn.part.partId, tenderId: newId('tender') })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'partId' }] });
  });

  it('N29: is the owner’s alone', async () => {
    const drawn = await aDrawnPart();
    const bidder = anActor();
    const { tenderId } = invited(drawn, bidder);
    await expect(recall(anActor(), bidder.companyId, { partId: drawn.part.partId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(recall(bidder, drawn.buyer.companyId, { tenderId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(recalls.access(bidder, { partId: drawn.part.partId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(recalls.access(drawn.buyer, {})).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('the log', () => {
  it('N41: is filled by nobody: what is said again counts, ranges are one look, and each company has its share', async () => {
    const drawn = await aDrawnPart();
    const [bidder, flood] = [anActor(), anActor()];
    invited(drawn, bidder);
    invited(drawn, flood, { stage: 'DOWNLOAD', hindrance: null });
    expect(await status(`${(await aTicket(bidder, drawn.drawingId)).url}&page=1`, bidder)).toBe(200);
    const { url } = await aTicket(flood, drawn.drawingId, 'DOWNLOAD');
    for (let i = 0; i < 20; i++) expect(await status(url, null)).toBe(401);
    expect(await Promise.all([0, 1, 2, 3].map(async (from) => (await open(url, flood, { range: `bytes=${from}-` })).status))).toEqual([206, 206, 206, 206]);
    expect((await log.ofFile(drawn.buyer, drawn.drawingId)).map(({ companyId, outcome, times }) => [companyId, outcome, times])).toEqual([
      [flood.companyId, 'OPENED', 1], [flood.companyId, 'REFUSED', 20], [bidder.companyId, 'OPENED', 1],
    ]);
    await shop.test.owner.query(
      `insert into ordering.file_openings (company_id, file_id, viewer_id, principal_id, stage, part_id, page) select $1, $2, $3, 'x', 'VIEW', $4, n from generate_series(1, 700) n`,
      [drawn.buyer.companyId, drawn.drawingId, flood.companyId, drawn.part.partId]);
    const ofPart = await log.ofPart(drawn.buyer, drawn.part.partId);
    expect([ofPart.length, ofPart.filter(({ companyId }) => companyId === bidder.companyId).length]).toEqual([500, 1]);
    expect(ofPart.map(({ id }) => Number(id))).toEqual(ofPart.map(({ id }) => Number(id)).sort((a, b) => b - a));
    // By its pages the whole log of a file is read.
    const first = await log.ofFile(drawn.buyer, drawn.drawingId);
    const rest = await log.ofFile(drawn.buyer, drawn.drawingId, first.at(-1)!.id);
    expect([first.length, rest.length, new Set([...first, ...rest].map(({ id }) => id)).size]).toEqual([500, 203, 703]);
  });

  it('bounds what one ticket opens', async () => {
    const drawn = await aDrawnPart();
    const opener = { ...drawn.buyer, companyName: 'x', name: 'x' };
    const opening = (fromByte: number) => ({ ownerId: drawn.buyer.companyId, fileId: drawn.drawingId, stage: 'DOWNLOAD' as const, fromByte, ticket: 'one' });
    for (let i = 0; i < 200; i++) expect(await log.opened(opener, opening(i))).toBe(true);
    expect(await log.opened(opener, opening(200))).toBe(false);
  });

  it('is read by the owner alone, and changed by nobody', async () => {
    const drawn = await aDrawnPart();
    const bidder = anActor();
    const { tenderId } = invited(drawn, bidder);
    await open((await aTicket(bidder, drawn.drawingId)).url, bidder);
    await open((await aTicket(drawn.buyer, drawn.drawingId)).url, drawn.buyer);
    expect(await log.ofFile(drawn.buyer, drawn.drawingId)).toMatchObject([
      { companyId: drawn.buyer.companyId, stage: 'DOWNLOAD', outcome: 'OPENED' }, { companyId: bidder.companyId, companyName: 'Jianda EDM', personName: 'Wang Lei', userId: bidder.userId, byKey: false, stage: 'VIEW', page: 1 },
    ]);
    expect(await log.ofTender(drawn.buyer, tenderId)).toHaveLength(1);
    await expect(log.ofFile(bidder, drawn.drawingId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await log.ofTender(bidder, tenderId)).toEqual([]);
    for (const sql of ['update ordering.file_openings set company_name = null', 'delete from ordering.file_openings', 'delete from ordering.drawing_recalls']) {
      await expect(shop.test.database.asCompany(drawn.buyer.companyId, (tx) => tx.query(sql))).rejects.toThrow();
    }
  });
});
