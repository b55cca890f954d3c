import { newId } from '#kernel';
import { openDatabase } from '#platform/database';
import { PartRecords } from '../../apps/order/src/moulds/index.js';
import type { Bench, Ground } from './bench.js';
import { copyIn, copyOut } from './copy.js';
import { clocked, ratios, turnByTurn } from './rounds.js';

const PARTS = 10_000;
const ROUNDS = 5;

type NewPart = Parameters<PartRecords['add']>[2][number];

/** The very insert that confirming an import does, against COPY of the same rows into the same tables by a role that passes every row policy. */
export const partsInsert: Bench = {
  name: 'insert', about: `inserting ${PARTS} parts with their routes, against COPY of the same rows`,
  async run(ground) {
    const { stack, trade, say } = ground;
    const order = await openDatabase({ url: stack.serviceUrl('order'), applicationName: 'mouldshare-bench', entities: [], poolSize: 2 });
    const records = new PartRecords();
    const owner = await stack.owner.connect();
    try {
      const pattern = await parts(ground, 'C0');
      await order.asCompany(trade.buyerId, (tx) => records.add(tx, trade.buyerId, pattern));
      const tables = await readBack(owner, pattern[0]!.mouldId);
      const taken = await turnByTurn(ROUNDS, {
        insert: async (round) => {
          say(`insert: round ${round} of ${ROUNDS}`);
          const batch = await parts(ground, `I${round}`);
          return clocked(() => order.asCompany(trade.buyerId, (tx) => records.add(tx, trade.buyerId, batch)));
        },
        copy: async (round) => {
          const mouldId = await mould(ground, `C${round + 1}`);
          const ready = tables.map(({ into, text }) => ({ into, data: Buffer.from(text.replaceAll(pattern[0]!.mouldId, mouldId).replace(/\b(prt|opn)_(..)/g, `$1_${10 + round}`)) }));
          return clocked(async () => {
            await owner.query('begin');
            for (const { into, data } of ready) await copyIn(owner, into, data);
            await owner.query('commit');
          });
        },
      });
      const counted = await stack.one<{ parts: number; steps: number }>(
        `select count(distinct p.id)::int as parts, count(o.id)::int as steps from ordering.parts p left join ordering.operations o on o.part_id = p.id
          where p.mould_id in (select id from ordering.moulds where mould_no like 'BENCH-%')`);
      const batches = 1 + 2 * (ROUNDS + 1);
      if (counted.parts !== batches * PARTS || counted.steps !== batches * pattern.reduce((steps, part) => steps + part.route.length, 0)) throw new Error(`Not every row arrived: ${JSON.stringify(counted)}`);
      return [{
        name: 'insert', what: `${PARTS} parts with ${pattern[0]!.route.length} operations each, one transaction`, values: taken.insert, unit: 'ms',
        reference: { what: 'COPY', values: taken.copy }, ratios: ratios(taken.insert, taken.copy), goal: { of: 'ratio', most: 2 },
      }];
    } finally {
      owner.release();
      await order.close();
      await stack.owner.query('analyze ordering.parts, ordering.operations');
    }
  },
};

async function mould({ stack, trade }: Ground, name: string): Promise<string> {
  const id = newId('mould');
  await stack.owner.query('insert into ordering.moulds (id, company_id, mould_no, title) values ($1, $2, $3, $3)', [id, trade.buyerId, `BENCH-${name}`]);
  return id;
}

const STEPS = ['SAW', 'CNC', 'HT', 'GR', 'WEDM'];

async function parts(ground: Ground, name: string): Promise<NewPart[]> {
  const mouldId = await mould(ground, name);
  return Array.from({ length: PARTS }, (_, i): NewPart => ({
    id: newId('part'), mouldId, version: 1, position: i + 1, partNo: `${name}-${i + 1}`, revision: 'A', released: false, parentId: null, name: `镶件 ${i + 1}`, nameEn: null,
    category: 'INS', material: 'NAK80', treatment: null, hardness: 'HRC48-52', requirements: '±0.01', size: { lengthMm: `${60 + (i % 90)}`, widthMm: '34.5', heightMm: '72', diameterMm: null },
    quantity: 1 + (i % 4), unitMassKg: '1.164', supply: 'OUTSIDE', mirrorOfId: null, note: null, fileIds: [], openQuestion: false,
    route: STEPS.map((process, step) => ({ seq: (step + 1) * 10, process, outside: step > 0, dependsOn: step > 0 ? [step * 10] : [], plannedMinutes: 45, inspect: step === 4, note: null })),
  }));
}

/** The rows just written as COPY text, with the statement that takes such rows in again. */
async function readBack(owner: Parameters<typeof copyOut>[0], mouldId: string): Promise<{ into: string; text: string }[]> {
  const read = async (table: string, where: string) => {
    const { rows } = await owner.query<{ name: string }>(
      `select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`, [table]);
    const columns = rows.map(({ name }) => name).join(', ');
    return { into: `copy ${table} (${columns}) from stdin`, text: await copyOut(owner, `copy (select ${columns} from ${table} where ${where}) to stdout`) };
  };
  const ofMould = `mould_id = '${mouldId}'`;
  return [await read('ordering.parts', ofMould), await read('ordering.operations', `part_id in (select id from ordering.parts where ${ofMould})`)];
}
