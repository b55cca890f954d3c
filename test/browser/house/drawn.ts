import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ApiClient } from '../../../tools/client/api-client.js';
import * as doc from '../../../tools/demo/documents.js';
import { plateDrawing, plateOutline } from '../../builders/drawing.js';
import { until } from '../../e2e/market.js';

/** A mould that began with its model: a part with two revisions of its drawing, an outline and a shape. */
export interface Drawn { mouldId: string; partId: string; /** Drawings of the present revision, of the one before, and the outline. */ now: string; before: string; outline: string }

interface Seen { mould: { parts: { id: string; version: number; partNo: string; name: string; model: { meshUrl: string | null } | null }[] } }
const PARTS = 'query Drawn($id: ID!) { mould(id: $id) { parts { id version partNo name model { meshUrl } } } }';
const UPDATE = 'mutation Update($input: UpdatePartsInput!) { updateParts(input: $input) { __typename ... on PartsChanged { parts { id version } } ... on InputRefused { problems { path message } } } }';
const ROUTES = 'mutation Route($input: SetRoutesInput!) { setRoutes(input: $input) { __typename ... on PartsChanged { parts { id version } } } }';
const RELEASE = 'mutation Release($input: ReleasePartsInput!) { releaseParts(input: $input) { __typename ... on PartsChanged { parts { id version } } ... on InputRefused { problems { path message } } } }';
interface Changed { __typename: string }

/** Brings a file through the side door, as pages do. */
export async function upload(api: ApiClient, purpose: string, name: string, bytes: Buffer): Promise<string> {
  const input = { idempotencyKey: ApiClient.key(), purpose, name, byteSize: String(bytes.length), sha256: createHash('sha256').update(bytes).digest('hex') };
  const { createUpload: ticket } = await api.ask<{ createUpload: { url: string; token: string; file: { id: string } } }>(doc.CREATE_UPLOAD, { input });
  const sent = await fetch(ticket.url, { method: 'PUT', body: new Uint8Array(bytes), headers: { authorization: `Bearer ${ticket.token}`, 'content-type': 'application/octet-stream' } });
  if (sent.status !== 201) throw new Error(`upload: HTTP ${sent.status} ${await sent.text()}`);
  return ticket.file.id;
}

/** Makes a mould of its model, and releases a part of it twice, each time with another drawing. */
export async function draw(lin: ApiClient): Promise<Drawn> {
  const { createMould } = await lin.ask<{ createMould: { id: string } }>(doc.CREATE_MOULD, { input: { idempotencyKey: ApiClient.key(), mouldNo: 'MB-30', title: '标准模架' } });
  const mouldId = createMould.id;
  const model = await upload(lin, 'MODEL', 'MB-30.step', readFileSync(new URL('../../fixtures/models/mould.step', import.meta.url)));
  const { startImport } = await lin.ask<{ startImport: { id: string } }>(doc.START_IMPORT, { input: { idempotencyKey: ApiClient.key(), mouldId, fileIds: [model] } });
  const read = await until(() => lin.ask<{ import: { state: string; version: number } }>(doc.IMPORT, { id: startImport.id }), ({ import: { state } }) => state === 'REVIEW', 40_000);
  await lin.ask(doc.CONFIRM, { input: { idempotencyKey: ApiClient.key(), importId: startImport.id, version: read.import.version } });
  const { mould } = await until(() => lin.ask<Seen>(PARTS, { id: mouldId }), (seen) => seen.mould.parts.some(({ model: shape }) => Boolean(shape?.meshUrl)), 60_000);
  const part = mould.parts.find(({ model: shape }) => Boolean(shape?.meshUrl))!;
  const drawing = (revision: string, hole: number) => upload(lin, 'DRAWING', `${part.partNo}_${revision}.pdf`, plateDrawing({ partNo: part.partNo, name: part.name, revision, hole }));
  const [before, now, outline] = [await drawing('A', 60), await drawing('B', 75), await upload(lin, 'DRAWING', `${part.partNo}.dxf`, plateOutline(part.partNo))];
  const step = async (document: string, field: string, input: (at: { partId: string; version: number }) => object): Promise<void> => {
    // While sizes of the model arrive, parts change by themselves.
    const answer = await until(async () => {
      const { mould: now } = await lin.ask<Seen>(PARTS, { id: mouldId });
      return (await lin.ask<Record<string, Changed>>(document, { input: { idempotencyKey: ApiClient.key(), ...input({ partId: part.id, version: now.parts.find(({ id }) => id === part.id)!.version }) } }))[field]!;
    }, ({ __typename }) => __typename !== 'VersionConflict', 20_000);
    if (answer.__typename !== 'PartsChanged') throw new Error(`${field}: ${JSON.stringify(answer)}`);
  };
  const facts = { category: 'CVS', material: '1.2344', hardness: 'HRC48-52', requirements: 'H7', supply: 'OUTSIDE' };
  await step(UPDATE, 'updateParts', (at) => ({ parts: [{ ...at, ...facts, fileIds: [before] }] }));
  await step(ROUTES, 'setRoutes', (at) => ({ parts: [at], operations: [{ seq: 10, process: 'CNC', outside: true, plannedMinutes: 240 }] }));
  await step(RELEASE, 'releaseParts', (at) => ({ parts: [at] }));
  await step(UPDATE, 'updateParts', (at) => ({ parts: [{ ...at, fileIds: [now, outline] }] }));
  return { mouldId, partId: part.id, now, before, outline };
}
