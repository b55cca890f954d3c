import { createHash } from 'node:crypto';
import { bidding } from './bidding.js';
import { Differs, type Person, type Traveller } from './traveller.js';

const suppliers: readonly Person[] = ['wang', 'he'];
const faces: Readonly<Record<Person, { name: string; company: string; house: string }>> = {
  lin: { name: 'Lin', company: 'Yonghe Mould', house: 'yonghe' }, wang: { name: 'Wang', company: 'Jianda EDM', house: 'jianda' }, he: { name: 'He', company: 'Ruifeng CNC', house: 'ruifeng' },
};

/** The same lines said by somebody else. */
function as(person: Person): (text: string) => string {
  const { name, company, house } = faces[person];
  return (text) => text.replaceAll(/\b(lin|wang|he)\.(?!\{\{)/g, `${person}.`).replace('lin.{{run}}@yonghe', `${person}.{{run}}@${house}`)
    .replace('"name": "Lin"', `"name": "${name}"`).replace('Yonghe Mould', company);
}

/** The deed of every step, by its number. What is asked and expected is in the document; here is who, how often and in which order. */
export const deeds: Readonly<Record<number, (traveller: Traveller) => Promise<void>>> = {
  1: async (t) => {
    for (const person of ['lin', 'wang', 'he'] as const) await t.go(null, t.exchange(1), { change: as(person) });
  },
  2: async (t) => { await t.go(null, t.exchange(2)); },
  3: async (t) => {
    for (const person of suppliers) await t.go(person, t.exchange(3), { change: as(person) });
  },
  4: async (t) => { await t.go('lin', t.exchange(4)); },
  5: async (t) => {
    const bytes = Buffer.from(t.step(5).csv ?? '', 'utf8');
    t.values.set('csv.bytes', String(bytes.length)).set('csv.sha256', createHash('sha256').update(bytes).digest('hex'));
    await t.go('lin', t.exchange(5));
    const stored = await fetch(t.text('upload.url'), {
      method: 'PUT', headers: { authorization: `Bearer ${t.text('upload.token')}`, 'content-type': 'application/octet-stream' }, body: new Uint8Array(bytes),
    });
    if (stored.status !== 201) throw new Differs(`PUT answers ${stored.status}: ${(await stored.text()).slice(0, 200)}`);
  },
  6: async (t) => { await t.go('lin', t.exchange(6)); },
  7: async (t) => { await t.go('lin', t.exchange(7), { until: true }); },
  8: async (t) => { await t.go('lin', t.exchange(8)); },
  9: async (t) => { await t.go('lin', t.exchange(9)); },
  10: async (t) => { await t.go('lin', t.exchange(10)); },
  11: async (t) => { await t.go('lin', t.exchange(11)); },
  12: async (t) => { await t.go('lin', t.exchange(12)); },
  13: async (t) => { await t.go('lin', t.exchange(13)); },
  14: async (t) => { await t.go('lin', t.exchange(14)); },
  15: async (t) => {
    for (const person of suppliers) await t.go(person, t.exchange(15), { change: as(person), until: true });
  },
  16: async (t) => {
    for (const person of suppliers) await t.go(person, t.exchange(16));
  },
  17: async (t) => {
    for (const person of ['lin', 'wang', 'he'] as const) await t.go(person, t.exchange(17), { change: (text) => text.replace('"url": "*"', '"url": "=ticket.url"') });
  },
  18: bidding,
  19: async (t) => { await t.go('lin', t.exchange(19), { until: true }); },
  20: async (t) => {
    await t.go('lin', t.exchange(20));
    await t.go('lin', t.exchange(14), { change: (text) => text.replaceAll('live', 'sealed') });
    for (const person of suppliers) {
      await t.go(person, t.exchange(15), { expect: { bidderLots: { edges: [{ node: { id: '{{lot203}}', ndaToAccept: { sha256: '=nda' } } }] } }, until: true });
      await t.go(person, t.exchange(16), { change: (text) => text.replaceAll('lot405', 'lot203') });
    }
  },
  21: async (t) => {
    await t.go('wang', t.exchange(21));
    const [, wangs, hes] = /wang (\d+), he (\d+)/.exec(t.step(21).title) ?? [];
    await t.go('he', t.exchange(21), { change: (text) => text.replaceAll(wangs!, hes!) });
  },
  22: async (t) => {
    await t.go('lin', t.exchange(22));
    const [, low, high] = /standings (\d+) and (\d+)/.exec(t.step(22).title) ?? [];
    await t.go('lin', t.exchange(22), {
      until: true, within: t.pace === 'fast' ? 45_000 : 6 * 3_600_000,
      expect: { tender: {
        version: '=sealed.version', state: 'EVALUATING',
        lots: [{ state: 'EVALUATING', bidCount: 2, best: { amountMinor: low }, standings: [{ bidId: '=wangBid', rank: 1, amount: { amountMinor: low } }, { rank: 2, amount: { amountMinor: high } }] }],
      } },
    });
  },
  23: async (t) => {
    await award(t, 'live', (text) => text);
    await award(t, 'sealed', (text) => text.replaceAll('live', 'sealed').replaceAll('lot405', 'lot203').replaceAll('heBid', 'wangBid').replaceAll('he.company', 'wang.company')
      .replace('"380000"', '"118000"').replace(/, "reason": "[^"]*"/, ''));
  },
  24: async (t) => {
    await t.go('he', t.exchange(24), { until: true });
    await t.go('he', t.exchange(24, 1));
    await t.go('wang', t.exchange(24), { change: (text) => text.replace('"380000"', '"118000"').replaceAll('lot405', 'lot203'), until: true });
    await t.go('wang', t.exchange(24, 1));
  },
  25: async (t) => {
    await t.go('he', t.exchange(25), { until: true });
    await t.go('wang', t.exchange(25), { until: true, expect: { orders: { edges: [{ node: { mySide: 'SUPPLIER', total: { amountMinor: '118000' }, lines: [{ id: '=line203', item: { itemNo: 'AC2507-203' } }] } }] } } });
  },
  26: async (t) => {
    await t.go('he', t.exchange(26), {
      change: (text) => text.replaceAll('run10', 'run20'), expect: { reportOperation: { __typename: 'OperationBlocked', runId: '{{run20}}', reason: 'PREVIOUS_NOT_PASSED' } },
    });
    for (const run of ['run10', 'run20', 'run30']) {
      await report(t, run, 'START');
      if (run === 'run10') {
        await t.go('he', t.exchange(26));
        await t.go('lin', t.exchange(26, 1), { until: true, within: 2_000 });
      } else await report(t, run, 'DONE');
    }
  },
  27: async (t) => {
    await t.go('lin', t.exchange(27));
    await report(t, 'rework', 'START');
    await report(t, 'rework', 'DONE');
    await t.go('he', t.exchange(27, 1));
    await t.go('lin', t.exchange(27, 2));
    await t.go('lin', t.exchange(27), {
      variables: { input: { idempotencyKey: '{{key}}', type: 'RE_INSPECTION', dispositions: [{ pieceId: '{{piece}}', disposition: 'ACCEPT' }] } },
      expect: { recordInspection: { __typename: 'Inspection', results: [{ disposition: 'ACCEPT' }] } },
    });
    await t.go('lin', t.exchange(27, 3), { until: true });
  },
};

/** One decision; where the company's rules want a manager, the owner is one. */
async function award(t: Traveller, tender: 'live' | 'sealed', change: (text: string) => string): Promise<void> {
  const exchange = t.exchange(23);
  const expected = t.fill(change(exchange.expect)) as { proposeAwards: { awards: { state: string }[] } };
  const wanted = expected.proposeAwards.awards[0]!.state;
  delete (expected.proposeAwards.awards[0] as { state?: string }).state;
  const data = await t.go('lin', exchange, { change, expect: expected });
  const { awards, version } = data.proposeAwards as { awards: { state: string }[]; version: number };
  if (awards[0]!.state === wanted) return;
  await t.go('lin', { document: exchange.document.replaceAll('ProposeAwards', 'DecideAwards').replaceAll('proposeAwards', 'decideAwards'), variables: '{}', expect: '{}' }, {
    variables: { input: { idempotencyKey: '{{key}}', tenderId: `{{${tender}}}`, version, approve: true } },
    expect: { decideAwards: { __typename: 'BuyerTender', awards: [{ state: wanted }] } },
  });
}

async function report(t: Traveller, run: string, action: 'START' | 'DONE'): Promise<void> {
  await t.go('he', t.exchange(26), {
    variables: { input: { idempotencyKey: '{{key}}', runIds: [`{{${run}}}`], action, revision: 'A', happenedAt: '{{now}}', ...(action === 'DONE' ? { good: 1, scrap: 0 } : {}) } },
    expect: { reportOperation: { __typename: 'OperationsReported', runs: [{ id: `{{${run}}}`, state: action === 'START' ? 'RUNNING' : 'PASSED' }] } },
  });
}
