import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { canonicalJson } from '#kernel';
import { entryHash, CHAIN_START, type LedgerEntry, type LotEventDraft, type LotTerms } from '#contracts/lot-ledger';
import { confirmationText, headText } from '#contracts/lot-record';
import type { Dump, DumpedBid, DumpedLot, Fault, Frame, History, Operation } from '../../tools/campaign/history.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
/** A small run in which everything went well: one live lot that was awarded, and one sealed lot. Specs plant their faults into a copy. */
export interface Run { history: Mutable<History>; dump: Mutable<Dump>; faults: Fault[] }

const START = Date.parse('2026-11-23T08:00:00.000Z');
const at = (ms: number): string => new Date(START + ms).toISOString();
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
export const [BUYER, ...SHOPS] = ['com_buyer', 'com_one', 'com_two', 'com_three'] as const;
export const [LIVE, SEALED] = ['lot_live', 'lot_sealed'] as const;

function terms(visibility: 'BEST_PRICE' | 'SEALED'): LotTerms {
  return {
    rules: {
      visibility, showBidCount: visibility !== 'SEALED', currency: 'CNY', taxIncluded: true, freightIncluded: true, improvementBase: 'OWN_BID', improvementPercent: '0', improvementMinor: '1',
      improvementBands: [], confirmDropPercent: '100', softClose: null, closesAtFirstBid: false, sealedMinutes: null, direct: false, minBids: 1, priceWeight: 100, dateWeight: 0, qualityWeight: 0,
      tieOrder: ['PRICE', 'DATE', 'FIRST_COME'], validityDays: 7, acceptWithinMinutes: 240, tellGap: false,
    },
    basis: { currency: 'CNY', taxIncluded: true, taxRate: '13' }, ceilingMinor: null, wantedDate: '2026-12-20', opensAt: at(0), closesAt: at(20_000), termsVersion: 1,
  };
}

/** Plays the run; `bids` are tried in their order, at their time in milliseconds after the start. */
export function aRun(): Run {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const kid = 'key1';
  const ledgers = new Map<string, (LedgerEntry & { prevHash: string })[]>();
  const bids: DumpedBid[] = [];
  const operations: Operation[] = [];
  const frames: Frame[] = [];
  const append = (ms: number, draft: LotEventDraft): number => {
    const ledger = ledgers.get(draft.lotId) ?? [];
    ledgers.set(draft.lotId, ledger);
    const [seq, prevHash] = [ledger.length + 1, ledger.at(-1)?.hash ?? CHAIN_START];
    const entry = { lotId: draft.lotId, seq, turn: seq, type: draft.type, payload: draft.payload, at: at(ms) };
    ledger.push({ ...entry, hash: entryHash(prevHash, entry, sha256), prevHash } as LedgerEntry & { prevHash: string });
    return seq;
  };
  const operation = (given: Partial<Operation> & Pick<Operation, 'f' | 'who' | 'lotId' | 't0'>): Operation => {
    const op: Operation = { i: operations.length, via: 'gateway', key: null, amountMinor: null, t1: given.t0 + 10, type: 'ok', code: null, said: null, bid: null, confirmed: null, notOpen: null, seen: null, seq: null, closed: false, ...given };
    operations.push(op);
    return op;
  };
  const place = (lotId: string, who: string, ms: number, amountMinor: string): void => {
    const older = bids.filter((bid) => bid.lotId === lotId && bid.companyId === who);
    const [id, nonce] = [`bid_${bids.length + 1}`, `${bids.length + 1}`.padStart(32, '0')];
    const facts = { amountMinor, currency: 'CNY', taxIncluded: true, taxRate: '13' };
    const commitment = sha256(canonicalJson({ amount: facts, bidId: id, lotId, nonce, promisedDate: '2026-12-10', termsVersion: 1, versionNo: older.length + 1 }));
    const seq = append(ms, { lotId, type: 'BID_PLACED', payload: { bidId: id, alias: 'S1', versionNo: older.length + 1, termsVersion: 1, commitment, bidder: sha256(canonicalJson({ companyId: who, nonce })) } });
    for (const bid of older) bid.state = 'REPLACED';
    bids.push({ id, lotId, companyId: who, seq, versionNo: older.length + 1, state: 'VALID', ...facts, promisedDate: '2026-12-10', termsVersion: 1, commitment, nonce, decidedAt: at(ms), receiptNo: `R${id}`, finalRank: null });
    const receipt = { id, versionNo: older.length + 1, receiptNo: `R${id}`, decidedAt: at(ms), commitment, entryCommitment: null, nonce, signature: signed(privateKey, `R${id}\n${lotId}\n${at(ms)}\n${commitment}`, 'base64'), keyId: kid };
    operation({ f: 'placeBid', who, lotId, t0: START + ms - 5, t1: START + ms + 5, key: `key ${id}`, amountMinor, bid: receipt, said: canonicalJson(receipt) });
  };

  append(0, { lotId: LIVE, type: 'PUBLISHED', payload: terms('BEST_PRICE') });
  append(0, { lotId: SEALED, type: 'PUBLISHED', payload: terms('SEALED') });
  place(LIVE, SHOPS[0], 1_000, '5000');
  place(LIVE, SHOPS[1], 2_000, '4000');
  place(LIVE, SHOPS[0], 3_000, '3500');
  place(LIVE, SHOPS[2], 4_000, '3500');
  place(SEALED, SHOPS[0], 5_000, '700000000001');
  place(SEALED, SHOPS[1], 6_000, '700000000002');
  operation({ f: 'placeBid', who: SHOPS[1], lotId: LIVE, t0: START + 6_500, type: 'fail', code: 'BID_ABOVE_CEILING', key: 'key above', amountMinor: '9000', said: 'BID_ABOVE_CEILING' });
  operation({ f: 'placeBid', who: SHOPS[1], lotId: LIVE, t0: START + 7_000, type: 'info', code: 'TIMEOUT', key: 'key lost', amountMinor: '3900' });
  operation({ f: 'otherBody', who: SHOPS[0], lotId: LIVE, t0: START + 7_100, type: 'fail', code: 'IDEMPOTENCY_MISMATCH', key: 'key bid_1' });
  operation({ f: 'readBids', who: SHOPS[0], lotId: LIVE, t0: START + 7_200, seen: ['bid_1', 'bid_3'] });
  operation({ f: 'readLot', who: SHOPS[0], lotId: LIVE, t0: START + 7_300, seq: 3 });
  operation({ f: 'readLot', who: SHOPS[0], lotId: LIVE, t0: START + 7_400, seq: 4 });
  append(7_500, { lotId: SEALED, type: 'AMENDED', payload: { note: 'the radius is R2', terms: { ...terms('SEALED'), termsVersion: 2 } } });
  for (const [bidId, who, ms] of [['bid_5', SHOPS[0], 8_000], ['bid_6', SHOPS[1], 8_100]] as const) {
    append(ms, { lotId: SEALED, type: 'BID_CONFIRMED', payload: { bidId, alias: 'S1', termsVersion: 2 } });
    const signature = signed(privateKey, confirmationText(`C${bidId}`, SEALED, at(ms), bidId, 2, 'salted'), 'base64');
    operation({ f: 'confirmBid', who, lotId: SEALED, t0: START + ms - 5, t1: START + ms + 5, key: `key C${bidId}`, confirmed: { bidId, termsVersion: 2, receiptNo: `C${bidId}`, decidedAt: at(ms), entryCommitment: 'salted', signature, keyId: kid } });
  }
  append(9_000, { lotId: SEALED, type: 'SUSPENDED', payload: { reason: 'a file' } });
  append(9_100, { lotId: SEALED, type: 'RESUMED', payload: { closesAt: at(20_100) } });
  append(20_000, { lotId: LIVE, type: 'CLOSED', payload: { closesAt: at(20_000), why: 'TIME', outcome: 'EVALUATING' } });
  append(20_100, { lotId: SEALED, type: 'CLOSED', payload: { closesAt: at(20_100), why: 'TIME', outcome: 'EVALUATING' } });
  append(20_100, { lotId: SEALED, type: 'OPENED', payload: { bidCount: 2 } });
  const heads = [...ledgers].map(([lotId, entries]) => ({ lotId, headHash: entries.at(-1)!.hash, signature: signed(privateKey, headText(lotId, entries.at(-1)!.hash), 'base64url'), keyId: kid }));
  operation({ f: 'placeBid', who: SHOPS[1], lotId: LIVE, t0: START + 20_200, type: 'fail', code: 'LOT_NOT_OPEN', key: 'key late', amountMinor: '3000', said: 'LOT_NOT_OPEN', closed: true, notOpen: { state: 'EVALUATING', decidedAt: at(20_205), closesAt: at(20_000) } });
  operation({ f: 'propose', who: BUYER, lotId: LIVE, t0: START + 21_000, key: 'key propose' });
  append(21_000, { lotId: LIVE, type: 'AWARDED', payload: { awardId: 'awd_1', bidId: 'bid_3', state: 'OFFERED', lotState: 'AWARDED' } });
  append(22_000, { lotId: LIVE, type: 'AWARDED', payload: { awardId: 'awd_1', bidId: 'bid_3', state: 'ACCEPTED', lotState: null } });
  append(23_000, { lotId: LIVE, type: 'AWARDED', payload: { awardId: 'awd_1', bidId: 'bid_3', state: 'ORDERED', lotState: 'COMPLETED' } });
  for (const [i, [bidId, bestMinor, rank]] of ([['bid_1', '5000', 1], ['bid_2', '4000', 1], ['bid_3', '3500', 1], ['bid_4', '3500', 2]] as const).entries()) {
    frames.push({ who: BUYER, via: 'quoting', lotId: LIVE, seq: i + 2, at: START + 1_000 * (i + 1), kind: 'event', type: 'bid', text: `bid ${bidId}`, best: { bidId, bestMinor, rank } });
  }
  frames.unshift({ who: BUYER, via: 'quoting', lotId: LIVE, seq: 1, at: START, kind: 'snapshot', type: 'snapshot', text: '', best: null });
  frames.push({ who: BUYER, via: 'quoting-b', lotId: LIVE, seq: 6, at: START + 20_050, kind: 'event', type: 'closed', text: 'closed', best: null });

  const row = (id: string, given: Partial<DumpedLot>): DumpedLot => ({
    id, tenderId: `tnd_${id}`, buyerId: BUYER, state: 'EVALUATING', closesAt: at(20_000), closedAt: at(20_000), extensions: 0, lastSeq: ledgers.get(id)!.length, headHash: ledgers.get(id)!.at(-1)!.hash, bidCount: null, bestMinor: null, ...given,
  });
  return {
    faults: [
      { kind: 'kill', target: 'quoting', t0: START + 6_990, t1: START + 7_005 }, { kind: 'crash', target: 'postgres', t0: START + 999, t1: START + 1_001 },
      { kind: 'drain', target: 'gateway', t0: START + 2_000, t1: START + 2_004 },
    ],
    history: {
      operations, frames, buyers: [BUYER],
      canaries: [{ canary: '700000000001', companyId: SHOPS[0], lotId: SEALED }, { canary: '700000000002', companyId: SHOPS[1], lotId: SEALED }, { canary: 'KANARI-1', companyId: SHOPS[0], lotId: null }],
      sightings: [{ who: SHOPS[0], canary: '700000000001', at: START + 5_005 }, { who: BUYER, canary: '700000000001', at: START + 20_500 }, { who: BUYER, canary: 'KANARI-1', at: START + 500 }],
      ends: [{ who: SHOPS[0], lotId: LIVE, folded: 'same', fresh: 'same', closesAt: at(20_000), state: 'COMPLETED', rank: 1 }],
    },
    dump: {
      lots: [row(LIVE, { state: 'COMPLETED', bidCount: 3, bestMinor: '3500' }), row(SEALED, { closesAt: at(20_100), closedAt: at(20_100), bidCount: 2, bestMinor: '700000000001' })],
      entries: [...ledgers.values()].flat(), bids, heads,
      awards: [{ id: 'awd_1', lotId: LIVE, bidId: 'bid_3', supplierId: SHOPS[0], buyerId: BUYER, state: 'ORDERED', amountMinor: '3500', orderId: 'ord_1' }],
      orders: [{ awardId: 'awd_1', lotId: LIVE, bidId: 'bid_3', amountMinor: '3500', linesMinor: '3500' }],
      invitations: [LIVE, SEALED].flatMap((lotId) => SHOPS.map((companyId) => ({ tenderId: `tnd_${lotId}`, companyId }))),
      events: [
        { id: 'evt_1', type: 'quoting.lots.published.v1', subjects: [LIVE, SEALED] }, { id: 'evt_2', type: 'quoting.award.accepted.v1', subjects: ['awd_1'] }, { id: 'evt_3', type: 'ordering.order.issued.v1', subjects: ['awd_1'] },
      ],
      deliveries: [{ eventId: 'evt_1', consumer: 'order', done: true, dead: false }, { eventId: 'evt_2', consumer: 'order', done: true, dead: false }, { eventId: 'evt_3', consumer: 'quoting', done: true, dead: false }],
      inbox: [{ service: 'order', handler: 'placed', eventId: 'evt_1' }, { service: 'order', handler: 'accepted', eventId: 'evt_2' }, { service: 'quoting', handler: 'ordered', eventId: 'evt_3' }],
      keys: [{ kid, ...(publicKey.export({ format: 'jwk' }) as { kty: string; crv: string; x: string }) }], idleInTransaction: 0, quietAfterMs: 900,
    },
  };
}

/** Chains a ledger anew after a plant in its middle: whoever owns the tables can do that, and then other checks have to tell. */
export function chainAnew(run: Run, lotId: string): void {
  let previous = CHAIN_START;
  const entries = run.dump.entries.map((entry) => {
    if (entry.lotId !== lotId) return entry;
    const next = { ...entry, prevHash: previous, hash: entryHash(previous, entry, sha256) };
    previous = next.hash;
    return next;
  });
  run.dump.entries = entries;
  run.dump.lots.find(({ id }) => id === lotId)!.headHash = previous;
}

function signed(key: KeyObject, text: string, encoding: 'base64' | 'base64url'): string {
  return Buffer.from(sign(null, Buffer.from(text, 'utf8'), key)).toString(encoding);
}
