import { fastify } from 'fastify';
import pg from 'pg';
import { openDatabase } from '#platform/database';
import type { Actor } from '#contracts';
import { defaultLatenessRules } from '../../apps/order/src/orders/index.js';
import { BoardService } from '../../apps/order/src/progress/index.js';

/**
 * What the boards are held against: routes of plain Fastify in a process of their own that give the very JSON of the gateway, from the same
 * tables by prepared SQL. No GraphQL, no calls between services, nobody who has to be known, and a role that no row policy stops.
 */
const DATABASE_URL = process.env.DATABASE_URL ?? '';
const CONNECTIONS = 16;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: CONNECTIONS, application_name: 'mouldshare-bench-rest' });
const database = await openDatabase({ url: DATABASE_URL, applicationName: 'mouldshare-bench-rest', entities: [], poolSize: CONNECTIONS });
const progress = new BoardService(database, defaultLatenessRules);
const server = fastify();

const MOULD = `select id, version, mould_no as "mouldNo", title, state, t0_date::text as "t0Date", t1_date::text as "t1Date" from ordering.moulds where id = $1`;

const BOARD_PARTS = `select p.id, p.version, p.part_no as "partNo", p.revision, p.name, p.category, p.material, p.quantity, p.supply, p.state, p.gaps
  from ordering.parts p where p.mould_id = $1 order by p.position, p.id`;

const WORKBENCH_PARTS = `select p.id, p.version, p.part_no, p.revision, p.released, p.name, p.category, p.material, p.hardness, p.quantity, p.supply, p.state, p.gaps,
    trim_scale(p.length_mm)::text as length, trim_scale(p.width_mm)::text as width, trim_scale(p.height_mm)::text as height, trim_scale(p.diameter_mm)::text as diameter,
    trim_scale(p.unit_mass_kg)::text as mass,
    (select coalesce(json_agg(json_build_object('seq', o.seq, 'process', o.process, 'outside', o.outside) order by o.seq), '[]') from ordering.operations o where o.part_id = p.id) as route
  from ordering.parts p where p.mould_id = $1 order by p.position, p.id`;

const LOTS = `select t.id, t.version, t.title, min(t.closes_at) as closes,
    json_agg(json_build_object('id', l.id, 'lotNo', l.lot_no, 'state', l.state, 'closesAt', to_char(l.closes_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'extensions', l.extensions,
      'bidCount', coalesce(l.bid_count, 0), 'best', case when l.best_minor is not null then json_build_object('amountMinor', l.best_minor::text, 'currency', l.currency, 'taxIncluded', l.tax_included, 'taxRate', trim_scale(l.tax_rate)::text) end,
      'parts', (select json_agg(json_build_object('id', n.part_id) order by n.line_no) from quoting.lot_lines n where n.lot_id = l.id)) order by l.lot_no) as lots
  from quoting.tenders t join quoting.lots l on l.tender_id = t.id
 where exists (select from quoting.lot_lines n join ordering.parts p on p.id = n.part_id where n.tender_id = t.id and p.mould_id = $1)
 group by t.id order by closes, t.id limit 20`;

interface PartRow {
  id: string; version: number; part_no: string; revision: string; released: boolean; name: string; category: string | null; material: string | null; hardness: string | null;
  quantity: number; supply: string; state: string; gaps: string[]; length: string | null; width: string | null; height: string | null; diameter: string | null; mass: string | null; route: object[];
}

interface Path { Params: { id: string } }

async function ask<T extends pg.QueryResultRow>(name: string, text: string, id: string): Promise<T[]> {
  return (await pool.query<T>({ name, text, values: [id] })).rows;
}

async function answer<T extends pg.QueryResultRow>(name: string, text: string, id: string, part: (row: T) => object) {
  const [[mould], parts, tenders] = await Promise.all([
    ask('mould', MOULD, id), ask<T>(name, text, id), ask<{ id: string; version: number; title: string; lots: object[] }>('lots', LOTS, id),
  ]);
  const edges = tenders.map(({ id: tenderId, version, title, lots }) => ({ node: { id: tenderId, version, title, state: 'PUBLISHED', lots } }));
  return { data: { mould: { ...mould, parts: parts.map(part) }, tenders: { edges } } };
}

server.get<Path>('/board/:id', ({ params: { id } }) => answer('board', BOARD_PARTS, id, (row) => row));

server.get<Path>('/workbench/:id', ({ params: { id } }) => answer<PartRow>('workbench', WORKBENCH_PARTS, id, (p) => ({
  id: p.id, version: p.version, partNo: p.part_no, revision: p.revision, released: p.released, name: p.name, category: p.category, material: p.material, hardness: p.hardness,
  size: { lengthMm: p.length, widthMm: p.width, heightMm: p.height, diameterMm: p.diameter }, quantity: p.quantity, unitMassKg: p.mass, supply: p.supply, state: p.state,
  gaps: p.gaps, route: p.route,
})));

/** Lateness is a rule, not a column, so the one statement and the rules of the board are the service's own. */
server.get<Path & { Querystring: { company: string } }>('/progress/:id', async ({ params: { id }, query: { company } }) => {
  const actor: Actor = { companyId: company, userId: null, principalId: 'bench', roles: [], scopes: null, locale: 'zh-CN' };
  const { forecastT1, slackDays, progressPercent, rows } = await progress.board(actor, { mouldId: id });
  return {
    data: {
      mould: {
        id,
        progress: {
          forecastT1, slackDays, progressPercent,
          rows: rows.map(({ partNo, state, lateness, slackDays: slack, promisedDate, cells }) => ({
            partNo, state, lateness, slackDays: slack, promisedDate,
            cells: cells.map(({ seq, process, state: cellState, passed, pieces, doneById, quietHours }) => ({ seq, process, state: cellState, passed, pieces, doneById, quietHours })),
          })),
        },
      },
    },
  };
});

await server.listen({ host: '127.0.0.1', port: 0 });
const address = server.server.address();
console.log(`listening ${typeof address === 'object' ? address?.port : ''}`);
process.on('SIGTERM', () => { void server.close().then(() => Promise.all([pool.end(), database.close()])).then(() => process.exit(0)); });
