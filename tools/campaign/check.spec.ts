import { aRun, BUYER, chainAnew, LIVE, SEALED, SHOPS, type Run } from '../../test/builders/campaign-run.js';
import { check, CHECKS, type Demand } from './check.js';

const DEMAND: Demand = { bids: 8, kills: 1, crashes: 1, pauses: 0, cuts: 0, duplicates: 0, nearClosings: 1, drained: 0, fullDisks: 0, amended: 1, confirmed: 2, stopped: 1, ousted: 0 };
const verdictOf = ({ history, dump, faults }: Run, demand: Demand = DEMAND) => check(history, dump, faults, demand);
const op = (run: Run, fits: (one: Run['history']['operations'][number]) => boolean) => run.history.operations.find(fits)!;
const bid = (run: Run, id: string) => run.dump.bids.find((one) => one.id === id)!;
const entry = (run: Run, lotId: string, type: string) => run.dump.entries.find((one) => one.lotId === lotId && one.type === type)!;

/** What goes wrong in a house with this bug in it, as its tables and clients would show it. */
const PLANTS: [invariant: string, bug: string, plant: (run: Run) => void][] = [
  ['I1', 'answers before the commit, and the commit is lost', (run) => { run.dump.bids = run.dump.bids.filter(({ id }) => id !== 'bid_2'); }],
  ['I1', 'a closer that writes old rows back', (run) => { bid(run, 'bid_2').amountMinor = '4500'; }],
  ['I1', 'acknowledges a confirmation whose commit is lost', (run) => { const lost = entry(run, SEALED, 'BID_CONFIRMED'); (lost as { type: string }).type = 'QUESTION_ASKED'; chainAnew(run, SEALED); }],
  ['I2', 'keeps a bid that it refused', (run) => { run.dump.bids.push({ ...bid(run, 'bid_2'), id: 'bid_9', seq: 99, amountMinor: '9000' }); }],
  ['I2', 'makes up a bid', (run) => { run.dump.bids.push({ ...bid(run, 'bid_2'), id: 'bid_9', seq: 99, amountMinor: '1' }); }],
  ['I3', 'judges by the beginning of the transaction', (run) => { (entry(run, LIVE, 'BID_PLACED') as { at: string }).at = entry(run, LIVE, 'CLOSED').at; }],
  ['I3', 'judges the closing outside of the lock', (run) => { bid(run, 'bid_4').decidedAt = '2026-11-23T08:00:20.001Z'; }],
  ['I3', 'takes a bid after a client has seen the lot closed', (run) => { run.history.frames.push({ ...run.history.frames.at(-1)!, at: Date.parse(bid(run, 'bid_4').decidedAt) - 500 }); }],
  ['I3', 'takes a bid while the clock stands', (run) => { const [first, resumed] = [entry(run, SEALED, 'BID_PLACED'), entry(run, SEALED, 'RESUMED')]; run.dump.entries.splice(run.dump.entries.indexOf(resumed), 1, { ...first, seq: resumed.seq, turn: resumed.turn, at: resumed.at } as never); }],
  ['I4', 'refuses by a clock that is fast', (run) => { op(run, ({ key }) => key === 'key late').notOpen = { state: 'CLOSED', decidedAt: '2026-11-23T08:00:19.900Z', closesAt: '2026-11-23T08:00:20.000Z' }; }],
  ['I5', 'remembers the key after the effect', (run) => { run.dump.bids.push({ ...bid(run, 'bid_2'), id: 'bid_9', seq: 99 }); }],
  ['I5', 'answers a repeat anew', (run) => { run.history.operations.push({ ...op(run, ({ key }) => key === 'key bid_2'), said: 'another receipt' }); }],
  ['I5', 'takes a key with another body', (run) => { op(run, ({ f }) => f === 'otherBody').code = null; op(run, ({ f }) => f === 'otherBody').type = 'ok'; }],
  ['I5', 'confirms anew for a repeat', (run) => { for (const said of ['one receipt', 'another']) run.history.operations.push({ ...op(run, ({ f }) => f === 'confirmBid'), said }); }],
  ['I6', 'no unique index on awards', (run) => { run.dump.awards.push({ ...run.dump.awards[0]!, id: 'awd_2', bidId: 'bid_4' }); }],
  ['I6', 'takes two decisions', (run) => { run.history.operations.push({ ...op(run, ({ f }) => f === 'propose'), key: 'key other' }); }],
  ['I7', 'awards a bid that was replaced', (run) => { run.dump.awards[0]!.bidId = 'bid_1'; run.dump.awards[0]!.amountMinor = '5000'; }],
  ['I7', 'reads the amount anew between bid and award', (run) => { run.dump.awards[0]!.amountMinor = '3501'; }],
  ['I8', 'keeps the best price in the memory of a process', (run) => { run.dump.lots[0]!.bestMinor = '4000'; }],
  ['I8', 'breaks ties by id', (run) => { run.history.frames.find(({ best }) => best?.bidId === 'bid_4')!.best!.rank = 1; }],
  ['I9', 'tells a best price from before', (run) => { run.history.frames.find(({ best }) => best?.bidId === 'bid_4')!.best!.bestMinor = '4000'; }],
  ['I10', 'numbers by a sequence', (run) => { for (const one of run.dump.entries) if (one.lotId === LIVE && one.seq > 2) (one as { seq: number }).seq += 1; }],
  ['I10', 'one byte of a payload edited', (run) => { (entry(run, SEALED, 'BID_PLACED').payload as { alias: string }).alias = 'S2'; }],
  ['I10', 'an entry edited and the chain made anew', (run) => { (entry(run, LIVE, 'BID_PLACED').payload as { alias: string }).alias = 'S2'; chainAnew(run, LIVE); }],
  ['I10', 'an offer edited in the table', (run) => { bid(run, 'bid_5').amountMinor = '600000000001'; }],
  ['I10', 'signs another confirmation than it writes', (run) => { op(run, ({ f }) => f === 'confirmBid').confirmed!.entryCommitment = 'another'; }],
  ['I11', 'counts a bid that nobody confirmed', (run) => { (entry(run, SEALED, 'BID_CONFIRMED').payload as { bidId: string }).bidId = 'bid_other'; chainAnew(run, SEALED); }],
  ['I11', 'a row that its ledger does not give', (run) => { run.dump.lots[1]!.state = 'UNSUCCESSFUL'; }],
  ['I11', 'a bid that is not marked', (run) => { bid(run, 'bid_1').state = 'VALID'; }],
  ['I12', 'awards a lot that was never compared', (run) => { (entry(run, LIVE, 'CLOSED').payload as { outcome: string }).outcome = 'UNSUCCESSFUL'; chainAnew(run, LIVE); }],
  ['I15', 'an error text that names the best sealed bid', (run) => { run.history.sightings.push({ who: SHOPS[1], canary: '700000000001', at: Date.parse('2026-11-23T08:00:07.000Z') }); }],
  ['I15', 'a log line with a sealed amount', (run) => { run.history.sightings.push({ who: 'log', canary: '700000000001', at: Date.parse('2026-11-23T08:00:07.000Z') }); }],
  ['I15', 'opens sealed bids to rivals', (run) => { run.history.sightings.push({ who: SHOPS[1], canary: '700000000001', at: Date.parse('2026-11-23T08:00:30.000Z') }); }],
  ['I16', 'a tenant that stays set on the pooled connection', (run) => { run.history.sightings.push({ who: SHOPS[1], canary: 'KANARI-1', at: Date.parse('2026-11-23T08:00:07.000Z') }); }],
  ['I16', 'joins rooms again without asking for the right', (run) => { run.history.frames.push({ ...run.history.frames[1]!, who: 'com_stranger' }); }],
  ['I17', 'writes the event in a second transaction', (run) => { run.dump.events = run.dump.events.filter(({ id }) => id !== 'evt_2'); }],
  ['I17', 'announces what was undone', (run) => { run.dump.events.push({ id: 'evt_9', type: 'quoting.award.accepted.v1', subjects: ['awd_9'] }); }],
  ['I17', 'gives an event up', (run) => { (run.dump.deliveries[1] as { dead: boolean }).dead = true; }],
  ['I18', 'notes the inbox after the effect', (run) => { run.dump.orders.push(run.dump.orders[0]!); }],
  ['I18', 'calls a delivery done before the effect', (run) => { run.dump.inbox = run.dump.inbox.filter(({ eventId }) => eventId !== 'evt_2'); }],
  ['I19', 'loses a frame on the way between processes', (run) => { run.history.frames = run.history.frames.filter(({ seq }) => seq !== 3); }],
  ['I19', 'numbers frames by what a process happens to know', (run) => { run.history.frames.push({ ...run.history.frames[1]!, via: 'quoting-b', text: 'bid of another' }); }],
  ['I19', 'sends what does not add up', (run) => { (run.history.ends[0] as { folded: string }).folded = 'older'; }],
  ['I20', 'reads from what is behind', (run) => { op(run, ({ f }) => f === 'readBids').seen = ['bid_1']; }],
  ['I21', 'two processes of which one is behind', (run) => { op(run, ({ f, seq }) => f === 'readLot' && seq === 4).seq = 2; }],
  ['I27', 'two clocks that both close', (run) => { const closed = entry(run, LIVE, 'CLOSED'); run.dump.entries.push({ ...closed, seq: 10 }); }],
  ['I27', 'closes when somebody looks', (run) => { (entry(run, LIVE, 'CLOSED') as { at: string }).at = '2026-11-23T08:00:22.500Z'; }],
  ['I29', 'leaves with calls unanswered', (run) => { const call = op(run, ({ key }) => key === 'key bid_2'); run.history.operations.push({ ...call, key: 'key cut', t0: call.t0 - 200, t1: call.t0 + 900, type: 'info', bid: null, said: null }); }],
  ['I29', 'refuses calls of the gateway while it is replaced', (run) => { const call = op(run, ({ key }) => key === 'key bid_2'); const drain = Object.assign(run.faults.find(({ kind }) => kind === 'drain')!, { target: 'quoting' }); run.history.operations.push({ ...call, via: 'gateway', key: 'key kept', t0: drain.t0 + 2, t1: drain.t0 + 900, type: 'info', bid: null, said: null }); }],
  ['I30', 'does not come back', (run) => { run.faults[0]!.t1 = null; }],
  ['I30', 'leaves sessions in a transaction', (run) => { (run.dump as { idleInTransaction: number }).idleInTransaction = 1; }],
  ['I30', 'post that never comes to rest', (run) => { (run.dump as { quietAfterMs: number | null }).quietAfterMs = null; }],
];

describe('the checker of the campaign', () => {
  it('finds nothing in a run in which all went well', () => {
    expect(verdictOf(aRun())).toMatchObject({ verdict: 'HOLDS', findings: [], gaps: [], counts: { bids: 9, ok: 6, fail: 2, info: 1, lost: 0, unexpected: 0, awarded: 1, closed: 2 } });
  });

  it.each(PLANTS)('catches by %s: %s', (invariant, _bug, plant) => {
    const run = aRun();
    plant(run);
    const { verdict, broken, findings } = verdictOf(run);
    expect(verdict).toBe('BROKEN');
    expect(Object.keys(broken)).toContain(invariant);
    expect(findings.find((finding) => finding.invariant === invariant)?.what).not.toBe('');
  });

  it('has a plant for every invariant that it checks', () => {
    expect([...new Set(PLANTS.map(([invariant]) => invariant))].sort()).toEqual(Object.keys(CHECKS).sort());
  });

  it.each<[string, Partial<Demand>, (run: Run) => void]>([
    ['too few bids', { bids: 5_000 }, () => undefined],
    ['clocks that nobody stopped', { stopped: 5 }, () => undefined],
    ['too few kills', { kills: 30 }, () => undefined],
    ['a disk that was never full', { fullDisks: 1 }, () => undefined],
    ['nobody served by those who were asked to leave', { drained: 20 }, () => undefined],
    ['nothing near a closing', { nearClosings: 50 }, () => undefined],
    ['no answer that was lost', {}, (run) => { run.history.operations = run.history.operations.filter(({ type }) => type !== 'info'); }],
    ['faults while nobody asked anything', {}, (run) => { for (const fault of run.faults) Object.assign(fault, { t0: fault.t0 + 60_000, t1: fault.t1! + 60_000 }); }],
    ['hardly a bid that was taken', {}, (run) => { for (let i = 0; i < 20; i += 1) run.history.operations.push({ ...op(run, ({ key }) => key === 'key above'), key: `above ${i}`, amountMinor: `${9_001 + i}` }); }],
    ['a run without frames', {}, (run) => { run.history.frames = []; }],
  ])('says UNKNOWN, not good, of a run with %s', (_what, demand, change) => {
    const run = aRun();
    change(run);
    const { verdict, gaps } = verdictOf(run, { ...DEMAND, ...demand });
    expect(verdict).toBe('UNKNOWN');
    expect(gaps.length).toBeGreaterThan(0);
  });

  it('knows a fixed price that is taken and closed in one moment', () => {
    const run = aRun();
    const [last, closed] = [run.dump.entries.find(({ lotId, seq }) => lotId === LIVE && seq === 5)!, entry(run, LIVE, 'CLOSED')];
    Object.assign(closed, { turn: last.turn, at: last.at });
    Object.assign(closed.payload, { why: 'FIRST_BID' });
    expect(Object.keys(verdictOf(run).broken)).not.toContain('I3');
    Object.assign(closed, { turn: closed.seq });
    expect(Object.keys(verdictOf(run).broken)).toContain('I3');
  });

  it('lets a repeat be told what was decided before the closing moved', () => {
    const run = aRun();
    const late = op(run, ({ key }) => key === 'key late');
    run.history.operations.push({ ...late, t0: late.t0 + 5_000, t1: late.t1 + 5_000 });
    expect(verdictOf(run).verdict).toBe('HOLDS');
  });

  it('is not led by who asks: a buyer may know what it invited', () => {
    const run = aRun();
    run.history.sightings.push({ who: BUYER, canary: 'KANARI-1', at: Date.now() });
    expect(verdictOf(run).verdict).toBe('HOLDS');
  });
});
