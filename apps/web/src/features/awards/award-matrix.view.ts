import type { AwardTenderFragment } from '../../generated/types.js';

type Tender = AwardTenderFragment;
export type Award = Tender['awards'][number];

/** What may be done with a lot now: still bidding, to be decided, waiting for a manager, decided, or over without a bid to take. */
export type LotStage = 'BIDDING' | 'DECIDE' | 'PROPOSED' | 'DECIDED' | 'NONE';
export type MatrixTab = 'decide' | 'all' | 'proposed' | 'decided' | 'apart';

/** One bid in the matrix. Amounts in minor units on the tender's basis, by which bids are compared. */
export interface MatrixCell {
  bidId: string;
  rank: number;
  minor: bigint;
  promisedDate: string;
  note: string | null;
  /** Days after the wished day; 0 when in time. */
  daysLate: number;
  state: string;
  /** False where it was withdrawn, ran out, or fell before. */
  takeable: boolean;
  /** How an earlier award for it ended, null for none. */
  fell: 'DECLINED' | 'LAPSED' | 'REVOKED' | null;
}

export interface MatrixRow {
  lotId: string;
  lotNo: number;
  partNo: string;
  name: string;
  material: string | null;
  quantity: number;
  partIds: readonly string[];
  mirrorOfIds: readonly string[];
  closesAt: string;
  requestedDate: string | null;
  targetMinor: bigint | null;
  stage: LotStage;
  cells: ReadonlyMap<string, MatrixCell>;
  /** Key of the supplier with the lowest amount that can be taken or was; null without one. */
  cheapest: string | null;
  /** Key of the best rank that can be taken; another one than the cheapest where dates or quality weigh. */
  best: string | null;
  /** The award that stands, null while none does. */
  award: Award | null;
  /** All awards of the lot in the order in which they were made. */
  course: readonly Award[];
}

export interface MatrixColumn { key: string; name: string; bids: number }
export interface AwardMatrix { rows: readonly MatrixRow[]; columns: readonly MatrixColumn[]; currency: string }
/** Chosen supplier by lot. */
export type Picks = ReadonlyMap<string, string>;

type Named = Tender['standings'][number] & { bidder: NonNullable<Tender['standings'][number]['bidder']> };

const FALLEN = new Set(['DECLINED', 'LAPSED', 'REVOKED']);
const TAKEABLE = new Set(['VALID', 'STANDBY', 'LOST']);
const BIDDING = new Set(['PUBLISHED', 'SUSPENDED', 'CLOSED', 'DRAFT']);
const DAY_MS = 86_400_000;

/** Lots against suppliers, most bids first. In lots that are still bid on nobody has a name yet: an alias is that of one lot, so their bids are left to the board. */
export function awardMatrix(tender: Tender): AwardMatrix {
  const columns = new Map<string, { key: string; name: string; bids: number }>();
  const byLot = new Map<string, Named[]>();
  for (const standing of tender.standings.filter((one): one is Named => one.bidder !== null)) {
    const { id, name } = standing.bidder;
    const column = columns.get(id) ?? { key: id, name, bids: 0 };
    column.bids += 1;
    columns.set(id, column);
    byLot.set(standing.lotId, [...(byLot.get(standing.lotId) ?? []), standing]);
  }
  const rows = tender.lots.map((lot) => rowOf(lot, byLot.get(lot.id) ?? [], tender.awards.filter(({ lotId }) => lotId === lot.id)));
  return { rows, columns: [...columns.values()].sort((a, b) => b.bids - a.bids || a.name.localeCompare(b.name, 'en', { numeric: true })), currency: tender.rules.currency };
}

function rowOf(lot: Tender['lots'][number], standings: readonly Named[], course: readonly Award[]): MatrixRow {
  const award = course.find(({ state }) => !FALLEN.has(state)) ?? null;
  const requestedDate = lot.lines.map(({ requestedDate: day }) => day).sort()[0] ?? null;
  const cells = new Map(standings.map((standing): [string, MatrixCell] => {
    const fell = course.find(({ bidId, state }) => bidId === standing.bidId && FALLEN.has(state))?.state as MatrixCell['fell'] ?? null;
    return [standing.bidder.id, {
      bidId: standing.bidId, rank: standing.rank, minor: BigInt(standing.comparable.amountMinor), promisedDate: standing.promisedDate, note: standing.note, state: standing.state, fell,
      daysLate: requestedDate === null ? 0 : Math.max(0, Math.round((Date.parse(standing.promisedDate) - Date.parse(requestedDate)) / DAY_MS)), takeable: fell === null && TAKEABLE.has(standing.state),
    }];
  }));
  const open = [...cells].filter(([, cell]) => cell.takeable).sort(([, a], [, b]) => a.rank - b.rank);
  // Once decided, the lowest bid may be the one that won.
  const compared = [...cells].filter(([, { takeable, state, fell }]) => takeable || (state === 'WON' && fell === null));
  const cheapest = compared.reduce<[string, MatrixCell] | null>((least, one) => (least === null || one[1].minor < least[1].minor ? one : least), null);
  return {
    lotId: lot.id, lotNo: lot.lotNo, partNo: lot.parts[0]?.partNo ?? String(lot.lotNo), name: lot.parts.length === 1 ? lot.parts[0]!.name : lot.title, material: lot.parts[0]?.material ?? null,
    quantity: lot.parts.reduce((sum, { quantity }) => sum + quantity, 0), partIds: lot.parts.map(({ id }) => id), mirrorOfIds: lot.parts.flatMap(({ mirrorOfId }) => mirrorOfId ?? []),
    closesAt: lot.closesAt, requestedDate, targetMinor: lot.reserve === null ? null : BigInt(lot.reserve.amountMinor), stage: stageOf(lot.state, award, open.length), cells,
    cheapest: cheapest?.[0] ?? null, best: open[0]?.[0] ?? null, award, course,
  };
}

function stageOf(state: string, award: Award | null, takeable: number): LotStage {
  if (award !== null) return award.state === 'PROPOSED' ? 'PROPOSED' : 'DECIDED';
  if (BIDDING.has(state)) return 'BIDDING';
  return state === 'EVALUATING' && takeable > 0 ? 'DECIDE' : 'NONE';
}

/** The lowest bid of every lot that waits for a decision. */
export function cheapestPicks({ rows }: AwardMatrix): Map<string, string> {
  return new Map(rows.flatMap(({ lotId, stage, cheapest }) => (stage === 'DECIDE' && cheapest !== null ? [[lotId, cheapest] as const] : [])));
}

/** The best rank of every lot that waits for a decision. */
export function bestPicks({ rows }: AwardMatrix): Map<string, string> {
  return new Map(rows.flatMap(({ lotId, stage, best }) => (stage === 'DECIDE' && best !== null ? [[lotId, best] as const] : [])));
}

/** Every lot that waits and that this supplier bid on goes to it; the others stay as they are. */
export function picksFor({ rows }: AwardMatrix, picks: Picks, key: string): Map<string, string> {
  return new Map([...picks, ...rows.flatMap(({ lotId, stage, cells }) => (stage === 'DECIDE' && cells.get(key)?.takeable ? [[lotId, key] as const] : []))]);
}

/** Picks that can still be made: the lot waits and the bid can be taken. */
export function keptPicks({ rows }: AwardMatrix, picks: Picks): Map<string, string> {
  return new Map(rows.flatMap(({ lotId, stage, cells }) => {
    const key = picks.get(lotId);
    return key !== undefined && stage === 'DECIDE' && cells.get(key)?.takeable ? [[lotId, key] as const] : [];
  }));
}

export interface PickSum {
  /** Lots that wait for a decision, and those of them that have one chosen. */
  waiting: number;
  chosen: number;
  totalMinor: bigint;
  /** Against the lowest bids of the chosen lots. */
  overMinor: bigint;
  overPercent: number;
  /** Against the wishes of the chosen lots that have one, in percent; null without. */
  againstTarget: number | null;
  suppliers: number;
  /** Last promised day; null while nothing is chosen. */
  lastDay: string | null;
  late: number;
  /** Share of each supplier, largest first. */
  shares: readonly { key: string; lots: number; minor: bigint }[];
}

/** The numbers over what is chosen now. */
export function pickSum({ rows }: AwardMatrix, picks: Picks): PickSum {
  let total = 0n;
  let least = 0n;
  let wished = 0n;
  let compared = 0n;
  let late = 0;
  let lastDay: string | null = null;
  const shares = new Map<string, { key: string; lots: number; minor: bigint }>();
  for (const { cell, key, row } of chosen(rows, picks)) {
    total += cell.minor;
    least += row.cells.get(row.cheapest!)!.minor;
    if (row.targetMinor !== null) { wished += row.targetMinor; compared += cell.minor; }
    if (cell.daysLate > 0) late += 1;
    if (lastDay === null || cell.promisedDate > lastDay) lastDay = cell.promisedDate;
    const share = shares.get(key) ?? { key, lots: 0, minor: 0n };
    shares.set(key, { key, lots: share.lots + 1, minor: share.minor + cell.minor });
  }
  return {
    waiting: rows.filter(({ stage }) => stage === 'DECIDE').length, chosen: [...chosen(rows, picks)].length, totalMinor: total, overMinor: total - least,
    overPercent: least === 0n ? 0 : (Number(total - least) / Number(least)) * 100, againstTarget: wished === 0n ? null : (Number(compared - wished) / Number(wished)) * 100,
    suppliers: shares.size, lastDay, late, shares: [...shares.values()].sort((a, b) => Number(b.minor - a.minor) || b.lots - a.lots),
  };
}

function* chosen(rows: readonly MatrixRow[], picks: Picks): Generator<{ row: MatrixRow; key: string; cell: MatrixCell }> {
  for (const row of rows) {
    const key = picks.get(row.lotId);
    const cell = key === undefined ? undefined : row.cells.get(key);
    if (key !== undefined && cell !== undefined && row.stage === 'DECIDE') yield { row, key, cell };
  }
}

/** What it would change to give a lot to this supplier: amounts against the present choice, or against the lowest bid where none is made. */
export interface WishCost { chosen: boolean; against: 'CHOICE' | 'LOWEST'; minor: bigint; percent: number; days: number; suppliersBefore: number; suppliersAfter: number }

export function wishCost(matrix: AwardMatrix, picks: Picks, row: MatrixRow, key: string): WishCost | null {
  const cell = row.cells.get(key);
  const now = picks.get(row.lotId);
  const base = row.cells.get(now ?? row.cheapest ?? '');
  if (cell === undefined || base === undefined) return null;
  const before = pickSum(matrix, picks).suppliers;
  const after = row.stage === 'DECIDE' ? pickSum(matrix, new Map([...picks, [row.lotId, key]])).suppliers : before;
  return {
    chosen: now === key, against: now === undefined ? 'LOWEST' : 'CHOICE', minor: cell.minor - base.minor, percent: base.minor === 0n ? 0 : (Number(cell.minor - base.minor) / Number(base.minor)) * 100,
    days: Math.round((Date.parse(cell.promisedDate) - Date.parse(base.promisedDate)) / DAY_MS), suppliersBefore: before, suppliersAfter: after,
  };
}

/** A chosen lot whose bid lies above the buyer's own wish. */
export interface OverTarget { row: MatrixRow; minor: bigint; targetMinor: bigint }

/** Chosen lots for which somebody will ask why: the best rank is passed over, the bid lies above the wish, or mirrored parts go apart. */
export function reasonsNeeded({ rows }: AwardMatrix, picks: Picks): { passedOver: MatrixRow[]; apart: MatrixRow[]; overTarget: OverTarget[] } {
  const passedOver: MatrixRow[] = [];
  const overTarget: OverTarget[] = [];
  const supplierOf = new Map<string, string>();
  for (const { row, key, cell } of chosen(rows, picks)) {
    if (key !== row.best) passedOver.push(row);
    if (row.targetMinor !== null && cell.minor > row.targetMinor) overTarget.push({ row, minor: cell.minor, targetMinor: row.targetMinor });
    for (const partId of row.partIds) supplierOf.set(partId, key);
  }
  for (const row of rows) {
    const taken = row.award === null ? undefined : [...row.cells].find(([, { bidId }]) => bidId === row.award!.bidId)?.[0];
    if (taken !== undefined) for (const partId of row.partIds) supplierOf.set(partId, taken);
  }
  const apart = [...chosen(rows, picks)].filter(({ row, key }) => row.mirrorOfIds.some((id) => differs(supplierOf.get(id), key))
    || rows.some((other) => other.mirrorOfIds.some((id) => row.partIds.includes(id)) && other.partIds.some((id) => differs(supplierOf.get(id), key)))).map(({ row }) => row);
  return { passedOver, apart, overTarget };
}

function differs(other: string | undefined, key: string): boolean {
  return other !== undefined && other !== key;
}

/** Rows of a tab whose number or name holds the words. */
export function matrixRows({ rows }: AwardMatrix, picks: Picks, tab: MatrixTab, words: string): MatrixRow[] {
  const needle = words.trim().toLowerCase();
  return rows.filter((row) => {
    if (needle !== '' && !`${row.partNo} ${row.name} ${row.material ?? ''}`.toLowerCase().includes(needle)) return false;
    switch (tab) {
      case 'decide': return row.stage === 'DECIDE';
      case 'proposed': return row.stage === 'PROPOSED';
      case 'decided': return row.stage === 'DECIDED';
      case 'apart': return row.stage === 'DECIDE' && picks.has(row.lotId) && picks.get(row.lotId) !== row.cheapest;
      case 'all': return true;
    }
  });
}

/** How many offers stand how, for the line on acceptances. */
export function acceptances(awards: readonly Pick<Award, 'state'>[]): { offered: number; accepted: number; fallen: number; proposed: number } {
  const count = (...states: string[]) => awards.filter(({ state }) => states.includes(state)).length;
  return { offered: count('APPROVED', 'OFFERED'), accepted: count('ACCEPTED', 'ORDERED'), fallen: count('DECLINED', 'LAPSED'), proposed: count('PROPOSED') };
}
