import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { newId } from '#kernel';
import type { Actor } from '#contracts';
import { Tickets } from '#platform/tickets';
import { anActor, TEST_SECRET } from '#testing';
import { Workshop } from '../../../../test/kit/workshop.js';
import { FileStorage } from '../files/file-storage.port.js';
import { FileService } from '../files/index.js';
import type { Logger } from '#platform/observability';
import { EvidenceController } from './evidence.controller.js';
import { EvidenceService } from './evidence.service.js';

let shop: Workshop;
let evidence: EvidenceService;
const tickets = new Tickets(TEST_SECRET);
/** Read whole by nobody: a storage that only streams. */
const stored = { read: () => Promise.reject(new Error('whole')), open: (key: string) => Promise.resolve(Readable.from([`bytes of ${key}`])) } as unknown as FileStorage;

beforeAll(async () => {
  shop = await Workshop.open();
  evidence = new EvidenceService(shop.test.database, new FileService(shop.test.database, stored), tickets, { publicUrl: 'https://files.example' });
});
afterAll(() => shop.close());

async function aPhoto({ companyId }: Actor, { state = 'READY', purpose = 'PHOTO', mediaType = 'image/jpeg' } = {}): Promise<string> {
  const id = newId('file');
  await shop.test.owner.query(
    `insert into ordering.files (id, company_id, purpose, name, byte_size, sha256, media_type, state, storage_key, expires_at) values ($1, $2, $5, '刀口.jpg', 9, repeat('0', 64), $6, $3, $4, now())`,
    [id, companyId, state, `${companyId}/${id}`, purpose, mediaType]);
  return id;
}
async function reported(): Promise<{ buyer: Actor; supplier: Actor; reportId: string; fileId: string }> {
  const { buyer, supplier, pieces } = await shop.anOrder();
  const fileId = await aPhoto(supplier);
  const runId = pieces[0]!.runs[0]!.id;
  await shop.report(supplier, [runId], 'DONE', { fileIds: [fileId] });
  const [run] = await shop.pieces.reportsOf(supplier, [runId]);
  return { buyer, supplier, reportId: run!.reports[0]!.id, fileId };
}
const ticketOf = (url: string) => new URL(url).searchParams.get('ticket');
const refused = (code: string) => expect.objectContaining({ code }) as Error;

describe('evidence', () => {
  it('is shown to both sides of the order by an address of their own, and to nobody else', async () => {
    const { buyer, supplier, reportId, fileId } = await reported();
    for (const [side, grantedStage] of [[buyer, 'VIEW'], [supplier, 'DOWNLOAD']] as const) {
      const [subject] = await evidence.of(side, [reportId]);
      expect(subject).toEqual({ subjectId: reportId, evidence: [{ file: expect.objectContaining({ id: fileId, name: '刀口.jpg', grantedStage }), url: expect.stringContaining(`https://files.example/evidence/${fileId}?ticket=`), expiresAt: expect.any(String) }] });
      const { url, expiresAt } = subject!.evidence[0]!;
      expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(600_000);
      const file = await evidence.open(ticketOf(url), fileId);
      expect([file.mediaType, await text(await file.open())]).toEqual(['image/jpeg', `bytes of ${supplier.companyId}/${fileId}`]);
    }
    expect(await evidence.of(anActor(), [reportId, newId('report')])).toEqual([{ subjectId: reportId, evidence: [] }, { subjectId: expect.any(String), evidence: [] }]);
  });

  it('N37: opens by no other ticket: another file’s, a forged viewer’s, an upload’s, none', async () => {
    const [one, other] = [await reported(), await reported()];
    const ticket = ticketOf((await evidence.of(one.buyer, [one.reportId]))[0]!.evidence[0]!.url);
    await expect(evidence.open(ticket, other.fileId)).rejects.toEqual(refused('NOT_FOUND'));
    const minted = async (kind: 'evidence' | 'file', viewer: Actor, subjectId: string, fileId: string) => (await tickets.mint(kind, { subjectId, fileId, viewerId: viewer.companyId, companyId: viewer.companyId }, 60)).token;
    // What may be seen is asked again at the door, whatever the ticket says.
    await expect(evidence.open(await minted('evidence', other.buyer, one.reportId, one.fileId), one.fileId)).rejects.toEqual(refused('NOT_FOUND'));
    await expect(evidence.open(await minted('evidence', one.buyer, one.reportId, other.fileId), other.fileId)).rejects.toEqual(refused('NOT_FOUND'));
    await expect(evidence.open(await minted('file', one.buyer, one.reportId, one.fileId), one.fileId)).rejects.toEqual(refused('UNAUTHENTICATED'));
    for (const none of [undefined, '', ['a'], `${ticket}x`]) await expect(evidence.open(none, one.fileId)).rejects.toEqual(refused('UNAUTHENTICATED'));
  });

  it('N41: takes and shows photographs, certificates and attachments alone: a drawing, a bundle or a mesh goes by no door but its own', async () => {
    for (const given of [{ purpose: 'DRAWING', mediaType: 'application/pdf' }, { purpose: 'BUNDLE', mediaType: 'application/zip' }, { purpose: 'MODEL', mediaType: 'model/step' }, { purpose: 'ATTACHMENT', mediaType: 'model/gltf-binary' }]) {
      const { buyer, supplier, pieces } = await shop.anOrder();
      const [run] = pieces[0]!.runs;
      const [good, foreign] = [await aPhoto(supplier, { purpose: 'CERTIFICATE', mediaType: 'application/pdf' }), await aPhoto(supplier, given)];
      expect(await shop.report(supplier, [run!.id], 'DONE', { fileIds: [good, foreign] })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'fileIds' }] });
      await shop.report(supplier, [run!.id], 'DONE', { fileIds: [good] });
      const [reports] = await shop.pieces.reportsOf(supplier, [run!.id]);
      const subjectId = reports!.reports[0]!.id;
      // One that was attached before this was a rule.
      await shop.test.owner.query('update ordering.run_reports set file_ids = $2 where id = $1', [subjectId, [good, foreign]]);
      expect((await evidence.of(buyer, [subjectId]))[0]!.evidence.map(({ file }) => file.id)).toEqual([good]);
      const { token } = await tickets.mint('evidence', { subjectId, fileId: foreign, viewerId: buyer.companyId }, 60);
      await expect(evidence.open(token, foreign)).rejects.toEqual(refused('NOT_FOUND'));
    }
  });

  it('goes out as it comes from the store, and is let go when nobody waits any more', async () => {
    const { buyer, reportId, fileId } = await reported();
    const ticket = ticketOf((await evidence.of(buyer, [reportId]))[0]!.evidence[0]!.url);
    const door = new EvidenceController(evidence, {} as Logger);
    const sent: unknown[] = [];
    const headers = new Map<string, string>();
    const reply = { raw: { destroyed: false }, header: (name: string, value: string) => { headers.set(name, value); return reply; }, code: () => reply, send: (body?: unknown) => { sent.push(body); return reply; } };
    await door.show(fileId, ticket, reply);
    expect([sent[0] instanceof Readable, headers.get('Content-Length')]).toEqual([true, '9']);
    reply.raw.destroyed = true;
    await door.show(fileId, ticket, reply);
    expect(sent).toHaveLength(1);
  });

  it('shows no file that was refused meanwhile', async () => {
    const { buyer, reportId, fileId } = await reported();
    const ticket = ticketOf((await evidence.of(buyer, [reportId]))[0]!.evidence[0]!.url);
    await shop.test.owner.query(`update ordering.files set state = 'QUARANTINED' where id = $1`, [fileId]);
    expect((await evidence.of(buyer, [reportId]))[0]!.evidence).toEqual([]);
    await expect(evidence.open(ticket, fileId)).rejects.toEqual(refused('NOT_FOUND'));
  });

  it('shows an inspection’s sheets to the inspecting side and to its only supplier, not to one of several', async () => {
    const { buyer, supplier, pieces } = await shop.anOrder();
    const fileId = await aPhoto(buyer);
    await shop.report(supplier, [pieces[0]!.runs[0]!.id], 'DONE');
    const id = newId('inspection');
    const inspect = (suppliers: string[]) => shop.test.owner.query(
      `insert into ordering.inspections (id, type, by_company_id, owner_id, supplier_ids, file_ids, decided_at) values ($1, 'INCOMING', $2, $2, $3, $4, now())
       on conflict (id) do update set supplier_ids = excluded.supplier_ids`, [id, buyer.companyId, suppliers, [fileId]]);
    await inspect([supplier.companyId]);
    for (const side of [buyer, supplier]) expect((await evidence.of(side, [id]))[0]!.evidence).toHaveLength(1);
    await inspect([supplier.companyId, anActor().companyId]);
    expect((await evidence.of(buyer, [id]))[0]!.evidence).toHaveLength(1);
    expect((await evidence.of(supplier, [id]))[0]!.evidence).toEqual([]);
  });
});
