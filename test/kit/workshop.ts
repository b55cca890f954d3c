import { newId, plusDays, dayText, Problem, splitMinor } from '#kernel';
import type { Actor, AwardedLine, HouseEvents } from '#contracts';
import type { OrderView } from '#contracts/order-orders';
import type { PieceView } from '#contracts/order-progress-views';
import { Outbox } from '#platform/messaging';
import { aDatabase, anActor, type TestDatabase } from '#testing';
import { entities } from '../../apps/order/src/database/entities.js';
import { PartStandings } from '../../apps/order/src/moulds/part-standings.service.js';
import { DeliveryRecords } from '../../apps/order/src/orders/delivery-records.service.js';
import { DeliveryService } from '../../apps/order/src/orders/delivery.service.js';
import { defaultLatenessRules } from '../../apps/order/src/orders/lateness.policy.js';
import { OrderIntake } from '../../apps/order/src/orders/order-intake.service.js';
import { OrderService } from '../../apps/order/src/orders/order.service.js';
import { PieceOpening } from '../../apps/order/src/orders/piece-opening.service.js';
import { StandingService } from '../../apps/order/src/orders/standing.service.js';
import { PieceMaker } from '../../apps/order/src/pieces/piece-maker.service.js';
import { BoardService } from '../../apps/order/src/progress/board.service.js';
import { InspectionReading } from '../../apps/order/src/progress/inspection-reading.service.js';
import { InspectionRecords } from '../../apps/order/src/progress/inspection-records.service.js';
import { InspectionService } from '../../apps/order/src/progress/inspection.service.js';
import type { MachinePark } from '../../apps/order/src/progress/machines.port.js';
import { PieceReading } from '../../apps/order/src/progress/piece-reading.service.js';
import { ReportRecords } from '../../apps/order/src/progress/report-records.service.js';
import { PlanService } from '../../apps/order/src/progress/plan.service.js';
import { ReportService } from '../../apps/order/src/progress/report.service.js';
import { TravellerService } from '../../apps/order/src/progress/traveller.service.js';

export type AcceptedAward = HouseEvents['quoting.award.accepted.v1'];
export interface Step { seq: number; process: string; minutes?: number | null; inspect?: boolean; dependsOn?: number[] }
export interface APart { mouldId: string; partId: string; partNo: string; quantity: number; steps: Step[]; ownerId: string }

export const CNC_HT_WEDM: Step[] = [{ seq: 10, process: 'CNC', minutes: 240 }, { seq: 20, process: 'HT', minutes: 600 }, { seq: 30, process: 'WEDM', minutes: 360 }];
export const today = (): string => dayText(new Date());
export const inDays = (days: number): string => plusDays(today(), days);
export const aKey = (): string => `key-${newId('request')}`;

/** The order service's slices on one database, without the post: a spec delivers the facts itself. */
export class Workshop {
  readonly outbox = new Outbox({ service: 'order', schema: 'ordering' });
  readonly parts = new PartStandings();
  readonly opening = new PieceOpening();
  readonly standing = new StandingService(this.outbox, this.parts);
  readonly intake = new OrderIntake(this.outbox, this.opening);
  /** Machines of companies, as `company/machine`. */
  readonly machinesOf = new Set<string>();
  quotingIsAway = false;
  readonly machines: MachinePark = {
    has: async (actor, machineId) => {
      if (this.quotingIsAway) throw new Problem('UNAVAILABLE', 'quoting is not there.');
      return this.machinesOf.has(`${actor.companyId}/${machineId}`);
    },
  };
  readonly orders: OrderService;
  readonly deliveries: DeliveryService;
  readonly pieces: PieceReading;
  readonly reports: ReportService;
  readonly plans: PlanService;
  readonly inspections: InspectionService;
  readonly boards: BoardService;
  readonly travellers: TravellerService;

  private constructor(readonly test: TestDatabase) {
    const { database } = test;
    const records = new DeliveryRecords(database);
    this.orders = new OrderService(database, defaultLatenessRules);
    this.deliveries = new DeliveryService(database, records, this.standing);
    this.pieces = new PieceReading(database, defaultLatenessRules);
    const reportRecords = new ReportRecords();
    this.plans = new PlanService(database, this.pieces, this.outbox);
    this.reports = new ReportService(database, reportRecords, this.pieces, this.opening, this.standing, this.machines);
    this.inspections = new InspectionService(database, new InspectionRecords(), new InspectionReading(database, this.pieces), reportRecords, this.opening, records, this.standing, this.outbox);
    this.boards = new BoardService(database, defaultLatenessRules);
    this.travellers = new TravellerService(database, this.pieces);
  }

  static async open(): Promise<Workshop> {
    return new Workshop(await aDatabase('order', { entities, poolSize: 12 }));
  }

  close(): Promise<void> {
    return this.test.close();
  }

  /** A released part with its pieces, in a mould of its own unless one is named. */
  async aPart(buyer: Actor, given: Partial<APart> & { t0Date?: string; t1Date?: string } = {}): Promise<APart> {
    const { companyId } = buyer;
    const part: APart = { mouldId: newId('mould'), partId: newId('part'), partNo: 'AC2507-405', quantity: 1, steps: CNC_HT_WEDM, ownerId: companyId, ...given };
    await this.test.database.asCompany(companyId, async (tx) => {
      await tx.query("insert into ordering.moulds (id, company_id, mould_no, title, state, t0_date, t1_date) values ($1, $2, $1, 'Trim', 'RELEASED', $3, $4) on conflict do nothing",
        [part.mouldId, companyId, given.t0Date ?? null, given.t1Date ?? null]);
      await tx.query(
        `insert into ordering.parts (id, company_id, mould_id, position, part_no, released, name, quantity, supply) values ($1, $2, $3, 1, $4, true, 'Slide insert', $5, 'OUTSIDE')`,
        [part.partId, companyId, part.mouldId, part.partNo, part.quantity]);
      await tx.query("insert into ordering.part_revisions (part_id, company_id, revision, definition) values ($1, $2, 'A', '{}')", [part.partId, companyId]);
      const route = part.steps.map((step, i) => ({
        seq: step.seq, process: step.process, dependsOn: step.dependsOn ?? (i === 0 ? [] : [part.steps[i - 1]!.seq]), plannedMinutes: step.minutes ?? null, inspect: step.inspect ?? false,
      }));
      for (const step of route) {
        await tx.query('insert into ordering.operations (id, company_id, part_id, seq, process, outside, depends_on, planned_minutes, inspect) values ($1, $2, $3, $4, $5, true, $6, $7, $8)',
          [newId('operation'), companyId, part.partId, step.seq, step.process, step.dependsOn, step.plannedMinutes, step.inspect]);
      }
      await new PieceMaker().makePieces(tx, [{ ...part, companyId, revision: 'A', supply: 'OUTSIDE', route }]);
    });
    return part;
  }

  /** An accepted award of one lot on these parts. */
  anAward(buyer: Actor, supplier: Actor, parts: { part: APart; quantity?: number; seqs?: number[] }[], given: Partial<AcceptedAward> & { minor?: string } = {}): AcceptedAward {
    const amount = { amountMinor: given.minor ?? '380000', currency: 'CNY', taxIncluded: true, taxRate: '13' };
    const shares = splitMinor(BigInt(amount.amountMinor), parts.map(() => 1n));
    const { minor: _, ...rest } = given;
    return {
      awardId: newId('award'), lotId: newId('lot'), tenderId: newId('tender'), tenderNo: 'T-1', buyerId: buyer.companyId, supplierId: supplier.companyId, bidId: newId('bid'), amount,
      promisedDate: inDays(9), acceptedAt: new Date().toISOString(), materialSupply: 'SUPPLIER', lines: parts.map((entry, i) => aLine(entry, { ...amount, amountMinor: shares[i]!.toString() })),
      terms: { payment: '月结30天', requiredDocuments: [], subcontracting: [], inspectionDays: 3, latePercentPerDay: '0.5', note: null },
      ...rest,
    };
  }

  place(award: AcceptedAward): Promise<void> {
    return this.placeTogether([award]);
  }

  placeTogether(awards: AcceptedAward[]): Promise<void> {
    return this.test.database.asHouse((tx) => this.intake.placeAwards(tx, awards));
  }

  /** Buyer, supplier, a part and its order, read by the supplier. */
  async anOrder(given: Partial<APart> = {}, award: Partial<AcceptedAward> & { minor?: string; seqs?: number[] } = {}): Promise<AnOrder> {
    const buyer = anActor();
    const supplier = anActor();
    const part = await this.aPart(buyer, given);
    const { seqs, ...rest } = award;
    await this.place(this.anAward(buyer, supplier, [{ part, seqs }], rest));
    return { buyer, supplier, part, ...await this.read(supplier) };
  }

  /** The only order of a company, with the pieces of its first line. */
  async read(actor: Actor): Promise<{ order: OrderView; line: OrderView['lines'][number]; pieces: PieceView[] }> {
    const { edges } = await this.orders.orders(actor, { first: 20 });
    const order = edges[0]!.node;
    const line = order.lines[0]!;
    const [of] = await this.pieces.ofLines(actor, [line.id]);
    return { order, line, pieces: of!.pieces };
  }

  report(actor: Actor, runIds: string[], action: 'SETUP' | 'START' | 'PAUSE' | 'DONE' | 'PROBLEM' | 'SKIP' | 'CORRECT', given: object = {}) {
    return this.reports.report(actor, { idempotencyKey: aKey(), runIds, action, revision: 'A', happenedAt: new Date().toISOString(), ...given });
  }

  /** Reports everything that is ready as done until nothing is. */
  async finish(supplier: Actor): Promise<void> {
    for (;;) {
      const { edges } = await this.pieces.workItems(supplier, { first: 100 });
      if (edges.length === 0) return;
      const done = await this.report(supplier, [edges[0]!.node.id], 'DONE');
      if (done.__typename !== 'OperationsReported') throw new Error(JSON.stringify(done));
    }
  }

  /** Facts of a type in the letter box, oldest first. */
  async facts(type: string): Promise<Record<string, unknown>[]> {
    const { rows } = await this.test.owner.query<{ payload: Record<string, unknown> }>('select payload from post.events where type = $1 order by id', [type]);
    return rows.map(({ payload }) => payload);
  }
}

export interface AnOrder { buyer: Actor; supplier: Actor; part: APart; order: OrderView; line: OrderView['lines'][number]; pieces: PieceView[] }

function aLine({ part, quantity, seqs }: { part: APart; quantity?: number; seqs?: number[] }, amount: AwardedLine['amount']): AwardedLine {
  const operations = part.steps.filter(({ seq }) => seqs === undefined || seqs.includes(seq)).map(({ seq, process, minutes, inspect }) => ({ seq, process, plannedMinutes: minutes ?? null, inspect: inspect ?? false }));
  return {
    lotLineId: newId('lotLine'), partId: part.partId, revision: 'A', itemNo: part.partNo, name: 'Slide insert', quantity: quantity ?? part.quantity,
    operationSeqs: operations.map(({ seq }) => seq), wholePart: seqs === undefined, requestedDate: inDays(12), amount,
    snapshot: {
      partId: part.partId, mouldId: newId('mould'), partNo: part.partNo, name: 'Slide insert', nameEn: null, category: 'SLI', revision: 'A', released: true, material: 'S136', hardness: 'HRC48-52',
      requirements: 'IT6', size: { lengthMm: '80', widthMm: '42', heightMm: '30', diameterMm: null }, unitMassKg: '0.8', quantity: part.quantity, openQuantity: part.quantity,
      supply: 'OUTSIDE', gaps: [], operations, wholePart: seqs === undefined, mirrorOfId: null, currency: 'CNY',
    },
  };
}
