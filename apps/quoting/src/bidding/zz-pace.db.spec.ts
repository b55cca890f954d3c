import pg from 'pg';
import { LEARN, RECORD } from './desk-rows.storage.js';
void RECORD;
import { AuctionFloor, aBid } from '../../../../test/kit/auction-floor.js';

const times = new Map<string, number[]>();
const original = pg.Client.prototype.query as (...a: unknown[]) => unknown;
(pg.Client.prototype as { query: unknown }).query = function timed(this: unknown, ...a: unknown[]) {
  const q = a[0] as { name?: string; text?: string } | string;
  const name = typeof q === 'string' ? q.slice(0, 8) : q.name ?? (q.text ?? '').slice(0, 20);
  const at = performance.now();
  const r = original.apply(this, a) as Promise<unknown>;
  if (r && typeof r.then === 'function') void r.then(() => { (times.get(name) ?? times.set(name, []).get(name)!).push(performance.now() - at); }, () => undefined);
  return r;
};

it('measures', async () => {
  const floor = await AuctionFloor.open(8);
  if (process.env.PLAN) { const { rows: [{ d }] } = await floor.db.owner.query('select current_database() as d'); for (const k of ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin']) await floor.db.owner.query(`alter database ${d} set ${k} = off`); await floor.db.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`); await new Promise((r) => setTimeout(r, 500)); }
  const buyer = await floor.company();
  const shops = [];
  for (let i = 0; i < 64; i += 1) shops.push(await floor.company());
  const desk = floor.desk({ deskQueue: 10_000 });
  const rules = { improvementPercent: '0', improvementMinor: '1', confirmDropPercent: '100' };
  const q = (all: number[], p: number) => [...all].sort((a, b) => a - b)[Math.floor(all.length * p)]!.toFixed(2);
  const out: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    const lotId = await floor.lot(buyer, shops, { terms: { ceilingMinor: null }, rules });
    const ms: number[] = [];
    for (let i = 0; i < 600; i += 1) {
      const at = performance.now();
      const { taken } = await desk.desk.place(shops[0]!, aBid(lotId, 100_000_000 - i));
      if (!taken) throw new Error('refused');
      ms.push(performance.now() - at);
    }
    for (const [n, t] of times) if (t.length > 50) out.push(`   ${n}: n ${t.length} p50 ${q(t, 0.5)} p90 ${q(t, 0.9)}`);
    times.clear();
    out.push(`lone p50 ${q(ms.slice(100), 0.5)} p99 ${q(ms.slice(100), 0.99)}`);
    const hot = await floor.lot(buyer, shops, { terms: { ceilingMinor: null }, rules });
    const end = performance.now() + 3_000;
    let taken = 0; let refused = 0;
    const lat: number[] = [];
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    await Promise.all(shops.map(async (shop, k) => {
      for (let i = 0; performance.now() < end; i += 1) {
        const at = performance.now();
        // Every third one does not improve.
        const outcome = await desk.desk.place(shop, aBid(hot, 100_000_000 - (i % 3 === 2 ? 0 : i) * 64 - k));
        lat.push(performance.now() - at);
        if (outcome.taken) taken += 1; else refused += 1;
      }
    }));
    for (const [n, t] of times) if (t.length > 10) out.push(`   ${n}: n ${t.length} p50 ${q(t, 0.5)} p90 ${q(t, 0.9)}`);
    times.clear();
    const secs = (performance.now() - startedAt) / 1000;
    const used = process.cpuUsage(cpu);
    out.push(`hot64 ${Math.round((taken + refused) / secs)}/s (taken ${Math.round(taken / secs)}/s) p50 ${q(lat, 0.5)} p99 ${q(lat, 0.99)} cpu ${((used.user + used.system) / 1e3 / (taken + refused)).toFixed(3)} ms/bid`);
  }
  {
    const c = await floor.db.database.pool.connect();
    const lit = (v: unknown): string => typeof v === 'string' ? `'${v}'` : `array[${(v as unknown[]).map((x) => typeof x === 'number' ? x : `'${String(x)}'`).join(',')}]`;
    const { rows: [l] } = await floor.db.owner.query('select id, tender_id, buyer_company_id, last_seq from quoting.lots order by last_seq desc limit 1');
    const a = shops.slice(0, 64);
    const vals = [a.map((_, i) => i), a.map(() => l.tender_id), a.map(() => l.buyer_company_id), a.map((x) => x.companyId), a.map((x) => x.userId), a.map((_, i) => `key-nr-${i}`), a.map((x) => x.principalId), 'quoting.bidding.place-bid', [l.id], [l.last_seq]];
    await c.query(`begin; set local app.house='on'; set local app.company=''; `);
    void LEARN;
    const plan = await c.query(`explain (analyze, buffers) execute desk_learn (${vals.map(lit).join(', ')})`);
    out.push(plan.rows.map((r: Record<string, string>) => Object.values(r)[0]).join('\n'));
    await c.query('rollback');
    c.release();
  }
  process.stderr.write(out.join('\n') + '\n');
  await floor.close();
}, 120_000);
