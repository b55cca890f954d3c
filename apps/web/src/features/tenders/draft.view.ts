import { readMoney, writeMoney } from '../../lib/format/format.view.js';
import type { BidderTextsFragment, CreateTenderInput, DraftTenderFragment, PublishPartFragment, TenderRulesInput } from '../../generated/types.js';

export type Part = PublishPartFragment;
/** Ways to ask, in the words of the page: each is a setting of the same rules. */
export type Mode = 'BEST_PRICE' | 'RANK_ONLY' | 'OPEN' | 'SEALED' | 'FIXED';

export interface DraftLot {
  key: string;
  lines: readonly { part: Part; operationSeqs: readonly number[] | null; quantity: number | null }[];
  /** Highest and wished amount as typed, in whole currency units; empty for none. */
  ceiling: string;
  target: string;
}

/** A lot as the house keeps it, with the texts that bidders will read; `key` is that of the page. */
export interface SavedLot { key: string; id: string; forBidders: BidderTextsFragment | null }

/** A tender as it is being written. Rules are those of the API, so that every rule it has can stand here. */
export interface DraftForm {
  title: string;
  rules: TenderRulesInput;
  audience: { trusted: boolean; withinKm: number | null; companies: readonly { id: string; name: string }[]; excludedIds: readonly string[] };
  disclosure: CreateTenderInput['disclosure'] & object;
  terms: CreateTenderInput['terms'] & object;
  /** Null to begin when it is published. */
  opensAt: string | null;
  closesAt: string;
  enquiryEndsAt: string | null;
  requestedDate: string;
  materialSupply: 'SUPPLIER' | 'BUYER';
  lots: readonly DraftLot[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const usualSoftClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 3, maxExtensions: 10, hardCloseMinutes: 120, scope: 'TRIGGERED_LOT' } as const;
const usualRules: TenderRulesInput = {
  visibility: 'BEST_PRICE', showBidCount: true, currency: 'CNY', taxIncluded: true, freightIncluded: true, improvementBase: 'OWN_BID', improvementPercent: '1', improvementMinor: '1000', confirmDropPercent: '20',
  softClose: usualSoftClose, closesAtFirstBid: false, minBids: 1, priceWeight: 100, dateWeight: 0, qualityWeight: 0, validityDays: 7, acceptWithinMinutes: 240, tellGap: false,
};

/** Parts that can be put to tender now. */
export function askable(parts: readonly Part[]): Part[] {
  return parts.filter(({ released, gaps, state, route }) => released && gaps.length === 0 && state === 'PLANNED' && route.length > 0);
}

/** A new draft with every rule at its usual value: a lot for each part, two hours of bidding, wanted in a fortnight. */
export function newDraft(title: string, currency: string, parts: readonly Part[], nowMs: number): DraftForm {
  const closing = new Date(Math.ceil((nowMs + 2 * HOUR_MS) / (HOUR_MS / 4)) * (HOUR_MS / 4)).toISOString();
  return {
    title, rules: { ...usualRules, currency }, audience: { trusted: true, withinKm: null, companies: [], excludedIds: [] }, disclosure: { buyerName: false, mouldName: false, customerName: false, ndaRequired: true, drawingStage: 'VIEW', accessDays: 7 },
    terms: { payment: '月结30天', requiredDocuments: [], subcontracting: null, inspectionDays: 3, latePercentPerDay: '0.5', note: null },
    opensAt: null, closesAt: closing, enquiryEndsAt: null, requestedDate: new Date(nowMs + 14 * DAY_MS).toISOString().slice(0, 10), materialSupply: 'SUPPLIER', lots: parts.map((part) => lotOf([part])),
  };
}

function lotOf(parts: readonly Part[], operationsOf: (part: Part) => readonly number[] | null = () => null): DraftLot {
  return { key: parts[0]!.id, lines: parts.map((part) => ({ part, operationSeqs: operationsOf(part), quantity: null })), ceiling: '', target: '' };
}

/** A draft that was saved, as it is being written on; a start that has passed means as soon as it is published. */
export function draftOf(tender: DraftTenderFragment, nowMs: number): DraftForm {
  const { companies, excluded, ...audience } = tender.audience;
  const first = tender.lots[0]?.lines[0];
  return {
    title: tender.title, rules: bare(tender.rules), audience: { ...bare(audience), withinKm: audience.withinKm ?? null, companies: companies.map(({ id, name }) => ({ id, name })), excludedIds: excluded.map(({ id }) => id) },
    disclosure: bare(tender.disclosure), terms: bare(tender.terms), opensAt: Date.parse(tender.opensAt) <= nowMs ? null : tender.opensAt, closesAt: tender.closesAt, enquiryEndsAt: tender.enquiryEndsAt,
    requestedDate: first?.requestedDate ?? '', materialSupply: first?.materialSupply ?? 'SUPPLIER',
    lots: tender.lots.map((lot) => ({
      key: lot.parts[0]?.id ?? lot.id, ceiling: lot.ceiling === null ? '' : writeMoney(lot.ceiling.amountMinor, lot.ceiling.currency), target: lot.reserve === null ? '' : writeMoney(lot.reserve.amountMinor, lot.reserve.currency),
      lines: lot.lines.map((line, i) => ({ part: lot.parts[i]!, operationSeqs: line.wholePart ? null : seqsOf(lot.parts[i]!, line.processes), quantity: line.quantity === lot.parts[i]!.quantity ? null : line.quantity })),
    })),
  };
}

function bare<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== '__typename')) as T;
}

/** Steps of the route with these processes, in order. */
function seqsOf({ route }: Part, processes: readonly string[]): number[] {
  const wanted = [...processes];
  return route.flatMap(({ seq, process }) => { if (process !== wanted[0]) return []; wanted.shift(); return [seq]; });
}

/** What the API is asked to keep. Amounts that cannot be read are left out; `unreadable` tells of them. */
export function inputOf(form: DraftForm, nowIso: string): Omit<CreateTenderInput, 'idempotencyKey'> {
  const money = (text: string) => {
    const amountMinor = readMoney(text, form.rules.currency!);
    return amountMinor === null ? null : { amountMinor, currency: form.rules.currency!, taxIncluded: form.rules.taxIncluded!, taxRate: '13' };
  };
  return {
    title: form.title.trim(), rules: form.rules, audience: { trusted: form.audience.trusted, withinKm: form.audience.withinKm, companyIds: form.audience.companies.map(({ id }) => id), excludedIds: [...form.audience.excludedIds] },
    disclosure: form.disclosure, terms: form.terms, opensAt: form.opensAt ?? nowIso, closesAt: form.closesAt, enquiryEndsAt: form.enquiryEndsAt,
    lots: form.lots.map(({ lines, ceiling, target }) => ({
      title: null, ceiling: money(ceiling), reserve: money(target),
      lines: lines.map(({ part, operationSeqs, quantity }) => ({ partId: part.id, operationSeqs: operationSeqs === null ? null : [...operationSeqs], quantity, requestedDate: form.requestedDate, materialSupply: form.materialSupply })),
    })),
  };
}

export function unreadable(text: string, currency: string): boolean {
  return text.trim() !== '' && readMoney(text, currency) === null;
}

export function modeOf({ visibility, closesAtFirstBid }: TenderRulesInput): Mode {
  return closesAtFirstBid ? 'FIXED' : visibility!;
}

/** The rules in another mode: what cannot hold together there is put right, all else stays. */
export function inMode(rules: TenderRulesInput, mode: Mode): TenderRulesInput {
  const live = { ...rules, closesAtFirstBid: false, softClose: rules.softClose ?? usualSoftClose, showBidCount: rules.visibility === 'SEALED' ? true : rules.showBidCount };
  switch (mode) {
    case 'SEALED': return { ...rules, visibility: 'SEALED', closesAtFirstBid: false, sealedMinutes: null, softClose: null, showBidCount: false, improvementBase: 'OWN_BID' };
    case 'RANK_ONLY': return { ...live, visibility: 'RANK_ONLY', improvementBase: 'OWN_BID' };
    case 'FIXED': return { ...live, visibility: 'BEST_PRICE', closesAtFirstBid: true, sealedMinutes: null, softClose: null };
    default: return { ...live, visibility: mode };
  }
}

export type Band = NonNullable<TenderRulesInput['improvementBands']>[number];

/** One band more, from twice the last amount on with twice its step in money; the first begins at 100 times the plain step in money. */
export function withBand({ improvementBands, improvementPercent, improvementMinor }: TenderRulesInput): Band[] {
  const bands = improvementBands ?? [];
  const last = bands.at(-1);
  const plain = BigInt(improvementMinor ?? '0');
  const from = last === undefined ? plain * 100n || 100_000n : BigInt(last.fromMinor) * 2n;
  return [...bands, { fromMinor: String(from), percent: last?.percent ?? improvementPercent ?? '1', minor: String((last === undefined ? plain : BigInt(last.minor ?? '0')) * 2n) }];
}

export function withoutBand(bands: readonly Band[], at: number): Band[] {
  return bands.filter((_, i) => i !== at);
}

export const softCloseOf = (on: boolean): TenderRulesInput['softClose'] => (on ? usualSoftClose : null);

/** The lots whose keys are named become one; the first keeps its place and its amounts. */
export function merged(lots: readonly DraftLot[], keys: ReadonlySet<string>): DraftLot[] {
  const chosen = lots.filter(({ key }) => keys.has(key));
  if (chosen.length < 2) return [...lots];
  const one = { ...chosen[0]!, lines: chosen.flatMap(({ lines }) => lines) };
  return lots.flatMap((lot) => (lot.key === one.key ? [one] : keys.has(lot.key) ? [] : [lot]));
}

/** The lots whose keys are named become one for each part. */
export function split(lots: readonly DraftLot[], keys: ReadonlySet<string>): DraftLot[] {
  return lots.flatMap((lot) => (keys.has(lot.key) && lot.lines.length > 1 ? lot.lines.map((line) => ({ key: line.part.id, lines: [line], ceiling: '', target: '' })) : [lot]));
}

/** One lot for all parts of the same route: what one shop would do in one go. */
export function byRoute(lots: readonly DraftLot[]): DraftLot[] {
  const groups = new Map<string, DraftLot>();
  for (const lot of split(lots, new Set(lots.map(({ key }) => key)))) {
    const route = processesOf(lot).join('>');
    const known = groups.get(route);
    groups.set(route, known === undefined ? lot : { ...known, ceiling: '', target: '', lines: [...known.lines, ...lot.lines] });
  }
  return [...groups.values()];
}

/** Every part whole, or only those of its steps that are meant for outside. */
export function withOperations(lots: readonly DraftLot[], outsideOnly: boolean): DraftLot[] {
  const seqs = ({ route }: Part) => {
    const outside = route.filter((step) => step.outside).map(({ seq }) => seq);
    return !outsideOnly || outside.length === 0 || outside.length === route.length ? null : outside;
  };
  return lots.map((lot) => ({ ...lot, lines: lot.lines.map((line) => ({ ...line, operationSeqs: seqs(line.part) })) }));
}

/** Operations that a lot asks for, each once, in order. */
export function processesOf({ lines }: Pick<DraftLot, 'lines'>): string[] {
  return [...new Set(lines.flatMap(({ part, operationSeqs }) => part.route.filter(({ seq }) => operationSeqs === null || operationSeqs.includes(seq)).map(({ process }) => process)))];
}

/** The title that bidders read: the first line, and how many more there are. */
export function lotTitle({ lines }: Pick<DraftLot, 'lines'>): string {
  return lines.length > 1 ? `${lines[0]!.part.name} +${lines.length - 1}` : lines[0]!.part.name;
}

/** The kept lots by the keys of the page as it was sent: by then it may have others, or the same in another order. */
export function savedLots({ lots }: Pick<DraftForm, 'lots'>, kept: readonly Omit<SavedLot, 'key'>[]): SavedLot[] {
  return kept.flatMap(({ id, forBidders }, i) => (lots[i] === undefined ? [] : [{ key: lots[i].key, id, forBidders }]));
}

/** Complaints of the API by the place on the page where they belong. */
export function complaintsBy(problems: readonly { path: string; message: string }[]): { lots: ReadonlyMap<number, string[]>; rules: string[] } {
  const lots = new Map<number, string[]>();
  const rules: string[] = [];
  for (const { path, message } of problems) {
    const lot = /^lots\.(\d+)/.exec(path);
    if (lot === null) rules.push(message);
    else lots.set(Number(lot[1]), [...(lots.get(Number(lot[1])) ?? []), message]);
  }
  return { lots, rules };
}
