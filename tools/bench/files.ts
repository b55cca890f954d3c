import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { ModelReader } from '../../apps/order/src/models/model-reader.port.js';
import { ApiClient } from '../client/api-client.js';
import * as doc from '../demo/documents.js';
import type { Bench, Ground } from './bench.js';
import { closedLoop, type Wish } from './load.js';
import type { Row } from './report.js';
import { clocked, quantile, ratios, turnByTurn } from './rounds.js';

const MB = 1_000_000;
const ROUNDS = 3;
const STRUCTURE_ROUNDS = 5;
const TAKE_MS = 4_000;
const CONNECTIONS = 4;
/** Models that are being measured while the API is asked; large enough that neither is done before. */
const JOBS = 2;
const JOB_BYTES = 25 * MB;

const IMPORT = 'query Import($id: ID!) { import(id: $id) { state models { state measured items { thumbnailUrl } } } }';
const PARTS = 'query Workbench($id: ID!) { mould(id: $id) { id parts { id partNo name material quantity state gaps size { lengthMm widthMm heightMm } } } }';
interface Seen { import: { state: string; models: { state: string; measured: number; items: { thumbnailUrl: string | null }[] }[] } }

/** STEP files: how soon their parts are known, seen and measured, and what that costs everybody else. */
export const files: Bench = {
  name: 'files', about: 'STEP files: structure of 3 and 120 MB, first picture, all pictures against the kernel alone, and the API beside two geometries',
  async run(ground) {
    const { say } = ground;
    const small = severalMoulds(3 * MB);
    say('files: structures');
    const rows = [...await structures(small)];
    say('files: pictures');
    rows.push(...await pictures(ground, small), await whole(small));
    say('files: the API beside geometries');
    rows.push(await beside(ground));
    ground.stack.assertWhole();
    return rows;
  },
};

/** The sample mould as often as it takes to fill so many bytes, every copy with numbers and names of its own. */
function severalMoulds(bytes: number): Buffer {
  const text = readFileSync(resolve(import.meta.dirname, '../../../test/fixtures/models/mould.step'), 'utf8');
  const from = text.indexOf('DATA;') + 'DATA;'.length;
  const to = text.lastIndexOf('ENDSEC;');
  const data = text.slice(from, to);
  const most = Math.max(...[...data.matchAll(/^#(\d+)/gm)].map(([, id]) => Number(id)));
  const parts: Buffer[] = [Buffer.from(text.slice(0, from))];
  for (let copy = 0, size = 0; size < bytes; copy += 1) {
    const own = Buffer.from(data.replace(/#(\d+)/g, (_, id: string) => `#${Number(id) + copy * most}`).replace(/(PRODUCT\(')([^']*)(',')([^']*)/g, (_, open: string, id: string, between: string, name: string) => `${open}${id}-${copy}${between}${name} ${copy}`));
    parts.push(own);
    size += own.length;
  }
  return Buffer.concat([...parts, Buffer.from(text.slice(to))]);
}

async function structures(small: Buffer): Promise<Row[]> {
  const large = severalMoulds(120 * MB);
  const reader = new ModelReader();
  const read = (bytes: Buffer) => clocked(async () => {
    let parts = 0;
    await reader.read('STRUCTURE', () => Promise.resolve(Readable.from(pieces(bytes))), (frame) => { if (frame.kind === 'STRUCTURE' && frame.reading.ok) parts = frame.reading.structure.items.length; return Promise.resolve(); });
    if (parts === 0) throw new Error('A structure has no parts.');
  });
  const taken = await turnByTurn(STRUCTURE_ROUNDS, { small: () => read(small), large: () => read(large) });
  const row = (what: string, values: readonly number[], most: number): Row => ({ name: 'files', what, values: values.map((ms) => ms / 1_000), unit: 's', goal: { of: 'value', most } });
  return [row(`structure of ${(small.length / MB).toFixed(1)} MB, in a process of its own`, taken.small, 0.1), row(`structure of ${Math.round(large.length / MB)} MB`, taken.large, 1.5)];
}

/** Through the public door: from the press that starts the import. */
async function pictures({ stack, trade }: Ground, bytes: Buffer): Promise<Row[]> {
  const [seen, first, all]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const api = trade.buyer;
    const { createMould } = await api.ask<{ createMould: { id: string } }>(doc.CREATE_MOULD, { input: { idempotencyKey: ApiClient.key(), mouldNo: `FILES-${round}`, title: 'model' } });
    // Another content each time, or it would be known.
    const own = Buffer.concat([bytes, Buffer.from(`/* ${round} */\n`)]);
    const input = { idempotencyKey: ApiClient.key(), purpose: 'MODEL', name: 'mould.stp', byteSize: String(own.length), sha256: createHash('sha256').update(own).digest('hex') };
    const { createUpload } = await api.ask<{ createUpload: { url: string; token: string; file: { id: string } } }>(doc.CREATE_UPLOAD, { input });
    const sent = await fetch(createUpload.url, { method: 'PUT', body: new Uint8Array(own), headers: { authorization: `Bearer ${createUpload.token}`, 'content-type': 'application/octet-stream' } });
    if (sent.status !== 201) throw new Error(`The upload was refused: HTTP ${sent.status} ${await sent.text()}`);
    const begun = performance.now();
    const { startImport } = await api.ask<{ startImport: { id: string } }>(doc.START_IMPORT, { input: { idempotencyKey: ApiClient.key(), mouldId: createMould.id, fileIds: [createUpload.file.id] } });
    const until = async (done: (one: Seen['import']) => boolean): Promise<number> => {
      for (const end = performance.now() + 120_000; performance.now() < end; await sleep(40)) if (done((await api.ask<Seen>(IMPORT, { id: startImport.id })).import)) return (performance.now() - begun) / 1_000;
      throw new Error('A model was not measured in two minutes.');
    };
    seen.push(await until(({ state }) => state === 'REVIEW'));
    first.push(await until(({ models }) => models.some(({ items }) => items.some(({ thumbnailUrl }) => thumbnailUrl !== null))));
    all.push(await until(({ models }) => models.every(({ state }) => state !== 'READING' && state !== 'MEASURING')));
  }
  await stack.quiet();
  return [
    { name: 'files', what: 'an import shows its parts, from its start through the gateway', values: seen, unit: 's' },
    { name: 'files', what: 'the first picture, likewise', values: first, unit: 's', goal: { of: 'value', most: 3 } },
    { name: 'files', what: 'all sizes and pictures, likewise', values: all, unit: 's' },
  ];
}

/** From the start of the process to its last picture, against what the kernel says that it took. */
async function whole(bytes: Buffer): Promise<Row> {
  const [values, kernel]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    values.push(await clocked(async () => {
      const end = await new ModelReader().read('GEOMETRY', () => Promise.resolve(Readable.from(pieces(bytes))), (frame) => { if (frame.kind === 'SOLIDS') kernel.push(frame.seconds); return Promise.resolve(); });
      if (end !== 'DONE') throw new Error(`A geometry ended ${end}.`);
    }) / 1_000);
  }
  return { name: 'files', what: `all of ${(bytes.length / MB).toFixed(1)} MB measured and drawn`, values, unit: 's', reference: { what: 'reading by the kernel', values: kernel }, ratios: ratios(values, kernel), goal: { of: 'ratio', most: 1.2 } };
}

async function beside({ stack, trade }: Ground): Promise<Row> {
  const mould = await trade.mould();
  const wish: Wish = {
    port: Number(new URL(stack.url).port), method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json', authorization: `Bearer ${trade.buyer.bearer}` },
    body: JSON.stringify({ query: PARTS, variables: { id: mould.id } }),
  };
  await closedLoop(wish, CONNECTIONS, TAKE_MS);
  const p99 = async (): Promise<number> => quantile((await closedLoop(wish, CONNECTIONS, TAKE_MS)).latencies, 0.99);
  const job = severalMoulds(JOB_BYTES);
  const taken = await turnByTurn(ROUNDS, {
    alone: () => p99(),
    busy: async () => {
      const stop = new AbortController();
      const reader = new ModelReader();
      let ended = 0;
      const jobs = Array.from({ length: JOBS }, () => reader.read('GEOMETRY', () => Promise.resolve(Readable.from(pieces(job))), () => Promise.resolve(), stop.signal).then(() => { ended += 1; }));
      await sleep(1_500);
      const value = await p99();
      if (ended > 0) throw new Error('A geometry was done before the API was measured.');
      stop.abort();
      await Promise.all(jobs);
      return value;
    },
  });
  return { name: 'files', what: `API p99 while ${JOBS} geometries wait or run, ${CONNECTIONS} connections`, values: taken.busy, unit: 'ms', reference: { what: 'without', values: taken.alone }, ratios: ratios(taken.busy, taken.alone), goal: { of: 'ratio', most: 1.2 } };
}

/** As a storage gives it. */
function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
