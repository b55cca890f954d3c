import { createHash, createPublicKey, verify } from 'node:crypto';
import { canonicalJson } from '#kernel';
import { CHAIN_START, firstBreak } from '#contracts/lot-ledger';
import { confirmationText, headText, receiptText } from '#contracts/lot-record';
import { lotLifecycle } from '../../apps/quoting/src/tenders/lot.lifecycle.js';
import { awardLifecycle } from '../../apps/quoting/src/awards/award.lifecycle.js';
import type { Dump } from './history.js';
import { groupBy, type Finding, type World } from './world.js';

const LIVING = new Set(['PROPOSED', 'APPROVED', 'OFFERED', 'ACCEPTED', 'ORDERED']);
const AWARDABLE = new Set(['VALID', 'WON', 'STANDBY', 'LOST']);
const SAME_MOMENT_MS = 1_000;
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** I6: one award per lot: never two that stand, never two decisions for different bids that were both taken. */
export function awardsTwice({ lots, history }: World): Finding[] {
  const found: Finding[] = [];
  for (const { lot, awards } of lots.values()) {
    const living = awards.filter(({ state }) => LIVING.has(state));
    if (living.length > 1) found.push({ invariant: 'I6', what: 'two awards of one lot stand', witness: living });
    if (['AWARDED', 'COMPLETED'].includes(lot.state) && living.length !== 1) found.push({ invariant: 'I6', what: 'an awarded lot without its one award', witness: { lot, awards } });
  }
  for (const taken of groupBy(history.operations.filter(({ f, type }) => f === 'propose' && type === 'ok'), ({ lotId }) => lotId).values()) {
    const fell = lots.get(taken[0]!.lotId)?.awards.some(({ state }) => !LIVING.has(state)) ?? false;
    if (!fell && new Set(taken.map(({ key }) => key)).size > 1) found.push({ invariant: 'I6', what: 'two decisions on one lot were both taken', witness: taken });
  }
  return found;
}

/** I7: the award is legal: a standing bid of this lot by somebody else than its buyer, decided in time, at its own amount, down to the order. */
export function illegalAwards({ lots, dump, bids }: World): Finding[] {
  const found: Finding[] = [];
  for (const { again, awards } of lots.values()) {
    for (const award of awards) {
      const bid = bids.get(award.bidId);
      const say = (what: string): void => { found.push({ invariant: 'I7', what, witness: { award, bid } }); };
      if (bid === undefined || bid.lotId !== award.lotId) { say('awarded to a bid that is not of this lot'); continue; }
      if (!AWARDABLE.has(again.bidStates.get(bid.id) ?? '')) say('awarded to a bid that does not stand');
      if (bid.companyId !== award.supplierId || award.supplierId === award.buyerId) say('awarded to the wrong company');
      if (again.closedSeq === null || bid.seq > again.closedSeq || bid.decidedAt > again.closedAt!) say('awarded to a bid that came after the closing');
      if (bid.amountMinor !== award.amountMinor) say('awarded at another amount than was bid');
      for (const order of dump.orders.filter(({ awardId }) => awardId === award.id)) {
        if (order.amountMinor !== award.amountMinor || order.linesMinor !== award.amountMinor || order.bidId !== award.bidId) say('ordered at another amount than was awarded');
      }
    }
  }
  return found;
}

/** I8: the best price is the true least one, in the row of the lot and in every word to the buyer; of equal bids the first stands first. */
export function wrongBest({ lots, history, bids }: World): Finding[] {
  const found: Finding[] = [];
  for (const { lot, again } of lots.values()) {
    const { bestMinor } = again.steps.at(-1)!;
    if (lot.bestMinor !== bestMinor) found.push({ invariant: 'I8', what: 'the best price of the lot is not the least of its bids', witness: { lot, bestMinor } });
  }
  for (const frame of history.frames) {
    const bid = frame.type === 'bid' && frame.best ? bids.get(frame.best.bidId) : undefined;
    const one = lots.get(frame.lotId);
    if (bid === undefined || one === undefined || frame.best === null) continue;
    // It is told when it is placed, and when it is confirmed; all of one moment is told together, as it is after it.
    const told = one.entries.filter((entry) => entry.seq === bid.seq || (entry.type === 'BID_CONFIRMED' && entry.payload.bidId === bid.id));
    const steps = told.flatMap(({ turn }) => one.again.steps[one.entries.findLast((entry) => entry.turn === turn)!.seq] ?? []).filter(({ ranking }) => ranking.includes(bid.id));
    const step = steps.find(({ bestMinor, ranking }) => bestMinor === frame.best!.bestMinor && ranking.indexOf(bid.id) + 1 === frame.best!.rank) ?? steps[0];
    if (step === undefined) continue;
    if (step.bestMinor !== frame.best.bestMinor) found.push({ invariant: 'I8', what: 'the buyer was told another best price', witness: { frame, bestMinor: step.bestMinor } });
    if (step.ranking.indexOf(bid.id) + 1 !== frame.best.rank) found.push({ invariant: 'I8', what: 'the buyer was told another rank', witness: { frame, ranking: step.ranking } });
  }
  return found;
}

/** I9: the best price never worsens unless a bid has just left. */
export function worsenedBest({ lots, history }: World): Finding[] {
  const found: Finding[] = [];
  for (const { lot, entries, again } of lots.values()) {
    for (const entry of entries) {
      const [before, after] = [again.steps[entry.seq - 1]?.bestMinor ?? null, again.steps[entry.seq]?.bestMinor ?? null];
      const worse = before !== null && (after === null || BigInt(after) > BigInt(before));
      if (worse && !['BID_WITHDRAWN', 'BID_DISQUALIFIED', 'AMENDED', 'CANCELLED'].includes(entry.type)) found.push({ invariant: 'I9', what: 'the best price rose without a bid leaving', witness: { lot: lot.id, entry, before, after } });
    }
  }
  for (const frames of groupBy(history.frames.filter(({ kind, best }) => kind === 'event' && best !== null), ({ who, lotId }) => `${who} ${lotId}`).values()) {
    const inOrder = [...new Map(frames.map((frame) => [frame.seq, frame])).values()].sort((a, b) => a.seq - b.seq);
    inOrder.forEach((frame, i) => {
      const before = inOrder[i - 1];
      if (frame.type === 'bid' && before?.seq === frame.seq - 1 && before.best?.bestMinor && BigInt(frame.best!.bestMinor ?? 0) > BigInt(before.best.bestMinor)) {
        found.push({ invariant: 'I9', what: 'the buyer saw the best price rise with a bid', witness: [before, frame] });
      }
    });
  }
  return found;
}

/** I10: ledgers are gap-free and unbroken, end at their lots, and every signed head and receipt is of them. */
export function brokenLedgers({ lots, dump, placings, history }: World): Finding[] {
  const found: Finding[] = [];
  for (const { lot, entries } of lots.values()) {
    const broken = firstBreak(entries, sha256);
    if (broken !== null) found.push({ invariant: 'I10', what: `the ledger breaks (${broken.why})`, witness: { lot: lot.id, ...broken } });
    const loose = entries.find((entry, i) => entry.prevHash !== (entries[i - 1]?.hash ?? CHAIN_START));
    if (loose) found.push({ invariant: 'I10', what: 'an entry does not follow the one before it', witness: loose });
    if (lot.lastSeq !== entries.length || lot.headHash !== (entries.at(-1)?.hash ?? null)) found.push({ invariant: 'I10', what: 'the ledger does not end at its lot', witness: { lot, last: entries.at(-1) } });
  }
  const keys = new Map(dump.keys.map(({ kid, ...key }) => [kid, createPublicKey({ key, format: 'jwk' })]));
  const holds = (keyId: string, text: string, signature: Buffer): boolean => keys.has(keyId) && verify(null, Buffer.from(text, 'utf8'), keys.get(keyId)!, signature);
  for (const head of dump.heads) {
    if (!holds(head.keyId, headText(head.lotId, head.headHash), Buffer.from(head.signature, 'base64url'))) found.push({ invariant: 'I10', what: 'the signature of a head does not hold', witness: head });
    if (!lots.get(head.lotId)?.entries.some(({ hash }) => hash === head.headHash)) found.push({ invariant: 'I10', what: 'a signed head is not in its ledger', witness: head });
  }
  for (const { lot, again } of lots.values()) {
    if (again.closedAt !== null && !dump.heads.some(({ lotId }) => lotId === lot.id)) found.push({ invariant: 'I10', what: 'a closed lot without a signed head', witness: lot });
  }
  for (const { lotId, bid } of placings) {
    if (bid !== null && !holds(bid.keyId, receiptText(bid.receiptNo, lotId, bid.decidedAt, bid.commitment, bid.entryCommitment), Buffer.from(bid.signature, 'base64'))) found.push({ invariant: 'I10', what: 'the signature of a receipt does not hold', witness: bid });
  }
  for (const { lotId, confirmed: told } of history.operations) {
    if (told !== null && !holds(told.keyId, confirmationText(told.receiptNo, lotId, told.decidedAt, told.bidId, told.termsVersion, told.entryCommitment), Buffer.from(told.signature, 'base64'))) found.push({ invariant: 'I10', what: 'the signature of a confirmation does not hold', witness: told });
  }
  for (const { lot, entries, bids } of lots.values()) {
    for (const entry of entries) {
      if (entry.type !== 'BID_PLACED') continue;
      const row = bids.get(entry.payload.bidId);
      if (row === undefined || row.seq !== entry.seq || row.commitment !== entry.payload.commitment || sha256(commitment(row)) !== entry.payload.commitment) {
        found.push({ invariant: 'I10', what: 'a bid of the ledger is not the one of the tables', witness: { lot: lot.id, entry, row } });
      }
    }
  }
  return found;
}

function commitment({ id, lotId, nonce, promisedDate, termsVersion, versionNo, amountMinor, currency, taxIncluded, taxRate }: Dump['bids'][number]): string {
  return canonicalJson({ amount: { amountMinor, currency, taxIncluded, taxRate }, bidId: id, lotId, nonce, promisedDate, termsVersion, versionNo });
}

/** I11: what stands in the tables is what the ledgers say when they are gone through again. */
export function tablesBesideLedgers({ lots, dump }: World): Finding[] {
  const found: Finding[] = [];
  for (const { lot, again, awards } of lots.values()) {
    const last = again.steps.at(-1)!;
    // A lot that is taken back gets its end in the row a moment before the entry is written.
    const endsWithEntry = again.closedAt !== null || again.endedAt === null || Math.abs(Date.parse(lot.closedAt ?? '') - Date.parse(again.endedAt)) > SAME_MOMENT_MS;
    const said = {
      state: last.state, closesAt: new Date(last.closesAt).toISOString(), closedAt: endsWithEntry ? again.endedAt : lot.closedAt, extensions: again.extensions,
      bidCount: again.unsealed ? last.ranking.length : null, bestMinor: again.unsealed ? last.bestMinor : null,
    };
    const { state, closesAt, closedAt, extensions, bidCount, bestMinor } = lot;
    if (canonicalJson(said) !== canonicalJson({ state, closesAt, closedAt, extensions, bidCount, bestMinor })) found.push({ invariant: 'I11', what: 'a lot is not what its ledger says', witness: { lot, said } });
    for (const award of awards) if (again.awardStates.get(award.id) !== award.state) found.push({ invariant: 'I11', what: 'an award is not what the ledger says', witness: { award, said: again.awardStates.get(award.id) ?? null } });
  }
  for (const bid of dump.bids) {
    const one = lots.get(bid.lotId);
    const said = one?.again.bidStates.get(bid.id);
    if (said !== bid.state || one?.entries[bid.seq - 1]?.type !== 'BID_PLACED') found.push({ invariant: 'I11', what: 'a bid is not what the ledger says', witness: { bid, said: said ?? null } });
  }
  return found;
}

/** I12: only legal transitions, of lots and of awards. */
export function illegalMoves({ lots }: World): Finding[] {
  const found: Finding[] = [];
  for (const { lot, entries, again } of lots.values()) {
    for (const { seq, from, to } of again.moves) if (!lotLifecycle.canMove(from as never, to as never)) found.push({ invariant: 'I12', what: `a lot went from ${from} to ${to}`, witness: { lot: lot.id, seq } });
    const last = new Map<string, string>();
    for (const entry of entries) {
      if (entry.type !== 'AWARDED') continue;
      const from = last.get(entry.payload.awardId);
      if (from !== undefined && from !== entry.payload.state && !awardLifecycle.canMove(from as never, entry.payload.state as never)) found.push({ invariant: 'I12', what: `an award went from ${from} to ${entry.payload.state}`, witness: entry });
      last.set(entry.payload.awardId, entry.payload.state);
    }
  }
  return found;
}
