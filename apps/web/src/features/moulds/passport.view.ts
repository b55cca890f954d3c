import type { OperationState, PartTradeQuery, PassportQuery } from '../../generated/types.js';

export type PassportPart = NonNullable<PassportQuery['part']>;
type Piece = PassportPart['pieces'][number];
export type Run = Piece['runs'][number];
type Order = PartTradeQuery['orders']['edges'][number]['node'];
type Tender = PartTradeQuery['tenders']['edges'][number]['node'];
export interface TradeLine { order: Order; line: Order['lines'][number] }
export interface TradeLot { tender: Tender; lot: Tender['lots'][number] }

/** The order lines behind a part: those that its pieces have operations of. */
export function linesOfPart({ pieces }: Pick<PassportPart, 'pieces'>, orders: readonly Order[]): TradeLine[] {
  const ids = new Set(pieces.flatMap(({ runs }) => runs.flatMap(({ orderLineId }) => orderLineId ?? [])));
  return orders.flatMap((order) => order.lines.filter(({ id }) => ids.has(id)).map((line) => ({ order, line })));
}

/** The lots in which a part was or is put to tender, the newest tender last as they were given. */
export function lotsOfPart(partId: string, tenders: readonly Tender[]): TradeLot[] {
  return tenders.flatMap((tender) => tender.lots.filter(({ parts }) => parts.some(({ id }) => id === partId)).map((lot) => ({ tender, lot })));
}

/** How far each operation of the route is over all pieces: passed pieces, and the state of the one that is furthest behind. */
export interface StepStanding { passed: number; pieces: number; state: OperationState | null; doneBy: string | null }

const WAY: readonly OperationState[] = ['PENDING', 'READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED', 'DONE', 'PASSED', 'SKIPPED'];
const BEHIND = new Set<OperationState>(['FAILED', 'ABORTED']);

export function stepStandings({ pieces }: Pick<PassportPart, 'pieces'>, seqs: readonly number[]): Map<number, StepStanding> {
  const live = pieces.filter(({ state }) => state !== 'SCRAPPED' && state !== 'CANCELLED');
  return new Map(seqs.map((seq) => {
    // The latest run of a step counts: rework repeats it.
    const runs = live.flatMap((piece) => piece.runs.filter((run) => run.seq === seq).at(-1) ?? []);
    const behind = runs.find(({ state }) => BEHIND.has(state)) ?? [...runs].sort((a, b) => WAY.indexOf(a.state) - WAY.indexOf(b.state))[0];
    return [seq, { passed: runs.filter(({ state }) => state === 'PASSED' || state === 'SKIPPED').length, pieces: runs.length, state: behind?.state ?? null, doneBy: behind?.doneBy.name ?? null }];
  }));
}

type Revision = PassportPart['revisions'][number];
export type RevisedFact = 'material' | 'hardness' | 'requirements' | 'size' | 'quantity' | 'route' | 'files';
const FACTS: readonly RevisedFact[] = ['material', 'hardness', 'requirements', 'size', 'quantity', 'route', 'files'];

/** What each frozen revision changed about the one before it; the first changed nothing. */
export function revisionChanges(revisions: readonly Revision[]): { revision: Revision; changed: RevisedFact[] }[] {
  return revisions.map((revision, i) => {
    const before = revisions[i + 1];
    return { revision, changed: before === undefined ? [] : FACTS.filter((fact) => JSON.stringify(revision[fact]) !== JSON.stringify(before[fact])) };
  });
}

export interface LoggedReport { serial: string; seq: number; process: string; report: Run['reports'][number] }

/** Every report about the part, the newest first. */
export function reportsOf({ pieces }: Pick<PassportPart, 'pieces'>): LoggedReport[] {
  return pieces.flatMap(({ serial, runs }) => runs.flatMap(({ seq, process, reports }) => reports.map((report) => ({ serial, seq, process, report }))))
    .sort((a, b) => (a.report.happenedAt < b.report.happenedAt ? 1 : a.report.happenedAt > b.report.happenedAt ? -1 : a.report.id < b.report.id ? 1 : -1));
}

/** What a traveller's code opens on a phone. */
export function travellerAddress(origin: string, code: string): string {
  return `${origin}/m/t/${encodeURIComponent(code)}`;
}
