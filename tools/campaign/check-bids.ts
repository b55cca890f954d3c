import type { Operation } from './history.js';
import { closingAt, groupBy, intentionOf, type Finding, type World } from './world.js';

/** Two readings of one clock, both cut to milliseconds. */
const SAME_CLOCK_MS = 5;
const DECIDED_AGAINST = 'LOT_NOT_OPEN';

/** I1: no acknowledged bid is lost, and each is what was sent. */
export function lostBids({ placings, bids, history, lots }: World): Finding[] {
  const unconfirmed = history.operations.filter(({ confirmed: told, lotId }) => told !== null && !lots.get(lotId)?.entries.some(({ type, payload, at }) => (
    type === 'BID_CONFIRMED' && payload.bidId === told.bidId && payload.termsVersion === told.termsVersion && at === told.decidedAt)));
  const lost = placings.flatMap((op): Finding[] => {
    if (op.type !== 'ok' || op.bid === null) return [];
    const row = bids.get(op.bid.id);
    if (row === undefined) return [{ invariant: 'I1', what: 'an acknowledged bid is not in the tables', witness: op }];
    const same = row.companyId === op.who && row.lotId === op.lotId && row.amountMinor === op.amountMinor && row.receiptNo === op.bid.receiptNo && row.commitment === op.bid.commitment && row.versionNo === op.bid.versionNo;
    return same ? [] : [{ invariant: 'I1', what: 'a bid is not what was acknowledged', witness: { op, row } }];
  });
  return [...lost, ...unconfirmed.map((witness): Finding => ({ invariant: 'I1', what: 'an acknowledged confirmation is not in the ledger', witness }))];
}

/** I2: no bid from nowhere: every row answers an attempt that was taken or whose answer was lost. */
export function bidsFromNowhere({ dump, intentions }: World): Finding[] {
  return dump.bids.flatMap((row): Finding[] => {
    const attempts = intentions.get(intentionOf(row.companyId, row.lotId, row.amountMinor)) ?? [];
    if (attempts.length === 0) return [{ invariant: 'I2', what: 'a bid that nobody placed', witness: row }];
    if (attempts.every(({ type }) => type === 'fail')) return [{ invariant: 'I2', what: 'a bid was kept although every attempt was refused', witness: { row, attempts } }];
    return [];
  });
}

/** I3: nothing is accepted after the close, neither by the ledger's order and time nor by what any client had seen before. */
export function lateBids(world: World): Finding[] {
  const found: Finding[] = [];
  for (const { lot, entries, again } of world.lots.values()) {
    for (const entry of entries) {
      if (entry.type !== 'BID_PLACED') continue;
      const before = again.steps[entry.seq - 1];
      if ((again.closedSeq !== null && entry.seq > again.closedSeq) || before?.state !== 'PUBLISHED' || Date.parse(entry.at) >= before.closesAt) {
        found.push({ invariant: 'I3', what: 'a bid was taken at or after the closing', witness: { lot: lot.id, entry, closesAt: before && new Date(before.closesAt).toISOString() } });
      }
    }
  }
  for (const bid of world.dump.bids) {
    const entries = world.lots.get(bid.lotId)?.entries;
    const closed = entries?.find(({ type }) => type === 'CLOSED');
    // A fixed price is taken and closed in one moment, by the bid itself.
    const closes = closed?.type === 'CLOSED' && closed.payload.why === 'FIRST_BID' && bid.seq < closed.seq && entries?.[bid.seq - 1]?.turn === closed.turn;
    if (closed && !closes && bid.decidedAt >= closed.at) found.push({ invariant: 'I3', what: 'a bid was decided after the closing', witness: { bid, closed } });
  }
  const seenClosed = new Map<string, number>();
  const see = (lotId: string, at: number): void => { seenClosed.set(lotId, Math.min(seenClosed.get(lotId) ?? Infinity, at)); };
  for (const { lotId, t1, closed } of world.history.operations) if (closed) see(lotId, t1);
  for (const { lotId, at, type } of world.history.frames) if (type === 'closed') see(lotId, at);
  for (const attempts of world.intentions.values()) {
    const taken = attempts.find(({ type }) => type === 'ok');
    if (taken && Math.min(...attempts.map(({ t0 }) => t0)) > (seenClosed.get(taken.lotId) ?? Infinity)) found.push({ invariant: 'I3', what: 'a bid was first sent after somebody had seen the lot closed, and was taken', witness: taken });
  }
  return found;
}

/** I4: nothing on time is refused as late. */
export function refusedTooEarly({ lots, placings }: World): Finding[] {
  return placings.flatMap((op): Finding[] => {
    const one = lots.get(op.lotId);
    if (op.type !== 'fail' || op.code !== DECIDED_AGAINST || op.notOpen === null || one === undefined) return [];
    const closesAt = closingAt(one, Date.parse(op.notOpen.decidedAt));
    if (closesAt === null) return [];
    if (Date.parse(op.notOpen.decidedAt) < closesAt) return [{ invariant: 'I4', what: 'refused as late before the closing', witness: { op, closesAt: new Date(closesAt).toISOString() } }];
    // A repeat is told what was decided before.
    const before = Date.parse(op.notOpen.decidedAt) < op.t0 - SAME_CLOCK_MS ? null : closingAt(one, op.t0);
    return before !== null && op.t1 < before - SAME_CLOCK_MS ? [{ invariant: 'I4', what: 'refused as late, and answered before the closing', witness: op }] : [];
  });
}

/** I5: one effect per idempotency key; every answer to it is the same, another body is always refused, and keys of others are others. */
export function keysWithTwoEffects({ dump, history, placings }: World): Finding[] {
  const found: Finding[] = [];
  for (const [intention, rows] of groupBy(dump.bids, ({ companyId, lotId, amountMinor }) => intentionOf(companyId, lotId, amountMinor))) {
    if (rows.length > 1) found.push({ invariant: 'I5', what: 'one intention became several bids', witness: { intention, rows: rows.map(({ id, seq }) => ({ id, seq })) } });
  }
  for (const attempts of groupBy([...placings, ...history.operations.filter(({ f }) => f === 'confirmBid')], ({ who, key }) => `${who} ${key}`).values()) {
    // A refusal is an answer as well, and kept with its key, unless it is of the moment only.
    const said = attempts.filter((op): op is Operation & { said: string } => op.said !== null);
    const other = said.find((op) => op.said !== said[0]!.said);
    if (other) found.push({ invariant: 'I5', what: 'one key had two answers', witness: [said[0], other] });
  }
  for (const op of history.operations) {
    if (op.f === 'otherBody' && op.type !== 'info' && op.code !== 'IDEMPOTENCY_MISMATCH') found.push({ invariant: 'I5', what: 'a key was taken with another body', witness: op });
  }
  return found;
}
