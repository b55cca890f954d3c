import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../client/api-client.js';
import * as doc from './documents.js';
import { estimateMinor, plannedMinutes } from './pricing.js';

interface Step { seq: number; process: string; outside: boolean; inspect: boolean; plannedMinutes: number | null }
interface Part { id: string; version: number; partNo: string; name: string; released: boolean; gaps: string[]; state: string; quantity: number; material: string | null; unitMassKg: string | null; route: Step[] }
interface Lot { id: string; state: string; title: string; closesAt: string }
interface Tender { id: string; version: number; title: string; state: string; lots: Lot[] }
interface Standing { lotId: string; bidId: string; rank: number; promisedDate: string }
interface Answer { __typename: string; message?: string; code?: string }

/** Every second lot waits this long for a visitor who wants to award it. */
const LEFT_TO_VISITORS_MS = 5 * 60_000;

/** What one tender of the demo looks like. */
export interface TenderPlan {
  title: string;
  visibility: 'BEST_PRICE' | 'RANK_ONLY' | 'OPEN' | 'SEALED';
  lots: number;
  /** Minutes until the first lot closes, and minutes over which the closings are spread. */
  firstCloseMinutes: number;
  spreadMinutes: number;
}

/** The buyer's desk: reads the list, puts parts to tender, awards, receives and inspects. */
export class Factory {
  constructor(private readonly api: ApiClient, private readonly say: (text: string) => void) {}

  /** The mould with its parts imported and frozen; made only when it is not there yet. */
  async mould(mouldNo: string, title: string, partsList: Buffer): Promise<string> {
    const { moulds } = await this.api.ask<{ moulds: { edges: { node: { id: string; mouldNo: string } }[] } }>(doc.MOULDS);
    const known = moulds.edges.find(({ node }) => node.mouldNo === mouldNo)?.node.id;
    const mouldId = known ?? (await this.createMould(mouldNo, title));
    if ((await this.parts(mouldId)).length === 0) await this.importParts(mouldId, `${mouldNo}.csv`, partsList);
    await this.planMinutes(mouldId);
    await this.release(mouldId);
    return mouldId;
  }

  private async createMould(mouldNo: string, title: string): Promise<string> {
    const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
    const input = { idempotencyKey: ApiClient.key(), mouldNo, title, customerName: '某家电集团', cavities: '1+1', baseStandard: 'LKM', t0Date: day(28), t1Date: day(35) };
    const { createMould } = await this.api.ask<{ createMould: Answer & { id?: string; existingId?: string } }>(doc.CREATE_MOULD, { input });
    return createMould.id ?? createMould.existingId ?? fail('createMould', createMould);
  }

  private async importParts(mouldId: string, name: string, bytes: Buffer): Promise<void> {
    const upload = { idempotencyKey: ApiClient.key(), purpose: 'BOM', name, byteSize: String(bytes.length), sha256: createHash('sha256').update(bytes).digest('hex') };
    const { createUpload } = await this.api.ask<{ createUpload: Answer & { url: string; token: string; file: { id: string } } }>(doc.CREATE_UPLOAD, { input: upload });
    if (createUpload.__typename !== 'UploadTicket') fail('createUpload', createUpload);
    const sent = await fetch(createUpload.url, { method: 'PUT', body: new Uint8Array(bytes), headers: { authorization: `Bearer ${createUpload.token}`, 'content-type': 'application/octet-stream' } });
    if (sent.status !== 201) throw new Error(`upload: HTTP ${sent.status} ${await sent.text()}`);
    const { startImport } = await this.api.ask<{ startImport: Answer & { id: string } }>(doc.START_IMPORT, { input: { idempotencyKey: ApiClient.key(), mouldId, fileIds: [createUpload.file.id] } });
    if (startImport.__typename !== 'Import') fail('startImport', startImport);
    const read = await this.untilRead(startImport.id);
    const input = { idempotencyKey: ApiClient.key(), importId: startImport.id, version: read.version };
    const { confirmImport } = await this.api.ask<{ confirmImport: Answer & { summary?: { parts: number; outside: number } } }>(doc.CONFIRM, { input });
    if (confirmImport.__typename !== 'Mould') fail('confirmImport', confirmImport);
    this.say(`${name}: ${confirmImport.summary?.parts} 个零件，其中外协 ${confirmImport.summary?.outside} 个 parts read`);
  }

  private async untilRead(id: string): Promise<{ version: number }> {
    for (let i = 0; i < 120; i += 1) {
      const { import: read } = await this.api.ask<{ import: { version: number; state: string } }>(doc.IMPORT, { id });
      if (read.state === 'REVIEW') return read;
      if (read.state !== 'PARSING') throw new Error(`import: ${read.state}`);
      await sleep(250);
    }
    throw new Error('import: not read within 30 s');
  }

  private async parts(mouldId: string): Promise<Part[]> {
    return (await this.api.ask<{ mould: { parts: Part[] } }>(doc.PARTS, { id: mouldId })).mould.parts;
  }

  /** The engineer's planned minutes: parts of one route and about one weight are planned alike. */
  private async planMinutes(mouldId: string): Promise<void> {
    const groups = new Map<string, Part[]>();
    for (const part of await this.parts(mouldId)) {
      if (part.released || part.route.length === 0 || part.route.every(({ plannedMinutes }) => plannedMinutes !== null)) continue;
      const group = `${part.route.map(({ seq, process }) => `${seq}${process}`).join()} ${weight(part).toFixed(0)}`;
      groups.set(group, [...(groups.get(group) ?? []), part]);
    }
    for (const parts of groups.values()) {
      const first = parts[0]!;
      const operations = first.route.map(({ seq, process, outside, inspect }) => ({ seq, process, outside, inspect, plannedMinutes: plannedMinutes(process, weight(first)) }));
      const input = { idempotencyKey: ApiClient.key(), parts: parts.map(({ id, version }) => ({ partId: id, version })), operations };
      const { setRoutes } = await this.api.ask<{ setRoutes: Answer }>(doc.SET_ROUTES, { input });
      if (setRoutes.__typename !== 'PartsChanged') fail('setRoutes', setRoutes);
    }
  }

  private async release(mouldId: string): Promise<void> {
    const parts = (await this.parts(mouldId)).filter((part) => !part.released && part.gaps.length === 0).map(({ id, version }) => ({ partId: id, version }));
    if (parts.length === 0) return;
    const { releaseParts } = await this.api.ask<{ releaseParts: Answer }>(doc.RELEASE, { input: { idempotencyKey: ApiClient.key(), parts } });
    if (releaseParts.__typename !== 'PartsChanged') fail('releaseParts', releaseParts);
  }

  /** Parts of the mould that nobody has been asked for yet. */
  async openParts(mouldId: string): Promise<Part[]> {
    return (await this.parts(mouldId)).filter((part) => part.released && part.gaps.length === 0 && part.state === 'PLANNED');
  }

  /** Publishes one tender over the first parts; the closings are spread, so that there is always a lot near its end. */
  async publish(plan: TenderPlan, parts: readonly Part[], invited: readonly string[]): Promise<number> {
    const chosen = parts.slice(0, plan.lots);
    if (chosen.length === 0) return 0;
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const wanted = new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10);
    const sealed = plan.visibility === 'SEALED';
    const input = {
      idempotencyKey: ApiClient.key(), title: plan.title, opensAt: at(0), closesAt: at(plan.firstCloseMinutes + plan.spreadMinutes),
      audience: { trusted: false, companyIds: invited },
      rules: { visibility: plan.visibility, showBidCount: !sealed, softClose: sealed ? null : { windowSeconds: 20, extendSeconds: 20, triggerRank: 1, maxExtensions: 6, hardCloseMinutes: 10 } },
      lots: chosen.map((part, i) => ({
        lines: [{ partId: part.id, requestedDate: wanted }],
        reserve: wish(part),
        closesAt: at(plan.firstCloseMinutes + (plan.spreadMinutes * i) / Math.max(chosen.length - 1, 1)),
      })),
    };
    const { createTender } = await this.api.ask<{ createTender: Answer & { id: string; version: number; check: { blocking: unknown[] } } }>(doc.CREATE_TENDER, { input });
    if (createTender.__typename !== 'BuyerTender') fail('createTender', createTender);
    const { publishTender } = await this.api.ask<{ publishTender: Answer & { lots?: unknown[]; invitations?: unknown[] } }>(doc.PUBLISH, {
      input: { idempotencyKey: ApiClient.key(), tenderId: createTender.id, version: createTender.version, acceptWarnings: '演示' },
    });
    if (publishTender.__typename !== 'BuyerTender') fail('publishTender', publishTender);
    this.say(`${plan.title}: ${chosen.length} 个标的已发布，邀请 ${publishTender.invitations?.length ?? 0} 家 lots published`);
    return chosen.length;
  }

  async tenders(): Promise<Tender[]> {
    const all: Tender[] = [];
    let after: string | null = null;
    do {
      const page: { tenders: { edges: { node: Tender }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } } = await this.api.ask(doc.TENDERS, { after });
      all.push(...page.tenders.edges.map(({ node }) => node));
      after = page.tenders.pageInfo.hasNextPage ? page.tenders.pageInfo.endCursor : null;
    } while (after !== null);
    return all;
  }

  /** Awards evaluated lots of the tender to their best rank, but one to whoever promises the earliest day: somebody always believes it. Some are left to visitors for a while. */
  async award(tenderId: string): Promise<number> {
    const { tender } = await this.api.ask<{ tender: Omit<Tender, 'lots'> & { lots: (Lot & { lotNo: number })[]; standings: Standing[]; awards: { lotId: string; state: string }[] } }>(doc.STANDINGS, { id: tenderId });
    const taken = new Set(tender.awards.filter(({ state }) => !['DECLINED', 'LAPSED', 'REVOKED'].includes(state)).map(({ lotId }) => lotId));
    const left = ({ lotNo, closesAt }: { lotNo: number; closesAt: string }) => lotNo % 2 === 1 && Date.now() - Date.parse(closesAt) < LEFT_TO_VISITORS_MS;
    const ready = tender.lots.filter((lot) => lot.state === 'EVALUATING' && !taken.has(lot.id) && !left(lot)).map(({ id }) => id);
    const picks = ready.flatMap((lotId, i) => {
      const standings = tender.standings.filter((standing) => standing.lotId === lotId).sort((a, b) => a.rank - b.rank);
      const earliest = [...standings].sort((a, b) => (a.promisedDate < b.promisedDate ? -1 : 1))[0];
      const pick = i === 0 ? earliest : standings[0];
      return pick ? [{ lotId, bidId: pick.bidId }] : [];
    });
    if (picks.length === 0) return 0;
    const input = { idempotencyKey: ApiClient.key(), tenderId, version: tender.version, picks, reason: '按比价结果；个别按交期' };
    const { proposeAwards } = await this.api.ask<{ proposeAwards: Answer }>(doc.PROPOSE, { input });
    if (proposeAwards.__typename !== 'BuyerTender') this.say(`${tender.title}: ${proposeAwards.__typename} ${proposeAwards.message ?? ''}`);
    return proposeAwards.__typename === 'BuyerTender' ? picks.length : 0;
  }

  /** Counts what has arrived and inspects it; now and then a piece goes back for rework. */
  async receive(roll: () => number): Promise<void> {
    const { deliveries } = await this.api.ask<{ deliveries: { edges: { node: { id: string; version: number; state: string; lines: { orderLineId: string; pieceIds: string[]; sent: number }[] } }[] } }>(doc.DELIVERIES);
    for (const { node } of deliveries.edges) {
      if (node.state !== 'COUNTED') {
        const counts = node.lines.map(({ orderLineId, sent }) => ({ orderLineId, counted: sent }));
        await this.api.ask(doc.RECEIVE, { input: { idempotencyKey: ApiClient.key(), deliveryId: node.id, version: node.version, step: 'COUNT', counts } });
      } else if (roll() < 0.5) {
        const dispositions = node.lines.flatMap(({ pieceIds }) => pieceIds).map((pieceId) => ({ pieceId, disposition: 'ACCEPT' }));
        if (dispositions.length > 0) await this.api.ask(doc.INSPECT, { input: { idempotencyKey: ApiClient.key(), type: 'INCOMING', dispositions } });
      }
    }
  }
}

/** Heavier parts take longer, but not in proportion. */
function weight(part: Part): number {
  return 1 + Math.min(Math.sqrt(Number(part.unitMassKg ?? '1')), 6);
}

function fail(step: string, answer: object): never {
  throw new Error(`${step}: ${JSON.stringify(answer).slice(0, 600)}`);
}

/** What the buyer hopes to pay: a little less than it should cost. */
function wish({ quantity, material, unitMassKg, route }: Part) {
  const estimate = estimateMinor([{ quantity, material, unitMassKg, processes: route.map(({ process }) => process) }]);
  return { amountMinor: String(Math.round((estimate * 0.95) / 1_000) * 1_000), currency: 'CNY', taxIncluded: true, taxRate: '13' };
}
