import type { Frame } from './history.js';
import { groupBy, type Finding, type World } from './world.js';

const SAME_CLOCK_MS = 5;
/** What sees all bytes that lie somewhere, and may see no sealed word at all before its lot is opened. */
export const HOUSE_EYES = ['log', 'tables'] as const;

/** I15: sealed stays sealed: before the opening no byte with a sealed word reaches anybody but its bidder, no line and no table. */
export function unsealed({ lots, history }: World): Finding[] {
  const canaries = new Map(history.canaries.filter(({ lotId }) => lotId !== null).map((one) => [one.canary, one]));
  return history.sightings.flatMap((sighting): Finding[] => {
    const planted = canaries.get(sighting.canary);
    if (planted === undefined || planted.companyId === sighting.who) return [];
    const one = lots.get(planted.lotId!);
    const openedAt = one?.again.openedAt ?? null;
    if (openedAt === null || sighting.at < openedAt - SAME_CLOCK_MS) return [{ invariant: 'I15', what: 'a sealed word was seen before the opening', witness: { sighting, planted, openedAt } }];
    const isHouse = (HOUSE_EYES as readonly string[]).includes(sighting.who);
    // What began sealed and went live is told to all who may bid; what stayed sealed is opened to the buyer alone.
    const wentLive = one!.entries.some((entry) => entry.type === 'PUBLISHED' && entry.payload.rules.visibility !== 'SEALED');
    const mayKnow = isHouse || one!.lot.buyerId === sighting.who || wentLive;
    return mayKnow ? [] : [{ invariant: 'I15', what: 'a sealed word was told to a rival', witness: { sighting, planted } }];
  });
}

/** I16: companies are apart: the name of one reaches another only by an invitation or an award between them. */
export function acrossCompanies({ history, dump }: World): Finding[] {
  const named = new Map(history.canaries.filter(({ lotId }) => lotId === null).map((one) => [one.canary, one.companyId]));
  const buyerOf = new Map(dump.lots.map(({ tenderId, buyerId }) => [tenderId, buyerId]));
  const between = new Set([
    ...dump.invitations.map(({ tenderId, companyId }) => `${buyerOf.get(tenderId)} ${companyId}`),
    ...dump.awards.flatMap(({ buyerId, supplierId }) => [`${buyerId} ${supplierId}`, `${supplierId} ${buyerId}`]),
  ]);
  const found = history.sightings.flatMap((sighting): Finding[] => {
    const owner = named.get(sighting.canary);
    if (owner === undefined || owner === sighting.who || (HOUSE_EYES as readonly string[]).includes(sighting.who)) return [];
    return between.has(`${sighting.who} ${owner}`) ? [] : [{ invariant: 'I16', what: 'the name of a company reached one that has nothing to do with it', witness: sighting }];
  });
  return [...found, ...foreignRooms({ history, dump })];
}

function foreignRooms({ history, dump }: Pick<World, 'history' | 'dump'>): Finding[] {
  const tenderOf = new Map(dump.lots.map(({ id, tenderId }) => [id, tenderId]));
  const rights = new Set([...dump.invitations.map(({ tenderId, companyId }) => `${tenderId} ${companyId}`), ...dump.lots.map(({ tenderId, buyerId }) => `${tenderId} ${buyerId}`)]);
  return [...history.frames, ...history.operations.filter(({ f, type }) => (f === 'readLot' || f === 'resume') && type === 'ok')]
    .filter(({ who, lotId }) => tenderOf.has(lotId) && !rights.has(`${tenderOf.get(lotId)} ${who}`))
    .map((witness) => ({ invariant: 'I16', what: 'somebody without a right was told of a lot', witness }));
}

/** I19: what clients are told adds up: no number is missing, one number says one thing in every process, and the end is what a fresh reading shows. */
export function viewsApart({ lots, history }: World): Finding[] {
  const found: Finding[] = [];
  for (const frames of groupBy(history.frames, ({ who, lotId }) => `${who} ${lotId}`).values()) {
    const texts = new Map<number, Frame>();
    for (const frame of frames) {
      if (frame.kind !== 'event') continue;
      const known = texts.get(frame.seq);
      if (known !== undefined && known.text !== frame.text) found.push({ invariant: 'I19', what: 'one number said two things', witness: [known, frame] });
      texts.set(frame.seq, known ?? frame);
    }
    const snapshots = frames.filter(({ kind }) => kind === 'snapshot').map(({ seq }) => seq);
    const covered = Math.max(0, ...snapshots);
    const last = Math.max(covered, ...texts.keys());
    for (let seq = covered + 1; seq <= last; seq += 1) if (!texts.has(seq)) { found.push({ invariant: 'I19', what: 'a number never came', witness: { who: frames[0]!.who, lotId: frames[0]!.lotId, missing: seq, last } }); break; }
  }
  for (const end of history.ends) {
    const one = lots.get(end.lotId);
    if (end.folded !== end.fresh) found.push({ invariant: 'I19', what: 'what a client was sent does not add up to the lot', witness: end });
    if (one === undefined) continue;
    const step = one.again.steps.at(-1)!;
    if (Date.parse(end.closesAt) !== step.closesAt || end.state !== step.state) found.push({ invariant: 'I19', what: 'a client is shown another lot than the tables have', witness: { end, lot: one.lot } });
    const own = step.ranking.findIndex((id) => one.bids.get(id)?.companyId === end.who);
    if (end.rank !== null && end.rank !== own + 1) found.push({ invariant: 'I19', what: 'a client is shown another rank than the bids give', witness: { end, ranking: step.ranking } });
  }
  return found;
}

/** I20: who was told that a bid was taken finds it in the next reading. */
export function unreadWrites({ history, placings }: World): Finding[] {
  const taken = groupBy(placings.filter(({ type, bid }) => type === 'ok' && bid !== null), ({ who, lotId }) => `${who} ${lotId}`);
  return history.operations.flatMap((read): Finding[] => {
    if (read.f !== 'readBids' || read.type !== 'ok' || read.seen === null) return [];
    const seen = new Set(read.seen);
    const missing = (taken.get(`${read.who} ${read.lotId}`) ?? []).find(({ t1, bid }) => t1 < read.t0 && !seen.has(bid!.id));
    return missing ? [{ invariant: 'I20', what: 'a reading did not show a bid that was acknowledged before', witness: { read, missing } }] : [];
  });
}

/** I21: readings never go back, whichever process answers. */
export function readingsGoBack({ history }: World): Finding[] {
  const found: Finding[] = [];
  const reads = history.operations.filter(({ f, type, seq }) => (f === 'readLot' || f === 'resume') && type === 'ok' && seq !== null);
  for (const own of groupBy(reads, ({ who, lotId }) => `${who} ${lotId}`).values()) {
    const byEnd = [...own].sort((a, b) => a.t1 - b.t1);
    const byStart = [...own].sort((a, b) => a.t0 - b.t0);
    let [next, highest] = [0, byEnd[0]!];
    for (const read of byStart) {
      for (; next < byEnd.length && byEnd[next]!.t1 < read.t0; next += 1) if (byEnd[next]!.seq! >= highest.seq!) highest = byEnd[next]!;
      if (next > 0 && read.seq! < highest.seq!) found.push({ invariant: 'I21', what: 'a later reading showed less', witness: [highest, read] });
    }
  }
  return found;
}
