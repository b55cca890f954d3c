import { AuctionFloor, aBid } from '../../../../test/kit/auction-floor.js';

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
    const secs = (performance.now() - startedAt) / 1000;
    const used = process.cpuUsage(cpu);
    out.push(`hot64 ${Math.round((taken + refused) / secs)}/s (taken ${Math.round(taken / secs)}/s) p50 ${q(lat, 0.5)} p99 ${q(lat, 0.99)} cpu ${((used.user + used.system) / 1e3 / (taken + refused)).toFixed(3)} ms/bid`);
  }
  process.stderr.write(out.join('\n') + '\n');
  await floor.close();
}, 120_000);
