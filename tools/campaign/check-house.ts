import type { Fault, Operation } from './history.js';
import { groupBy, type Finding, type World } from './world.js';

const CLOSE_WITHIN_MS = 2_000;
const DRAIN_WITHIN_MS = 10_000;
const QUIET_WITHIN_MS = 60_000;
const BACK_WITHIN_MS = { process: 5_000, postgres: 15_000 } as const;
/** A call this young may still lie in front of the door when the door is shut. */
const ON_THE_WAY_MS = 50;

/** I17: an event if and only if it was committed, told to everybody who wants it. */
export function eventsBesideCommits({ lots, dump }: World): Finding[] {
  const found: Finding[] = [];
  const times = (type: string): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const event of dump.events) if (event.type === type) for (const subject of event.subjects) counts.set(subject, (counts.get(subject) ?? 0) + 1);
    return counts;
  };
  const [accepted, published, released, issued] = [times('quoting.award.accepted.v1'), times('quoting.lots.published.v1'), times('quoting.lots.released.v1'), times('ordering.order.issued.v1')];
  const want = (what: string, subject: string, has: number, wants: boolean): void => {
    if (has !== (wants ? 1 : 0)) found.push({ invariant: 'I17', what: `${what}: ${has} events where ${wants ? 'one' : 'none'} was due`, witness: subject });
  };
  for (const { lot, entries } of lots.values()) {
    want('a lot was published', lot.id, published.get(lot.id) ?? 0, entries.some(({ type }) => type === 'PUBLISHED'));
    want('a lot ended without an order', lot.id, released.get(lot.id) ?? 0, lot.state === 'UNSUCCESSFUL' || lot.state === 'CANCELLED');
  }
  for (const award of dump.awards) {
    want('an award was accepted', award.id, accepted.get(award.id) ?? 0, award.state === 'ACCEPTED' || award.state === 'ORDERED');
    want('an order was issued', award.id, issued.get(award.id) ?? 0, award.state === 'ORDERED');
  }
  for (const id of [...accepted.keys(), ...issued.keys()]) if (!dump.awards.some((award) => award.id === id)) found.push({ invariant: 'I17', what: 'an event of an award that is not there', witness: id });
  for (const delivery of dump.deliveries) if (!delivery.done || delivery.dead) found.push({ invariant: 'I17', what: 'an event was not delivered', witness: delivery });
  return found;
}

/** I18: effects happen once, however often an event comes. */
export function effectsTwice({ dump }: World): Finding[] {
  const found: Finding[] = [];
  for (const twice of groupBy(dump.orders, ({ awardId }) => awardId).values()) if (twice.length > 1) found.push({ invariant: 'I18', what: 'one award became two orders', witness: twice });
  for (const award of dump.awards) {
    const has = dump.orders.some(({ awardId }) => awardId === award.id);
    const due = award.state === 'ORDERED' || award.state === 'ACCEPTED';
    if (has !== due) found.push({ invariant: 'I18', what: due ? 'an accepted award has no order' : 'an order without an accepted award', witness: award });
  }
  for (const twice of groupBy(dump.inbox, ({ service, handler, eventId }) => `${service} ${handler} ${eventId}`).values()) if (twice.length > 1) found.push({ invariant: 'I18', what: 'an inbox remembers an event twice', witness: twice[0] });
  const remembered = new Set(dump.inbox.map(({ service, eventId }) => `${service} ${eventId}`));
  for (const delivery of dump.deliveries) if (delivery.done && !remembered.has(`${delivery.consumer} ${delivery.eventId}`)) found.push({ invariant: 'I18', what: 'a delivery is called done that nobody acted on', witness: delivery });
  return found;
}

/** I27: a closing happens once, and on time unless something was done to those who close. */
export function closings({ lots, faults }: World): Finding[] {
  const found: Finding[] = [];
  for (const { lot, entries, again } of lots.values()) {
    const closed = entries.filter(({ type }) => type === 'CLOSED');
    if (closed.length > 1) found.push({ invariant: 'I27', what: 'a lot was closed twice', witness: closed });
    if (lot.state === 'PUBLISHED') found.push({ invariant: 'I27', what: 'a lot was never closed', witness: lot });
    const [first] = closed;
    if (first?.type !== 'CLOSED' || first.payload.why !== 'TIME') continue;
    const [due, done] = [again.steps[first.seq]!.closesAt, Date.parse(first.at)];
    const excused = faults.some((fault) => hurtsClosing(fault) && fault.t0 <= done && (fault.t1 ?? Infinity) >= due - 1_000);
    if (done - due > CLOSE_WITHIN_MS && !excused) found.push({ invariant: 'I27', what: `a lot was closed ${done - due} ms after its time`, witness: { lot: lot.id, entry: first } });
  }
  return found;
}

function hurtsClosing({ kind, target }: Fault): boolean {
  return target === 'postgres' || ((target === 'quoting' || target === 'quoting-b') && kind !== 'cut');
}

/** I29: who is asked to leave answers first what came before, and the gateway asks again until somebody is back. */
export function drainedAway({ history, faults }: World): Finding[] {
  return faults.filter(({ kind }) => kind === 'drain').flatMap((fault) => history.operations
    .filter((op) => onTheWay(op, fault) && (op.type === 'info' || op.t1 - Math.max(op.t0, fault.t0) > DRAIN_WITHIN_MS))
    .map((op): Finding => ({ invariant: 'I29', what: `${fault.target} was asked to leave, and a call had no answer`, witness: { op, fault } })));
}

/** Was a call with a process when that was asked to leave, and no longer before its door; or with the gateway, which keeps calls until the process is back? */
export function onTheWay(op: Operation, { target, t0, t1 }: Fault): boolean {
  if (op.via === target) return op.t0 < t0 - ON_THE_WAY_MS && op.t1 > t0;
  return op.via === 'gateway' && (target === 'quoting' || target === 'order') && op.t1 > t0 && op.t0 < (t1 ?? Infinity);
}

function throughProcess(op: Operation, target: Fault['target']): boolean {
  return op.via === target || (op.via === 'gateway' && target === 'quoting' && op.f !== 'publish');
}

/** I30: it comes back by itself: the first success soon after, the post at rest, no session left in a transaction. */
export function notBack({ history, faults, dump }: World): Finding[] {
  const found: Finding[] = [];
  const calls = history.operations.filter(({ f }) => f === 'placeBid' || f === 'readBids' || f === 'readLot').sort((a, b) => a.t0 - b.t0);
  for (const fault of faults) {
    if (!['kill', 'crash', 'drain', 'disk-full'].includes(fault.kind)) continue;
    if (fault.t1 === null) { found.push({ invariant: 'I30', what: `${fault.target} did not come back`, witness: fault }); continue; }
    const within = fault.target === 'postgres' ? BACK_WITHIN_MS.postgres : BACK_WITHIN_MS.process;
    const until = fault.t1 + within;
    const hitAgain = faults.some((other) => other !== fault && other.t0 < until && (other.t1 ?? Infinity) > fault.t1!);
    const tried = calls.filter((op) => op.t0 >= fault.t1! && op.t0 < until && (fault.target === 'postgres' || fault.target === 'order' || throughProcess(op, fault.target)));
    if (!hitAgain && tried.length > 0 && !tried.some(({ type }) => type !== 'info')) found.push({ invariant: 'I30', what: `no answer within ${within} ms after ${fault.target} was back`, witness: { fault, first: tried[0] } });
  }
  if (dump.quietAfterMs === null || dump.quietAfterMs > QUIET_WITHIN_MS) found.push({ invariant: 'I30', what: 'the post did not come to rest', witness: dump.quietAfterMs });
  if (dump.idleInTransaction > 0) found.push({ invariant: 'I30', what: 'sessions sit in a transaction', witness: dump.idleInTransaction });
  return found;
}
