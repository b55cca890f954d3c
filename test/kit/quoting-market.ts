import { Problem } from '#kernel';
import type { Actor, PartSnapshot } from '#contracts';
import type { DescribePartsInput } from '#contracts/order-parts';
import { CreateTenderInput, type LotInput } from '#contracts/quoting-tenders';
import { TenderRulesInput } from '#contracts/quoting-tender-terms';
import { Outbox } from '#platform/messaging';
import type { Rpc } from '#platform/rpc';
import { aDatabase, anActor, type TestDatabase } from '#testing';
import { aPart } from '../builders/parts.js';
import { MachineEntity } from '../../apps/quoting/src/capacity/machine.entity.js';
import { MachineService } from '../../apps/quoting/src/capacity/machine.service.js';
import { SupplierRecords } from '../../apps/quoting/src/capacity/supplier-record.service.js';
import { SupplierService } from '../../apps/quoting/src/capacity/supplier.service.js';
import { WorkloadService } from '../../apps/quoting/src/capacity/workload.service.js';
import { AmendmentService } from '../../apps/quoting/src/tenders/amendment.service.js';
import { CancellationService } from '../../apps/quoting/src/tenders/cancellation.service.js';
import { TenderCheckService } from '../../apps/quoting/src/tenders/check.service.js';
import { DraftService } from '../../apps/quoting/src/tenders/draft.service.js';
import { GuestService } from '../../apps/quoting/src/tenders/guest.service.js';
import { PartService } from '../../apps/quoting/src/tenders/part.service.js';
import { PublicationService } from '../../apps/quoting/src/tenders/publication.service.js';
import { QuestionService } from '../../apps/quoting/src/tenders/question.service.js';
import { LotRelease } from '../../apps/quoting/src/tenders/release.service.js';
import { usualLimits, type TenderLimits } from '../../apps/quoting/src/tenders/tender-check.policy.js';
import { TenderReader } from '../../apps/quoting/src/tenders/tender-reader.service.js';

/** A market of one spec file: capacity and tenders on a real database, order played by a table of parts. */
export class QuotingMarket {
  readonly parts = new Map<string, { ownerId: string; part: PartSnapshot }>();
  readonly outbox = new Outbox({ service: 'quoting', schema: 'quoting' });
  readonly suppliers = new SupplierService();
  readonly records = new SupplierRecords();
  readonly machines: MachineService;
  readonly workloads: WorkloadService;
  readonly reader: TenderReader;
  readonly releases: LotRelease;
  readonly checks: TenderCheckService;
  readonly drafts: DraftService;
  readonly publications: PublicationService;
  readonly cancellations: CancellationService;
  readonly guests: GuestService;
  readonly questions: QuestionService;

  constructor(readonly db: TestDatabase, limits: Partial<TenderLimits> = {}) {
    const { database } = db;
    const held = { ...usualLimits, ...limits };
    const parts = new PartService({ callAsHouse: (_op: unknown, actor: Actor, input: DescribePartsInput) => this.describe(actor, input) } as unknown as Rpc);
    this.machines = new MachineService(database);
    this.workloads = new WorkloadService(database);
    this.reader = new TenderReader(database);
    this.releases = new LotRelease(this.outbox);
    this.checks = new TenderCheckService(database, parts, this.suppliers, held);
    this.drafts = new DraftService(database, parts, this.suppliers, this.checks, new AmendmentService(held), held);
    this.publications = new PublicationService(database, parts, this.checks, this.suppliers, this.records, this.outbox, held);
    this.cancellations = new CancellationService(database, this.releases);
    this.guests = new GuestService(database, this.reader);
    this.questions = new QuestionService(database, held);
  }

  static async open(limits: Partial<TenderLimits> = {}): Promise<QuotingMarket> {
    return new QuotingMarket(await aDatabase('quoting', { entities: [MachineEntity], poolSize: 20 }), limits);
  }

  /** A company that quoting has heard of, and its owner. */
  async company(given: { name?: string; processes?: string[]; status?: 'PENDING' | 'OPEN' | 'SUSPENDED'; registrationNo?: string; latitude?: string; longitude?: string; actor?: Partial<Actor> } = {}): Promise<Actor> {
    const actor = anActor(given.actor ?? {});
    await this.db.database.asHouse((tx) => this.suppliers.takeCompany(tx, {
      companyId: actor.companyId, name: given.name ?? 'Jianda EDM', town: 'Huangyan', status: given.status ?? 'OPEN', processes: given.processes ?? ['CNC', 'HT', 'WEDM'],
      registrationNo: given.registrationNo ?? null, latitude: given.latitude ?? null, longitude: given.longitude ?? null, version: 1,
    }));
    return actor;
  }

  /** Adds a part to what order would describe for a company. */
  part(owner: Actor, given: Partial<PartSnapshot> = {}): PartSnapshot {
    const part = aPart(given);
    this.parts.set(part.partId, { ownerId: owner.companyId, part });
    return part;
  }

  /** A draft over whole parts, one lot each. */
  async draft(buyer: Actor, parts: readonly PartSnapshot[], given: { rules?: Partial<TenderRulesInput>; lot?: Partial<LotInput>; input?: Partial<CreateTenderInput>; invite?: readonly Actor[] } = {}) {
    const result = await this.drafts.createTender(buyer, aTender(parts, given));
    if (result.__typename !== 'BuyerTender') throw new Error(JSON.stringify(result));
    return result;
  }

  /** The same, published. */
  async published(buyer: Actor, parts: readonly PartSnapshot[], given: Parameters<QuotingMarket['draft']>[2] = {}) {
    const draft = await this.draft(buyer, parts, given);
    const result = await this.publications.publishTender(buyer, { idempotencyKey: aKey(), tenderId: draft.id, version: draft.version, acceptWarnings: 'a specimen' });
    if (result.__typename !== 'BuyerTender') throw new Error(JSON.stringify(result));
    return result;
  }

  private async describe(actor: Actor, input: DescribePartsInput): Promise<{ parts: PartSnapshot[] }> {
    return {
      parts: input.lines.map((line, i) => {
        const known = this.parts.get(line.partId);
        if (!known || known.ownerId !== actor.companyId) throw Problem.notFound();
        const { part } = known;
        if (!line.operationSeqs) return part;
        const operations = line.operationSeqs.map((seq) => {
          const operation = part.operations.find((one) => one.seq === seq);
          if (!operation) throw Problem.badInput([{ path: `lines.${i}.operationSeqs`, message: 'is not in the route' }]);
          return operation;
        });
        return { ...part, operations, wholePart: false };
      }),
    };
  }
}

let keys = 0;
/** A fresh idempotency key. */
export function aKey(): string {
  keys += 1;
  return `key-of-a-spec-${keys}`;
}

/** What a buyer writes: closing in 40 minutes, best price shown, no non-disclosure surprises. */
export function aTender(parts: readonly PartSnapshot[], given: Parameters<QuotingMarket['draft']>[2] = {}): CreateTenderInput {
  const now = Date.now();
  const wanted = new Date(now + 12 * 86_400_000).toISOString().slice(0, 10);
  return Object.assign(new CreateTenderInput(), {
    idempotencyKey: aKey(), title: 'CANARY-NEIGHBOUR slides', opensAt: new Date(now - 1_000).toISOString(), closesAt: new Date(now + 40 * 60_000).toISOString(),
    rules: Object.assign(new TenderRulesInput(), given.rules),
    audience: { trusted: given.invite === undefined, withinKm: null, companyIds: given.invite?.map((one) => one.companyId) ?? [], excludedIds: [] },
    lots: parts.map((part) => ({ lines: [{ partId: part.partId, requestedDate: wanted, materialSupply: 'SUPPLIER' as const }], ...given.lot })),
  }, given.input);
}
